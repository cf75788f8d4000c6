// The report for people: findings by source and exchange, then stages, notes and the verdict.
import type { Finding, Report, Severity, Table, Unchecked } from '../report.ts'
import { coverageLines } from './coverage-tree.ts'
import { clip, visible } from './escape.ts'
import { inconclusiveLines } from './inconclusive-lines.ts'
import { alignColumns, wrap } from './layout.ts'
import { type Paint, paints } from './paint.ts'
import type { Reporter } from './reporter.ts'
import { termsOf } from './terms.ts'
import { duration, number, outcome } from './words.ts'

// More than this scrolls away unread; the JSON report has everything.
const shownAtMost = 200
const longestText = 600

type Entry =
  | { kind: 'finding'; severity: Severity | 'known'; verdict: Finding }
  | { kind: 'unchecked'; severity: Severity; verdict: Unchecked }

type Page = { paint: Paint; width: number }

function safe(text: string): string {
  return visible(clip(text, longestText))
}

/** All verdicts in report order, at most so many, errors before warnings when it is too much. */
function select(report: Report): Entry[] {
  const all: Entry[] = [
    ...report.findings.map((verdict): Entry => {
      const severity = verdict.known === undefined ? verdict.severity : 'known'
      return { kind: 'finding', severity, verdict }
    }),
    ...report.unchecked.map((verdict): Entry => {
      return { kind: 'unchecked', severity: verdict.severity, verdict }
    }),
  ]
  if (all.length <= shownAtMost) return all
  let errors = Math.min(shownAtMost, all.filter(({ severity }) => severity === 'error').length)
  let warnings = shownAtMost - errors
  return all.filter(({ severity }) => (severity === 'error' ? errors-- > 0 : warnings-- > 0))
}

function group(entries: readonly Entry[], keyOf: (entry: Entry) => string): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    const members = groups.get(key)
    if (members === undefined) groups.set(key, [entry])
    else members.push(entry)
  }
  return groups
}

function indented(text: string, indent: string, width: number): string[] {
  return wrap(text, width - indent.length).map((line) => indent + line)
}

/** By what it can be accepted, where it fails the run or did so before. */
function identity({ exchange, operation, severity, fingerprint }: Finding, paint: Paint): string {
  if (exchange === null || operation === null || severity !== 'error') return ''
  return `  ${paint.dim(safe(fingerprint))}`
}

function entryLines({ kind, severity, verdict }: Entry, { paint, width }: Page): string[] {
  // A contract at fault fails the run, which the count of errors alone would not explain.
  const gap = severity === 'error' ? 'unchecked (error)' : 'unchecked'
  const label = kind === 'unchecked' ? gap : severity
  const colour = { error: paint.red, warning: paint.yellow, known: paint.dim }[severity]
  const place = verdict.at === '' ? '' : `  ${safe(verdict.at)}`
  const head = `    ${colour(label)}  ${paint.bold(safe(verdict.rule))}${place}`
  const indent = ' '.repeat(6)
  const lines =
    kind === 'unchecked'
      ? [head, ...indented(safe(verdict.reason), indent, width)]
      : [head + identity(verdict, paint), ...indented(safe(verdict.message), indent, width)]
  if (verdict.contract !== null) {
    const { file, line, pointer, source } = verdict.contract
    const place = line === undefined ? `${file}#${pointer}` : `${file}:${line}`
    // Places are never wrapped: broken in two, neither a path nor an address can be clicked.
    lines.push(indent + paint.dim(safe(place)))
    if (source !== undefined) lines.push(indent + paint.dim(safe(source)))
  }
  const terms = kind === 'finding' ? termsOf(verdict) : undefined
  if (terms === undefined) return lines
  lines.push(...indented(safe(terms.sentence), indent, width))
  if (terms.link !== undefined) lines.push(indent + paint.dim(safe(terms.link)))
  return lines
}

