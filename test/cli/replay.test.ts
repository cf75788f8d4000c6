// `verify --replay` judges what an earlier run kept as that run did, by the plan of now, and sends nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve } from '../../src/adapters/serve.ts'
import type { Report } from '../../src/report.ts'
import { type Outcome, run } from './command-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'replay-'))
afterAll(() => rmSync(folder, { recursive: true }))

const key = 'a-key-for-users'
const pin = '0000-1111-pin'
const contract = `
openapi: 3.1.0
info: {title: Users, version: '1'}
security: [{key: []}]
paths:
  /users/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer, minimum: 1}}
        - {name: pin, in: query, schema: {type: string, format: password}}
      responses:
        '200':
          description: d
          content: {application/json: {schema: {properties: {role: {enum: [${key}, user]}}}}}
        '4XX': {description: d}
components: {securitySchemes: {key: {type: http, scheme: bearer}}}
`
writeFileSync(join(folder, 'users.yaml'), contract)
writeFileSync(
  join(folder, 'grown.yaml'),
  contract.replace(
    'components:',
    `  /new: {get: {responses: {'200': {description: d}}}}\ncomponents:`,
  ),
)
writeFileSync(join(folder, 'strict.yaml'), contract.replace('[a-key-for-users, user]', '[admin]'))
writeFileSync(join(folder, 'cut.har'), '{"log": {"entries": [')

let url = ''
let sent = 0
let recorded = 0
let role = 'user'
let close = async () => {}

beforeAll(async () => {
  const server = await serve(async ({ method, url: asked, headers }) => {
    sent++
    const id = new URL(asked).pathname.slice('/users/'.length)
    if (method !== 'GET') return new Response(null, { status: 405 })
    if (headers.get('authorization') !== `Bearer ${key}`) return new Response(null, { status: 401 })
    if (!/^[1-9]\d*$/.test(id)) return new Response(null, { status: 400 })
    return id === '5' ? Response.json({ role }) : new Response(null, { status: 404 })
  })
  url = server.url
  close = server.close
  expect(await verify(['--record', 'run.har'])).toMatchObject({ exitCode: 0 })
  recorded = sent
})
afterAll(() => close())

type Given = { env?: Record<string, string>; contract?: string; id?: string; at?: string }

async function verify(argv: readonly string[], given: Given = {}): Promise<Outcome> {
  const { env = { BLACKBOX_API_KEY: key }, id = '5', contract: file = 'users.yaml' } = given
  const asked = ['--url', given.at ?? url, '--param', `id=${id}`, '--param', `pin=${pin}`]
  const limits = ['--rate', '1000', '--report', 'json=-']
  const own = ['verify', '--contract', file, ...asked, ...limits, ...argv]
  return run({ argv: own, env, cwd: folder })
}

const reportOf = ({ stdout }: Outcome): Report => JSON.parse(stdout)

/** Each probe that is not answered, and why. */
function open(outcome: Outcome) {
  const { inconclusive = [] } = reportOf(outcome)
  return inconclusive.map(({ probe, reason }) => [probe.replace(/^GET \S+ /, ''), reason])
}

const replay = (given?: Given, argv: readonly string[] = []) =>
  verify(['--replay', 'run.har', ...argv], given)

