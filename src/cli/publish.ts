// Ends a run: writes the reports where they were asked for and turns the verdict into an exit code.
import { resolve } from 'node:path'
import { writeTextFiles } from '../adapters/write-file.ts'
import { ToolError } from '../errors.ts'
import type { Report } from '../report.ts'
import { reporters } from '../reporters/index.ts'
import { terminal } from '../reporters/terminal.ts'
import type { ExitCode, Write } from './command.ts'
import type { ReportTarget } from './report-targets.ts'

/** How standard output shows text: in colour or not, and how many columns there are. */
export type Screen = { color: boolean; width: number }

type Place = { cwd: string; stdout: Write; mask: (text: string) => string; screen: Screen }

/** What a verdict means; a run that looked at nothing did not do its job, whatever it says. */
function exitCodeOf(report: Report): ExitCode {
  if (report.verdict === 'fail') return 1
  const staged = report.stages?.some(({ verdict }) => verdict !== 'skipped') ?? false
  if (staged || report.summary.exchanges > 0) return 0
  throw new ToolError('E_INPUT', 'Nothing was checked.', {
    hint: 'A run that checks nothing does not pass; look at what was left out.',
  })
}

/** The report without secrets, before a reporter wraps or cuts a text and splits one. */
function masked(report: Report, mask: (text: string) => string): Report {
  return JSON.parse(JSON.stringify(report), (_, value: unknown) =>
    typeof value === 'string' ? mask(value) : value,
  )
}

/** Writes all reports, files first so that standard output never tells of one that is missing. */
export async function publishReport(
  given: Report,
  targets: readonly ReportTarget[],
  { cwd, stdout, mask, screen }: Place,
): Promise<ExitCode> {
  const report = masked(given, mask)
  const files = new Map<string, string>()
  for (const { format, path } of targets) {
    if (path === '-') continue
    const absolute = resolve(cwd, path)
    // An error should name the file as the user did, wherever that means the same.
    files.set(absolute === resolve(path) ? path : absolute, reporters[format](report))
  }
  await writeTextFiles(files)
  for (const { format, path } of targets) {
    if (path !== '-') continue
    stdout(format === 'terminal' ? terminal(screen)(report) : reporters[format](report))
  }
  return exitCodeOf(report)
}
