// One schema applied to one value: what a keyword sees, and the ways in which it can speak.
import type { Args } from '../report.ts'
import { isObject, type Json, type JsonObject } from './json.ts'

/** Which way a message travels: decides whether `readOnly` or `writeOnly` members are due. */
export type Direction = 'request' | 'response'

/** A broken constraint, at its innermost place. */
export type Fault = {
  keyword: string
  /** Pointer of the keyword in the contract. */
  pointer: string
  /** Pointer into the value; for a missing member, where it should have been. */
  at: string
  value: Json
  args: Args
  assumed: boolean
}

/** A keyword that could not be applied; its siblings still are. */
export type SchemaGap = { pointer: string; at: string; reason: string; contractFault: boolean }

/** A schema that was applied to a value: the trail that later rules and coverage read. */
export type Visit = {
  pointer: string
  schema: JsonObject
  at: string
  value: Json
  assumed: boolean
  /** From a branch that did not match: says what members are known, but claims nothing. */
  tentative: boolean
}

/** How much of a subschema's outcome counts: all, what it saw but not its faults, or what it merely tried. */
type Taken = 'all' | 'trail' | 'tentative'

/**
 * What came of applying a schema: what it says itself, and what its subschemas say. They are referred to and
 * not copied, so that outcomes shared by several branches stay shared: copies would double at each level.
 */
export type Outcome = {
  visit: Visit | undefined
  faults: Fault[] | undefined
  gaps: SchemaGap[] | undefined
  parts: Part[] | undefined
  /** Some constraint is broken. */
  failed: boolean
  /** Something could not be checked, so that having no fault proves nothing. */
  unsure: boolean
  /** Part of more than one other. */
  shared: boolean
  /** Members and items that were evaluated (JSON Schema 2020-12 Core §11). */
  members: Set<string> | undefined
  items: Set<number> | undefined
}

type Part = { outcome: Outcome; taken: Taken }

/** How a node applies a further schema: below itself in the contract, at or below its value. */
export type Descend = (
  node: SchemaNode,
  path: readonly (string | number)[],
  target?: { value: Json; at: string },
) => Outcome

export type SchemaNode = {
  scope: Scope
  schema: JsonObject
  pointer: string
  value: Json
  at: string
  assumed: boolean
  /** The part over which this node was reached is assumed, so nothing below can be surer. */
  floor: boolean
  /** The first schema applied to this value: where its members may be declared. */
  root: JsonObject
  out: Outcome
}

/** A keyword's meaning. It narrows its operand itself: an operand of a wrong form is a gap. */
export type Keyword = (node: SchemaNode, operand: Json) => void

/** Whether a value has the format; true for values of a type that the format does not speak of. */
export type Format = (value: Json) => boolean

/** A schema resource (JSON Schema 2020-12 Core §4.3.5): its root, and its `$dynamicAnchor`s by name. */
export type SchemaResource = { pointer: string; anchors: Record<string, string> }

export type Vocabulary = {
  keywords: Readonly<Record<string, Keyword>>
  formats: Readonly<Record<string, Format>>
  /**
   * Which of the failed branches of anyOf or oneOf a value was meant for. Without it, the choice itself is
   * blamed: enough for a yes or a no.
   */
  blame?: (
    node: SchemaNode,
    keyword: 'anyOf' | 'oneOf',
    branches: readonly Outcome[],
  ) => Outcome | undefined
  /** Applies a schema's keywords, with regard to `$schema` and to the way that `$dynamicRef` asks for. */
  enter?: (node: SchemaNode, applyKeywords: (node: SchemaNode) => void) => void
}

/** What stays the same while a value is judged. */
export type Scope = {
  document: JsonObject
  vocabulary: Vocabulary
  resources?: readonly SchemaResource[] | undefined
  direction: Direction
  descend: Descend
  follow: (node: SchemaNode, reference: string) => Outcome | undefined
  /** References being followed, to notice one that leads back to itself. */
  trail: Set<string>
  /** Outcomes for objects and arrays, which several branches may ask for. */
  known: Map<string, Outcome>
  /** How many schemas are being applied in one another. */
  depth: number
  /** The resources on the way here, outermost first, where `$dynamicRef` asks for them. */
  dynamic?: readonly SchemaResource[]
  /** The `known` outcomes by the way that led to them. */
  ways?: Map<string, Map<string, Outcome>>
}

