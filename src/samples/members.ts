// Members of an object's shape: which there are, what schemas each has, and which may be there at all.
import { at, isObject, type Json, type JsonObject } from '../contract/json.ts'
import { compilePattern } from '../contract/keywords-value.ts'
import { schemasInPlace } from '../contract/members.ts'
import { obeys, type Pools } from './pools.ts'
import { below, operands, type Part, type Place, type Shape } from './shape.ts'
import { inLanguage } from './strings.ts'

export type Member = { name: string; places: readonly Place[]; required: boolean }

function patternsOf({ schema }: Part): string[] {
  return isObject(schema.patternProperties) ? Object.keys(schema.patternProperties) : []
}

function declares(part: Part, name: string): boolean {
  const { properties } = part.schema
  if (isObject(properties) && Object.hasOwn(properties, name)) return true
  return patternsOf(part).some((source) => compilePattern(source)?.test(name))
}

/** Every place whose schema a member of this name has to obey. */
export function placesOfMember(shape: Shape, name: string): Place[] {
  const declared = shape.parts.flatMap((part) => {
    const { properties, additionalProperties } = part.schema
    const own =
      isObject(properties) && Object.hasOwn(properties, name)
        ? [below(part, 'properties', name)]
        : []
    const matching = patternsOf(part)
      .filter((source) => compilePattern(source)?.test(name))
      .map((source) => below(part, 'patternProperties', source))
    const rest = additionalProperties !== undefined && !declares(part, name)
    return [...own, ...matching, ...(rest ? [below(part, 'additionalProperties')] : [])]
  })
  if (declared.length > 0) return declared
  return operands(shape, 'unevaluatedProperties').map(({ part }) =>
    below(part, 'unevaluatedProperties'),
  )
}

/** Parts that shut their object: no member but those that they, or all together, declare. */
export function closers(shape: Shape): { part: Part; keyword: string }[] {
  return ['additionalProperties', 'unevaluatedProperties'].flatMap((keyword) =>
    operands(shape, keyword)
      .filter(({ operand }) => operand === false)
      .map(({ part }) => ({ part, keyword })),
  )
}

/** Whether nothing but the schema of its value speaks against a member of this name. */
export function isAllowed(pools: Pools, shape: Shape, name: string): boolean {
  const isShut = closers(shape).some(({ part, keyword }) =>
    keyword === 'additionalProperties'
      ? !declares(part, name)
      : !shape.parts.some((each) => declares(each, name)),
  )
  return (
    !isShut &&
    !shape.absent.includes(name) &&
    operands(shape, 'propertyNames').every(({ part }) =>
      obeys(pools, `${part.pointer}/propertyNames`, name),
    )
  )
}

/** Whether a member only travels the other way. */
function isHidden({ document, options }: Pools, places: readonly Place[]): boolean {
  const flag = options.direction === 'response' ? 'writeOnly' : 'readOnly'
  return places.some(({ pointer }) =>
    schemasInPlace(document, at(document, pointer) ?? true).some((schema) => schema[flag] === true),
  )
}

const plainNames = ['extra', 'note', 'a', 'Extra-1', 'en', 'x-extra', '1', 'EXTRA']

/** Names that no part spells out: one for each pattern, and one for the rest, where schemas speak of them. */
function unspelledNames(pools: Pools, shape: Shape): string[] {
  const { seed } = pools.options
  const spelled = new Set(namesSpelled(shape))
  const inNames = operands(shape, 'propertyNames').flatMap(({ operand }) => {
    const source = isObject(operand) ? operand.pattern : undefined
    const expression = typeof source === 'string' ? compilePattern(source) : undefined
    const listed = isObject(operand) && Array.isArray(operand.enum) ? operand.enum.map(String) : []
    return [...listed, ...(expression === undefined ? [] : inLanguage(expression, seed))]
  })
  const isFree = (name: string) => !spelled.has(name) && isAllowed(pools, shape, name)
  const matching = shape.parts.flatMap((part) =>
    patternsOf(part).flatMap((source) => {
      const expression = compilePattern(source)
      if (expression === undefined) return []
      const all = [...plainNames, ...inNames, ...inLanguage(expression, seed)]
      return all.find((name) => expression.test(name) && isFree(name)) ?? []
    }),
  )
  const speaksOfRest = ['additionalProperties', 'unevaluatedProperties'].some((keyword) =>
    operands(shape, keyword).some(({ operand }) => operand !== false),
  )
  if (!speaksOfRest && operands(shape, 'propertyNames').length === 0) return matching
  const rest = [...plainNames, ...inNames].find(
    (name) => isFree(name) && !shape.parts.some((part) => declares(part, name)),
  )
  return [...new Set([...matching, ...(rest === undefined ? [] : [rest])])]
}

function namesSpelled(shape: Shape): string[] {
  const required = operands(shape, 'required').flatMap(({ operand }) =>
    Array.isArray(operand) ? operand.map(String) : [],
  )
  const declared = operands(shape, 'properties').flatMap(({ operand }) =>
    isObject(operand) ? Object.keys(operand) : [],
  )
  const company = operands(shape, 'dependentRequired').flatMap(({ operand }) =>
    Object.entries(isObject(operand) ? operand : {}).flatMap(([name, due]) => [
      name,
      ...(Array.isArray(due) ? due.map(String) : []),
    ]),
  )
  return [...new Set([...required, ...declared, ...company])]
}

/** The members that values of a shape have or may have, required ones included that no part declares. */
export function membersOf(pools: Pools, shape: Shape): Member[] {
  const required = operands(shape, 'required').flatMap(({ operand }) =>
    Array.isArray(operand) ? operand.map(String) : [],
  )
  return [...namesSpelled(shape), ...unspelledNames(pools, shape)].flatMap((name) => {
    const places = placesOfMember(shape, name)
    const isDue = required.includes(name)
    if (isHidden(pools, places) || (!isDue && !isAllowed(pools, shape, name))) return []
    return [{ name, places, required: isDue }]
  })
}

const openers = ['additionalProperties', 'unevaluatedProperties', 'propertyNames']
const declaring = [
  ...['properties', 'patternProperties', 'required', 'dependentRequired', 'dependentSchemas'],
]

/** Whether members that no part declares may be there, and nobody would call them undocumented. */
export function isFreeForm(shape: Shape): boolean {
  if (closers(shape).length > 0) return false
  if (openers.some((keyword) => operands(shape, keyword).length > 0)) return true
  return !declaring.some((keyword) =>
    operands(shape, keyword).some(({ operand }) => Object.keys(operand ?? {}).length > 0),
  )
}

/** Members whose schema is `false`: that they are there at all breaks it. */
export function forbidden(document: JsonObject, shape: Shape): { name: string; place: Place }[] {
  return namesSpelled(shape).flatMap((name) =>
    placesOfMember(shape, name)
      .filter(({ pointer }) => at(document, pointer) === false)
      .filter(({ pointer }) => !/\/(?:additional|unevaluated)Properties$/.test(pointer))
      .map((place) => ({ name, place })),
  )
}

export function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([each]) => each !== name))
}

/** An object with a member more, and none inherited that has its name. */
export function withMember(object: JsonObject, name: string, value: Json): JsonObject {
  return Object.fromEntries([...Object.entries(object).filter(([n]) => n !== name), [name, value]])
}
