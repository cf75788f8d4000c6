// Values to send: an example of the author's where it obeys the schema, else the simplest that does.
import { expect, it } from 'vitest'
import type { Json } from '../../src/contract/json.ts'
import { sampleValue } from '../../src/traffic/sample-value.ts'
import { contractOf } from '../checks/fixture.ts'

const holder = '/paths/~1/get/parameters/0'

async function sampled(fields: string): Promise<Json | undefined> {
  const contract = await contractOf(
    `paths: {/: {get: {parameters: [{name: a, in: query, ${fields}}], responses: {}}}}
components: {schemas: {Id: {type: string, pattern: '^A', examples: [A1]}}, examples: {E: {value: e}}}`,
  )
  const schema = fields.includes('schema:') ? `${holder}/schema` : undefined
  return sampleValue(contract, { holder, schema })
}

it.each<[string, { given: string; want: Json | undefined }]>([
  ['the example', { given: 'schema: {type: string}, example: x', want: 'x' }],
  ['a named example', { given: 'schema: {type: string}, examples: {n: {value: x}}', want: 'x' }],
  [
    'an example by reference',
    {
      given: "schema: {type: string}, examples: {n: {$ref: '#/components/examples/E'}}",
      want: 'e',
    },
  ],
  ['an example before one of the schema', { given: 'schema: {example: s}, example: x', want: 'x' }],
  ['an example that is null', { given: "schema: {type: 'null'}, example: null", want: null }],
  [
    'not an example that breaks the schema',
    { given: 'schema: {enum: [a]}, example: x', want: 'a' },
  ],
  ['the example of the schema', { given: 'schema: {type: string, example: s}', want: 's' }],
  ['the default', { given: 'schema: {type: integer, default: 7}', want: 7 }],
  ['a constant', { given: 'schema: {const: [1]}', want: [1] }],
  ['the first of an enum', { given: 'schema: {enum: [false, true]}', want: false }],
  ['what a reference gives', { given: "schema: {$ref: '#/components/schemas/Id'}", want: 'A1' }],
  [
    'what a branch gives',
    { given: 'schema: {oneOf: [{const: c}, {const: d}]}', want: expect.stringMatching(/^[cd]$/) },
  ],
  [
    'a UUID',
    { given: 'schema: {type: string, format: uuid}', want: '00000000-0000-4000-8000-000000000000' },
  ],
  ['a time', { given: 'schema: {type: string, format: date-time}', want: '2024-02-29T12:00:00Z' }],
  ['a text', { given: 'schema: {type: string}', want: 'example' }],
  ['a number', { given: 'schema: {type: integer}', want: 1 }],
  ['a number from its least', { given: 'schema: {type: integer, minimum: 10}', want: 10 }],
  ['a number to its most', { given: 'schema: {type: integer, maximum: -10}', want: -10 }],
  [
    'the first type that fits',
    { given: 'schema: {type: [string, integer], minLength: 9}', want: 1 },
  ],
  ['an empty list', { given: 'schema: {type: array, items: {type: string}}', want: [] }],
  [
    'nothing for a form that cannot be guessed',
    { given: "schema: {type: string, pattern: '^Z{9}$'}", want: undefined },
  ],
  [
    'nothing for members that cannot be guessed',
    { given: 'schema: {type: object, required: [a]}', want: undefined },
  ],
  ['nothing for what cannot be', { given: 'schema: false', want: undefined }],
  ['the example where there is no schema', { given: 'example: x', want: 'x' }],
  ['nothing where there is neither', { given: 'description: d', want: undefined }],
])('%s', async (_, { given, want }) => {
  expect(await sampled(given)).toEqual(want)
})
