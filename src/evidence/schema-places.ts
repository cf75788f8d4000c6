// The places of a schema: members, items and branches, each with the facts that could be seen there.
import { canonical } from '../contract/compare.ts'
import { at, isObject, type Json, type JsonObject, join, tokens } from '../contract/json.ts'
import { localPointer, schemasInPlace } from '../contract/members.ts'
import type { Direction } from '../contract/schema-node.ts'
import { typesOf } from './json-types.ts'
import { keyOf, type Place } from './place.ts'

export type Places = { document: JsonObject; found: Map<string, Place>; walked: Set<string> }

export type SchemaTask = {
  side: Direction
  pointer: string
  schema: Json | undefined
  path: readonly string[]
  /** Facts that this place is asked for, besides those that the schema names. */
  facts: readonly string[]
  /** Members that a schema around this one requires of the same value. */
  due: ReadonlySet<string>
}

/** What can be seen of a value that a schema is applied to. */
export function valueFacts(document: JsonObject, schema: Json | undefined): string[] {
  const types = typesOf(document, schema)
  if (types === undefined) return ['value']
  const schemas = schemasInPlace(document, schema ?? true)
  const some = (test: (each: JsonObject) => boolean) => schemas.some(test)
  const holdsNothing = some((each) =>
    ['maxLength', 'maxItems', 'maxProperties'].some((keyword) => each[keyword] === 0),
  )
  const listed = some((each) => each.enum !== undefined || each.const !== undefined)
  const never = some(({ minItems }) => typeof minItems === 'number' && minItems > 0)
  return [
    ...(types.has('null') ? ['null'] : []),
    ...([...types].some((type) => type !== 'null') && !holdsNothing ? ['value'] : []),
    ...(types.has('array') && !never ? ['empty'] : []),
    ...(types.has('boolean') && !listed ? ['true', 'false'] : []),
  ]
}

/** How people call a part that references lead to. */
export function pathOf(pointer: string, side: Direction): string[] {
  const [top, , name, ...rest] = tokens(pointer)
  if (top !== 'components' || name === undefined) return [`#${pointer}`]
  const structure = ['properties', 'content', 'schema', 'headers']
  const below = rest.filter((token) => !structure.includes(token))
  return [side === 'request' ? `${name} (in requests)` : name, ...below]
}

/** The names that a schema requires by itself, its references and its `allOf`s. */
function requiredNames(document: JsonObject, schema: JsonObject): Set<string> {
  const names = new Set<string>()
  const seen = new Set<Json>()
  const waiting: (Json | undefined)[] = [schema]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!isObject(next) || seen.has(next)) continue
    seen.add(next)
    if (Array.isArray(next.required)) for (const name of next.required) names.add(String(name))
    const target = localPointer(next.$ref)
    if (target !== undefined) waiting.push(at(document, target))
    if (Array.isArray(next.allOf)) waiting.push(...next.allOf)
  }
  return names
}

type Parent = SchemaTask & { schema: JsonObject }

function child(parent: Parent, steps: readonly (string | number)[], schema: Json | undefined) {
  return { ...parent, pointer: steps.reduce<string>(join, parent.pointer), schema, facts: [] }
}

/** Schemas that apply to the same value. */
function* inPlace(document: JsonObject, parent: Parent): Generator<SchemaTask> {
  const { schema, side, path, due } = parent
  const target = localPointer(schema.$ref)
  if (target !== undefined) {
    const referred = { pointer: target, schema: at(document, target), path: pathOf(target, side) }
    yield { side, facts: [], due, ...referred }
  }
  if (Array.isArray(schema.allOf)) {
    for (const [index, each] of schema.allOf.entries()) yield child(parent, ['allOf', index], each)
  }
  const branch = (steps: readonly (string | number)[], each: Json | undefined): SchemaTask => {
    const name = isObject(each) ? localPointer(each.$ref) : undefined
    const called = name === undefined ? steps.join('/') : (tokens(name).at(-1) ?? '')
    return { ...child(parent, steps, each), path: [...path, called], facts: ['matched'] }
  }
  for (const keyword of ['anyOf', 'oneOf']) {
    const branches = schema[keyword]
    for (const [index, each] of Array.isArray(branches) ? branches.entries() : []) {
      const types = typesOf(document, each)
      // That null was seen is a fact of the value itself.
      if (types?.has('null') && types.size === 1) continue
      yield branch([keyword, index], each)
    }
  }
  for (const keyword of ['then', 'else']) yield branch([keyword], schema[keyword])
  if (!isObject(schema.dependentSchemas)) return
  for (const [name, each] of Object.entries(schema.dependentSchemas)) {
    yield branch(['dependentSchemas', name], each)
  }
}

