// Turns one HAR entry into an exchange, as the recorders really write it, or says why it is none.
import { dateTime } from '../../contract/formats.ts'
import { isObject, type Json, type JsonObject, member } from '../../contract/json.ts'
import { isJsonMediaType, parseMediaType } from '../../contract/media-type.ts'
import { ToolError } from '../../errors.ts'
import { type Body, type Exchange, type Headers, headerValue } from '../exchange.ts'
import { readExpectation } from '../live/expectation.ts'
import { readBreak } from './break.ts'

/** Why an entry is no exchange: no answer came, the browser asked for itself, or it is not HTTP. */
export type LeftOutReason = 'aborted' | 'preflight' | 'not-http'

/** An entry and where it stands. `label` names it for people: `shop.har: log.entries[3]`. */
export type EntryPlace = { source: string; index: number; label: string }

/** @throws {ToolError} E_INPUT where the entry is not as HAR 1.2 describes it. */
export function readEntry(entry: Json, place: EntryPlace): Exchange | LeftOutReason {
  const { label, source, index } = place
  if (!isObject(entry)) return fail(label, 'is not an object')
  const request = objectIn(entry, 'request', label)
  const url = textIn(request, 'url', `${label}.request`)
  const response = objectIn(entry, 'response', label)
  // Of our own recordings those are kept, too, that say what went wrong, whatever the status is.
  const broken = readBreak(member(entry, '_broken'))
  const status = broken === undefined ? statusOf(response, `${label}.response`) : response.status
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(url)?.[1]?.toLowerCase()
  if (scheme === undefined) return fail(`${label}.request.url`, 'is not an absolute URL')
  if ((scheme !== 'http' && scheme !== 'https') || (status === 101 && !broken)) return 'not-http'
  if (!URL.canParse(url)) return fail(`${label}.request.url`, 'is not a URL')
  if (status === undefined) return 'aborted'
  const method = textIn(request, 'method', `${label}.request`)
  if (method === '') return fail(`${label}.request.method`, 'is empty')
  const asked = readRequest(request, method, `${label}.request`)
  const isPreflight = headerValue(asked.headers, 'access-control-request-method') !== undefined
  if (method.toUpperCase() === 'OPTIONS' && isPreflight) return 'preflight'
  const answered = readResponse(response, { method, status }, `${label}.response`)
  const startedAt = timeIn(entry)
  const probe = readExpectation(member(entry, '_probe') ?? null)
  return {
    kind: 'observed',
    source,
    index,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(probe === undefined ? {} : { probe }),
    ...(broken === undefined ? {} : { broken }),
    request: { method, url, ...asked },
    response: { status: typeof status === 'number' ? status : 0, ...answered },
  }
}

/** When an entry says that it began; what is no time (RFC 3339) says nothing. */
function timeIn(entry: JsonObject): string | undefined {
  const time = member(entry, 'startedDateTime')
  return typeof time === 'string' && dateTime(time) ? time : undefined
}

type Message = { headers: Headers; body: Body }

function readRequest(request: JsonObject, method: string, label: string): Message {
  const post = optionalObjectIn(request, 'postData', label)
  const fields = headersOf(request, post?.mimeType, label)
  const size = request.bodySize
  if (post === undefined) {
    const length = headerValue(fields, 'content-length')
    const isBare = /^(?:GET|HEAD|DELETE|OPTIONS|TRACE)$/i.test(method)
    // -1 means unknown; most recorders write it for requests that cannot have had a body.
    const isEmpty = size === 0 || length === '0' || (isBare && !isPositive(size) && !length)
    return { headers: fields, body: isEmpty ? new Uint8Array() : null }
  }
  const params = post.params === undefined ? [] : listIn(post, 'params', `${label}.postData`)
  const encoded = { text: post.text, encoding: post.encoding, size }
  if (params.length === 0 || (typeof post.text === 'string' && post.text !== '')) {
    return { headers: fields, body: bytesOf(encoded, fields, `${label}.postData`) }
  }
  const mediaType = parseMediaType(headerValue(fields, 'content-type') ?? '')
  if (mediaType?.subtype !== 'x-www-form-urlencoded') return { headers: fields, body: null }
  const form = new URLSearchParams()
  for (const [at, param] of params.entries()) {
    const where = `${label}.postData.params[${at}]`
    if (!isObject(param)) return fail(where, 'is not an object')
    form.append(
      textIn(param, 'name', where),
      param.value === undefined ? '' : textIn(param, 'value', where),
    )
  }
  return { headers: fields, body: new TextEncoder().encode(form.toString()) }
}

