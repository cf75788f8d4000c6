// The actions of `pact` that speak with a Pact Broker, from argv to what the broker has got.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { command, type Environment } from '../../src/cli/command.ts'
import type { Commands } from '../../src/cli/commands.ts'
import { brokerFlags } from '../../src/cli/pact/broker-flags.ts'
import { brokerPacts } from '../../src/cli/pact/broker-pacts.ts'
import { type BrokerDouble, startBrokerDouble } from '../adapters/broker-double.ts'
import { gitIn } from '../adapters/repository.ts'
import { run } from './command-line.ts'

const token = 'brk/live+9d"7<>&x~4c1'
const key = 'sk-live-5f0a9c22e1d74b6c'

let folder: string
let broker: BrokerDouble
let sha: string
let env: Environment

const git = (...args: string[]) => gitIn(folder, ...args)

const pact = (change: object = {}) => ({
  consumer: { name: 'web' },
  provider: { name: 'BlackBox' },
  interactions: [
    {
      description: 'a provider',
      request: { method: 'GET', path: '/x', headers: { Authorization: 'Bearer placeholder' } },
      response: { status: 200 },
    },
  ],
  metadata: { pactSpecification: { version: '3.0.0' } },
  ...change,
})

const write = (name: string, content: unknown) =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pact-broker-'))
  git('init', '--quiet', '--initial-branch', 'main')
  write('pact.json', pact())
  git('add', '.')
  git('commit', '--quiet', '--message', 'one')
  sha = git('rev-parse', 'HEAD')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeEach(async () => {
  broker = await startBrokerDouble({ authorization: `Bearer ${token}`, modifiable: false })
  env = { PACT_BROKER_BASE_URL: broker.url, PACT_BROKER_TOKEN: token, BLACKBOX_API_KEY: key }
})

afterEach(() => broker.close())

const act = (argv: string[], given: Environment = env) =>
  run({ argv: ['pact', ...argv], env: given, cwd: folder })

const sent = () => JSON.parse(broker.seen.find(({ method }) => method === 'POST')?.body ?? '{}')

