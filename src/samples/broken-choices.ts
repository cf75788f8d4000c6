// Values that obey what they must not: the schema of `not`, or two branches of oneOf.
import { applySchema } from '../contract/evaluate.ts'
import type { Json } from '../contract/json.ts'
import { broken } from './broken.ts'
import { membersOf } from './members.ts'
import { obeys, type Pools } from './pools.ts'
import type { InvalidSample } from './sample.ts'
import { below, joined, operands, type Part, type Place, type Shape, shapesOf } from './shape.ts'
import { builtValues, fixedValues, type Making } from './valid.ts'

/** Values at which the judge has something against a keyword of a part; those first that break nothing else. */
function against(pools: Pools, given: { part: Part; keyword: string; values: readonly Json[] }) {
  const { contract, direction } = pools.options
  const { part, keyword, values } = given
  const judged = values.map((value) => {
    const { faults } = applySchema({ ...contract, direction }, part.pointer, value)
    const isMeant = faults.some(({ pointer }) => pointer === `${part.pointer}/${keyword}`)
    return { value, isMeant, count: faults.length }
  })
  const meant = judged.filter(({ isMeant }) => isMeant)
  return meant.sort((a, b) => a.count - b.count).map(({ value }) => value)
}

type Given = { shapes: readonly Shape[]; place: Place; making: Making }

function valuesWith(pools: Pools, { shapes, place, making }: Given): Json[] {
  return shapes
    .flatMap((each) => builtValues(pools, each, making))
    .filter((value) => obeys(pools, place.pointer, value))
}

function brokenNots(pools: Pools, shape: Shape, making: Making): InvalidSample[] {
  return operands(shape, 'not').flatMap(({ part }) => {
    const place = below(part, 'not')
    const shapes = joined(pools.document, shape, place)
    const values = valuesWith(pools, { shapes, place, making })
    const how = 'as it must not be'
    return against(pools, { part, keyword: 'not', values })
      .slice(0, 3)
      .flatMap((value) => broken(part, 'not', { value, how }))
  })
}

/** Whether what two schemas choose from has nothing in common, in a value or in a member that it needs. */
function isContradictory(pools: Pools, shape: Shape): boolean {
  if (fixedValues(pools, shape)?.length === 0) return true
  if (shape.types.some((type) => type !== 'object')) return false
  return membersOf(pools, shape)
    .filter(({ required, places }) => required && places.length > 1)
    .some(({ places }) =>
      shapesOf(pools.document, places).every((each) => fixedValues(pools, each)?.length === 0),
    )
}

function overlaps(pools: Pools, shape: Shape, making: Making): InvalidSample[] {
  return operands(shape, 'oneOf').flatMap(({ part, operand }) => {
    const own = Array.isArray(operand) ? operand.map((_, index) => below(part, 'oneOf', index)) : []
    const pointers = own.map(({ pointer }) => pointer)
    const free = {
      ...shape,
      avoids: shape.avoids.filter((each) => !pointers.includes(each.pointer)),
    }
    for (const place of own) {
      if (shape.parts.some(({ pointer }) => pointer === place.pointer)) continue
      const shapes = joined(pools.document, free, place)
      const possible = shapes.filter((each) => !isContradictory(pools, each))
      if (possible.length > 0) pools.overlapping.add(part.pointer)
      const values = valuesWith(pools, { shapes: possible, place, making })
      const [value] = against(pools, { part, keyword: 'oneOf', values })
      if (value !== undefined) return broken(part, 'oneOf', { value, how: 'fitting two branches' })
    }
    return []
  })
}

/** Values that obey what they must not. */
export function brokenChoices(pools: Pools, shape: Shape, making: Making): InvalidSample[] {
  return [...brokenNots(pools, shape, making), ...overlaps(pools, shape, making)]
}
