// The parts of an exchange beside the answer's body, each read and held against its schema once more.

import { bodyValue, mediaTypeFor, type Subject } from '../checks/subject.ts'
import type { Header, Parameter } from '../contract/contract.ts'
import { type Evaluation, evaluate } from '../contract/evaluate.ts'
import { at, type Json, join } from '../contract/json.ts'
import type { Direction } from '../contract/schema-node.ts'
import { readBody } from '../traffic/body.ts'
import { headerValue } from '../traffic/exchange.ts'
import type { ParameterSource } from '../traffic/parameter-pieces.ts'
import { readParameter, typedForm } from '../traffic/parameters.ts'
import { mediaTypePointer } from './contract-places.ts'

/** What was there for one part; `evaluation` is undefined where no schema speaks of it. */
export type SeenPart = {
  /** Names its place in evidence. */
  place: string
  fact: 'value' | 'absent'
  evaluation?: Evaluation | undefined
}

type Sought = { subject: Subject; parameter: Parameter; source: ParameterSource; side: Direction }

function* seenParameter({ subject, parameter, source, side }: Sought): Generator<SeenPart> {
  const { contract } = subject
  const { pointer: place, schema } = parameter
  const reading = readParameter(parameter, source, contract.document)
  if ('unchecked' in reading || 'fault' in reading) return
  if (!reading.present) {
    yield { place, fact: 'absent' }
    return
  }
  if (schema === undefined) {
    yield { place, fact: 'value' }
    return
  }
  // Of several ways to read a text, the first that obeys is the one that was meant.
  for (const value of [reading.value, ...reading.others]) {
    const evaluation = evaluate({ ...contract, direction: side }, schema, value)
    if (evaluation.faults.length > 0) continue
    yield { place, fact: 'value', evaluation }
    return
  }
}

/** The documented headers of the answer. */
export function* seenHeaders(subject: Subject): Generator<SeenPart> {
  const side = 'response'
  const source = { url: '', path: {}, headers: subject.exchange.response.headers }
  for (const header of subject.response?.headers ?? []) {
    yield* seenParameter({ subject, parameter: asParameter(header), source, side })
  }
}

function asParameter({ name, required, pointer, schema }: Header): Parameter {
  const form = { in: 'header', style: 'simple', explode: false, mediaType: undefined } as const
  return { name, required, pointer, schema, ...form }
}

function* seenBody(subject: Subject): Generator<SeenPart> {
  const { contract, exchange, operation } = subject
  if (operation?.requestBody === undefined) return
  const { headers, body } = exchange.request
  const contentType = headerValue(headers, 'content-type')
  const reading = readBody(body, contentType)
  if (reading.kind === 'absent') return
  if (reading.kind === 'empty') {
    yield { place: join(operation.pointer, 'requestBody'), fact: 'absent' }
    return
  }
  const mediaType = mediaTypeFor(operation.requestBody.content, contentType)
  if (mediaType === undefined || reading.kind === 'broken') return
  const place = mediaTypePointer(operation, undefined, mediaType)
  const { schema } = mediaType
  const value: Json | undefined =
    reading.kind === 'form' && schema !== undefined
      ? typedForm(reading.value, at(contract.document, schema) ?? true, contract.document)
      : bodyValue(reading)
  const evaluation =
    schema === undefined || value === undefined
      ? undefined
      : evaluate({ ...contract, direction: 'request' }, schema, value)
  yield { place, fact: 'value', evaluation }
}

/** The parameters and the body of the request. */
export function* seenInRequest(subject: Subject): Generator<SeenPart> {
  const { match, operation, exchange } = subject
  const { url, headers } = exchange.request
  const source = { url, headers, path: match.operation === undefined ? {} : match.path }
  for (const parameter of operation?.parameters ?? []) {
    // Browsers and exporters keep cookies out of recordings, so a missing one says nothing.
    if (parameter.in === 'cookie' && headerValue(headers, 'cookie') === undefined) continue
    yield* seenParameter({ subject, parameter, source, side: 'request' })
  }
  yield* seenBody(subject)
}
