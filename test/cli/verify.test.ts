// What `verify` sends and what it does not, what it refuses, and what it says with which exit code.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { serve } from '../../src/adapters/serve.ts'
import type { MainInput } from '../../src/cli/main.ts'
import type { Report } from '../../src/report.ts'
import { run } from './command-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'verify-'))
afterAll(() => rmSync(folder, { recursive: true }))

const contract = `
openapi: 3.1.0
info: {title: Users, version: '1'}
security: [{key: []}]
paths:
  /users/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: getUser
      parameters: [{name: pin, in: query, schema: {type: string, format: password}}]
      responses: &answers
        '200': {description: d}
        '400': {description: d}
        '401': {description: d}
        '404': {description: d}
    delete: {operationId: dropUser, responses: *answers}
components: {securitySchemes: {key: {type: http, scheme: bearer}}}
`
writeFileSync(join(folder, 'users.yaml'), contract)
writeFileSync(join(folder, 'not.pem'), 'no certificate')

const key = 'canary-4c2e-a-key-for-tests'
const pin = 'canary-pin-90210'

type Reply = (request: Request) => Response

/** A provider that obeys the contract, and has one user. */
const good: Reply = ({ method, url, headers }) => {
  if (method !== 'GET' && method !== 'DELETE') return new Response(null, { status: 405 })
  if (headers.get('authorization') !== `Bearer ${key}`) return new Response(null, { status: 401 })
  const id = new URL(url).pathname.slice('/users/'.length)
  if (!/^\d+$/.test(id)) return new Response(null, { status: 400 })
  return new Response(null, { status: id === '5' ? 200 : 404 })
}

/** Runs the command with a provider that counts; `URL` in the arguments is where it listens. */
async function verify(
  argv: readonly string[],
  { reply = good, ...input }: Partial<MainInput> & { reply?: Reply } = {},
) {
  const requests: Request[] = []
  const { url, close } = await serve(async (request) => {
    requests.push(request)
    return reply(request)
  })
  const own = argv.map((each) => each.replace('URL', url))
  const outcome = await run({
    argv: ['verify', '--contract', 'users.yaml', '--rate', '1000', ...own],
    cwd: folder,
    env: { BLACKBOX_API_KEY: key },
    ...input,
  }).finally(close)
  return { ...outcome, url, requests, sent: requests.map(({ method }) => method) }
}

const json = ['--report', 'json=-']
const reportOf = ({ stdout }: { stdout: string }): Report => JSON.parse(stdout)

