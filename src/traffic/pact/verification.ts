// What Pact's verifier is given and what it says: a pact whose interactions are numbered, results by number.
import { isObject, type Json, type JsonObject, join, member } from '../../contract/json.ts'

/** One part of an answer that is not as the pact wants it, in the verifier's words. */
export type Mismatch = { at: string; text: string }

/** What became of one interaction: no mismatch is success. `error` is what kept it from an answer. */
export type InteractionResult = {
  mismatches: readonly Mismatch[]
  error: string | undefined
  /** Why the verifier could not read the interaction: it says nothing of the provider. */
  unread?: string
}

/** The field by which a request of the verifier tells its interaction; it is taken off on the way. */
export const tagHeader = 'blackbox-contract-interaction'

const tagged = /#(\d+\.\d+)$/

/**
 * A JSON text's value, in which number literals that JavaScript would write in another way stand as
 * strings after a mark: the verifier tells 1.0 from 1, and 2^53 from its successor.
 */
function readExactly(text: string): { value: Json; mark: string } {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text
  let mark = 'number:'
  while (text.includes(mark)) mark = `_${mark}`
  const literal = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g
  const marked = json.replace(literal, (token) =>
    token.startsWith('"') || String(Number(token)) === token ? token : `"${mark}${token}"`,
  )
  return { value: JSON.parse(marked), mark }
}

function writeExactly(value: Json, mark: string): string {
  return JSON.stringify(value).replace(new RegExp(`"${mark}([\\d.eE+-]+)"`, 'g'), '$1')
}

function entries(document: Json, name: string): Json[] {
  const list = member(document, name)
  return Array.isArray(list) ? list : []
}

function objectIn(value: Json, name: string): JsonObject {
  const found = member(value, name)
  return isObject(found) ? found : {}
}

const oldNames = ['providerState', 'provider_state']

function stateNames(interaction: JsonObject): string[] {
  const { providerStates } = interaction
  const states = Array.isArray(providerStates)
    ? providerStates.map((each) => (typeof each === 'string' ? each : member(each, 'name')))
    : oldNames.map((name) => member(interaction, name))
  return states.filter((name) => typeof name === 'string' && name !== '').map(String)
}

/** The provider states that each interaction of a readable pact needs, by its position in the file. */
export function statesIn(text: string): string[][] {
  return entries(readExactly(text).value, 'interactions').map((each) =>
    isObject(each) ? stateNames(each) : [],
  )
}

/** The interaction's states, each with the tag before its name. */
function tagStates(interaction: JsonObject, tag: string): JsonObject {
  const { providerStates } = interaction
  if (Array.isArray(providerStates)) {
    const states = providerStates.map((each) =>
      isObject(each) ? { ...each, name: `${tag} ${each.name}` } : { name: `${tag} ${each}` },
    )
    return { providerStates: states }
  }
  return Object.fromEntries(
    oldNames.flatMap((name) => (interaction[name] ? [[name, `${tag} ${interaction[name]}`]] : [])),
  )
}

/** The verifier crashes at a status that is written as a text. */
function withStatusNumber(response: JsonObject): JsonObject {
  const { status } = response
  const isText = typeof status === 'string' && /^\d{3}$/.test(status)
  return isText ? { ...response, status: Number(status) } : response
}

/**
 * Pacts of one interaction each, with a tag for a description, before each state's name and in a header
 * field: descriptions need not be unique, and results name nothing else. Of its own each, since what the
 * verifier cannot read it leaves out with the whole pact around it; written when it is asked for, since
 * each repeats what is around it.
 */
export function numberedPact(text: string, pact: number): (index: number) => string | undefined {
  const { value, mark } = readExactly(text)
  const interactions = entries(value, 'interactions')
  const { consumer = {}, provider = {}, metadata = {} } = isObject(value) ? value : {}
  return (index) => {
    const interaction = interactions[index]
    if (!isObject(interaction)) return undefined
    const tag = `#${pact}.${index}`
    const request = objectIn(interaction, 'request')
    const headers = { ...objectIn(request, 'headers'), [tagHeader]: tag }
    const tags = { description: tag, ...tagStates(interaction, tag) }
    // The verifier minds the case of its letters.
    const type = typeof interaction.type === 'string' ? { type: 'Synchronous/HTTP' } : {}
    const tagged = {
      ...interaction,
      ...type,
      ...tags,
      request: { ...request, headers },
      response: withStatusNumber(objectIn(interaction, 'response')),
    }
    return writeExactly({ consumer, provider, interactions: [tagged], metadata }, mark)
  }
}

/** Parts a provider state's name from the tag before it. */
export function untagState(state: string): { tag: string; name: string } {
  const [, tag = '', name = state] = /^#(\d+\.\d+) (.*)$/s.exec(state) ?? []
  return { tag, name }
}

