// Correct answers: for each documented status and media type what has to be around a sample of its schema.

import { bodyValue } from '../checks/subject.ts'
import { judgeParameter } from '../checks/values.ts'
import type { Contract, Header, MediaType, Operation, ResponseSpec } from '../contract/contract.ts'
import type { Json } from '../contract/json.ts'
import { matchOperation } from '../contract/match.ts'
import { matchMediaType } from '../contract/media-type.ts'
import { samplesOf } from '../samples/samples.ts'
import { readBody } from '../traffic/body.ts'
import type { Exchange } from '../traffic/exchange.ts'
import { headerValue } from '../traffic/exchange.ts'
import { headerParameter, parameterText, sourceOf } from '../traffic/parameter-text.ts'
import { readParameter } from '../traffic/parameters.ts'
import { resolveExpression } from '../traffic/runtime-expression.ts'
import { sampleValue } from '../traffic/sample-value.ts'
import { sentAs } from './encode-body.ts'
import type { Seeded } from './request.ts'

/** A documented answer without its body: what each sample is put into. */
export type Answer = {
  operation: Operation
  response: ResponseSpec
  media: MediaType | undefined
  exchange: Exchange
}

/** Whether an operation documents a status: by number, range or default. */
function documents({ responses }: Operation, status: number): boolean {
  const names = [String(status), `${Math.floor(status / 100)}XX`, 'DEFAULT']
  return responses.some((each) => names.includes(each.status.toUpperCase()))
}

/** A status that nothing documents; undefined where everything is. */
export function undocumentedStatus(operation: Operation): number | undefined {
  return [418, 299, 599, 499, 226].find((status) => !documents(operation, status))
}

/** A status that is answered as this response says; undefined where others take all of them. */
function statusOf(operation: Operation, { status }: ResponseSpec): number | undefined {
  if (/^\d{3}$/.test(status)) return Number(status)
  const hundreds = /^\dxx$/i.test(status) ? [Number(status[0])] : [5, 4, 2, 3]
  const others = operation.responses.filter((each) => each.status !== status)
  const rivals = { ...operation, responses: others }
  // Above 5, since 204 and 205 have no body by nature; the middle of a hundred is seldom documented.
  const candidates = hundreds.flatMap((hundred) =>
    Array.from({ length: 90 }, (_, index) => hundred * 100 + ((index + 50) % 90) + 9),
  )
  const isRange = hundreds.length === 1
  const taken = (each: number) =>
    isRange ? others.some((other) => other.status === String(each)) : documents(rivals, each)
  return candidates.find((each) => !taken(each))
}

/** The text of the first value that a header may have; undefined where there is none. */
function headerText({ contract, seed }: Seeded, header: Header): string | undefined {
  const parameter = headerParameter(header)
  const fits = (value: Json | undefined): string | undefined => {
    const text = value === undefined ? undefined : parameterText(contract, parameter, value)
    if (text === undefined) return undefined
    const sought = { contract, parameter, source: sourceOf(parameter, text), at: '' }
    const [verdict] = judgeParameter({ ...sought, direction: 'response' })
    return verdict === undefined ? text : undefined
  }
  const { pointer: holder, schema } = header
  const given = fits(sampleValue(contract, { holder, schema }))
  if (given !== undefined || schema === undefined) return given ?? fits('example')
  const options = { contract, seed, direction: 'response', resolve: () => undefined } as const
  for (const { value } of samplesOf(schema, options).valid) {
    const text = fits(value)
    if (text !== undefined) return text
  }
  return undefined
}

/** Why a media type of a response cannot be answered with; undefined where it can. */
function obstacle(response: ResponseSpec, media: MediaType): string | undefined {
  const ranges = (response.content ?? []).map(({ range }) => range)
  const index = matchMediaType(sentAs(media), ranges)
  return ranges[index ?? -1] === media.range ? undefined : `${media.range} is no media type`
}

/** An answer of a documented status and media type, its body still empty; or why there is none. */
export function answerFor(
  seeded: Seeded,
  request: Exchange['request'],
  spec: Omit<Answer, 'exchange'>,
): Answer | string {
  const { operation, response, media } = spec
  const status = statusOf(operation, response)
  if (status === undefined) return 'other documented statuses leave none for it'
  const hindered = media === undefined ? undefined : obstacle(response, media)
  if (hindered !== undefined) return hindered
  const headers: [string, string][] = media === undefined ? [] : [['Content-Type', sentAs(media)]]
  for (const header of response.headers) {
    if (!header.required) continue
    const text = headerText(seeded, header)
    if (text === undefined) return `no value is known for its header ${header.name}`
    headers.push([header.name, text])
  }
  const answer = { status, headers, body: new Uint8Array() }
  const exchange: Exchange = {
    kind: 'observed',
    source: 'proof',
    index: 0,
    request,
    response: answer,
  }
  return { ...spec, exchange }
}

const parameterOf = /^\$request\.(path|query|header)\.(.+)$/

/** The value that a documented parameter was sent with: a number where its schema says so, not the text. */
function sentValue(
  { operation, exchange }: Answer,
  { document }: Contract,
  source: { path: Readonly<Record<string, string>> },
): (expression: string) => Json | undefined {
  const { url, headers } = exchange.request
  return (expression) => {
    const [, place, name] = parameterOf.exec(expression) ?? []
    const parameter = operation.parameters.find((each) => each.in === place && each.name === name)
    if (parameter === undefined) return undefined
    const reading = readParameter(parameter, { url, headers, path: source.path }, document)
    return 'present' in reading && reading.present ? reading.value : undefined
  }
}

/** What run-time expressions say in an exchange, whatever its answer's body. */
export function expressionsOf(
  contract: Contract,
  answer: Answer,
): (expression: string) => Json | undefined {
  const { request, response } = answer.exchange
  const match = matchOperation(contract, request)
  const sent = readBody(request.body, headerValue(request.headers, 'content-type'))
  const source = {
    method: request.method,
    url: request.url,
    status: response.status,
    path: match.operation === undefined ? {} : match.path,
    request: { headers: request.headers, body: bodyValue(sent) },
    response: { headers: response.headers, body: undefined },
  }
  const sentFor = sentValue(answer, contract, source)
  return (expression) => sentFor(expression) ?? resolveExpression(expression, source)
}