describe('verify', () => {
  it('passes a provider that obeys the contract', async () => {
    const outcome = await verify(['--url', 'URL', '--param', 'id=5', ...json])
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    expect(reportOf(outcome)).toMatchObject({ verdict: 'pass', summary: { operations: 1 } })
    expect(reportOf(outcome).inconclusive).toBeUndefined()
  })

  it('asks below the path of the URL, however that ends', async () => {
    for (const base of ['URL/', 'URL/base', 'URL/base//']) {
      const reply: Reply = (request) =>
        good(
          new Request(request.url.replace('/base', ''), {
            headers: request.headers,
            method: request.method,
          }),
        )
      const { exitCode, requests, url } = await verify(['--url', base, '--param', 'id=5'], {
        reply,
      })
      expect(exitCode).toBe(0)
      const path = base.includes('base') ? '/base/users/' : '/users/'
      expect(requests.filter((each) => !each.url.startsWith(url + path))).toEqual([])
    }
  })

  it('changes nothing that it was not told to change by name', async () => {
    const { sent } = await verify(['--url', 'URL', '--param', 'id=5'])
    expect(new Set(sent)).toEqual(new Set(['GET', 'PROPFIND']))
    const unsafe = ['--allow-unsafe', 'DELETE /users/{id}']
    const told = await verify(['--url', 'URL', '--param', 'id=5', ...unsafe])
    expect(told.exitCode).toBe(0)
    expect(told.sent.lastIndexOf('DELETE')).toBe(told.sent.length - 1)
    const deleted = told.requests.filter(
      ({ method, headers }) => method === 'DELETE' && headers.get('authorization')?.includes(key),
    )
    expect(deleted.filter(({ url }) => url.endsWith('/users/5'))).toHaveLength(1)
  })

  it('tells a violation before what shows nothing', async () => {
    const reply: Reply = (request) =>
      request.headers.get('authorization') === null ? new Response('{}') : good(request)
    const outcome = await verify(['--url', 'URL', '--param', 'id=6', ...json], { reply })
    expect(outcome).toMatchObject({ exitCode: 1, stderr: '' })
    const { findings, inconclusive, summary } = reportOf(outcome)
    expect(findings.map(({ args }) => args.fault)).toContain('no key')
    expect(inconclusive?.[0]?.reason).toBe('nothing is there under the values given (404)')
    expect(summary.inconclusive).toBe(inconclusive?.length)
  })

  it('does not pass where nothing shows that it is the API', async () => {
    const outcome = await verify(['--url', 'URL'])
    expect(outcome.exitCode).toBe(2)
    expect(outcome.stderr).toBe(
      'error: Inconclusive: GET /users/{id} documented answer: no value is given: --param id=VALUE.\n',
    )
    expect(outcome.sent.length).toBeGreaterThan(0)
  })

  it('asks without a key for what needs none', async () => {
    const outcome = await verify(['--url', 'URL', '--param', 'id=5', ...json], { env: {} })
    expect(outcome.exitCode).toBe(2)
    expect(outcome.stderr).toContain('BLACKBOX_API_KEY is not set')
    const { findings, notes } = reportOf(outcome)
    expect(findings).toEqual([])
    expect(notes.join()).toContain('BLACKBOX_API_KEY is not set')
    const keys = outcome.requests.map(({ headers }) => headers.get('authorization'))
    expect(keys.map((each) => each?.replace(/[\da-f]{8}$/, ''))).toEqual([
      undefined,
      'Bearer wrong-key-',
      undefined,
    ])
  })

  it('says where it kept what it saw, for the owner alone', async () => {
    const argv = ['--url', 'URL', '--param', 'id=5', '--record', 'kept.har', ...json]
    const outcome = await verify(argv)
    const kept = `live: kept in kept.har, for check with --base-url ${outcome.url}`
    expect(reportOf(outcome).notes).toContain(kept)
    expect(statSync(join(folder, 'kept.har')).mode & 0o077).toBe(0)
  })

  it('sends no more requests than it may, and says what is left', async () => {
    const limit = ['--max-requests', '2']
    const outcome = await verify(['--url', 'URL', '--param', 'id=5', ...limit, ...json])
    expect([outcome.exitCode, outcome.sent.length]).toEqual([2, 2])
    const reasons = reportOf(outcome).inconclusive?.map(({ reason }) => reason)
    expect(new Set(reasons)).toEqual(
      new Set(['the provider was not asked, as the run has sent all its requests']),
    )
  })

  it('says that nobody is there, after a few attempts', async () => {
    const { url, close } = await serve(async () => new Response())
    await close()
    const outcome = await verify(['--url', url, '--param', 'id=5', ...json])
    expect(outcome.exitCode).toBe(2)
    expect(outcome.stderr).toContain('the provider refuses the connection')
    const places = reportOf(outcome).inconclusive?.map(({ exchange }) => exchange)
    expect(places?.filter((each) => each !== null)).toHaveLength(3)
  })

  it('keeps what it saw when it is interrupted', async () => {
    const controller = new AbortController()
    const reply: Reply = (request) => {
      if (request.method === 'PROPFIND') controller.abort(new Error('SIGINT'))
      return good(request)
    }
    const argv = ['--url', 'URL', '--param', 'id=5', '--record', 'interrupted.har']
    const outcome = await verify(argv, { reply, signal: controller.signal })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '', stderr: 'error: interrupted.\n' })
    const { log } = JSON.parse(readFileSync(join(folder, 'interrupted.har'), 'utf8'))
    expect(log.entries).toHaveLength(outcome.sent.length - 1)
  })
})

describe('the plan', () => {
  it('is shown, and nothing is sent', async () => {
    const recording = ['--record', 'planned.har']
    const outcome = await verify(['--url', 'URL', '--param', 'id=5', '--plan', ...recording])
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '', sent: [] })
    expect(outcome.stdout).toContain(`GET ${outcome.url}/users/5`)
    expect(outcome.stdout).toContain('PLANNED  nothing was sent')
    expect(existsSync(join(folder, 'planned.har'))).toBe(false)
  })

  it('needs no provider', async () => {
    const outcome = await verify(['--param', 'id=5', '--plan', ...json])
    const { verdict, tables } = reportOf(outcome)
    expect([outcome.exitCode, verdict]).toEqual([0, 'planned'])
    expect(tables?.[0]?.rows[0]).toEqual([
      ...[1, 'GET /users/5', 'yours', 'documented answer', '200, 400, 401, 404'],
    ])
  })

  it('is what is sent', async () => {
    const argv = ['--url', 'URL', '--param', 'id=5']
    const { tables } = reportOf(await verify([...argv, '--plan', ...json]))
    const { requests } = await verify(argv)
    const planned = tables?.[0]?.rows.map(([, request]) => String(request).replace(/:\d+/, ''))
    expect(planned).toEqual(
      requests.map(({ method, url }) => `${method} ${url.replace(/:\d+/, '')}`),
    )
  })
})

