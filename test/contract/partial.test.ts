// Holds how schemas are read for what a consumer expects: whoever names less of a valid answer is right.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applySchema, evaluate } from '../../src/contract/evaluate.ts'
import { isObject, type Json, type JsonObject } from '../../src/contract/json.ts'
import { partialVocabulary } from '../../src/contract/partial.ts'
import type { Direction } from '../../src/contract/schema-node.ts'
import { fullVocabulary } from '../../src/contract/vocabulary.ts'
import { told, untold } from './judged.ts'
import { leaf, schema, value } from './random-schema.ts'

const vocabulary = partialVocabulary(fullVocabulary)
const main = '/components/schemas/Main'

function expected(given: Json, held: Json, direction: Direction = 'response') {
  const document = { components: { schemas: { Main: given } } }
  return evaluate({ document, vocabulary, direction }, main, held)
}

type Case = [name: string, row: { schema: JsonObject; value: Json; want: string[] }]

const cat = { properties: { kind: { const: 'cat' }, lives: { type: 'integer' } } }
const dog = { properties: { kind: { const: 'dog' }, tricks: { type: 'integer' } } }

/** A condition, and the members that it asks for where it holds and where it does not. */
const given = (test: JsonObject, members: JsonObject, others: JsonObject = {}): JsonObject =>
  Object.fromEntries([
    ['if', test],
    ['then', { properties: members }],
    ['else', { properties: others }],
  ])

describe('of an answer that a consumer expects', () => {
  test.each<Case>([
    ['a required member may be missing', { schema: { required: ['a'] }, value: {}, want: [] }],
    ['fewer members will do', { schema: { minProperties: 2 }, value: { a: 1 }, want: [] }],
    [
      'a member may come without its company',
      { schema: { dependentRequired: { a: ['b'] } }, value: { a: 1 }, want: [] },
    ],
    [
      'what is named has the documented form',
      {
        schema: { required: ['a', 'b'], properties: { b: { type: 'integer' } } },
        value: { b: 'x' },
        want: ['type properties/b/type @/b'],
      },
    ],
    [
      'members that are ruled out stay so',
      {
        schema: { properties: { a: true }, additionalProperties: false },
        value: { b: 1 },
        want: ['additionalProperties additionalProperties @/b'],
      },
    ],
    [
      'too many members stay too many',
      {
        schema: { maxProperties: 1 },
        value: { a: 1, b: 2 },
        want: ['maxProperties maxProperties @'],
      },
    ],
    [
      'too few members of a list to tell two forms apart are enough',
      { schema: { oneOf: [cat, dog] }, value: {}, want: [] },
    ],
    [
      'one of several forms has to fit',
      {
        schema: { oneOf: [cat, dog] },
        value: { kind: 'cow' },
        want: ['oneOf oneOf @'],
      },
    ],
    [
      'a number that fits two forms fits too many',
      {
        schema: { oneOf: [{ type: 'integer' }, { minimum: 0 }] },
        value: 3,
        want: ['oneOf oneOf @'],
      },
    ],
    [
      'a form that is ruled out by what is missing is none',
      { schema: { not: { properties: { b: { type: 'string' } } } }, value: { a: 1 }, want: [] },
    ],
    [
      'a member that is ruled out is found',
      { schema: { not: { required: ['a'] } }, value: { a: 1 }, want: ['not not @'] },
    ],
    [
      'a value that is ruled out is found',
      {
        schema: { not: { properties: { a: { const: 1 } }, required: ['a'] } },
        value: { a: 1 },
        want: ['not not @'],
      },
    ],
    [
      'a text that is ruled out is found',
      { schema: { not: { const: 'a' } }, value: 'a', want: ['not not @'] },
    ],
    [
      'a condition on what is missing asks for nothing',
      {
        schema: given(
          { properties: { a: { const: 1 } } },
          { b: { const: 1 } },
          { b: { const: 2 } },
        ),
        value: { b: 3 },
        want: [],
      },
    ],
    [
      'a condition that holds asks for what follows',
      {
        schema: given({ properties: { a: { const: 1 } }, required: ['a'] }, { b: { const: 1 } }),
        value: { a: 1, b: 3 },
        want: ['const then/properties/b/const @/b'],
      },
    ],
    [
      'a condition that cannot hold asks for the other',
      {
        schema: given({ properties: { a: { const: 1 } } }, {}, { b: { const: 2 } }),
        value: { a: 5, b: 3 },
        want: ['const else/properties/b/const @/b'],
      },
    ],
    [
      'a member may be allowed by another that is not named',
      {
        schema: {
          dependentSchemas: { a: { properties: { b: true } } },
          unevaluatedProperties: false,
        },
        value: { b: 1 },
        want: [],
      },
    ],
    [
      'objects that name the same may differ',
      { schema: { uniqueItems: true }, value: [{ a: 1 }, { a: 1 }], want: [] },
    ],
    [
      'texts that repeat are repeated',
      {
        schema: { uniqueItems: true },
        value: ['a', 'a'],
        want: ['uniqueItems uniqueItems @/1'],
      },
    ],
    [
      'a part of a whole value is not another value',
      { schema: { enum: [{ a: 1, b: 2 }] }, value: { a: 1 }, want: [] },
    ],
    ['an object is no text', { schema: { enum: ['a'] }, value: { a: 1 }, want: ['enum enum @'] }],
    [
      'how many items are of a kind is open as long as they are partial',
      {
        schema: { contains: { required: ['a'] }, maxContains: 1 },
        value: [{ b: 1 }, { b: 2 }],
        want: [],
      },
    ],
    [
      'items of which none can be of a kind are none',
      {
        schema: { contains: { properties: { a: { const: 1 } } } },
        value: [{ a: 2 }],
        want: ['contains contains @'],
      },
    ],
  ])('%s', (_, { schema: each, value: held, want }) => {
    expect(told(expected(each, held))).toEqual(want)
  })

  test('a form that a discriminator names is the one that is meant', () => {
    const choice = {
      oneOf: [
        { $ref: '#/components/schemas/Main/$defs/A' },
        { $ref: '#/components/schemas/Main/$defs/B' },
      ],
      discriminator: {
        propertyName: 'kind',
        mapping: { b: '#/components/schemas/Main/$defs/B' },
      },
      $defs: { A: { properties: { a: true } }, B: { properties: { b: true } } },
    }
    const sure = expected(choice, { kind: 'b' }).visits.filter(({ tentative }) => !tentative)
    expect(sure.map(({ pointer }) => pointer)).toContain(`${main}/$defs/B`)
    expect(sure.map(({ pointer }) => pointer)).not.toContain(`${main}/$defs/A`)
  })
})

