// Evidence merges as sets do, in whatever order and however often.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ToolError } from '../../src/errors.ts'
import { type Evidence, mergeEvidence } from '../../src/evidence/evidence.ts'
import { evidenceText, readEvidence } from '../../src/evidence/evidence-text.ts'

// Few names, so that two pieces of evidence often speak of the same place.
const place = fc.constantFrom('response /a', 'response /a/b', 'request /a', 'request /~1x~0')
const print = fc.constantFrom('0123456789abcdef', 'fedcba9876543210')
const fact = fc.constantFrom('value', 'null', 'empty', 'absent', '"us1"', '"__proto__"')

const someEvidence: fc.Arbitrary<Evidence> = fc.record({
  version: fc.constant(1 as const),
  contract: fc.record({
    title: fc.constant('Pets'),
    versions: fc.array(fc.constantFrom('1', '2', '10'), { maxLength: 3 }),
  }),
  places: fc.dictionary(place, fc.dictionary(print, fc.array(fact, { maxLength: 4 }))),
})

const text = (evidence: Evidence) => evidenceText(evidence)

test('merging is commutative, to the byte', () => {
  fc.assert(
    fc.property(someEvidence, someEvidence, (a, b) => {
      expect(text(mergeEvidence(a, b))).toBe(text(mergeEvidence(b, a)))
    }),
  )
})

test('merging is associative, to the byte', () => {
  fc.assert(
    fc.property(someEvidence, someEvidence, someEvidence, (a, b, c) => {
      const left = mergeEvidence(mergeEvidence(a, b), c)
      expect(text(left)).toBe(text(mergeEvidence(a, mergeEvidence(b, c))))
    }),
  )
})

test('merging again adds nothing', () => {
  fc.assert(
    fc.property(someEvidence, someEvidence, (a, b) => {
      const once = mergeEvidence(a, b)
      expect(text(mergeEvidence(once, b))).toBe(text(once))
      expect(text(mergeEvidence(once, once))).toBe(text(once))
    }),
  )
})

test('merging loses no fact and invents none', () => {
  const listed = ({ places }: Evidence) =>
    Object.entries(places).flatMap(([key, prints]) =>
      Object.entries(prints).flatMap(([mark, facts]) =>
        facts.map((each) => [key, mark, each].join()),
      ),
    )
  fc.assert(
    fc.property(someEvidence, someEvidence, (a, b) => {
      const both = new Set([...listed(a), ...listed(b)])
      expect(listed(mergeEvidence(a, b)).sort()).toEqual([...both].sort())
    }),
  )
})

test('a file reads back to what was written', () => {
  fc.assert(
    fc.property(someEvidence, (evidence) => {
      expect(readEvidence(text(evidence), 'e.json')).toEqual(mergeEvidence(evidence, evidence))
    }),
  )
})

test('evidence of two contracts does not merge', () => {
  const of = (title: string): Evidence => {
    return { version: 1, contract: { title, versions: ['1'] }, places: {} }
  }
  const want = 'The evidence is of two contracts: "Cats" and "Dogs".'
  expect(() => mergeEvidence(of('Cats'), of('Dogs'))).toThrow(want)
  expect(() => mergeEvidence(of('Dogs'), of('Cats'))).toThrow(want)
  expect(() => mergeEvidence(of('Dogs'), of('Cats'))).toThrow(ToolError)
})

const head = '"version":1,"contract":{"title":"T","versions":["1"]}'

test.each([
  ['an empty file', { given: '', want: 'no evidence file' }],
  ['a cut file', { given: `{${head},"places":{`, want: 'no evidence file' }],
  ['another JSON file', { given: '{"version":1,"verdict":"pass"}', want: 'no evidence file' }],
  ['a list', { given: '[]', want: 'no evidence file' }],
  [
    'another version',
    { given: '{"version":2}', want: 'evidence of version 2; version 1 is known' },
  ],
  [
    'facts that are no texts',
    {
      given: `{${head},"places":{"response /a":{"0123456789abcdef":[1]}}}`,
      want: 'no evidence file',
    },
  ],
  ['a strange place', { given: `{${head},"places":{"__proto__":{}}}`, want: 'no evidence file' }],
  [
    'a strange fingerprint',
    {
      given: `{${head},"places":{"response /a":{"__proto__":["value"]}}}`,
      want: 'no evidence file',
    },
  ],
])('%s is refused by its name', (_, { given, want }) => {
  expect(() => readEvidence(given, 'e.json')).toThrow(`e.json is ${want}`)
})
