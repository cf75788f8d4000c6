// Holds the report: its verdict, its counts, an order that never depends on luck, and stable fingerprints.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  buildReport,
  type Finding,
  fingerprint,
  type Inconclusive,
  type Report,
  type ReportInput,
  type Severity,
  type Stage,
  type Unchecked,
} from '../src/report.ts'

type Placed = {
  rule?: string
  at?: string
  source?: string
  index?: number
  pointer?: string
  words?: string
}

const place = ({ source = 'a.har', index = 0 }: Placed) => ({
  source,
  index,
  method: 'GET',
  url: '/',
  status: 200,
})

function finding(severity: Severity, placed: Placed = {}): Finding {
  const { rule = 'r', at = '/response/body', pointer = '/paths', words = 'is wrong' } = placed
  return {
    rule,
    severity,
    operation: 'GET /',
    message: words,
    contract: { pointer, file: 'openapi.yaml' },
    at,
    exchange: place(placed),
    args: {},
    fingerprint: '0123456789abcdef',
  }
}

function unchecked(severity: Severity, placed: Placed = {}): Unchecked {
  const { rule, operation, contract, at, exchange } = finding(severity, placed)
  return { rule, severity, operation, reason: placed.words ?? 'unknown', contract, at, exchange }
}

const empty: ReportInput = {
  contract: { title: 'T', version: '1', path: 'openapi.yaml' },
  exchanges: 1,
  operations: 1,
  findings: [],
  unchecked: [],
  durationMs: 5,
}

const stage = (verdict: Stage['verdict']): Stage => ({
  name: 's',
  checked: '',
  verdict,
  durationMs: 1,
})

const open: Inconclusive = {
  operation: 'GET /',
  probe: 'GET / documented answer',
  reason: 'the provider had no time (503)',
  exchange: null,
}

const terms = { reason: 'The vendor knows it', until: '2026-12-31' }

describe('the verdict', () => {
  test.each<[string, { given: Partial<ReportInput>; want: Report['verdict'] }]>([
    ['nothing found', { given: {}, want: 'pass' }],
    ['a warning', { given: { findings: [finding('warning')] }, want: 'pass' }],
    [
      'an error among warnings',
      { given: { findings: [finding('warning'), finding('error')] }, want: 'fail' },
    ],
    [
      'what the standard leaves open',
      { given: { unchecked: [unchecked('warning')] }, want: 'pass' },
    ],
    [
      'what the contract made uncheckable',
      { given: { unchecked: [unchecked('error')] }, want: 'fail' },
    ],
    [
      'the same, allowed',
      { given: { unchecked: [unchecked('error')], allowUnchecked: true }, want: 'pass' },
    ],
    [
      'an error beside it, allowed or not',
      {
        given: {
          unchecked: [unchecked('error')],
          findings: [finding('error')],
          allowUnchecked: true,
        },
        want: 'fail',
      },
    ],
    [
      'stages that pass or were skipped',
      { given: { stages: [stage('pass'), stage('skipped')] }, want: 'pass' },
    ],
    [
      'an error that is known',
      { given: { findings: [{ ...finding('error'), known: terms }] }, want: 'pass' },
    ],
    [
      'an error that was known until yesterday',
      { given: { findings: [{ ...finding('error'), expired: terms }] }, want: 'fail' },
    ],
    [
      'an error that widens a known one',
      {
        given: { findings: [{ ...finding('error'), widens: { fingerprint: 'f', ...terms } }] },
        want: 'fail',
      },
    ],
    ['a probe that shows nothing', { given: { inconclusive: [open] }, want: 'inconclusive' }],
    [
      'one beside a warning and what is known',
      {
        given: {
          inconclusive: [open],
          findings: [finding('warning'), { ...finding('error'), known: terms }],
        },
        want: 'inconclusive',
      },
    ],
    [
      'one beside an error',
      { given: { inconclusive: [open], findings: [finding('error')] }, want: 'fail' },
    ],
    ['what is only planned', { given: { planned: true }, want: 'planned' }],
    ['a stage that failed', { given: { stages: [stage('pass'), stage('fail')] }, want: 'fail' }],
  ])('on %s', (_, { given, want }) => {
    expect(buildReport({ ...empty, ...given }).verdict).toBe(want)
  })
})

test('what is found is counted by severity', () => {
  const findings = [finding('error'), finding('warning'), finding('error')]
  const report = buildReport({ ...empty, findings, unchecked: [unchecked('warning')] })
  expect(report.summary).toEqual({
    exchanges: 1,
    operations: 1,
    findings: { error: 2, warning: 1 },
    unchecked: 1,
    durationMs: 5,
  })
  expect(report.notes).toEqual([])
  expect(report).not.toHaveProperty('stages')
  expect(report).not.toHaveProperty('inconclusive')
})

