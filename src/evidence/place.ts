// A place of the contract and the facts that can be seen there.
import { canonical } from '../contract/compare.ts'
import { isObject, type Json, type JsonObject } from '../contract/json.ts'
import { schemasInPlace } from '../contract/members.ts'
import type { Direction } from '../contract/schema-node.ts'
import { fingerprint } from '../report.ts'

export type Place = {
  /** Names the place in evidence. */
  key: string
  side: Direction
  /** Where the contract says it. */
  pointer: string
  /** Its way through the tree of coverage, by names that people know. */
  path: readonly string[]
  /** The facts that could be seen here, each with where the contract says it. */
  facts: Map<string, string>
  /** Whether some of the facts are values that the contract lists. */
  listed: boolean
  /** What it is, besides its schema. */
  label: string
  schema: Json | undefined
}

export function keyOf(side: Direction, pointer: string): string {
  return `${side} ${pointer}`
}

// They explain, or they speak of the members, items and listed values, which are places or facts of their own.
const elsewhere = new Set([
  ...['title', 'description', 'summary', '$comment', 'default', 'example', 'examples'],
  ...['deprecated', 'externalDocs', 'xml', 'x-source', 'x-evidence', '$defs'],
  ...['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'],
  ...['required', 'dependentSchemas', 'items', 'prefixItems', 'contains', 'unevaluatedItems'],
  ...['enum', 'x-known-values'],
  ...['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'then', 'else'],
])

function ownText(schema: JsonObject): string {
  const own = Object.entries(schema).filter(([keyword]) => !elsewhere.has(keyword))
  return canonical(Object.fromEntries(own))
}

/** Changes when what the contract demands of a value at this place does; sixteen hex digits. */
export function placeFingerprint({ label, schema }: Place, document: JsonObject): string {
  const schemas = isObject(schema) ? schemasInPlace(document, schema) : []
  const text = [label, ...schemas.map(ownText).sort()].join('\n')
  return fingerprint({ rule: 'evidence', operation: null, pointer: text, at: '' })
}
