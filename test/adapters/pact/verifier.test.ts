// Pact's verifier in its child: what it finds becomes findings, and no crash, hang or lie of anybody ends us.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { loadContractText } from '../../../src/adapters/contract-file.ts'
import type { PactProvider } from '../../../src/adapters/pact/recorder.ts'
import { startVerifier } from '../../../src/adapters/pact/verifier.ts'
import { type VerifyOptions, verifyPacts } from '../../../src/adapters/pact/verify-pacts.ts'
import { isToolError } from '../../../src/errors.ts'
import { credentialReplacer } from '../../../src/traffic/pact/placeholder-key.ts'

const patience = 30_000
const key = 'canary-key-4711'

const contract = await loadContractText(
  'trunks.yaml',
  `openapi: 3.1.0
info: {title: Trunks, version: '1'}
security: [{bearer: []}]
paths:
  /trunks/{id}:
    get:
      responses:
        '200':
          description: The trunk.
          content:
            application/json:
              schema:
                type: object
                properties:
                  name: {type: string}
                  token: {type: string, writeOnly: true}
        4XX: {description: None.}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
`,
  { allowUnchecked: false },
)

type Interaction = { description: string; [name: string]: unknown }

function interaction(description: string, path: string, response: object = {}): Interaction {
  return {
    description,
    request: { method: 'GET', path },
    response: { status: 200, ...response },
  }
}

function pactOf(...interactions: Interaction[]) {
  const names = { consumer: { name: 'web' }, provider: { name: 'Trunks' } }
  const metadata = { pactSpecification: { version: '4.0' } }
  const list = interactions.map((each) => ({ type: 'Synchronous/HTTP', ...each }))
  const text = JSON.stringify({ ...names, interactions: list, metadata })
  return { source: 'web.json', text: text.replaceAll('"one point zero"', '1.0') }
}

const json = (content: unknown) => ({
  headers: { 'Content-Type': ['application/json'] },
  body: { content, contentType: 'application/json', encoded: false },
})

const name = 'http://trunks'
const answering = (fetch: PactProvider['fetch']): VerifyOptions => ({
  contract,
  env: process.env,
  signal: new AbortController().signal,
  provider: { name, url: `${name}/base`, statesUrl: `${name}/states`, fetch, timeoutMs: 5_000 },
})

type Asked = { method: string; path: string; authorization: string | null; body: string }

/** A provider of trunks that tells what it was asked. */
function trunks(asked: Asked[]): PactProvider['fetch'] {
  return async (request) => {
    const { pathname, search } = new URL(request.url)
    const { method, headers } = request
    const body = await request.text()
    const authorization = headers.get('authorization')
    asked.push({ method, path: pathname + search, authorization, body })
    if (headers.has('blackbox-contract-interaction')) return new Response('tag', { status: 500 })
    if (pathname === '/states') {
      const detail = 'There is no trunk 9\nin this house'
      return body.includes('"broken"')
        ? Response.json({ detail }, { status: 500 })
        : Response.json({})
    }
    switch (pathname) {
      case '/base/trunks/1':
        return Response.json({ name: 'one', price: 1, list: [{ n: 1 }], "it's [x].y": 1 })
      case '/base/trunks/leak':
        return Response.json({ name: authorization, token: 'abc"def', list: ['abc"def'] })
      case '/base/trunks/1.0':
        return new Response('{"price":1.0}', { headers: { 'content-type': 'application/json' } })
      case '/base/trunks/text':
        return new Response('hello')
      default:
        return new Response(null, { status: 404 })
    }
  }
}

const regex = (path: string, pattern: string) => ({
  matchingRules: { body: { [path]: { matchers: [{ match: 'regex', regex: pattern }] } } },
})
const keyed = (path: string, status: number): Interaction => ({
  ...interaction('with a key', path, { status }),
  request: { method: 'GET', path, headers: { authorization: ['Bearer placeholder'] } },
})

