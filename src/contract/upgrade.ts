// OpenAPI 3.0 → 3.1: schemas rewritten into JSON Schema 2020-12, by position, so that examples stay untouched.
import { type Json, type JsonObject, member } from './json.ts'
import { walkDocument } from './walk.ts'

const combining = ['$ref', 'allOf', 'anyOf', 'oneOf'] as const

/** `minimum: 1, exclusiveMinimum: true` becomes `exclusiveMinimum: 1`; `false` goes. */
function upgradeExclusive(schema: JsonObject, bound: 'minimum' | 'maximum'): void {
  const keyword = bound === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'
  const flag = schema[keyword]
  if (typeof flag !== 'boolean') return
  delete schema[keyword]
  const limit = schema[bound]
  if (!flag || limit === undefined) return
  schema[keyword] = limit
  delete schema[bound]
}

/**
 * `nullable: true` becomes the type `null`. Where the specification gives it no effect (beside `$ref` or
 * without a type) vendors still mean "may be null", so it is taken at its word, with `enum` extended alike.
 */
function upgradeNullable(schema: JsonObject): void {
  const { nullable } = schema
  delete schema.nullable
  if (nullable !== true) return
  if (combining.some((keyword) => Object.hasOwn(schema, keyword))) {
    const rest = { ...schema }
    for (const key of Object.keys(schema)) delete schema[key]
    if (typeof rest.description === 'string') schema.description = rest.description
    schema.anyOf = [rest, { type: 'null' }]
    return
  }
  if (typeof schema.type === 'string') schema.type = [schema.type, 'null']
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum.push(null)
}

const besideReference = ['$ref', 'description', 'summary', 'nullable']

/** A 3.0 reference stands alone: what else is written beside it "SHALL be ignored" (OpenAPI 3.0 §4.7.23). */
function dropSiblings(schema: JsonObject): void {
  if (typeof schema.$ref !== 'string') return
  for (const key of Object.keys(schema)) if (!besideReference.includes(key)) delete schema[key]
}

/** Turns a freshly parsed OpenAPI 3.0 document into 3.1, in place. Other versions stay as they are. */
export function upgradeDocument(document: JsonObject): void {
  const version: Json | undefined = member(document, 'openapi')
  if (typeof version !== 'string' || !version.startsWith('3.0')) return
  // Collected first: rewriting while walking would walk the rewritten parts again.
  const schemas = [...walkDocument(document)].filter((part) => part.kind === 'Schema')
  for (const { value } of schemas) {
    dropSiblings(value)
    upgradeExclusive(value, 'minimum')
    upgradeExclusive(value, 'maximum')
    upgradeNullable(value)
  }
  document.openapi = '3.1.0'
}
