// How the report for people is grouped, shortened, aligned and coloured.
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { displayWidth } from '../../src/reporters/layout.ts'
import { terminal } from '../../src/reporters/terminal.ts'
import { finding, gap, hostileTexts, report, reportSaying } from './sample-report.ts'

const plain = terminal({ color: false, width: 80 })

test('groups verdicts by source and exchange', () => {
  const other = { source: 'night.har', index: 0, method: 'PUT', url: '/trunks/1', status: null }
  const given = report({
    findings: [
      finding(),
      finding({ rule: 'known-value', severity: 'warning', at: '/response/body/region' }),
      finding({ exchange: other, contract: { pointer: '/paths', file: 'openapi/trunks.yaml' } }),
    ],
    unchecked: [gap()],
    notes: ['Left out 2 requests to other hosts.'],
  })
  expect(plain(given)).toMatchInlineSnapshot(`
    "Trunks 1.2.0 (openapi/trunks.yaml)

    day.har
      #3 GET https://api.example/trunks/7 → 200
        error  string-format  /response/body/id  0123456789abcdef
          The value is no 'uuid': it has 35 characters.
          openapi/trunks.yaml:41
          https://docs.example/trunks
        warning  known-value  /response/body/region
          The value is no 'uuid': it has 35 characters.
          openapi/trunks.yaml:41
          https://docs.example/trunks
        unchecked  string-format  /response/body/id
          The pattern is not ECMAScript.
          openapi/trunks.yaml:41
          https://docs.example/trunks

    night.har
      #0 PUT /trunks/1 → no answer
        error  string-format  /response/body/id  0123456789abcdef
          The value is no 'uuid': it has 35 characters.
          openapi/trunks.yaml#/paths

    note: Left out 2 requests to other hosts.

    FAIL  2 errors, 1 warning, 1 unchecked in 5 exchanges with 2 operations (1.2 s)
    "
  `)
})

test('an interaction of a pact is called by its name', () => {
  const named = { source: 'web.json', index: 2, interaction: 'asks for a trunk (given one exists)' }
  const given = report({
    findings: [finding({ exchange: { ...named, method: 'GET', url: '/trunks/1', status: 200 } })],
    unchecked: [gap({ exchange: { ...named, method: '', url: '', status: null } })],
  })
  const lines = plain(given).split('\n')
  expect(lines.slice(2, 6)).toEqual([
    'web.json',
    '  #2 asks for a trunk (given one exists)',
    '    GET /trunks/1 → 200',
    '    error  string-format  /response/body/id  0123456789abcdef',
  ])
  expect(lines).toContain('    unchecked  string-format  /response/body/id')
  expect(lines.filter((line) => line.includes('no answer'))).toEqual([])
})

test('says what is accepted, by whom, until when and why', () => {
  const terms = { reason: 'The vendor knows it', until: '2026-06-30' }
  const owned = { ...terms, owner: 'ada', link: 'https://bugs.example/7' }
  const given = report({
    findings: [
      finding({ known: owned, severity: 'warning' }),
      finding({ expired: terms }),
      finding({ widens: { fingerprint: 'f'.repeat(16), ...owned } }),
    ],
  })
  const lines = terminal({ color: false, width: 200 })(given).split('\n')
  expect(lines.filter((line) => /accepted|known {2}|error {2}|bugs/.test(line))).toEqual([
    '    known  string-format  /response/body/id',
    '      accepted by ada until 2026-06-30: The vendor knows it',
    '      https://bugs.example/7',
    '    error  string-format  /response/body/id  0123456789abcdef',
    '      accepted until 2026-06-30, which is over: The vendor knows it',
    '    error  string-format  /response/body/id  0123456789abcdef',
    `      new here; elsewhere (${'f'.repeat(16)}) accepted by ada until 2026-06-30: The vendor knows it`,
    '      https://bugs.example/7',
  ])
})

test('counts what is known apart from errors and warnings', () => {
  const given = report()
  const findings = { error: 1, warning: 2, known: 3 }
  expect(plain({ ...given, summary: { ...given.summary, findings } })).toContain(
    '1 error, 2 warnings, 3 known, 0 unchecked',
  )
})

test('findings without an exchange stand under the contract', () => {
  expect(plain(report({ findings: [finding({ exchange: null })] }))).toMatchInlineSnapshot(`
    "Trunks 1.2.0 (openapi/trunks.yaml)

    openapi/trunks.yaml
      GET /trunks/{id}
        error  string-format  /response/body/id
          The value is no 'uuid': it has 35 characters.
          openapi/trunks.yaml:41
          https://docs.example/trunks

    FAIL  1 error, 0 warnings, 0 unchecked in 5 exchanges with 2 operations (1.2 s)
    "
  `)
})

