// OpenAPI run-time expressions (OpenAPI 3.1 §4.8.20.3): `$request.path.id` as a value of one exchange.
import { at, type Json } from '../contract/json.ts'
import { type Headers, headerValue } from './exchange.ts'

/** What an expression can speak of; bodies are given read, undefined where they could not be. */
export type ExpressionSource = {
  method: string
  url: string
  status: number
  /** Raw values of the path's templates. */
  path: Readonly<Record<string, string>>
  request: { headers: Headers; body: Json | undefined }
  response: { headers: Headers; body: Json | undefined }
}

function decoded(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function queryValue(url: string, name: string): string | undefined {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? ''
  return new URLSearchParams(query).get(name) ?? undefined
}

const parts = /^\$(request|response)\.(?:(path|query|header)\.(.+)|body(?:#((?:\/.*)?))?)$/

/** Whether a text is a run-time expression. */
export function isExpression(text: string): boolean {
  return ['$method', '$url', '$statusCode'].includes(text) || parts.test(text)
}

/** The value that an expression has in an exchange; undefined where it has none or is not one. */
export function resolveExpression(expression: string, source: ExpressionSource): Json | undefined {
  if (expression === '$method') return source.method
  if (expression === '$url') return source.url
  if (expression === '$statusCode') return source.status
  const found = parts.exec(expression)
  if (found === null) return undefined
  const [, side, place, name = '', pointer = ''] = found
  const message = side === 'response' ? source.response : source.request
  if (place === undefined) return message.body === undefined ? undefined : at(message.body, pointer)
  if (place === 'header') return headerValue(message.headers, name)
  if (side === 'response') return undefined
  if (place === 'query') return queryValue(source.url, name)
  return Object.hasOwn(source.path, name) ? decoded(source.path[name]) : undefined
}