describe('--replay', () => {
  it('sends nothing, and passes what passed', async () => {
    const before = sent
    const outcome = await replay()
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    expect(sent).toBe(before)
    const { notes, summary } = reportOf(outcome)
    expect(notes).toEqual([`live: ${recorded} exchanges of run.har; nothing was sent`])
    expect(summary).toMatchObject({ exchanges: recorded, operations: 1 })
  })

  it.each<[string, Given]>([
    ['no key', { env: {} }],
    ['another key', { env: { BLACKBOX_API_KEY: 'quite-another-and-longer-key' } }],
  ])('needs no more than was kept: with %s', async (_, given) => {
    expect(await replay(given)).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('keeps the key to itself, be the URL one that it must not go to', async () => {
    const outcome = await replay({ at: 'http://api.example' })
    expect(outcome.exitCode).toBe(2)
    expect(outcome.stdout + outcome.stderr).not.toContain(key)
    const reasons = new Set(open(outcome).map(([, reason]) => reason))
    expect(reasons).toEqual(new Set(['the recording has another request for it']))
  })

  it('does not take the answer to one request for that to another', async () => {
    const outcome = await replay({ id: '6' })
    expect(outcome.exitCode).toBe(2)
    expect(open(outcome)).toContainEqual([
      'documented answer',
      'the recording has another request for it',
    ])
  })

  it('says which of the values that nobody has were others', async () => {
    const outcome = await replay({}, ['--seed', '2'])
    expect(outcome.exitCode).toBe(2)
    const probes = open(outcome).map(([probe]) => probe)
    expect(probes).toContain('a random id')
    expect(probes).not.toContain('documented answer')
  })

  it('says what a contract that has grown asks besides, and what was kept in vain', async () => {
    const grown = await replay({ contract: 'grown.yaml' })
    expect(grown.exitCode).toBe(2)
    expect(open(grown)).toContainEqual(['documented answer', 'the recording does not have it'])
    const one = await replay({ contract: 'grown.yaml' }, ['--operation', 'GET /new'])
    expect(reportOf(one).notes).toContain(`live: ${recorded} exchanges of run.har not asked for`)
  })

  it('holds what was kept against the contract of now', async () => {
    const outcome = await replay({ contract: 'strict.yaml' })
    expect(outcome.exitCode).toBe(1)
    const places = reportOf(outcome).findings.map(({ rule, at, exchange }) => [
      ...[rule, at, exchange?.source, exchange?.index],
    ])
    expect(places).toContainEqual(['response-schema', '/response/body/role', 'run.har', 0])
  })

  it.each<[string, { given: string[]; want: string }]>([
    [
      'a run that is kept',
      {
        given: ['--replay', 'run.har', '--record', 'x.har'],
        want: '--replay goes without --record.',
      },
    ],
    ['a plan', { given: ['--replay', 'run.har', '--plan'], want: '--replay goes without --plan.' }],
    [
      'a recording that is not there',
      { given: ['--replay', 'no.har'], want: 'no.har does not exist.' },
    ],
    ['one that is cut off', { given: ['--replay', 'cut.har'], want: 'cut.har' }],
    ['what is none', { given: ['--replay', 'users.yaml'], want: 'users.yaml' }],
  ])('refuses %s', async (_, { given, want }) => {
    const { exitCode, stdout, stderr } = await verify(given)
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toContain(want)
    expect(stderr.split('\n')).toHaveLength(2)
  })

  it('refuses what was recorded by others', async () => {
    const request = { method: 'GET', url: `${url}/users/5`, headers: [] }
    const entry = { request, response: { status: 200, headers: [], content: {} } }
    writeFileSync(join(folder, 'other.har'), JSON.stringify({ log: { entries: [entry] } }))
    const { exitCode, stderr } = await verify(['--replay', 'other.har'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('other.har holds no probe: verify has not recorded it.')
  })
})

describe('a recording whose stand-ins break a rule', () => {
  it('does not change what the run finds, and the run says so', async () => {
    role = key
    const outcome = await verify(['--record', 'altered.har'])
    role = 'user'
    expect(outcome.exitCode).toBe(1)
    const { findings, notes } = reportOf(outcome)
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(['secret-leak']))
    const altered = notes.find((each) => each.includes('as a secret is an ordinary word there'))
    expect(altered).toMatch(/^live: check judges #0, .* of altered\.har otherwise/)
    expect(outcome.stdout).not.toContain(key)
    const again = await verify(['--replay', 'altered.har'])
    const rules = reportOf(again).findings.map(({ rule }) => rule)
    expect(rules).toContain('response-schema')
  })
})
