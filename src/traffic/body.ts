// Turns the bytes of a body into a value by its media type, or says why it has none.
import type { Json, JsonObject } from '../contract/json.ts'
import { isJsonMediaType, parseMediaType } from '../contract/media-type.ts'
import type { Body } from './exchange.ts'
import { type Hazard, readJson } from './json-text.ts'
import { decodeForm, splitPair } from './percent.ts'

export type BodyReading =
  | { kind: 'json'; value: Json; hazards: readonly Hazard[] }
  | { kind: 'text'; value: string }
  /** A name that occurs more than once has an array. All values are text. */
  | { kind: 'form'; value: JsonObject }
  | { kind: 'empty' }
  /** The recording did not keep it. */
  | { kind: 'absent' }
  /** No media type, a malformed one, or one that nothing here reads. */
  | { kind: 'unparsed'; mediaType: string | undefined }
  /** `problem` continues "the body"; `offset` counts bytes. */
  | { kind: 'broken'; problem: string; offset: number }

/**
 * Reads a body as its `Content-Type` says: JSON (always UTF-8, RFC 8259 §8.1), `text/*` in its
 * charset, forms. Nothing is guessed from the bytes.
 */
export function readBody(body: Body, mediaType: string | undefined): BodyReading {
  if (body === null) return { kind: 'absent' }
  if (body.length === 0) return { kind: 'empty' }
  const parsed = mediaType === undefined ? undefined : parseMediaType(mediaType)
  const isJson = parsed !== undefined && isJsonMediaType(parsed)
  const isForm = parsed?.type === 'application' && parsed.subtype === 'x-www-form-urlencoded'
  const isText = parsed?.type === 'text' && parsed.subtype !== 'xml'
  if (!isJson && !isForm && !isText) return { kind: 'unparsed', mediaType }
  const charset = (isJson || isForm ? undefined : parsed?.parameters.get('charset')) ?? 'utf-8'
  if (decode(new Uint8Array(), charset) === undefined) return { kind: 'unparsed', mediaType }
  const text = decode(body, charset)
  if (text === undefined) {
    const offset = firstBadByte(body, charset)
    const problem = offset < body.length ? `is not ${charset}` : `ends inside a character`
    return { kind: 'broken', problem, offset }
  }
  if (isForm) return readForm(text)
  return isJson ? readJsonBody(text) : { kind: 'text', value: text.replace(/^\uFEFF/, '') }
}

function readJsonBody(text: string): BodyReading {
  const read = readJson(text)
  if (read.ok) return { kind: 'json', value: read.value, hazards: read.hazards }
  const { problem, offset } = read
  return { kind: 'broken', problem, offset: byteLength(text.slice(0, offset)) }
}

function readForm(text: string): BodyReading {
  const values = new Map<string, string[]>()
  let start = 0
  for (const pair of text.split('&')) {
    const [name, value] = splitPair(pair).map(decodeForm)
    if (name === undefined || value === undefined) {
      const offset = byteLength(text.slice(0, start))
      return { kind: 'broken', problem: 'has a malformed percent-encoding', offset }
    }
    if (pair !== '') {
      const list = values.get(name)
      if (list === undefined) values.set(name, [value])
      else list.push(value)
    }
    start += pair.length + 1
  }
  const members = [...values].map(([name, list]): [string, Json] => {
    const [first = '', ...more] = list
    return [name, more.length === 0 ? first : list]
  })
  // Not by assignment: a member named __proto__ has to stay a member.
  return { kind: 'form', value: Object.fromEntries(members) }
}

/** The text of bytes; undefined where they are not of the charset, or nobody knows the charset. */
function decode(bytes: Uint8Array, charset: string, stream = false): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes, { stream })
  } catch {
    return undefined
  }
}

/** Where the first byte is that no further byte can mend; the length if the text is cut off. */
function firstBadByte(bytes: Uint8Array, charset: string): number {
  // A decoder does not tell the place, but it tells whether the bytes before one are sound.
  let sound = 0
  let broken = bytes.length + 1
  while (broken - sound > 1) {
    const middle = (sound + broken) >> 1
    if (decode(bytes.subarray(0, middle), charset, true) === undefined) broken = middle
    else sound = middle
  }
  return sound
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
