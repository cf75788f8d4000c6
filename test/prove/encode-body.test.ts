// Values as bodies: what each media type makes of them, or that it has no form for them.
import { expect, test } from 'vitest'
import type { Json } from '../../src/contract/json.ts'
import { type BodyForm, encodeBody, formOf, sentAs } from '../../src/prove/encode-body.ts'

const media = (range: string) => ({ range, pointer: '', schema: '/form' })

const list = { type: 'array', items: { type: 'integer' } }
const document = {
  form: { properties: { a: list, b: { type: 'string' }, c: { type: 'integer' } } },
}
const form = 'application/x-www-form-urlencoded'

test.each<[range: string, row: { want: [sent: string, form: BodyForm] }]>([
  ['application/json', { want: ['application/json', 'json'] }],
  ['application/problem+json', { want: ['application/problem+json', 'json'] }],
  ['*/*', { want: ['application/json', 'json'] }],
  ['application/*', { want: ['application/json', 'json'] }],
  ['application/*+json', { want: ['application/example+json', 'json'] }],
  ['text/*', { want: ['text/plain', 'text'] }],
  [form, { want: [form, 'form'] }],
  ['image/png', { want: ['image/png', 'bytes'] }],
  ['nonsense', { want: ['nonsense', 'bytes'] }],
])('%s', (range, { want: [sent, form] }) => {
  expect([sentAs(media(range)), formOf(media(range))]).toEqual([sent, form])
})

test.each<[string, { given: [range: string, value: Json]; want: string | undefined }]>([
  ['JSON of any value', { given: ['text/json', [1, null]], want: '[1,null]' }],
  ['JSON of half a pair', { given: ['application/json', '\ud800'], want: '"\\ud800"' }],
  ['text', { given: ['text/csv', 'a,b'], want: 'a,b' }],
  ['text that is no string', { given: ['text/csv', 5], want: undefined }],
  ['text of half a pair', { given: ['text/csv', '\ud800'], want: undefined }],
  ['a form', { given: [form, { a: [1, 2], b: 'x y', c: 3 }], want: 'a=1&a=2&b=x+y&c=3' }],
  ['a form with a list of one', { given: [form, { a: [1] }], want: 'a=1' }],
  ['a form with what is no number', { given: [form, { c: 'x' }], want: 'c=x' }],
  ['a form with a number that is read as text', { given: [form, { b: 5 }], want: undefined }],
  ['a form with a list that vanishes', { given: [form, { a: [], c: 3 }], want: undefined }],
  ['a form of half a pair', { given: [form, { b: '\ud800' }], want: undefined }],
  ['a form that nests', { given: [form, { a: { b: 1 } }], want: undefined }],
  ['a form that is no object', { given: [form, 'a=1'], want: undefined }],
])('writes %s', (_, { given: [range, value], want }) => {
  const bytes = encodeBody(media(range), value, document)
  expect(bytes && new TextDecoder().decode(bytes)).toBe(want)
})
