// What `Retry-After` may say, in the forms of RFC 9110, and what of it is not believed.
import { expect, it } from 'vitest'
import { retryAfter } from '../../../src/adapters/wire/retry-after.ts'

const now = Date.UTC(1994, 10, 6, 8, 49, 37)

it.each<[name: string, row: { given: string | null; want: number | undefined }]>([
  ['seconds', { given: '120', want: 120_000 }],
  ['no time at all', { given: '0', want: 0 }],
  ['seconds between blanks', { given: ' 3 ', want: 3000 }],
  ['thirty years', { given: '1000000000', want: 1_000_000_000_000 }],
  ['more digits than a time has', { given: '9'.repeat(400), want: undefined }],
  ['a negative number', { given: '-5', want: undefined }],
  ['a fraction', { given: '1.5', want: undefined }],
  ['another notation', { given: '1e3', want: undefined }],
  ['Infinity', { given: 'Infinity', want: undefined }],
  ['two values', { given: '1, 2', want: undefined }],
  ['a word', { given: 'soon', want: undefined }],
  ['nothing', { given: '', want: undefined }],
  ['no field', { given: null, want: undefined }],
  ['a date', { given: 'Sun, 06 Nov 1994 08:49:47 GMT', want: 10_000 }],
  ['a date that is past', { given: 'Sun, 06 Nov 1994 08:49:07 GMT', want: 0 }],
  ['a date of RFC 850', { given: 'Sunday, 06-Nov-94 08:49:47 GMT', want: 10_000 }],
  ['a date of asctime', { given: 'Sun Nov  6 08:49:47 1994', want: 10_000 }],
  ['a date of ISO 8601', { given: '1994-11-06T08:49:47Z', want: undefined }],
  ['a date in another zone', { given: 'Sun, 06 Nov 1994 08:49:47 PST', want: undefined }],
  ['a date that no calendar has', { given: 'Sun, 99 Nov 1994 08:49:47 GMT', want: undefined }],
])('%s', (_, { given, want }) => {
  expect(retryAfter(given, now)).toBe(want)
})
