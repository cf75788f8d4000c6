// Rule about expectations: what a consumer sends and expects is something that the contract speaks of.
import type { Parameter } from '../contract/contract.ts'
import { type Evaluation, evaluate } from '../contract/evaluate.ts'
import { assumedAt } from '../contract/evidence.ts'
import { at, isObject, join, member } from '../contract/json.ts'
import { matchMediaType } from '../contract/media-type.ts'
import { declaredMember, schemasInPlace } from '../contract/members.ts'
import { readBody } from '../traffic/body.ts'
import { headerValue } from '../traffic/exchange.ts'
import { decodeForm, splitPair } from '../traffic/percent.ts'
import { apiKeyNames } from '../traffic/placed-key.ts'
import type { Check, Violation } from './check.ts'
import { requestFields, responseFields } from './http-fields.ts'
import { spell } from './secret-leak.ts'
import { bodyValue, isBodiless, mediaTypeFor, type Subject } from './subject.ts'
import { undocumentedMembers } from './unknown-members.ts'

function breach(
  { contract }: Subject,
  place: Pick<Violation, 'at'> & { pointer: string },
  args: { what: string; name: string },
): Violation {
  const assumed = assumedAt(contract.document, place.pointer)
  return { kind: 'violation', ...place, args: { ...args, name: args.name.slice(0, 100) }, assumed }
}

/** Of what is sent and not forbidden: an API may ignore what it does not know, or heed it. */
const unheeded = (found: Violation): Violation => ({ ...found, assumed: true })

/** Whether the form that an object's discriminator names has the member, listed or not (OpenAPI 3.1 §4.8.25). */
function isOfNamedForm(
  { contract: { document } }: Subject,
  { visits }: Evaluation,
  sought: { at: string; name: string },
): boolean {
  return visits.some(({ at: where, schema: { discriminator }, value }) => {
    if (where !== sought.at || !isObject(discriminator)) return false
    const tag = String(member(value, String(discriminator.propertyName)))
    const form = String(member(discriminator.mapping, tag) ?? tag)
    const reference = form.includes('/') ? form : `#/components/schemas/${form}`
    return declaredMember(document, { $ref: reference }, sought.name).length > 0
  })
}

function* answerMembers(subject: Subject): Generator<Violation> {
  const { evaluation, contract } = subject
  if (evaluation === undefined) return
  for (const { at: where, pointer, name, value } of undocumentedMembers(evaluation)) {
    // A secret has its finding already.
    if (typeof value === 'string' && contract.secrets.has(spell(name))) continue
    if (isOfNamedForm(subject, evaluation, { at: where, name })) continue
    const place = { at: `/response/body${join(where, name)}`, pointer }
    yield breach(subject, place, { what: 'member', name })
  }
}

function* answerHeaders(subject: Subject): Generator<Violation> {
  const { exchange, response } = subject
  if (response === undefined) return
  const known = new Set(response.headers.map(({ name }) => name.toLowerCase()))
  const names = exchange.response.headers.map(([name]) => name.toLowerCase())
  for (const name of new Set(names)) {
    // Where no content is documented, one finding about the body is enough.
    const isOwn =
      name === 'content-type' && (response.content !== undefined || expectsBody(subject))
    if (known.has(name) || isOwn || responseFields.own.includes(name)) continue
    const place = { at: join('/response/headers', name), pointer: response.pointer }
    const found = breach(subject, place, { what: 'header', name })
    // HTTP says what it means, though nobody says that it comes.
    yield responseFields.defined.includes(name) ? { ...found, assumed: true } : found
  }
}

/** The answer has a body that is worth something to the consumer. */
function expectsBody({ exchange }: Subject): boolean {
  const { body } = exchange.response
  const text = body === null ? '' : new TextDecoder().decode(body.subarray(0, 5))
  return text !== '' && text !== 'null'
}

function* answer(subject: Subject): Generator<Violation> {
  const { response, exchange } = subject
  if (response === undefined) return
  yield* answerHeaders(subject)
  yield* answerMembers(subject)
  // What has no body by its nature has none, whatever is documented.
  const isPromised = response.content !== undefined && !isBodiless(exchange)
  if (isPromised || !expectsBody(subject)) return
  const place = { at: '/response/body', pointer: response.pointer }
  yield breach(subject, place, { what: 'body', name: '' })
}

