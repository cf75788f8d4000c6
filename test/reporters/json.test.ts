// The JSON report's shape is API: this test freezes version 1 and parses hostile text back.
import { expect, test } from 'vitest'
import { json } from '../../src/reporters/json.ts'
import { finding, gap, hostileTexts, report, reportSaying } from './sample-report.ts'

/** A value with every leaf replaced by the name of its type. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf)
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
}

const place = { pointer: 'string', file: 'string', line: 'number', source: 'string' }
const exchange = {
  source: 'string',
  index: 'number',
  method: 'string',
  url: 'string',
  status: 'number',
}

const leaf = { name: 'b', pointer: '/a/b', seen: 0, total: 1, saw: ['null'], never: ['value'] }
const part = { ...leaf, name: 'a', children: [{ ...leaf, children: [] }] }
const partShape = {
  name: 'string',
  pointer: 'string',
  seen: 'number',
  total: 'number',
  saw: ['string'],
  never: ['string'],
  children: [] as unknown[],
}

test('version 1 has exactly these members', () => {
  const given = report({
    findings: [finding({ args: {} })],
    unchecked: [gap()],
    notes: ['seed 7'],
    stages: [{ name: 'mock', checked: '8 operations', verdict: 'fail', durationMs: 5 }],
    tables: [{ title: 'Proof', columns: ['Caught', 'Operation'], rows: [[5, 'GET /']] }],
    coverage: { seen: 1, total: 2, percent: 50, tree: [part] },
    inconclusive: [{ operation: 'GET /', probe: 'p', reason: 'r', exchange: gap().exchange }],
  })
  expect(shapeOf(JSON.parse(json(given)))).toEqual({
    version: 'number',
    verdict: 'string',
    contract: { title: 'string', version: 'string', path: 'string' },
    summary: {
      exchanges: 'number',
      operations: 'number',
      findings: { error: 'number', warning: 'number' },
      unchecked: 'number',
      durationMs: 'number',
    },
    findings: [
      {
        rule: 'string',
        severity: 'string',
        operation: 'string',
        message: 'string',
        contract: place,
        at: 'string',
        exchange,
        args: {},
        fingerprint: 'string',
      },
    ],
    unchecked: [
      {
        rule: 'string',
        severity: 'string',
        operation: 'string',
        reason: 'string',
        contract: place,
        at: 'string',
        exchange,
      },
    ],
    inconclusive: [{ operation: 'string', probe: 'string', reason: 'string', exchange }],
    notes: ['string'],
    stages: [{ name: 'string', checked: 'string', verdict: 'string', durationMs: 'number' }],
    tables: [{ title: 'string', columns: ['string', 'string'], rows: [['number', 'string']] }],
    coverage: {
      seen: 'number',
      total: 'number',
      percent: 'number',
      tree: [{ ...partShape, children: [partShape] }],
    },
  })
})

test('an interaction of a pact has its name', () => {
  const place = { source: 'web.json', index: 0, method: 'GET', url: '/', status: 200 }
  const named = { ...place, interaction: 'asks for a trunk' }
  const given = report({ findings: [finding({ exchange: named }), finding({ exchange: place })] })
  const parsed: { findings: { exchange: unknown }[] } = JSON.parse(json(given))
  expect(parsed.findings.map((each) => each.exchange)).toEqual([named, place])
})

test('what is accepted of a finding is added to it, and counted', () => {
  const terms = { reason: 'known', until: '2026-12-31', owner: 'ada', link: 'https://a.example' }
  const { owner: _, link: __, ...least } = terms
  const widens = { fingerprint: 'f'.repeat(16), ...terms }
  const given = [{ known: terms }, { known: least }, { expired: least }, { widens }]
  const shown = report({ findings: given.map((each) => finding(each)) })
  const { findings } = shown.summary
  const counted = { ...shown, summary: { ...shown.summary, findings: { ...findings, known: 2 } } }
  const parsed = JSON.parse(json(counted))
  expect(parsed).toEqual(counted)
  expect(parsed.findings.map((each: object) => Object.keys(each).at(-1))).toEqual([
    'known',
    'known',
    'expired',
    'widens',
  ])
})

test('a witness has exactly these members', () => {
  const excerpt = { kind: 'smallest', form: 'json', text: '{}', more: 'private' } as const
  const witness = {
    ...{ why: '', documented: '', constraint: '', evidence: 'stated', startedAt: '' },
    request: { method: 'GET', url: '', headers: [['a', 'b']], body: '', leftOut: 0 },
    response: { status: 200, contentType: null, excerpt },
    more: 'private',
  } as const
  const [found] = JSON.parse(json(report({ findings: [finding({ witness })] }))).findings
  const { more: _, ...told } = witness
  const { kind, form, text } = excerpt
  expect(found.witness).toEqual({
    ...told,
    response: { ...told.response, excerpt: { kind, form, text } },
  })
})

test('unknown places are null and unknown lines are absent', () => {
  const contract = { pointer: '/paths', file: 'a.yaml' }
  const given = report({ findings: [finding({ exchange: null, operation: null, contract })] })
  const [found] = JSON.parse(json(given)).findings
  expect(found).toMatchObject({ exchange: null, operation: null })
  expect(found.contract).toEqual(contract)
})

test('a member that the shape does not know is not written', () => {
  const found = { ...finding(), body: 'private' }
  const given = { ...report({ findings: [found] }), more: 'private' }
  expect(json(given)).not.toContain('private')
})

test('10,000 findings are all there, in order', () => {
  const findings = Array.from({ length: 10_000 }, (_, index) => finding({ at: `/${index}` }))
  const written: { at: string }[] = JSON.parse(json(report({ findings }))).findings
  expect(written.map(({ at }) => at)).toEqual(findings.map(({ at }) => at))
})

test.each(hostileTexts)('parses back to the same report: %s', (_, text) => {
  const given = reportSaying(text)
  expect(JSON.parse(json(given))).toEqual(given)
})
