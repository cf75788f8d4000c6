// Every place of a contract that traffic could show: statuses, media types, parameters, headers, and their schemas.
import { canonical } from '../contract/compare.ts'
import type { Contract, MediaType, Operation, ResponseSpec } from '../contract/contract.ts'
import { at, join } from '../contract/json.ts'
import type { Direction } from '../contract/schema-node.ts'
import { keyOf, type Place } from './place.ts'
import { addSchemaPlaces, type Places, pathOf, valueFacts } from './schema-places.ts'

/** What the evidence of a contract is gathered by. */
export type EvidencePlan = { contract: Contract; places: ReadonlyMap<string, Place> }

/** The place of a documented status, whatever part of the contract it shares with others. */
export function statusPointer(operation: Operation, { status }: ResponseSpec): string {
  return join(join(operation.pointer, 'responses'), status)
}

/** The place of a media type of a response, or, without one, of a request. */
export function mediaTypePointer(
  operation: Operation,
  response: ResponseSpec | undefined,
  { range }: MediaType,
): string {
  const holder =
    response === undefined
      ? join(operation.pointer, 'requestBody')
      : statusPointer(operation, response)
  return join(join(holder, 'content'), range)
}

type Named = Pick<Place, 'side' | 'pointer' | 'path'> & {
  /** What names the place in evidence, if not its pointer. */
  place?: string
  facts: readonly string[]
  label?: string
  schema?: string | undefined
}

function addNamed({ found, document }: Places, named: Named): void {
  const { side, pointer, path, place = pointer, facts, label = '', schema } = named
  const key = keyOf(side, place)
  if (found.has(key)) return
  const all = new Map(facts.map((fact) => [fact, pointer]))
  const applied = schema === undefined ? undefined : at(document, schema)
  found.set(key, { key, side, pointer, path, facts: all, listed: false, label, schema: applied })
}

type Slot = { side: Direction; pointer: string | undefined; path: readonly string[] }

function addSlot(places: Places, { side, pointer, path }: Slot, without?: string): void {
  if (pointer === undefined) return
  const schema = at(places.document, pointer)
  const facts = valueFacts(places.document, schema).filter((fact) => fact !== without)
  addSchemaPlaces(places, { side, pointer, schema, path, facts, due: new Set() })
}

/** Where a part stands in the tree: below its operation, or by itself where several share it. */
function pathBelow(operation: Operation, part: Omit<Slot, 'path'> & { below: readonly string[] }) {
  const { pointer = '', side, below } = part
  return pointer.startsWith(`${operation.pointer}/`)
    ? [operation.key, ...below]
    : pathOf(pointer, side)
}

function addRequest(places: Places, operation: Operation): void {
  const side = 'request'
  for (const {
    name,
    in: where,
    required,
    style,
    explode,
    pointer,
    schema,
  } of operation.parameters) {
    const path = pathBelow(operation, { side, pointer, below: ['request', `${where} ${name}`] })
    const label = canonical([where, name, style, explode])
    const facts = ['value', ...(required ? [] : ['absent'])]
    addNamed(places, { side, pointer, path, facts, label, schema })
    addSlot(places, { side, pointer: schema, path }, 'value')
  }
  const { requestBody } = operation
  if (requestBody === undefined) return
  const place = join(operation.pointer, 'requestBody')
  const path = [operation.key, 'request', 'body']
  const facts = requestBody.required ? [] : ['absent']
  addNamed(places, { side, pointer: requestBody.pointer, place, path, facts, label: 'body' })
  for (const mediaType of requestBody.content) {
    const { range, pointer, schema } = mediaType
    const own = [...path, range]
    const named = mediaTypePointer(operation, undefined, mediaType)
    addNamed(places, { side, pointer, place: named, path: own, facts: ['value'], label: range })
    const below = ['request', 'body', range]
    const there = pathBelow(operation, { side, pointer: schema, below })
    addSlot(places, { side, pointer: schema, path: there })
  }
}

function addResponse(places: Places, operation: Operation, response: ResponseSpec): void {
  const side = 'response'
  const { status, headers, content = [] } = response
  const place = statusPointer(operation, response)
  const path = [operation.key, status]
  addNamed(places, { side, pointer: place, path, facts: ['value'], label: status })
  for (const { name, pointer, required, schema } of headers) {
    const below = [status, `header ${name}`]
    const own = pathBelow(operation, { side, pointer, below })
    const facts = ['value', ...(required ? [] : ['absent'])]
    addNamed(places, { side, pointer, path: own, facts, label: name, schema })
    addSlot(places, { side, pointer: schema, path: own }, 'value')
  }
  for (const mediaType of content) {
    const { range, pointer, schema } = mediaType
    const named = mediaTypePointer(operation, response, mediaType)
    const own = [...path, range]
    addNamed(places, { side, pointer, place: named, path: own, facts: ['value'], label: range })
    const there = pathBelow(operation, { side, pointer: schema, below: [status, range] })
    addSlot(places, { side, pointer: schema, path: there })
  }
}

/** Everything that could be seen, in the order of the document; the same for the same contract. */
export function planEvidence(contract: Contract): EvidencePlan {
  const places: Places = { document: contract.document, found: new Map(), walked: new Set() }
  for (const operation of contract.operations) {
    addRequest(places, operation)
    for (const response of operation.responses) addResponse(places, operation, response)
  }
  return { contract, places: places.found }
}
