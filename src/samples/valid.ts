// Values that obey a schema, made from its shapes: every boundary and choice, every presence and absence.
import { equal } from '../contract/compare.ts'
import { applySchema } from '../contract/evaluate.ts'
import type { Json } from '../contract/json.ts'
import { arraysOf } from './arrays.ts'
import { isDocumented } from './documented.ts'
import { validNumbers } from './numbers.ts'
import { objectsOf, variedObjects } from './objects.ts'
import {
  distinct,
  fitsShape,
  isUnsure,
  obeys,
  type PoolFor,
  type Pools,
  turnedOut,
} from './pools.ts'
import { operands, type Part, type Place, type Shape, shapesOf } from './shape.ts'
import { validStrings } from './strings.ts'

// Pools are what others are built of; all values of a schema come when it is sampled itself.
const poolSize = 24
// Deeper values have no members but those that they need, so that a value stays of a size to be read.
const deepest = 2

/** A key for a set of places; how sure they are does not change their values. */
function keyOf(places: readonly Place[], depth: number): string {
  const names = places.map(({ pointer, isCondition }) => `${isCondition ? '?' : ''}${pointer}`)
  return `${Math.min(depth, deepest + 1)} ${[...new Set(names)].sort().join(' ')}`
}

/** Valid values for all schemas at once that stand at the given places, the richest first. */
export function poolOf(pools: Pools, places: readonly Place[], depth = 0): readonly Json[] {
  const key = keyOf(places, depth)
  const known = pools.pools.get(key)
  if (known !== undefined) return known
  // What leads back here while it is being made finds nothing, or what can do without.
  const isBare = depth > deepest
  pools.pools.set(key, [])
  if (!isBare) pools.pools.set(key, poolOf(pools, places, deepest + 1))
  const poolFor: PoolFor = (further) => poolOf(pools, further, depth + 1)
  const made = shapesOf(pools.document, places).flatMap((shape) =>
    valuesOf(pools, shape, { poolFor, isBare }),
  )
  const pool = distinct(made).slice(0, poolSize)
  pools.pools.set(key, pool)
  return pool
}

/** What `const`, `enum`, `x-known-values` or `x-equals` leave; undefined where none of them says anything. */
export function fixedValues(pools: Pools, shape: Shape): readonly Json[] | undefined {
  const tied = operands(shape, 'x-equals').map(({ operand }) =>
    pools.options.resolve(String(operand)),
  )
  const [first] = tied
  if (first !== undefined) return [first]
  const lists = [
    ...operands(shape, 'const').map(({ operand }) => [operand]),
    ...operands(shape, 'enum').flatMap(({ operand }) => (Array.isArray(operand) ? [operand] : [])),
    ...operands(shape, 'x-known-values').flatMap(({ operand }) =>
      Array.isArray(operand) ? [[...operand, ...(shape.types.includes('null') ? [null] : [])]] : [],
    ),
  ]
  if (lists.length === 0) return undefined
  const left = lists.reduce((some, others) =>
    some.filter((value) => others.some((each) => equal(each, value))),
  )
  return left.filter((value) => shape.parts.every((part) => isHeldBy(pools, part, value)))
}

const beside = ['type', 'pattern', 'format', 'minLength', 'maxLength', 'minimum', 'maximum']

/** Whether a chosen value obeys what else its own part says of its type, form and size. */
function isHeldBy({ options }: Pools, { schema }: Part, value: Json): boolean {
  const { contract, direction } = options
  const held = beside.filter((name) => schema[name] !== undefined)
  if (held.length === 0) return true
  const document = Object.fromEntries(held.map((name) => [name, schema[name] ?? null]))
  return applySchema({ ...contract, document, direction }, '', value).faults.length === 0
}

/** Values that are shown as examples: where a pattern is beyond the generator, they are all that there is. */
function examplesOf(pools: Pools, shape: Shape): Json[] {
  const shown = shape.parts.flatMap(({ schema: { examples, example, default: usual } }) => [
    ...(Array.isArray(examples) ? examples : []),
    ...(example === undefined ? [] : [example]),
    ...(usual === undefined ? [] : [usual]),
  ])
  return shown.filter((value) => fitsShape(pools, shape, value))
}

export type Making = { poolFor: PoolFor; isBare: boolean }

/** Values built for a shape, before a judge has seen them. */
export function builtValues(pools: Pools, shape: Shape, making: Making): readonly Json[] {
  const fixed = fixedValues(pools, shape)
  if (fixed !== undefined) return fixed
  const made = shape.types.flatMap((type): readonly Json[] => {
    if (type === 'null') return [null]
    if (type === 'boolean') return [true, false]
    if (type === 'string') return validStrings(shape, pools.options)
    if (type === 'array') return arraysOf(pools, shape, making)
    if (type === 'object') return objectsOf(pools, shape, making)
    return validNumbers(shape)
  })
  return made.length > 0 ? made : examplesOf(pools, shape)
}

/** Valid values of one shape. */
export function valuesOf(pools: Pools, shape: Shape, making: Making): readonly Json[] {
  const built = builtValues(pools, shape, making)
  if (!isUnsure(shape)) return built
  const fitting = built.filter((value) => turnedOut(pools, shape, value))
  if (fitting.length > 0) return fitting
  const varied = shape.types.includes('object')
    ? variedObjects(pools, shape, making.poolFor).filter((value) => fitsShape(pools, shape, value))
    : []
  if (varied.length > 0) return varied
  const [spoilt] = built
  const hit = shape.avoids.filter(
    ({ pointer }) => spoilt === undefined || obeys(pools, pointer, spoilt),
  )
  for (const avoided of hit) {
    const others = pools.avoiding(shape, avoided).filter((value) => fitsShape(pools, shape, value))
    const honest = others.filter((value) => isDocumented(pools, shape, value))
    if (honest.length > 0) return honest
    if (others.length > 0) noteStrange(pools, shape, avoided)
  }
  return []
}

/** Notes the branch, or what must not be obeyed, that only an undocumented member keeps apart from the rest. */
function noteStrange(pools: Pools, shape: Shape, avoided: Place): void {
  const choice = /^.*\/oneOf\/(?=\d+$)/.exec(avoided.pointer)?.[0]
  const own = shape.parts.find(
    ({ pointer }) =>
      choice !== undefined &&
      /^\d+$/.test(pointer.slice(choice.length)) &&
      pointer.startsWith(choice),
  )
  pools.strange.add(own?.pointer ?? avoided.pointer)
}
