// Parameters as text: each style writes what a reader takes for the same value, or nothing.
import { expect, test } from 'vitest'
import type { Parameter } from '../../src/contract/contract.ts'
import type { Json } from '../../src/contract/json.ts'
import { parameterText } from '../../src/traffic/parameter-text.ts'
import { contractOf } from '../checks/fixture.ts'

type Given = { in: string; schema: string; value: Json; more?: string; content?: string }

async function textOf({ in: place, schema, value, more = '', content }: Given) {
  const held =
    content === undefined ? `schema: ${schema}` : `content: {${content}: {schema: ${schema}}}`
  const path = place === 'path' ? '/a/{p}' : '/a'
  const contract = await contractOf(`
paths:
  ${path}:
    get:
      parameters: [{name: p, in: ${place}, required: true, ${held}${more}}]
      responses: {'200': {description: ok}}
`)
  const [parameter] = contract.operations.flatMap((each): readonly Parameter[] => each.parameters)
  return parameter && parameterText(contract, parameter, value)
}

const text = '{type: string}'
const list = '{type: array, items: {type: integer}}'
const map = '{type: object, properties: {a: {type: integer}, b: {type: string}}}'
const both = { a: 1, b: 'x y' }

test.each<[string, { given: Given; want: string | undefined }]>([
  ['text in a path', { given: { in: 'path', schema: text, value: 'a/b' }, want: 'a%2Fb' }],
  ['an empty path', { given: { in: 'path', schema: text, value: '' }, want: undefined }],
  ['a number', { given: { in: 'query', schema: '{type: integer}', value: -5 }, want: 'p=-5' }],
  ['a list of a path', { given: { in: 'path', schema: list, value: [1, 2] }, want: '1,2' }],
  ['a list', { given: { in: 'query', schema: list, value: [1, 2] }, want: 'p=1&p=2' }],
  [
    'a list in one',
    {
      given: { in: 'query', schema: list, value: [1, 2], more: ', explode: false' },
      want: 'p=1,2',
    },
  ],
  [
    'a list between blanks',
    {
      given: {
        in: 'query',
        schema: list,
        value: [1, 2],
        more: ', style: spaceDelimited, explode: false',
      },
      want: 'p=1%202',
    },
  ],
  [
    'a list between bars',
    {
      given: {
        in: 'query',
        schema: list,
        value: [1, 2],
        more: ', style: pipeDelimited, explode: false',
      },
      want: 'p=1|2',
    },
  ],
  ['no list', { given: { in: 'query', schema: list, value: [] }, want: undefined }],
  ['an object', { given: { in: 'query', schema: map, value: both }, want: 'a=1&b=x%20y' }],
  [
    'a deep object',
    {
      given: { in: 'query', schema: map, value: both, more: ', style: deepObject' },
      want: 'p[a]=1&p[b]=x%20y',
    },
  ],
  [
    'an object in one',
    {
      given: { in: 'query', schema: map, value: both, more: ', explode: false' },
      want: 'p=a,1,b,x%20y',
    },
  ],
  [
    'a label',
    { given: { in: 'path', schema: list, value: [1, 2], more: ', style: label' }, want: '.1,2' },
  ],
  [
    'a matrix',
    {
      given: { in: 'path', schema: list, value: [1, 2], more: ', style: matrix, explode: true' },
      want: ';p=1;p=2',
    },
  ],
  ['a field', { given: { in: 'header', schema: text, value: 'a b' }, want: 'a b' }],
  [
    'a field with a blank before',
    { given: { in: 'header', schema: text, value: ' a' }, want: undefined },
  ],
  [
    'a field with a line end',
    { given: { in: 'header', schema: text, value: 'a\nb' }, want: undefined },
  ],
  ['a cookie', { given: { in: 'cookie', schema: text, value: 'a' }, want: 'p=a' }],
  [
    'a document',
    {
      given: { in: 'query', schema: map, value: both, content: 'application/json' },
      want: `p=${encodeURIComponent('{"a":1,"b":"x y"}')}`,
    },
  ],
  ['half a pair', { given: { in: 'query', schema: text, value: '\ud800' }, want: undefined }],
  ['a number for a text', { given: { in: 'query', schema: text, value: 5 }, want: undefined }],
  [
    'a text for a number',
    { given: { in: 'query', schema: '{type: integer}', value: 'five' }, want: 'p=five' },
  ],
  ['null for a text', { given: { in: 'query', schema: text, value: null }, want: undefined }],
  ['an object in a list', { given: { in: 'query', schema: list, value: [{}] }, want: undefined }],
])('writes %s', async (_, { given, want }) => {
  expect(await textOf(given)).toBe(want)
})
