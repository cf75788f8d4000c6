// A smaller document with some of the operations and all that they need, every pointer as it was.
import { ToolError } from '../errors.ts'
import { methods } from './compile.ts'
import { at, isObject, type Json, type JsonObject, join, member, tokens } from './json.ts'
import { mappingTargets } from './mapping.ts'
import { localPointer } from './members.ts'
import { type ObjectKind, type WalkedPart, walk, walkDocument } from './walk.ts'

/**
 * The part of a document that the named operations (`GET /users/{id}`) need. It is complete in
 * itself: components that no kept part refers to are gone, security schemes all stay, nothing is
 * renamed or inlined. An operation that a kept part points into stays as well.
 */
export function slice(document: JsonObject, keys: readonly string[]): JsonObject {
  const kept = reachable(
    document,
    keys.map((key) => operationPointer(document, key)),
  )
  const entries = Object.entries(document).flatMap(([key, value]): [string, Json][] => {
    if (key === 'paths') return [[key, pick(value, '/paths', keepPathItem(kept))]]
    if (key === 'components') return [[key, pickComponents(value, kept)]]
    if (key !== 'webhooks') return [[key, value]]
    const webhooks = pick(value, '/webhooks', keepWhole(kept))
    return Object.keys(webhooks).length === 0 ? [] : [[key, webhooks]]
  })
  return Object.fromEntries(entries)
}

function operationPointer(document: JsonObject, key: string): string {
  const [method = '', path = ''] = key.split(/ (.*)/s)
  const item = member(member(document, 'paths'), path)
  const pointer = join(join('/paths', path), method.toLowerCase())
  // A path item by reference brings all its operations: they stand elsewhere under one name.
  if (isObject(item) && (Object.hasOwn(item, method.toLowerCase()) || '$ref' in item)) {
    return pointer
  }
  throw new ToolError('E_USAGE', `The contract has no operation ${JSON.stringify(key)}.`, {
    hint: 'Name it as the contract does: GET /users/{id}.',
  })
}

/** Pointers of the units to keep: components, operations, and path items without their operations. */
function reachable(document: JsonObject, roots: readonly string[]): Set<string> {
  const kept = new Set<string>()
  const seen = new Set<string>()
  const waiting: Target[] = [...roots, '/components/securitySchemes'].map((pointer) => ({
    pointer,
  }))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { pointer, kind } = next
    if (seen.has(`${kind} ${pointer}`)) continue
    seen.add(`${kind} ${pointer}`)
    for (const unit of unitsOf(document, pointer)) {
      if (kept.has(unit)) continue
      kept.add(unit)
      waiting.push(...targetsIn(walkDocument(skeleton(document, unit))))
    }
    // A reference gives its kind to a place that has none, such as a schema below `x-schemas`.
    const value = at(document, pointer)
    if (kind !== undefined && isObject(value)) {
      waiting.push(...targetsIn(walk({ kind, value, pointer })))
    }
  }
  return kept
}

/** Where a reference leads, and what stands there by the reference's own kind. */
type Target = { pointer: string; kind?: ObjectKind }

function* targetsIn(parts: Iterable<WalkedPart>): Generator<Target> {
  for (const { kind, value } of parts) {
    const ofSchema =
      kind === 'Schema' ? [member(value, '$dynamicRef'), ...mappingTargets(value)] : []
    const references = [member(value, '$ref'), ...ofSchema]
    for (const reference of references) {
      const pointer = localPointer(reference)
      if (pointer !== undefined) yield { pointer, kind }
    }
  }
}

/** A document that holds nothing but one unit, at its place. */
function skeleton(document: JsonObject, unit: string): JsonObject {
  const whole = at(document, unit) ?? null
  const path = tokens(unit)
  const isItem = path[0] === 'paths' && path.length === 2
  const value = isItem && isObject(whole) ? withoutOperations(whole) : whole
  const nested = path.reduceRight<Json>(
    (inner, token) => Object.fromEntries([[token, inner]]),
    value,
  )
  return isObject(nested) ? nested : {}
}

/** The whole parts that a pointer leads into; where it leads above them, all that are below. */
function unitsOf(document: JsonObject, pointer: string): string[] {
  const [top, first, second] = tokens(pointer)
  const below = (parent: string, deeper: (child: string) => string[]): string[] => {
    const value = at(document, parent)
    return isObject(value) ? Object.keys(value).flatMap((key) => deeper(join(parent, key))) : []
  }
  const whole = (unit: string): string[] => [unit]
  if (top === 'components') {
    if (first === undefined) return below('/components', (kind) => below(kind, whole))
    const kind = join('/components', first)
    return second === undefined ? below(kind, whole) : [join(kind, second)]
  }
  if (top === 'paths') {
    if (first === undefined) return below('/paths', (item) => unitsOf(document, item))
    const item = join('/paths', first)
    const chosen = second === undefined ? methods : methods.filter((method) => method === second)
    return [item, ...chosen.map((method) => join(item, method))]
  }
  if (top === 'webhooks') {
    return first === undefined ? below('/webhooks', whole) : [join('/webhooks', first)]
  }
  return top === undefined ? [] : [pointer]
}

function withoutOperations(item: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(item).filter(([key]) => !methods.includes(key)))
}

/** What is left of a value at a pointer; undefined where nothing is. */
type Keep = (value: Json, pointer: string) => Json | undefined

const keepWhole =
  (kept: ReadonlySet<string>): Keep =>
  (value, pointer) =>
    kept.has(pointer) ? value : undefined

const keepPathItem =
  (kept: ReadonlySet<string>): Keep =>
  (value, pointer) => {
    if (!kept.has(pointer) || !isObject(value)) return undefined
    const entries = Object.entries(value).filter(
      ([key]) => !methods.includes(key) || kept.has(join(pointer, key)),
    )
    return Object.fromEntries(entries)
  }

/** The members of a map that are kept, in the document's order. */
function pick(map: Json, pointer: string, keep: Keep): JsonObject {
  if (!isObject(map)) return {}
  const entries = Object.entries(map).flatMap(([key, value]): [string, Json][] => {
    const left = keep(value, join(pointer, key))
    return left === undefined ? [] : [[key, left]]
  })
  return Object.fromEntries(entries)
}

function pickComponents(components: Json, kept: ReadonlySet<string>): JsonObject {
  if (!isObject(components)) return {}
  const entries = Object.entries(components).flatMap(([kind, map]): [string, Json][] => {
    if (kind.startsWith('x-')) return [[kind, map]]
    const chosen = pick(map, join('/components', kind), keepWhole(kept))
    return Object.keys(chosen).length === 0 ? [] : [[kind, chosen]]
  })
  return Object.fromEntries(entries)
}
