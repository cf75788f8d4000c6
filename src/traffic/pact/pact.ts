// Reads pact files of specification 1 to 4: each interaction is an exchange that a consumer expects.
import { isObject, type Json, type JsonObject, member } from '../../contract/json.ts'
import { ToolError } from '../../errors.ts'
import type { Exchange } from '../exchange.ts'
import { brokenJson } from '../har/broken-json.ts'
import { listRules } from './lists.ts'
import { matcherGaps } from './matchers.ts'
import { type MessageGap, type ReadOptions, readRequest, readResponse } from './message.ts'
import { withExamples } from './terms.ts'

export type PactSpecification = '1' | '2' | '3' | '4'

/** What of a pact cannot be judged, and why. */
export type PactGap = {
  /** Position of the interaction in the file. */
  index: number
  interaction: string
  /** Empty where the interaction is no request. */
  method: string
  url: string
  status: number | null
  /** Place in the exchange. */
  at: string
  reason: string
}

export type Pact = {
  /** The file, as the user named it. */
  source: string
  consumer: string
  provider: string
  specification: PactSpecification
  /** How many interactions the file holds, whether or not they can be judged. */
  interactions: number
  exchanges: readonly Exchange[]
  /** Positions of the interactions that the provider need not honour yet (specification 4). */
  pending: ReadonlySet<number>
  unchecked: readonly PactGap[]
}

const hint = 'Give a pact file as a Pact library writes it.'

function fail(problem: string): never {
  throw new ToolError('E_INPUT', `${problem}.`, { hint })
}

const lists = ['interactions', 'messages'] as const

/** Whether a text is a pact, or was one before it was cut off; a recording is none. */
export function isPact(text: string): boolean {
  // Told by a look at its names first: recordings are long, and reading them twice takes its time.
  if (!/"(?:interactions|messages)"\s*:/.test(text)) return false
  const value = parse(text)
  if (value === undefined) {
    return /^\uFEFF?\s*\{\s*"(?:consumer|provider|interactions|messages|metadata)"/.test(text)
  }
  const isRecorded = isObject(member(value, 'log')) || member(value, 'request') !== undefined
  return !isRecorded && lists.some((name) => member(value, name) !== undefined)
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text)
  } catch {
    return undefined
  }
}

/**
 * The interactions of a pact file, as exchanges whose values are the pact's examples.
 * @throws {ToolError} E_INPUT where the text is no pact, or of a specification that nobody here knows.
 */
export function readPact(text: string, source: string): Pact {
  const value = parse(text)
  if (value === undefined) return failAt(text, source)
  if (!isObject(value)) return fail(`${source} is not a pact: it is not an object`)
  if (lists.every((name) => value[name] === undefined)) {
    const what =
      value.log === undefined ? 'no interactions' : 'no interactions, but a recording (HAR)'
    return fail(`${source} is not a pact: it has ${what}`)
  }
  const specification = specificationOf(value, source)
  const hasTerms = /"json_class"\s*:\s*"Pact::/.test(text)
  const exchanges: Exchange[] = []
  const unchecked: PactGap[] = []
  const pending = new Set<number>()
  let count = 0
  for (const name of lists) {
    const list = value[name] ?? []
    if (!Array.isArray(list)) return fail(`${source}: ${name} is not an array`)
    for (const [index, each] of list.entries()) {
      const label = `${source}: ${name}[${index}]`
      if (!isObject(each)) return fail(`${label} is not an object`)
      const place = { source, label, index: count++ }
      const kind = name === 'messages' ? 'a message' : kindOf(each.type)
      const { exchange, gaps } = readInteraction(each, place, { specification, kind, hasTerms })
      if (exchange !== undefined) exchanges.push(exchange)
      if (each.pending === true) pending.add(place.index)
      for (const gap of gaps) unchecked.push(gap)
    }
  }
  const consumer = nameIn(value.consumer)
  const provider = nameIn(value.provider)
  const read = { exchanges, pending, unchecked }
  return { source, consumer, provider, specification, interactions: count, ...read }
}

type Place = Pick<Exchange, 'source' | 'index'> & { label: string }

/** `kind` is what it is, if it is no request over HTTP. */
type Reading = {
  specification: PactSpecification
  kind: string | undefined
  /** Matchers stand in the place of values somewhere in the file. */
  hasTerms: boolean
}

