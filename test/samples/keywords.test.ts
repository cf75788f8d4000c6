// Tests, keyword by keyword, which boundaries are reached and which near misses are made.
import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/contract/json.ts'
import { brokenIn, sampled, told, values } from './fixture.ts'

type Row = [name: string, row: { given: Json; valid?: Json[]; never?: Json[]; broken?: string[] }]

const scalars: Row[] = [
  [
    'a type is broken by each other type',
    {
      given: { type: 'integer' },
      broken: ['null', 'boolean', 'number', 'string', 'array', 'object'].map(
        (type) => `type @ ${type} instead`,
      ),
    },
  ],
  ['a number may be whole', { given: { type: 'number' }, valid: [0, 1, -1, 0.25], never: [null] }],
  [
    'null is a value where it is a type',
    {
      given: { type: ['string', 'null'] },
      valid: [null, '', 'text'],
      broken: ['type @ boolean instead'],
    },
  ],
  ['both booleans are reached', { given: { type: 'boolean' }, valid: [true, false] }],
  [
    'limits are reached, and left by one',
    {
      given: { type: 'integer', minimum: 1, maximum: 9 },
      valid: [1, 2, 8, 9],
      never: [0, 10],
      broken: ['minimum @ just outside', 'maximum @ just outside'],
    },
  ],
  [
    'exclusive limits are themselves outside',
    {
      given: { type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 9 },
      valid: [2, 8],
      never: [1, 9],
      broken: ['exclusiveMinimum @ just outside', 'exclusiveMaximum @ just outside'],
    },
  ],
  [
    'steps are kept and missed',
    {
      given: { type: 'number', multipleOf: 0.5 },
      valid: [0, 0.5],
      broken: ['multipleOf @ between two steps'],
    },
  ],
  [
    'int32 reaches its ends',
    {
      given: { type: 'integer', format: 'int32' },
      valid: [-2147483648, 2147483647],
      never: [2147483648],
      broken: ['format @ out of its range'],
    },
  ],
  [
    'lengths are reached, and missed by one',
    {
      given: { type: 'string', minLength: 2, maxLength: 5 },
      valid: ['ab', 'abc', 'abcde'],
      never: ['a', 'abcdef'],
      broken: ['minLength @ one character short', 'maxLength @ one character long'],
    },
  ],
  [
    'every member of an enumeration is reached, and spoilt by case and blank',
    {
      given: { type: 'string', enum: ['red', 'green'] },
      valid: ['red', 'green'],
      never: ['text'],
      broken: [
        'enum @ in the other case',
        'enum @ with a blank before it',
        'enum @ with a blank after it',
        'enum @ another value',
        'enum @ empty',
      ],
    },
  ],
  [
    'a constant is all there is',
    { given: { const: 'x' }, valid: ['x'], broken: ['const @ in the other case'] },
  ],
  [
    'null in an enumeration is a value',
    { given: { enum: [1, null] }, valid: [1, null], broken: ['enum @ another value'] },
  ],
  [
    'what an enumeration lists and the type forbids is no value',
    { given: { type: 'string', enum: ['a', null] }, valid: ['a'], never: [null] },
  ],
  [
    'a format has its corners and its near misses',
    {
      given: { type: 'string', format: 'date-time' },
      valid: ['2024-02-29T23:59:59Z', '2016-12-31T23:59:60Z'],
      broken: [
        'format @ with a blank for the T',
        'format @ on 30 February',
        'format @ with a line end',
      ],
    },
  ],
  [
    'an open set may be left',
    {
      given: { type: ['string', 'null'], 'x-known-values': ['us1', 'ie1'] },
      valid: ['us1', 'ie1', null],
      broken: ['x-known-values @ a value not heard of'],
    },
  ],
]