test('the table of stages is aligned, wide characters included', () => {
  const stages = [
    { name: 'contract', checked: '8 operations, 12 examples', verdict: 'pass', durationMs: 12 },
    { name: '模擬', checked: 'many '.repeat(20).trim(), verdict: 'fail', durationMs: 61_000 },
    { name: 'diff', checked: 'no --base', verdict: 'skipped', durationMs: 0 },
  ] as const
  const output = plain(report({ verdict: 'fail', stages }))
  expect(output).toMatchInlineSnapshot(`
    "Trunks 1.2.0 (openapi/trunks.yaml)

    Stage     Verdict  Time       Checked
    contract  pass     12 ms      8 operations, 12 examples
    模擬      fail     1 min 1 s  many many many many many many many many many many
                                  many many many many many many many many many many
    diff      skipped  -          no --base

    FAIL  0 errors, 0 warnings, 0 unchecked in 5 exchanges with 2 operations (1.2 s)
    "
  `)
  const rows = output.split('\n').filter((line) => / (?:Verdict|pass|fail|skipped) /.test(line))
  const columns = rows.map((line) => displayWidth(line.split(/Verdict|pass|fail|skipped/)[0] ?? ''))
  expect(columns).toEqual([10, 10, 10, 10])
})

test('shows errors first when there is too much, and says how much it left out', () => {
  const warnings = Array.from({ length: 9_000 }, () => finding({ severity: 'warning' }))
  const errors = Array.from({ length: 150 }, () => finding({ rule: 'secret-leak' }))
  const output = plain(report({ findings: [...warnings, ...errors] }))
  expect(output.match(/secret-leak/g)).toHaveLength(150)
  expect(output.match(/string-format/g)).toHaveLength(50)
  expect(output).toContain('and 8,950 more')
})

test('wraps messages to the width, and never breaks a place', () => {
  const url = `https://docs.example/${'a'.repeat(100)}`
  const contract = { pointer: '', file: 'openapi/trunks.yaml', source: url }
  const given = report({ findings: [finding({ message: 'word '.repeat(60), contract })] })
  const lines = terminal({ color: false, width: 50 })(given).split('\n')
  expect(lines.filter((line) => line.includes('word')).every((line) => line.length <= 50)).toBe(
    true,
  )
  expect(lines.map((line) => line.trim())).toContain(url)
})

test('colours by ANSI codes only when told to', () => {
  const given = report({
    findings: [finding(), finding({ severity: 'warning' })],
    stages: [{ name: 'mock', checked: '1', verdict: 'pass', durationMs: 1 }],
  })
  const colourful = terminal({ color: true, width: 80 })(given)
  expect(colourful).toContain('\u001b[31merror\u001b[39m')
  expect(colourful).toContain('\u001b[33mwarning\u001b[39m')
  expect(stripVTControlCharacters(colourful)).toBe(plain(given))
  expect(plain(given)).not.toContain('\u001b')
})

test.each(hostileTexts)('hostile text brings no escape of its own into colour: %s', (_, text) => {
  const output = terminal({ color: true, width: 80 })(reportSaying(text))
  const own = ['1', '2', '4', '22', '24', '31', '32', '33', '39'].map((code) => `[${code}m`)
  const sequences = output.split('\u001b').slice(1)
  expect(sequences.filter((after) => !own.some((code) => after.startsWith(code)))).toEqual([])
})

test('shows tables, the first rows of a long one, and says how many are left', () => {
  const rows = Array.from({ length: 1030 }, (_, index) => [index * 1000, `GET /${index}`])
  const table = { title: 'Proof', columns: ['Caught', 'Operation'], rows, shownAtMost: 2 }
  const output = terminal({ color: false, width: 80 })(report({ tables: [table] }))
  expect(output).toContain(
    [
      'Proof',
      'Caught  Operation',
      '0       GET /0',
      '1,000   GET /1',
      '… and 1,028 more; --report json=FILE writes all of them.',
      '',
    ].join('\n'),
  )
})

test('leaves out a table without rows', () => {
  const empty = { title: 'Not sampled', columns: ['Reason'], rows: [] }
  expect(terminal({ color: false, width: 80 })(report({ tables: [empty] }))).not.toContain('Not')
})