describe('of a list that may be longer than it is', () => {
  const longer = partialVocabulary(fullVocabulary, (at) => (at === '/open' ? 4 : undefined))

  test.each<[string, { schema: JsonObject; value: Json; want: string[] }]>([
    ['it need not be long enough yet', { schema: { minItems: 4 }, value: [1], want: [] }],
    [
      'it cannot have more than its consumer takes',
      { schema: { minItems: 5 }, value: [1], want: ['minItems properties/open/minItems @/open'] },
    ],
    [
      'it is not too long',
      {
        schema: { maxItems: 1 },
        value: [1, 2],
        want: ['maxItems properties/open/maxItems @/open'],
      },
    ],
    [
      'its items have the documented form',
      {
        schema: { items: { type: 'integer' } },
        value: ['a'],
        want: ['type properties/open/items/type @/open/0'],
      },
    ],
    [
      'a limit that is none is told',
      {
        schema: { minItems: 'x' },
        value: [1],
        want: ['properties/open/minItems @/open: minItems is not a number'],
      },
    ],
    [
      'what it is to contain may come',
      { schema: { contains: { const: 2 } }, value: [1], want: [] },
    ],
    ['its items may come to differ', { schema: { uniqueItems: true }, value: [1, 1], want: [] }],
    ['it may come to equal another', { schema: { const: [1, 2] }, value: [1], want: [] }],
    ['it may come to be one of some', { schema: { enum: [[1, 2], 3] }, value: [1], want: [] }],
    [
      'it is a list',
      { schema: { enum: [1, 2] }, value: [1], want: ['enum properties/open/enum @/open'] },
    ],
    ['it may come to be no other', { schema: { not: { maxItems: 1 } }, value: [1], want: [] }],
    [
      'what any length fits is ruled out',
      { schema: { not: { type: 'array' } }, value: [1], want: ['not properties/open/not @/open'] },
    ],
    [
      'a test of its length settles nothing',
      { schema: { if: { minItems: 2 }, else: { items: false } }, value: [1], want: [] },
    ],
  ])('%s', (_, { schema: open, value: held, want }) => {
    const document = { components: { schemas: { Main: { properties: { open } } } } }
    const options = { document, vocabulary: longer, direction: 'response' } as const
    const evaluation = evaluate(options, main, { open: held })
    expect([...told(evaluation), ...untold(evaluation)]).toEqual(want)
  })

  test('in a request it is as long as it is', () => {
    const schema = { properties: { open: { minItems: 4 } } }
    const document = { components: { schemas: { Main: schema } } }
    const options = { document, vocabulary: longer, direction: 'request' } as const
    expect(told(evaluate(options, main, { open: [1] }))).toEqual([
      'minItems properties/open/minItems @/open',
    ])
  })
})

test('a request is read in full', () => {
  expect(told(expected({ required: ['a'] }, {}, 'request'))).toEqual(['required required @/a'])
  expect(told(expected({ oneOf: [cat, dog] }, {}, 'request'))).toEqual(['oneOf oneOf @'])
})

/** The same value with some members left out, at any depth. */
function less(whole: Json): fc.Arbitrary<Json> {
  if (Array.isArray(whole)) return fc.tuple(...whole.map(less))
  if (!isObject(whole)) return fc.constant(whole)
  const entries = Object.entries(whole).map(([name, held]) =>
    fc.tuple(fc.constant(name), less(held), fc.boolean()),
  )
  return fc
    .tuple(...entries)
    .map((all) =>
      Object.fromEntries(all.filter(([, , kept]) => kept).map(([name, held]) => [name, held])),
    )
}

test('whoever names less of any valid answer is never at fault', () => {
  let lessened = 0
  const pair = value.chain((whole) => fc.tuple(fc.constant(whole), less(whole)))
  const many = fc.array(pair, { minLength: 4, maxLength: 8 })
  fc.assert(
    fc.property(schema, many, (random, pairs) => {
      const document = { components: { schemas: { Main: { ...random, $defs: { Leaf: leaf } } } } }
      const faults = (held: Json, by = fullVocabulary) =>
        applySchema({ document, vocabulary: by, direction: 'response' }, main, held).faults
      for (const [whole, part] of pairs) {
        if (faults(whole).length > 0) continue
        expect([part, faults(part, vocabulary)]).toEqual([part, []])
        if (JSON.stringify(whole) !== JSON.stringify(part)) lessened++
      }
    }),
    { seed: 20260423, numRuns: 3000 },
  )
  expect(lessened).toBeGreaterThan(1000)
})
