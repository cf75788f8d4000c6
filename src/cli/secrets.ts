// The only list of secret values, and the only redactor: all that is written goes through it.

import { shortestSecret } from '../traffic/secrets/forms.ts'
import type { Range } from '../traffic/secrets/joined-lines.ts'
import { createSecretSearch, type SecretSearch } from '../traffic/secrets/search.ts'

export type Secrets = {
  /** Keeps a further value out of all that is written from now on. Those under six characters are left alone. */
  add: (value: string | undefined) => void
  values: () => readonly string[]
  /** The text with a mark in the place of each secret, whatever form it has there. */
  redact: (text: string) => string
}

const secretVariables = ['BLACKBOX_API_KEY', 'PACT_BROKER_TOKEN', 'PACT_BROKER_PASSWORD']
const mark = '[masked]'

/** Adds a range to the last one where they touch, so that dense ones stay few. */
function extend(ranges: Range[], start: number, end: number): void {
  const last = ranges.at(-1)
  if (last === undefined || start > last[1] || end < last[1]) ranges.push([start, end])
  else {
    last[0] = Math.min(last[0], start)
    last[1] = end
  }
}

function masked(text: string, search: SecretSearch): string {
  const found: Range[] = []
  search(text, ({ start, end }) => extend(found, start, end))
  if (found.length === 0) return text
  const ranges: Range[] = []
  // A longer secret may begin before the one that was found last; those across line breaks come after all others.
  for (const [start, end] of found.sort(([left], [right]) => left - right)) {
    const last = ranges.at(-1)
    if (last === undefined || start > last[1]) ranges.push([start, end])
    else last[1] = Math.max(last[1], end)
  }
  const rest = ranges.map(([, end], index) => text.slice(end, ranges[index + 1]?.[0]))
  return text.slice(0, ranges[0]?.[0]) + rest.map((each) => mark + each).join('')
}

export function createSecrets(env: Readonly<Record<string, string | undefined>>): Secrets {
  const values = new Set<string>()
  let search: SecretSearch | undefined
  const add = (value: string | undefined) => {
    const secret = value?.trim() ?? ''
    if (secret.length < shortestSecret || values.has(secret)) return
    values.add(secret)
    search = undefined
  }
  for (const name of secretVariables) add(env[name])
  return {
    add,
    values: () => [...values],
    redact: (text) => {
      if (values.size === 0) return text
      search ??= createSecretSearch([...values])
      return masked(text, search)
    },
  }
}
