// The words for a broken constraint, shared by all rules that hold a value against a schema.

import type { Json } from '../contract/json.ts'
import type { Fault } from '../contract/schema-node.ts'
import type { Args } from '../report.ts'

// Letters mixed with digits, and long: what keys and tokens look like, and dates and UUIDs do not.
const keyLike = /(?=\S*\d)(?=\S*[a-z])\S{16,}/i
const harmless = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\d{4}-\d\d-\d\d[T ]?[\d:.Z+-]*)$/i

/** Whether a text could be a credential. */
export function isKeyLike(text: string): boolean {
  return keyLike.test(text) && !harmless.test(text)
}

/**
 * A value as a finding may show it. Short words, numbers, dates and UUIDs are shown; anything that
 * could be a credential is only described.
 */
export function shown(value: Json): string {
  if (typeof value === 'string') {
    const plain = value.length <= 40 && !isKeyLike(value)
    return plain ? JSON.stringify(value) : `a string of ${[...value].length} characters`
  }
  if (Array.isArray(value)) return `an array of ${value.length}`
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

/** What a finding keeps of a fault. */
export function faultArgs({ keyword, value, args }: Fault): Args {
  return { keyword, ...args, value: shown(value) }
}

const list = (value: Args[string] | undefined, word = ', ') =>
  Array.isArray(value) ? value.join(word) : String(value)

const sentences: Readonly<Record<string, (args: Args) => string>> = {
  type: (a) => `is of type ${a.got}; documented: ${list(a.expected, ' or ')}`,
  enum: (a) => `is ${a.value}; documented: ${list(a.allowed)}`,
  const: (a) => `is ${a.value}; documented: ${list(a.allowed)}`,
  pattern: (a) => `is ${a.value}, which does not match ${a.pattern}`,
  format: (a) => `is ${a.value}, which is no ${a.format}`,
  required: () => 'is missing, though required',
  dependentRequired: () => 'is missing, though required beside the others',
  additionalProperties: () => 'is not allowed here',
  unevaluatedProperties: () => 'is not allowed here',
  unevaluatedItems: () => 'is one item too many',
  propertyNames: () => 'has a name that is not allowed here',
  minimum: (a) => `is ${a.got}; the least is ${a.limit}`,
  maximum: (a) => `is ${a.got}; the most is ${a.limit}`,
  exclusiveMinimum: (a) => `is ${a.got}; it must be above ${a.limit}`,
  exclusiveMaximum: (a) => `is ${a.got}; it must be below ${a.limit}`,
  multipleOf: (a) => `is ${a.got}, which is no multiple of ${a.limit}`,
  minLength: (a) => `has ${a.got} characters; the least is ${a.limit}`,
  maxLength: (a) => `has ${a.got} characters; the most is ${a.limit}`,
  minItems: (a) => `has ${a.got} items; the least is ${a.limit}`,
  maxItems: (a) => `has ${a.got} items; the most is ${a.limit}`,
  minProperties: (a) => `has ${a.got} members; the least is ${a.limit}`,
  maxProperties: (a) => `has ${a.got} members; the most is ${a.limit}`,
  uniqueItems: (a) => `repeats item ${a.first}, though items are unique`,
  contains: () => 'has no item of the kind that it must contain',
  minContains: (a) => `has ${a.got} items of the kind asked for; the least is ${a.limit}`,
  maxContains: (a) => `has ${a.got} items of the kind asked for; the most is ${a.limit}`,
  anyOf: (a) => `is ${a.value}, which fits none of ${a.branches} documented forms`,
  oneOf: (a) =>
    a.matched === undefined
      ? `is ${a.value}, which fits none of ${a.branches} documented forms`
      : `fits forms ${list(a.matched)}, though exactly one of ${a.branches} must fit`,
  not: () => 'has the form that is ruled out',
  false: () => 'is not allowed here',
  text: (a) => String(a.problem),
}

/** `is of type number; documented: string or null`: what is wrong, without where. */
export function faultWords(args: Args): string {
  return sentences[String(args.keyword)]?.(args) ?? `breaks ${args.keyword}`
}