describe('a provider that honours some interactions', async () => {
  const asked: Asked[] = []
  const pact = pactOf(
    interaction('all is well', '/trunks/1', json({ name: 'one', price: 1 })),
    interaction('all is well', '/trunks/2'),
    { ...interaction('state', '/trunks/1'), providerStates: [{ name: 'there', params: { n: 1 } }] },
    { ...interaction('broken state', '/trunks/1'), providerStates: [{ name: 'broken' }] },
    interaction('changed pattern', '/trunks/1', {
      ...json({ name: 'one' }),
      ...regex('$.name', '^TK'),
    }),
    interaction('removed fields', '/trunks/1', json({ gone: 1, list: [{ n: 1, m: 2 }] })),
    interaction('odd names', '/trunks/1', json({ "it's [x].y": 2 })),
    interaction('a header', '/trunks/1', { headers: { 'X-A': ['b'] } }),
    interaction('media type', '/trunks/text', json({ a: 1 })),
    { ...interaction('not yet', '/trunks/2'), pending: true },
    keyed('/trunks/1', 200),
    keyed('/trunks/2', 401),
    {
      ...interaction('secrets', '/trunks/leak', json({ name: 'x', token: 'y', list: ['z'] })),
      request: { method: 'GET', path: '/trunks/leak', headers: { authorization: ['Bearer p'] } },
    },
    interaction('exact numbers', '/trunks/1.0', json({ price: 'one point zero' })),
    { description: 'a message', type: 'Asynchronous/Messages', contents: { content: 'a' } },
    interaction('unheard of', '/trunks/1', {
      ...json({ name: 'one' }),
      matchingRules: { body: { '$.name': { matchers: [{ match: 'vibe' }] } } },
    }),
    interaction('past the provider', '/trunks/../../../b', { status: 404 }),
    { ...interaction('a trace', '/trunks/1'), request: { method: 'TRACE', path: '/trunks/1' } },
  )
  const found = await verifyPacts([pact], {
    ...answering(trunks(asked)),
    prepare: credentialReplacer(contract, key),
  })
  const about = (index: number) =>
    found.findings
      .filter(({ rule, exchange }) => rule === 'pact-honoured' && exchange?.index === index)
      .map(({ at, args, severity }) => `${severity} ${at} ${args.fault}`)

  test.each<[string, { given: number; want: string[] }]>([
    ['what is as expected is no finding', { given: 0, want: [] }],
    [
      'the same description stands for two interactions',
      { given: 1, want: ['error /response/status expected 200 but was 404'] },
    ],
    ['a state is set up', { given: 2, want: [] }],
    [
      'a state that fails is told in its own words',
      {
        given: 3,
        want: [
          'error /request provider state "broken" could not be set up: There is no trunk 9 in this house (status 500)',
        ],
      },
    ],
    [
      'a changed pattern',
      { given: 4, want: ["error /response/body/name Expected 'one' to match '^TK'"] },
    ],
    [
      'removed fields',
      {
        given: 5,
        want: ['error /response/body/gone is missing', 'error /response/body/list/0/m is missing'],
      },
    ],
    [
      'names with quotes, brackets and dots',
      {
        given: 6,
        want: ["error /response/body/it's [x].y Expected 1 (Integer) to be equal to 2 (Integer)"],
      },
    ],
    [
      'a missing header field',
      { given: 7, want: ["error /response/headers/x-a Expected a header 'X-A' but was missing"] },
    ],
    [
      'another media type',
      {
        given: 8,
        want: [
          "error /response/headers/content-type Mismatch with header 'Content-Type': Expected header 'Content-Type' to have value 'application/json' but was 'text/plain;charset=UTF-8'",
        ],
      },
    ],
    [
      'a pending interaction is a warning',
      { given: 9, want: ['warning /response/status expected 200 but was 404'] },
    ],
    [
      'secrets of the answer and of the request are not shown',
      {
        given: 12,
        want: [
          "error /response/body/list/0 Expected '***' (String) to be equal to 'z' (String)",
          "error /response/body/name Expected 'Bearer ***' (String) to be equal to 'x' (String)",
          'error /response/body/token a secret is not as expected',
        ],
      },
    ],
    ['1.0 is not 1', { given: 13, want: [] }],
    [
      'a path that leads out of the provider',
      {
        given: 16,
        want: ['error /response could not be verified: it is no request that can be sent'],
      },
    ],
    [
      'a method that nobody can send',
      {
        given: 17,
        want: ['error /response could not be verified: it is no request that can be sent'],
      },
    ],
  ])('%s', (_, { given, want }) => {
    expect(about(given)).toEqual(want)
  })

  it('is asked under its base, in order, without our tag, for states only where some are needed', () => {
    const paths = asked.map(({ method, path }) => `${method} ${path}`)
    expect(paths.slice(0, 6)).toEqual([
      'GET /base/trunks/1',
      'GET /base/trunks/2',
      'POST /states',
      'GET /base/trunks/1',
      'POST /states',
      'POST /states',
    ])
    const states = asked.filter(({ path }) => path === '/states').map(({ body }) => body)
    expect(states.map((body) => JSON.parse(body))).toEqual([
      { action: 'setup', params: { n: 1 }, state: 'there' },
      { action: 'teardown', params: { n: 1 }, state: 'there' },
      { action: 'setup', params: {}, state: 'broken' },
    ])
  })

  it('gets the key where the pact has a credential, but not where one is to be refused', () => {
    const credentials = asked.filter(({ path }) => path !== '/states')
    expect(credentials.map(({ authorization }) => authorization)).toEqual([
      ...Array(9).fill(null),
      ...[`Bearer ${key}`, 'Bearer placeholder', `Bearer ${key}`, null],
    ])
    expect(JSON.stringify(found)).not.toMatch(/canary|abc\\+"def/)
  })

  it('has its answers judged by the contract as well', () => {
    const judged = found.findings.filter(({ rule }) => rule === 'secret-leak')
    expect(judged.map(({ at, exchange }) => [at, exchange?.index, exchange?.interaction])).toEqual([
      ['/response/body/token', 12, 'secrets'],
      ['/response/body/name', 12, 'secrets'],
    ])
    expect(found.operations).toEqual(['GET /trunks/{id}'])
  })

  it('has everything counted, and the pact not honoured', () => {
    const { interactions, exchanges, leftOut, results } = found
    expect({ interactions, exchanges, leftOut, results }).toEqual({
      ...{ interactions: 16, exchanges: 13, leftOut: { states: 0, other: 1, unread: 1 } },
      results: [{ source: 'web.json', success: false }],
    })
  })

  it('is not to blame for an interaction with a matcher that the verifier does not know', () => {
    expect(about(15)).toEqual([])
    expect(found.unchecked).toMatchObject([
      {
        ...{ rule: 'pact-honoured', severity: 'warning', operation: 'GET /trunks/{id}' },
        reason: expect.stringMatching(
          /^the interaction cannot be read by Pact's verifier: Could not parse matcher .*"vibe"/,
        ),
        exchange: { index: 15, interaction: 'unheard of', status: null },
      },
    ])
  })

  it('has each finding name its interaction, its operation and a stable place', () => {
    expect(found.findings.find(({ exchange }) => exchange?.index === 3)).toMatchObject({
      rule: 'pact-honoured',
      operation: 'GET /trunks/{id}',
      contract: { pointer: '/paths/~1trunks~1{id}/get' },
      exchange: {
        ...{ source: 'web.json', index: 3, interaction: 'broken state (given broken)' },
        ...{ method: 'GET', url: 'http://trunks/trunks/1', status: null },
      },
    })
  })
})

async function errorOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!isToolError(error)) throw new Error('no ToolError', { cause: error })
  return `${error.code} ${error.message} ${error.hint}`
}