const arrays: Row[] = [
  [
    'an array may be empty',
    {
      given: { type: 'array', items: { type: 'boolean' } },
      valid: [[], [true]],
      broken: ['items/type @/0 string instead'],
    },
  ],
  [
    'a length is reached at both ends, and missed by one',
    {
      given: { type: 'array', items: { const: 1 }, minItems: 1, maxItems: 3 },
      valid: [[1], [1, 1, 1]],
      never: [[], [1, 1, 1, 1]],
      broken: ['minItems @ one item short', 'maxItems @ one item long'],
    },
  ],
  [
    'items that have to differ differ, and come twice',
    {
      given: { type: 'array', items: { type: 'integer' }, uniqueItems: true, minItems: 2 },
      broken: ['uniqueItems @ the same item twice'],
    },
  ],
  [
    'a prefix has its schemas, and nothing follows it',
    {
      given: { type: 'array', prefixItems: [{ const: 'a' }, { const: 2 }], items: false },
      valid: [['a', 2]],
      broken: ['items @/2 with an item beyond its end', 'prefixItems/1/const @/1 another value'],
    },
  ],
  [
    'what comes after a prefix has its own schema',
    {
      given: { type: 'array', prefixItems: [{ const: 'a' }], items: { type: 'integer' } },
      broken: ['items/type @/1 boolean instead'],
    },
  ],
  [
    'what must be contained is missing, and contained too often',
    {
      given: {
        type: 'array',
        items: { type: 'integer' },
        contains: { minimum: 5 },
        minContains: 2,
        maxContains: 3,
      },
      broken: [
        'minContains @ with too few of what it contains',
        'maxContains @ with one too many of what it contains',
      ],
    },
  ],
  [
    'an empty array contains nothing',
    { given: { type: 'array', contains: { const: 1 } }, never: [[]], broken: ['contains @ empty'] },
  ],
  [
    'an array ends where all of its schemas end',
    {
      given: { type: 'array', prefixItems: [{ type: 'boolean' }], unevaluatedItems: false },
      broken: ['unevaluatedItems @/1 with an item beyond its end'],
    },
  ],
]

const objects: Row[] = [
  [
    'optional members are there, are not, and are null',
    {
      given: { type: 'object', properties: { a: { type: ['boolean', 'null'] } } },
      valid: [{ a: true }, { a: false }, { a: null }, {}],
    },
  ],
  [
    'required members are always there, but once',
    {
      given: { type: 'object', required: ['a'], properties: { a: { const: 1 } } },
      valid: [{ a: 1 }],
      never: [{}],
      broken: ['required @/a without a', 'properties/a/const @/a another value'],
    },
  ],
  [
    'a required member that nothing declares has a value',
    { given: { type: 'object', required: ['a'] }, broken: ['required @/a without a'] },
  ],
  [
    'a closed object has no further member',
    {
      given: { type: 'object', properties: { a: { const: 1 } }, additionalProperties: false },
      broken: ['additionalProperties @/unheardOf with an extra member'],
    },
  ],
  [
    'an object with documented members warns of others',
    {
      given: { type: 'object', properties: { a: { const: 1 } } },
      broken: ['properties @/unheardOf with an undocumented member'],
    },
  ],
  [
    'a free-form object holds anything',
    {
      given: { type: 'object' },
      valid: [{ note: 'text', nested: { list: [1, null, true, 'a'], empty: {} } }, {}],
    },
  ],
  [
    'members of a map have its schema',
    {
      given: { type: 'object', additionalProperties: { type: 'boolean' } },
      valid: [{ extra: true }, { extra: false }, {}],
      broken: ['additionalProperties/type @/extra null instead'],
    },
  ],
  [
    'a pattern of names has a member',
    {
      given: {
        type: 'object',
        patternProperties: { '^x-': { const: 1 } },
        additionalProperties: false,
      },
      valid: [{ 'x-extra': 1 }, {}],
      broken: ['patternProperties/^x-/const @/x-extra another value'],
    },
  ],
  [
    'a name may be wrong',
    {
      given: { type: 'object', propertyNames: { maxLength: 3 } },
      broken: ['propertyNames @/abcd a name one character long'],
    },
  ],
  [
    'members are too few and too many',
    {
      given: { type: 'object', minProperties: 1, maxProperties: 2 },
      never: [{}],
      broken: ['minProperties @ one member short', 'maxProperties @ one member too many'],
    },
  ],
  [
    'a member has company, or lacks it',
    {
      given: {
        type: 'object',
        properties: { a: { const: 1 }, b: { const: 2 } },
        dependentRequired: { a: ['b'] },
      },
      valid: [{ a: 1, b: 2 }, { b: 2 }, {}],
      never: [{ a: 1 }],
      broken: ['dependentRequired @/b a without b'],
    },
  ],
  [
    'a forbidden member is there',
    {
      given: { type: 'object', properties: { old: false, new: { const: 1 } } },
      valid: [{ new: 1 }, {}],
      broken: ['properties/old @/old with old'],
    },
  ],
  [
    'a member that brings a schema along comes with it and without',
    {
      given: {
        type: 'object',
        properties: { a: { const: 1 }, b: { const: 2 } },
        dependentSchemas: { a: { required: ['b'] } },
      },
      valid: [{ a: 1, b: 2 }, {}],
      never: [{ a: 1 }],
      broken: ['dependentSchemas/a/required @/b without b'],
    },
  ],
]

