// What lies below a value: its members and items, and the smallest whole around each.
import type { Json } from '../contract/json.ts'
import { freeIndex, listOf, placesOfItem, planArray } from './arrays.ts'
import { baseObject } from './base.ts'
import { membersOf, withMember } from './members.ts'
import { objectWith, planObject } from './objects.ts'
import type { PoolFor, Pools } from './pools.ts'
import type { Place, Shape } from './shape.ts'

/** A member or item: where it is, what schemas it has, and how the whole around a value of it is made. */
export type Child = {
  token: string | number
  places: readonly Place[]
  /** Undefined where no such whole can be made. */
  put: (value: Json) => Json | undefined
  isMember: boolean
}

function membersBelow(pools: Pools, shape: Shape, poolFor: PoolFor): Child[] {
  const plan = planObject(pools, shape, poolFor)
  const bare = baseObject(pools, plan, poolFor)
  const lost = membersOf(pools, shape).filter(
    ({ name, required }) => required && !plan.members.some((each) => each.name === name),
  )
  return membersOf(pools, shape).map(({ name, places }) => {
    const whole = { ...objectWith(plan, [name]), ...bare }
    const isLost = lost.some((each) => each.name !== name)
    const put = (value: Json) => (isLost ? undefined : withMember(whole, name, value))
    return { token: name, places, put, isMember: true }
  })
}

function itemsBelow(pools: Pools, shape: Shape, poolFor: PoolFor): Child[] {
  const plan = planArray(shape, poolFor)
  const indexes = new Set([...Array(plan.prefix).keys(), freeIndex(plan)])
  return [...indexes]
    .filter((index) => index < plan.most)
    .map((index) => {
      const count = Math.max(plan.least, index + 1, Math.min(plan.wanted.length, plan.most))
      const put = (value: Json) => listOf(pools, plan, { count, index, value })
      return { token: index, places: placesOfItem(shape, index), put, isMember: false }
    })
}

/** The members and items that values of a shape may have. */
export function childrenOf(pools: Pools, shape: Shape, poolFor: PoolFor): Child[] {
  const objects = shape.types.includes('object') ? membersBelow(pools, shape, poolFor) : []
  const arrays = shape.types.includes('array') ? itemsBelow(pools, shape, poolFor) : []
  return [...objects, ...arrays].filter(({ places }) => places.length > 0)
}
