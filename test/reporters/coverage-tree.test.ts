// The tree of what was never seen: compact, bounded, and safe with any text.
import { expect, test } from 'vitest'
import type { CoverageNode } from '../../src/report.ts'
import { coverageLines } from '../../src/reporters/coverage-tree.ts'
import { paints } from '../../src/reporters/paint.ts'
import { hostileTexts } from './sample-report.ts'

function node(name: string, changes: Partial<CoverageNode> = {}): CoverageNode {
  const { children = [] } = changes
  const own = { saw: ['value'], never: [], ...changes }
  const sum = (field: 'seen' | 'total') => children.reduce((all, each) => all + each[field], 0)
  const seen = own.saw.length + sum('seen')
  const total = own.saw.length + own.never.length + sum('total')
  return { name, pointer: `/${name}`, seen, total, ...own, children }
}

function lines(...tree: CoverageNode[]): string[] {
  const seen = tree.reduce((sum, each) => sum + each.seen, 0)
  const total = tree.reduce((sum, each) => sum + each.total, 0)
  return coverageLines({ seen, total, percent: 50, tree }, paints(false))
}

const unseen = { saw: [], never: ['value'] }

test('without a tree, one line tells the numbers', () => {
  const told = coverageLines({ seen: 61, total: 1084, percent: 5.6 }, paints(false))
  expect(told).toEqual(['evidence: 61 of 1,084 places seen', ''])
})

test('what was seen whole is left out', () => {
  const whole = node('GET /a', { children: [node('200')] })
  expect(lines(whole)).toEqual(['evidence: 2 of 2 places seen (50 %)', ''])
})

test.each([
  ['never', { given: unseen, want: 'never' }],
  ['a branch that never matched', { given: { saw: [], never: ['matched'] }, want: 'never' }],
  ['only null', { given: { saw: ['null'], never: ['value'] }, want: 'only null' }],
  [
    'only null and absent',
    { given: { saw: ['null', 'absent'], never: ['value', 'true'] }, want: 'only null or absent' },
  ],
  ['one of two', { given: { saw: ['value'], never: ['absent'] }, want: 'never absent' }],
  [
    'many values',
    {
      given: { never: Array.from({ length: 20 }, (_, index) => `"v${index}"`) },
      want: 'never "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", 12 more',
    },
  ],
  [
    'a whole branch',
    {
      given: { ...unseen, children: [node('x', unseen), node('y', unseen)] },
      want: 'never (3 places)',
    },
  ],
])('says of a part: %s', (_, { given, want }) => {
  const told = lines(node('GET /a', { children: [node('b'), node('c', given)] }))
  expect(told.slice(1)).toEqual(['  GET /a', `    c  ${want}`, ''])
})

test('a tree that is too long is cut, with the count of the rest', () => {
  const many = Array.from({ length: 100 }, (_, index) => node(`GET /${index}`, unseen))
  const told = lines(...many)
  expect(told).toHaveLength(63)
  expect(told.at(-2)).toBe('  … and 40 more lines; --report json=FILE has all.')
})

test.each(hostileTexts)('names and values cannot break the lines: %s', (_, text) => {
  const told = lines(node(text, { never: [text], children: [node(text, unseen)] }))
  expect(told).toHaveLength(4)
  for (const line of told) expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
  for (const line of told) expect(line.length).toBeLessThan(1000)
})
