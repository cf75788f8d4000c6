// Where a contract is weak: members of which it says no more than their type, if that.
import type { Contract } from '../contract/contract.ts'
import { at, isObject, type Json, type JsonObject } from '../contract/json.ts'
import { schemasInPlace } from '../contract/members.ts'
import { walkDocument } from '../contract/walk.ts'

/** A member without any constraint beyond its type. */
export type OpenMember = { pointer: string; reason: string }

const strict = ['format', 'pattern', 'maxLength', 'contentMediaType', 'contentEncoding']
const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']
const inObjects = ['properties', 'patternProperties', 'propertyNames', 'maxProperties']
const inArrays = ['items', 'prefixItems', 'contains', 'maxItems']
const anything = ['enum', 'const', 'not', 'x-known-values', 'x-equals']

/** These say how a value is written or meant, and forbid none. */
const descriptive: readonly Json[] = ['password', 'binary', 'double', 'float']

type Said = (...keywords: readonly string[]) => boolean

function unanchored(schemas: readonly JsonObject[]): string | undefined {
  const patterns = schemas.map(({ pattern }) => pattern).filter((each) => typeof each === 'string')
  const isAnchored = (each: string) => each.startsWith('^') && each.endsWith('$')
  if (patterns.length === 0 || patterns.some(isAnchored)) return undefined
  return 'a pattern that is not anchored at both ends'
}

function reasonFor(type: string, schemas: readonly JsonObject[], said: Said): string | undefined {
  if (type === 'string') return said(...strict) ? unanchored(schemas) : 'any string'
  if (type === 'integer' || type === 'number') {
    return said(...bounds, 'format') ? undefined : `any ${type}`
  }
  if (type === 'array') return said(...inArrays) ? undefined : 'any array'
  if (type !== 'object') return undefined
  const isShut = schemas.some(({ additionalProperties: rest, unevaluatedProperties: more }) =>
    [rest, more].some((each) => each === false || (isObject(each) && Object.keys(each).length > 0)),
  )
  return isShut || said(...inObjects) ? undefined : 'any object'
}

function weaknessOf(document: JsonObject, schema: JsonObject): string | undefined {
  const schemas = schemasInPlace(document, schema)
  const said: Said = (...keywords) =>
    schemas.some((each) =>
      keywords.some((keyword) => {
        const operand = each[keyword]
        return operand !== undefined && !(keyword === 'format' && descriptive.includes(operand))
      }),
    )
  if (said(...anything)) return undefined
  const types = schemas.flatMap(({ type }) => (type === undefined ? [] : [type].flat()))
  const isTyped = types.length > 0 || said(...strict, ...bounds, ...inObjects, ...inArrays)
  if (!isTyped) return 'anything'
  for (const type of new Set(types.map(String))) {
    const reason = reasonFor(type, schemas, said)
    if (reason !== undefined) return reason
  }
  return undefined
}

/** Every member and item of the document's schemas that is open, in document order. */
export function openMembers({ document }: Contract): OpenMember[] {
  const found: OpenMember[] = []
  for (const { kind, value, pointer } of walkDocument(document)) {
    if (kind !== 'Schema' || !/\/(?:properties\/[^/]+|items)$/.test(pointer)) continue
    const parent = at(document, pointer.replace(/\/[^/]+$/, ''))
    // What only adds words to a reference beside it is judged there.
    const reason =
      isObject(parent) || pointer.endsWith('/items') ? weaknessOf(document, value) : undefined
    if (reason !== undefined) found.push({ pointer, reason })
  }
  return found
}
