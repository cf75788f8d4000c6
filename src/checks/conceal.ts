// Takes out of texts and values of an exchange whatever is or could be a secret, before they are shown.
import { isObject, type Json } from '../contract/json.ts'
import { plainName } from '../contract/secrets.ts'
import { readJson } from '../traffic/json-text.ts'
import { spell } from './secret-leak.ts'
import type { Subject } from './subject.ts'
import { isKeyLike } from './words.ts'

export type Secrets = Pick<Subject, 'contract' | 'credentials'>

const suspicious =
  /token|secret|passw|pwd|apikey|authorization|credential|signature|session|privatekey/

function isSecretName({ contract }: Secrets, name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1)
  return contract.secrets.has(spell(last)) || suspicious.test(plainName(name))
}

/** As long as what it stands for, so that places in a text stay where they are. */
const stars = (text: string) => '*'.repeat(text.length)

// A URL, or what keys and tokens are written with; spaces and the other signs of prose end it.
const word = /https?:\/\/[^\s"'<>\\]+|[\w+/=.~-]{16,}/gi

// `authToken=`, `<authToken>`, `"authToken": "`, also escaped inside a string: a name, and what follows is its value.
const assignment = /([a-z][\w.-]{0,60})\\{0,9}["']?\s{0,3}[:=>]\s{0,3}(\\{0,9}["'])?/gi
const bareValue = /(?:(?:bearer|basic|digest)\s+)?[^\s"'&;,<>\\]+/iy

function concealWord(text: string): string {
  if (!/^https?:/i.test(text)) return isKeyLike(text) ? stars(text) : text
  return text
    .replace(/(?<=\/\/)[^/?#@]*(?=@)/, stars)
    .replace(/[^/?#&=.:@]+/g, (part) => (isKeyLike(part) ? stars(part) : part))
}

/** Where a quoted text ends, or the whole: at the same quote, unless that is escaped once more. */
function endOfQuoted(text: string, start: number, quote: string): number {
  for (let end = text.indexOf(quote, start); end !== -1; end = text.indexOf(quote, end + 1)) {
    if (end === start || text[end - 1] !== '\\') return end
  }
  return text.length
}

function concealNamed(secrets: Secrets, text: string): string {
  let shown = ''
  let done = 0
  for (const { index, 0: whole, 1: name = '', 2: quote } of text.matchAll(assignment)) {
    const start = index + whole.length
    if (start < done || !isSecretName(secrets, name)) continue
    bareValue.lastIndex = start
    const end =
      quote === undefined
        ? start + (bareValue.exec(text)?.[0].length ?? 0)
        : endOfQuoted(text, start, quote)
    shown += text.slice(done, start) + stars(text.slice(start, end))
    done = end
  }
  return shown + text.slice(done)
}

/** A text of the same length in which asterisks stand for the credentials of the request. */
export function concealCredentials({ credentials }: Secrets, text: string): string {
  return credentials.reduce((rest, each) => rest.replaceAll(each, stars), text)
}

/** A text of the same length in which asterisks stand for whatever could be a secret. */
export function concealText(secrets: Secrets, text: string): string {
  const known = concealCredentials(secrets, text)
  return concealNamed(secrets, known).replace(word, concealWord)
}

// No reader wants more, and looking for secrets takes its time.
const longest = 20_000

const counted = (length: number) => `(${length} ${length === 1 ? 'character' : 'characters'})`

function concealString(secrets: Secrets, text: string): string {
  if (text.length > longest) return `… ${counted(text.length)}`
  const inner = /^\s*[{[]/.test(text) ? readJson(text) : undefined
  // A document inside a string.
  if (inner?.ok) return JSON.stringify(concealValue(secrets, inner.value))
  const shown = concealText(secrets, text)
  return shown !== text && /^\*+$/.test(shown) ? `*** ${counted(text.length)}` : shown
}

/** A value of the same form without secrets; of each, only its length is said. */
export function concealValue(secrets: Secrets, value: Json, isSecret = false): Json {
  if (Array.isArray(value)) return value.map((each) => concealValue(secrets, each, isSecret))
  if (isObject(value)) {
    const members = Object.entries(value).map(([name, held]): [string, Json] => {
      const within = isSecret || isSecretName(secrets, name)
      return [concealText(secrets, name), concealValue(secrets, held, within)]
    })
    // Not by assignment: a member named __proto__ has to stay a member.
    return Object.fromEntries(members)
  }
  if (typeof value !== 'string' && (typeof value !== 'number' || !isSecret)) return value
  const text = String(value)
  return isSecret ? `*** ${counted(text.length)}` : concealString(secrets, text)
}

/** The value of a header field without secrets. */
export function concealField(secrets: Secrets, name: string, value: string): string {
  return isSecretName(secrets, name) ? `*** ${counted(value.length)}` : concealText(secrets, value)
}
