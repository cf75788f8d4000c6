// Proves what the contract asks of requests: accepted ones that break it are told of.
import type { Contract, MediaType, Operation, RequestBody } from '../contract/contract.ts'
import type { Json } from '../contract/json.ts'
import { matchMediaType } from '../contract/media-type.ts'
import type { Unsampled } from '../samples/sample.ts'
import { samplesOf } from '../samples/samples.ts'
import type { Exchange } from '../traffic/exchange.ts'
import { encodeBody, formOf, sentAs } from './encode-body.ts'
import { operationFlaws, parameterFlaws } from './field-flaws.ts'
import {
  asking,
  beyondSchema,
  bytesOf,
  type Flaw,
  fewOfEach,
  isHeldEverywhere,
  schemaFlaws,
  severityAt,
  withField,
} from './flaw.ts'
import { statusFlaws } from './message-flaws.ts'
import { schemaName } from './prove-answers.ts'
import { giveUp, type Proving, provePlace, type Round, tryAll, tryValid } from './proving.ts'
import { assemble, type RequestParts } from './request.ts'

// No API takes it, and nothing reads it.
const strangeType = 'audio/x-unheard-of'

type Sent = {
  parts: RequestParts
  server: string
  /** Answers that obey the contract, in documented order. */
  sound: readonly Exchange['response'][]
}

/** An operation and what travels when it is called. */
type Call = { operation: Operation; exchange: Exchange }

function withSent(exchange: Exchange, media: MediaType, body: Uint8Array): Exchange {
  const headers = withField(exchange.request.headers, 'content-type', sentAs(media))
  return asking(exchange, { headers, body })
}

function* bodyFlaws(
  { contract }: Proving,
  documented: RequestBody,
  exchange: Exchange,
): Generator<Flaw> {
  const { pointer: breaks, required, content } = documented
  const rule = 'request-schema'
  const sure = severityAt(contract, breaks)
  if (required) {
    const headers = withField(exchange.request.headers, 'content-type')
    const wrong = asking(exchange, { headers, body: new Uint8Array() })
    const how = 'no request body'
    yield beyondSchema({ exchange: wrong, breaks, at: '/request/body', how, rule }, sure)
  }
  const ranges = content.map(({ range }) => range)
  if (matchMediaType(strangeType, ranges) !== undefined) return
  const headers = withField(exchange.request.headers, 'content-type', strangeType)
  const wrong = asking(exchange, { headers, body: bytesOf('example') })
  const at = '/request/headers/content-type'
  yield beyondSchema({ exchange: wrong, breaks, at, how: 'another media type', rule }, sure)
}

/** As {@link placeOf}, for a body that is sent. */
export function requestPlaceOf(contract: Contract, media: MediaType): string {
  const { pointer, schema } = media
  return `request ${formOf(media)} ${schema === undefined ? pointer : schemaName(contract, schema)}`
}

/** Valid and broken bodies of one media type. */
function proveMedia(round: Round, media: MediaType, exchange: Exchange): void {
  const { contract, seed, share, isSparing, sampled } = round.proving
  const { schema } = media
  if (schema === undefined) return
  if (formOf(media) === 'bytes') {
    giveUp(round, media.pointer, `nothing reads bodies of ${media.range}`)
    return
  }
  const options = { contract, seed, direction: 'request', resolve: () => undefined } as const
  const shared = sampled === undefined ? {} : { sampled: sampled.request }
  const { valid, invalid, unsampled, random } = samplesOf(schema, { ...options, ...shared })
  const values = [...valid.map(({ value }) => value), ...Array.from({ length: share }, random)]
  const write = (value: Json) => {
    const body = encodeBody(media, value, contract.document)
    return body === undefined || body.length === 0 ? undefined : withSent(exchange, media, body)
  }
  for (const value of valid.length === 0 ? [] : values) {
    const sent = write(value)
    if (sent !== undefined) tryValid(round, sent)
  }
  const setting = {
    write,
    place: '/request/body',
    rule: 'request-schema',
    formless: `what breaks it cannot be written as ${media.range}`,
  }
  const broken = (isSparing ? fewOfEach(invalid) : invalid).filter(isHeldEverywhere)
  const left = unsampled.filter(({ pointer }) => !/\/x-(?:equals|known-values)$/.test(pointer))
  tryAll(round, schemaFlaws({ invalid: broken, unsampled: left }, setting))
}

/** Every wrong request but those with a wrong body, and an answer that nothing documents. */
function* messageFlaws(proving: Proving, answer: Call, sent: Sent): Generator<Flaw | Unsampled> {
  const { requestBody } = answer.operation
  yield* parameterFlaws(proving, answer, sent)
  if (requestBody !== undefined) yield* bodyFlaws(proving, requestBody, answer.exchange)
}

/** Requests of every kind, each accepted by the API; and what no operation documents. */
export function proveRequests(
  proving: Proving,
  operation: Operation,
  { parts, server, sound }: Sent,
): Round[] {
  const { contract } = proving
  const request = assemble(server, operation, parts)
  const exchangeWith = (response: Exchange['response']): Exchange => {
    return { kind: 'observed', source: 'proof', index: 0, request, response }
  }
  const accepted = sound.find(({ status }) => status < 400)
  const response = accepted ?? { status: 200, headers: [], body: new Uint8Array() }
  const exchange = exchangeWith(response)
  const whole = provePlace(proving, operation, {
    place: operation.pointer,
    prove(round) {
      tryAll(round, statusFlaws(contract, operation, exchange))
      tryAll(round, operationFlaws(contract, operation, exchange), true)
      if (accepted !== undefined) {
        tryAll(round, messageFlaws(proving, { operation, exchange }, { parts, server, sound }))
      } else if (operation.parameters.length > 0 || operation.requestBody !== undefined) {
        giveUp(round, operation.pointer, 'it documents no answer by which a request is accepted')
      }
    },
  })
  const medias = accepted === undefined ? [] : (operation.requestBody?.content ?? [])
  return [
    whole,
    ...medias.map((media) =>
      provePlace(proving, operation, {
        place: requestPlaceOf(contract, media),
        prove: (round) => proveMedia(round, media, exchange),
      }),
    ),
  ]
}
