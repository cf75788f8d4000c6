// What counts as open: a member of which the contract says no more than its type, if that.
import { expect, test } from 'vitest'
import { openMembers } from '../../src/prove/open-members.ts'
import { contractOf } from '../checks/fixture.ts'

async function reasonFor(member: string): Promise<string | undefined> {
  const contract = await contractOf(`
components:
  schemas:
    Main: {type: object, properties: {m: ${member}}}
    Text: {type: string}
    Code: {type: string, pattern: ^a$}
`)
  return openMembers(contract).find(({ pointer }) => pointer.endsWith('/properties/m'))?.reason
}

test.each<[string, { given: string; want: string | undefined }]>([
  ['a string', { given: '{type: string}', want: 'any string' }],
  ['a string or null', { given: "{type: [string, 'null']}", want: 'any string' }],
  ['a string of a format', { given: '{type: string, format: uuid}', want: undefined }],
  ['a secret', { given: '{type: string, format: password}', want: 'any string' }],
  ['a short string', { given: '{type: string, maxLength: 9}', want: undefined }],
  ['a pattern', { given: '{type: string, pattern: ^a$}', want: undefined }],
  [
    'a pattern with an open end',
    { given: '{type: string, pattern: ^a}', want: 'a pattern that is not anchored at both ends' },
  ],
  ['a choice', { given: '{type: string, enum: [a]}', want: undefined }],
  ['an open set', { given: '{type: string, x-known-values: [a]}', want: undefined }],
  ['a reference to a string', { given: "{$ref: '#/components/schemas/Text'}", want: 'any string' }],
  ['a reference to a pattern', { given: "{$ref: '#/components/schemas/Code'}", want: undefined }],
  ['an integer', { given: '{type: integer}', want: 'any integer' }],
  ['an integer of a format', { given: '{type: integer, format: int32}', want: undefined }],
  ['a number with a bound', { given: '{type: number, minimum: 0}', want: undefined }],
  ['a boolean', { given: '{type: boolean}', want: undefined }],
  ['an object', { given: '{type: object, additionalProperties: true}', want: 'any object' }],
  ['a map', { given: '{type: object, additionalProperties: {type: string}}', want: undefined }],
  ['an object with members', { given: '{type: object, properties: {a: {}}}', want: undefined }],
  ['an array', { given: '{type: array}', want: 'any array' }],
  ['an array with items', { given: '{type: array, items: {enum: [1]}}', want: undefined }],
  ['anything', { given: '{}', want: 'anything' }],
])('%s', async (_, { given, want }) => {
  expect(await reasonFor(given)).toBe(want)
})

test('items are members, too, and what is no schema is none', async () => {
  const contract = await contractOf(`
components:
  schemas:
    List: {type: array, items: {type: string}}
    Names: {type: object, properties: {properties: {enum: [1]}}, default: {properties: {a: {type: string}}}}
`)
  expect(openMembers(contract)).toEqual([
    { pointer: '/components/schemas/List/items', reason: 'any string' },
  ])
})
