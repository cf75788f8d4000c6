// Stage `pacts` of the gate: what it counts, when it is skipped, and each planted fault in a contract that turns it red.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/report.ts'
import { run } from './command-line.ts'

const blackbox = fileURLToPath(new URL('../../openapi/blackbox.yaml', import.meta.url))
const id = '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
const headers = { Authorization: 'Bearer placeholder' }

const interactions = [
  {
    description: 'asks for a provider',
    providerState: 'a provider exists',
    request: { method: 'GET', path: `/api/v1/providers/twilio/${id}`, headers },
    response: {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: { id, accountSid: `AC${'a'.repeat(32)}`, verificationStatus: 'pending', region: null },
    },
  },
  {
    description: 'renames a provider',
    request: {
      method: 'PUT',
      path: `/api/v1/providers/twilio/${id}`,
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: { name: 'Sales', region: 'us1' },
    },
    response: { status: 200 },
  },
]

let cwd = ''

const pact = (parts: object) =>
  JSON.stringify({ consumer: { name: 'web' }, provider: { name: 'BlackBox' }, ...parts })

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'gate-pacts-'))
  writeFileSync(join(cwd, 'contract.yaml'), readFileSync(blackbox))
  writeFileSync(join(cwd, 'web.json'), pact({ interactions }))
  writeFileSync(join(cwd, 'app.json'), pact({ interactions: interactions.slice(0, 1) }))
  writeFileSync(join(cwd, 'events.json'), pact({ messages: [{ description: 'an event' }] }))
})

afterAll(() => rmSync(cwd, { recursive: true }))

async function gated(argv: readonly string[], contract = 'contract.yaml') {
  const all = ['gate', '--only=pacts', `--contract=${contract}`, '--report=json=-', ...argv]
  const { exitCode, stdout, stderr } = await run({ argv: all, cwd })
  const report: Report | undefined = stdout === '' ? undefined : JSON.parse(stdout)
  return { exitCode, stderr, report, stage: report?.stages?.[0] }
}

test('counts interactions and pacts', async () => {
  const { exitCode, stage, report } = await gated(['--pact=web.json', '--pact=app.json'])
  expect({ exitCode, stage }).toMatchObject({
    exitCode: 0,
    stage: { name: 'pacts', verdict: 'pass', checked: '3 interactions in 2 pacts' },
  })
  expect(report?.findings).toEqual([])
  expect(report?.summary).toMatchObject({ exchanges: 3, operations: 2 })
})

test('takes the pacts of this package for its own contract', async () => {
  const { exitCode, stdout } = await run({ argv: ['gate', '--only=pacts'], cwd })
  expect(stdout).toMatch(/^pacts +pass .* interactions in \d+ pacts?$/m)
  expect(exitCode).toBe(0)
})

test.each<[string, { given: string[]; want: RegExp }]>([
  ['where no pact is named', { given: [], want: /pacts: no pacts are named.*--pact FILE/ }],
  ['where no pact is about HTTP', { given: ['--pact=events.json'], want: /no requests over HTTP/ }],
])('is skipped %s', async (_, { given, want }) => {
  const { exitCode, stderr } = await gated(given)
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(want)
})

test('says which pact it could not read', async () => {
  const { exitCode, stderr, stage } = await gated(['--pact=missing.json'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('missing.json does not exist.')
  expect(stage).toMatchObject({ verdict: 'fail', checked: 'could not be run' })
})

type Plant = {
  given: [from: string | RegExp, to: string]
  want: [rule: string, at: string, interaction: string]
}

const asks = 'asks for a provider (given a provider exists)'

describe('a changed contract turns it red', () => {
  test.each<[string, Plant]>([
    [
      'by a pattern',
      {
        given: ['pattern: ^AC[a-f0-9]{32}$', 'pattern: ^AC[0-9]{32}$'],
        want: ['string-format', '/response/body/accountSid', asks],
      },
    ],
    [
      'by a removed member',
      {
        given: [/ {8}verificationStatus:\n.*\n/, ''],
        want: ['expected-documented', '/response/body/verificationStatus', asks],
      },
    ],
    [
      'by a value that is no longer possible',
      {
        given: ['enum: [pending, verified', 'enum: [verified'],
        want: ['response-schema', '/response/body/verificationStatus', asks],
      },
    ],
    [
      'by null that is no longer possible',
      {
        given: [/(page names common values.*\n\s+type: )\[string, 'null'\]/, '$1string'],
        want: ['response-schema', '/response/body/region', asks],
      },
    ],
    [
      'by another path',
      {
        given: ['/api/v1/providers/twilio/{id}:', '/api/v2/providers/twilio/{id}:'],
        want: ['operation-known', '/request/url', asks],
      },
    ],
    [
      'by another way to show who one is',
      {
        given: ['scheme: bearer', 'scheme: basic'],
        want: ['credential-sent', '/request/headers/authorization', asks],
      },
    ],
  ])('%s', async (_, { given: [from, to], want: [rule, at, interaction] }) => {
    const before = readFileSync(blackbox, 'utf8')
    const after = before.replace(from, to)
    expect(after).not.toBe(before)
    writeFileSync(join(cwd, 'changed.yaml'), after)
    const { exitCode, stage, report } = await gated(['--pact=web.json'], 'changed.yaml')
    expect({ exitCode, stage }).toMatchObject({ exitCode: 1, stage: { verdict: 'fail' } })
    const found = report?.findings.map((each) => [each.rule, each.at, each.exchange?.interaction])
    expect(found).toContainEqual([rule, at, interaction])
    expect(new Set(found?.map(([each]) => each))).toEqual(new Set([rule]))
    expect(JSON.stringify(report)).not.toContain('placeholder')
  })
})

test('a removed member of a request, which is sent but not forbidden, is a warning', async () => {
  const before = readFileSync(blackbox, 'utf8')
  const after = before.replace(/ {8}region:\n {10}description: New Twilio region\.\n.*\n.*\n/, '')
  expect(after).not.toBe(before)
  writeFileSync(join(cwd, 'forgetful.yaml'), after)
  const { exitCode, stage, report } = await gated(['--pact=web.json'], 'forgetful.yaml')
  expect({ exitCode, stage }).toMatchObject({ exitCode: 0, stage: { verdict: 'pass' } })
  expect(report?.findings).toMatchObject([
    { rule: 'expected-documented', severity: 'warning', at: '/request/body/region' },
  ])
})
