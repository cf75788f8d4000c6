// The places of a text in which the contract says that a secret stands: by a member's, a field's or a parameter's name.
import type { Contract } from '../../contract/contract.ts'
import { compilePattern } from '../../contract/keywords-value.ts'
import { plainName } from '../../contract/secrets.ts'
import { decodeForm } from '../percent.ts'
import { jsonForm } from './forms.ts'
import { jsonScalars, unescaped } from './json-strings.ts'

export type SecretPlace = {
  start: number
  end: number
  value: string
  isNumber?: boolean
  /** Nothing but its name speaks for a secret, so it may be a word that stands elsewhere by right. */
  isGuess?: boolean
  /** Pointer of the schema that the contract has for it. */
  schema?: string | undefined
  /** How a text is written in this place. */
  write: (text: string) => string
}

/** What is written in another way than it is, as in a string of JSON or a URL: it has places of its own. */
export type NestedText = {
  start: number
  end: number
  text: string
  write: (text: string) => string
}

export type Places = { secrets: SecretPlace[]; nested: NestedText[] }

export const asIs = (text: string) => text

/** What the contract says of a secret of this name, `X-` before it or not. */
export function secretNamed({ secrets }: Pick<Contract, 'secrets'>, name: string) {
  return secrets.get(plainName(name)) ?? secrets.get(plainName(name.replace(/^x[-_]/i, '')))
}

// A string as well: some servers write JSON into JSON twice over.
const documentStart = /^[\s\ufeff]*["{[]/

function jsonPlaces(contract: Contract, text: string): Places {
  const places: Places = { secrets: [], nested: [] }
  const isSecret = (name: string) => secretNamed(contract, name) !== undefined
  for (const { start, end, kind, under } of jsonScalars(text, isSecret)) {
    const raw = text.slice(start, end)
    const value = kind === 'number' ? raw : unescaped(raw)
    const isDocument = kind === 'text' && documentStart.test(value)
    if (isDocument || (under === undefined && value !== raw)) {
      places.nested.push({ start, end, text: value, write: jsonForm })
    } else if (under !== undefined && value !== '') {
      const schema = secretNamed(contract, under)?.pointer
      const write = value === raw ? asIs : jsonForm
      places.secrets.push({ start, end, value, isNumber: kind === 'number', schema, write })
    }
  }
  return places
}

// As secret-leak reads any text: a name and what follows it.
const assignment =
  /(?<![\w-])([a-z][\w-]{0,60})(["']?\s{0,3}[:=>]\s{0,3}["']?)(?=([^\s"'&;,<>]{1,200}))/gi

/** `authToken: 0123…` where what follows has the secret's own form; else a sentence may speak of one. */
function* assignments(contract: Contract, text: string): Generator<SecretPlace> {
  for (const { 0: whole, 1: name = '', 3: value = '', index } of text.matchAll(assignment)) {
    const secret = secretNamed(contract, name)
    if (secret?.pattern === undefined || !compilePattern(secret.pattern)?.test(value)) continue
    const start = index + whole.length
    yield { start, end: start + value.length, value, schema: secret.pointer, write: asIs }
  }
}

/** The pairs of a query or a form whose name is that of a secret. */
export function pairPlaces(text: string, isSecret: (name: string) => boolean): SecretPlace[] {
  const places: SecretPlace[] = []
  for (const { 1: name = '', 2: raw = '', 0: whole, index } of text.matchAll(
    /(?<=^|[?&#])([^=&#?]*)=([^&#]+)/g,
  )) {
    if (!isSecret(decodeForm(name) ?? name)) continue
    const value = decodeForm(raw) ?? raw
    const end = index + whole.length
    const write = value === raw ? asIs : (each: string) => encodeURIComponent(each)
    places.push({ start: end - raw.length, end, value, write })
  }
  return places
}

/** The parts of a URL or a form that are percent-encoded. */
export function encodedTexts(text: string): NestedText[] {
  return [...text.matchAll(/[^/?&=#]*%[^/?&=#]*/g)].flatMap(({ 0: raw, index }) => {
    const decoded = decodeForm(raw)
    if (decoded === undefined) return []
    const write = (each: string) => encodeURIComponent(each)
    return [{ start: index, end: index + raw.length, text: decoded, write }]
  })
}

/** Where secrets stand in the text of a body, a header field or a string within one. */
export function secretPlaces(contract: Contract, text: string): Places {
  const isDocument = documentStart.test(text)
  const { secrets, nested } = isDocument ? jsonPlaces(contract, text) : { secrets: [], nested: [] }
  return { secrets: [...secrets, ...assignments(contract, text)], nested }
}
