// One exchange beside what the contract says of it: worked out once, looked at by every rule.
import type { Contract, MediaType, Operation, ResponseSpec } from '../contract/contract.ts'
import { type Evaluation, evaluate } from '../contract/evaluate.ts'
import type { Json } from '../contract/json.ts'
import { type Match, type Miss, matchOperation } from '../contract/match.ts'
import { matchMediaType } from '../contract/media-type.ts'
import { type BodyReading, readBody } from '../traffic/body.ts'
import { credentialsOf } from '../traffic/credentials.ts'
import { type Exchange, headerValue } from '../traffic/exchange.ts'

export type Subject = {
  exchange: Exchange
  contract: Contract
  match: Match | Miss
  operation: Operation | undefined
  /** What the contract documents for the status that came; undefined where it documents none. */
  response: ResponseSpec | undefined
  contentType: string | undefined
  /** The documented media type that the answer's own falls under. */
  mediaType: MediaType | undefined
  body: BodyReading
  /** Every credential that the request carried, in every form in which it could be repeated. */
  credentials: readonly string[]
  /** The answer's body held against its schema; undefined where there is none or no way to read it. */
  evaluation: Evaluation | undefined
}

/** The documented response for a status: exact, then `4XX`, then `default` (OpenAPI 3.1 §4.8.16). */
export function responseFor(operation: Operation, status: number): ResponseSpec | undefined {
  const range = `${Math.floor(status / 100)}XX`
  const find = (name: string) =>
    operation.responses.find((each) => each.status.toUpperCase() === name)
  return find(String(status)) ?? find(range) ?? find('DEFAULT')
}

/** Whether an answer has no body by its nature, whatever is documented (RFC 9110 §6.4.1). */
export function isBodiless({ request, response }: Exchange): boolean {
  return request.method.toUpperCase() === 'HEAD' || [204, 205, 304].includes(response.status)
}

/** Whether an answer only says that what the caller has is still good (RFC 9110 §15.4.5). */
export function isNotModified({ request, response }: Exchange): boolean {
  const conditional = ['if-none-match', 'if-modified-since']
  return (
    response.status === 304 &&
    conditional.some((name) => headerValue(request.headers, name) !== undefined)
  )
}

/** The value of a body, however its media type writes it; undefined where there is none to judge. */
export function bodyValue(body: BodyReading): Json | undefined {
  return body.kind === 'json' || body.kind === 'text' || body.kind === 'form'
    ? body.value
    : undefined
}

/** The documented media type that a body falls under. */
export function mediaTypeFor(
  content: readonly MediaType[] | undefined,
  contentType: string | undefined,
): MediaType | undefined {
  if (content === undefined || contentType === undefined) return undefined
  const index = matchMediaType(
    contentType,
    content.map(({ range }) => range),
  )
  return index === undefined ? undefined : content[index]
}

export function createSubject(exchange: Exchange, contract: Contract, baseUrl?: string): Subject {
  const match = matchOperation(contract, exchange.request, baseUrl)
  const { operation } = match
  const { status, headers, body: bytes } = exchange.response
  const response = operation && responseFor(operation, status)
  const contentType = headerValue(headers, 'content-type')
  const mediaType = mediaTypeFor(response?.content, contentType)
  const body = readBody(bytes, contentType)
  const value = bodyValue(body)
  const judged = mediaType?.schema !== undefined && value !== undefined && !isBodiless(exchange)
  const evaluation = judged
    ? evaluate({ ...contract, direction: 'response' }, mediaType?.schema ?? '', value)
    : undefined
  const sent = bodyValue(
    readBody(exchange.request.body, headerValue(exchange.request.headers, 'content-type')),
  )
  const credentials = credentialsOf(contract, exchange, sent)
  const found = {
    match,
    operation,
    response,
    contentType,
    mediaType,
    body,
    credentials,
    evaluation,
  }
  return { exchange, contract, ...found }
}