/** Says nothing. Lists come when they are needed: most outcomes of a large value never need any. */
export function emptyOutcome(): Outcome {
  return {
    visit: undefined,
    faults: undefined,
    gaps: undefined,
    parts: undefined,
    failed: false,
    unsure: false,
    shared: false,
    members: undefined,
    items: undefined,
  }
}

export function addFault(out: Outcome, fault: Fault): void {
  out.failed = true
  out.faults ??= []
  out.faults.push(fault)
}

export function addGap(out: Outcome, gap: SchemaGap): void {
  out.unsure = true
  out.gaps ??= []
  out.gaps.push(gap)
}

function addPart(out: Outcome, outcome: Outcome, taken: Taken): void {
  out.parts ??= []
  out.parts.push({ outcome, taken })
}

export function addMember(out: Outcome, name: string): void {
  out.members ??= new Set()
  out.members.add(name)
}

export function addItem(out: Outcome, index: number): void {
  out.items ??= new Set()
  out.items.add(index)
}

/** Records a broken constraint; for one below the node's value, `at` and `value` are those of the part. */
export function fault(node: SchemaNode, keyword: string, args: Args): void {
  const { at, value, assumed } = node
  addFault(node.out, { keyword, pointer: `${node.pointer}/${keyword}`, at, value, args, assumed })
}

/** Records that a keyword could not be applied because the contract is wrong there. */
export function misuse(node: SchemaNode, keyword: string, reason: string): void {
  gap(node, keyword, { reason, contractFault: true })
}

/** Records that a keyword could not be applied. */
export function gap(
  node: SchemaNode,
  keyword: string,
  why: Pick<SchemaGap, 'reason' | 'contractFault'>,
): void {
  addGap(node.out, { pointer: `${node.pointer}/${keyword}`, at: node.at, ...why })
}

/** Takes over all that a subschema said. */
export function merge(out: Outcome, from: Outcome): void {
  addPart(out, from, 'all')
  out.failed ||= from.failed
  out.unsure ||= from.unsure
}

/** Takes over what a subschema saw, but not its faults. */
export function mergeTrail(out: Outcome, from: Outcome): void {
  addPart(out, from, 'trail')
  out.unsure ||= from.unsure
}

/** Takes over only what a subschema that does not apply knows of members. */
export function mergeTentative(out: Outcome, from: Outcome): void {
  addPart(out, from, 'tentative')
}

/** Takes over only what a subschema could not check. */
export function mergeGaps(out: Outcome, from: Outcome): void {
  for (const each of collect(from).gaps) addGap(out, each)
}

/** Takes over which members and items a subschema of the same value evaluated. */
export function mergeEvaluated(out: Outcome, from: Outcome): void {
  // Handed on and not copied: a value of a million objects has as many sets.
  if (out.members === undefined) out.members = from.members
  else for (const name of from.members ?? []) addMember(out, name)
  if (out.items === undefined) out.items = from.items
  else for (const index of from.items ?? []) addItem(out, index)
}

/** Counts everything as evaluated: what an unread keyword would have evaluated is unknown. */
export function evaluateAll({ out, value }: SchemaNode): void {
  if (isObject(value)) for (const name of Object.keys(value)) addMember(out, name)
  if (Array.isArray(value)) for (const index of value.keys()) addItem(out, index)
}

/** All that an outcome says, its parts included, each once. */
export function collect(start: Outcome): { faults: Fault[]; gaps: SchemaGap[]; visits: Visit[] } {
  const all: ReturnType<typeof collect> = { faults: [], gaps: [], visits: [] }
  const seen = { all: new Set<Outcome>(), trail: new Set<Outcome>(), tentative: new Set<Outcome>() }
  const waiting: Part[] = [{ outcome: start, taken: 'all' }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { outcome, taken } = next
    const { visit, faults = [], gaps = [], parts = [] } = outcome
    if (outcome.shared && seen[taken].has(outcome)) continue
    if (outcome.shared) seen[taken].add(outcome)
    if (visit !== undefined)
      all.visits.push(taken === 'tentative' ? { ...visit, tentative: true } : visit)
    if (taken === 'all') for (const each of faults) all.faults.push(each)
    if (taken !== 'tentative') for (const each of gaps) all.gaps.push(each)
    for (let index = parts.length - 1; index >= 0; index--) {
      const part = parts[index]
      if (part !== undefined) waiting.push(lessened(part, taken))
    }
  }
  return all
}

/** A part of a part counts no more than the whole. */
function lessened(part: Part, taken: Taken): Part {
  return taken === 'all' || part.taken === 'tentative' ? part : { outcome: part.outcome, taken }
}
