// Values as bodies: what each media type makes of them, or that it has no form for them.
import { expect, test } from 'vitest'
import type { Json } from '../../src/contract/json.ts'
import { type BodyForm, encodeBody, formOf, sentAs } from '../../src/prove/encode-body.ts'

const media = (range: string) => ({ range, pointer: '', schema: undefined })

test.each<[range: string, row: { want: [sent: string, form: BodyForm] }]>([
  ['application/json', { want: ['application/json', 'json'] }],
  ['application/problem+json', { want: ['application/problem+json', 'json'] }],
  ['*/*', { want: ['application/json', 'json'] }],
  ['application/*', { want: ['application/json', 'json'] }],
  ['application/*+json', { want: ['application/example+json', 'json'] }],
  ['text/*', { want: ['text/plain', 'text'] }],
  ['application/x-www-form-urlencoded', { want: ['application/x-www-form-urlencoded', 'form'] }],
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
  [
    'a form',
    {
      given: ['application/x-www-form-urlencoded', { a: [1, 2], b: 'x y' }],
      want: 'a=1&a=2&b=x+y',
    },
  ],
  [
    'a form that nests',
    { given: ['application/x-www-form-urlencoded', { a: { b: 1 } }], want: undefined },
  ],
])('writes %s', (_, { given: [range, value], want }) => {
  const bytes = encodeBody(media(range), value)
  expect(bytes && new TextDecoder().decode(bytes)).toBe(want)
})
