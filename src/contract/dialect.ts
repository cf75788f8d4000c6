// Dialects of JSON Schema: which of them a schema is written in, and whether it means there what it means in ours.
import { nearestIn } from './identifiers.ts'
import { type Json, type JsonObject, member } from './json.ts'
import { walkDocument } from './walk.ts'

/** Whether a `$schema` names JSON Schema 2020-12, as it is or as OpenAPI 3.1 extends it (OpenAPI 3.1 §4.8.24.5). */
export function isSpoken(uri: Json): boolean {
  const known =
    /^https:\/\/(?:json-schema\.org\/draft\/2020-12\/schema|spec\.openapis\.org\/oas\/3\.1\/dialect\/[\w-]+)#?$/
  return typeof uri === 'string' && known.test(uri)
}

// Newest first. Keywords that an elder draft lacks or reads in another way; each holds for all before it, too.
const elder: readonly { uri: RegExp; foreign: readonly string[] }[] = [
  {
    uri: /^https?:\/\/json-schema\.org\/draft\/2019-09\/schema#?$/,
    foreign: [
      'prefixItems',
      '$dynamicRef',
      'unevaluatedItems',
      '$recursiveRef',
      '$recursiveAnchor',
    ],
  },
  {
    uri: /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/,
    foreign: [
      'dependencies',
      'dependentRequired',
      'dependentSchemas',
      'unevaluatedProperties',
      'minContains',
      'maxContains',
    ],
  },
  { uri: /^https?:\/\/json-schema\.org\/draft-06\/schema#?$/, foreign: ['if'] },
  {
    uri: /^https?:\/\/json-schema\.org\/draft-04\/schema#?$/,
    foreign: ['const', 'contains', 'propertyNames', 'exclusiveMinimum', 'exclusiveMaximum'],
  },
]

// Beside `$ref`, these ask nothing; up to draft-07, all that stands beside it is ignored.
const remarks = ['default', 'definitions', 'description', 'examples', 'title']

function isAlike(schema: JsonObject, draft: number): boolean {
  const foreign = elder.slice(0, draft + 1).flatMap((each) => each.foreign)
  if (Array.isArray(schema.items) || foreign.some((name) => Object.hasOwn(schema, name)))
    return false
  const beside = Object.keys(schema)
    .filter((each) => !remarks.includes(each))
    .filter((each) => !/^(?:\$|x-)/.test(each))
  return draft === 0 || schema.$ref === undefined || beside.length === 0
}

type Spoken = { dialect: string; parts: JsonObject[] }

/** The schemas of a document that have a dialect, by the place that sets it; '' is the document's own. */
function byDialect(document: JsonObject): Spoken[] {
  const usual = member(document, 'jsonSchemaDialect')
  const all: Spoken[] = typeof usual === 'string' ? [{ dialect: usual, parts: [] }] : []
  const places = new Map(all.map((each) => ['', each]))
  for (const { kind, value, pointer } of walkDocument(document)) {
    if (kind !== 'Schema') continue
    const own = member(value, '$schema')
    if (typeof own === 'string') {
      const fresh = { dialect: own, parts: [] }
      all.push(fresh)
      places.set(pointer, fresh)
    }
    nearestIn(places, pointer)?.parts.push(value)
  }
  return all
}

/**
 * Leaves `$schema` only on schemas whose dialect is not spoken, and there on each, since a reference may enter
 * anywhere. Schemas of an elder draft lose it where they mean the same in 2020-12.
 */
export function settleDialects(document: JsonObject): void {
  for (const { dialect, parts } of byDialect(document)) {
    const draft = elder.findIndex(({ uri }) => uri.test(dialect))
    const isRead = isSpoken(dialect) || (draft >= 0 && parts.every((part) => isAlike(part, draft)))
    for (const part of parts) {
      if (isRead) delete part.$schema
      else part.$schema = dialect
    }
  }
}
