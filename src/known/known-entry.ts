// A known finding: a fault of the API that a team accepts until a day, and for a reason.
import { isDay, yearAfter } from './calendar.ts'

/** What is accepted, and on what terms; every part but `statuses` and `pointer` is a member of its file. */
export type Accepted = {
  fingerprint: string
  rule: string
  /** `GET /path/{id}`, as findings name it. */
  operation: string
  /** As findings have it, but for indexes of lists, which are `*`. */
  at: string
  /** JSON Pointer into the contract; null where the finding has no place there. */
  pointer: string | null
  /** Only answers with these are meant; all where there is none. */
  statuses: readonly number[]
  reason: string
  /** The last day on which it is accepted. */
  until: string
  owner?: string
  link?: string
}

/** An entry of the file, with the line where it starts. */
export type KnownEntry = Accepted & { line: number }

/** A place in any run: fingerprints do not tell the items of a list apart, and neither do entries. */
export function withoutIndexes(at: string): string {
  return at.replace(/\/\d+(?=\/|$)/g, '/*')
}

export const isFingerprint = (text: string): boolean => /^[\da-f]{16}$/.test(text)

const longest = 500

/** What is wrong with a reason, an owner; undefined where nothing is. */
export function textProblem(text: string): string | undefined {
  if (text.trim() === '') return 'needs a text'
  return text.length > longest ? `is longer than ${longest} characters` : undefined
}

/** What is wrong with a link. Credentials in one would be published with it. */
export function linkProblem(link: string): string | undefined {
  const url = /^https?:\/\//i.test(link) && URL.canParse(link) ? new URL(link) : undefined
  if (url === undefined) return 'is no http(s) address'
  return url.username + url.password === '' ? textProblem(link) : 'holds a user or a password'
}

/** What is wrong with a last day. What is accepted for longer than a year is forgotten. */
export function untilProblem(until: string, today: string): string | undefined {
  if (!isDay(until)) return 'is no day of the calendar, like 2026-12-31'
  const last = yearAfter(today)
  return until > last
    ? `is more than a year ahead: ${last} is the last day that it may be`
    : undefined
}
