// Finds secrets in a text in any of their forms, also where line breaks and indentation cut them.

import { secretForms, shortestSecret } from './forms.ts'
import {
  breaksBefore,
  type JoinedLines,
  joinLines,
  originalPlace,
  partsBetween,
  type Range,
} from './joined-lines.ts'
import { createTextSearch } from './text-search.ts'

/** A form of one of the secrets: `secret` is its number in the list, `form` that in its list of forms. */
export type SecretForm = { secret: number; form: number; text: string }

export type SecretHit = {
  start: number
  end: number
  found: SecretForm
  /** Only where line breaks cut it: the joined text, and its end there. */
  joined?: JoinedLines
  joinedEnd?: number
}

/** The parts of a hit that stand between line breaks, in order; one where there are none. */
export function partsOf({ start, end, found, joined, joinedEnd }: SecretHit): Range[] {
  if (joined === undefined || joinedEnd === undefined) return [[start, end]]
  return partsBetween(joined, [joinedEnd - found.text.length, joinedEnd])
}

// A pass phrase of more words has a line break in two places at once only where it is all over.
const mostSpaces = 12

/** A form as it is left where line breaks, with the spaces beside them, are taken out of a text. */
function joinedForms(text: string): string[] {
  const joined = joinLines(text)?.text ?? text
  const spaces = [...joined.matchAll(/ +/g)]
  if (spaces.length === 0) return [joined]
  const one = spaces.slice(0, mostSpaces).map(({ 0: blank, index }) => {
    return joined.slice(0, index) + joined.slice(index + blank.length)
  })
  return [joined, ...one, joined.replaceAll(' ', '')]
}

/** The forms of the secrets that are long enough to be told from ordinary text, each once. */
function formsOf(secrets: readonly string[]): SecretForm[] {
  const forms = new Map<string, SecretForm>()
  for (const [secret, value] of secrets.entries()) {
    if (value.length < shortestSecret) continue
    for (const [form, text] of secretForms(value).entries()) {
      for (const each of [text, ...joinedForms(text)]) {
        const isKnown = each.length < shortestSecret || forms.has(each)
        if (!isKnown) forms.set(each, { secret, form, text: each })
      }
    }
  }
  return [...forms.values()]
}

export type SecretSearch = (text: string, report: (hit: SecretHit) => void) => void

/** Looks for all forms of all secrets in one pass, and in a second where the text has line breaks. */
export function createSecretSearch(secrets: readonly string[]): SecretSearch {
  const forms = formsOf(secrets)
  const search = createTextSearch(forms.map(({ text }) => text))
  return (text, report) => {
    search(text, (start, end, index) => {
      const found = forms[index]
      if (found !== undefined) report({ start, end, found })
    })
    const joined = joinLines(text)
    if (joined === undefined) return
    search(joined.text, (start, end, index) => {
      const found = forms[index]
      // What no break cuts has been told already.
      const isCut = breaksBefore(joined, start) !== breaksBefore(joined, end - 1)
      if (found === undefined || !isCut) return
      const from = originalPlace(joined, start)
      const to = originalPlace(joined, end - 1) + 1
      report({ start: from, end: to, found, joined, joinedEnd: end })
    })
  }
}
