// A text is cut between words, never within one.
import { expect, test } from 'vitest'
import { cutText } from '../../src/traffic/cut-text.ts'

test.each<[string, { given: string; want: string }]>([
  ['a short text stays', { given: 'one two', want: 'one two' }],
  ['a text ends with its last whole word', { given: 'one two three', want: 'one two…' }],
  ['a word that just fits stays', { given: 'one three four', want: 'one three…' }],
  ['blanks at the cut go', { given: 'one two       three', want: 'one two…' }],
  ['a line end parts words, too', { given: 'one\ntwothree', want: 'one…' }],
  ['a single long word goes whole', { given: 'onetwothree', want: '…' }],
  ['nothing stays nothing', { given: '', want: '' }],
])('%s', (_, { given, want }) => {
  expect(cutText(given, 9)).toBe(want)
})

test('a huge text is cut in no time', () => {
  expect(cutText(' a'.repeat(5_000_000), 300)).toBe(`${' a'.repeat(150)}…`)
})
