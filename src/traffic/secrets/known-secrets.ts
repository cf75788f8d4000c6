// The secrets of an exchange by their values, with what the contract would say of a stand-in for each.
import type { Contract } from '../../contract/contract.ts'
import { evaluate } from '../../contract/evaluate.ts'
import type { Json } from '../../contract/json.ts'
import { isExact, jsonNumber } from '../json-text.ts'
import type { ExchangeParts, MessageParts, Part } from './exchange-parts.ts'
import { basicPair } from './fields.ts'
import { shortestSecret } from './forms.ts'
import { type SecretPlace, secretPlaces } from './places.ts'
import type { KnownSecret } from './stand-in.ts'

// Logs hold JSON in JSON in JSON; deeper there is hardly anything.
export const deepestText = 6

// A value that only its name calls secret is sought elsewhere if it looks like one.
const keyLike = /^(?=.*\d)(?=.*[a-z]).{8,}$|^.{16,}$/is

/** What the contract would say of a value under this schema. */
function faultsOf(contract: Contract, schema: string, value: Json): string {
  const { faults } = evaluate({ ...contract, direction: 'request' }, schema, value)
  return JSON.stringify(faults.map(({ keyword, pointer, at }) => [keyword, pointer, at]))
}

/** Whether a text is judged as the secret itself is, in its place. */
function fitsOf(contract: Contract, { value, schema, isNumber }: SecretPlace) {
  const isSound = (each: string) => jsonNumber.test(each) && isExact(each) === isExact(value)
  const verdict = (each: string) =>
    schema === undefined ? '' : faultsOf(contract, schema, isNumber ? Number(each) : each)
  const own = schema === undefined ? '' : verdict(value)
  if (schema === undefined && !isNumber) return undefined
  return (each: string) => (!isNumber || isSound(each)) && verdict(each) === own
}

/** Secrets by value, those that are to be sought everywhere apart from those of one place only. */
export type KnownSecrets = { known: Map<string, KnownSecret>; sought: Set<string> }

function note({ known, sought }: KnownSecrets, secret: KnownSecret, isSought: boolean): void {
  const { value } = secret
  const before = known.get(value)
  if (before?.fits === undefined && before?.compose === undefined) known.set(value, secret)
  if (isSought && value.length >= shortestSecret) sought.add(value)
}

type Noting = {
  contract: Contract
  isSought: (place: SecretPlace) => boolean
  depth?: number
}

function notePart(found: KnownSecrets, part: Part, noting: Noting): void {
  const { contract, isSought, depth = 0 } = noting
  for (const place of part.secrets) {
    const { value, isNumber } = place
    note(found, { value, isNumber, fits: fitsOf(contract, place) }, isSought(place))
  }
  if (depth >= deepestText) return
  for (const { text } of part.nested) {
    const inner = { text, ...secretPlaces(contract, text) }
    notePart(found, inner, { ...noting, depth: depth + 1 })
  }
}

/** The name and the password in a credential for Basic, and the credential made of their stand-ins. */
function noteBasic(found: KnownSecrets, { headers }: MessageParts): void {
  for (const [, { text, secrets }] of headers) {
    for (const { value } of /^\s*basic\s/i.test(text) ? secrets : []) {
      const pair = basicPair(value)
      if (pair === undefined) continue
      for (const each of pair) if (each !== '') note(found, { value: each }, true)
      const compose = (of: (text: string) => string) => btoa(pair.map((each) => of(each)).join(':'))
      note(found, { value, compose }, true)
    }
  }
}

const partsOf = ({ headers, body }: MessageParts) =>
  body === undefined ? headers.flat() : [...headers.flat(), body]

/** The given values, and what the request carries: an answer may repeat any of them. */
export function sentSecrets(
  contract: Contract,
  { url, request }: ExchangeParts,
  values: readonly string[],
): KnownSecrets {
  const found: KnownSecrets = { known: new Map(), sought: new Set() }
  for (const value of values) if (value !== '') note(found, { value }, true)
  const isSought = ({ value, isGuess, isNumber }: SecretPlace) =>
    keyLike.test(value) || (!isGuess && !isNumber)
  for (const part of [url, ...partsOf(request)]) notePart(found, part, { contract, isSought })
  noteBasic(found, request)
  return found
}

/** What stands in the answer under a secret's name, and is not known yet. */
export function answeredSecrets(
  contract: Contract,
  { url, request, response }: ExchangeParts,
  { known }: KnownSecrets,
): KnownSecrets {
  const found: KnownSecrets = { known: new Map(), sought: new Set() }
  const sent = [url, ...partsOf(request)].map(({ text }) => text)
  // What the request said openly, such as an id, is none, whatever it is called in the answer.
  const isSought = ({ value }: SecretPlace) =>
    keyLike.test(value) && !sent.some((text) => text.includes(value))
  for (const part of partsOf(response)) notePart(found, part, { contract, isSought })
  for (const value of known.keys()) {
    found.known.delete(value)
    found.sought.delete(value)
  }
  return found
}
