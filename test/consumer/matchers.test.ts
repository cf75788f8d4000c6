// Tests of the matchers that are made from a contract: as strict as its schemas, and no stricter.
import { describe, expect, it } from 'vitest'
import { compileContract } from '../../src/contract/compile.ts'
import type { Json, JsonObject } from '../../src/contract/json.ts'
import { fullVocabulary } from '../../src/contract/vocabulary.ts'
import { matchers } from './matchers.ts'

const schema = '/components/schemas/S'

function made(S: JsonObject, example: Json, exact: readonly string[] = []): Json | undefined {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: {},
    components: { schemas: { S, Sid: { type: 'string', pattern: '^AC[0-9]$' } } },
  }
  const contract = compileContract(document, { path: 'test.yaml', vocabulary: fullVocabulary })
  return matchers(contract, { schema, example, exact })
}

const type = (value: Json) => ({ 'pact:matcher:type': 'type', value })
const regex = (pattern: string, value: Json) => ({
  'pact:matcher:type': 'regex',
  regex: pattern,
  value,
})
const object = (properties: JsonObject) => ({ type: 'object', properties })

type Row = [string, { given: [JsonObject, Json, string[]?]; want: Json | undefined }]

const rows: Row[] = [
  ['text is a type', { given: [{ type: 'string' }, 'a'], want: type('a') }],
  [
    'an integer stays one, whichever branch says so',
    {
      given: [{ anyOf: [{ type: 'null' }, { type: ['integer', 'null'] }] }, 1],
      want: { 'pact:matcher:type': 'integer', value: 1 },
    },
  ],
  ['a number is a type', { given: [{ type: 'number' }, 1.5], want: type(1.5) }],
  ['null is null', { given: [{ type: ['string', 'null'] }, null], want: null }],
  [
    'a pattern is taken through a reference and a branch',
    {
      given: [{ anyOf: [{ $ref: '#/components/schemas/Sid' }, { type: 'null' }] }, 'AC1'],
      want: regex('^AC[0-9]$', 'AC1'),
    },
  ],
  [
    'the pattern of a branch that does not hold is not',
    {
      given: [{ anyOf: [{ $ref: '#/components/schemas/Sid' }, { type: 'string' }] }, 'b'],
      want: type('b'),
    },
  ],
  [
    'an enum is its alternatives, letter by letter',
    { given: [{ enum: ['a.b', 'c|d'] }, 'a.b'], want: regex('^(a\\.b|c\\|d)$', 'a.b') },
  ],
  [
    'known values close nothing',
    { given: [{ type: 'string', 'x-known-values': ['us1'] }, 'us1'], want: type('us1') },
  ],
  [
    'what equals a part of the request equals it',
    {
      given: [{ type: 'string', pattern: '^a', 'x-equals': '$request.path.id' }, 'ab'],
      want: {
        'pact:matcher:type': [
          { 'pact:matcher:type': 'regex', regex: '^a' },
          { 'pact:matcher:type': 'equality' },
        ],
        value: 'ab',
      },
    },
  ],
  [
    'what is asked for exactly stands as it is',
    { given: [object({ a: { type: 'string' } }), { a: 'x' }, ['/a']], want: { a: 'x' } },
  ],
  [
    'members that are only assumed, or not known, are not expected',
    {
      given: [
        object({ a: { type: 'string' }, b: { type: 'string', 'x-evidence': 'assumed' } }),
        { a: 'x', b: 'y', c: 'z' },
      ],
      want: { a: type('x') },
    },
  ],
  [
    'a whole that is assumed is not',
    { given: [{ ...object({ a: {} }), 'x-evidence': 'assumed' }, { a: 1 }], want: undefined },
  ],
  [
    'of a free-form object nothing but that it is one',
    { given: [{ type: 'object', additionalProperties: true }, { a: 1 }], want: type({}) },
  ],
  ['an empty array is an array', { given: [{ items: { type: 'string' } }, []], want: type([]) }],
  [
    'elements have what all elements of the example have',
    {
      given: [
        {
          items: object({
            a: { type: 'string' },
            b: { type: 'string' },
            c: { type: ['string', 'null'] },
          }),
        },
        [
          { a: 'x', b: 'y', c: null },
          { a: 'z', c: 'c' },
        ],
      ],
      want: { 'pact:matcher:type': 'type', min: 1, value: [{ a: type('z') }] },
    },
  ],
]

describe('matchers', () => {
  it.each(rows)('%s', (_, { given, want }) => {
    expect(made(...given)).toEqual(want)
  })

  it('refuse an example that breaks its schema', () => {
    expect(() => made({ type: 'string' }, 1)).toThrow('/components/schemas/S/type')
  })
})

function pattern(format: string, example: string): RegExp {
  const matcher = made({ type: 'string', format }, example)
  return new RegExp(JSON.parse(JSON.stringify(matcher)).regex)
}

describe('the form of a format', () => {
  const uuid = '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
  const time = '2026-03-02T09:15:00Z'

  it.each<[string, { given: [format: string, example: string, value: string]; want: boolean }]>([
    ['a UUID in upper case', { given: ['uuid', uuid, uuid.toUpperCase()], want: true }],
    ['a UUID without hyphens', { given: ['uuid', uuid, uuid.replaceAll('-', '')], want: false }],
    ['a UUID and a line end', { given: ['uuid', uuid, `${uuid}\n`], want: false }],
    [
      'a time with an offset',
      { given: ['date-time', time, '2026-03-02t11:45:30.25+01:00'], want: true },
    ],
    ['a leap second', { given: ['date-time', time, '2016-12-31T23:59:60Z'], want: true }],
    [
      'a time without an offset',
      { given: ['date-time', time, '2026-03-02T09:15:00'], want: false },
    ],
    ['a blank for the T', { given: ['date-time', time, '2026-03-02 09:15:00Z'], want: false }],
    ['month 13', { given: ['date-time', time, '2026-13-02T09:15:00Z'], want: false }],
    ['hour 24', { given: ['date-time', time, '2026-03-02T24:00:00Z'], want: false }],
  ])('%s', (_, { given: [format, example, value], want }) => {
    expect(pattern(format, example).test(value)).toBe(want)
  })
})