describe('pact publish', () => {
  it('publishes a file as the commit and the branch that are checked out', async () => {
    const { exitCode, stdout, stderr } = await act(['publish', 'pact.json'])
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toBe(
      [
        `published pact.json: what web ${sha} of branch main needs of BlackBox`,
        `  Created web version ${sha}`,
        `  Pact successfully published for web version ${sha} and provider BlackBox.`,
        '',
      ].join('\n'),
    )
    expect(sent()).toMatchObject({ pacticipantVersionNumber: sha, branch: 'main' })
    const [contract] = sent().contracts
    const content = Buffer.from(contract.content, 'base64').toString()
    expect(content).toBe(readFileSync(join(folder, 'pact.json'), 'utf8'))
  })

  it('takes version, branch, tags and build from flags before CI, and from CI before git', async () => {
    const ci = { CI_COMMIT_SHA: 'c'.repeat(40), CI_COMMIT_BRANCH: 'ci', CI_JOB_URL: 'https://ci/1' }
    await act(['publish', 'pact.json', '--tag', 'a', '--tag', 'b'], { ...env, ...ci })
    expect(sent()).toMatchObject({
      pacticipantVersionNumber: 'c'.repeat(40),
      branch: 'ci',
      buildUrl: 'https://ci/1',
      tags: ['a', 'b'],
    })
    const flags = ['--pacticipant-version', '1.2', '--branch', 'x', '--build-url', 'https://b']
    await act(['publish', 'pact.json', ...flags], { ...env, ...ci })
    const last = JSON.parse(broker.seen.at(-1)?.body ?? '')
    expect(last).toMatchObject({
      pacticipantVersionNumber: '1.2',
      branch: 'x',
      buildUrl: 'https://b',
    })
  })

  it('refuses another pact under a version that is published', async () => {
    const version = ['--pacticipant-version', '1']
    expect((await act(['publish', 'pact.json', ...version])).exitCode).toBe(0)
    write('other.json', pact({ interactions: [] }))
    const { exitCode, stderr } = await act(['publish', 'other.json', ...version])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/\(409\): Cannot change the content .* publish it as a new version/)
  })

  it('refuses changes that no commit holds', async () => {
    const before = readFileSync(join(folder, 'pact.json'), 'utf8')
    try {
      write('pact.json', pact({ interactions: [] }))
      const { exitCode, stderr } = await act(['publish', 'pact.json'])
      expect(exitCode).toBe(2)
      expect(stderr).toMatch(/changes that commit [\da-f]{12} does not hold: pact\.json\. Commit/)
      expect(broker.seen).toEqual([])
    } finally {
      write('pact.json', before)
    }
  })

  const headers = (change: object) =>
    pact({ interactions: [{ request: { method: 'GET', path: '/', headers: change } }] })

  it.each<[string, { given: unknown; want: RegExp }]>([
    ['no JSON', { given: '{"consumer"', want: /is not JSON/ }],
    ['no pact', { given: { openapi: '3.1.0' }, want: /does not name its consumer/ }],
    ['no provider', { given: { consumer: { name: 'a' } }, want: /does not name its provider/ }],
    ['binary', { given: '\u0000', want: /is not JSON/ }],
    ['the key', { given: pact({ metadata: { note: `x${key}x` } }), want: /holds a secret/ }],
    [
      'the key in JSON escapes',
      {
        given: JSON.stringify(pact({ note: key })).replace('sk-l', '\\u0073k-l'),
        want: /holds a secret/,
      },
    ],
    [
      'the key in base64',
      { given: pact({ note: Buffer.from(`a:${key}`).toString('base64') }), want: /holds a secret/ },
    ],
    [
      'the key in a member that a later one hides',
      {
        given: JSON.stringify(pact()).replace('{', `{"note":"${key}","note":"",`),
        want: /holds a secret/,
      },
    ],
    ["the broker's token", { given: pact({ note: token }), want: /holds a secret/ }],
    [
      'a key that is not ours',
      {
        given: headers({ authorization: 'Bearer 7f2b9a1c55d04e3f' }),
        want: /interaction #0 sends authorization with what could be .* \(16 characters\)/,
      },
    ],
    [
      'a password for Basic',
      {
        given: headers({ Authorization: [`Basic ${Buffer.from('u:9x!7Qw').toString('base64')}`] }),
        want: /sends Authorization with .* \(6 characters\)/,
      },
    ],
    [
      'a key of its own field',
      { given: headers({ 'X-Api-Key': '12345678' }), want: /sends X-Api-Key/ },
    ],
  ])('publishes no file with %s', async (_, { given, want }) => {
    write('bad.json', given)
    const { exitCode, stdout, stderr } = await act(['publish', 'pact.json', 'bad.json'])
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(want)
    expect(stderr).not.toMatch(/7f2b9a1c|9x!7Qw|12345678|sk-live/)
    expect(broker.seen).toEqual([])
  })

  it.each([
    'Bearer placeholder',
    'Bearer test-token-1',
    'Bearer <token>',
    `Basic ${Buffer.from('user:placeholder').toString('base64')}`,
    '{{API_KEY}}',
    '********',
    '',
  ])('publishes a file with the placeholder %s', async (Authorization) => {
    write('fine.json', headers({ Authorization }))
    expect(await act(['publish', 'fine.json'])).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it.each<[string, { given: string[]; want: RegExp }]>([
    ['no file', { given: [], want: /needs a pact file/ }],
    ['a file that is not there', { given: ['none.json'], want: /none\.json does not exist/ }],
    ['a folder', { given: ['.'], want: /\. is no file/ }],
    [
      'two pacts of the same two',
      { given: ['pact.json', './pact.json'], want: /are both between web and BlackBox/ },
    ],
    [
      'an empty version',
      { given: ['pact.json', '--pacticipant-version', 'a\nb'], want: /without line ends/ },
    ],
    [
      'another address',
      { given: ['pact.json', '--broker', 'ftp://x'], want: /must be an http or/ },
    ],
    ['no address', { given: ['pact.json', '--broker', 'x@y:z'], want: /not what it holds\./ }],
    [
      'a password in the address',
      {
        given: ['pact.json', '--broker', 'https://me:pw-1234@x.example'],
        want: /--broker is refused/,
      },
    ],
    [
      'a query',
      { given: ['pact.json', '--broker', 'https://x.example/?t=1'], want: /without query/ },
    ],
  ])('says what is wrong: %s', async (_, { given, want }) => {
    const { exitCode, stderr } = await act(['publish', ...given])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(want)
    expect(stderr).not.toContain('pw-1234')
    expect(broker.seen).toEqual([])
  })

  it.each<[string, { given: () => Environment; want: RegExp }]>([
    [
      'no broker',
      { given: () => ({}), want: /No Pact Broker is named\. Set PACT_BROKER_BASE_URL/ },
    ],
    [
      'no password',
      {
        given: () => ({ PACT_BROKER_BASE_URL: broker.url, PACT_BROKER_USERNAME: 'me' }),
        want: /PACT_BROKER_PASSWORD is missing/,
      },
    ],
    [
      'a token with a line end',
      {
        given: () => ({ ...env, PACT_BROKER_TOKEN: 'one-tok\ntwo-tok' }),
        want: /has characters that/,
      },
    ],
    [
      'the wrong token',
      {
        given: () => ({ ...env, PACT_BROKER_TOKEN: 'wrong-token-1' }),
        want: /does not accept PACT_BROKER_TOKEN \(401\)/,
      },
    ],
  ])('says what is wrong with the environment: %s', async (_, { given, want }) => {
    const { exitCode, stderr } = await act(['publish', 'pact.json'], given())
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(want)
    expect(stderr).not.toMatch(/one-tok|wrong-token-1/)
  })

  it('sends name and password where there is no token', async () => {
    const authorization = `Basic ${Buffer.from('mé:pw-in-env').toString('base64')}`
    const other = await startBrokerDouble({ authorization })
    try {
      const user = { PACT_BROKER_USERNAME: 'mé', PACT_BROKER_PASSWORD: 'pw-in-env' }
      const given = { PACT_BROKER_BASE_URL: other.url, ...user }
      expect(await act(['publish', 'pact.json'], given)).toMatchObject({ exitCode: 0, stderr: '' })
    } finally {
      await other.close()
    }
  })

  it('warns where a token would be read on its way', async () => {
    const given = { ...env, PACT_BROKER_BASE_URL: 'http://broker.example' }
    const { exitCode, stderr } = await act(['publish', 'pact.json'], given)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(
      'warning: PACT_BROKER_TOKEN is sent unencrypted to http://broker.example.',
    )
    expect(stderr).toContain('cannot be reached')
  })
})

describe('pact can-i-deploy', () => {
  const ask = (...more: string[]) => act(['can-i-deploy', '--pacticipant', 'web', ...more])

  it('is 1 for a pact that nobody has verified, and names both', async () => {
    await act(['publish', 'pact.json'])
    const { exitCode, stdout } = await ask('--report', 'json=-')
    expect(exitCode).toBe(1)
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({
      verdict: 'fail',
      contract: { title: 'web', version: sha, path: broker.url },
      findings: [
        {
          rule: 'deployable',
          severity: 'error',
          at: 'web → BlackBox',
          message: `BlackBox (no version that it would meet) has not verified the pact of web ${sha} yet`,
        },
      ],
    })
    expect(broker.seen.at(-1)?.path).toBe(
      `/matrix?q%5B%5D%5Bpacticipant%5D=web&q%5B%5D%5Bversion%5D=${sha}&latestby=cvp&latest=true`,
    )
  })

  it('is 1 for a version that the broker has never heard of, in its words', async () => {
    const { exitCode, stdout } = await ask('--pacticipant-version', '9')
    expect(exitCode).toBe(1)
    expect(stdout).toContain('the broker says: No pacts or verifications have been published')
  })

  it('is 0 where there is nothing to get on with, and shows what was asked', async () => {
    await act(['publish', 'pact.json', '--tag', 'prod'])
    const index = await fetch(`${broker.url}/pacticipants/BlackBox/versions/7/tags/prod`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}` },
    })
    expect(index.status).toBe(201)
    const to = ['--to-environment', 'production', '--pacticipant-version', '7']
    const { exitCode, stdout } = await act(['can-i-deploy', '--pacticipant', 'BlackBox', ...to])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('note: to environment production')
    expect(stdout).toContain('note: the broker says: There are no missing dependencies')
    expect(stdout).toMatch(/PASS/)
  })

  it.each<[string, { given: string[]; want: RegExp }]>([
    ['no name', { given: [], want: /needs --pacticipant NAME/ }],
    [
      'two targets',
      {
        given: ['--pacticipant=a', '--to-tag=a', '--to-environment=b'],
        want: /exclude each other/,
      },
    ],
  ])('says what is wrong: %s', async (_, { given, want }) => {
    const { exitCode, stderr } = await act(['can-i-deploy', ...given])
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(want)])
  })

  it('is 2 where the broker does not know the environment', async () => {
    const { exitCode, stderr } = await ask('--to-environment', 'mars')
    expect(exitCode).toBe(2)
    expect(stderr).toContain("Environment 'mars' does not exist")
  })
})

describe('pact verify --from-broker', () => {
  /** A command that takes pacts from the broker and finds that the first of them is honoured, or not. */
  const verifying = (honoured: readonly (boolean | undefined)[]): Commands => ({
    act: async () =>
      command({
        name: 'act',
        summary: 'Act',
        flags: brokerFlags,
        run: async (context) => {
          const broker = await brokerPacts(context)
          context.stdout(`${broker?.pacts.map(({ name }) => name).join()}\n`)
          await broker?.publish(honoured)
          return 0
        },
      }),
  })
  const take = (argv: string[], honoured: readonly (boolean | undefined)[] = [true]) =>
    run({ argv: ['act', ...argv], env, cwd: folder, known: verifying(honoured) })
  const verified = ['--from-broker', '--pacticipant', 'BlackBox', '--publish-results']
  const canDeploy = () => act(['can-i-deploy', '--pacticipant', 'web'])

  it('takes the pacts of main branches, and tells the broker what came of them', async () => {
    await act(['publish', 'pact.json'])
    const { exitCode, stdout } = await take([...verified, '--tag', 'prod'])
    expect([exitCode, stdout]).toEqual([0, `Pact between web (${sha}) and BlackBox\n`])
    expect(JSON.parse(broker.seen.at(-1)?.body ?? '')).toMatchObject({
      success: true,
      providerApplicationVersion: sha,
      verifiedBy: { implementation: 'blackbox-contract' },
    })
    const puts = broker.seen.filter(({ method }) => method === 'PUT').map(({ path }) => path)
    expect(puts).toEqual([
      `/pacticipants/BlackBox/branches/main/versions/${sha}`,
      `/pacticipants/BlackBox/versions/${sha}/tags/prod`,
    ])
    expect((await canDeploy()).exitCode).toBe(0)
  })

  it('tells of a failure too, and nothing of what was not verified whole', async () => {
    await act(['publish', 'pact.json'])
    await take(verified, [undefined])
    expect((await canDeploy()).stdout).toContain('has not verified')
    await take(verified, [false])
    expect((await canDeploy()).stdout).toContain('does not honour')
  })

  it('tells nothing unless it is asked to', async () => {
    await act(['publish', 'pact.json'])
    await take(['--from-broker', '--pacticipant', 'BlackBox'])
    expect((await canDeploy()).stdout).toContain('has not verified')
  })

  it('leaves the broker alone where files are verified', async () => {
    expect(await take([])).toMatchObject({ exitCode: 0, stdout: 'undefined\n' })
    expect(broker.seen).toEqual([])
  })

  it.each<[string, { given: string[]; want: RegExp }]>([
    ['results of files', { given: ['--publish-results'], want: /needs --from-broker/ }],
    ['no provider', { given: ['--from-broker'], want: /needs --pacticipant NAME/ }],
    ['no pacts', { given: verified, want: /has no pact for BlackBox to verify/ }],
    [
      'no pacts of a branch',
      { given: [...verified, '--consumer-branch', 'x'], want: /has no pact for BlackBox/ },
    ],
  ])('says what is wrong: %s', async (_, { given, want }) => {
    const { exitCode, stderr } = await take(given)
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(want)])
  })
})

test('no secret is in any output, whatever the broker repeats of it', async () => {
  const password = 'pw+in/env 8c41'
  const given = { ...env, PACT_BROKER_PASSWORD: password }
  const forms = [token, password].flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(`u:${secret}`).toString('base64'),
  ])
  const text = forms.join(' ')
  const notices = [{ text: `${'x'.repeat(590)}${text}` }, { text }]
  const _links = { 'pb:publish-contracts': { href: `${broker.url}/contracts/publish` } }
  const body = JSON.stringify({ _links, errors: [text], error: { message: text }, notices })
  const headers = { 'content-type': 'application/hal+json' }
  for (const status of [200, 401, 403, 409, 500]) {
    const { exitCode, stdout, stderr } = await run({
      argv: ['pact', 'publish', 'pact.json', '--debug'],
      env: given,
      cwd: folder,
      fetch: () => Promise.resolve(new Response(body, { status, headers })),
    })
    expect(exitCode).toBe(status === 200 ? 0 : 2)
    for (const form of forms) expect(stdout + stderr).not.toContain(form.slice(4, 12))
  }
})
