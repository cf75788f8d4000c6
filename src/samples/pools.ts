// What is known while samples are made: values by the schemas that they obey, and the judge for what cannot be built.
import { canonical } from '../contract/compare.ts'
import { applySchema } from '../contract/evaluate.ts'
import type { Json, JsonObject } from '../contract/json.ts'
import type { SampleOptions } from './sample.ts'
import type { Part, Place, Shape } from './shape.ts'

export type Pools = {
  options: SampleOptions
  document: JsonObject
  /** Richest value first; an empty pool is of a schema that nothing here can obey. */
  pools: Map<string, readonly Json[]>
  /** The smallest object of each shape. */
  bases: WeakMap<Shape, JsonObject>
  /** Each oneOf of which some two branches do not exclude each other by what they say. */
  overlapping: Set<string>
  /** Branches that no value of documented members obeys alone. */
  strange: Set<string>
  /** Values of a shape that do not obey a schema which must not be obeyed, for want of a plain one. */
  avoiding: (shape: Shape, avoided: Place) => readonly Json[]
}

/** Valid values for all schemas at once that stand at the given places. */
export type PoolFor = (places: readonly Place[]) => readonly Json[]

export function createPools(options: SampleOptions): Pools {
  const { document } = options.contract
  return {
    options,
    document,
    pools: new Map(),
    overlapping: new Set(),
    strange: new Set(),
    bases: new WeakMap(),
    avoiding: () => [],
  }
}

/** Whether a value obeys the schema at a pointer, as the judge sees it. */
export function obeys({ options }: Pools, pointer: string, value: Json): boolean {
  const { contract, direction } = options
  return applySchema({ ...contract, direction }, pointer, value).faults.length === 0
}

/** Whether a part says more than that another one, which is among the parts as well, applies. */
const isTelling = ({ schema }: Part) => schema.$ref === undefined || Object.keys(schema).length > 1

/** Whether a value obeys a shape as a whole: by construction it does, but for what a judge alone can say. */
export function fitsShape(pools: Pools, shape: Shape, value: Json): boolean {
  return (
    shape.parts.filter(isTelling).every(({ pointer }) => obeys(pools, pointer, value)) &&
    shape.avoids.every(({ pointer }) => !obeys(pools, pointer, value))
  )
}

// Keywords that no value is built to obey together with all its siblings.
const judged = [
  'contains',
  'propertyNames',
  'uniqueItems',
  'unevaluatedItems',
  'unevaluatedProperties',
]

const isJudged = ({ schema, isCondition }: Part) =>
  isCondition === true || judged.some((keyword) => schema[keyword] !== undefined)

/** Whether values are built to obey the shape, and may fail to. */
export function isUnsure({ parts, avoids, absent }: Shape): boolean {
  return avoids.length + absent.length > 0 || parts.some(isJudged)
}

/** As {@link fitsShape}, for a value that was built to obey the shape: only what may have failed is judged. */
export function turnedOut(pools: Pools, { parts, avoids }: Shape, value: Json): boolean {
  return (
    avoids.every(({ pointer }) => !obeys(pools, pointer, value)) &&
    parts.filter(isJudged).every(({ pointer }) => obeys(pools, pointer, value))
  )
}

export function distinct(values: readonly Json[]): Json[] {
  const seen = new Set<string>()
  return values.filter((value) => {
    const key = canonical(value)
    return !seen.has(key) && seen.add(key)
  })
}
