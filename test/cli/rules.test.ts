// `rules` learns everything from the registry, so that a new rule needs no change here.
import { expect, test } from 'vitest'
import { allRules } from '../../src/cli/rule-list.ts'
import { run } from './command-line.ts'

test('lists every rule with its severity and title', async () => {
  const { exitCode, stdout } = await run({ argv: ['rules'] })
  expect(exitCode).toBe(0)
  const rows = stdout.trimEnd().split('\n').slice(1)
  expect(rows.map((row) => row.split(/ {2,}/))).toEqual(
    allRules.map(({ id, severity, title }) => [id, severity, title]),
  )
})

test.each(allRules.map((rule) => [rule.id, rule] as const))('explains %s', async (id, rule) => {
  const { exitCode, stdout } = await run({ argv: ['rules', id] })
  const text = stdout.replaceAll('\n', ' ')
  expect(exitCode).toBe(0)
  for (const part of [rule.id, rule.severity, rule.title, rule.why]) {
    expect(text).toContain(part)
  }
})

test('an explanation fits the terminal', async () => {
  const widest = async (stdoutColumns: number) => {
    const { stdout } = await run({ argv: ['rules', 'equals'], stdoutColumns })
    return Math.max(...stdout.split('\n').map((line) => line.length))
  }
  expect(await widest(40)).toBeLessThanOrEqual(40)
  expect(await widest(240)).toBeGreaterThan(40)
})

test.each<[string, { given: string; want: string }]>([
  [
    'a misspelt rule',
    { given: 'secret-leek', want: "Unknown rule 'secret-leek'. Did you mean 'secret-leak'?" },
  ],
  [
    'a rule like no other',
    { given: 'everything', want: "Unknown rule 'everything'. blackbox-contract rules lists them." },
  ],
])('refuses %s', async (_, { given, want }) => {
  const outcome = await run({ argv: ['rules', given] })
  expect(outcome).toEqual({ exitCode: 2, stdout: '', stderr: `error: ${want}\n` })
})
