// Takes a parameter's text out of a request and apart by its style, still encoded (OpenAPI 3.1 §4.8.12).
import type { Parameter } from '../contract/contract.ts'
import { type Headers, headerValue } from './exchange.ts'
import { decodeForm, splitPair } from './percent.ts'

/** What a parameter is read from. `path` holds the raw text of each template expression. */
export type ParameterSource = {
  url: string
  headers: Headers
  path: Readonly<Record<string, string>>
}

export type Shape = 'primitive' | 'array' | 'object'

/** A primitive is a list of one. `unchecked` is what the specification does not define. */
export type Pieces =
  | { list: readonly string[] }
  | { pairs: readonly (readonly [name: string, value: string])[] }
  | { fault: string }
  | { unchecked: string }

/**
 * How to take a text apart. Two readings are possible where writers differ: `strict` takes an encoded
 * comma for data (RFC 6570 §2.1), not for a delimiter.
 */
export type Reading = {
  shape: Shape
  strict: boolean
  /** The names that an object's members may have; undefined where any may. */
  members: ReadonlySet<string> | undefined
}

/** The pieces of a parameter; undefined where the request does not have it. */
export function takePieces(
  parameter: Parameter,
  source: ParameterSource,
  reading: Reading,
): Pieces | undefined {
  if (parameter.in === 'query') return takeQuery(parameter, queryPairs(source.url), reading)
  if (parameter.in === 'cookie') return takeCookie(parameter, source.headers, reading)
  const text =
    parameter.in === 'header'
      ? headerValue(source.headers, parameter.name)?.trim()
      : Object.hasOwn(source.path, parameter.name)
        ? source.path[parameter.name]
        : undefined
  if (text === undefined) return undefined
  if (parameter.style === 'label') return takeLabel(parameter, text, reading)
  if (parameter.style === 'matrix') return takeMatrix(parameter, text, reading)
  return shaped(parameter, text, reading)
}

type Pair = [name: string, value: string]

function queryPairs(url: string): Pair[] {
  const query = /^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? ''
  const pairs = query.split('&').filter((pair) => pair !== '')
  return pairs.map(splitPair).map(([name, value]) => [decodeForm(name) ?? name, value])
}

function takeQuery(parameter: Parameter, pairs: Pair[], reading: Reading): Pieces | undefined {
  const { name, style, explode } = parameter
  if (style === 'deepObject') return takeDeepObject(name, pairs, reading)
  if (reading.shape === 'object' && explode) {
    const { members } = reading
    if (members === undefined)
      return { unchecked: 'has members that cannot be told from other parameters' }
    const own = pairs.filter(([each]) => members.has(each))
    return own.length === 0 ? undefined : unique(own)
  }
  const list = pairs.filter(([each]) => each === name).map(([, value]) => value)
  const [first, ...more] = list
  if (first === undefined) return undefined
  if (reading.shape === 'array' && explode) return { list }
  if (more.length > 0) return { fault: `is given ${list.length} times` }
  return shaped(parameter, first, reading)
}

function takeDeepObject(name: string, pairs: Pair[], { shape }: Reading): Pieces | undefined {
  const own = pairs.filter(([each]) => each === name || each.startsWith(`${name}[`))
  if (own.length === 0) return undefined
  if (shape !== 'object') return { unchecked: 'is no object, for which alone its style has a form' }
  const members: Pair[] = []
  for (const [each, value] of own) {
    const member = each.slice(name.length)
    if (!/^\[[^[\]]+\]$/.test(member))
      return { unchecked: 'nests values, for which its style has no form' }
    members.push([member.slice(1, -1), value])
  }
  return unique(members)
}

function takeCookie(parameter: Parameter, headers: Headers, reading: Reading): Pieces | undefined {
  const cookies = headers
    .filter(([field]) => field.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split(';'))
    .map((pair) => splitPair(pair.trim()))
  if (reading.shape === 'object' && parameter.explode) {
    return { unchecked: 'is an exploded object, for which a cookie has no form' }
  }
  const [first, ...more] = cookies.filter(([name]) => name === parameter.name)
  if (first === undefined) return undefined
  if (reading.shape === 'array' && parameter.explode) {
    return { unchecked: 'is an exploded array, for which a cookie has no form' }
  }
  // RFC 6265 §4.2.2: a server should not rely on the order of two cookies of one name.
  if (more.length > 0) return { fault: `is given ${more.length + 1} times` }
  return shaped(parameter, first[1], reading)
}

/** Style label: a dot, then the values between commas, or between dots if exploded. */
function takeLabel(parameter: Parameter, text: string, reading: Reading): Pieces {
  if (!text.startsWith('.')) return { fault: 'does not begin with a dot' }
  const rest = text.slice(1)
  // OpenAPI 3.1.0 showed dots without explode too; 3.1.1 went back to the commas of RFC 6570.
  const isDotted = parameter.explode || (!reading.strict && !rest.includes(','))
  if (reading.shape === 'primitive' || !isDotted) return shaped(parameter, rest, reading)
  return delimited(rest.split('.'), parameter.explode, reading)
}

/** Style matrix: `;name=value`, repeated for each value if exploded. */
function takeMatrix(parameter: Parameter, text: string, reading: Reading): Pieces {
  if (!text.startsWith(';')) return { fault: 'does not begin with a semicolon' }
  const parts = text.slice(1).split(';')
  if (reading.shape === 'object' && parameter.explode) return delimited(parts, true, reading)
  const pairs = parts.map(splitPair)
  if (pairs.some(([name]) => (decodeForm(name) ?? name) !== parameter.name)) {
    return { fault: 'does not repeat its name before its value' }
  }
  const list = pairs.map(([, value]) => value)
  if (reading.shape === 'array' && parameter.explode) return { list }
  const [first = '', ...more] = list
  return more.length > 0
    ? { fault: `is given ${list.length} times` }
    : shaped(parameter, first, reading)
}

/** One text as its shape: whole, or apart at the delimiter of its style. */
function shaped({ in: where, style, explode }: Parameter, text: string, reading: Reading): Pieces {
  if (reading.shape === 'primitive') return { list: [text] }
  // Without a value nobody can tell an empty list from a list of one empty text.
  if (text === '' && !reading.strict)
    return reading.shape === 'array' ? { list: [] } : { pairs: [] }
  const delimiter = where === 'header' ? /[ \t]*,[ \t]*/ : delimiterOf(style, text, reading.strict)
  return delimited(text.split(delimiter), explode && style === 'simple', reading)
}

function delimiterOf(style: string, text: string, strict: boolean): RegExp {
  if (style === 'spaceDelimited') return /%20|\+/
  if (style === 'pipeDelimited') return /\||%7c/i
  return strict || text.includes(',') ? /,/ : /%2c/i
}

/** The parts of an array; or of an object, each `name=value` or names and values in turn. */
function delimited(parts: string[], isPaired: boolean, { shape }: Reading): Pieces {
  if (shape === 'array') return { list: parts }
  const isWhole = isPaired ? parts.every((part) => part.includes('=')) : parts.length % 2 === 0
  if (!isWhole) return { fault: 'has a name without a value' }
  if (isPaired) return unique(parts.map(splitPair))
  const pairs: Pair[] = []
  for (let index = 0; index < parts.length; index += 2) {
    pairs.push([parts[index] ?? '', parts[index + 1] ?? ''])
  }
  return unique(pairs)
}

function unique(pairs: Pair[]): Pieces {
  const isUnique = new Set(pairs.map(([name]) => name)).size === pairs.length
  return isUnique ? { pairs } : { unchecked: 'gives a member twice' }
}
