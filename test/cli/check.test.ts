// `check` from its command line to its end: what it judges, what it leaves out, what it refuses.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { check } from '../../src/cli/commands/check.ts'
import { type Outcome, run } from './command-line.ts'

const known = { check: async () => check }

const contract = `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: https://pets.example/v1 }]
paths:
  /pets/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200':
          description: A pet
          content:
            application/json:
              schema: { type: object, required: [name], properties: { name: { type: string } } }
`

const pet = (body: string, url = 'https://pets.example/v1/pets/1', status = 200): object => ({
  request: { method: 'GET', url, headers: [], bodySize: 0 },
  response: {
    status,
    headers: [{ name: 'content-type', value: 'application/json' }],
    content: { size: body.length, text: body },
  },
})

const har = (...entries: object[]): string => JSON.stringify({ log: { version: '1.2', entries } })
const good = pet('{"name":"Rex"}')
const bad = pet('{"name":1}')
const elsewhere = pet('{}', 'https://cdn.example:8443/logo.json')
const local = pet('{"name":1}', 'http://localhost:3000/api/pets/1')

const pact = (...bodies: object[]): string => {
  const interactions = bodies.map((body, index) => ({
    description: `asks for pet ${index}`,
    request: { method: 'GET', path: '/pets/1' },
    response: { status: 200, body },
  }))
  return JSON.stringify({ consumer: { name: 'web' }, provider: { name: 'pets' }, interactions })
}

const files: Record<string, string | Uint8Array> = {
  'pets.yaml': contract,
  'good.har': har(good, elsewhere, elsewhere, pet('', 'data:,a')),
  'bad.har': har(elsewhere, good, bad),
  'lines.ndjson': `${JSON.stringify(good)}\n\n${JSON.stringify(bad)}\n`,
  'local.har': har(local),
  'elsewhere.har': har(elsewhere, elsewhere, local),
  'none.har': har(),
  'aborted.har': har(pet('', 'https://pets.example/v1/pets/1', 0)),
  'cut.har': har(good).slice(0, -30),
  'page.har': '<html></html>',
  'empty.har': '',
  'packed.har': Uint8Array.of(0x1f, 0x8b, 8, 0, 0),
  'zero.har': Uint8Array.of(0x7b, 0, 0x7d),
  'large.har': ' '.repeat(1_000_001),
  'document.json': har(bad),
  'good.json': pact({}, { name: 'Rex' }),
  'bad.json': pact({ name: 'Rex' }, { name: 1 }),
  'cut.json': pact({}).slice(0, -9),
  'messages.json': '{"messages":[{"description":"barked"}]}',
  'none.json': '{"interactions":[]}',
  'future.json': '{"interactions":[],"metadata":{"pactSpecification":{"version":"9.0"}}}',
}

let cwd = ''

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'check-'))
  await mkdir(join(cwd, 'folder'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text)
})

afterAll(() => rm(cwd, { recursive: true }))

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7)
}

function checked(argv: string[], input = ''): Promise<Outcome> {
  const all = ['check', '--contract=pets.yaml', '--report=json=-', ...argv]
  return run({ argv: all, known, cwd, stdin: chunks(input) })
}

type Reported = {
  verdict: string
  summary: { exchanges: number; operations: number; durationMs: number }
  findings: { rule: string; at: string; exchange: { source: string; index: number } }[]
  notes?: string[]
}

async function reported(argv: string[], input?: string): Promise<Reported & { exitCode: number }> {
  const { exitCode, stdout, stderr } = await checked(argv, input)
  expect(stderr).toBe('')
  return { ...JSON.parse(stdout), exitCode }
}

const places = ({ findings }: Reported): unknown[] =>
  findings.map(({ rule, at, exchange: { source, index } }) => [rule, at, source, index])

const fault = ['response-schema', '/response/body/name']

