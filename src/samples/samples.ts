// The door: all samples of the schema at a place, and a word on every constraint of which there is none.
import type { Json, JsonObject } from '../contract/json.ts'
import { withMember } from './members.ts'
import { isComplete, planObject } from './objects.ts'
import { createPools, distinct, isUnsure, obeys, type Pools, turnedOut } from './pools.ts'
import { pick, type Random, seededRandom } from './random.ts'
import type { SampleOptions, Samples } from './sample.ts'
import { search } from './search.ts'
import { joined, type Place, type Shape, shapesOf } from './shape.ts'
import { unsampledOf } from './unsampled.ts'
import { poolOf } from './valid.ts'

// Enough to find one that breaks what must not be obeyed; more would be made for nothing.
const mostTried = 8

/** Values of a shape that break a schema which they must not obey: what breaks it, beside what obeys the rest. */
function avoidingValues(pools: Pools, shape: Shape, avoided: Place): readonly Json[] {
  const conditions = shape.parts.map((part) => ({ ...part, isCondition: true }))
  const wanted = { ...shape, parts: conditions, avoids: [], absent: [] }
  const place = { ...avoided, isCondition: false }
  const shapes = joined(pools.document, wanted, place)
  // What is avoided while something is avoided is left to the judge.
  const plain = { ...pools, avoiding: () => [] }
  const { invalid } = search(plain, { places: [place], shapes, isRaw: true, mostNodes: mostTried })
  const without = shape.absent.length > 0 ? [] : invalid
  return without.slice(0, 60).map(({ value }) => value)
}

/** A value at random: any of the pool, or an object put together member by member. */
function randomValue(pools: Pools, places: readonly Place[], random: Random): Json | undefined {
  const shapes = shapesOf(pools.document, places).filter(({ types }) => types.includes('object'))
  const shape = pick(random, shapes)
  if (shape === undefined || random() < 0.1) return pick(random, poolOf(pools, places))
  const plan = planObject(pools, shape, (further) => poolOf(pools, further, 1))
  let made: JsonObject = {}
  for (const member of plan.members) {
    if (!member.required && random() < 0.3) continue
    const pool = member.places.length === 0 ? ['text'] : poolOf(pools, member.places, 1)
    made = withMember(made, member.name, pick(random, pool) ?? plan.first(member))
  }
  const isSound = isComplete(plan, made) && (!isUnsure(shape) || turnedOut(pools, shape, made))
  return isSound ? made : undefined
}

// What calls share lives as long as what they share it by.
const shared = new WeakMap<Map<string, number>, Pools>()

function poolsFor(options: SampleOptions): Pools {
  const known = options.sampled && shared.get(options.sampled)
  if (known !== undefined) return known
  const pools = createPools(options)
  pools.avoiding = (shape, avoided) => avoidingValues(pools, shape, avoided)
  if (options.sampled !== undefined) shared.set(options.sampled, pools)
  return pools
}

/** All samples of the schema at a pointer. The same options give the same samples. */
export function samplesOf(pointer: string, options: SampleOptions): Samples {
  const pools = poolsFor(options)
  const places: Place[] = [{ pointer, assumed: false, floor: false }]
  const found = search(pools, { places })
  const valid = distinct(found.valid)
  const random = seededRandom(options.seed)
  return {
    valid: valid.map((value) => ({ value })),
    invalid: found.invalid,
    unsampled: unsampledOf(found, pools),
    random: () => {
      const made = randomValue(pools, places, random)
      const isSound = made !== undefined && (!found.isUnsure || obeys(pools, pointer, made))
      return isSound ? made : (pick(random, valid) ?? null)
    },
  }
}
