// The search: goes from a schema to all that it refers to, and puts what is sampled there into a whole value.
import { applySchema } from '../contract/evaluate.ts'
import { type Json, join } from '../contract/json.ts'
import { brokenScalars, withCompany } from './broken.ts'
import { brokenArrays } from './broken-arrays.ts'
import { brokenChoices } from './broken-choices.ts'
import { brokenObjects } from './broken-objects.ts'
import { childrenOf } from './children.ts'
import { isUnsure, type PoolFor, type Pools } from './pools.ts'
import { hasRivals, isAllTaken } from './rivals.ts'
import type { InvalidSample } from './sample.ts'
import { type Part, type Place, partsInPlace, type Shape, shapesOf } from './shape.ts'
import { type Making, poolOf, valuesOf } from './valid.ts'

/** The way from a whole to one of its members or items. */
type Step = {
  places: readonly Place[]
  shape: Shape
  token: string | number
  put: (value: Json) => Json | undefined
  /** The whole is built to obey its schemas, but may fail to. */
  isUnsure: boolean
  /** Other branches might take the whole, whatever is wrong in this one. */
  hasRivals: boolean
}

type Node = { places: readonly Place[]; steps: readonly Step[]; shapes?: readonly Shape[] }

export type Found = {
  valid: Json[]
  invalid: InvalidSample[]
  /** Every schema that was sampled, by its pointer. */
  sampled: Map<string, Part>
  /** Schemas that have a say somewhere, though maybe no value could be made that shows it. */
  met: Map<string, Part>
  /** Schemas that some valid value shows. */
  shown: Set<string>
  /** How many values that break a constraint another branch took; endless where it takes all of them. */
  allowed: Map<string, number>
  /** Constraints that were broken. */
  reached: Set<string>
  /** Values are not valid by construction alone. */
  isUnsure: boolean
}

// A second time shows a schema in another whole, and deeper in itself.
const mostVisits = 2
const mostNodes = 20_000
// After so many built values that a judge turned down in a row, the rest are hardly better.
const mostLost = 3

/** A value put into its whole, and the wholes on the way, innermost first; undefined where one cannot be made. */
function wrapped(steps: readonly Step[], value: Json): Json[] | undefined {
  const wholes = [value]
  for (const step of [...steps].reverse()) {
    const whole = step.put(wholes.at(-1) ?? null)
    if (whole === undefined) return undefined
    wholes.push(whole)
  }
  return wholes
}

const pathOf = (steps: readonly Step[]) =>
  steps.reduce((pointer, { token }) => join(pointer, token), '')

type Own = Pick<Step, 'isUnsure' | 'hasRivals' | 'places' | 'shape'>

/** The outermost of the wholes that only a judge can hold a value against; -1 where there is none. */
function watched(steps: readonly Step[], own: Own, isValid: boolean): number {
  const all: Own[] = [...steps, own]
  return all.findIndex((each) => each.isUnsure || (!isValid && each.hasRivals))
}

/** Places in a value at which the schemas that stand at the given places are broken. */
function faultsIn({ options }: Pools, places: readonly Place[], value: Json): string[] {
  const { contract, direction } = options
  return places.flatMap(({ pointer }) =>
    applySchema({ ...contract, direction }, pointer, value).faults.map(({ at }) => at),
  )
}

/** The whole value around one that obeys its schemas; undefined where the whole does not obey its own. */
function wholeAround(
  pools: Pools,
  node: Node,
  given: { value: Json; shape: Shape },
): Json | undefined {
  const wholes = wrapped(node.steps, given.value)
  if (wholes === undefined) return undefined
  const { shape } = given
  const own = { isUnsure: isUnsure(shape), hasRivals: false, places: node.places, shape }
  const index = watched(node.steps, own, true)
  const held = wholes[node.steps.length - index]
  const places = [...node.steps, own][index]?.places ?? []
  return index !== -1 && held !== undefined && faultsIn(pools, places, held).length > 0
    ? undefined
    : wholes.at(-1)
}

type Watch = { found: Found; own: Own; isRaw: boolean }

