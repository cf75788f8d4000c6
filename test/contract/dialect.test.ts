// Holds which dialects of JSON Schema are read, and that a schema in any other is unchecked and never guessed at.
import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/contract/json.ts'
import { contractWith, verdict } from './schema-names.ts'

const draft = (name: string) => `$schema: "http://json-schema.org/${name}/schema#"`
const unknown = 'the dialect "https://x.example/own" is not one that this tool knows'
const unread = (uri: string) => `the dialect ${JSON.stringify(uri)} is not one that this tool knows`

type Row = [name: string, row: { given: { schema: string; value: Json }; want: string }]

describe('a schema', () => {
  test.each<Row>([
    [
      'of 2020-12 is read',
      {
        given: {
          schema: '{$schema: "https://json-schema.org/draft/2020-12/schema", type: string}',
          value: 1,
        },
        want: 'type',
      },
    ],
    [
      'of the dialect of OpenAPI 3.1 is read',
      {
        given: {
          schema: '{$schema: "https://spec.openapis.org/oas/3.1/dialect/base", type: string}',
          value: 1,
        },
        want: 'type',
      },
    ],
    [
      'of an own dialect is unchecked',
      {
        given: { schema: '{$schema: "https://x.example/own", type: string}', value: 1 },
        want: unknown,
      },
    ],
    [
      'of an own dialect says nothing of members',
      {
        given: {
          schema: '{allOf: [{$schema: "https://x.example/own"}], unevaluatedProperties: false}',
          value: { a: 1 },
        },
        want: unknown,
      },
    ],
    [
      'beside one of an own dialect is checked',
      {
        given: {
          schema: '{properties: {a: {$schema: "https://x.example/own"}, b: {type: string}}}',
          value: { a: 1, b: 1 },
        },
        want: `type, ${unknown}`,
      },
    ],
    [
      'within one of an own dialect is unchecked, whichever way it is reached',
      {
        given: {
          schema:
            '{$ref: "#/components/schemas/A/$defs/X", $defs: {X: {$schema: "https://x.example/own", $defs: {Y: {type: string}}}}, items: {$ref: "#/components/schemas/A/$defs/X/$defs/Y"}}',
          value: [1],
        },
        want: `${unknown}, ${unknown}`,
      },
    ],
    [
      'of draft-07 is read where it means the same',
      {
        given: {
          schema: `{${draft('draft-07')}, type: object, properties: {a: {type: string}}}`,
          value: { a: 1 },
        },
        want: 'type',
      },
    ],
    [
      'of draft-07 is unchecked with dependencies',
      {
        given: { schema: `{${draft('draft-07')}, dependencies: {a: [b]}}`, value: { a: 1 } },
        want: unread('http://json-schema.org/draft-07/schema#'),
      },
    ],
    [
      'of draft-07 is unchecked with a list of items deep inside',
      {
        given: { schema: `{${draft('draft-07')}, properties: {a: {items: [{}]}}}`, value: {} },
        want: unread('http://json-schema.org/draft-07/schema#'),
      },
    ],
    [
      'of draft-07 is unchecked with constraints beside a reference',
      {
        given: {
          schema: `{${draft('draft-07')}, $ref: "#/components/schemas/S", type: string}`,
          value: 1,
        },
        want: unread('http://json-schema.org/draft-07/schema#'),
      },
    ],
    [
      'of draft-07 is read with remarks beside a reference',
      {
        given: {
          schema: `{${draft('draft-07')}, $ref: "#/components/schemas/S", title: T, x-source: S}`,
          value: 1,
        },
        want: 'type',
      },
    ],
    [
      'of 2019-09 is read with constraints beside a reference',
      {
        given: {
          schema:
            '{$schema: "https://json-schema.org/draft/2019-09/schema", $ref: "#/components/schemas/S", maxLength: 1}',
          value: 'ab',
        },
        want: 'maxLength',
      },
    ],
    [
      'of 2019-09 is unchecked with prefixItems',
      {
        given: {
          schema:
            '{$schema: "https://json-schema.org/draft/2019-09/schema", prefixItems: [{type: string}]}',
          value: [1],
        },
        want: unread('https://json-schema.org/draft/2019-09/schema'),
      },
    ],
    [
      'of draft-06 is unchecked with a condition',
      {
        given: { schema: `{${draft('draft-06')}, if: {type: string}, else: false}`, value: 1 },
        want: unread('http://json-schema.org/draft-06/schema#'),
      },
    ],
    [
      'of draft-04 is unchecked with a constant',
      {
        given: { schema: `{${draft('draft-04')}, const: 2}`, value: 1 },
        want: unread('http://json-schema.org/draft-04/schema#'),
      },
    ],
  ])('%s', async (_, { given, want }) => {
    const contract = await contractWith(`A: ${given.schema}\nS: {type: string}`)
    expect(verdict(contract, 'A', given.value)).toBe(want)
  })
})

describe('the dialect of a document', () => {
  test.each<[string, { given: { uri: string; schema: string }; want: string }]>([
    [
      'is read',
      {
        given: { uri: 'https://spec.openapis.org/oas/3.1/dialect/base', schema: '{type: string}' },
        want: 'type',
      },
    ],
    [
      'is unknown',
      { given: { uri: 'https://x.example/own', schema: '{type: string}' }, want: unknown },
    ],
    [
      'is unknown, but not that of one schema',
      {
        given: {
          uri: 'https://x.example/own',
          schema: '{$schema: "https://json-schema.org/draft/2020-12/schema", type: string}',
        },
        want: 'type',
      },
    ],
  ])('%s', async (_, { given, want }) => {
    const contract = await contractWith(
      `A: ${given.schema}`,
      {},
      `jsonSchemaDialect: ${given.uri}\n`,
    )
    expect(verdict(contract, 'A', 1)).toBe(want)
  })
})