/** Schemas that apply to members and items. */
function* below(document: JsonObject, parent: Parent): Generator<SchemaTask> {
  const { schema, side, path, due } = parent
  const part = (steps: readonly (string | number)[], name: string, each: Json): SchemaTask => {
    const facts = valueFacts(document, each)
    return { ...child(parent, steps, each), path: [...path, name], facts, due: new Set() }
  }
  const hidden = side === 'response' ? 'writeOnly' : 'readOnly'
  for (const [name, each] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
    if (schemasInPlace(document, each).some((one) => one[hidden] === true)) continue
    const task = part(['properties', name], name, each)
    yield due.has(name) ? task : { ...task, facts: [...task.facts, 'absent'] }
  }
  const { patternProperties, prefixItems } = schema
  for (const [source, each] of Object.entries(isObject(patternProperties) ? patternProperties : {}))
    yield part(['patternProperties', source], `/${source}/`, each)
  for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
    const each = schema[keyword]
    if (isObject(each)) yield part([keyword], '*', each)
  }
  for (const [index, each] of Array.isArray(prefixItems) ? prefixItems.entries() : [])
    yield part(['prefixItems', index], `[${index}]`, each)
  for (const keyword of ['items', 'unevaluatedItems']) {
    const each = schema[keyword]
    if (isObject(each)) yield part([keyword], '[]', each)
  }
}

/** Listed values are facts, but for null, which is one anyway; those of a secret are not to be kept. */
function listedFacts({ schema, pointer }: Parent): [fact: string, pointer: string][] {
  if (schema.writeOnly === true || schema.format === 'password') return []
  return ['enum', 'x-known-values'].flatMap((keyword) => {
    const list = schema[keyword]
    if (!Array.isArray(list)) return []
    return list.flatMap((value, index): [string, string][] =>
      value === null ? [] : [[canonical(value), join(join(pointer, keyword), index)]],
    )
  })
}

function addPlace({ found }: Places, task: SchemaTask): Place {
  const { side, pointer, path, schema, facts } = task
  const key = keyOf(side, pointer)
  const place = found.get(key) ?? {
    ...{ key, side, pointer, path, facts: new Map<string, string>(), label: '', schema },
    listed: false,
  }
  found.set(key, place)
  for (const fact of facts) if (!place.facts.has(fact)) place.facts.set(fact, pointer)
  return place
}

// Values nested deeper are not judged either, so nothing could ever be seen there.
const deepest = 500

/** Adds the places of a schema and of all that it leads to. Iterative: depth is no limit. */
export function addSchemaPlaces(places: Places, start: SchemaTask): void {
  const waiting = [start]
  for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) {
    const { schema } = task
    if (schema === undefined || schema === false || task.path.length > deepest) continue
    const place = addPlace(places, task)
    if (!isObject(schema)) continue
    const due = new Set([...task.due, ...requiredNames(places.document, schema)])
    const parent: Parent = { ...task, schema, due }
    const walked = canonical([place.key, [...task.due].sort()])
    if (places.walked.has(walked)) continue
    places.walked.add(walked)
    for (const [fact, pointer] of listedFacts(parent)) {
      place.facts.set(fact, pointer)
      place.listed = true
    }
    const next = [...below(places.document, parent), ...inPlace(places.document, parent)]
    waiting.push(...next.reverse())
  }
}
