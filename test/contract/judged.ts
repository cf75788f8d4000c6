// Judges a value by a schema written in place: the short way for the tests of the judge.
import { type Evaluation, evaluate } from '../../src/contract/evaluate.ts'
import type { Json, JsonObject } from '../../src/contract/json.ts'
import type { Direction } from '../../src/contract/schema-node.ts'
import { fullVocabulary } from '../../src/contract/vocabulary.ts'

const MAIN = '/components/schemas/Main'

export type Judged = {
  schema: Json
  value: Json
  /** Further components to which the schema may refer. */
  schemas?: JsonObject
  direction?: Direction
}

export function judged({
  schema,
  value,
  schemas = {},
  direction = 'response',
}: Judged): Evaluation {
  const document = { components: { schemas: { Main: schema, ...schemas } } }
  return evaluate({ document, vocabulary: fullVocabulary, direction }, MAIN, value)
}

/** A fault as `keyword pointer @place`, the pointer relative to the schema where it lies in it. */
export function told(evaluation: Evaluation): string[] {
  return evaluation.faults.map(
    ({ keyword, pointer, at }) => `${keyword} ${pointer.replace(`${MAIN}/`, '')} @${at}`,
  )
}

/** A gap as `pointer @place: reason`. */
export function untold(evaluation: Evaluation): string[] {
  return evaluation.gaps.map(
    ({ pointer, at, reason }) => `${pointer.replace(`${MAIN}/`, '')} @${at}: ${reason}`,
  )
}

export const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })
