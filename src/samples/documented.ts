// Which values have only members that their schemas document: honest ones, of which no rule has anything to say.
import { at, isObject, type Json } from '../contract/json.ts'
import { typeName } from '../contract/keywords-value.ts'
import { declaredMember } from '../contract/members.ts'
import { placesOfItem } from './arrays.ts'
import { isFreeForm, placesOfMember } from './members.ts'
import { fitsShape, type Pools } from './pools.ts'
import { operands, type Place, type Shape, shapesOf } from './shape.ts'

const isWhole = (value: Json) => typeof value === 'object' && value !== null

/** Whether a condition that the shape does not meet speaks of a member: documented, though in passing. */
function isConditional({ document }: Pools, { avoids }: Shape, name: string): boolean {
  return avoids
    .filter(({ pointer }) => pointer.endsWith('/if'))
    .some(({ pointer }) => declaredMember(document, at(document, pointer) ?? true, name).length > 0)
}

/** Whether somebody asks for a member, without saying more of it. */
function isAskedFor(shape: Shape, name: string): boolean {
  return operands(shape, 'required').some(
    ({ operand }) => Array.isArray(operand) && operand.includes(name),
  )
}

function isDocumentedAt(pools: Pools, places: readonly Place[], value: Json): boolean {
  if (!isWhole(value) || places.length === 0) return true
  return shapesOf(pools.document, places).some(
    (shape) =>
      shape.types.includes(typeName(value)) &&
      fitsShape(pools, shape, value) &&
      isDocumented(pools, shape, value),
  )
}

/** Whether a shape documents each member of a value that obeys it, and of what is inside. */
export function isDocumented(pools: Pools, shape: Shape, value: Json): boolean {
  if (Array.isArray(value)) {
    return value.every((item, index) => isDocumentedAt(pools, placesOfItem(shape, index), item))
  }
  return Object.entries(isObject(value) ? value : {}).every(([name, held]) => {
    const places = placesOfMember(shape, name)
    if (places.length > 0) return isDocumentedAt(pools, places, held)
    if (isConditional(pools, shape, name)) return !isWhole(held)
    return isFreeForm(shape) || isAskedFor(shape, name)
  })
}