function readResponse(
  response: JsonObject,
  { method, status }: { method: string; status: Json },
  label: string,
): Message {
  const content = optionalObjectIn(response, 'content', label) ?? {}
  const fields = headersOf(response, content.mimeType, label)
  // What a browser shows for these came from its cache (RFC 9110 §9.3.2, §15.4.5).
  const isCached = method.toUpperCase() === 'HEAD' || status === 304
  if (isCached || (status === 204 && !content.text)) {
    return { headers: fields, body: new Uint8Array() }
  }
  const marks = [content.comment, content._error, content._contentUnavailable, response._error]
  const size = marks.some(Boolean) ? -1 : content.size
  const encoded = { text: content.text, encoding: content.encoding, size }
  return { headers: fields, body: bytesOf(encoded, fields, `${label}.content`) }
}

type Encoded = { text: Json | undefined; encoding: Json | undefined; size: Json | undefined }

/** The bytes of a recorded text; null where they were not kept or cannot be had back. */
function bytesOf({ text, encoding, size }: Encoded, fields: Headers, label: string): Body {
  if (text === undefined || text === null || text === '') {
    return size === 0 || (text === '' && size === undefined) ? new Uint8Array() : null
  }
  if (typeof text !== 'string') return fail(`${label}.text`, 'is not a string')
  if (encoding === 'base64') return fromBase64(text, `${label}.text`)
  const isPlain = encoding === undefined || encoding === null || encoding === ''
  return isPlain && isFaithful(text, fields) ? new TextEncoder().encode(text) : null
}

/** Whether UTF-8 gives the bytes back: a recorder has decoded the text from the charset it came in. */
export function isFaithful(text: string, fields: Headers): boolean {
  const mediaType = parseMediaType(headerValue(fields, 'content-type') ?? '')
  const charset = mediaType?.parameters.get('charset')?.toLowerCase() ?? 'utf-8'
  // JSON is UTF-8 whatever its charset parameter says (RFC 8259 §11).
  if (/^utf-?8$/.test(charset) || (mediaType && isJsonMediaType(mediaType))) return true
  return !charset.startsWith('utf') && /^[\t\n\r -~]*$/.test(text)
}

function fromBase64(text: string, label: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch (cause) {
    return fail(label, 'is not base64', cause)
  }
}

/** Header fields without the pseudo fields of HTTP/2; where none were kept, the media type at least. */
function headersOf(message: JsonObject, mimeType: Json | undefined, label: string): Headers {
  const list = message.headers === undefined ? [] : listIn(message, 'headers', label)
  const fields: [string, string][] = []
  for (const [at, field] of list.entries()) {
    const where = `${label}.headers[${at}]`
    if (!isObject(field)) return fail(where, 'is not an object')
    const name = textIn(field, 'name', where)
    const value = textIn(field, 'value', where)
    // Chromium joins repeated fields with line feeds, which no field value can hold.
    if (name !== '' && !name.startsWith(':')) {
      fields.push(...value.split('\n').map((each): [string, string] => [name, each]))
    }
  }
  const isMissing = list.length === 0 && typeof mimeType === 'string'
  if (isMissing && parseMediaType(mimeType) !== undefined) fields.push(['content-type', mimeType])
  return fields
}

/** Undefined where no answer came: 0, -1 (Playwright) or null (Firefox). */
function statusOf(response: JsonObject, label: string): number | undefined {
  const { status } = response
  if (status === null || status === 0 || status === -1) return undefined
  const isStatus = typeof status === 'number' && /^[1-9]\d\d$/.test(String(status))
  if (isStatus) return status
  return fail(`${label}.status`, status === undefined ? 'is missing' : 'is not a status code')
}

function isPositive(size: Json | undefined): boolean {
  return typeof size === 'number' && size > 0
}

function objectIn(holder: JsonObject, name: string, label: string): JsonObject {
  const value = member(holder, name)
  if (isObject(value)) return value
  return fail(`${label}.${name}`, value === undefined ? 'is missing' : 'is not an object')
}

function optionalObjectIn(holder: JsonObject, name: string, label: string): JsonObject | undefined {
  const isAbsent = holder[name] === undefined || holder[name] === null
  return isAbsent ? undefined : objectIn(holder, name, label)
}

function listIn(holder: JsonObject, name: string, label: string): Json[] {
  const value = member(holder, name)
  return Array.isArray(value) ? value : fail(`${label}.${name}`, 'is not an array')
}

function textIn(holder: JsonObject, name: string, label: string): string {
  const value = member(holder, name)
  if (typeof value === 'string') return value
  return fail(`${label}.${name}`, value === undefined ? 'is missing' : 'is not a string')
}

function fail(label: string, problem: string, cause?: unknown): never {
  throw new ToolError('E_INPUT', `${label} ${problem}.`, {
    hint: 'Record the traffic as HAR 1.2, or take this entry out.',
    cause,
  })
}