const one = pactOf(interaction('one', '/trunks/1'), interaction('two', '/trunks/2'))

describe('where states cannot be set up', () => {
  const needy = { ...interaction('needy', '/trunks/1'), providerStates: [{ name: 'there' }] }
  const stateless = ({ provider, ...rest }: VerifyOptions): VerifyOptions => ({
    ...rest,
    provider: { ...provider, statesUrl: undefined },
  })

  it('interactions that need one are left out, and the pact is not known to be honoured', async () => {
    const given = [pactOf(needy, interaction('plain', '/trunks/1')), pactOf(needy)]
    const found = await verifyPacts(given, stateless(answering(trunks([]))))
    expect(found).toMatchObject({ interactions: 1, exchanges: 1, leftOut: { states: 2, other: 0 } })
    expect(found.results.map(({ success }) => success)).toEqual([undefined, undefined])
  })

  it('nothing runs where nothing is left', async () => {
    const lost = { ...stateless(answering(trunks([]))), from: '/nowhere/' }
    expect(await verifyPacts([pactOf(needy)], lost)).toMatchObject({ interactions: 0 })
  })
})

describe('a provider that gives no answer ends the run', () => {
  const servers: Server[] = []
  afterAll(() => {
    for (const server of servers) server.close()
  })
  /** A server that writes these bytes and ends the connection, or keeps it open. */
  async function saying(bytes: string, ending: boolean): Promise<string> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => (ending ? socket.end(bytes) : socket.write(bytes)))
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  }
  /** The URL of a server that has ended. */
  async function gone(): Promise<string> {
    const url = await saying('', true)
    await new Promise((resolve) => servers.pop()?.close(resolve))
    return url
  }
  const at = (url: string, timeoutMs = 5_000): VerifyOptions => ({
    ...answering((request) => fetch(request)),
    provider: { name: url, url, fetch: (request) => fetch(request), timeoutMs },
  })
  const head = 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{'

  test.each<[string, { given: () => Promise<VerifyOptions>; want: RegExp }]>([
    [
      'it refuses the connection',
      {
        given: async () => at(await gone()),
        want: /^E_PROVIDER The provider did not answer GET \/trunks\/1: connection refused\. Start it/,
      },
    ],
    [
      'it speaks no HTTP',
      {
        given: async () => at(await saying('SSH-2.0-trunks\r\n', true)),
        want: /^E_PROVIDER The provider did not answer GET \/trunks\/1: .+\. Start it/,
      },
    ],
    [
      'it dies in the middle of an answer',
      {
        given: async () => at(await saying(head, true)),
        want: /^E_PROVIDER The provider did not answer GET \/trunks\/1: .+\. Start it/,
      },
    ],
    [
      'it hangs in the middle of an answer',
      {
        given: async () => at(await saying(head, false), 200),
        want: /^E_PROVIDER The provider did not answer GET \/trunks\/1 within 0\.2 s\. Start it/,
      },
    ],
    [
      'it never answers, and does not care for signals',
      {
        given: async () => {
          const { provider, ...rest } = answering(() => new Promise<never>(() => {}))
          return { ...rest, provider: { ...provider, timeoutMs: 200 } }
        },
        want: /^E_PROVIDER The provider did not answer GET \/base\/trunks\/1 within 0\.2 s\. /,
      },
    ],
  ])(
    '%s',
    async (_, { given, want }) => {
      expect(await errorOf(verifyPacts([one], await given()))).toMatch(want)
    },
    patience,
  )

  it('so does one that tells of provider states without end', async () => {
    const states = { ...interaction('a', '/trunks/1'), providerStates: [{ name: 'there' }] }
    const given = answering(async () => {
      const endless = new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(10_000_000)),
      })
      return new Response(endless)
    })
    expect(await errorOf(verifyPacts([pactOf(states)], given))).toBe(
      'E_PROVIDER The provider did not answer POST /states: more than 50 MB. Start it, or see in its log why it went away; then verify again.',
    )
  })

  it('an interrupt ends it, too', async () => {
    const controller = new AbortController()
    const given = answering(() => {
      controller.abort(new Error('enough'))
      return new Promise<never>(() => {})
    })
    const run = verifyPacts([one], { ...given, signal: controller.signal })
    await expect(run).rejects.toThrow('enough')
  })
})

