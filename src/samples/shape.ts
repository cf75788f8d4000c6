// A schema's shapes: each way to obey it, its references followed, its branches chosen, as one list of plain parts.
import { ownEvidence } from '../contract/evidence.ts'
import { at, isObject, type Json, type JsonObject, join } from '../contract/json.ts'
import { typeName } from '../contract/keywords-value.ts'
import { localPointer } from '../contract/members.ts'

/** A place in the contract, with how sure the way to it was. */
export type Place = {
  pointer: string
  assumed: boolean
  floor: boolean
  /** It only says which values are meant, as `if` does: to break it is no fault. */
  isCondition?: boolean
}

/** One schema that applies to a value, without those that it refers to. */
export type Part = Place & { schema: JsonObject }

/** One way to obey schemas: those that apply, those that must not, and members that must be absent. */
type Alternative = {
  parts: readonly Part[]
  avoids: readonly Place[]
  absent: readonly string[]
}

/** All schemas that apply to a value together, and the JSON types that they leave. */
export type Shape = Alternative & { types: readonly string[] }

// Real schemas combine a few branches; a product of many is cut, and what is cut is found unsampled.
const mostShapes = 48

// What is richest stands first: the first value of a pool is the one that others are built on.
const everyType = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']

const anything: Alternative = { parts: [], avoids: [], absent: [] }

function product(left: readonly Alternative[], right: readonly Alternative[]): Alternative[] {
  const both = left.flatMap((a) =>
    right.map((b) => ({
      parts: [...a.parts, ...b.parts],
      avoids: [...a.avoids, ...b.avoids],
      absent: [...a.absent, ...b.absent],
    })),
  )
  return both.slice(0, mostShapes)
}

/** A place below a part, as sure as the part is. */
export function below(part: Part, ...tokens: (string | number)[]): Place {
  const { assumed, floor, isCondition = false } = part
  return { pointer: tokens.reduce<string>(join, part.pointer), assumed, floor, isCondition }
}

function branches(schema: JsonObject, keyword: string): number[] {
  const list = schema[keyword]
  return Array.isArray(list) ? [...list.keys()] : []
}

type Expand = (place: Place) => Alternative[]

/** With the condition and what follows from it, or without it and with what follows then. */
function sidesOf(part: Part, further: Expand): Alternative[] {
  const { schema } = part
  if (schema.then === undefined && schema.else === undefined) return [anything]
  const condition = { ...below(part, 'if'), isCondition: true }
  const follows = (keyword: string) =>
    schema[keyword] === undefined ? [anything] : further(below(part, keyword))
  return [
    ...product(further(condition), follows('then')),
    ...product([{ ...anything, avoids: [condition] }], follows('else')),
  ]
}

/** For each name, a value that has the member and obeys its schema, or one that has it not. */
function companiesOf(part: Part, further: Expand): Alternative[] {
  const { dependentSchemas } = part.schema
  let found: Alternative[] = [anything]
  for (const name of Object.keys(isObject(dependentSchemas) ? dependentSchemas : {})) {
    const present: Part = { ...part, isCondition: true, schema: { required: [name] } }
    const company = further(below(part, 'dependentSchemas', name))
    const absent = [{ ...anything, absent: [name] }]
    found = product(found, [...product([{ ...anything, parts: [present] }], company), ...absent])
  }
  return found
}

/** A branch each; of oneOf, one that the others do not match. */
function choicesOf(part: Part, keyword: 'anyOf' | 'oneOf', further: Expand): Alternative[] {
  const choices = branches(part.schema, keyword).map((index) => below(part, keyword, index))
  if (choices.length === 0) return [anything]
  return choices.flatMap((choice) => {
    const avoids = keyword === 'oneOf' ? choices.filter((each) => each !== choice) : []
    return product(further(choice), [{ ...anything, avoids }])
  })
}

function expand(document: JsonObject, place: Place, passed: ReadonlySet<string>): Alternative[] {
  const schema = at(document, place.pointer)
  if (schema === false || passed.has(place.pointer)) return []
  if (!isObject(schema)) return [anything]
  const own = ownEvidence(schema)
  const assumed = place.floor || (own === undefined ? place.assumed : own === 'assumed')
  const part: Part = { ...place, assumed, schema }
  const next = new Set([...passed, place.pointer])
  const further: Expand = (each) => expand(document, each, next)
  let found: Alternative[] = [{ ...anything, parts: [part] }]
  const target = localPointer(schema.$ref)
  if (target !== undefined) {
    found = product(found, further({ ...place, pointer: target, assumed, floor: assumed }))
  }
  for (const index of branches(schema, 'allOf')) {
    found = product(found, further(below(part, 'allOf', index)))
  }
  found = product(found, choicesOf(part, 'anyOf', further))
  found = product(found, choicesOf(part, 'oneOf', further))
  if (schema.if !== undefined) found = product(found, sidesOf(part, further))
  if (schema.dependentSchemas !== undefined) found = product(found, companiesOf(part, further))
  if (schema.not === undefined) return found
  return product(found, [{ ...anything, avoids: [below(part, 'not')] }])
}

