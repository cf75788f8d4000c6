// Holds our judge of values against one by other authors that has all of JSON Schema 2020-12, references by name included.
import { readFileSync } from 'node:fs'
import { setShouldValidateFormat } from '@hyperjump/json-schema'
import { registerSchema, unregisterSchema, validate } from '@hyperjump/json-schema/draft-2020-12'
import '@hyperjump/json-schema/formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadContract } from '../../src/adapters/contract-file.ts'
import { bodyValue, createSubject } from '../../src/checks/subject.ts'
import { referenceTo } from '../../src/contract/identifiers.ts'
import type { Json, JsonObject } from '../../src/contract/json.ts'
import { readRecording } from '../../src/traffic/har/har.ts'
import { ORIGIN } from '../corpus/case.ts'
import { judged } from './judged.ts'
import { leaf, schema, value } from './random-schema.ts'
import { contractOf, verdict } from './schema-names.ts'

const SEED = 20260423
const DIALECT = 'https://json-schema.org/draft/2020-12/schema'

setShouldValidateFormat(true)

let documents = 0

/** What the other judge says of values by the schema at a pointer of a document. */
async function otherJudge(
  document: JsonObject,
  pointer: string,
): Promise<(value: Json) => boolean> {
  const $id = `https://other.example/${documents++}`
  registerSchema({ ...document, $id, $ref: referenceTo(pointer) }, $id, DIALECT)
  const accepts = await validate($id)
  unregisterSchema($id)
  return (each) => accepts(each).valid
}

/** Schemas that refer to one another by every kind of name, always for a part of the value, so that none runs in circles. */
const named: fc.Arbitrary<JsonObject> = fc.letrec<{ schema: Json; object: JsonObject }>((tie) => {
  const reference = fc.oneof(
    fc
      .constantFrom('a', 'b', 'c', 'b#leaf', 'c#node', '#leaf', '#node', '#/$defs/leaf', '')
      .map(($ref): Json => ({ $ref })),
    fc
      .constantFrom('#node', 'a#node', 'b#node', '#leaf', 'c#leaf', '#other', 'c#/$defs/leaf')
      .map(($dynamicRef): Json => ({ $dynamicRef })),
  )
  const part = fc.oneof(reference, reference, tie('schema'))
  const name = fc.constantFrom('a', 'b', 'c')
  const keywords: Record<string, fc.Arbitrary<Json>> = {
    type: fc.constantFrom('object', 'array', 'string', ['object', 'null'], ['array', 'number']),
    properties: fc.dictionary(name, part, { minKeys: 1, maxKeys: 2, noNullPrototype: true }),
    items: part,
    additionalProperties: part,
    unevaluatedProperties: fc.oneof(fc.constant(false), part),
    unevaluatedItems: fc.oneof(fc.constant(false), part),
    contains: part,
    allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
    anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
    not: tie('object'),
  }
  const entry = fc
    .constantFrom(...Object.keys(keywords))
    .chain((keyword) =>
      (keywords[keyword] ?? part).map((operand): [string, Json] => [keyword, operand]),
    )
  return {
    schema: fc.oneof({ maxDepth: 2, depthSize: 'small' }, fc.boolean(), tie('object')),
    object: fc.array(entry, { minLength: 1, maxLength: 3 }).map((all) => Object.fromEntries(all)),
  }
}).object

/** A resource in which every name that is referred to is there. */
function resource($id: string, [own, node, other]: readonly JsonObject[]): JsonObject {
  const name = $id.slice(-1)
  return {
    $id,
    ...own,
    $defs: {
      leaf: { $anchor: 'leaf', type: name === 'a' ? 'string' : ['number', 'null'] },
      node: { $dynamicAnchor: 'node', ...node },
      other: { [name === 'b' ? '$dynamicAnchor' : '$anchor']: 'other', ...other },
    },
  }
}

describe('two judges agree', () => {
  test('on random schemas and values', async () => {
    let valid = 0
    let compared = 0
    await fc.assert(
      fc.asyncProperty(
        schema,
        fc.array(value, { minLength: 3, maxLength: 5 }),
        async (given, all) => {
          const Main = { ...given, $defs: { Leaf: leaf } }
          const accepts = await otherJudge(
            { components: { schemas: { Main } } },
            '/components/schemas/Main',
          )
          for (const each of all) {
            const { faults, gaps } = judged({ schema: Main, value: each })
            expect(gaps).toEqual([])
            expect([each, faults.length === 0]).toEqual([each, accepts(each)])
            compared++
            if (faults.length === 0) valid++
          }
        },
      ),
      { seed: SEED, numRuns: 1500 },
    )
    // Neither kind may be too rare to mean anything.
    expect(valid / compared).toBeGreaterThan(0.1)
    expect(valid / compared).toBeLessThan(0.9)
  })

  test('on schemas that refer to one another by names', async () => {
    const some = fc.tuple(named, named, named)
    let valid = 0
    let compared = 0
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(some, some, some),
        fc.array(value, { minLength: 3, maxLength: 5 }),
        async ([a, b, c], all) => {
          const base = `https://x.example/${documents++}`
          const schemas = {
            A: resource(`${base}/a`, a),
            B: resource(`${base}/b`, b),
            C: resource(`${base}/c`, c),
          }
          const contract = await contractOf(schemas)
          const each = Object.values(schemas)
          for (const one of each) registerSchema(one, String(one.$id), DIALECT)
          for (const [name, one] of Object.entries(schemas)) {
            const accepts = await validate(String(one.$id))
            for (const tried of all) {
              const ours = verdict(contract, name, tried)
              expect(ours).not.toMatch(/lead|follow|known/)
              expect([name, tried, ours === 'valid']).toEqual([name, tried, accepts(tried).valid])
              compared++
              if (ours === 'valid') valid++
            }
          }
          for (const one of each) unregisterSchema(String(one.$id))
        },
      ),
      { seed: SEED, numRuns: 300 },
    )
    expect(valid / compared).toBeGreaterThan(0.1)
    expect(valid / compared).toBeLessThan(0.9)
  })

  test('on every body of the recorded corpus', async () => {
    const contract = await loadContract('openapi/blackbox.yaml')
    const files = ['recorded.har', 'raw.ndjson'].map((name) =>
      readFileSync(`test/corpus/${name}`, 'utf8'),
    )
    const subjects = files
      .flatMap((text) => readRecording(text, 'corpus').exchanges)
      .map((exchange) => createSubject(exchange, contract, ORIGIN))
    const verdicts = { valid: 0, invalid: 0 }
    for (const { mediaType, body, evaluation } of subjects) {
      const judgedValue = bodyValue(body)
      if (mediaType?.schema === undefined || judgedValue === undefined || !evaluation) continue
      const accepts = await otherJudge(contract.document, mediaType.schema)
      // OpenAPI's own formats are none of JSON Schema's.
      const isValid = evaluation.faults.every(({ args }) => args.format === 'int32')
      expect([judgedValue, isValid]).toEqual([judgedValue, accepts(judgedValue)])
      verdicts[isValid ? 'valid' : 'invalid']++
    }
    expect(verdicts.valid).toBeGreaterThan(40)
    expect(verdicts.invalid).toBeGreaterThan(20)
  })
})