describe('recorded traffic is judged', () => {
  test('and passes where it obeys the contract, other hosts left out', async () => {
    const report = await reported(['good.har'])
    expect(report).toMatchObject({
      exitCode: 0,
      verdict: 'pass',
      summary: { exchanges: 1, operations: 1, durationMs: 0 },
      findings: [],
    })
  })

  test.each<[string, { given: [string[], string?]; want: unknown[] }]>([
    ['a document, by its place in it', { given: [['bad.har']], want: [[...fault, 'bad.har', 2]] }],
    [
      'entries on lines, blank ones not counted',
      { given: [['lines.ndjson']], want: [[...fault, 'lines.ndjson', 1]] },
    ],
    [
      'a document whatever its name',
      { given: [['document.json']], want: [[...fault, 'document.json', 0]] },
    ],
    [
      'several files',
      {
        given: [['lines.ndjson', 'good.har', 'bad.har']],
        want: [
          [...fault, 'bad.har', 2],
          [...fault, 'lines.ndjson', 1],
        ],
      },
    ],
    ['standard input', { given: [['-'], har(bad)], want: [[...fault, 'standard input', 0]] }],
    [
      'lines on standard input',
      {
        given: [['-'], `${JSON.stringify(good)}\n${JSON.stringify(bad)}`],
        want: [[...fault, 'standard input', 1]],
      },
    ],
    [
      'what lies under a base URL',
      {
        given: [['local.har', '--base-url=http://localhost:3000/api/']],
        want: [[...fault, 'local.har', 0]],
      },
    ],
  ])('%s', async (_name, { given: [argv, input], want }) => {
    const report = await reported(argv, input)
    expect(places(report)).toEqual(want)
    expect(report.exitCode).toBe(1)
  })

  test('against the contract of the package where none is named', async () => {
    const url = 'https://blackbox.dasha.ai/api/v1/providers/twilio/x'
    const input = har(pet('{}', url))
    const { exitCode, stdout } = await run({
      argv: ['check', '-'],
      known,
      cwd,
      stdin: chunks(input),
    })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('response-schema  /response/body/accountSid')
  })

  test('and what was left out is told', async () => {
    const { stdout } = await run({
      argv: ['check', '--contract=pets.yaml', 'good.har'],
      known,
      cwd,
    })
    expect(stdout).toContain('Left out: 2 exchanges with other hosts: cdn.example:8443 (2).')
    expect(stdout).toContain('Left out: 1 request by other means than HTTP.')
  })
})

describe('a pact is judged', () => {
  test('and passes where it asks for less than the contract promises', async () => {
    expect(await reported(['good.json'])).toMatchObject({
      exitCode: 0,
      summary: { exchanges: 2, operations: 1 },
      findings: [],
    })
  })

  test('beside recordings, and names the interaction', async () => {
    const report = await reported(['bad.har', 'bad.json'])
    expect(places(report)).toEqual([
      [...fault, 'bad.har', 2],
      [...fault, 'bad.json', 1],
    ])
    expect(report.findings[1]?.exchange).toMatchObject({
      interaction: 'asks for pet 1',
      url: '/pets/1',
    })
    expect(report).toMatchObject({ exitCode: 1, summary: { exchanges: 4 } })
  })

  test('from standard input', async () => {
    const report = await reported(['-'], pact({ name: 1 }))
    expect(places(report)).toEqual([[...fault, 'standard input', 0]])
  })

  test('under a base URL', async () => {
    const given = pact({ name: 1 }).replace('/pets/1', '/api/pets/1')
    const report = await reported(['-', '--base-url=http://localhost:3000/api'], given)
    expect(places(report)).toEqual([[...fault, 'standard input', 0]])
  })

  test('and is no evidence, since it has not happened', async () => {
    const { stdout } = await run({
      argv: ['check', '--contract=pets.yaml', 'good.json', '--require-evidence=1'],
      known,
      cwd,
    })
    expect(stdout).toContain('evidence-required')
  })
})

