// The report as Markdown: each fault as an issue that can be sent as it stands, then what else the run says.
import type { Finding, Report, Table } from '../report.ts'
import { accepted, type Issue, issueText, title } from './markdown-issue.ts'
import { code, sentence, table } from './markdown-text.ts'
import type { Reporter } from './reporter.ts'
import { count, duration, number, outcome } from './words.ts'

// More than this is not read, and no tracker takes it.
const mostIssues = 50
const mostLines = 200

const more = (left: number) =>
  left > 0 ? [`… and ${number(left)} more; \`--report json=FILE\` writes all of them.`] : []

/** The same fault once, with how often it was found; errors before warnings. */
function issuesOf(findings: readonly Finding[]): Issue[] {
  const issues = new Map<string, Issue>()
  for (const finding of findings) {
    const issue = issues.get(finding.fingerprint)
    if (issue === undefined) issues.set(finding.fingerprint, { finding, times: 1 })
    else {
      issue.times++
      // Only one of them has a witness, and not always the first in order.
      if (issue.finding.witness === undefined && finding.witness) issue.finding = finding
    }
  }
  const rank = ({ finding }: Issue) => (finding.severity === 'error' ? 0 : 1)
  return [...issues.values()].sort((one, other) => rank(one) - rank(other))
}

function stageTable({ stages = [] }: Report): string[] {
  const rows = stages.map(({ name, checked, verdict, durationMs }) => [
    name,
    verdict,
    verdict === 'skipped' ? '-' : duration(durationMs),
    checked,
  ])
  return rows.length === 0 ? [] : [table(['Stage', 'Verdict', 'Time', 'Checked'], rows)]
}

function tableText({ title, columns, rows, shownAtMost = mostLines }: Table): string[] {
  if (rows.length === 0) return []
  const shown = rows
    .slice(0, shownAtMost)
    .map((row) => row.map((each) => (typeof each === 'number' ? number(each) : each)))
  return [`## ${sentence(title)}`, table(columns, shown), ...more(rows.length - shown.length)]
}

function list(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return []
  const shown = items.slice(0, mostLines).map((each) => `- ${each}`)
  return [`## ${title}`, shown.join('\n'), ...more(items.length - shown.length)]
}

function uncheckedItems({ unchecked }: Report): string[] {
  return unchecked.map(({ rule, at, reason, severity, contract, exchange }) => {
    const line = contract?.line === undefined ? '' : `:${contract.line}`
    const places = [
      ...(contract === null ? [] : [code(contract.file + line)]),
      ...(exchange === null ? [] : [`${code(exchange.source)}, exchange ${exchange.index}`]),
    ]
    const where = places.length === 0 ? '' : ` (${places.join(', ')})`
    const label = severity === 'error' ? 'error: ' : ''
    return `${label}${code(rule)} at ${code(at)}: ${sentence(reason)}${where}`
  })
}

/** What is accepted for now needs no issue any more. */
function knownItems({ findings }: Report): string[] {
  const known = findings.filter((each) => each.known !== undefined)
  return issuesOf(known).map(({ finding }) => {
    return [title(finding), ...accepted(finding)].join('; ')
  })
}

function inconclusiveItems({ inconclusive = [] }: Report): string[] {
  return inconclusive.map(({ probe, reason }) => `${code(probe)}: ${sentence(reason)}`)
}

/** One fault alone, as the text of an issue; says so where no finding has the fingerprint. */
export function issueAlone(report: Report, fingerprint: string): string {
  const [issue] = issuesOf(report.findings.filter((each) => each.fingerprint === fingerprint))
  if (issue === undefined) return `No finding has the fingerprint ${code(fingerprint)}.\n`
  return `${issueText(issue, 1)}\n`
}

export const markdown: Reporter = (report) => {
  const { contract, verdict, findings, coverage, notes } = report
  const issues = issuesOf(findings.filter((each) => each.known === undefined))
  const shown = issues.slice(0, mostIssues)
  const seen =
    coverage && `Evidence: ${number(coverage.seen)} of ${count(coverage.total, 'place')} seen.`
  const parts = [
    `# ${sentence(`${contract.title} ${contract.version}`)}: ${verdict.toUpperCase()}`,
    `${outcome(report)}; contract ${code(contract.path)}.`,
    ...stageTable(report),
    ...shown.map((each) => issueText(each, 2)),
    ...more(issues.length - shown.length),
    ...(report.tables ?? []).flatMap(tableText),
    ...list('Known', knownItems(report)),
    ...list('Inconclusive', inconclusiveItems(report)),
    ...list('Unchecked', uncheckedItems(report)),
    ...list('Notes', notes.map(sentence)),
    ...(seen === undefined ? [] : [seen]),
  ]
  return `${parts.join('\n\n')}\n`
}
