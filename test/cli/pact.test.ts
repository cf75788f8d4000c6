// A provider that breaks a promise turns `pact verify` and the gate's stage `provider` red, by the interaction's name.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { loadContract } from '../../src/adapters/contract-file.ts'
import type { MainInput } from '../../src/cli/main.ts'
import { statesPath } from '../../src/reference/control.ts'
import { createReferenceProvider, type ReferenceOptions } from '../../src/reference/provider.ts'
import type { Report } from '../../src/report.ts'
import { run } from './command-line.ts'

const patience = 60_000
const url = 'http://provider.test'
const states = `${url}${statesPath}`
const key = 'canary-key-4711'
const contract = await loadContract('openapi/blackbox.yaml')
const pact = 'contracts/blackbox-client-BlackBox.json'

const folder = mkdtempSync(join(tmpdir(), 'pact-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A fetch that reaches a reference provider, and nothing else. */
function provider(options: Omit<ReferenceOptions, 'contract'> = {}): typeof fetch {
  const reference = createReferenceProvider({ contract, ...options })
  return (input, init) => {
    const request = new Request(input, init)
    return new URL(request.url).origin === url
      ? reference.fetch(request)
      : Promise.reject(new Error('no network in tests'))
  }
}

type Verdict = { exitCode: number; report: Report; text: string; stderr: string }

async function reported(argv: string[], given: Partial<MainInput>): Promise<Verdict> {
  const json = ['--report', 'json=-']
  const { exitCode, stdout, stderr } = await run({ argv: [...argv, ...json], cwd: '.', ...given })
  return { exitCode, report: JSON.parse(stdout || '{}'), text: stdout, stderr }
}

const gate = ['gate', '--only', 'provider']
const atProvider = ['--provider', url, '--states', states]

/** What broke a promise: the interaction and the place. */
function broken({ report }: Verdict): string[] {
  return report.findings
    .filter(({ rule }) => rule === 'pact-honoured')
    .map(({ exchange, at }) => `${exchange?.interaction} ${at}`)
}

describe('the gate holds a provider to the pacts', () => {
  it(
    'and passes with the reference provider, with counts and without a port in the report',
    async () => {
      const { exitCode, report, text } = await reported(gate, {})
      const { length } = JSON.parse(readFileSync(pact, 'utf8')).interactions
      expect(report.stages).toMatchObject([
        {
          name: 'provider',
          verdict: 'pass',
          checked: `${length} interactions, ${length} exchanges`,
        },
      ])
      expect({ exitCode, findings: report.findings }).toEqual({ exitCode: 0, findings: [] })
      expect(text).not.toContain('127.0.0.1')
    },
    patience,
  )

  test(
    'a changed pattern and a removed field turn it red',
    async () => {
      const fetch = provider({ faults: ['upper-case-sid', 'drops-name'] })
      const verdict = await reported([...gate, ...atProvider], { fetch })
      expect(verdict.exitCode).toBe(1)
      expect(verdict.report.stages).toMatchObject([{ name: 'provider', verdict: 'fail' }])
      const named = 'a request for a Twilio provider (given a provider exists)'
      const nameless =
        'a request for a Twilio provider that was never verified (given a provider that was never verified)'
      expect(broken(verdict)).toContain(`${named} /response/body/accountSid`)
      expect(broken(verdict)).toContain(`${nameless} /response/body/name`)
      const [first] = verdict.report.findings.filter(({ rule }) => rule === 'pact-honoured')
      expect(first).toMatchObject({
        severity: 'error',
        operation: expect.stringMatching(/^(?:GET|PUT) \/api/),
        exchange: { source: pact, url: expect.stringMatching(/^http:\/\/provider\.test\/api/) },
      })
      expect(verdict.report.findings.map(({ rule }) => rule)).toContain('response-schema')
    },
    patience,
  )

  test(
    'a broken provider state turns it red, in its own words',
    async () => {
      const text = readFileSync(pact, 'utf8').replace(
        '"a provider that was never verified"',
        '"a provider that was never seen"',
      )
      const other = join(folder, 'misspelt.json')
      writeFileSync(other, text)
      const fetch = provider()
      const verdict = await reported([...gate, ...atProvider, '--pact', other], { fetch })
      expect(verdict.exitCode).toBe(1)
      expect(verdict.report.findings).toMatchObject([
        {
          rule: 'pact-honoured',
          at: '/request',
          message: expect.stringContaining(
            'provider state "a provider that was never seen" could not be set up: There is no provider state',
          ),
          exchange: { interaction: expect.stringContaining('never verified'), status: null },
        },
      ])
    },
    patience,
  )

  test(
    'a provider that goes away in the middle is no verdict',
    async () => {
      const sound = provider()
      const gone = new TypeError('fetch failed', { cause: new Error('other side closed') })
      let calls = 0
      const fetch: typeof sound = (...given) =>
        ++calls > 8 ? Promise.reject(gone) : sound(...given)
      const verdict = await reported([...gate, ...atProvider], { fetch })
      expect(verdict.exitCode).toBe(2)
      expect(verdict.report.stages).toMatchObject([
        { name: 'provider', verdict: 'fail', checked: 'could not be run' },
      ])
      expect(verdict.stderr).toMatch(
        /^error: The provider did not answer (?:GET|POST|PUT) \/\S+: other side closed\. /,
      )
    },
    patience,
  )

  test(
    'and holds Prism to them for another contract, whose made-up values are no fault of anybody',
    async () => {
      const interaction = (description: string, response: object, more: object = {}) => {
        const request = { method: 'GET', path: '/trunks/TK0f0f' }
        return { description, request, response, ...more }
      }
      const interactions = [
        interaction('a trunk', { status: 200, body: { region: 'a region of its own' } }),
        interaction('another media type', {
          status: 200,
          headers: { 'Content-Type': 'text/csv' },
        }),
        interaction('in a state', { status: 200 }, { providerState: 'there' }),
      ]
      const parties = { consumer: { name: 'web' }, provider: { name: 'Trunks' } }
      writeFileSync(join(folder, 'trunks.json'), JSON.stringify({ ...parties, interactions }))
      const named = ['--contract', 'test/cli/cases/trunks.yaml', '--pact']
      const verdict = await reported([...gate, ...named, join(folder, 'trunks.json')], {})
      expect(verdict.exitCode).toBe(1)
      expect(broken(verdict)).toEqual(['another media type /response/headers/content-type'])
      expect(verdict.report).toMatchObject({
        stages: [{ checked: '2 interactions, 2 exchanges' }],
        notes: [
          expect.stringMatching(/^pact: 1 interaction left out/),
          expect.stringMatching(/^provider: \d differences? that Prism made up$/),
        ],
      })
      expect(verdict.report.findings[0]?.exchange?.url).toBe('http://mock/trunks/TK0f0f')
    },
    patience,
  )

  test.each<[string, { given: string[]; want: [number, string] }]>([
    [
      'another contract without pacts is skipped, with a reason',
      {
        given: [...gate, '--contract', 'openapi/blackbox.yaml'],
        want: [2, 'provider: no pacts are named; say where they are with --pact FILE.'],
      },
    ],
    [
      'a provider that is no URL',
      {
        given: [...gate, '--provider', 'ftp://a'],
        want: [2, '--provider is not a URL of a server'],
      },
    ],
    [
      'a pact without interactions is skipped, with a reason',
      {
        given: [...gate, '--pact', 'test/cli/cases/empty-pact.json'],
        want: [2, 'provider: there is no interaction at all.'],
      },
    ],
    [
      'a pact that is none',
      { given: [...gate, '--pact', 'package.json'], want: [2, 'package.json is not a pact'] },
    ],
  ])('%s', async (_, { given, want: [exitCode, words] }) => {
    const outcome = await run({ argv: given, cwd: '.' })
    expect(outcome.exitCode).toBe(exitCode)
    expect(outcome.stderr).toContain(words)
  })
})

describe('pact verify', () => {
  const verify = ['pact', 'verify', '--url', url]

  it(
    'sends the key of the environment where the pact has a word for one, and shows it nowhere',
    async () => {
      const fetch = provider({ keys: [key] })
      const env = { BLACKBOX_API_KEY: key }
      const argv = [...verify, '--states', states, pact]
      const { exitCode, report, text } = await reported(argv, { fetch, env })
      expect({ exitCode, findings: report.findings }).toEqual({ exitCode: 0, findings: [] })
      expect(report.notes[0]).toMatch(/^pact: \d\d interactions of 1 pact verified$/)
      expect(text).not.toMatch(/canary/)
    },
    patience,
  )

  it(
    'leaves out what needs a state where none can be set up, and says so',
    async () => {
      const { exitCode, report } = await reported(verify, { fetch: provider() })
      expect(exitCode).toBe(0)
      expect(report.notes[1]).toMatch(/^pact: \d\d interactions left out, since provider states/)
    },
    patience,
  )

  const pactOf = (name: string, providerName: string, more: object = {}) => {
    const request = { method: 'GET', path: '/' }
    const interactions = [{ description: 'a', request, response: { status: 200 }, ...more }]
    const parties = { consumer: { name: 'web' }, provider: { name: providerName } }
    writeFileSync(join(folder, name), JSON.stringify({ ...parties, interactions }))
    return name
  }
  test.each<[string, { given: string[]; env?: Record<string, string>; want: string }]>([
    [
      'only interactions that need a state',
      {
        given: [...verify, pactOf('needy.json', 'B', { providerState: 's' })],
        want: 'error: needy.json: nothing was verified. 1 interaction left out, since provider states',
      },
    ],
    [
      'no interaction at all',
      {
        given: [...verify, '--contract', join(process.cwd(), 'openapi/blackbox.yaml')],
        want: 'error: pact verify: nothing was verified. There is no interaction at all.',
      },
    ],
    [
      'pacts of several providers',
      {
        given: [...verify, pactOf('b.json', 'B'), pactOf('c.json', 'C')],
        want: "error: The pacts are of different providers: 'B', 'C'.",
      },
    ],
    [
      'a key that no header can carry, which is not shown',
      {
        given: [...verify, 'b.json'],
        env: { BLACKBOX_API_KEY: 'canary\nkey' },
        want: 'error: BLACKBOX_API_KEY has characters that no key has.',
      },
    ],
  ])('cannot do its job: %s', async (_, { given, env = {}, want }) => {
    const { exitCode, stdout, stderr } = await run({ argv: given, cwd: folder, env })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr.replace(/\n/g, ' ')).toContain(want)
    expect(stderr).not.toContain('canary')
  })
})
