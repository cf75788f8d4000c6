// What samples are: values that obey a schema, values that break exactly one constraint, and places that give none.
import type { Contract } from '../contract/contract.ts'
import type { Json } from '../contract/json.ts'
import type { Direction } from '../contract/schema-node.ts'

/** A value that obeys its schema by construction, not because a judge said so. */
export type ValidSample = { value: Json }

/** A value that breaks one constraint and, as far as the schema lets it, no other. */
export type InvalidSample = {
  value: Json
  /** Pointer of the broken keyword in the contract. */
  breaks: string
  /** Pointers of further keywords that no such value can obey either, since they ask for the same. */
  alsoBreaks?: readonly string[]
  /** Pointer into the value, of what is wrong or missing: a finding there or below is due. */
  at: string
  /** What was done, in a few words: `one character short`. */
  how: string
  /** The rule whose matter it is; undefined where any rule that looks into bodies may say it. */
  rule?: string
  /** Only a warning is due: the contract is not sure, or the set is open. */
  isWarning: boolean
}

/** A constraint of which no sample could be made, and why. */
export type Unsampled = {
  pointer: string
  reason: string
  /**
   * Nothing can break it alone: another constraint of the same value implies it, or another branch allows
   * what breaks it.
   */
  isImplied: boolean
}

export type SampleOptions = {
  contract: Contract
  direction: Direction
  /** Makes the random parts repeatable. */
  seed: number
  /** Value that `x-equals` asks for, by its expression; undefined where it has none. */
  resolve: (expression: string) => Json | undefined
  /**
   * How often each schema was sampled already. Calls that share it sample a schema that they have in common
   * only once or twice: what they say together is complete, and what each says alone is not. All their other
   * options have to be the same.
   */
  sampled?: Map<string, number>
}

export type Samples = {
  /** Reaching every boundary, member, branch, and presence and absence of each optional member. */
  valid: readonly ValidSample[]
  invalid: readonly InvalidSample[]
  unsampled: readonly Unsampled[]
  /** A further valid value at each call, put together at random from the parts of `valid`. */
  random: () => Json
}