/** The tag in a description, a header field or a result's title; empty where there is none. */
export function tagIn(text: string | null): string {
  return tagged.exec(text ?? '')?.[1] ?? ''
}

/** `$.a[0]['b c']` as a pointer below the body. */
function bodyPlace(path: string): string {
  const steps = path.matchAll(/\.([^.[\]]+)|\[(\d+|\*)\]|\['(.*?)'\](?=[.[]|$)/g)
  return [...steps].reduce(
    (place, [, name, index, quoted = '']) =>
      join(place, name ?? index ?? quoted.replaceAll("\\'", "'")),
    '/response/body',
  )
}

function placeOf(mismatch: Json): string {
  const [path, key] = [member(mismatch, 'path'), member(mismatch, 'key')]
  switch (member(mismatch, 'type')) {
    case 'StatusMismatch':
      return '/response/status'
    case 'HeaderMismatch':
      return join('/response/headers', String(key).toLowerCase())
    case 'BodyTypeMismatch':
      return '/response/headers/content-type'
    case 'BodyMismatch':
      return bodyPlace(typeof path === 'string' ? path : '')
    default:
      return '/response'
  }
}

function names(text: Json | undefined): string[] {
  try {
    const value: unknown = JSON.parse(String(text))
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
  } catch {
    return []
  }
}

/** A body without some members is one mismatch of the verifier's, but one fault for each of them. */
function readMismatch(mismatch: Json): Mismatch[] {
  const at = placeOf(mismatch)
  const text = String(member(mismatch, 'mismatch') ?? 'is not as the pact wants it')
  if (!text.startsWith('Actual map is missing')) return [{ at, text }]
  const there = names(member(mismatch, 'actual'))
  const missing = names(member(mismatch, 'expected')).filter((name) => !there.includes(name))
  if (missing.length === 0) return [{ at, text }]
  return missing.map((name) => ({ at: join(at, name), text: 'is missing' }))
}

const isContentType = (mismatch: Json) =>
  member(mismatch, 'type') === 'HeaderMismatch' &&
  /^content-type$/i.test(String(member(mismatch, 'key')))

/** The mismatches without what only follows from another: with another status comes another body. */
function readMismatches(found: Json): Mismatch[] {
  const all = entries(found, 'mismatches')
  const isStatus = (each: Json) => member(each, 'type') === 'StatusMismatch'
  if (all.some(isStatus)) return all.filter(isStatus).flatMap(readMismatch)
  // A header field tells of the media type as well.
  const isTold = all.some(isContentType)
  const own = all.filter((each) => !(isTold && member(each, 'type') === 'BodyTypeMismatch'))
  return byPlace(own.flatMap(readMismatch))
}

/** One mismatch for each place, in an order of our own: the verifier's is another one each time. */
function byPlace(mismatches: readonly Mismatch[]): Mismatch[] {
  const places = new Map<string, string[]>()
  for (const { at, text } of mismatches) places.set(at, [...(places.get(at) ?? []), text])
  const sorted = [...places].sort(([one], [other]) => (one < other ? -1 : 1))
  return sorted.map(([at, texts]) => ({ at, text: [...new Set(texts)].sort().join('; ') }))
}

/** Of a pact that could not be loaded from `…/pacts/0.3`, the tag and the reason. */
function readUnread(message: string): { tag: string; reason: string } | undefined {
  const [, tag, reason] = /^Failed to load pact '[^']*\/(\d+\.\d+)' - (.*)$/s.exec(message) ?? []
  return tag === undefined || reason === undefined ? undefined : { tag, reason }
}

/**
 * What the verifier wrote, by tag; undefined for a text that is no results. Interactions that it
 * says nothing about are not in it.
 */
export function readResults(text: string): Map<string, InteractionResult> | undefined {
  let document: Json
  try {
    document = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!Array.isArray(member(document, 'interactionResults'))) return undefined
  const results = new Map<string, InteractionResult>()
  for (const each of entries(document, 'interactionResults')) {
    const failed = member(each, 'result') !== 'OK'
    const error = failed ? 'it failed without a word' : undefined
    results.set(tagIn(String(member(each, 'description'))), { mismatches: [], error })
  }
  for (const each of [...entries(document, 'errors'), ...entries(document, 'pendingErrors')]) {
    const found = member(each, 'mismatch') ?? null
    const unread = readUnread(String(member(found, 'message')))
    if (unread !== undefined) {
      results.set(unread.tag, { mismatches: [], error: undefined, unread: unread.reason })
      continue
    }
    const mismatches = readMismatches(found)
    const message = mismatches.length > 0 ? undefined : String(member(found, 'message') ?? '')
    results.set(tagIn(String(member(each, 'interaction'))), { mismatches, error: message })
  }
  return results
}
