// Whether an exchange would have shown a known finding, so that its absence means that the fault is gone.
import { bodyValue, isBodiless, type Subject } from '../checks/subject.ts'
import { isObject, type Json, tokens } from '../contract/json.ts'
import { fingerprint } from '../report.ts'
import { headerValue } from '../traffic/exchange.ts'
import { type Accepted, withoutIndexes } from './known-entry.ts'

type Judge = (entry: Accepted, subject: Subject) => boolean

const parentOf = (pointer: string) => pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')))

/** Whether a value has a place; `*` is any item of a list. */
function hasPlace(value: Json | undefined, [token, ...rest]: readonly string[]): boolean {
  if (token === undefined) return value !== undefined
  if (Array.isArray(value)) return token === '*' && value.some((item) => hasPlace(item, rest))
  return isObject(value) && Object.hasOwn(value, token) && hasPlace(value[token], rest)
}

/** Whether the very constraint was applied at the very place, and nothing else was wrong there. */
const constraintApplied: Judge = ({ pointer, at }, { evaluation }) => {
  if (pointer === null || evaluation === undefined) return false
  const faulty = new Set(evaluation.faults.map((fault) => fault.at))
  return evaluation.visits.some((visit) => {
    if (visit.tentative || faulty.has(visit.at)) return false
    if (visit.pointer !== pointer && visit.pointer !== parentOf(pointer)) return false
    const place = withoutIndexes(`/response/body${visit.at}`)
    // A constraint on which members there are belongs to the object, and its finding to the member.
    // Hardly any constraint speaks of null.
    return place === parentOf(at) || (place === at && visit.value !== null)
  })
}

const bodyRead: Judge = ({ pointer }, { response, body, exchange }) =>
  response?.pointer === pointer && !isBodiless(exchange) && bodyValue(body) !== undefined

const typeKnown: Judge = ({ pointer }, { response, mediaType, body, exchange }) =>
  !isBodiless(exchange) &&
  body.kind !== 'empty' &&
  mediaType !== undefined &&
  `${response?.pointer}/content` === pointer

const headerRead: Judge = ({ at }, { response, exchange }) => {
  const [, , name = ''] = tokens(at)
  const documented = response?.headers.some((header) => header.name.toLowerCase() === name)
  return documented === true && headerValue(exchange.response.headers, name) !== undefined
}

const placeSearched: Judge = ({ at }, { body, exchange }) => {
  const [, part, ...place] = tokens(at)
  if (part === 'headers') return true
  return !isBodiless(exchange) && hasPlace(bodyValue(body), place.slice(0, -1))
}

const statusKnown: Judge = (_, { response, exchange: { probe } }) =>
  response !== undefined && (probe === undefined || probe.wanted === 'documented')

/** A recording tells of no answer that came before; a probe is the same in every run. */
const answerWhole: Judge = (_, { exchange: { broken, probe } }) =>
  broken === undefined && probe?.wanted === 'documented'

const probeSent: Judge = (entry, { exchange: { probe } }) => {
  if (probe === undefined || probe.wanted === 'documented') return false
  const { rule, operation } = entry
  const at = `${probe.at} ${probe.fault}`
  return fingerprint({ rule, operation, pointer: probe.pointer, at }) === entry.fingerprint
}

/**
 * By rule. Of the others no exchange tells that their fault is gone: nobody knows whether a wrong
 * request would be accepted again, and what breaks a pact is not traffic.
 */
const judges: ReadonlyMap<string, Judge> = new Map([
  ['response-schema', constraintApplied],
  ['string-format', constraintApplied],
  ['discriminator', constraintApplied],
  ['equals', constraintApplied],
  ['known-value', constraintApplied],
  ['undocumented-field', constraintApplied],
  ['body-readable', bodyRead],
  ['content-type', typeKnown],
  ['response-header', headerRead],
  ['secret-leak', placeSearched],
  ['status-documented', statusKnown],
  ['request-refused', probeSent],
  ['wire-sound', answerWhole],
])

/** The status that was wrong is not the one by which it is put right. */
const aboutStatus = new Set(['status-documented', 'request-refused', 'wire-sound'])

/** Whether the exchange would have shown what the entry accepts, if it still were there. */
export function exercises(entry: Accepted, subject: Subject): boolean {
  const { exchange, operation } = subject
  if (operation?.key !== entry.operation || exchange.kind !== 'observed') return false
  const { statuses, rule } = entry
  const isAnyStatus = aboutStatus.has(rule) || statuses.length === 0
  if (!isAnyStatus && !statuses.includes(exchange.response.status)) return false
  return judges.get(rule)?.(entry, subject) ?? false
}
