// Reports for the tests of reporters: small by hand, or large and hostile on demand.
import type { CoverageNode, Finding, Report, Unchecked } from '../../src/report.ts'

/** A finding with its places, changed where a test needs it. */
export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    rule: 'string-format',
    severity: 'error',
    operation: 'GET /trunks/{id}',
    message: "The value is no 'uuid': it has 35 characters.",
    contract: {
      pointer: '/components/schemas/Trunk/properties/id',
      file: 'openapi/trunks.yaml',
      line: 41,
      source: 'https://docs.example/trunks',
    },
    at: '/response/body/id',
    exchange: {
      source: 'day.har',
      index: 3,
      method: 'GET',
      url: 'https://api.example/trunks/7',
      status: 200,
    },
    args: { format: 'uuid', length: 35 },
    fingerprint: '0123456789abcdef',
    ...changes,
  }
}

/** An unchecked verdict, changed where a test needs it. */
export function gap(changes: Partial<Unchecked> = {}): Unchecked {
  const { rule, operation, contract, at, exchange } = finding()
  const reason = 'The pattern is not ECMAScript.'
  return { rule, severity: 'warning', operation, reason, contract, at, exchange, ...changes }
}

/** A report whose counts fit its verdicts. */
export function report(changes: Partial<Report> = {}): Report {
  const { findings = [], unchecked = [] } = changes
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return {
    version: 1,
    verdict: errors > 0 ? 'fail' : 'pass',
    contract: { title: 'Trunks', version: '1.2.0', path: 'openapi/trunks.yaml' },
    summary: {
      exchanges: 5,
      operations: 2,
      findings: { error: errors, warning: findings.length - errors },
      unchecked: unchecked.length,
      durationMs: 1234,
    },
    findings,
    unchecked,
    notes: [],
    ...changes,
  }
}

/** Texts that break a careless writer of terminals, JSON, XML, Markdown or HTML. */
export const hostileTexts: readonly (readonly [name: string, text: string])[] = [
  ['clears the screen', '\u001b[2J\u001b[1;1Hall good'],
  ['sets the window title', '\u001b]0;owned\u0007'],
  ['eight-bit control sequence', '\u009b31mred'],
  ['line ends', 'one\r\ntwo\nthree\rfour\u2028five\u2029six\u0085seven'],
  ['right-to-left override', 'user\u202egnp.exe\u2066\u2069'],
  ['zero widths and tags', 'a\u200bb\ufeffc\u{e0041}\u{e007f}'],
  ['backspaces over the verdict', `FAIL${'\b'.repeat(4)}PASS`],
  ['lone surrogate', 'a\ud800b\udfff'],
  ['end of CDATA', ']]>]]&gt;<![CDATA['],
  ['markup', '<script>alert("1")</script>&amp;'],
  ['table cells', '| a | b |\n|---|'],
  ['quotes and backslashes', '"\\u0000\' \\'],
  ['null', 'a\u0000b'],
  ['wide characters and emoji', '番号は無効です👩‍👩‍👧‍👦🇯🇵 e\u0301'],
  ['very long without a space', 'x'.repeat(100_000)],
  ['very long with emoji', '👍'.repeat(50_000)],
  ['empty', ''],
]

/** A part of a contract that was never seen, with one below it. */
function unseen(text: string): CoverageNode {
  const counts = { name: text, pointer: `/${text}`, seen: 1, total: 2, saw: [text], never: [text] }
  return { ...counts, children: [{ ...counts, children: [] }] }
}

/** A report that says one text in every place that comes from outside. */
export function reportSaying(text: string): Report {
  const contract = { pointer: `/${text}`, file: text, source: text }
  const exchange = { source: text, index: 0, method: text, url: text, status: null }
  const places = { operation: text, contract, at: text, exchange }
  const terms = { reason: text, until: text, owner: text, link: text }
  return report({
    contract: { title: text, version: text, path: text },
    findings: [
      finding({ ...places, rule: text, message: text, args: { text, list: [text] } }),
      finding({ ...places, exchange: null }),
      finding({ ...places, known: terms }),
      finding({ ...places, expired: terms }),
      finding({ ...places, widens: { fingerprint: text, ...terms } }),
    ],
    unchecked: [gap({ ...places, reason: text })],
    inconclusive: [{ operation: text, probe: text, reason: text, exchange }],
    notes: [text],
    stages: [{ name: text, checked: text, verdict: 'fail', durationMs: 1 }],
    tables: [{ title: text, columns: [text, text], rows: [[1, text]] }],
    coverage: { seen: 0, total: 1, percent: 0, tree: [unseen(text)] },
  })
}
