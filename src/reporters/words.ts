// Numbers, counts and durations as people read them, the same in every reporter and any locale.
import type { Report, Summary } from '../report.ts'

/** A whole number with commas: `10,000`. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** `1 error`, `2 errors`. */
export function count(value: number, noun: string): string {
  return `${number(value)} ${noun}${value === 1 ? '' : 's'}`
}

/** `12 ms`, `3.4 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/** What came of a run, in one line. */
export function outcome({ verdict, summary }: Pick<Report, 'verdict' | 'summary'>): string {
  return verdict === 'planned' ? 'nothing was sent' : counts(summary)
}

function counts(summary: Summary): string {
  const { exchanges, operations, findings, unchecked, inconclusive, durationMs } = summary
  const verdicts = [
    count(findings.error, 'error'),
    count(findings.warning, 'warning'),
    ...(findings.known === undefined ? [] : [`${number(findings.known)} known`]),
    `${number(unchecked)} unchecked`,
    ...(inconclusive === undefined ? [] : [`${number(inconclusive)} inconclusive`]),
  ]
  const seen = `${count(exchanges, 'exchange')} with ${count(operations, 'operation')}`
  return `${verdicts.join(', ')} in ${seen} (${duration(durationMs)})`
}