/** Whether a query parameter is one that a documented one may be written as (OpenAPI 3.1 §4.8.12). */
function isWrittenAs({ contract: { document } }: Subject, parameter: Parameter, name: string) {
  if (parameter.name === name) return true
  if (parameter.style === 'deepObject') return name.startsWith(`${parameter.name}[`)
  if (!parameter.explode || parameter.style !== 'form') return false
  const schemas = schemasInPlace(document, at(document, parameter.schema ?? '/') ?? true)
  return schemas.some(({ properties, patternProperties, additionalProperties }) => {
    const isOpen = patternProperties !== undefined || isObject(additionalProperties)
    return isOpen || additionalProperties === true || member(properties, name) !== undefined
  })
}

function* sentParameters(subject: Subject): Generator<Violation> {
  const { exchange, operation, contract } = subject
  const { url, headers } = exchange.request
  const { parameters = [], pointer = '' } = operation ?? {}
  const inQuery = parameters.filter((each) => each.in === 'query')
  const pairs = (/\?([^#]*)/.exec(url)?.[1] ?? '').split('&').filter((pair) => pair !== '')
  const asked = pairs.map((pair) => splitPair(pair)[0]).map((name) => decodeForm(name) ?? name)
  for (const name of new Set(asked)) {
    if (inQuery.some((each) => isWrittenAs(subject, each, name))) continue
    if (apiKeyNames(contract.document, 'query').includes(name)) continue
    const place = { at: join('/request/query', name), pointer }
    yield unheeded(breach(subject, place, { what: 'query parameter', name }))
  }
  const fields = parameters.filter((each) => each.in === 'header').map((each) => each.name)
  const known = [...fields, ...apiKeyNames(contract.document, 'header')].map((name) =>
    name.toLowerCase(),
  )
  for (const name of new Set(headers.map(([field]) => field.toLowerCase()))) {
    if (known.includes(name) || requestFields.includes(name)) continue
    const place = { at: join('/request/headers', name), pointer }
    yield unheeded(breach(subject, place, { what: 'header', name }))
  }
}

function* sentBody(subject: Subject): Generator<Violation> {
  const { exchange, operation, contract } = subject
  const { headers, body } = exchange.request
  if (operation === undefined || body === null || body.length === 0) return
  const { requestBody, pointer } = operation
  if (requestBody === undefined) {
    yield breach(subject, { at: '/request/body', pointer }, { what: 'body', name: '' })
    return
  }
  const contentType = headerValue(headers, 'content-type')
  const schema = mediaTypeFor(requestBody.content, contentType)?.schema
  const value = bodyValue(readBody(body, contentType))
  if (schema === undefined || value === undefined) return
  const evaluation = evaluate({ ...contract, direction: 'request' }, schema, value)
  for (const { at: where, pointer: place, name } of undocumentedMembers(evaluation)) {
    if (isOfNamedForm(subject, evaluation, { at: where, name })) continue
    const found = { at: `/request/body${join(where, name)}`, pointer: place }
    yield unheeded(breach(subject, found, { what: 'member', name }))
  }
}

/** The media types that the consumer would take are others than those that come. */
function* accepted(subject: Subject): Generator<Violation> {
  const { exchange, response, operation } = subject
  const wanted = headerValue(exchange.request.headers, 'accept')
  if (wanted === undefined || response?.content === undefined || response.content.length === 0)
    return
  // A refusal often has a media type of its own, which nobody asks for.
  const media = operation?.responses.flatMap(({ content = [] }) => content) ?? []
  const ranges = media.map(({ range }) => range)
  const asked = wanted.split(',').filter((each) => !/;\s*q=0(?:\.0*)?\s*(?:;|$)/i.test(each))
  const plain = asked.map((each) => (each.split(';')[0] ?? '').trim())
  const fits = (left: string, right: string) => matchMediaType(left, [right]) !== undefined
  if (plain.some((each) => ranges.some((range) => fits(range, each) || fits(each, range)))) return
  const place = { at: '/request/headers/accept', pointer: `${response.pointer}/content` }
  yield breach(subject, place, { what: 'media type', name: wanted })
}

export const expectedDocumented: Check = {
  id: 'expected-documented',
  title: 'Consumer expects what is promised',
  why: 'What the contract does not promise can go at any time, and breaks the consumer that relies on it.',
  severity: 'error',
  message: ({ what, name }) =>
    name === ''
      ? `the contract documents no ${what} here`
      : `${what} ${JSON.stringify(name)} is not documented`,
  *run(subject) {
    if (subject.operation === undefined) return
    yield* answer(subject)
    yield* accepted(subject)
    // A request that is to be refused may be wrong in any way.
    if (subject.exchange.response.status >= 400) return
    yield* sentParameters(subject)
    yield* sentBody(subject)
  },
}
