// The quick pass: whether an answer is clean beyond doubt. Where it says no, only the judge can say why, or that nothing is.
import type { Contract, MediaType } from '../contract/contract.ts'
import { applySchema } from '../contract/evaluate.ts'
import { uuid } from '../contract/formats.ts'
import { at, isObject, type Json, member } from '../contract/json.ts'
import type { Visit } from '../contract/schema-node.ts'
import { type Exchange, headerValue } from '../traffic/exchange.ts'
import { unknownMembers } from './unknown-members.ts'

/** The request's operation and the values in its path, as the caller knows them. */
export type KnownRequest = { operation: string; path: Readonly<Record<string, unknown>> }

// Deeper bodies are left to the judge, which has an eye on the stack.
const deepest = 64

/** How many named members a value has in all; not a number where it is too deep or has a dangerous name. */
function countMembers(value: Json, depth = 0): number {
  if (typeof value !== 'object' || value === null) return 0
  if (depth > deepest || Object.hasOwn(value, '__proto__')) return Number.NaN
  const own = isObject(value) ? Object.keys(value).length : 0
  return Object.values(value).reduce<number>(
    (sum, each) => sum + countMembers(each, depth + 1),
    own,
  )
}

function countNames(text: string): number {
  let count = 0
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon) count++
  return count
}

/** The value of a JSON text that nobody could read in another way: no name twice, no number that JavaScript rounds. */
function plainValue(bytes: Uint8Array): Json | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (/\d{16}|e\+?\d{3}/i.test(text)) return undefined
    const value: Json = JSON.parse(text)
    return countMembers(value) === countNames(text) ? value : undefined
  } catch {
    return undefined
  }
}

/** The secret names, whatever stands between their letters, also as JSON writes it. */
function secretNames({ secrets }: Contract): RegExp | undefined {
  const names = [...secrets.keys()].map((name) => [...name].join('(?:\\\\.|[^\\p{L}\\p{N}])*'))
  return names.length === 0 ? undefined : new RegExp(names.join('|'), 'iu')
}

/** Whether a text could hold a secret. `key` is the bearer of the request. */
function isSuspect(contract: Contract, text: string, key: string): boolean {
  const forms = [key, encodeURIComponent(key), btoa(key).replace(/=+$/, '')]
  // An escape inside an escape is a document in a string that hides its letters.
  return (
    text.includes('\\\\u') ||
    (key !== '' && forms.some((form) => text.includes(form))) ||
    secretNames(contract)?.test(text) === true
  )
}

function isKept(visit: Visit, path: KnownRequest['path']): boolean {
  const { schema, value } = visit
  const expression = schema['x-equals']
  const known = schema['x-known-values']
  if (schema.discriminator !== undefined && [schema.oneOf, schema.anyOf].flat().length > 2)
    return false
  if (value === null) return true
  if (Array.isArray(known) && !known.includes(value)) return false
  if (expression === undefined) return true
  const name = /^\$request\.path\.(.+)$/.exec(String(expression))?.[1]
  const wanted = name === undefined ? undefined : path[name]
  if (typeof wanted !== 'string' || typeof value !== 'string') return false
  return wanted === value || (uuid(value) && wanted.toLowerCase() === value.toLowerCase())
}

function obeysSchema(contract: Contract, media: MediaType, value: Json): Visit[] | undefined {
  if (media.schema === undefined) return []
  const options = { ...contract, direction: 'response' } as const
  const { faults, gaps, visits } = applySchema(options, media.schema, value)
  const isSure = faults.length === 0 && gaps.length === 0
  return isSure && unknownMembers(visits).next().done ? visits : undefined
}

/** The documented media type that is exactly the one that came, parameters aside; JSON only. */
function plainMediaType(content: readonly MediaType[], exchange: Exchange): MediaType | undefined {
  const type = headerValue(exchange.response.headers, 'content-type')
    ?.split(';')[0]
    ?.trim()
    .toLowerCase()
  const isPlain = content.every(({ range }) => !range.includes(';'))
  return isPlain && /[/+]json$/.test(type ?? '')
    ? content.find(({ range }) => range === type)
    : undefined
}

/**
 * Whether the judge would find nothing at all in an answer, not even a warning. Only a yes is a verdict; a no
 * means that it has to be judged. It is small, so that a client can carry it and leave the judge at home.
 */
export function isClean(contract: Contract, exchange: Exchange, known: KnownRequest): boolean {
  const { request, response } = exchange
  const operation = contract.operations.find(({ key }) => key === known.operation)
  const spec = operation?.responses.find(({ status }) => status === String(response.status))
  const authorization = headerValue(request.headers, 'authorization') ?? 'Bearer '
  const [, key] = /^Bearer ([\x21\x23-\x5b\x5d-\x7e]*)$/.exec(authorization) ?? []
  if (spec === undefined || spec.headers.length > 0 || key === undefined) return false
  if (response.body === null || request.body === null || request.method === 'HEAD') return false
  // A key in another place than the header is one that only the judge looks for.
  const schemes = at(contract.document, '/components/securitySchemes')
  if (Object.values(schemes ?? {}).some((each) => member(each, 'type') === 'apiKey')) return false
  const sent = new TextDecoder().decode(request.body)
  const around = `${sent}\n${response.headers.map((field) => field.join(': ')).join('\n')}`
  if (isSuspect(contract, around, key)) return false
  if (spec.content === undefined) return response.body.length === 0
  const media = plainMediaType(spec.content, exchange)
  const value = media && plainValue(response.body)
  if (media === undefined || value === undefined) return false
  if (isSuspect(contract, JSON.stringify(value), key)) return false
  return obeysSchema(contract, media, value)?.every((visit) => isKept(visit, known.path)) === true
}
