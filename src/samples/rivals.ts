// Branches that stand beside one another: which of them takes what another one refuses, and whether it takes all of it.
import { type Json, step, tokens } from '../contract/json.ts'
import { typeName } from '../contract/keywords-value.ts'
import { placesOfItem } from './arrays.ts'
import { placesOfMember } from './members.ts'
import { fitsShape, type Pools } from './pools.ts'
import { type Place, type Shape, shapesOf, typeSpokenOf } from './shape.ts'

/** Whether other shapes allow values of this one's type. */
export function hasRivals(shapes: readonly Shape[], shape: Shape, value: Json): boolean {
  const type = typeName(value)
  return shapes.some(
    ({ types, ...each }) =>
      each.parts !== shape.parts &&
      types.some((name) => name === type || (type === 'number' && name === 'integer')),
  )
}

const speaks = ({ parts }: Shape, keywords: readonly string[]) =>
  parts.some(({ schema }) => keywords.some((each) => schema[each] !== undefined))

// What these say of a whole depends on the value of each part of it.
const ofWholes = ['const', 'enum', 'contains', 'uniqueItems', 'x-equals', 'x-known-values']

// These forbid nothing by themselves; what a reference or a choice leads to is among the parts.
const idle = [
  ...['title', 'description', 'example', 'examples', 'default', 'deprecated', '$comment'],
  ...['externalDocs', 'x-source', 'x-evidence', '$ref', 'allOf', 'anyOf', 'oneOf'],
]

/** Whether nothing that breaks a keyword breaks a shape: it asks for nothing, or for the type of which that speaks. */
function takesAll({ parts, avoids, absent }: Shape, keyword: string): boolean {
  const spoken = typeSpokenOf(keyword)
  const isIdle = (name: string, operand: Json | undefined) =>
    name === 'type'
      ? spoken !== undefined && [operand ?? null].flat().includes(spoken)
      : idle.includes(name)
  return (
    avoids.length + absent.length === 0 &&
    parts.every(({ schema }) => Object.keys(schema).every((name) => isIdle(name, schema[name])))
  )
}

type Sought = { path: readonly string[]; keyword: string; value: Json }

/** Whether a shape takes the value, and whatever else breaks the keyword at a place in it. */
function takesAllAt(pools: Pools, shape: Shape, { path, keyword, value }: Sought): boolean {
  const [token, ...rest] = path
  if (token === undefined) return takesAll(shape, keyword)
  const held = step(value, token)
  const isTied = shape.avoids.length + shape.absent.length > 0 || speaks(shape, ofWholes)
  if (held === undefined || isTied || !fitsShape(pools, shape, value)) return false
  const places = Array.isArray(value)
    ? placesOfItem(shape, Number(token))
    : placesOfMember(shape, token)
  const shapes = shapesOf(pools.document, places)
  return shapes.some((each) => takesAllAt(pools, each, { path: rest, keyword, value: held }))
}

/** A value on the way from a whole to what is broken in it, outermost first. */
type Level = {
  places: readonly Place[]
  shape: Shape
  hasRivals: boolean
  /** Of the member or item that leads on; undefined in the last. */
  token?: string | number
}

/**
 * Whether a branch beside the broken one takes the value and, at the place of what is broken in it, any other that
 * breaks the same keyword. A yes is a proof; a no is none. `wholes` are the values of the levels, innermost first.
 */
export function isAllTaken(
  pools: Pools,
  levels: readonly Level[],
  { breaks, wholes }: { breaks: string; wholes: readonly Json[] },
): boolean {
  const index = levels.findIndex((each) => each.hasRivals)
  const level = levels[index]
  const value = wholes[levels.length - 1 - index]
  // Where branches stand in branches, what one takes may be too much for another.
  const isOnly = index === levels.findLastIndex((each) => each.hasRivals)
  if (level === undefined || value === undefined || !isOnly) return false
  const { places, shape: own } = level
  const path = levels.slice(index).flatMap(({ token }) => (token === undefined ? [] : [`${token}`]))
  const sought = { path, keyword: tokens(breaks).at(-1) ?? '', value }
  const shapes = shapesOf(pools.document, places)
  const isIn = (shape: Shape, { pointer }: Place) =>
    shape.parts.some((part) => part.pointer === pointer)
  const chosen = own.parts.filter((part) => !shapes.every((each) => isIn(each, part)))
  // A branch that has a choice of its own may take by that what it refuses otherwise.
  const isPlain = !speaks({ ...own, parts: chosen }, ['anyOf', 'oneOf', 'if'])
  return shapes.some((rival) => {
    const avoids = rival.avoids.filter((place) => !(isPlain && isIn(own, place)))
    const isOther = chosen.some((part) => !isIn(rival, part))
    return isOther && takesAllAt(pools, { ...rival, avoids }, sought)
  })
}
