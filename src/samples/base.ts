// The smallest object of a shape: what broken and nested samples are built on.
import { isObject, type JsonObject } from '../contract/json.ts'
import { bareObject, type ObjectPlan } from './objects.ts'
import { obeys, type PoolFor, type Pools } from './pools.ts'
import { valuesOf } from './valid.ts'

/** The smallest object; where that obeys what it must not, the smallest of those that do not. */
export function baseObject(pools: Pools, plan: ObjectPlan, poolFor: PoolFor): JsonObject {
  const { shape } = plan
  const known = pools.bases.get(shape)
  if (known !== undefined) return known
  const bare = bareObject(pools, plan)
  const isFit = shape.avoids.every(({ pointer }) => !obeys(pools, pointer, bare))
  const others = isFit ? [] : valuesOf(pools, shape, { poolFor, isBare: false }).filter(isObject)
  const size = (value: JsonObject) => Object.keys(value).length
  const [base = bare] = [...others].sort((a, b) => size(a) - size(b))
  pools.bases.set(shape, base)
  return base
}
