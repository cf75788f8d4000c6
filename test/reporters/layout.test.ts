// Widths, wrapping and columns, with the characters that make them wrong.
import { expect, test } from 'vitest'
import { clip, visible, visibleJson } from '../../src/reporters/escape.ts'
import { alignColumns, displayWidth, wrap } from '../../src/reporters/layout.ts'
import { count, duration, number } from '../../src/reporters/words.ts'

test.each<[string, { given: string; want: number }]>([
  ['ASCII', { given: 'abc', want: 3 }],
  ['wide characters', { given: '番号', want: 4 }],
  ['half-width katakana', { given: 'ｶﾅ', want: 2 }],
  ['a combining accent', { given: 'e\u0301', want: 1 }],
  ['a joined emoji', { given: '👩‍👩‍👧‍👦', want: 2 }],
  ['a flag', { given: '🇯🇵', want: 2 }],
  ['a text symbol', { given: '✓→…', want: 3 }],
  ['Korean', { given: '한국', want: 4 }],
])('measures %s', (_, { given, want }) => {
  expect(displayWidth(given)).toBe(want)
})

test.each<[string, { given: [string, number]; want: string[] }]>([
  ['between words', { given: ['one two three', 8], want: ['one two', 'three'] }],
  ['a word that fits exactly', { given: ['12345678 9', 8], want: ['12345678', '9'] }],
  ['a word that is too long', { given: ['aa 1234567890', 4], want: ['aa', '1234', '5678', '90'] }],
  ['wide characters', { given: ['番号番号', 5], want: ['番号', '番号'] }],
  ['nothing', { given: ['', 8], want: [''] }],
  ['no width at all', { given: ['ab', 0], want: ['a', 'b'] }],
])('wraps %s', (_, { given: [text, width], want }) => {
  expect(wrap(text, width)).toEqual(want)
})

test('aligns columns and wraps the last', () => {
  const rows = [
    ['番', 'x', 'one two three four five six'],
    ['abcd', 'yy', ''],
  ]
  expect(alignColumns(rows, 30)).toEqual([
    '番    x   one two three four',
    '          five six',
    'abcd  yy',
  ])
})

test.each<[string, { given: string; want: string }]>([
  ['an escape sequence', { given: '\u001b[31m', want: '\\u{1b}[31m' }],
  ['line ends and tabs', { given: '\r\n\t', want: '\\r\\n\\t' }],
  ['a right-to-left override', { given: 'a\u202eb', want: 'a\\u{202e}b' }],
  ['a tag character', { given: '\u{e0041}', want: '\\u{e0041}' }],
  ['a lone surrogate', { given: '\ud800', want: '\\u{d800}' }],
  [
    'joiners, which scripts and emoji need',
    { given: '👩‍👧 می\u200cخواهم', want: '👩‍👧 می\u200cخواهم' },
  ],
])('makes visible: %s', (_, { given, want }) => {
  expect(visible(given)).toBe(want)
})

test('escapes in JSON keep its meaning and its line ends', () => {
  const value = { a: ['\u009b', '\u{e0041}', '\u202e', 'é番'] }
  const text = visibleJson(JSON.stringify(value, null, 2))
  expect(JSON.parse(text)).toEqual(value)
  expect(text).toContain('\\u009b')
  expect(text).toContain('\\udb40\\udc41')
  expect(text.split('\n')).toHaveLength(8)
})

test('clips without cutting a pair', () => {
  expect(clip('abc', 3)).toBe('abc')
  expect(clip('abcd', 3)).toBe('ab…')
  expect(clip('a👍👍', 3)).toBe('a…')
  expect(clip('ab👍👍', 5)).toBe('ab👍…')
})

test('writes numbers, counts and durations', () => {
  expect([999, 1000, 1_234_567].map(number)).toEqual(['999', '1,000', '1,234,567'])
  expect([count(1, 'error'), count(0, 'error')]).toEqual(['1 error', '0 errors'])
  expect([0.4, 999, 1000, 59_949, 59_950, 125_000].map(duration)).toEqual([
    '0 ms',
    '999 ms',
    '1.0 s',
    '59.9 s',
    '1 min 0 s',
    '2 min 5 s',
  ])
})
