// Arrays that break one constraint of the array itself: its length, its uniqueness, what it contains, where it ends.
import type { Json } from '../contract/json.ts'
import { type ArrayPlan, listOf, planArray } from './arrays.ts'
import { broken } from './broken.ts'
import { obeys, type PoolFor, type Pools } from './pools.ts'
import type { InvalidSample } from './sample.ts'
import { below, operands, type Shape, tightest } from './shape.ts'

function brokenLengths(pools: Pools, plan: ArrayPlan): InvalidSample[] {
  const { shape, least: shortest, prefix } = plan
  const made: InvalidSample[] = []
  const least = tightest(shape, 'minItems', Math.max)
  const most = tightest(shape, 'maxItems', Math.min)
  if (least !== undefined && least.limit > 0 && least.limit <= 10_000) {
    const value = listOf(pools, plan, { count: least.limit - 1 }) ?? []
    made.push(...broken(least.part, 'minItems', { value, how: 'one item short' }))
  }
  if (most !== undefined && most.limit <= 10_000) {
    const count = most.limit + 1
    const first = listOf(pools, plan, { count: Math.max(1, shortest, prefix) })?.at(-1) ?? 'item'
    const value = listOf(pools, plan, { count }) ?? Array.from({ length: count }, () => first)
    made.push(...broken(most.part, 'maxItems', { value, how: 'one item long' }))
  }
  for (const { part, operand } of operands(shape, 'uniqueItems')) {
    const list = listOf(pools, plan, { count: Math.max(2, shortest) })
    const [item] = list ?? listOf(pools, plan, { count: 1 }) ?? []
    if (operand !== true || item === undefined) continue
    const value = [item, item, ...(list ?? []).slice(2)]
    made.push(...broken(part, 'uniqueItems', { value, how: 'the same item twice' }))
  }
  return made
}

/** Arrays with an item where none may be. */
function brokenEnds(pools: Pools, plan: ArrayPlan): InvalidSample[] {
  const { shape, prefix } = plan
  return ['items', 'unevaluatedItems'].flatMap((keyword) =>
    operands(shape, keyword)
      .filter(({ operand }) => operand === false)
      .flatMap(({ part }) => {
        const own = Array.isArray(part.schema.prefixItems) ? part.schema.prefixItems.length : 0
        const start = keyword === 'items' ? own : prefix
        const value = listOf(pools, plan, { count: start })
        const how = 'with an item beyond its end'
        return value === undefined
          ? []
          : broken(part, keyword, { value: [...value, 'beyond'], how, at: `/${start}` })
      }),
  )
}

function brokenContents(pools: Pools, plan: ArrayPlan): InvalidSample[] {
  return operands(plan.shape, 'contains').flatMap(({ part }) => {
    const { minContains, maxContains } = part.schema
    const place = below(part, 'contains')
    const rest: ArrayPlan = { ...plan, wanted: [], capped: [place] }
    const made: InvalidSample[] = []
    const least = typeof minContains === 'number' ? minContains : 1
    if (least > 0 && least <= 50) {
      const count = Math.max(plan.least, 1)
      const others = listOf(pools, rest, { count }) ?? []
      const contained = plan.poolFor([place]).filter((v) => obeys(pools, place.pointer, v))
      const few = contained.slice(0, 1).flatMap((v) => Array.from({ length: least - 1 }, () => v))
      const value: Json[] = [...few, ...others]
      const keyword = minContains === undefined ? 'contains' : 'minContains'
      made.push(...broken(part, keyword, { value, how: 'with too few of what it contains' }))
      if (few.length === 0 && plan.least === 0)
        made.push(...broken(part, keyword, { value: [], how: 'empty' }))
    }
    if (typeof maxContains === 'number' && maxContains <= 50) {
      const all = Array.from({ length: maxContains + 1 }, () => place)
      const many: ArrayPlan = { ...plan, wanted: all, capped: [] }
      const value = listOf(pools, many, { count: Math.max(plan.least, maxContains + 1) })
      const how = 'with one too many of what it contains'
      if (value !== undefined) made.push(...broken(part, 'maxContains', { value, how }))
    }
    return made
  })
}

/** Arrays that break a constraint of the array itself. */
export function brokenArrays(pools: Pools, shape: Shape, poolFor: PoolFor): InvalidSample[] {
  const plan = planArray(shape, poolFor)
  return [...brokenLengths(pools, plan), ...brokenEnds(pools, plan), ...brokenContents(pools, plan)]
}
