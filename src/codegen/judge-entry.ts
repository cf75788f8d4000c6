// What a generated `judge.js` brings along, bundled from here into `src/generated/runtime-source.ts`.
import type { Check } from '../checks/check.ts'
import { type Judgement, judge } from '../checks/run.ts'
import type { Contract } from '../contract/contract.ts'
import type { Exchange } from '../traffic/exchange.ts'

export { checks } from '../checks/index.ts'
export { chooseBranch } from '../contract/branch.ts'
export { enterSchema } from '../contract/dynamic-scope.ts'
export { fullVocabulary } from '../contract/vocabulary.ts'

/** What the judge judges by: the contract, and those of the rules that have something to say of it. */
export type Bench = { contract: Contract; checks: readonly Check[] }

/** Holds one exchange against the contract. */
export function judgeExchange(
  { contract, checks }: Bench,
  exchange: Exchange,
  options: { baseUrl?: string | undefined } = {},
): Judgement {
  return judge(exchange, contract, { checks, baseUrl: options.baseUrl })
}
