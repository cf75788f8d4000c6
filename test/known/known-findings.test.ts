// What becomes of findings that are accepted: known, expired, widened, or gone.
import { describe, expect, test } from 'vitest'
import { accept, renewed } from '../../src/known/accept.ts'
import type { Accepted } from '../../src/known/known-entry.ts'
import { applyKnown, fixedFindings } from '../../src/known/known-findings.ts'
import type { Finding } from '../../src/report.ts'
import { finding } from '../reporters/sample-report.ts'

const { fingerprint } = finding()
const entry: Accepted = {
  fingerprint,
  rule: 'string-format',
  operation: 'GET /trunks/{id}',
  at: '/response/body/id',
  pointer: '/components/schemas/Trunk/properties/id',
  statuses: [],
  reason: 'The vendor knows it',
  until: '2026-03-02',
}
const terms = { reason: 'The vendor knows it', until: '2026-03-02' }
const elsewhere = 'f'.repeat(16)
const answered = (status: number | null) => ({
  exchange: { source: 'day.har', index: 0, method: 'GET', url: '/', status },
})

/** Which of the marks a finding has. */
function marksOf({ known, expired, widens }: Finding): object {
  return JSON.parse(JSON.stringify({ known, expired, widens }))
}

type Row = [
  string,
  {
    given: { entry?: Partial<Accepted>; finding?: Partial<Finding>; today?: string }
    want: object
  },
]

test.each<Row>([
  ['is known on its last day', { given: {}, want: { known: terms } }],
  ['is expired on the day after', { given: { today: '2026-03-03' }, want: { expired: terms } }],
  [
    'names owner and link',
    {
      given: { entry: { owner: 'ada', link: 'https://a.example' } },
      want: { known: { ...terms, owner: 'ada', link: 'https://a.example' } },
    },
  ],
  [
    'is known in an answer of an accepted status',
    { given: { entry: { statuses: [200, 404] }, finding: answered(404) }, want: { known: terms } },
  ],
  [
    'has widened in an answer of another status',
    {
      given: { entry: { statuses: [200] }, finding: answered(500) },
      want: { widens: { fingerprint, ...terms } },
    },
  ],
  [
    'has widened where nothing was answered',
    {
      given: { entry: { statuses: [200] }, finding: answered(null) },
      want: { widens: { fingerprint, ...terms } },
    },
  ],
  [
    'has widened at another place that breaks the same constraint',
    { given: { finding: { fingerprint: elsewhere } }, want: { widens: { fingerprint, ...terms } } },
  ],
  [
    'is another one where another constraint is broken',
    {
      given: {
        finding: { fingerprint: elsewhere, contract: { pointer: '/paths', file: 'trunks.yaml' } },
      },
      want: {},
    },
  ],
  [
    'is another one by another rule',
    { given: { finding: { fingerprint: elsewhere, rule: 'equals' } }, want: {} },
  ],
  [
    'widens nothing where the entry has no place in the contract',
    {
      given: { entry: { pointer: null }, finding: { fingerprint: elsewhere, contract: null } },
      want: {},
    },
  ],
  ['is not accepted without an exchange', { given: { finding: { exchange: null } }, want: {} }],
  ['is not accepted without an operation', { given: { finding: { operation: null } }, want: {} }],
])('a finding %s', (_, { given, want }) => {
  const found = finding(given.finding)
  const entries = [{ ...entry, ...given.entry }]
  const [marked] = applyKnown([found], entries, given.today ?? '2026-03-02')
  expect(marked === undefined ? undefined : marksOf(marked)).toEqual(want)
  expect(marked).toMatchObject(found)
})

test('a finding that is marked again has the marks of the second time only', () => {
  const once = applyKnown([finding()], [entry], '2026-03-03')
  expect(applyKnown(once, [entry], '2026-03-02').map(marksOf)).toEqual([{ known: terms }])
  expect(applyKnown(once, [], '2026-03-02')).toEqual([finding()])
})

test('what is accepted here is known, though it widens what is accepted there', () => {
  const there = { ...entry, fingerprint: elsewhere }
  expect(applyKnown([finding()], [there, entry], '2026-03-02').map(marksOf)).toEqual([
    { known: terms },
  ])
})

test('an entry is reported as fixed once, and only if its fault did not occur in any answer', () => {
  const written = { ...entry, line: 3 }
  const fixed = (findings: Finding[]) => fixedFindings(findings, new Set([written]), 'known.yaml')
  expect(fixed([]).map(({ rule }) => rule)).toEqual(['known-finding-current'])
  expect(fixed([finding(answered(500))])).toEqual([])
  expect(fixedFindings([], new Set(), 'known.yaml')).toEqual([])
})

describe('accepting', () => {
  const wanted = (...fingerprints: string[]) => ({ fingerprints, terms })

  test('keeps what people need to know, all statuses, and no index of a list', () => {
    const at = '/response/body/list/3/id/17'
    const found = [404, 200, 404].map((status) => finding({ at, ...answered(status) }))
    expect(accept(wanted(fingerprint, fingerprint), found)).toEqual([
      { ...entry, at: '/response/body/list/*/id/*', statuses: [200, 404] },
    ])
  })

  test('keeps no status where nothing was answered', () => {
    const [one] = accept(wanted(fingerprint), [finding(answered(null))])
    expect(one?.statuses).toEqual([])
  })

  test.each<[string, { given: Finding[]; want: string }]>([
    ['nothing was found', { given: [], want: 'This run found nothing that could be accepted.' }],
    [
      'others were found',
      {
        given: Array.from({ length: 8 }, (_, index) => finding({ fingerprint: `${index}` })),
        want: 'This run found 0 (string-format at /response/body/id), 1 (string-format at /response/body/id), 2 (string-format at /response/body/id), 3 (string-format at /response/body/id), 4 (string-format at /response/body/id), and 3 more.',
      },
    ],
  ])('is refused where %s', (_, { given, want }) => {
    const message = `--accept: ${fingerprint} is not among the findings of this run.`
    expect(() => accept(wanted(fingerprint), given)).toThrow(
      expect.objectContaining({ code: 'E_USAGE', message, hint: want }),
    )
  })

  test.each([
    ['of the contract', finding({ exchange: null })],
    ['of traffic that fits no operation', finding({ operation: null })],
  ])('is refused for a fault %s', (_, given) => {
    expect(() => accept(wanted(fingerprint), [given])).toThrow('cannot be accepted')
  })

  test('a renewal adds its statuses to those of the entry, and narrows no entry without', () => {
    const before = [{ ...entry, statuses: [500], line: 1 }]
    const now = { ...entry, statuses: [404, 500] }
    expect(renewed(now, before).statuses).toEqual([404, 500])
    expect(renewed({ ...entry, statuses: [200] }, before).statuses).toEqual([200, 500])
    expect(renewed(now, [{ ...entry, line: 1 }]).statuses).toEqual([])
    expect(renewed(now, [])).toEqual(now)
  })
})
