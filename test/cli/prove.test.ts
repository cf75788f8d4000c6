// `prove` from its command line to its exit code, and the stage of the gate that does the same.
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/report.ts'
import { run } from './command-line.ts'

const patience = 60_000
const blackbox = ['--contract', '../../../openapi/blackbox.yaml']

test(
  'a contract that holds: its table, what is implied, what is open',
  async () => {
    const { exitCode, stdout } = await run({ argv: ['prove', ...blackbox, '--samples', '50'] })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^Constraints +Caught +Missed +False alarms +Unsampled +Implied +Valid/m)
    expect(stdout).toMatch(/^(\d+) +\1 +0 +0 +0 +\d+ +\d+ +GET$/m)
    expect(stdout).toContain('/components/schemas/AccountSid/minLength')
    expect(stdout).toContain('any string  /components/schemas/TwilioProvider/properties/name')
    expect(stdout).toContain('note: proof: seed 1')
  },
  patience,
)

test(
  'the JSON report has all of it, and the same for the same seed',
  async () => {
    const argv = ['prove', ...blackbox, '--samples', '50', '--seed', '9', '--report', 'json=-']
    const first = await run({ argv })
    const report: Report = JSON.parse(first.stdout)
    expect(report).toMatchObject({ verdict: 'pass', summary: { operations: 4 } })
    const [table] = report.tables ?? []
    expect(table?.rows).toHaveLength(5)
    expect(table?.rows[0]?.at(-1)).toBe('GET /api/v1/providers/twilio/{id}')
    expect(await run({ argv })).toEqual(first)
  },
  patience,
)

test('one operation only', async () => {
  const only = ['--operation', 'GET /api/v1/providers/{id}', '--samples', '0']
  const { exitCode, stdout } = await run({
    argv: ['prove', ...blackbox, ...only, '--report', 'json=-'],
  })
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout).tables[0].rows).toHaveLength(1)
})

test.each<[string, { given: string[]; want: string }]>([
  [
    'an operation that there is not',
    { given: [...blackbox, '--operation', 'GET /x'], want: "has no operation 'GET /x'" },
  ],
  [
    'a contract without operations',
    { given: ['--contract', 'bare.yaml'], want: 'there is nothing to prove' },
  ],
  ['a number that is none', { given: [...blackbox, '--samples', 'many'], want: '--samples' }],
])('refuses %s with exit code 2', async (_, { given, want }) => {
  const { exitCode, stdout, stderr } = await run({ argv: ['prove', ...given] })
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toContain(want)
})

test('an interrupt stops it', async () => {
  const { exitCode } = await run({ argv: ['prove', ...blackbox], signal: AbortSignal.abort() })
  expect(exitCode).toBe(2)
})

describe('the stage of the gate', () => {
  const only = ['gate', '--only', 'proof', '--report', 'json=-']

  test(
    'counts what it proved',
    async () => {
      const { exitCode, stdout } = await run({ argv: [...only, ...blackbox] })
      expect(exitCode).toBe(0)
      expect(JSON.parse(stdout).stages).toMatchObject([
        {
          name: 'proof',
          verdict: 'pass',
          checked: expect.stringMatching(/^(\d+) constraints, \1 caught, \d,\d{3} valid$/),
        },
      ])
    },
    patience,
  )

  test('is skipped where there is nothing to prove', async () => {
    const { exitCode, stderr } = await run({ argv: [...only, '--contract', 'bare.yaml'] })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('proof: there is nothing to prove')
  })
})
