// Makes of a contract the document that Prism can serve: a slice, without what makes it fail or reach out.
import { isObject, type Json, type JsonObject, member } from '../../contract/json.ts'
import { slice } from '../../contract/slice.ts'
import { type WalkedPart, walkDocument } from '../../contract/walk.ts'
import { ToolError } from '../../errors.ts'

/** What OpenAPI 3.1 means when it says nothing; Prism then falls back to draft 7. */
const dialect = 'https://json-schema.org/draft/2020-12/schema'

/** The operations named by `keys`, as a document of its own that shares nothing with the first. */
export function prismDocument(document: JsonObject, keys: readonly string[]): JsonObject {
  const copy: JsonObject = structuredClone(slice(document, keys))
  copy.jsonSchemaDialect = dialect
  for (const part of walkDocument(copy)) mend(part)
  refuseReferencesOutside(copy)
  return copy
}

function mend({ kind, value }: WalkedPart): void {
  for (const [key, held] of Object.entries(value)) {
    // Prism resolves whatever is called `$ref`, a sample's text included.
    if (isSample(kind, key, held) && holdsReference(held)) delete value[key]
  }
  // Prism would send requests to the addresses that it finds here.
  if (kind === 'Operation') delete value.callbacks
  // Nothing in a mock's answer is made from these, but a `$ref` in their values breaks it.
  if (kind === 'Response') delete value.links
  if (kind === 'Schema') splitReference(value)
}

function isSample(kind: WalkedPart['kind'], key: string, held: Json): boolean {
  if (key === 'examples') return Array.isArray(held)
  if (key === 'value') return kind === 'Example'
  return key.startsWith('x-') || ['example', 'default', 'const', 'enum'].includes(key)
}

/**
 * Prism's resolver lets the keywords beside a `$ref` replace those of its target, where JSON Schema
 * 2020-12 §8.2.3.1 applies both: `properties` beside a `$ref` would be all the properties there are.
 */
function splitReference(schema: JsonObject): void {
  if (typeof member(schema, '$ref') !== 'string') return
  const { $ref = null, ...beside } = schema
  for (const key of Object.keys(schema)) delete schema[key]
  // Not always in allOf: there Prism no longer leaves `writeOnly` members out of its answers.
  if (asksNothing(beside)) schema.$ref = $ref
  else schema.allOf = [{ $ref }, beside]
}

const annotations = ['title', 'description', 'deprecated', '$comment', 'externalDocs']

/** Whether a schema only describes, as one does that adds `x-equals` to a property of its target. */
function asksNothing(schema: Json): boolean {
  if (!isObject(schema)) return false
  return Object.entries(schema).every(([key, held]) => {
    if (key === 'properties' && isObject(held)) return Object.values(held).every(asksNothing)
    return key.startsWith('x-') || key.startsWith('example') || annotations.includes(key)
  })
}

function* objectsIn(value: Json): Generator<JsonObject> {
  const waiting = [value]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isObject(next)) yield next
    if (typeof next === 'object' && next !== null) waiting.push(...Object.values(next))
  }
}

function holdsReference(value: Json): boolean {
  for (const each of objectsIn(value)) if (typeof member(each, '$ref') === 'string') return true
  return false
}

function refuseReferencesOutside(document: JsonObject): void {
  for (const each of objectsIn(document)) {
    const reference = member(each, '$ref')
    if (typeof reference !== 'string' || reference.startsWith('#')) continue
    throw new ToolError(
      'E_PROVIDER',
      `Prism is not given a document that refers outside of itself: $ref ${JSON.stringify(reference)}.`,
      { hint: 'Put what it refers to into the contract.' },
    )
  }
}
