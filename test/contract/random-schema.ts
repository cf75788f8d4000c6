// Random schemas of every keyword, and random values that have something to do with them.
import fc from 'fast-check'
import type { Json, JsonObject } from '../../src/contract/json.ts'

/** What random schemas refer to, as `$defs/Leaf`. */
export const leaf = {
  type: ['string', 'number', 'object'],
  minLength: 1,
  properties: { a: true },
} satisfies JsonObject

const name = fc.constantFrom('a', 'b', 'c', 'kind')
const number = fc.constantFrom(-1, 0, 1, 1.5, 2, 3, 10)
const count = fc.integer({ min: 0, max: 3 })
const text = fc.constantFrom('', 'a', 'ab', 'abc', 'x-1', '💩')
const pattern = fc.constantFrom('^a', 'b$', '[0-9]', '^.{1,2}$', '^x-')
const type = fc.constantFrom('null', 'boolean', 'object', 'array', 'number', 'string', 'integer')

export const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json; leaf: Json }>((tie) => ({
  leaf: fc.oneof(fc.constant(null), fc.boolean(), number, text),
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value

export const schema: fc.Arbitrary<JsonObject> = fc.letrec<{ schema: Json; object: JsonObject }>(
  (tie) => {
    const sub = tie('schema')
    const some = fc.array(sub, { minLength: 1, maxLength: 3 })
    const map = fc.dictionary(name, sub, { maxKeys: 3, noNullPrototype: true })
    const names = fc.uniqueArray(name, { maxLength: 3 })
    const keywords: Record<string, fc.Arbitrary<Json>> = {
      $ref: fc.constant('#/components/schemas/Main/$defs/Leaf'),
      type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
      enum: fc.uniqueArray(value, { minLength: 1, maxLength: 4, comparator: 'SameValueZero' }),
      const: value,
      minimum: number,
      maximum: number,
      exclusiveMinimum: number,
      exclusiveMaximum: number,
      multipleOf: fc.constantFrom(1, 2, 0.5),
      minLength: count,
      maxLength: count,
      pattern,
      minItems: count,
      maxItems: count,
      uniqueItems: fc.boolean(),
      prefixItems: some,
      items: sub,
      contains: sub,
      minContains: count,
      maxContains: count,
      unevaluatedItems: sub,
      properties: map,
      patternProperties: fc.dictionary(pattern, sub, { maxKeys: 2, noNullPrototype: true }),
      additionalProperties: sub,
      propertyNames: sub,
      required: names,
      dependentRequired: fc.dictionary(name, names, { maxKeys: 2, noNullPrototype: true }),
      dependentSchemas: map,
      minProperties: count,
      maxProperties: count,
      unevaluatedProperties: sub,
      allOf: some,
      anyOf: some,
      oneOf: some,
      not: sub,
      if: sub,
      // biome-ignore lint/suspicious/noThenProperty: this is the name of the JSON Schema keyword
      then: sub,
      else: sub,
    }
    const entry = fc
      .constantFrom(...Object.keys(keywords))
      .chain((keyword) =>
        (keywords[keyword] ?? sub).map((operand): [string, Json] => [keyword, operand]),
      )
    return {
      schema: fc.oneof({ maxDepth: 3, depthSize: 'medium' }, fc.boolean(), tie('object')),
      object: fc.array(entry, { minLength: 1, maxLength: 4 }).map((all) => Object.fromEntries(all)),
    }
  },
).object
