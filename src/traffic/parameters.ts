// Reads a parameter of a request as the value that its schema speaks of (OpenAPI 3.1 §4.8.12).
import type { Parameter } from '../contract/contract.ts'
import { at, isObject, type Json, type JsonObject, member } from '../contract/json.ts'
import { typeName } from '../contract/keywords-value.ts'
import { isJsonMediaType, parseMediaType } from '../contract/media-type.ts'
import { declaredMember, schemasInPlace } from '../contract/members.ts'
import { isExact, jsonNumber, readJson } from './json-text.ts'
import { type ParameterSource, type Pieces, type Shape, takePieces } from './parameter-pieces.ts'
import { decodeForm, decodePercent } from './percent.ts'

/**
 * What a request has for a parameter. Text may be read in more than one way (`12` where the schema
 * allows a string and an integer): `others` are the further readings, and only a value that is wrong
 * in every one of them is wrong. `fault` and `unchecked` continue "the parameter"; neither repeats
 * the text.
 */
export type ParameterReading =
  | { present: false }
  | { present: true; value: Json; others: readonly Json[] }
  | { fault: string }
  | { unchecked: string }

/** Reads one parameter; the request's text is never changed to fit. */
export function readParameter(
  parameter: Parameter,
  source: ParameterSource,
  document: JsonObject,
): ParameterReading {
  if (parameter.mediaType !== undefined) return readContent(parameter, source)
  const schema = parameter.schema === undefined ? undefined : at(document, parameter.schema)
  const schemas = schemasInPlace(document, schema ?? true)
  const values: Json[] = []
  const faults: string[] = []
  for (const shape of shapesOf(typesOf(schemas), parameter)) {
    for (const strict of [false, true]) {
      const members = shape === 'object' ? memberNames(schemas) : undefined
      const pieces = takePieces(parameter, source, { shape, strict, members })
      if (pieces === undefined) continue
      if ('unchecked' in pieces) return pieces
      if (isAllowedEmpty(at(document, parameter.pointer), pieces)) {
        return { unchecked: 'is empty, as allowEmptyValue permits' }
      }
      const read = toValue(pieces, { parameter, document, schemas, strict, shape })
      if ('unchecked' in read) return read
      if ('fault' in read) faults.push(read.fault)
      else values.push(read.value)
    }
  }
  const [fault] = faults
  const [value, ...others] = distinct(values)
  if (value !== undefined) return { present: true, value, others }
  return fault === undefined ? { present: false } : { fault }
}

type Read = { value: Json } | { fault: string } | { unchecked: string }

type Way = {
  parameter: Parameter
  document: JsonObject
  schemas: readonly JsonObject[]
  shape: Shape
  strict: boolean
}

function toValue(pieces: Pieces, way: Way): Read {
  if (!('list' in pieces) && !('pairs' in pieces)) return pieces
  if ('list' in pieces && way.shape === 'primitive') {
    return toPrimitive(pieces.list[0] ?? '', way, way.schemas)
  }
  const values: Json[] = []
  const members: [string, Json][] = []
  if ('list' in pieces) {
    const isTuple = way.schemas.some(({ prefixItems }) => prefixItems !== undefined)
    const every = itemSchemas(way, 0)
    for (const [index, text] of pieces.list.entries()) {
      const read = toPrimitive(text, way, isTuple ? itemSchemas(way, index) : every)
      if (!('value' in read)) return read
      values.push(read.value)
    }
    return { value: values }
  }
  for (const [encoded, text] of pieces.pairs) {
    const name = decode(encoded, way.parameter)
    if (name === undefined) return malformed
    const schemas = way.schemas.flatMap((each) => declaredMember(way.document, each, name))
    const read = toPrimitive(text, way, schemas)
    if (!('value' in read)) return read
    members.push([name, read.value])
  }
  // Not by assignment: a member named __proto__ has to stay a member.
  return { value: Object.fromEntries(members) }
}

const malformed = { fault: 'has a malformed percent-encoding' }

/** Text as the first type that it is exactly written as; a strict reading prefers the string. */
function toPrimitive(encoded: string, way: Way, schemas: readonly JsonObject[]): Read {
  const text = decode(encoded, way.parameter)
  if (text === undefined) return malformed
  const types = typesOf(schemas)
  if (!primitives.some((type) => types.has(type))) {
    return { unchecked: 'nests values, for which its style has no form' }
  }
  return typed(text, types, way.strict)
}

function typed(text: string, types: ReadonlySet<string>, strict: boolean): Read {
  if (strict && types.has('string')) return { value: text }
  if (types.has('number') && jsonNumber.test(text)) {
    if (isExact(text)) return { value: Number(text) }
    return { unchecked: 'is a number that JavaScript cannot hold' }
  }
  if (types.has('boolean') && /^(?:true|false)$/.test(text)) return { value: text === 'true' }
  if (types.has('null') && text === 'null') return { value: null }
  return { value: text }
}