describe('what cannot be judged is refused', () => {
  test.each<[string, { given: [string[], string?]; want: string }]>([
    ['no file', { given: [[]], want: 'FILE' }],
    ['a missing file', { given: [['missing.har']], want: 'missing.har does not exist.' }],
    ['a folder', { given: [['folder']], want: 'folder is a folder, not a file.' }],
    ['an empty file', { given: [['empty.har']], want: 'empty.har is empty.' }],
    ['empty standard input', { given: [['-']], want: 'standard input is empty.' }],
    ['a cut file', { given: [['cut.har']], want: 'cut.har:1:' }],
    ['a cut pact', { given: [['cut.json']], want: 'cut.json:1:' }],
    [
      'messages only',
      { given: [['messages.json']], want: '1 interaction by other means than HTTP' },
    ],
    ['a pact without interactions', { given: [['none.json']], want: 'none.json: no exchange' }],
    [
      'a pact of a specification to come',
      { given: [['future.json']], want: 'future.json is of Pact specification "9.0".' },
    ],
    ['a web page', { given: [['page.har']], want: 'page.har is a web page or XML' }],
    ['a packed file', { given: [['packed.har']], want: 'packed.har is not a text file in UTF-8.' }],
    [
      'a file with zero bytes',
      { given: [['zero.har']], want: 'zero.har is not a text file in UTF-8.' },
    ],
    [
      'a file past the limit',
      { given: [['large.har', '--max-size=1']], want: 'large.har is larger than 1 MB.' },
    ],
    [
      'standard input past the limit',
      {
        given: [['-', '--max-size=1'], ' '.repeat(1_000_001)],
        want: 'standard input is larger than 1 MB.',
      },
    ],
    [
      'a bad line',
      {
        given: [['-'], `${JSON.stringify(good)}\n{"request`],
        want: 'standard input:2 is not JSON',
      },
    ],
    [
      'a recording without entries',
      { given: [['none.har']], want: 'none.har: no exchange at all. Record some traffic first.' },
    ],
    [
      'a recording without answers',
      {
        given: [['aborted.har']],
        want: 'aborted.har: no exchange at all. Left out: 1 request without an answer.',
      },
    ],
    [
      'only other hosts',
      {
        given: [['elsewhere.har']],
        want: "elsewhere.har: no exchange with https://pets.example/v1. Hosts seen: cdn.example:8443 (2), localhost:3000 (1). Name the API's with --base-url URL.",
      },
    ],
    [
      'nothing under the base URL',
      {
        given: [['good.har', '--base-url=http://localhost:1']],
        want: 'good.har: no exchange with http://localhost:1. Hosts seen: cdn.example:8443 (2), pets.example (1).',
      },
    ],
    [
      'a base URL that is a path',
      { given: [['good.har', '--base-url=/v1']], want: "--base-url is not a base URL: '/v1'." },
    ],
    [
      'a base URL with a query',
      { given: [['good.har', '--base-url=http://a/?b']], want: '--base-url is not a base URL' },
    ],
    [
      'a base URL without a host',
      { given: [['good.har', '--base-url=http://[']], want: '--base-url is not a base URL' },
    ],
    [
      'a base URL of another scheme',
      { given: [['good.har', '--base-url=ftp://a/']], want: '--base-url is not a base URL' },
    ],
    [
      'one file named twice',
      { given: [['good.har', 'good.har']], want: 'good.har is named twice.' },
    ],
    ['standard input named twice', { given: [['-', '-']], want: 'Standard input is named twice.' }],
    ['a limit that is none', { given: [['good.har', '--max-size=0']], want: '--max-size' }],
    ['an unknown flag', { given: [['good.har', '--base-ur=x']], want: '--base-url' }],
  ])('%s', async (_name, { given: [argv, input], want }) => {
    const { exitCode, stdout, stderr } = await checked(argv, input)
    expect(stderr).toContain(want)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  })

  test('a second file that is broken, whatever the first one holds', async () => {
    const { exitCode, stdout } = await checked(['bad.har', 'cut.har'])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  })
})
