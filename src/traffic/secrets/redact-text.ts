// Writes stand-ins into a text: in the places that are known, and wherever else a form of a secret stands.

import { secretForms } from './forms.ts'
import type { Range } from './joined-lines.ts'
import type { SecretPlace } from './places.ts'
import { partsOf, type SecretForm, type SecretHit, type SecretSearch } from './search.ts'
import { standIn, withCaseOf } from './stand-in.ts'

export type StandIns = {
  secrets: readonly string[]
  of: (value: string) => string
  search: SecretSearch
  /** Forms of stand-ins that have been needed so far, by the secret's number. */
  forms: Map<number, readonly string[]>
}

export type Edit = { start: number; end: number; text: string }

function hitsIn(text: string, search: SecretSearch): SecretHit[] {
  const hits: SecretHit[] = []
  search(text, (hit) => {
    const last = hits.at(-1)
    // Of hits that overlap, as in one long run of one letter, each that begins later is of no use.
    if (last !== undefined && hit.found === last.found && hit.start < last.end && !hit.joined)
      return
    hits.push(hit)
  })
  return hits
}

/** The stand-in of a secret in the same form as the secret. */
function formOf({ secret, form }: SecretForm, { secrets, of, forms }: StandIns): string {
  const known = forms.get(secret) ?? secretForms(of(secrets[secret] ?? ''))
  forms.set(secret, known)
  return known[form] ?? ''
}

/** The stand-in of a hit in the same form; in parts where line breaks cut it. */
function editsOf(text: string, hit: SecretHit, standIns: StandIns): Edit[] {
  const { found } = hit
  const stand = formOf(found, standIns)
  const parts = partsOf(hit)
  const slice = ([start, end]: Range) => text.slice(start, end)
  const there = parts.map(slice).join('')
  if (stand.length !== there.length) return [{ start: hit.start, end: hit.end, text: stand }]
  const cased = there === found.text ? stand : withCaseOf(stand, there)
  let used = 0
  return parts.map(([start, end]) => {
    const piece = cased.slice(used, used + end - start)
    used += end - start
    return { start, end, text: piece }
  })
}

/** The characters that stand-ins have in a text, by place: those of secrets that it holds in some form. */
export function standInsWithin(text: string, standIns: StandIns): Map<number, string> {
  const found = new Map<number, string>()
  const edits = hitsIn(text, standIns.search).flatMap((hit) => editsOf(text, hit, standIns))
  for (const { start, end, text: piece } of edits.sort(
    (a, b) => a.end - a.start - b.end + b.start,
  )) {
    if (piece.length !== end - start) continue
    // The longest last, as it is the longest that is written.
    for (const [at, unit] of piece.split('').entries()) found.set(start + at, unit)
  }
  return found
}

/** From the left, the longest first; a known place before a hit, and what only half overlaps is filled. */
export function redactText(
  text: string,
  known: readonly (Edit | SecretPlace)[],
  standIns: StandIns,
): string {
  const fixed = known.map((each): Edit => {
    if ('text' in each) return each
    return { start: each.start, end: each.end, text: each.write(standIns.of(each.value)) }
  })
  const found = hitsIn(text, standIns.search).flatMap((hit) => editsOf(text, hit, standIns))
  if (fixed.length + found.length === 0) return text
  // The order among equals stays as it is.
  const edits = [...fixed, ...found].sort((a, b) => a.start - b.start || b.end - a.end)
  const pieces: string[] = []
  let done = 0
  for (const { start, end, text: piece } of edits) {
    if (end <= done) continue
    const isWhole = start >= done
    pieces.push(text.slice(done, isWhole ? start : done))
    pieces.push(isWhole ? piece : standIn(text.slice(done, end), 0))
    done = end
  }
  pieces.push(text.slice(done))
  return pieces.join('')
}
