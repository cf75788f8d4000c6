// Objects that break one constraint of the object itself: which members there are, how many, what they are called.
import { isObject, type Json, type JsonObject, join } from '../contract/json.ts'
import { baseObject } from './base.ts'
import { broken } from './broken.ts'
import {
  closers,
  forbidden,
  isAllowed,
  isFreeForm,
  placesOfMember,
  withMember,
  without,
} from './members.ts'
import { type ObjectPlan, objectWith, planObject } from './objects.ts'
import { obeys, type PoolFor, type Pools } from './pools.ts'
import type { InvalidSample } from './sample.ts'
import { below, operands, type Part, type Shape, shapesOf, tightest } from './shape.ts'
import { brokenStrings, validStrings } from './strings.ts'

function brokenPresence(plan: ObjectPlan, bare: JsonObject): InvalidSample[] {
  const { shape } = plan
  const due = operands(shape, 'required').flatMap(({ part, operand }) =>
    (Array.isArray(operand) ? operand.map(String) : [])
      .filter((name) => Object.hasOwn(bare, name))
      .flatMap((name) => {
        const how = `without ${name}`
        return broken(part, 'required', { value: without(bare, name), how, at: join('', name) })
      }),
  )
  const company = operands(shape, 'dependentRequired').flatMap(({ part, operand }) =>
    Object.entries(isObject(operand) ? operand : {}).flatMap(([name, list]) => {
      const whole = { ...objectWith(plan, [name]), ...bare }
      return (Array.isArray(list) ? list.map(String) : [])
        .filter((each) => each !== name && Object.hasOwn(whole, each) && Object.hasOwn(whole, name))
        .flatMap((each) => {
          const how = `${name} without ${each}`
          const value = without(whole, each)
          return broken(part, 'dependentRequired', { value, how, at: join('', each) })
        })
    }),
  )
  return [...due, ...company]
}

const strangeNames = ['unheardOf', 'unheard-of', 'UNHEARD', 'u9', '9']

/** Members that should not be there: undeclared, or with a schema that nothing obeys. */
function brokenExtras(pools: Pools, shape: Shape, bare: JsonObject): InvalidSample[] {
  const names = operands(shape, 'propertyNames')
  const name =
    strangeNames.find(
      (each) =>
        !isDeclared(shape, each) &&
        names.every(({ part }) => obeys(pools, `${part.pointer}/propertyNames`, each)),
    ) ?? 'unheardOf'
  const at = join('', name)
  const value = withMember(bare, name, 'text')
  const shut = closers(shape)
  const extra = shut.flatMap(({ part, keyword }) =>
    broken(part, keyword, { value, how: 'with an extra member', at }),
  )
  const [first] = operands(shape, 'properties')
  const isOpen =
    shut.length === 0 &&
    first !== undefined &&
    names.length === 0 &&
    !isFreeForm(shape) &&
    operands(shape, 'unevaluatedProperties').length === 0
  const how = 'with an undocumented member'
  const stranger = { value, how, at, rule: 'undocumented-field', isWarning: true }
  const banned = forbidden(pools.document, shape).flatMap((each) => {
    const { pointer, isCondition, assumed: isWarning } = each.place
    if (isCondition === true) return []
    const wrong = withMember(bare, each.name, 'text')
    const said = { how: `with ${each.name}`, at: join('', each.name), isWarning }
    return [{ ...said, value: wrong, breaks: pointer }]
  })
  const undocumented = isOpen ? broken(first.part, 'properties', stranger) : []
  return [...extra, ...undocumented, ...banned]
}

function isDeclared(shape: Shape, name: string): boolean {
  return placesOfMember(shape, name).some(
    ({ pointer }) => !/\/(?:additional|unevaluated)Properties$/.test(pointer),
  )
}

function brokenCounts(pools: Pools, plan: ObjectPlan, bare: JsonObject): InvalidSample[] {
  const { shape, members } = plan
  const least = tightest(shape, 'minProperties', Math.max)
  const most = tightest(shape, 'maxProperties', Math.min)
  const made: InvalidSample[] = []
  if (least !== undefined && least.limit > 0) {
    const required = Object.keys(objectWith(plan, []))
    const rest = Object.keys(bare).filter((name) => !required.includes(name))
    const kept = [...required, ...rest].slice(0, least.limit - 1)
    const value = Object.fromEntries(kept.map((name) => [name, bare[name] ?? null]))
    made.push(...broken(least.part, 'minProperties', { value, how: 'one member short' }))
  }
  if (most !== undefined && most.limit < 1000) {
    let value: JsonObject = bare
    const size = () => Object.keys(value).length
    for (const member of members) {
      if (size() <= most.limit) value = { ...objectWith(plan, [member.name]), ...value }
    }
    for (let index = 1; size() <= most.limit && index <= 2000; index++) {
      const held = Object.values(bare)[0] ?? 'text'
      if (isAllowed(pools, shape, `extra${index}`)) value = withMember(value, `extra${index}`, held)
    }
    if (size() > most.limit)
      made.push(...broken(most.part, 'maxProperties', { value, how: 'one member too many' }))
  }
  return made
}

/** Names that are wrong, each with the keyword of the names' schema that it breaks. */
function wrongNames(pools: Pools, part: Part): { name: string; how: string; inner: string }[] {
  return shapesOf(pools.document, [below(part, 'propertyNames')]).flatMap((shape) => {
    const valid = validStrings(shape, pools.options)
    const strings = brokenStrings(shape, valid).map(({ value, how, part: own, keyword }) => ({
      name: value,
      how,
      inner: `${own.pointer}/${keyword}`,
    }))
    const choices = ['enum', 'const'].flatMap((keyword) =>
      operands(shape, keyword).map(({ part: own }) => ({
        name: 'no-such-name',
        how: 'another text',
        inner: `${own.pointer}/${keyword}`,
      })),
    )
    return [...strings, ...choices]
  })
}

function brokenNames(
  pools: Pools,
  plan: ObjectPlan,
  given: { bare: JsonObject; poolFor: PoolFor },
): InvalidSample[] {
  const { shape } = plan
  return operands(shape, 'propertyNames').flatMap(({ part, operand }) => {
    if (operand === false) {
      const value = withMember(given.bare, 'extra', 'text')
      return broken(part, 'propertyNames', { value, how: 'with a member', at: '/extra' })
    }
    return wrongNames(pools, part).flatMap(({ name, how, inner }) => {
      const places = placesOfMember(shape, name)
      const held: Json | undefined = places.length === 0 ? 'text' : given.poolFor(places)[0]
      if (held === undefined) return []
      const value = withMember(given.bare, name, held)
      const said = { value, how: `a name ${how}`, at: join('', name), alsoBreaks: [inner] }
      return broken(part, 'propertyNames', said)
    })
  })
}

/** Objects that break a constraint of the object itself. */
export function brokenObjects(pools: Pools, shape: Shape, poolFor: PoolFor): InvalidSample[] {
  const plan = planObject(pools, shape, poolFor)
  if (plan.isImpossible) return []
  const bare = baseObject(pools, plan, poolFor)
  return [
    ...brokenPresence(plan, bare),
    ...brokenCounts(pools, plan, bare),
    ...brokenExtras(pools, shape, bare),
    ...brokenNames(pools, plan, { bare, poolFor }),
  ]
}