test('probes that show nothing are counted where there are any', () => {
  const { summary, inconclusive } = buildReport({ ...empty, inconclusive: [open, open] })
  expect([summary.inconclusive, inconclusive]).toEqual([2, [open, open]])
})

test('what is known is counted as nothing else', () => {
  const known = { known: terms }
  const findings = [
    { ...finding('error'), ...known },
    { ...finding('warning'), ...known },
    finding('warning'),
  ]
  const { summary } = buildReport({ ...empty, findings })
  expect(summary.findings).toEqual({ error: 0, warning: 1, known: 2 })
})

describe('the order', () => {
  test('is by source, index, rule, place, contract and words', () => {
    const rows: Placed[] = [
      { source: 'a', index: 2, rule: 'z' },
      { source: 'a', index: 10, rule: 'a', at: '/a' },
      { source: 'a', index: 10, rule: 'b', at: '/a', pointer: '/p' },
      { source: 'a', index: 10, rule: 'b', at: '/a', pointer: '/q', words: 'x' },
      { source: 'a', index: 10, rule: 'b', at: '/a', pointer: '/q', words: 'y' },
      { source: 'a', index: 10, rule: 'b', at: '/b' },
      { source: 'b', index: 0 },
    ]
    const findings = rows.map((row) => finding('error', row))
    expect(buildReport({ ...empty, findings: findings.toReversed() }).findings).toEqual(findings)
    const gaps = rows.map((row) => unchecked('error', row))
    expect(buildReport({ ...empty, unchecked: gaps.toReversed() }).unchecked).toEqual(gaps)
  })

  test('begins with what belongs to no exchange', () => {
    const alone = { ...finding('error', { rule: 'z' }), exchange: null, contract: null }
    const findings = [finding('error', { source: 'a' }), alone]
    expect(buildReport({ ...empty, findings }).findings[0]).toBe(alone)
  })

  test('is the same however the input is shuffled, and leaves the input as it was', () => {
    const placed = fc.record({
      source: fc.constantFrom('a', 'b'),
      index: fc.nat(3),
      rule: fc.constantFrom('r', 's'),
      at: fc.constantFrom('/a', '/b', '/a/0'),
      pointer: fc.constantFrom('/p', '/q'),
      words: fc.constantFrom('x', 'y'),
    })
    const shuffled = fc
      .array(placed, { maxLength: 20 })
      .chain((rows) =>
        fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
      )
    fc.assert(
      fc.property(shuffled, ([rows, others]) => {
        const report = (given: Placed[]) =>
          buildReport({
            ...empty,
            findings: given.map((row) => finding('error', row)),
            unchecked: given.map((row) => unchecked('error', row)),
          })
        expect(JSON.stringify(report(others))).toBe(JSON.stringify(report(rows)))
      }),
      { seed: 20260423, numRuns: 200 },
    )
    const findings = Object.freeze([
      finding('error', { source: 'b' }),
      finding('error', { source: 'a' }),
    ])
    expect(buildReport({ ...empty, findings }).findings[0]?.exchange?.source).toBe('a')
    expect(findings[0]?.exchange?.source).toBe('b')
  })
})

describe('a fingerprint', () => {
  const fault = { rule: 'r', operation: 'GET /', pointer: '/p', at: '/response/body/list/3/name' }

  test('is this one, today and in every later version', () => {
    expect(fingerprint(fault)).toMatch(/^[\da-f]{16}$/)
    expect(fingerprint(fault)).toBe('b39aedbe1aeb4ee4')
  })

  test.each<[string, { given: Partial<typeof fault>; want: boolean }]>([
    ['another item of a list', { given: { at: '/response/body/list/14/name' }, want: true }],
    ['another rule', { given: { rule: 's' }, want: false }],
    ['another operation', { given: { operation: 'PUT /' }, want: false }],
    ['another constraint', { given: { pointer: '/q' }, want: false }],
    ['another member', { given: { at: '/response/body/list/3/names' }, want: false }],
    [
      'a member that only starts with a digit',
      { given: { at: '/response/body/list/3x/name' }, want: false },
    ],
  ])('against that of %s', (_, { given, want }) => {
    expect(fingerprint({ ...fault, ...given }) === fingerprint(fault)).toBe(want)
  })

  test('exists where there is no operation and no place in the contract', () => {
    expect(fingerprint({ ...fault, operation: null, pointer: null })).not.toBe(fingerprint(fault))
  })

  test('differs among ten thousand faults', () => {
    const all = Array.from({ length: 10_000 }, (_, index) =>
      fingerprint({ ...fault, at: `/m${index}` }),
    )
    expect(new Set(all).size).toBe(10_000)
  })
})
