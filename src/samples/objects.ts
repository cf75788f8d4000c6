// Objects of a shape: with all members, with as few as may be, without each that may be absent.
import { isObject, type Json, type JsonObject } from '../contract/json.ts'
import { isAllowed, isFreeForm, type Member, membersOf, withMember, without } from './members.ts'
import type { PoolFor, Pools } from './pools.ts'
import { operands, type Shape, tightest } from './shape.ts'

export type ObjectPlan = {
  shape: Shape
  /** Members that have a value. */
  members: readonly Member[]
  /** A required member has no value, so no object has. */
  isImpossible: boolean
  first: (member: Member) => Json
  least: number
  most: number
}

export function planObject(pools: Pools, shape: Shape, poolFor: PoolFor): ObjectPlan {
  const all = membersOf(pools, shape)
  const firsts = new Map<string, Json>()
  for (const { name, places } of all) {
    const [value] = places.length === 0 ? ['text'] : poolFor(places)
    if (value !== undefined) firsts.set(name, value)
  }
  return {
    shape,
    members: all.filter(({ name }) => firsts.has(name)),
    isImpossible: all.some(({ name, required }) => required && !firsts.has(name)),
    first: ({ name }) => firsts.get(name) ?? null,
    least: tightest(shape, 'minProperties', Math.max)?.limit ?? 0,
    most: tightest(shape, 'maxProperties', Math.min)?.limit ?? Number.POSITIVE_INFINITY,
  }
}

/** Names that are due beside a name, and those that are due beside them. */
function companyOf(shape: Shape, names: readonly string[]): string[] {
  const due = new Set(names)
  for (const name of due) {
    for (const { operand } of operands(shape, 'dependentRequired')) {
      const list = isObject(operand) && Object.hasOwn(operand, name) ? operand[name] : []
      for (const each of Array.isArray(list) ? list : []) due.add(String(each))
    }
  }
  return [...due]
}

/** The object of the required members and of those named, with what is due beside them, each at its first value. */
export function objectWith(plan: ObjectPlan, names: readonly string[]): JsonObject {
  const required = plan.members.filter((each) => each.required).map(({ name }) => name)
  const due = companyOf(plan.shape, [...required, ...names])
  const chosen = plan.members.filter(({ name }) => due.includes(name))
  return Object.fromEntries(chosen.map((member) => [member.name, plan.first(member)]))
}

/** The smallest object; where members are too few to reach the least number, free names are added. */
export function bareObject(pools: Pools, plan: ObjectPlan): JsonObject {
  let bare = objectWith(plan, [])
  for (const { name } of plan.members) {
    if (Object.keys(bare).length >= plan.least) break
    bare = { ...objectWith(plan, [name]), ...bare }
  }
  for (let index = 1; Object.keys(bare).length < plan.least && index <= 50; index++) {
    const name = `extra${index}`
    const extra = plan.members.find((each) => each.name === 'extra')
    const value = extra === undefined ? 'text' : plan.first(extra)
    if (isAllowed(pools, plan.shape, name)) bare = withMember(bare, name, value)
  }
  return bare
}

const anything: JsonObject = { note: 'text', nested: { list: [1, null, true, 'a'], empty: {} } }

/** Objects of a shape, the one with most members first; `isBare` leaves only the smallest. */
export function objectsOf(
  pools: Pools,
  shape: Shape,
  { poolFor, isBare }: { poolFor: PoolFor; isBare: boolean },
): JsonObject[] {
  const plan = planObject(pools, shape, poolFor)
  if (plan.isImpossible) return []
  const bare = bareObject(pools, plan)
  if (isBare) return [bare].filter((value) => isCounted(plan, value))
  const names = plan.members.map(({ name }) => name)
  const whole = objectWith(plan, names)
  const full = Object.keys(whole).length <= plan.most ? whole : grown(plan, bare)
  const absences = plan.members
    .filter(({ required }) => !required)
    .map(({ name }) => without(full, name))
  const isOpen = isFreeForm(shape) && plan.members.every(({ places }) => places.length === 0)
  const free = isOpen ? [{ ...full, ...anything }] : []
  const open = Object.keys(anything).every((name) => isAllowed(pools, shape, name)) ? free : []
  return [...(names.length === 0 ? open : [full, ...open]), bare, full, ...absences].filter(
    (value) => isComplete(plan, value),
  )
}

/** Whether an object has as many members as it should, and those that are due beside others. */
export function isComplete(plan: ObjectPlan, value: JsonObject): boolean {
  return isCounted(plan, value) && keepsCompany(plan.shape, value)
}

/** The smallest object with each value of each member in turn. */
export function variedObjects(pools: Pools, shape: Shape, poolFor: PoolFor): JsonObject[] {
  const plan = planObject(pools, shape, poolFor)
  if (plan.isImpossible) return []
  const bare = bareObject(pools, plan)
  return plan.members.flatMap(({ name, places }) => {
    const whole = { ...bare, ...objectWith(plan, [name]) }
    return (places.length === 0 ? [] : poolFor(places)).map((value) =>
      withMember(whole, name, value),
    )
  })
}

/** As many members as may be. */
function grown(plan: ObjectPlan, bare: JsonObject): JsonObject {
  let object = bare
  for (const { name } of plan.members) {
    const next = { ...object, ...objectWith(plan, [name]) }
    if (Object.keys(next).length <= plan.most) object = next
  }
  return object
}

function isCounted({ least, most }: ObjectPlan, value: JsonObject): boolean {
  const count = Object.keys(value).length
  return count >= least && count <= most
}

/** Whether members that are due beside others are there. */
function keepsCompany(shape: Shape, value: JsonObject): boolean {
  return companyOf(shape, Object.keys(value)).every((name) => Object.hasOwn(value, name))
}
