// A key in every place where the security schemes of a contract look for one.
import { expect, it } from 'vitest'
import type { JsonObject } from '../../src/contract/json.ts'
import { type PlacedKey, placeKey } from '../../src/traffic/placed-key.ts'

const bearer = 'Bearer k'

it.each<[string, { given: JsonObject; want: PlacedKey }]>([
  ['no scheme', { given: {}, want: { headers: { Authorization: bearer }, query: {} } }],
  [
    'bearer',
    {
      given: { a: { type: 'http', scheme: 'bearer' } },
      want: { headers: { Authorization: bearer }, query: {} },
    },
  ],
  [
    'basic',
    {
      given: { a: { type: 'http', scheme: 'Basic' } },
      want: { headers: { Authorization: 'Basic azpr' }, query: {} },
    },
  ],
  [
    'basic beside bearer',
    {
      given: { a: { type: 'http', scheme: 'basic' }, b: { type: 'http', scheme: 'bearer' } },
      want: { headers: { Authorization: bearer }, query: {} },
    },
  ],
  [
    'keys everywhere',
    {
      given: {
        a: { type: 'apiKey', in: 'header', name: 'X-Key' },
        b: { type: 'apiKey', in: 'query', name: 'key' },
        c: { type: 'apiKey', in: 'cookie', name: 'one' },
        d: { type: 'apiKey', in: 'cookie', name: 'two' },
      },
      want: {
        headers: { 'X-Key': 'k', Cookie: 'one=k; two=k', Authorization: bearer },
        query: { key: 'k' },
      },
    },
  ],
  [
    'nonsense',
    { given: { a: 5, b: null }, want: { headers: { Authorization: bearer }, query: {} } },
  ],
])('%s', (_, { given, want }) => {
  expect(placeKey({ components: { securitySchemes: given } }, 'k')).toEqual(want)
})
