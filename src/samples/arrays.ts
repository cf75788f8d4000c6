// Arrays of a shape: empty and full ones, at both ends of their length, with what they have to contain.
import { equal } from '../contract/compare.ts'
import type { Json } from '../contract/json.ts'
import { obeys, type PoolFor, type Pools } from './pools.ts'
import { below, operands, type Part, type Place, type Shape, tightest } from './shape.ts'

export type ArrayPlan = {
  shape: Shape
  least: number
  most: number
  isUnique: boolean
  prefix: number
  /** What has to be contained, as often as it has to be. */
  wanted: readonly Place[]
  /** Schemas that only so many items may obey. */
  capped: readonly Place[]
  poolFor: PoolFor
}

const countOf = (part: Part, keyword: string) => {
  const count = part.schema[keyword]
  return typeof count === 'number' ? count : undefined
}

export function planArray(shape: Shape, poolFor: PoolFor): ArrayPlan {
  const contained = operands(shape, 'contains').map(({ part }) => part)
  const lengths = operands(shape, 'prefixItems').map(({ operand }) =>
    Array.isArray(operand) ? operand.length : 0,
  )
  return {
    shape,
    least: tightest(shape, 'minItems', Math.max)?.limit ?? 0,
    most: tightest(shape, 'maxItems', Math.min)?.limit ?? Number.POSITIVE_INFINITY,
    isUnique: operands(shape, 'uniqueItems').some(({ operand }) => operand === true),
    prefix: Math.max(0, ...lengths),
    wanted: contained.flatMap((part) =>
      Array.from({ length: Math.min(50, countOf(part, 'minContains') ?? 1) }, () =>
        below(part, 'contains'),
      ),
    ),
    capped: contained
      .filter((part) => countOf(part, 'maxContains') !== undefined)
      .map((part) => below(part, 'contains')),
    poolFor,
  }
}

/** Places of the schemas for an item. */
export function placesOfItem(shape: Shape, index: number): Place[] {
  const found = shape.parts.flatMap((part) => {
    const { prefixItems, items } = part.schema
    if (Array.isArray(prefixItems) && index < prefixItems.length)
      return [below(part, 'prefixItems', index)]
    return items === undefined ? [] : [below(part, 'items')]
  })
  if (found.length > 0) return found
  return operands(shape, 'unevaluatedItems').map(({ part }) => below(part, 'unevaluatedItems'))
}

/** The index at which the items after the prefix, and after those that have to be contained, begin. */
export function freeIndex({ prefix, wanted, most }: ArrayPlan): number {
  const index = Math.max(prefix, wanted.length)
  return index < most ? index : Math.max(0, Math.min(prefix, most - 1))
}

/** Values for the item at an index. */
function itemsAt(pools: Pools, plan: ArrayPlan, index: number): readonly Json[] {
  const places = placesOfItem(plan.shape, index)
  const due = plan.wanted[index]
  if (due !== undefined) return plan.poolFor([...places, { ...due, isCondition: true }])
  const pool = places.length === 0 ? ['item', 0, 'other'] : plan.poolFor(places)
  return pool.filter((value) => plan.capped.every(({ pointer }) => !obeys(pools, pointer, value)))
}

/** A list of a length, the value at one index given; undefined where some item has no value. */
export function listOf(
  pools: Pools,
  plan: ArrayPlan,
  { count, index: given, value: held }: { count: number; index?: number; value?: Json },
): Json[] | undefined {
  const list: Json[] = held === undefined ? [] : [held]
  const made: Json[] = []
  for (let index = 0; index < count; index++) {
    if (index === given && held !== undefined) {
      made.push(held)
      continue
    }
    const pool = itemsAt(pools, plan, index)
    const free = plan.isUnique ? pool.filter((v) => !list.some((each) => equal(each, v))) : pool
    const value = free[index % Math.max(1, free.length)] ?? strange(plan, list)
    if (value === undefined) return undefined
    list.push(value)
    made.push(value)
  }
  return made
}

/** Another item of a list whose items need to be different and nothing else. */
function strange({ isUnique, shape, prefix }: ArrayPlan, list: readonly Json[]): Json | undefined {
  const isFree = isUnique && placesOfItem(shape, Math.max(prefix, list.length)).length === 0
  return isFree ? `item ${list.length}` : undefined
}

// A list of so many shows nothing that this one does not.
const longest = 50

/** Arrays of a shape, one with items first; `isBare` leaves only the shortest. */
export function arraysOf(
  pools: Pools,
  shape: Shape,
  { poolFor, isBare }: { poolFor: PoolFor; isBare: boolean },
): Json[] {
  const plan = planArray(shape, poolFor)
  const { least, most, prefix, wanted } = plan
  const shortest = Math.max(least, Math.min(wanted.length, most))
  const usual = Math.min(most, Math.max(shortest, prefix, wanted.length + 1, 1))
  const counts = isBare
    ? [shortest]
    : [usual, shortest, shortest + 1, ...(most <= longest ? [most] : []), Math.min(prefix, most)]
  const lists = [...new Set(counts)]
    .filter((count) => count >= shortest && count <= most)
    .flatMap((count) => {
      const list = listOf(pools, plan, { count })
      return list === undefined ? [] : [list]
    })
  return lists
}
