// Holds our judge of values against an independent one: on random schemas and values both must agree.
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../src/contract/json.ts'
import { judged } from './judged.ts'
import { leaf, schema, value } from './random-schema.ts'

const SEED = 20260423
const SCHEMAS = 1200

// Formats are off, and so is what it adds to the standard.
const ajv = new Ajv2020({
  strict: false,
  validateFormats: false,
  validateSchema: false,
  logger: false,
})

/** Whether the other judge accepts a value. */
function otherJudge(schema: Json): (value: Json) => boolean {
  const components = { schemas: { Main: schema } }
  const validate = ajv.compile({ components, $ref: '#/components/schemas/Main' })
  return (value) => validate(value)
}

/**
 * Where the other judge is known to stray from the standard: it takes items for evaluated by subschemas
 * that failed or that looked at none, and does not look for what an empty array contains beside prefixItems.
 */
function strays(schema: JsonObject): boolean {
  const written = JSON.stringify({ ...schema, $defs: {} })
  const inPlace = /"(?:contains|anyOf|oneOf|allOf|not|if|dependentSchemas|\$ref)":/
  const isLeftOver = written.includes('"unevaluatedItems":') && inPlace.test(written)
  return isLeftOver || (written.includes('"contains":') && /"(?:prefixItems|items)":/.test(written))
}

describe('two judges', () => {
  test('agree on random schemas and values', () => {
    let compared = 0
    let valid = 0
    fc.assert(
      fc.property(schema, fc.array(value, { minLength: 3, maxLength: 5 }), (given, values) => {
        const whole = { ...given, $defs: { Leaf: leaf } }
        if (strays(whole)) return
        const accepted = otherJudge(whole)
        for (const each of values) {
          const { faults, gaps } = judged({ schema: whole, value: each })
          expect(gaps).toEqual([])
          expect([each, faults.length === 0]).toEqual([each, accepted(each)])
          compared++
          if (faults.length === 0) valid++
        }
      }),
      { seed: SEED, numRuns: SCHEMAS },
    )
    expect(compared).toBeGreaterThan(2000)
    // Neither kind may be too rare to mean anything.
    expect(valid / compared).toBeGreaterThan(0.1)
    expect(valid / compared).toBeLessThan(0.9)
  })

  type Differs = { given: { schema: Json; value: Json }; want: boolean }
  test.each<[string, Differs]>([
    [
      '19.99 is a multiple of 0.01',
      { given: { schema: { multipleOf: 0.01 }, value: 19.99 }, want: true },
    ],
    [
      '0.3 is a multiple of 0.1',
      { given: { schema: { multipleOf: 0.1 }, value: 0.3 }, want: true },
    ],
    [
      'a branch that failed evaluates no items',
      {
        given: {
          schema: { anyOf: [{ items: { const: 0 } }, true], unevaluatedItems: { minimum: 1 } },
          value: [-1],
        },
        want: false,
      },
    ],
    [
      'an empty array beside prefixItems contains nothing',
      {
        given: {
          schema: { prefixItems: [{ type: 'null' }], contains: { type: 'null' } },
          value: [],
        },
        want: false,
      },
    ],
    [
      'an inherited name is no member',
      { given: { schema: { required: ['toString'] }, value: {} }, want: false },
    ],
    [
      'nullable is no keyword of JSON Schema',
      { given: { schema: { type: 'string', nullable: true }, value: null }, want: false },
    ],
  ])('differ, and ours is right: %s', (_, { given, want }) => {
    expect(judged(given).faults.length === 0).toBe(want)
    expect(otherJudge(given.schema)(given.value)).toBe(!want)
  })
})
