// Holds the search for many texts at once against one that looks for each of them at every place.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTextSearch } from '../../../src/traffic/secrets/text-search.ts'

type Hit = [start: number, end: number]

function found(texts: readonly string[], text: string): Hit[] {
  const hits: Hit[] = []
  createTextSearch(texts)(text, (start, end, index) => {
    expect(text.slice(start, end).toLowerCase()).toBe(texts[index]?.toLowerCase())
    hits.push([start, end])
  })
  return hits
}

/** By place, the longest text that ends there. */
function expected(texts: readonly string[], text: string): Hit[] {
  const lower = text.toLowerCase()
  return Array.from(text, (_, at) => at + 1).flatMap((end): Hit[] => {
    const ending = texts.filter((each) => lower.slice(0, end).endsWith(each.toLowerCase()))
    const longest = Math.max(0, ...ending.map((each) => each.length))
    return longest === 0 ? [] : [[end - longest, end]]
  })
}

const word = fc.stringMatching(/^[abB]{1,5}$/)

it('finds what a naive search finds', () => {
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 5 }),
      fc.stringMatching(/^[abBc]{0,30}$/),
      (texts, text) => {
        expect(found(texts, text)).toEqual(expected(texts, text))
      },
    ),
    { seed: 7, numRuns: 500 },
  )
})

it.each<[string, { given: [string[], string]; want: Hit[] }]>([
  ['a text in the beginning of another', { given: [['xabcd', 'abc'], 'xabc'], want: [[1, 4]] }],
  ['letters of any script, in either case', { given: [['клюЧ'], 'КЛЮч'], want: [[0, 4]] }],
  ['no letter of another length in its other case', { given: [['straße'], 'STRASSE'], want: [] }],
  ['nothing in no text', { given: [['a'], ''], want: [] }],
])('finds %s', (_, { given: [texts, text], want }) => {
  expect(found(texts, text)).toEqual(want)
})
