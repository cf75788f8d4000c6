// Days: which there are, and which is a year later.
import { expect, test } from 'vitest'
import { dayOf, isDay, yearAfter } from '../../src/known/calendar.ts'

test.each<[string, { given: string; want: boolean }]>([
  ['a day', { given: '2026-12-31', want: true }],
  ['a leap day', { given: '2028-02-29', want: true }],
  ['a leap day of a common year', { given: '2026-02-29', want: false }],
  ['the thirtieth of February', { given: '2026-02-30', want: false }],
  ['a thirteenth month', { given: '2026-13-01', want: false }],
  ['day nought', { given: '2026-01-00', want: false }],
  ['a day with a time', { given: '2026-01-01T00:00:00Z', want: false }],
  ['a day as it is written elsewhere', { given: '31.12.2026', want: false }],
  ['one digit for the month', { given: '2026-1-01', want: false }],
  ['a line end behind it', { given: '2026-01-01\n', want: false }],
  ['nothing', { given: '', want: false }],
])('%s', (_, { given, want }) => {
  expect(isDay(given)).toBe(want)
})

test('a day begins and ends in UTC', () => {
  const midnight = Date.UTC(2026, 2, 2)
  expect([midnight - 1, midnight, midnight + 86_399_999, midnight + 86_400_000].map(dayOf)).toEqual(
    ['2026-03-01', '2026-03-02', '2026-03-02', '2026-03-03'],
  )
})

test.each([
  ['2026-03-02', '2027-03-02'],
  ['2027-12-31', '2028-12-31'],
  ['2028-02-29', '2029-03-01'],
])('a year after %s is %s', (given, want) => {
  expect(yearAfter(given)).toBe(want)
})
