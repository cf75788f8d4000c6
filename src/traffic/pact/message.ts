// Reads the request and the response of a pact's interaction, in each form that the specifications give them.
import { isObject, type Json, type JsonObject } from '../../contract/json.ts'
import { isJsonMediaType, parseMediaType } from '../../contract/media-type.ts'
import { ToolError } from '../../errors.ts'
import { type Body, type Exchange, type Headers, headerValue } from '../exchange.ts'

/** What of a message cannot be judged. `at` is a place in the exchange. */
export type MessageGap = { at: string; reason: string }

export type ReadOptions = {
  /** Whether bodies stand in an object beside their media type, as they do since specification 4. */
  isWrapped: boolean
  gap: (at: string, reason: string) => void
}

function fail(label: string, problem: string): never {
  throw new ToolError('E_INPUT', `${label} ${problem}.`, {
    hint: 'Give a pact file as a Pact library writes it.',
  })
}

/** A request without a body has none: what is not in the pact is not sent when it is verified. */
export function readRequest(
  request: JsonObject,
  label: string,
  options: ReadOptions,
): Exchange['request'] {
  const { method = 'GET', path = '/' } = request
  if (typeof method !== 'string' || method === '') return fail(`${label}.method`, 'is not a method')
  if (typeof path !== 'string') return fail(`${label}.path`, 'is not a string')
  const { headers, body } = readContent(request, '/request', options)
  const query = queryOf(request.query, `${label}.query`)
  const url = `${plainPath(path)}${query === '' ? '' : `?${query}`}`
  return {
    method: method.toUpperCase(),
    url,
    headers,
    body: body === undefined ? new Uint8Array() : body,
  }
}

/** A response without a body leaves it open: null. */
export function readResponse(
  response: JsonObject,
  label: string,
  options: ReadOptions,
): Exchange['response'] {
  const status = Number(response.status ?? 200)
  const isStatus = /^[1-5]\d\d$/.test(String(response.status ?? 200))
  if (!isStatus) return fail(`${label}.status`, 'is not a status code')
  const { headers, body = null } = readContent(response, '/response', options)
  return { status, headers, body }
}

/** A pact's path is no URL: a question mark in it is part of a segment, and stands as it is. */
function plainPath(path: string): string {
  const text = path.startsWith('/') ? path : `/${path}`
  return text.replace(/[?#\s]|%(?![\da-f]{2})/gi, encodeURIComponent)
}

function encoded(text: string): string {
  // Half of a surrogate pair has no UTF-8 form.
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'))
}

/** A string up to specification 2, names with their values since 3. */
function queryOf(query: Json | undefined, label: string): string {
  if (query === undefined || query === null) return ''
  if (typeof query === 'string') return query.replace(/^\?/, '').replaceAll('#', '%23')
  if (!isObject(query)) return fail(label, 'is neither a string nor an object')
  const pairs = Object.entries(query).flatMap(([name, held]) =>
    [held].flat().map((value) => {
      if (isObject(value)) return fail(`${label}.${name}`, 'holds an object')
      return value === null ? encoded(name) : `${encoded(name)}=${encoded(String(value))}`
    }),
  )
  return pairs.join('&')
}

function headersOf(held: Json | undefined, side: string, options: ReadOptions): Headers {
  return Object.entries(isObject(held) ? held : {}).flatMap(([name, values]) =>
    [values].flat().flatMap((value): [string, string][] => {
      if (!isObject(value)) return value === null ? [] : [[name, String(value)]]
      options.gap(`${side}/headers/${name.toLowerCase()}`, 'the header is no text in the pact')
      return []
    }),
  )
}

/** Without a body where the pact names none; with null for one that cannot be read. */
type Content = { headers: Headers; body: Body | undefined }

function readContent(message: JsonObject, side: string, options: ReadOptions): Content {
  const headers = headersOf(message.headers, side, options)
  const { body: held } = message
  if (held === undefined) return { headers, body: undefined }
  const gap = (reason: string) => options.gap(`${side}/body`, reason)
  const stated = headerValue(headers, 'content-type')
  if (!options.isWrapped) return { headers, body: bytesOf(held, stated, gap) }
  if (!isObject(held))
    return { headers, body: held === null ? bytesOf(null, stated, gap) : undefined }
  const { content, contentType, encoded: encoding } = held
  if (content === undefined) return { headers, body: undefined }
  const own = typeof contentType === 'string' ? contentType : undefined
  const type = stated ?? own
  // Of JSON it says how the example is written, and any type that ends in +json serves (RFC 6839 §3.1).
  const isTelling = stated === undefined && own !== undefined && !isJson(own)
  const body = isEncoded(encoding)
    ? decoded(content, String(encoding), gap)
    : bytesOf(content, type, gap)
  return { headers: isTelling ? [...headers, ['content-type', own]] : headers, body }
}

function isJson(mediaType: string): boolean {
  const parsed = parseMediaType(mediaType)
  return parsed !== undefined && isJsonMediaType(parsed)
}

const isEncoded = (encoding: Json | undefined) =>
  !['undefined', 'null', 'false', ''].includes(String(encoding))

function decoded(content: Json, encoding: string, gap: (reason: string) => void): Body {
  if (typeof content !== 'string') return toBytes(content, gap)
  if (/^json$/i.test(encoding)) return new TextEncoder().encode(content)
  if (/^(?:true|base64)$/i.test(encoding)) {
    try {
      return Uint8Array.from(atob(content), (character) => character.charCodeAt(0))
    } catch {
      gap('the body is not the base64 that it is said to be')
      return null
    }
  }
  gap(`the body is encoded as ${JSON.stringify(encoding.slice(0, 40))}, which is not known`)
  return null
}

/** Text stands for itself, unless it is to be JSON and is none: then it is a JSON string. */
function bytesOf(
  content: Json,
  mediaType: string | undefined,
  gap: (reason: string) => void,
): Body {
  if (typeof content !== 'string') return toBytes(content, gap)
  const isString =
    content !== '' && mediaType !== undefined && isJson(mediaType) && !isJsonText(content)
  return new TextEncoder().encode(isString ? JSON.stringify(content) : content)
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function toBytes(content: Json, gap: (reason: string) => void): Body {
  try {
    const text = JSON.stringify(content)
    if (!text.includes('"json_class":"Pact::')) return new TextEncoder().encode(text)
    gap('the body has matchers in the place of its values, as old Ruby pacts do')
  } catch {
    gap('the body is nested too deeply to be read')
  }
  return null
}
