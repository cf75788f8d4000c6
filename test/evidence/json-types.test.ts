// Which types a schema leaves, as far as it says.
import { expect, test } from 'vitest'
import { typesOf } from '../../src/evidence/json-types.ts'

const document = {
  text: { type: 'string' },
  loop: { $ref: '#/loop', type: ['string', 'null'] },
}

test.each([
  ['nothing said', { given: {}, want: undefined }],
  ['the schema true', { given: true, want: undefined }],
  ['one type', { given: { type: 'string' }, want: ['string'] }],
  ['integers as numbers', { given: { type: ['integer', 'null'] }, want: ['null', 'number'] }],
  ['constants', { given: { const: null }, want: ['null'] }],
  ['listed values', { given: { enum: ['a', null] }, want: ['null', 'string'] }],
  [
    'a type and a listing that has more',
    {
      given: { type: 'string', enum: ['a', null] },
      want: ['string'],
    },
  ],
  ['a reference', { given: { $ref: '#/text' }, want: ['string'] }],
  ['a circle', { given: { $ref: '#/loop' }, want: ['null', 'string'] }],
  [
    'branches',
    { given: { anyOf: [{ $ref: '#/text' }, { type: 'null' }] }, want: ['null', 'string'] },
  ],
  ['an open branch', { given: { oneOf: [{ type: 'null' }, {}] }, want: undefined }],
  [
    'parts of a whole',
    {
      given: { allOf: [{ type: ['string', 'null'] }, { $ref: '#/text' }] },
      want: ['string'],
    },
  ],
  [
    'types that exclude each other',
    {
      given: { allOf: [{ type: 'null' }, { $ref: '#/text' }] },
      want: [],
    },
  ],
])('%s', (_, { given, want }) => {
  const types = typesOf(document, given)
  expect(types === undefined ? undefined : [...types].sort()).toEqual(want)
})
