// What a generated `validators.js` brings along, bundled from here into `src/generated/runtime-source.ts`.
import type { Contract } from '../contract/contract.ts'
import { applySchema } from '../contract/evaluate.ts'
import { at, type Json } from '../contract/json.ts'
import type { Direction } from '../contract/schema-node.ts'

export { isClean } from '../checks/clean.ts'
export { enterSchema } from '../contract/dynamic-scope.ts'
export { fullVocabulary } from '../contract/vocabulary.ts'

/** Where the schema of a guard stands, and which way its values travel. */
export type Guarded = { pointer: string; direction: Direction }

/**
 * Whether a value obeys a schema. What could not be judged is a no, except for a format that nobody
 * knows: the standard lets it say nothing (JSON Schema 2020-12 Validation §7.2.1).
 */
export function obeys(contract: Contract, { pointer, direction }: Guarded, value: Json): boolean {
  const { faults, gaps } = applySchema({ ...contract, direction }, pointer, value)
  const isOpen = (place: string) => /\/format$/.test(place) && isText(at(contract.document, place))
  return faults.length === 0 && gaps.every((gap) => !gap.contractFault && isOpen(gap.pointer))
}

// A format is a text; the schema of a member that is called format is none.
const isText = (value: Json | undefined) => typeof value === 'string'
