// What the tests of rules about contracts are made of: a few lines of YAML, and one way to judge them.
import { expect, test } from 'vitest'
import { auditContract } from '../../src/audit/audit.ts'
import type { ContractRule, DocumentProblem } from '../../src/audit/contract-rule.ts'
import { contractOf } from '../checks/fixture.ts'

/** The parts of a document after its `info`, and what a linter said of it. */
export type Given = { parts: string; problems?: readonly DocumentProblem[] }

/** What a rule says: `error /pointer: words`, or `unchecked warning …`. */
async function verdictsOf(rule: ContractRule, given: Given): Promise<string[]> {
  const contract = await contractOf(given.parts)
  const { findings, unchecked } = auditContract(contract, given.problems ?? [])
  const own = (each: { rule: string }) => each.rule === rule.id
  return [
    ...findings.filter(own).map(({ severity, at, message }) => `${severity} ${at}: ${message}`),
    ...unchecked
      .filter(own)
      .map(({ severity, at, reason }) => `unchecked ${severity} ${at}: ${reason}`),
  ]
}

type Clean = [name: string, row: { given: Given }]
type Told = [name: string, row: { given: Given; want: string[] }]

export type Cases = {
  clean: readonly [Clean, ...Clean[]]
  violating: readonly [Told, ...Told[]]
  /** Or why the rule leaves nothing unchecked. */
  unchecked: readonly [Told, ...Told[]] | string
}

/** Holds a rule against contracts: at least one case of each kind. */
export function testRule(rule: ContractRule, { clean, violating, unchecked }: Cases): void {
  const doubtful = typeof unchecked === 'string' ? [] : unchecked

  test('has cases of each kind', () => {
    expect([clean.length, violating.length, unchecked.length]).not.toContain(0)
  })

  test.each([...clean])('is content with %s', async (_, { given }) => {
    expect(await verdictsOf(rule, given)).toEqual([])
  })

  test.each([...violating])('finds %s', async (_, { given, want }) => {
    const verdicts = await verdictsOf(rule, given)
    expect(verdicts).toEqual(want)
    expect(verdicts.some((each) => !each.startsWith('unchecked'))).toBe(true)
  })

  test.each([...doubtful])('leaves unchecked %s', async (_, { given, want }) => {
    const verdicts = await verdictsOf(rule, given)
    expect(verdicts).toEqual(want)
    expect(verdicts.some((each) => each.startsWith('unchecked'))).toBe(true)
  })
}

/** A document with one schema, `S`. */
export const schemaOnly = (schema: string): Given => ({
  parts: `paths: {}\ncomponents: {schemas: {S: ${schema}}}`,
})

/** A document with `GET /` and its answer of 200, and further parts. */
export const answering = (media: string, more = ''): Given => ({
  parts: `paths: {/: {get: {responses: {'200': {description: d, content: {application/json: ${media}}}}}}}\n${more}`,
})
