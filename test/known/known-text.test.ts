// Writing entries: what people wrote stays, and what is written reads back the same.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Accepted } from '../../src/known/known-entry.ts'
import { readKnown } from '../../src/known/known-file.ts'
import { withEntries } from '../../src/known/known-text.ts'

const path = 'known.yaml'
const file = { path, rules: ['response-schema'], today: '2026-03-02' }

const accepted = (changes: Partial<Accepted> = {}): Accepted => ({
  fingerprint: '7034013000000000',
  rule: 'response-schema',
  operation: 'GET /trunks/{id}',
  at: '/response/body/channels',
  pointer: null,
  statuses: [200],
  reason: 'The vendor knows it',
  until: '2026-12-31',
  ...changes,
})

const written = `- fingerprint: "7034013000000000"
  reason: The vendor knows it
  until: 2026-12-31
  rule: response-schema
  operation: GET /trunks/{id}
  at: /response/body/channels
  status: 200
`

const heading = `# Faults of the API that are known, and accepted until a day. Written by --accept; edit at will.

`

const other = written.replace('7034013000000000', '00000000000000aa')

test.each<[string, { given: string; want: string }]>([
  ['into nothing', { given: '', want: heading + written }],
  ['below comments', { given: '# ours', want: `# ours\n\n${written}` }],
  ['into an empty list', { given: '[]\n', want: written }],
  ['behind the others', { given: other, want: `${other}\n${written}` }],
  [
    'between comments',
    {
      given: `# ours\n\n${other}# the last\n`,
      want: `# ours\n\n${other}\n${written}\n# the last\n`,
    },
  ],
  [
    'with Windows line ends',
    {
      given: other.replaceAll('\n', '\r\n'),
      want: `${other}\n${written}`.replaceAll('\n', '\r\n'),
    },
  ],
  [
    'in the place of the one that it renews',
    {
      given: `${written
        .replace('2026-12-31', '2026-03-01 # soon')
        .replace('The vendor', 'Somebody')}  owner: ada # and nobody else\n\n# the next\n${other}`,
      want: `${written.replace('2026-12-31', '2026-12-31')}  owner: ada # and nobody else\n\n# the next\n${other}`,
    },
  ],
])('an entry is written %s', (_, { given, want }) => {
  expect(withEntries(given, path, [accepted()])).toBe(want)
})

test('whatever is written reads back the same, and writing it again changes nothing', () => {
  const text = fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }).map((each) => each.trim())
  const line = fc.oneof(
    text,
    fc.constantFrom('null', '1', '- a', '# b', 'a: b', "'", '"', '|', 'x\ny'),
  )
  const said = line.filter((each) => each.trim() !== '' && !/[\ud800-\udfff]/u.test(each))
  const entry = fc.record({
    fingerprint: fc.stringMatching(/^[\da-f]{16}$/),
    rule: fc.constant('response-schema'),
    operation: said,
    at: said,
    pointer: fc.option(said.map((each) => `/${each}`)),
    statuses: fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { maxLength: 3 }),
    reason: said,
    until: fc.constantFrom('2026-03-02', '2027-03-02'),
    owner: said,
  })
  const entries = fc.uniqueArray(entry, { maxLength: 3, selector: (each) => each.fingerprint })
  fc.assert(
    fc.property(entries, entries, (first, second) => {
      const once = withEntries('# ours\n', path, first)
      const text = withEntries(once, path, second)
      const kept = first.filter((each) => !second.some((e) => e.fingerprint === each.fingerprint))
      const read = readKnown(text, file).map(({ line: _, ...rest }) => rest)
      for (const each of second) {
        // A renewal that names no pointer, and no answers, leaves those that there are.
        const before = first.find(({ fingerprint }) => fingerprint === each.fingerprint)
        const pointer = each.pointer ?? before?.pointer ?? null
        const statuses = each.statuses.length === 0 ? (before?.statuses ?? []) : each.statuses
        expect(read).toContainEqual({ ...each, pointer, statuses })
      }
      for (const each of kept) expect(read).toContainEqual(each)
      expect(withEntries(text, path, second)).toBe(text)
      expect(text.startsWith('# ours\n')).toBe(true)
    }),
    { seed: 20260302, numRuns: 100 },
  )
})
