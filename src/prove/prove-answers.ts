// Proves the documented answers of an operation: each status, each media type, each constraint of its schema.
import { canonical } from '../contract/compare.ts'
import type { Contract, MediaType, Operation, ResponseSpec } from '../contract/contract.ts'
import { assumedAt } from '../contract/evidence.ts'
import { at, isObject, type Json } from '../contract/json.ts'
import { localPointer } from '../contract/members.ts'
import type { Unsampled } from '../samples/sample.ts'
import { samplesOf } from '../samples/samples.ts'
import type { Exchange } from '../traffic/exchange.ts'
import { type Answer, answerFor, expressionsOf } from './answer.ts'
import { encodeBody, formOf } from './encode-body.ts'
import { headerFlaws } from './field-flaws.ts'
import { answering, type Flaw, fewOfEach, schemaFlaws } from './flaw.ts'
import { formFlaws, reachesForms } from './form-flaws.ts'
import { bodyFlaws, textFlaws, typeFlaws } from './message-flaws.ts'
import { giveUp, type Proving, provePlace, type Round, tryAll, tryValid } from './proving.ts'
import { echoFlaws, secretFlaws } from './secret-flaws.ts'

/** The schema that a schema merely refers to, so that places that share it are known as one. */
function rootOf({ document }: Contract, pointer: string): string {
  let place = pointer
  for (let steps = 0; steps < 20; steps++) {
    const schema = at(document, place)
    const target = isObject(schema) && Object.keys(schema).length === 1 ? schema.$ref : undefined
    const next = localPointer(target)
    if (next === undefined) return place
    place = next
  }
  return place
}

// These say nothing of a value.
const wordsOnly = ['description', 'title', 'summary', 'example', 'examples', 'x-source']

// What is longer is seldom written twice.
const longest = 2000

/** A name for a schema that is the same for schemas that are written alike, as lists of one component are. */
export function schemaName(contract: Contract, pointer: string): string {
  const root = rootOf(contract, pointer)
  const schema = at(contract.document, root)
  if (!isObject(schema) || root !== pointer) return root
  const rest = Object.entries(schema).filter(([name]) => !wordsOnly.includes(name))
  const text = canonical(Object.fromEntries(rest))
  return text.length > longest ? root : `${assumedAt(contract.document, root)} ${text}`
}

/** What is proven once where it is shared: a media type's schema, and the response around it. */
export function placeOf(contract: Contract, response: ResponseSpec, media?: MediaType): string {
  const schema = media?.schema
  const form = media === undefined ? '' : formOf(media)
  const shared = schema === undefined ? response.pointer : schemaName(contract, schema)
  return `${form} ${shared} ${response.headers.map(({ pointer }) => pointer).join(' ')}`
}

/** Whether such answers have a body at all (RFC 9110 §6.4.1). */
function hasBody({ exchange }: Answer): boolean {
  return ![204, 205, 304].includes(exchange.response.status) && exchange.request.method !== 'HEAD'
}

/** Whether the contract documents that nothing comes, so that any body has no documented type. */
function isEmptyByContract(answer: Answer): boolean {
  return answer.response.content?.length === 0 && hasBody(answer)
}

function withBody(
  { contract: { document } }: Pick<Proving, 'contract'>,
  { exchange, media }: Answer,
  value: Json,
): Exchange | undefined {
  const body = media === undefined ? undefined : encodeBody(media, value, document)
  return body === undefined ? undefined : answering(exchange, { body })
}

/** The shortest and the longest value, as JSON. A long one is of use as long as it is not the longest by far. */
function extremes(values: readonly Json[]): { small: Json; rich: Json } {
  const sized = values
    .map((value) => ({ value, size: JSON.stringify(value).length }))
    .sort((a, b) => a.size - b.size)
  const small = sized[0]?.value ?? {}
  return { small, rich: sized.findLast(({ size }) => size < 50_000)?.value ?? small }
}

