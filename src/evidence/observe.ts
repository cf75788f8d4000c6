// Gathers evidence: which facts of a contract the exchanges of a run show, folded as they come.
import { isBodiless, type Subject } from '../checks/subject.ts'
import { canonical } from '../contract/compare.ts'
import type { Contract } from '../contract/contract.ts'
import type { Evaluation } from '../contract/evaluate.ts'
import { isObject, type Json, join, member } from '../contract/json.ts'
import type { Direction, Visit } from '../contract/schema-node.ts'
import {
  type EvidencePlan,
  mediaTypePointer,
  planEvidence,
  statusPointer,
} from './contract-places.ts'
import { type Evidence, mergeEvidence } from './evidence.ts'
import { type SeenPart, seenHeaders, seenInRequest } from './message-parts.ts'
import { keyOf, placeFingerprint } from './place.ts'

/** As large as the contract at most, however much traffic there is. */
export type Recorder = { plan: EvidencePlan; seen: Map<string, Set<string>> }

export function startRecorder(contract: Contract): Recorder {
  return { plan: planEvidence(contract), seen: new Map() }
}

function see({ plan, seen }: Recorder, key: string, facts: readonly string[]): void {
  if (!plan.places.has(key)) return
  const known = seen.get(key) ?? new Set()
  for (const fact of facts) known.add(fact)
  seen.set(key, known)
}

function isEmpty(value: Json): boolean {
  if (isObject(value)) return Object.keys(value).length === 0
  return value === '' || (Array.isArray(value) && value.length === 0)
}

function factsOf(value: Json): string[] {
  if (value === null) return ['null']
  if (typeof value === 'boolean') return ['value', String(value)]
  return [isEmpty(value) ? 'empty' : 'value']
}

/** Every place at or above one that is at fault. */
function placesAbove(faulty: ReadonlySet<string>): Set<string> {
  const above = new Set<string>()
  for (const place of faulty) {
    for (let at = place; !above.has(at); at = at.slice(0, at.lastIndexOf('/'))) {
      above.add(at)
      if (at === '') break
    }
  }
  return above
}

const branch = /\/(?:(?:anyOf|oneOf)\/\d+|then|else|dependentSchemas\/[^/]+)$/

type Scene = { recorder: Recorder; side: Direction; faulty: ReadonlySet<string> }

/** Members are looked up here and not by their own visits: nothing visits one that is absent, or of schema `true`. */
function seeMembers(
  { recorder, side, faulty }: Scene,
  { schema, pointer, at, value }: Visit,
): void {
  const names = isObject(value) && isObject(schema.properties) ? Object.keys(schema.properties) : []
  for (const name of names) {
    if (faulty.has(join(at, name))) continue
    const inner = member(value, name)
    const key = keyOf(side, join(join(pointer, 'properties'), name))
    see(recorder, key, inner === undefined ? ['absent'] : factsOf(inner))
  }
}

function seeValues(recorder: Recorder, side: Direction, evaluation: Evaluation): void {
  const faulty = new Set(evaluation.faults.map(({ at }) => at))
  const above = placesAbove(faulty)
  for (const visit of evaluation.visits) {
    const { pointer, at, value, tentative } = visit
    const key = keyOf(side, pointer)
    // What breaks the contract is no evidence that the contract holds.
    if (tentative || faulty.has(at)) continue
    const place = recorder.plan.places.get(key)
    if (place === undefined) continue
    see(recorder, key, factsOf(value))
    if (branch.test(pointer) && !above.has(at)) see(recorder, key, ['matched'])
    const listed = place.listed ? canonical(value) : ''
    if (place.facts.has(listed)) see(recorder, key, [listed])
    seeMembers({ recorder, side, faulty }, visit)
  }
}

function seePart(recorder: Recorder, side: Direction, part: SeenPart): void {
  see(recorder, keyOf(side, part.place), [part.fact])
  if (part.evaluation !== undefined) seeValues(recorder, side, part.evaluation)
}

/** Adds what one exchange shows. Only what really happened is evidence, not what a consumer expects. */
export function record(recorder: Recorder, subject: Subject): void {
  const { operation, response, mediaType, evaluation, exchange } = subject
  if (operation === undefined || exchange.kind !== 'observed') return
  if (response !== undefined) {
    see(recorder, keyOf('response', statusPointer(operation, response)), ['value'])
    if (mediaType !== undefined && !isBodiless(exchange)) {
      see(recorder, keyOf('response', mediaTypePointer(operation, response, mediaType)), ['value'])
    }
  }
  if (evaluation !== undefined) seeValues(recorder, 'response', evaluation)
  for (const part of seenHeaders(subject)) seePart(recorder, 'response', part)
  // What was refused shows nothing of requests that are allowed.
  if (exchange.response.status >= 400) return
  for (const part of seenInRequest(subject)) seePart(recorder, 'request', part)
}

/** What was seen so far. */
export function evidenceOf({ plan, seen }: Recorder): Evidence {
  const { title, version, document } = plan.contract
  const places = [...seen].flatMap(([key, facts]) => {
    const place = plan.places.get(key)
    return place === undefined
      ? []
      : [[key, { [placeFingerprint(place, document)]: [...facts] }] as const]
  })
  const evidence: Evidence = {
    version: 1,
    contract: { title, versions: [version] },
    places: Object.fromEntries(places),
  }
  // Into canonical order.
  return mergeEvidence(evidence, evidence)
}

/** What one exchange shows. */
export function observe(subject: Subject): Evidence {
  const recorder = startRecorder(subject.contract)
  record(recorder, subject)
  return evidenceOf(recorder)
}
