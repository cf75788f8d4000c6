// Values as the bytes of a body, by the media type that the contract documents.

import { canonical } from '../contract/compare.ts'
import type { MediaType } from '../contract/contract.ts'
import { at, isObject, type Json, type JsonObject } from '../contract/json.ts'
import { isJsonMediaType, parseMediaType } from '../contract/media-type.ts'
import { readBody } from '../traffic/body.ts'
import { typedForm } from '../traffic/parameters.ts'
import { bytesOf } from './flaw.ts'

/** A media type that a range stands for: JSON where it leaves that open. */
export function sentAs({ range }: MediaType): string {
  return range
    .replace(/^\*\/\*/, 'application/json')
    .replace(/^application\/\*(?!\+)/, 'application/json')
    .replace('*+', 'example+')
    .replace('/*', '/plain')
}

const formType = 'application/x-www-form-urlencoded'

export type BodyForm = 'json' | 'text' | 'form' | 'bytes'

/** How bodies of a media type are read; `bytes` are not. */
export function formOf(media: MediaType): BodyForm {
  const parsed = parseMediaType(sentAs(media))
  if (parsed === undefined) return 'bytes'
  if (isJsonMediaType(parsed)) return 'json'
  if (parsed.type === 'text') return 'text'
  return parsed.subtype === 'x-www-form-urlencoded' ? 'form' : 'bytes'
}

/** A flat object as a form that is read as this very object and no other. */
function formText({ schema }: MediaType, value: Json, document: JsonObject): string | undefined {
  if (!isObject(value)) return undefined
  const pairs = Object.entries(value).flatMap(([name, held]) =>
    [held].flat().map((each): [string, Json] => [name, each]),
  )
  if (pairs.some(([, held]) => typeof held === 'object' && held !== null)) return undefined
  const text = new URLSearchParams(pairs.map(([name, held]) => [name, String(held)])).toString()
  const reading = readBody(bytesOf(text), formType)
  if (reading.kind !== 'form') return undefined
  const read = typedForm(reading.value, (schema && at(document, schema)) ?? true, document)
  return canonical(read) === canonical(value) ? text : undefined
}

/** The bytes of a value; undefined where the media type has no form for it. */
export function encodeBody(
  media: MediaType,
  value: Json,
  document: JsonObject,
): Uint8Array | undefined {
  const form = formOf(media)
  if (form === 'json') return bytesOf(JSON.stringify(value))
  // A text is its own value, but half of a surrogate pair has no bytes, and a mark at its start is taken off.
  if (form === 'text') {
    const isPlain = typeof value === 'string' && !/^\uFEFF|\p{Cs}/u.test(value)
    return isPlain ? bytesOf(value) : undefined
  }
  const text = form === 'form' ? formText(media, value, document) : 'example'
  return text === undefined ? undefined : bytesOf(text)
}