const combined: Row[] = [
  [
    'schemas that apply together are obeyed together',
    {
      given: { allOf: [{ minimum: 3 }, { maximum: 4 }, { type: 'integer' }] },
      valid: [3, 4],
      never: [2, 5],
      broken: ['allOf/0/minimum @ just outside', 'allOf/1/maximum @ just outside'],
    },
  ],
  [
    'each branch has its values',
    {
      given: { anyOf: [{ const: 'a' }, { type: 'null' }] },
      valid: ['a', null],
      broken: ['anyOf/0/const @ in the other case', 'anyOf/1/type @ boolean instead'],
    },
  ],
  [
    'two branches of one are one too many',
    {
      given: {
        oneOf: [
          { type: 'object', required: ['a'], properties: { a: { const: 1 } } },
          { type: 'object', required: ['b'], properties: { b: { const: 2 } } },
        ],
      },
      valid: [{ a: 1 }, { b: 2 }],
      never: [{ a: 1, b: 2 }],
      broken: ['oneOf @ fitting two branches'],
    },
  ],
  [
    'what must not be is not, and is',
    {
      given: { type: 'string', not: { const: 'text' } },
      valid: [''],
      never: ['text'],
      broken: ['not @ as it must not be'],
    },
  ],
  [
    'both sides of a condition are taken',
    {
      given: {
        type: 'object',
        required: ['a'],
        properties: { a: { enum: [1, 2] }, b: { const: 'b' }, c: { const: 'c' } },
        if: { properties: { a: { const: 1 } } },
        // biome-ignore lint/suspicious/noThenProperty: this is the name of the JSON Schema keyword
        then: { required: ['b'] },
        else: { required: ['c'] },
      },
      valid: [
        { a: 1, b: 'b' },
        { a: 2, c: 'c' },
      ],
      never: [{ a: 1 }, { a: 2 }],
      broken: ['then/required @/b without b', 'else/required @/c without c'],
    },
  ],
  [
    'an object is shut by all of its schemas together',
    {
      given: {
        allOf: [{ properties: { a: { const: 1 } } }],
        type: 'object',
        properties: { b: { const: 2 } },
        unevaluatedProperties: false,
      },
      valid: [{ a: 1, b: 2 }, { a: 1 }, { b: 2 }, {}],
      broken: ['unevaluatedProperties @/unheardOf with an extra member'],
    },
  ],
]

describe.each([
  ['single values', scalars],
  ['arrays', arrays],
  ['objects', objects],
  ['combined schemas', combined],
] as const)('samples of %s', (_, rows) => {
  test.each(rows)('%s', async (_name, { given, valid = [], never = [], broken = [] }) => {
    const samples = await sampled({ schema: given })
    expect(values(samples)).toEqual(expect.arrayContaining(valid))
    for (const value of never) expect(values(samples)).not.toContainEqual(value)
    expect(told(samples)).toEqual(expect.arrayContaining(broken))
    expect(samples.unsampled.filter(({ isImplied }) => !isImplied)).toEqual([])
    expect(brokenIn(samples)).not.toEqual([])
  })
})