/** A form's values by the types of its schema: in a form, all is text (OpenAPI 3.1 §4.8.14.4). */
export function typedForm(form: JsonObject, schema: Json, document: JsonObject): JsonObject {
  const read = (value: Json, schemas: readonly JsonObject[]): Json => {
    const result = typeof value === 'string' ? typed(value, typesOf(schemas), true) : { value }
    return 'value' in result ? result.value : value
  }
  const entries = Object.entries(form).map(([name, value]): [string, Json] => {
    const declared = declaredMember(document, schema, name)
    const items = declared.flatMap((each) => schemasInPlace(document, each.items ?? false))
    // A list of one is written like a single value.
    const isList = Array.isArray(value) || items.length > 0
    if (!isList) return [name, read(value, declared)]
    return [name, [value].flat().map((each) => read(each, items))]
  })
  return Object.fromEntries(entries)
}

function decode(text: string, { in: where }: Parameter): string | undefined {
  if (where === 'header') return text
  if (where === 'query') return decodeForm(text)
  // A cookie need not be percent-encoded, so a lone percent sign is just that.
  return where === 'cookie' ? (decodePercent(text) ?? text) : decodePercent(text)
}

/** A `content` parameter: its text is a document of its own. */
function readContent(parameter: Parameter, source: ParameterSource): ParameterReading {
  const reading = { shape: 'primitive', strict: true, members: undefined } as const
  const pieces = takePieces({ ...parameter, style: 'form' }, source, reading)
  if (pieces === undefined) return { present: false }
  if (!('list' in pieces)) return 'pairs' in pieces ? { present: false } : pieces
  const text = decode(pieces.list[0] ?? '', parameter)
  if (text === undefined) return malformed
  const parsed = parseMediaType(parameter.mediaType ?? '')
  if (parsed?.type === 'text' && parsed.subtype === 'plain') {
    return { present: true, value: text, others: [] }
  }
  if (parsed === undefined || !isJsonMediaType(parsed)) {
    return {
      unchecked: `has the media type ${parameter.mediaType ?? ''}, which nothing here reads`,
    }
  }
  const json = readJson(text)
  return json.ok ? { present: true, value: json.value, others: [] } : { fault: json.problem }
}

const primitives = ['string', 'number', 'boolean', 'null']

/** An untyped parameter may be anything but an object: that would claim every other text, too. */
const untyped: ReadonlySet<string> = new Set([...primitives, 'array'])

const known: ReadonlySet<string> = new Set([...untyped, 'object'])

/** Every type that the schemas name, an integer as a number. */
function typesOf(schemas: readonly JsonObject[]): ReadonlySet<string> {
  const types = new Set<string>()
  for (const { type, enum: values, const: constant } of schemas) {
    for (const each of Array.isArray(type) ? type : [type]) {
      const name = each === 'integer' ? 'number' : each
      // A misspelt type is for the judge to tell; here it must not make the parameter vanish.
      if (typeof name === 'string' && known.has(name)) types.add(name)
    }
    if (type !== undefined) continue
    const named = [
      ...(Array.isArray(values) ? values : []),
      ...(constant === undefined ? [] : [constant]),
    ]
    for (const value of named) types.add(typeName(value))
  }
  return types.size === 0 ? untyped : types
}

function shapesOf(types: ReadonlySet<string>, { style }: Parameter): Shape[] {
  if (style === 'deepObject' && types === untyped) return ['object']
  const shapes: Shape[] = primitives.some((type) => types.has(type)) ? ['primitive'] : []
  if (types.has('array')) shapes.push('array')
  if (types.has('object')) shapes.push('object')
  return shapes
}

function itemSchemas({ document, schemas }: Way, index: number): JsonObject[] {
  return schemas.flatMap(({ prefixItems, items }) => {
    const item = (Array.isArray(prefixItems) ? prefixItems[index] : undefined) ?? items
    return item === undefined ? [] : schemasInPlace(document, item)
  })
}

/** The names of an object's members; undefined where others than the declared ones are invited. */
function memberNames(schemas: readonly JsonObject[]): ReadonlySet<string> | undefined {
  const isOpen = schemas.some(
    (each) => isObject(each.additionalProperties) || each.patternProperties !== undefined,
  )
  const names = schemas.flatMap(({ properties }) =>
    isObject(properties) ? Object.keys(properties) : [],
  )
  return isOpen || names.length === 0 ? undefined : new Set(names)
}

function isAllowedEmpty(parameter: Json | undefined, pieces: Pieces): boolean {
  const isEmpty = 'list' in pieces && pieces.list.every((text) => text === '')
  return isEmpty && member(parameter, 'allowEmptyValue') === true
}

function distinct(values: readonly Json[]): Json[] {
  const texts = values.map((value) => JSON.stringify(value))
  return values.filter((_, index) => texts.indexOf(texts[index] ?? '') === index)
}
