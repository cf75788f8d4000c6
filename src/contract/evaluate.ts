// The judge of values: applies a schema and says each broken constraint once, at its innermost place.
import { assumedAt, ownEvidence } from './evidence.ts'
import { at, isObject, type Json, type JsonObject, join, step } from './json.ts'
import { localPointer } from './members.ts'
import {
  addFault,
  addGap,
  collect,
  type Direction,
  emptyOutcome,
  type Fault,
  misuse,
  type Outcome,
  type SchemaGap,
  type SchemaNode,
  type SchemaResource,
  type Scope,
  type Visit,
  type Vocabulary,
} from './schema-node.ts'

export type Evaluation = { faults: Fault[]; gaps: SchemaGap[]; visits: Visit[] }

/** `document`, `vocabulary` and `resources` are those of the contract. */
export type EvaluateOptions = {
  document: JsonObject
  vocabulary: Vocabulary
  resources?: readonly SchemaResource[] | undefined
  direction: Direction
}

// These speak of what their siblings left over, so they run when all others have.
const last = ['unevaluatedItems', 'unevaluatedProperties']

function applyKeywords(node: SchemaNode): void {
  const { keywords } = node.scope.vocabulary
  const names = Object.keys(node.schema).filter((name) => Object.hasOwn(keywords, name))
  const ordered = names.some((name) => last.includes(name))
    ? [...names.filter((name) => !last.includes(name)), ...last.filter((n) => names.includes(n))]
    : names
  for (const name of ordered) keywords[name]?.(node, node.schema[name] ?? null)
}

type Target = Pick<SchemaNode, 'pointer' | 'value' | 'at' | 'assumed' | 'floor'> & {
  /** The first schema applied to the same value, where this is not it. */
  root?: JsonObject
}

// Ten times what real schemas and bodies need together; a stack of 1 MB holds some eight hundred.
const deepest = 500

/** What is to be said of something that is not a schema object, or of one too deep to be applied. */
function withoutSchema(schema: Json | undefined, target: Target): Outcome {
  const out = emptyOutcome()
  const { pointer, value, at: where, assumed } = target
  if (schema === true) return out
  if (schema === false) {
    addFault(out, { keyword: 'false', pointer, at: where, value, args: {}, assumed })
    return out
  }
  const known = schema === undefined ? 'there is no schema here' : 'this is not a schema'
  const tooDeep = isObject(schema)
  const reason = tooDeep ? 'schemas and values are nested too deeply here' : known
  addGap(out, { pointer, at: where, reason, contractFault: !tooDeep })
  return out
}

/** Applies whatever stands at a pointer. */
function apply(scope: Scope, schema: Json | undefined, target: Target): Outcome {
  if (!isObject(schema) || scope.depth >= deepest) return withoutSchema(schema, target)
  const out = emptyOutcome()
  const own = ownEvidence(schema)
  const assumed = target.floor || (own === undefined ? target.assumed : own === 'assumed')
  const node: SchemaNode = { scope, schema, root: schema, ...target, assumed, out }
  const { pointer, at: where, value } = target
  out.visit = { pointer, schema, at: where, value, assumed, tentative: false }
  scope.depth++
  const { enter = applyKeywords } = scope.vocabulary
  enter(node, applyKeywords)
  scope.depth--
  return out
}

function descend(
  node: SchemaNode,
  path: readonly (string | number)[],
  target?: { value: Json; at: string },
): Outcome {
  const pointer = path.reduce<string>(join, node.pointer)
  const schema = path.reduce<Json | undefined>(
    (held, token) => step(held, String(token)),
    node.schema,
  )
  const place = target ?? { value: node.value, at: node.at }
  const { assumed, floor } = node
  const next = { pointer, value: place.value, at: place.at, assumed, floor }
  if (target === undefined) return apply(node.scope, schema, { ...next, root: node.root })
  const isWhole = typeof place.value === 'object' && place.value !== null
  if (!isWhole) return apply(node.scope, schema, next)
  // Kept, since branches that look into the same object would double the work at every level.
  const key = `${assumed} ${floor} ${pointer.length} ${pointer}${place.at}`
  const known = node.scope.known.get(key)
  if (known !== undefined) {
    known.shared = true
    return known
  }
  const outcome = apply(node.scope, schema, next)
  // They count for schemas of the same value only.
  outcome.members = undefined
  outcome.items = undefined
  node.scope.known.set(key, outcome)
  return outcome
}

function follow(node: SchemaNode, reference: string): Outcome | undefined {
  const pointer = localPointer(reference)
  const schema = pointer === undefined ? undefined : at(node.scope.document, pointer)
  if (pointer === undefined || schema === undefined) return undefined
  const passage = `${pointer} ${node.at}`
  if (node.scope.trail.has(passage)) {
    misuse(node, '$ref', `$ref ${JSON.stringify(reference)} leads back to itself`)
    return emptyOutcome()
  }
  node.scope.trail.add(passage)
  const { value, at: where, assumed } = node
  const target = { pointer, value, at: where, assumed, floor: assumed, root: node.root }
  const outcome = apply(node.scope, schema, target)
  node.scope.trail.delete(passage)
  return outcome
}

// The more telling first: what a value is, before what form it has, before how large it is.
const telling = ['type', 'const', 'enum', 'format', 'pattern', 'minLength', 'maxLength']

function rank({ keyword }: Fault): number {
  const index = telling.indexOf(keyword)
  return index === -1 ? telling.length : index
}

/**
 * One fault a place: a single value of the wrong type or form breaks several keywords, but is wrong once.
 * An object or array of the right type can be wrong in several ways, each by its own keyword.
 */
function oncePerPlace(faults: readonly Fault[]): Fault[] {
  const best = new Map<string, Fault>()
  for (const fault of faults) {
    const isWhole = typeof fault.value === 'object' && fault.value !== null
    const several = isWhole && rank(fault) === telling.length
    const key = `${fault.at.length} ${fault.at}${several ? fault.keyword : ''}`
    const rival = best.get(key)
    // The surer claim wins, so that an assumed twin never softens a stated one.
    const surer = rival !== undefined && rival.assumed !== fault.assumed ? rival.assumed : undefined
    const better = rival === undefined || rank(fault) < rank(rival)
    if (surer ?? better) best.set(key, fault)
  }
  return [...best.values()]
}

/** One gap a place in the contract: an array of a thousand items is not a thousand gaps. */
function oncePerPointer(gaps: readonly SchemaGap[]): SchemaGap[] {
  const first = new Map<string, SchemaGap>()
  for (const gap of gaps) {
    const key = `${gap.pointer} ${gap.reason}`
    if (!first.has(key)) first.set(key, gap)
  }
  return [...first.values()]
}

/**
 * Applies the schema at a pointer of the document to a value: every fault and gap, as often as it is met.
 * Enough for a yes or a no. Never throws; never reads beyond the document.
 */
export function applySchema(options: EvaluateOptions, pointer: string, value: Json): Evaluation {
  const scope: Scope = { ...options, descend, follow, trail: new Set(), known: new Map(), depth: 0 }
  const assumed = assumedAt(options.document, pointer)
  const target = { pointer, value, at: '', assumed, floor: false }
  return collect(apply(scope, at(options.document, pointer), target))
}

/** As {@link applySchema}, but each wrong value is told of once, by what is most telling of it. */
export function evaluate(options: EvaluateOptions, pointer: string, value: Json): Evaluation {
  const { faults, gaps, visits } = applySchema(options, pointer, value)
  return { faults: oncePerPlace(faults), gaps: oncePerPointer(gaps), visits }
}
