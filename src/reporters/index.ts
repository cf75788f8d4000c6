// The reporters by format: the only list of them, from which flags, help and errors are made.
import { json } from './json.ts'
import { markdown } from './markdown.ts'
import type { Reporter } from './reporter.ts'
import { terminal } from './terminal.ts'

export const reporters = {
  terminal: terminal({ color: false, width: 100 }),
  json,
  markdown,
} as const satisfies Record<string, Reporter>

export type Format = keyof typeof reporters

export function isFormat(word: string): word is Format {
  return Object.hasOwn(reporters, word)
}