function readInteraction(
  value: JsonObject,
  place: Place,
  { specification, kind, hasTerms }: Reading,
): { exchange?: Exchange; gaps: PactGap[] } {
  const { label, source, index } = place
  const interaction = nameOf(value, index)
  if (kind !== undefined) {
    const reason = `the interaction is ${kind}; only requests over HTTP are judged`
    return { gaps: [{ index, interaction, method: '', url: '', status: null, at: '', reason }] }
  }
  const gaps: MessageGap[] = pluginGaps(value)
  const gap = (at: string, reason: string) => gaps.push({ at, reason })
  const options: ReadOptions = { isWrapped: specification === '4', gap }
  const plain = (message: JsonObject) => (hasTerms ? withExamples(message) : { message, lists: [] })
  const sent = plain(objectIn(value, 'request', label))
  const answered = plain(objectIn(value, 'response', label))
  const request = readRequest(sent.message, `${label}.request`, options)
  const response = readResponse(answered.message, `${label}.response`, options)
  for (const side of ['request', 'response'] as const) {
    gaps.push(...matcherGaps(member(value[side], 'matchingRules'), `/${side}`))
  }
  const { method, url } = request
  const { status } = response
  const lists = [...answered.lists, ...listRules(answered.message.matchingRules)]
  const exchange: Exchange = {
    kind: 'expected',
    source,
    index,
    interaction,
    ...(lists.length === 0 ? {} : { lists }),
    request,
    response,
  }
  const placed = gaps.map((gap) => ({ index, interaction, method, url, status, ...gap }))
  return { exchange, gaps: placed }
}

/** What an interaction is if it is not HTTP; undefined if it is. */
function kindOf(type: Json | undefined): string | undefined {
  if (type === undefined || type === null) return undefined
  if (typeof type !== 'string') return 'of a type that is no text'
  if (/^synchronous\/http$/i.test(type)) return undefined
  if (/^a?synchronous\/messages$/i.test(type)) return `a message (${type})`
  return `of the type ${JSON.stringify(type.slice(0, 40))}, which is not known`
}

function pluginGaps({ pluginConfiguration: plugins }: JsonObject): MessageGap[] {
  return Object.keys(isObject(plugins) ? plugins : {}).map((name) => {
    const reason = `the plugin ${JSON.stringify(name.slice(0, 40))} has a say in it, and is not run`
    return { at: '', reason }
  })
}

function nameIn(party: Json | undefined): string {
  const name = member(party, 'name')
  return typeof name === 'string' ? name : ''
}

/** `a request for a provider (given a provider exists)`: what tells one interaction from another. */
function nameOf(value: JsonObject, index: number): string {
  const { description, providerStates, providerState = value.provider_state } = value
  const named = typeof description === 'string' && description !== ''
  const list = Array.isArray(providerStates) ? providerStates : [providerState ?? null]
  const states = list
    .map((each) => (isObject(each) ? member(each, 'name') : each))
    .filter((each): each is string => typeof each === 'string' && each !== '')
  const words = named ? description : `interaction ${index}`
  return states.length === 0 ? words : `${words} (given ${states.join(', ')})`
}

function objectIn(value: JsonObject, name: string, label: string): JsonObject {
  const held = member(value, name)
  if (isObject(held)) return held
  return fail(`${label}.${name} ${held === undefined ? 'is missing' : 'is not an object'}`)
}

/** The version under each of the names by which pact tools have written it. */
function statedVersion(metadata: Json | undefined): Json | undefined {
  return (
    member(member(metadata, 'pactSpecification'), 'version') ??
    member(member(metadata, 'pact-specification'), 'version') ??
    member(metadata, 'pactSpecificationVersion')
  )
}

function specificationOf(value: JsonObject, source: string): PactSpecification {
  const version = statedVersion(value.metadata)
  if (version === undefined || version === null) return specificationByForm(value)
  const [, major] = /^([1-4])(?:\.\d+)*$/.exec(String(version)) ?? []
  const known = (['1', '2', '3', '4'] as const).find((each) => each === major)
  if (known !== undefined) return known
  const said = typeof version === 'string' ? JSON.stringify(version.slice(0, 20)) : 'no text'
  throw new ToolError('E_INPUT', `${source} is of Pact specification ${said}.`, {
    hint: 'Specifications 1 to 4 are known. Write the pact by one of them.',
  })
}

/** By what only a later specification has, where the file does not say. */
function specificationByForm({ interactions, messages }: JsonObject): PactSpecification {
  const list = Array.isArray(interactions) ? interactions : []
  const has = (test: (interaction: Json) => boolean) => list.some(test)
  if (has((each) => /\//.test(String(member(each, 'type') ?? '')))) return '4'
  const isThird = has(
    (each) =>
      member(each, 'providerStates') !== undefined ||
      isObject(member(member(each, 'request'), 'query')),
  )
  if (isThird || messages !== undefined) return '3'
  return has((each) =>
    lateNames.some((side) => member(member(each, side), 'matchingRules') !== undefined),
  )
    ? '2'
    : '1'
}

const lateNames = ['request', 'response']

function failAt(text: string, source: string): never {
  const { place, problem, isCut } = brokenJson(text)
  if (problem === 'is empty') return fail(`${source} is empty`)
  if (/^\s*</.test(text)) return fail(`${source} is a web page or XML, not a pact`)
  throw new ToolError('E_INPUT', `${source}${place} is not JSON: it ${problem}.`, {
    hint: isCut ? 'The file is cut off. Write the pact again.' : hint,
  })
}
