// Probes that show nothing, for people: by reason, since one reason mostly holds for many.
import type { Inconclusive } from '../report.ts'
import { clip, visible } from './escape.ts'
import { wrap } from './layout.ts'
import type { Paint } from './paint.ts'
import { number } from './words.ts'

// More than this scrolls away unread; the JSON report has everything.
const shownAtMost = 60
const longestText = 600

const safe = (text: string) => visible(clip(text, longestText))

export function inconclusiveLines(
  open: readonly Inconclusive[],
  { paint, width }: { paint: Paint; width: number },
): string[] {
  if (open.length === 0) return []
  const reasons = new Map<string, string[]>()
  for (const { reason, probe } of open.slice(0, shownAtMost)) {
    const probes = reasons.get(reason)
    if (probes === undefined) reasons.set(reason, [probe])
    else probes.push(probe)
  }
  const lines = [...reasons].flatMap(([reason, probes]) => [
    ...wrap(safe(reason), width - 2).map((line) => `  ${paint.yellow(line)}`),
    ...probes.map((probe) => `    ${safe(probe)}`),
  ])
  const left = open.length - shownAtMost
  const more = `  … and ${number(left)} more; --report json=FILE writes all of them.`
  return [paint.underline('Inconclusive'), ...lines, ...(left > 0 ? [more] : []), '']
}
