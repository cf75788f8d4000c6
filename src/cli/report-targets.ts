// Reads `--report FORMAT=PATH` and settles where each report goes, before any work is done.
import { resolve } from 'node:path'
import { ToolError } from '../errors.ts'
import { type Format, isFormat, reporters } from '../reporters/index.ts'
import { suggestion } from './suggest.ts'
import { quoted } from './values.ts'

/** `path` is `-` for standard output, else as the user wrote it. */
export type ReportTarget = { format: Format; path: string }

function readTarget(text: string): ReportTarget {
  const [format = '', ...rest] = text.split('=')
  const path = rest.length === 0 ? '-' : rest.join('=')
  if (!isFormat(format)) {
    const formats = Object.keys(reporters)
    throw new ToolError('E_USAGE', `--report knows no format ${quoted(format)}.`, {
      hint: suggestion(format, formats, `Formats are ${formats.join(', ')}.`),
    })
  }
  if (path === '') {
    throw new ToolError('E_USAGE', `--report ${format}= names no file.`, {
      hint: `Write ${format}=FILE, or ${format}=- for standard output.`,
    })
  }
  return { format, path }
}

/**
 * The targets of a run. People always get their report: the terminal's goes to standard output
 * unless another one is sent there, or the terminal's is sent elsewhere.
 */
export function reportTargets(texts: readonly string[], cwd: string): readonly ReportTarget[] {
  const targets = texts.map(readTarget)
  const seen = new Map<string, ReportTarget>()
  for (const target of targets) {
    const place = target.path === '-' ? '-' : resolve(cwd, target.path)
    const other = seen.get(place)
    if (other !== undefined) {
      const shared = place === '-' ? 'standard output' : quoted(target.path)
      throw new ToolError(
        'E_USAGE',
        `--report sends both ${other.format} and ${target.format} to ${shared}.`,
        { hint: 'Give each report a place of its own.' },
      )
    }
    seen.set(place, target)
  }
  const shown = seen.has('-') || targets.some(({ format }) => format === 'terminal')
  return shown ? targets : [{ format: 'terminal', path: '-' }, ...targets]
}