describe('without Pact', () => {
  const given = answering(trunks([]))

  it('says what to install', async () => {
    expect(await errorOf(verifyPacts([one], { ...given, from: '/nowhere/' }))).toBe(
      "E_DEPENDENCY Pact's verifier is not installed. Install it: npm install --save-dev @pact-foundation/pact@16.4.0",
    )
  })

  it('says so where its native library is not there for this platform', async () => {
    const env = { ...process.env, PACT_PREBUILD_PACKAGE_LOCATION: '/nowhere' }
    expect(await errorOf(verifyPacts([one], { ...given, env }))).toMatch(
      /^E_DEPENDENCY Pact's native library for \S+ cannot be loaded: Couldn't find npm package \S+\. Install it anew, optional packages included: npm install /,
    )
  })
})

describe('a native library that misbehaves', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pact-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  /** Packages that stand where Pact's are looked for; `code` is what its verifier does. */
  function fake(label: string, code: string): string {
    const root = join(folder, label)
    const scope = join(root, 'node_modules', '@pact-foundation')
    for (const each of ['pact', 'pact-core']) {
      mkdirSync(join(scope, each), { recursive: true })
      writeFileSync(join(scope, each, 'package.json'), JSON.stringify({ main: 'index.js' }))
    }
    const text = `exports.getFfiLib = () => ({})\nexports.verifyPacts = async (options) => { ${code} }\n`
    writeFileSync(join(scope, 'pact-core', 'index.js'), text)
    return join(root, 'file.js')
  }

  const start = (from: string) =>
    startVerifier({
      ...{ pactUrls: [], baseUrl: name, statesUrl: undefined, provider: 'Trunks', env: {}, from },
      ...{ timeoutMs: 100, idleMs: 1_000, signal: new AbortController().signal },
      failure: new Promise<never>(() => {}),
    })

  test.each<[string, { given: string; want: string }]>([
    [
      'it crashes',
      {
        given: 'process.kill(process.pid, "SIGSEGV"); await new Promise(() => {})',
        want: "E_PROVIDER Pact's verifier stopped before its end: SIGSEGV. ",
      },
    ],
    [
      'it ends the program',
      {
        given: 'process.exit(3)',
        want: "E_PROVIDER Pact's verifier stopped before its end: exit code 3. ",
      },
    ],
    [
      'it hangs without leaving the processor alone',
      {
        given: 'for (;;) {}',
        want: "E_PROVIDER Pact's verifier did nothing for 1 s. ",
      },
    ],
    [
      'it talks nonsense, of which no URL is repeated',
      {
        given: 'return "went to http://127.0.0.1:1234/a and\\nwas never seen again"',
        want: "E_PROVIDER Pact's verifier could not be run: went to the provider and. ",
      },
    ],
    [
      'it says nothing of any interaction',
      {
        given: 'return JSON.stringify({ interactionResults: [], errors: [], result: true })',
        want: "E_PROVIDER Pact's verifier broke off without a word. Is each pact by its specification? Verify one at a time to see which it cannot read.",
      },
    ],
    [
      'it gives up',
      {
        given: 'throw new Error("Verification was unable to run")',
        want: "E_PROVIDER Pact's verifier could not be run: Verification was unable to run. ",
      },
    ],
  ])(
    '%s',
    async (label, { given, want }) => {
      const { results } = start(fake(label, given))
      expect(await errorOf(results)).toBe(want)
    },
    patience,
  )

  it('gets nothing of our environment, and no telemetry is sent', async () => {
    const told = `return JSON.stringify({ interactionResults: [{ description: '#0.0', result: 'Error' }],
      errors: [{ interaction: '#0.0', mismatch: { message: Object.keys(process.env).join() + process.argv } }] })`
    const { results } = start(fake('environment', told))
    const { error } = (await results).get('0.0') ?? {}
    expect(error).toContain('PACT_DO_NOT_TRACK')
    expect(error).not.toMatch(/BLACKBOX|PROXY|PACT_BROKER|http/i)
  })
})
