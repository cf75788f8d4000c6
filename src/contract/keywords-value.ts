// Keywords that look at one value: type, enumeration, numbers and strings (JSON Schema 2020-12 Validation §6.1–6.3, §7).
import { equal, isMultipleOf } from './compare.ts'
import { isObject, type Json } from './json.ts'
import { fault, gap, type Keyword, misuse, type SchemaNode } from './schema-node.ts'

const typeTests: Readonly<Record<string, (value: Json) => boolean>> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  object: isObject,
  array: Array.isArray,
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  integer: (value) => typeof value === 'number' && Number.isInteger(value),
}

/** The JSON type of a value, as a schema would name it. */
export function typeName(value: Json): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

export const type: Keyword = (node, operand) => {
  const names = Array.isArray(operand) ? operand : [operand]
  const known = names.filter((name) => typeof name === 'string' && Object.hasOwn(typeTests, name))
  if (known.length < names.length || names.length === 0) {
    const odd = names.find((name) => !known.includes(name)) ?? null
    misuse(node, 'type', `${JSON.stringify(odd)} is not a JSON Schema type`)
    return
  }
  if (known.some((name) => typeTests[String(name)]?.(node.value))) return
  fault(node, 'type', { expected: known.map(String), got: typeName(node.value) })
}

export const enumeration: Keyword = (node, operand) => {
  if (!Array.isArray(operand)) misuse(node, 'enum', 'enum is not an array')
  else if (!operand.some((each) => equal(each, node.value))) {
    fault(node, 'enum', { allowed: operand.map((each) => JSON.stringify(each)) })
  }
}

export const constant: Keyword = (node, operand) => {
  if (!equal(operand, node.value)) fault(node, 'const', { allowed: [JSON.stringify(operand)] })
}

/** A keyword that holds a number against a limit, given what is measured and when it is kept. */
function limit(
  keyword: string,
  measure: (value: Json) => number | undefined,
  kept: (measured: number, limit: number) => boolean,
): Keyword {
  return (node: SchemaNode, operand: Json) => {
    if (typeof operand !== 'number') {
      misuse(node, keyword, `${keyword} is not a number`)
      return
    }
    const got = measure(node.value)
    if (got !== undefined && !kept(got, operand)) fault(node, keyword, { limit: operand, got })
  }
}

const number = (value: Json) => (typeof value === 'number' ? value : undefined)
// Lengths count characters as RFC 8259 defines them (code points), not UTF-16 units.
const length = (value: Json) => (typeof value === 'string' ? [...value].length : undefined)
const items = (value: Json) => (Array.isArray(value) ? value.length : undefined)
const members = (value: Json) => (isObject(value) ? Object.keys(value).length : undefined)
const atLeast = (got: number, bound: number) => got >= bound
const atMost = (got: number, bound: number) => got <= bound

export const minimum = /* @__PURE__ */ limit('minimum', number, atLeast)
export const maximum = /* @__PURE__ */ limit('maximum', number, atMost)
export const exclusiveMinimum = /* @__PURE__ */ limit('exclusiveMinimum', number, (g, b) => g > b)
export const exclusiveMaximum = /* @__PURE__ */ limit('exclusiveMaximum', number, (g, b) => g < b)
export const minLength = /* @__PURE__ */ limit('minLength', length, atLeast)
export const maxLength = /* @__PURE__ */ limit('maxLength', length, atMost)
export const minItems = /* @__PURE__ */ limit('minItems', items, atLeast)
export const maxItems = /* @__PURE__ */ limit('maxItems', items, atMost)
export const minProperties = /* @__PURE__ */ limit('minProperties', members, atLeast)
export const maxProperties = /* @__PURE__ */ limit('maxProperties', members, atMost)

export const multipleOf: Keyword = (node, operand) => {
  if (typeof operand !== 'number' || !(operand > 0) || operand === Infinity) {
    misuse(node, 'multipleOf', 'multipleOf is not a number above 0')
  } else if (typeof node.value === 'number' && !isMultipleOf(node.value, operand)) {
    fault(node, 'multipleOf', { limit: operand, got: node.value })
  }
}

const compiled = /* @__PURE__ */ new Map<string, RegExp | undefined>()

/**
 * A pattern as ECMA-262 reads it, with the `u` flag where it can be and without where it must be;
 * undefined where it is no regular expression of ECMAScript.
 */
export function compilePattern(source: string): RegExp | undefined {
  if (!compiled.has(source)) {
    compiled.set(source, tryPattern(source, 'u') ?? tryPattern(source, ''))
  }
  return compiled.get(source)
}

function tryPattern(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags)
  } catch {
    return undefined
  }
}

export const pattern: Keyword = (node, operand) => {
  const expression = typeof operand === 'string' ? compilePattern(operand) : undefined
  if (expression === undefined) {
    misuse(node, 'pattern', 'pattern is not an ECMAScript regular expression')
  } else if (typeof node.value === 'string' && !expression.test(node.value)) {
    fault(node, 'pattern', { pattern: String(operand) })
  }
}

export const format: Keyword = (node, operand) => {
  if (typeof operand !== 'string') {
    misuse(node, 'format', 'format is not a string')
    return
  }
  const { formats } = node.scope.vocabulary
  const test = Object.hasOwn(formats, operand) ? formats[operand] : undefined
  if (test === undefined) {
    const reason = `format "${operand}" is not one that this tool knows`
    gap(node, 'format', { reason, contractFault: false })
  } else if (!test(node.value)) fault(node, 'format', { format: operand })
}