function exchangeHead({ verdict }: Entry, { paint }: Page): string[] {
  const { exchange, operation } = verdict
  if (exchange === null) return operation === null ? [] : [`  ${paint.bold(safe(operation))}`]
  const { index, method, url, status, interaction } = exchange
  const answer = status === null ? 'no answer' : String(status)
  const line = `${safe(method)} ${safe(url)} → ${answer}`
  if (interaction === undefined) return [`  ${paint.bold(`#${index} ${line}`)}`]
  const name = `  ${paint.bold(`#${index} ${safe(interaction)}`)}`
  // A message has neither method nor URL.
  return method === '' ? [name] : [name, `    ${line}`]
}

function sourceLines(source: string, entries: readonly Entry[], page: Page): string[] {
  const exchanges = group(entries, ({ verdict: { exchange, operation } }) =>
    exchange === null ? `o${operation}` : `#${exchange.index} ${exchange.method} ${exchange.url}`,
  )
  const lines = [...exchanges.values()].flatMap((members) => {
    const [first] = members
    const head = first === undefined ? [] : exchangeHead(first, page)
    return [...head, ...members.flatMap((entry) => entryLines(entry, page))]
  })
  return [page.paint.underline(safe(source)), ...lines, '']
}

function verdictSections(report: Report, page: Page): string[] {
  const shown = select(report)
  const sources = group(shown, ({ verdict }) => verdict.exchange?.source ?? report.contract.path)
  const lines = [...sources].flatMap(([source, entries]) => sourceLines(source, entries, page))
  const left = report.findings.length + report.unchecked.length - shown.length
  if (left === 0) return lines
  return [...lines, `… and ${number(left)} more; --report json=FILE writes all of them.`, '']
}

function tableLines(table: Table, { paint, width }: Page): string[] {
  const { title, columns, rows, shownAtMost = rows.length } = table
  if (rows.length === 0) return []
  const cells = rows
    .slice(0, shownAtMost)
    .map((row) => row.map((cell) => (typeof cell === 'number' ? number(cell) : safe(cell))))
  const lines = alignColumns([columns.map(safe), ...cells], width, (cell, _, row) =>
    row === 0 ? paint.bold(cell) : cell,
  )
  const left = rows.length - cells.length
  const more = `… and ${number(left)} more; --report json=FILE writes all of them.`
  return [paint.underline(safe(title)), ...lines, ...(left > 0 ? [more] : []), '']
}

function stageTable({ stages }: Report, { paint, width }: Page): string[] {
  if (stages === undefined || stages.length === 0) return []
  const { green, red, yellow, dim } = paint
  const colours = { pass: green, fail: red, inconclusive: yellow, skipped: dim }
  const rows = stages.map(({ name, checked, verdict, durationMs }) => [
    safe(name),
    verdict,
    verdict === 'skipped' ? '-' : duration(durationMs),
    safe(checked),
  ])
  const table = [['Stage', 'Verdict', 'Time', 'Checked'], ...rows]
  const lines = alignColumns(table, width, (cell, column, row) => {
    const stage = stages[row - 1]
    if (stage === undefined) return paint.bold(cell)
    return column === 1 ? colours[stage.verdict](cell) : cell
  })
  return [...lines, '']
}

function noteLines({ notes }: Report, { width }: Page): string[] {
  if (notes.length === 0) return []
  return [...notes.flatMap((note) => indented(`note: ${safe(note)}`, '', width)), '']
}

/** Builds the reporter; with `color`, ANSI colours; text is wrapped to `width` columns. */
export function terminal({ color, width }: { color: boolean; width: number }): Reporter {
  const page = { paint: paints(color), width: Math.max(40, width) }
  return (report) => {
    const { title, version, path } = report.contract
    const { green, red, yellow } = page.paint
    const colours = { pass: green, fail: red, inconclusive: yellow, planned: green }
    const verdict = colours[report.verdict](report.verdict.toUpperCase())
    const lines = [
      `${safe(title)} ${safe(version)} (${safe(path)})`,
      '',
      ...verdictSections(report, page),
      ...inconclusiveLines(report.inconclusive ?? [], page),
      ...stageTable(report, page),
      ...(report.tables ?? []).flatMap((each) => tableLines(each, page)),
      ...noteLines(report, page),
      ...(report.coverage === undefined ? [] : coverageLines(report.coverage, page.paint)),
      `${page.paint.bold(verdict)}  ${outcome(report)}`,
    ]
    return `${lines.join('\n')}\n`
  }
}
