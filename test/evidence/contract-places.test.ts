// What could be seen of a contract: which facts, at which places.
import { expect, test } from 'vitest'
import { planEvidence } from '../../src/evidence/contract-places.ts'
import { contractOf } from '../checks/fixture.ts'
import { answering, factsOf } from './fixture.ts'

test.each([
  ['no claim but that there is a value', { given: '{}', want: { 'response $': ['value'] } }],
  ['a type', { given: '{type: string}', want: { 'response $': ['value'] } }],
  [
    'a type that may be null',
    {
      given: '{type: [string, "null"]}',
      want: { 'response $': ['null', 'value'] },
    },
  ],
  ['a text that must be empty', { given: '{type: string, maxLength: 0}', want: {} }],
  ['a boolean', { given: '{type: boolean}', want: { 'response $': ['value', 'true', 'false'] } }],
  [
    'a boolean that can only be one',
    {
      given: '{type: boolean, const: true}',
      want: { 'response $': ['value'] },
    },
  ],
  [
    'an array and its items',
    {
      given: '{type: array, items: {type: boolean}}',
      want: { 'response $': ['value', 'empty'], 'response $/items': ['value', 'true', 'false'] },
    },
  ],
  [
    'an array that is never empty',
    {
      given: '{type: array, minItems: 1}',
      want: { 'response $': ['value'] },
    },
  ],
  [
    'listed values, null once',
    {
      given: '{enum: [a, 1, true, null]}',
      want: { 'response $': ['null', 'value', '"a"', '1', 'true'] },
    },
  ],
  [
    'known values',
    {
      given: '{type: string, x-known-values: [a, b]}',
      want: { 'response $': ['value', '"a"', '"b"'] },
    },
  ],
  [
    'listed values of a secret',
    {
      given: '{type: object, properties: {pin: {type: string, format: password, enum: ["1234"]}}}',
      want: { 'response $': ['value'], 'response $/properties/pin': ['value', 'absent'] },
    },
  ],
  [
    'members, required and not',
    {
      given: '{type: object, required: [a], properties: {a: {type: string}, b: true, c: false}}',
      want: {
        'response $': ['value'],
        'response $/properties/a': ['value'],
        'response $/properties/b': ['value', 'absent'],
      },
    },
  ],
  [
    'a member that a sibling requires',
    {
      given: '{allOf: [{properties: {a: {type: string}}}, {required: [a]}]}',
      want: { 'response $': ['value'], 'response $/allOf/0/properties/a': ['value'] },
    },
  ],
  [
    'a member that only a branch requires',
    {
      given: '{properties: {a: {}}, anyOf: [{required: [a]}, {type: object}]}',
      want: {
        'response $': ['value'],
        'response $/properties/a': ['value', 'absent'],
        'response $/anyOf/0': ['matched'],
        'response $/anyOf/1': ['matched'],
      },
    },
  ],
  [
    'members that do not travel this way',
    {
      given: '{properties: {a: {writeOnly: true}, b: {readOnly: true}}}',
      want: { 'response $': ['value'], 'response $/properties/b': ['value', 'absent'] },
    },
  ],
  [
    'branches, but for null, which is a fact of the value',
    {
      given: '{anyOf: [{type: string}, {type: "null"}]}',
      want: { 'response $': ['null', 'value'], 'response $/anyOf/0': ['matched'] },
    },
  ],
  [
    'what follows from a condition',
    {
      given: '{if: {type: string}, then: {minLength: 1}, else: {type: number}}',
      want: {
        'response $': ['value'],
        'response $/then': ['matched'],
        'response $/else': ['matched'],
      },
    },
  ],
  [
    'members by pattern and further ones',
    {
      given: '{patternProperties: {^x: {type: string}}, additionalProperties: {type: "null"}}',
      want: {
        'response $': ['value'],
        'response $/patternProperties/^x': ['value'],
        'response $/additionalProperties': ['null'],
      },
    },
  ],
])('%s', async (_, { given, want }) => {
  expect(factsOf(await answering(given))).toEqual(want)
})

test('a member that is optional in one use and required in another can be absent', async () => {
  const part =
    '{A: {properties: {a: {}}}, B: {required: [a], allOf: [{$ref: "#/components/schemas/A"}]}}'
  const both =
    '{properties: {b: {$ref: "#/components/schemas/B"}, a: {$ref: "#/components/schemas/A"}}}'
  const either = await answering(both, part)
  const one = await answering('{$ref: "#/components/schemas/B"}', part)
  const place = 'response /components/schemas/A/properties/a'
  expect(factsOf(either)[place]).toEqual(['value', 'absent'])
  expect(factsOf(one)[place]).toEqual(['value'])
})

test('a schema that holds itself has each place once', async () => {
  const tree = '{Tree: {properties: {next: {$ref: "#/components/schemas/Tree"}}}}'
  expect(factsOf(await answering('{$ref: "#/components/schemas/Tree"}', tree))).toEqual({
    'response $': ['value'],
    'response /components/schemas/Tree/properties/next': ['value', 'absent'],
  })
})

test('what is nested too deeply to be judged is no place', async () => {
  const contract = await answering('{}')
  let schema = {}
  for (let depth = 0; depth < 10_000; depth++)
    schema = { type: 'object', properties: { a: schema } }
  const [operation] = contract.operations
  const deep = { ...contract, document: { deep: schema } }
  const content = [{ range: 'application/json', pointer: '/x', schema: '/deep' }]
  const response = { status: '200', pointer: '/y', headers: [], content }
  const operations = operation === undefined ? [] : [{ ...operation, responses: [response] }]
  expect(planEvidence({ ...deep, operations }).places.size).toBe(502)
})

test('an operation is asked for its statuses, media types, headers, parameters and body', async () => {
  const contract = await contractOf(`paths:
  /pets/{id}:
    put:
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: dry, in: query, schema: {type: boolean}}
      requestBody:
        content: {application/json: {schema: {type: object, properties: {a: {readOnly: true}, b: {}}}}}
      responses:
        '200':
          description: Done
          headers: {X-Left: {schema: {type: integer}}}
          content: {application/json: {}, text/*: {}}
        4XX: {description: Refused}
`)
  const paths = [...planEvidence(contract).places.values()].flatMap(({ path, facts }) =>
    [...facts.keys()].map((fact) => `${path.join(' | ')}: ${fact}`),
  )
  const operation = 'PUT /pets/{id}'
  expect(paths).toEqual([
    `${operation} | request | path id: value`,
    `${operation} | request | query dry: value`,
    `${operation} | request | query dry: absent`,
    `${operation} | request | query dry: true`,
    `${operation} | request | query dry: false`,
    `${operation} | request | body: absent`,
    `${operation} | request | body | application/json: value`,
    `${operation} | request | body | application/json: value`,
    `${operation} | request | body | application/json | b: value`,
    `${operation} | request | body | application/json | b: absent`,
    `${operation} | 200: value`,
    `${operation} | 200 | header X-Left: value`,
    `${operation} | 200 | header X-Left: absent`,
    `${operation} | 200 | application/json: value`,
    `${operation} | 200 | text/*: value`,
    `${operation} | 4XX: value`,
  ])
})