function namedTypes(type: Json): string[] {
  return (Array.isArray(type) ? type : [type]).map(String)
}

/** The types that one part leaves: of those it names, those of its constants, or all. */
function typesOf({ schema }: Part): string[] {
  const { type, enum: values, const: constant } = schema
  if (type !== undefined) {
    const named = namedTypes(type)
    return named.includes('number') ? [...named, 'integer'] : named
  }
  const constants = [
    ...(Array.isArray(values) ? values : []),
    ...(constant === undefined ? [] : [constant]),
  ]
  if (constants.length === 0) return everyType
  return constants.flatMap((value) => {
    const name = typeName(value)
    return name === 'number' ? ['number', 'integer'] : [name]
  })
}

const hints: readonly (readonly [type: string, keywords: readonly string[]])[] = [
  [
    'object',
    [
      ...['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties'],
      ...['maxProperties', 'propertyNames', 'dependentRequired', 'unevaluatedProperties'],
    ],
  ],
  [
    'array',
    ['items', 'prefixItems', 'minItems', 'maxItems', 'contains', 'uniqueItems', 'unevaluatedItems'],
  ],
  ['string', ['pattern', 'minLength', 'maxLength']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
]

/** The one type of which a keyword speaks; undefined where it speaks of several. */
export function typeSpokenOf(keyword: string): string | undefined {
  return hints.find(([, keywords]) => keywords.includes(keyword))?.[0]
}

/** Without a type, a value of the type that the keywords speak of is the telling one. */
function likely(parts: readonly Part[], types: readonly string[]): string[] {
  if (types.length < everyType.length) return [...types]
  const spoken = hints.filter(([, keywords]) =>
    parts.some(({ schema }) => keywords.some((keyword) => schema[keyword] !== undefined)),
  )
  return spoken.length === 0 ? ['string'] : spoken.map(([type]) => type)
}

function toShape(alternative: Alternative): Shape | undefined {
  const { parts } = alternative
  const left = parts
    .map(typesOf)
    .reduce((all, types) => all.filter((t) => types.includes(t)), everyType)
  const types = likely(parts, left).filter((t) => t !== 'integer' || !left.includes('number'))
  return types.length === 0 ? undefined : { ...alternative, types }
}

/** Every shape of a value to which several schemas apply together. */
export function shapesOf(document: JsonObject, places: readonly Place[]): Shape[] {
  let alternatives: Alternative[] = [anything]
  for (const place of places)
    alternatives = product(alternatives, expand(document, place, new Set()))
  return alternatives.flatMap((each) => toShape(each) ?? [])
}

/** The shapes of what obeys a shape and a further schema, which it had to avoid if it was one of those. */
export function joined(document: JsonObject, shape: Shape, place: Place): Shape[] {
  const avoids = shape.avoids.filter(({ pointer }) => pointer !== place.pointer)
  return product([{ ...shape, avoids }], expand(document, place, new Set())).flatMap(
    (each) => toShape(each) ?? [],
  )
}

/** Every schema that has a say in the same value, whether or not some value can obey it beside the others. */
export function partsInPlace(document: JsonObject, places: readonly Place[]): Part[] {
  const found = new Map<string, Part>()
  const waiting = [...places]
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const schema = at(document, place.pointer)
    if (!isObject(schema) || found.has(place.pointer)) continue
    const part: Part = { ...place, schema }
    found.set(place.pointer, part)
    const target = localPointer(schema.$ref)
    if (target !== undefined) waiting.push({ ...place, pointer: target })
    for (const keyword of ['allOf', 'anyOf', 'oneOf'])
      for (const index of branches(schema, keyword)) waiting.push(below(part, keyword, index))
    const { dependentSchemas } = schema
    for (const name of Object.keys(isObject(dependentSchemas) ? dependentSchemas : {}))
      waiting.push(below(part, 'dependentSchemas', name))
    const sides = schema.if === undefined ? [] : ['then', 'else']
    for (const keyword of sides) waiting.push(below(part, keyword))
  }
  return [...found.values()]
}

/** The operands of a keyword in all parts that have it. */
export function operands(shape: Shape, keyword: string): { part: Part; operand: Json }[] {
  return shape.parts.flatMap((part) => {
    const operand = part.schema[keyword]
    return operand === undefined ? [] : [{ part, operand }]
  })
}

/** The tightest of a numeric keyword's operands, and the part that has it. */
export function tightest(
  shape: Shape,
  keyword: string,
  better: (a: number, b: number) => number,
): { part: Part; limit: number } | undefined {
  let best: { part: Part; limit: number } | undefined
  for (const { part, operand } of operands(shape, keyword)) {
    if (typeof operand !== 'number') continue
    if (best === undefined || better(operand, best.limit) !== best.limit)
      best = { part, limit: operand }
  }
  return best
}