/** A broken value in its whole; none where another branch takes it after all. */
function brokenAround(
  pools: Pools,
  node: Node,
  given: Watch & { sample: InvalidSample },
): InvalidSample[] {
  const { sample, own, found, isRaw } = given
  const { steps } = node
  const isRivalled = [...steps, own].some((each) => each.hasRivals)
  const tried = found.allowed.get(sample.breaks) ?? 0
  // Judging a whole of many branches is dear: there, one sample of a constraint has to do, and a proof ends it.
  const isSettled = found.reached.has(sample.breaks) || tried === Number.POSITIVE_INFINITY
  if (isRivalled && steps.length > 0 && isSettled) return []
  const wholes = wrapped(steps, sample.value)
  const value = wholes?.at(-1)
  if (wholes === undefined || value === undefined) return []
  const all: Own[] = [...steps, own]
  const index = watched(steps, own, false)
  const at = pathOf(steps) + sample.at
  if (index === -1 || isRaw) return [{ ...sample, value, at }]
  // Findings that are no matter of a schema are not known to the judge of schemas.
  const rival = all.findIndex((each) => each.hasRivals)
  if (sample.rule !== undefined) return rival === -1 ? [{ ...sample, value, at }] : []
  const held = wholes[steps.length - index] ?? null
  const faults = faultsIn(pools, all[index]?.places ?? [], held)
  if (faults.length === 0) {
    const isAll = tried === 0 && isAllTaken(pools, all, { breaks: sample.breaks, wholes })
    found.allowed.set(sample.breaks, isAll ? Number.POSITIVE_INFINITY : tried + 1)
    return []
  }
  // Where there are several branches, it may be another one that is said to be broken.
  const due = pathOf(steps.slice(index)) + sample.at
  const isThere = rival === -1 || faults.some((each) => each === due || each.startsWith(`${due}/`))
  return [{ ...sample, value, at: isThere ? at : pathOf(steps.slice(0, rival)) }]
}

function ownBroken(pools: Pools, shape: Shape, making: Making): InvalidSample[] {
  const { poolFor } = making
  const made = [
    ...brokenScalars(pools, shape),
    ...(shape.types.includes('array') ? brokenArrays(pools, shape, poolFor) : []),
    ...(shape.types.includes('object') ? brokenObjects(pools, shape, poolFor) : []),
    ...brokenChoices(pools, shape, making),
  ]
  return made.map((sample) => withCompany(pools, shape, sample))
}

const keyOf = (places: readonly Place[]) =>
  places
    .map(({ pointer, assumed, isCondition }) => `${assumed} ${isCondition === true} ${pointer}`)
    .join(' ')

function note(found: Found, shape: Shape): void {
  for (const part of shape.parts) {
    const known = found.sampled.get(part.pointer)
    // The surer of two ways to a part decides what is due there.
    const isBetter = known === undefined || (known.assumed && !part.assumed)
    if (isBetter && part.isCondition !== true) found.sampled.set(part.pointer, part)
  }
}

/** Samples what stands at one place, and says which places lie below it. */
function visit(pools: Pools, node: Node, given: { found: Found; isRaw: boolean }): Node[] {
  const { found, isRaw } = given
  const shapes = node.shapes ?? shapesOf(pools.document, node.places)
  const poolFor: PoolFor = (places) => poolOf(pools, places, 1)
  const making = { poolFor, isBare: false }
  for (const part of partsInPlace(pools.document, node.places)) found.met.set(part.pointer, part)
  return shapes.flatMap((shape) => {
    note(found, shape)
    const unsure = isUnsure(shape)
    found.isUnsure ||= unsure
    let lost = 0
    const values = isRaw ? [] : valuesOf(pools, shape, making)
    if (values.length > 0) for (const { pointer } of shape.parts) found.shown.add(pointer)
    for (const value of values) {
      const whole = lost < mostLost ? wholeAround(pools, node, { value, shape }) : undefined
      if (whole !== undefined) found.valid.push(whole)
      lost = whole === undefined ? lost + 1 : 0
    }
    for (const sample of ownBroken(pools, shape, making)) {
      const rivals = hasRivals(shapes, shape, sample.value)
      const own = { isUnsure: unsure, hasRivals: rivals, places: node.places, shape }
      for (const whole of brokenAround(pools, node, { sample, own, found, isRaw })) {
        found.reached.add(whole.breaks)
        found.invalid.push(whole)
      }
    }
    return childrenOf(pools, shape, poolFor).map(({ places, token, put, isMember }) => {
      const rivals = hasRivals(shapes, shape, isMember ? {} : [])
      const own = { places: node.places, shape, isUnsure: unsure, hasRivals: rivals }
      return { places, steps: [...node.steps, { ...own, token, put }] }
    })
  })
}

export type Start = Pick<Node, 'places' | 'shapes'> & {
  /** Nothing is held against the judge: for values that are tried elsewhere. */
  isRaw?: boolean
  mostNodes?: number
}

/** Samples of a schema and of everything below it, nearest first. */
export function search(pools: Pools, start: Start): Found {
  const found: Found = {
    valid: [],
    invalid: [],
    sampled: new Map(),
    met: new Map(),
    shown: new Set(),
    allowed: new Map(),
    reached: new Set(),
    isUnsure: false,
  }
  const { isRaw = false, mostNodes: most = mostNodes, ...root } = start
  const visits = (isRaw ? undefined : pools.options.sampled) ?? new Map<string, number>()
  const waiting: Node[] = [{ ...root, steps: [] }]
  for (let index = 0; index < waiting.length && index < most; index++) {
    const node = waiting[index]
    if (node === undefined) break
    const key = keyOf(node.places)
    const count = visits.get(key) ?? 0
    if (count >= mostVisits && node.steps.length > 0) continue
    visits.set(key, count + 1)
    waiting.push(...visit(pools, node, { found, isRaw }))
  }
  return found
}
