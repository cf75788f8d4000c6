// The one finding that the Markdown report is to be about, settled before any work is done.
import { ToolError } from '../errors.ts'
import type { ReportTarget } from './report-targets.ts'
import { quoted } from './values.ts'

/**
 * The fingerprint that `--finding` names; undefined where it is not given.
 * @throws {ToolError} E_USAGE where it is none, or no report would show the finding alone.
 */
export function chosenFinding(
  value: unknown,
  targets: readonly ReportTarget[],
): string | undefined {
  if (typeof value !== 'string') return undefined
  if (!/^[\da-f]{16}$/.test(value)) {
    throw new ToolError('E_USAGE', `--finding is no fingerprint: ${quoted(value)}.`, {
      hint: 'A fingerprint is the sixteen hexadecimal digits at the end of a finding.',
    })
  }
  if (!targets.some(({ format }) => format === 'markdown')) {
    throw new ToolError('E_USAGE', '--finding says nothing without a Markdown report.', {
      hint: 'Add --report markdown=FILE.',
    })
  }
  return value
}
