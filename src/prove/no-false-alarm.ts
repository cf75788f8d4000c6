// Rule: what obeys the whole contract is told of nothing.
import type { Rule } from '../checks/check.ts'
import { type Finding, fingerprint, type Unchecked } from '../report.ts'

export const noFalseAlarm: Rule = {
  id: 'no-false-alarm',
  title: 'What obeys the contract passes',
  why: 'Two parts of the contract contradict each other, or the judge is wrong: honest answers would fail.',
  severity: 'error',
  message: ({ told, words, seed, sample }) =>
    `a valid sample breaks ${told}: ${words} (seed ${seed}, sample ${sample})`,
}

/** Which valid sample it was: its number among those of its place, for the seed. */
export type SampleNumber = { seed: number; sample: number }

/** The finding for something that was said of a valid sample, and should not have been. */
export function falseAlarm(said: Finding | Unchecked, number: SampleNumber): Finding {
  const { rule: told, operation, contract, at } = said
  const words = 'message' in said ? said.message : said.reason
  const args = { told, words, ...number }
  const pointer = contract?.pointer ?? null
  return {
    rule: noFalseAlarm.id,
    severity: noFalseAlarm.severity,
    operation,
    message: noFalseAlarm.message(args),
    contract,
    at,
    exchange: null,
    args,
    fingerprint: fingerprint({ rule: noFalseAlarm.id, operation, pointer, at }),
  }
}