describe('a secret', () => {
  const asked = ['--url', 'URL', '--param', 'id=5', '--param', `pin=${pin}`]

  it('is sent to the provider and shown to nobody', async () => {
    const reply: Reply = ({ url, headers }) => {
      const echo = `${url} ${headers.get('authorization')}`
      return new Response(JSON.stringify({ echo, [echo]: 1 }), {
        headers: { 'content-type': 'application/json', 'x-echo': encodeURIComponent(echo) },
      })
    }
    const kept = ['--record', 'echo.har', '--report', 'json=-', '--report', 'markdown=echo.md']
    const outcome = await verify([...asked, ...kept, '--debug'], { reply })
    expect(outcome.exitCode).toBe(1)
    expect(outcome.requests[0]?.url).toContain(`pin=${pin}`)
    const files = ['echo.har', 'echo.md'].map((name) => readFileSync(join(folder, name), 'utf8'))
    for (const text of [outcome.stdout, outcome.stderr, ...files]) {
      expect(text).not.toContain(key)
      expect(text).not.toContain(pin)
    }
    expect(files[0]).toContain('_probe')
  })

  it('is in no plan', async () => {
    const { stdout, sent } = await verify([...asked, '--plan'])
    expect(stdout).toContain('pin=***')
    expect(stdout).not.toContain(pin)
    expect(sent).toEqual([])
  })
})

describe('what cannot be meant', () => {
  const id = ['--param', 'id=5']
  const at = ['--url', 'URL', ...id]

  it.each<[string, { given: string[]; want: string }]>([
    ['no provider', { given: id, want: 'verify needs --url URL.' }],
    [
      'a password in the URL',
      {
        given: ['--url', 'http://user:hunter2hunter2@127.0.0.1:1', ...id],
        want: '--url is refused: others could read the password in it.',
      },
    ],
    [
      'a query in the URL',
      {
        given: ['--url', 'http://127.0.0.1:1/?a=b', ...id],
        want: '--url is not a URL of a server',
      },
    ],
    [
      'a URL that is none',
      { given: ['--url', 'api.example', ...id], want: '--url is not a URL of a server' },
    ],
    [
      'the key in plain text over the network',
      {
        given: ['--url', 'http://api.example', ...id],
        want: '--url is refused: others could read the key on its way.',
      },
    ],
    [
      'the same to a host that looks like this one',
      {
        given: ['--url', 'http://127.0.0.1.example', ...id],
        want: '--url is refused: others could read the key on its way.',
      },
    ],
    [
      'a parameter without a name',
      { given: [...at, '--param', '=hunter2hunter2'], want: '--param gives no name and value.' },
    ],
    [
      'a parameter without a value',
      { given: [...at, '--param', 'hunter2hunter2'], want: '--param gives no name and value.' },
    ],
    [
      'a parameter twice',
      {
        given: [...at, '--param', 'id=hunter2hunter2'],
        want: "--param 'id' is given more than once.",
      },
    ],
    [
      'a parameter that nobody has',
      { given: [...at, '--param', 'ids=1'], want: 'users.yaml has no parameter "ids".' },
    ],
    [
      'a value that the contract does not allow',
      {
        given: ['--url', 'URL', '--param', 'id=hunter2hunter2'],
        want: '--param id has a value that the contract does not allow.',
      },
    ],
    [
      'an operation that is none',
      {
        given: [...at, '--operation', 'GET /user/{id}'],
        want: "users.yaml has no operation 'GET /user/{id}'.",
      },
    ],
    [
      'an unsafe operation that is none',
      {
        given: [...at, '--allow-unsafe', 'DELETE /users'],
        want: "users.yaml has no operation 'DELETE /users'.",
      },
    ],
    [
      'certificates that are not there',
      { given: [...at, '--ca', 'no.pem'], want: 'no.pem cannot' },
    ],
    ['certificates that are none', { given: [...at, '--ca', 'not.pem'], want: 'certificate' }],
    [
      'a recording that cannot be written',
      { given: [...at, '--record', 'users.yaml/x.har'], want: 'users.yaml/x.har' },
    ],
  ])('%s is refused, and nothing is sent', async (_, { given, want }) => {
    const { exitCode, stdout, stderr, sent } = await verify(given)
    expect([exitCode, stdout, sent]).toEqual([2, '', []])
    expect(stderr).toContain(want)
    expect(stderr.split('\n')).toHaveLength(2)
    expect(stderr).not.toContain('hunter2')
  })

  it('is no key over plain text where none is sent', async () => {
    const argv = ['--url', 'http://api.example', ...id, '--plan']
    expect(await verify(argv, { env: {} })).toMatchObject({ exitCode: 0 })
  })
})