function* messageFlaws(
  round: Round,
  answer: Answer,
  values: readonly Json[],
): Generator<Flaw | Unsampled> {
  const { contract } = round.proving
  const { small, rich } = extremes(values)
  const base = { ...answer, exchange: withBody(round.proving, answer, small) ?? answer.exchange }
  if (answer.media !== undefined || isEmptyByContract(answer)) yield* typeFlaws(contract, base)
  yield* headerFlaws(round.proving, base)
  if (answer.media !== undefined && formOf(answer.media) === 'text')
    yield* textFlaws(contract, base)
  if (answer.media === undefined || formOf(answer.media) !== 'json') return
  yield* bodyFlaws(contract, base, small)
  yield* secretFlaws(contract, base, { small, rich })
  yield* echoFlaws(base, small)
  const { schema } = answer.media
  if (schema === undefined || !reachesForms(contract, schema)) return
  for (const value of values) yield* formFlaws(contract, base, value)
}

/** Valid samples and flaws of one documented answer. */
function proveBodies(round: Round, answer: Answer, schema: string): void {
  const { contract, seed, share, isSparing, sampled } = round.proving
  const resolve = expressionsOf(contract, answer)
  const samples = samplesOf(schema, {
    ...{ contract, seed, direction: 'response', resolve },
    ...(sampled === undefined ? {} : { sampled: sampled.response }),
  })
  const sound: Json[] = []
  for (const { value } of samples.valid) {
    const exchange = withBody(round.proving, answer, value)
    if (exchange === undefined || exchange.response.body?.length === 0) continue
    tryValid(round, exchange)
    sound.push(value)
  }
  if (sound.length === 0) giveUp(round, schema, 'no valid value is known')
  for (let index = 0; index < share && sound.length > 0; index++) {
    const exchange = withBody(round.proving, answer, samples.random())
    if (exchange !== undefined && exchange.response.body?.length !== 0) tryValid(round, exchange)
  }
  const invalid = isSparing ? fewOfEach(samples.invalid) : samples.invalid
  const formless = `what breaks it cannot be written as ${answer.media?.range}`
  const write = (value: Json) => withBody(round.proving, answer, value)
  const setting = { write, place: '/response/body', formless }
  tryAll(round, schemaFlaws({ ...samples, invalid }, setting))
  tryAll(round, messageFlaws(round, answer, sound))
}

function proveAnswer(round: Round, answer: Answer): void {
  const { media, response } = answer
  const isRead = media === undefined || formOf(media) === 'json' || formOf(media) === 'text'
  if (media !== undefined && !isRead) {
    giveUp(round, media.pointer, `nothing reads bodies of ${media.range}`)
    return
  }
  if (media !== undefined && !hasBody(answer)) {
    giveUp(round, media.pointer, `answers with status ${response.status} have no body`)
    return
  }
  if (media?.schema !== undefined) {
    proveBodies(round, answer, media.schema)
    return
  }
  const value = media === undefined ? undefined : formOf(media) === 'json' ? {} : 'text'
  const exchange = value === undefined ? answer.exchange : withBody(round.proving, answer, value)
  tryValid(round, exchange ?? answer.exchange)
  tryAll(round, messageFlaws(round, answer, value === undefined ? [] : [value]))
}

/** Proves all documented answers of an operation to one request. */
export function proveAnswers(
  proving: Proving,
  operation: Operation,
  request: Exchange['request'],
): Round[] {
  return operation.responses.flatMap((response) => {
    const { content = [] } = response
    const medias: (MediaType | undefined)[] = content.length === 0 ? [undefined] : [...content]
    return medias.map((media) => {
      const place = placeOf(proving.contract, response, media)
      const prove = (round: Round) => {
        const answer = answerFor(proving, request, { operation, response, media })
        if (typeof answer !== 'string') proveAnswer(round, answer)
        else giveUp(round, media?.pointer ?? response.pointer, answer)
      }
      return provePlace(proving, operation, { place, prove })
    })
  })
}
