// The request behind a finding as it may be sent again by somebody else: with a word in place of each key.
import { at, isObject, type Json, member } from '../contract/json.ts'
import { readBody } from '../traffic/body.ts'
import { headerValue } from '../traffic/exchange.ts'
import { keyPlace } from '../traffic/live/expectation.ts'
import { decodeForm } from '../traffic/percent.ts'
import { redactUrl } from '../traffic/redact-url.ts'
import { keyPlaceholder, type Witness } from '../witness.ts'
import { concealCredentials, concealField, concealText, concealValue } from './conceal.ts'
import { carries, requirementsOf, schemeNamed } from './credential-sent.ts'
import { bodyValue, type Subject } from './subject.ts'

type Request = Witness['request']

// Of the fields that HTTP defines, those that an API answers by. What a browser adds is left out.
const telling = [
  ...['accept', 'accept-language', 'content-type', 'depth', 'prefer', 'range'],
  ...['if-match', 'if-none-match', 'if-modified-since', 'if-range', 'if-unmodified-since'],
]

const longestField = 500
const longestUrl = 2000
const longestBody = 4000

/** What stands for the key: a probe with a wrong one shows that it is wrong. */
function keyWord({ exchange: { probe } }: Subject): string {
  const isWrong = probe?.wanted === 'refused' && probe.at === keyPlace
  return isWrong ? 'wrong-key' : keyPlaceholder
}

type Place = { in: 'header' | 'query' | 'cookie'; name: string; prefix: string }

/** Where a security scheme looks for a key (OpenAPI 3.1 §4.8.27). */
function placeOf(scheme: Json | undefined): Place {
  const where = member(scheme, 'in')
  const name = member(scheme, 'name')
  if (member(scheme, 'type') === 'apiKey' && typeof name === 'string') {
    return { in: where === 'query' || where === 'cookie' ? where : 'header', name, prefix: '' }
  }
  const isBasic = String(member(scheme, 'scheme')).toLowerCase() === 'basic'
  return { in: 'header', name: 'Authorization', prefix: isBasic ? 'Basic ' : 'Bearer ' }
}

/** The schemes of the first way in which an operation takes a key. */
function neededSchemes({ contract: { document }, operation }: Subject): (Json | undefined)[] {
  if (operation === undefined) return []
  const { alternatives } = requirementsOf(document, operation)
  const [names = []] = alternatives.filter((each) => each.length > 0)
  return names.map((name) => schemeNamed(document, name))
}

/** Where a key went along, or surely did: exporters keep keys out of what they write. */
function keyPlaces(subject: Subject): Place[] {
  const { exchange, operation, contract } = subject
  const { request, response, probe } = exchange
  const schemes = at(contract.document, '/components/securitySchemes')
  const names = Object.keys(isObject(schemes) ? schemes : {})
  const carried = names
    .map((name) => schemeNamed(contract.document, name))
    .filter((scheme) => carries(exchange, scheme) === true)
  const isRefused = response.status === 401 || response.status === 403
  const isSure = probe === undefined && operation?.secured === true && !isRefused
  const isSent = headerValue(request.headers, 'authorization') !== undefined
  const found = carried.length > 0 || !isSure || isSent ? carried : neededSchemes(subject)
  const places = found.map(placeOf)
  const isPlaced = places.some(({ name }) => name.toLowerCase() === 'authorization')
  return isSent && !isPlaced ? [placeOf(undefined), ...places] : places
}

function keyFields(places: readonly Place[], word: string): [string, string][] {
  return places.flatMap(({ in: where, name, prefix }): [string, string][] => {
    if (where === 'query') return []
    return where === 'cookie' ? [['Cookie', `${name}=${word}`]] : [[name, prefix + word]]
  })
}

/** No word of the exchange may be taken for the one that stands for a key. */
const withoutWord = (text: string) => text.replaceAll(keyPlaceholder, '***')

function plainFields(subject: Subject, keys: readonly [string, string][]): [string, string][] {
  const { exchange, operation } = subject
  const documented = (operation?.parameters ?? [])
    .filter((each) => each.in === 'header')
    .map(({ name }) => name.toLowerCase())
  const taken = ['authorization', 'cookie', ...keys.map(([name]) => name.toLowerCase())]
  const wanted = [...telling, ...documented].filter((name) => !taken.includes(name))
  return exchange.request.headers
    .filter(([name]) => wanted.includes(name.toLowerCase()))
    .map(([name, value]) => {
      // The names of media types may look like keys.
      const isType = ['accept', 'content-type'].includes(name.toLowerCase())
      const shown = isType ? concealCredentials(subject, value) : concealField(subject, name, value)
      return [name, withoutWord(shown).slice(0, longestField)]
    })
}

function urlOf(subject: Subject, places: readonly Place[], word: string): string {
  const { contract, exchange } = subject
  const safe = concealCredentials(subject, redactUrl(exchange.request.url, contract))
  const [url = ''] = safe.slice(0, longestUrl).split('#')
  const [path = '', ...rest] = url.replaceAll('$', '%24').split('?')
  const keys = places.filter((each) => each.in === 'query').map(({ name }) => name)
  const others = rest
    .join('?')
    .split('&')
    .filter((pair) => pair !== '' && !keys.includes(decodeForm(pair.split('=', 1)[0] ?? '') ?? ''))
  const all = [...others, ...keys.map((name) => `${encodeURIComponent(name)}=${word}`)]
  return all.length === 0 ? path : `${path}?${all.join('&')}`
}

function bodyOf(subject: Subject): Pick<Request, 'body' | 'leftOut'> {
  const { headers, body } = subject.exchange.request
  if (body === null || body.length === 0) return {}
  const reading = readBody(body, headerValue(headers, 'content-type'))
  const value = bodyValue(reading)
  const text = new TextDecoder().decode(body)
  if (value === undefined || text.length > longestBody || text.includes('\0')) {
    return { leftOut: body.length }
  }
  if (reading.kind !== 'json') return { body: concealText(subject, text) }
  const shown = JSON.stringify(concealValue(subject, value))
  // As it was written, for as long as it may be.
  return { body: shown === JSON.stringify(value) ? text : shown }
}

export function witnessRequest(subject: Subject): Request {
  const word = keyWord(subject)
  const places = keyPlaces(subject)
  const keys = keyFields(places, word)
  return {
    method: subject.exchange.request.method.toUpperCase(),
    url: urlOf(subject, places, word),
    headers: [...plainFields(subject, keys), ...keys],
    ...bodyOf(subject),
  }
}
