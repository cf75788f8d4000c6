// Ends a run: writes the reports where they were asked for and turns the verdict into an exit code.
import { resolve } from 'node:path'
import { writeTextFiles } from '../adapters/write-file.ts'
import { ToolError } from '../errors.ts'
import type { Inconclusive, Report } from '../report.ts'
import { type Format, reporters } from '../reporters/index.ts'
import { issueAlone } from '../reporters/markdown.ts'
import { terminal } from '../reporters/terminal.ts'
import { count } from '../reporters/words.ts'
import type { ExitCode, Write } from './command.ts'
import type { ReportTarget } from './report-targets.ts'

/** How standard output shows text: in colour or not, and how many columns there are. */
export type Screen = { color: boolean; width: number }

type Place = {
  cwd: string
  stdout: Write
  redact: (text: string) => string
  screen: Screen
  /** Fingerprint of the finding that the Markdown report is about; all of them if undefined. */
  finding: string | undefined
}

function textOf(report: Report, format: Format, finding: string | undefined): string {
  const isAlone = format === 'markdown' && finding !== undefined
  return isAlone ? issueAlone(report, finding) : reporters[format](report)
}

/** Says which probes show nothing: they did not fail, but what they were to show is not known. */
function inconclusive(open: readonly Inconclusive[]): ToolError {
  const [first] = open
  const rest = open.length - 1
  const more = rest > 0 ? `, and ${count(rest, 'more probe')}; the report names them` : ''
  return new ToolError('E_PROVIDER', `Inconclusive: ${first?.probe}: ${first?.reason}${more}.`)
}

/** What a verdict means; a run that looked at nothing did not do its job, whatever it says. */
function exitCodeOf(report: Report): ExitCode {
  if (report.verdict === 'fail') return 1
  if (report.verdict === 'planned') return 0
  if (report.verdict === 'inconclusive') throw inconclusive(report.inconclusive ?? [])
  const staged = report.stages?.some(({ verdict }) => verdict !== 'skipped') ?? false
  if (staged || report.summary.exchanges > 0) return 0
  throw new ToolError('E_INPUT', 'Nothing was checked.', {
    hint: 'A run that checks nothing does not pass; look at what was left out.',
  })
}

/** The report without secrets, before a reporter wraps or cuts a text and splits one. */
function redacted(report: Report, redact: Place['redact']): Report {
  return JSON.parse(JSON.stringify(report), (_, value: unknown) =>
    typeof value === 'string' ? redact(value) : value,
  )
}

/** Writes all reports, files first so that standard output never tells of one that is missing. */
export async function publishReport(
  given: Report,
  targets: readonly ReportTarget[],
  { cwd, stdout, redact, screen, finding }: Place,
): Promise<ExitCode> {
  const report = redacted(given, redact)
  const files = new Map<string, string>()
  for (const { format, path } of targets) {
    if (path === '-') continue
    const absolute = resolve(cwd, path)
    // An error should name the file as the user did, wherever that means the same.
    files.set(absolute === resolve(path) ? path : absolute, textOf(report, format, finding))
  }
  await writeTextFiles(files)
  for (const { format, path } of targets) {
    if (path !== '-') continue
    stdout(format === 'terminal' ? terminal(screen)(report) : textOf(report, format, finding))
  }
  return exitCodeOf(report)
}
