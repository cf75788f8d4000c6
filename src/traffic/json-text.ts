// Reads JSON text strictly (RFC 8259) and tells what JSON.parse hides: duplicate names, lost digits.
import { type Json, type JsonObject, join } from '../contract/json.ts'

/**
 * What a legal JSON text can hide from a program that reads it: the same name twice in an object
 * (§4, the last one wins), a number that a double cannot hold (§6: an integer that changes, or any
 * literal that becomes infinite), a member named `__proto__`, more nesting than {@link maxDepth}.
 */
export type HazardKind = 'duplicate-key' | 'unsafe-integer' | 'prototype-key' | 'too-deep'

/** A hazard and the JSON Pointer of the value that it concerns. */
export type Hazard = { kind: HazardKind; at: string }

/** `problem` says in a few words what stopped the reader, `offset` where, in UTF-16 code units. */
export type JsonText =
  | { ok: true; value: Json; hazards: readonly Hazard[] }
  | { ok: false; problem: string; offset: number }

/**
 * Containers that may stand in one another. A container further down is read but left empty, so a
 * recursive judge cannot overflow; what such a judge says of a place this deep means nothing.
 */
export const maxDepth = 512

/** Hazards kept: hostile text holds millions, each with a pointer as long as the text is deep. */
const maxHazards = 100

type Container = { node: Json[] | JsonObject; name: string }
type Reader = {
  text: string
  offset: number
  open: Container[]
  hazards: Hazard[]
  deep: boolean
  problem: string | undefined
}

/** The value that JSON.parse would give, with the text's hazards; or what is wrong and where. */
export function readJson(text: string): JsonText {
  const offset = text.startsWith('\uFEFF') ? 1 : 0
  const reader: Reader = { text, offset, open: [], hazards: [], deep: false, problem: undefined }
  const value = readDocument(reader)
  if (value !== undefined) return { ok: true, value, hazards: reader.hazards }
  return { ok: false, problem: reader.problem ?? 'is not JSON', offset: reader.offset }
}

/** A number's literal (§6), nothing before or after it. */
export const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** Whether a number's literal keeps its value as a double; a fraction is rounded by design. */
export function isExact(literal: string): boolean {
  const value = Number(literal)
  if (!Number.isFinite(value)) return false
  return literal.length < 16 || !/^-?\d+$/.test(literal) || BigInt(literal) === BigInt(value)
}

function readDocument(reader: Reader): Json | undefined {
  for (;;) {
    let value = readValue(reader)
    while (value !== undefined) {
      const container = reader.open.at(-1)
      if (container === undefined && skipSpace(reader) === '') return value
      if (container === undefined) return fail(reader, 'has more text after its value')
      attach(reader, container, value)
      const next = readSeparator(reader, container)
      if (next === undefined) return undefined
      if (next === ',') break
      reader.open.pop()
      value = container.node
    }
    if (reader.problem !== undefined) return undefined
  }
}

/** A scalar or an empty container; undefined after a container was opened or a problem was met. */
function readValue(reader: Reader): Json | undefined {
  const character = skipSpace(reader)
  if (character === '"') return readString(reader)
  if (character === '{' || character === '[') return openContainer(reader, character)
  if (/[-\d]/.test(character)) return readNumber(reader)
  // No literal is longer than this, so a long run of letters need not be read.
  const word = /^[\w$]*/.exec(reader.text.slice(reader.offset, reader.offset + 12))?.[0] ?? ''
  const literal = literals.get(word)
  if (literal === undefined) return fail(reader, strayText(reader, character, word))
  reader.offset += word.length
  return literal
}

const literals: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
])

// One container for all that are too deep: 20 MB of brackets would else take gigabytes.
const cutArray: Container = { node: [], name: '' }
const cutObject: Container = { node: {}, name: '' }

function openContainer(reader: Reader, opener: string): Json | undefined {
  const { open } = reader
  const isArray = opener === '['
  if (open.length === maxDepth && !reader.deep) {
    reader.deep = true
    reader.hazards.push({ kind: 'too-deep', at: place(open) })
  }
  const shared = isArray ? cutArray : cutObject
  const container = open.length > maxDepth ? shared : { node: isArray ? [] : {}, name: '' }
  reader.offset++
  open.push(container)
  if (skipSpace(reader) === (isArray ? ']' : '}')) {
    reader.offset++
    open.pop()
    return container.node
  }
  if (!isArray) readName(reader, container)
  return undefined
}

/** Reads `"name":`; whether it was there. */
function readName(reader: Reader, container: Container): boolean {
  const character = skipSpace(reader)
  const name = character === '"' ? readString(reader) : fail(reader, strayName(reader, character))
  if (name === undefined) return false
  const next = skipSpace(reader)
  if (next !== ':') {
    fail(reader, next === '' ? strayText(reader, '', '') : 'misses the colon after a name')
    return false
  }
  reader.offset++
  if (reader.open.length > maxDepth) return true
  container.name = name
  if (name === '__proto__') warn(reader, 'prototype-key')
  if (Object.hasOwn(container.node, name)) warn(reader, 'duplicate-key')
  return true
}

/** The comma, with the name that follows it in an object, or the closing bracket. */
function readSeparator(reader: Reader, container: Container): string | undefined {
  const character = skipSpace(reader)
  const isArray = Array.isArray(container.node)
  if (character !== ',' && character !== (isArray ? ']' : '}')) {
    const isValue = /["{[\w-]/.test(character)
    return fail(reader, isValue ? 'misses a comma' : strayText(reader, character, ''))
  }
  reader.offset++
  return character !== ',' || isArray || readName(reader, container) ? character : undefined
}

function attach(reader: Reader, { node, name }: Container, value: Json): void {
  if (reader.open.length > maxDepth) return
  if (Array.isArray(node)) node.push(value)
  else if (name !== '__proto__') node[name] = value
  // An assignment would set the object's prototype instead.
  else
    Object.defineProperty(node, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    })
}

function readString(reader: Reader): string | undefined {
  const { text, offset } = reader
  let isEscaped = false
  for (let end = offset + 1; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (code === 0x22) {
      reader.offset = end + 1
      if (!isEscaped) return text.slice(offset + 1, end)
      return String(JSON.parse(text.slice(offset, end + 1)))
    }
    if (code === 0x5c) {
      isEscaped = true
      const rest = text.slice(end + 1, end + 6)
      if (/^(?:u[\da-fA-F]{0,3})?$/.test(rest)) break
      if (!/^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.test(rest)) {
        return fail(reader, 'has a bad escape in a string', end)
      }
      end++
    } else if (code < 0x20) {
      return fail(reader, `has a raw control character ${codePoint(code)} in a string`, end)
    }
  }
  return fail(reader, 'ends inside a string', text.length)
}

function readNumber(reader: Reader): number | undefined {
  const run = /[-+.\w]+/y
  run.lastIndex = reader.offset
  const literal = run.exec(reader.text)?.[0] ?? ''
  if (!jsonNumber.test(literal)) {
    const isCut = reader.offset + literal.length === reader.text.length && /[-+.eE]$/.test(literal)
    return fail(reader, isCut ? 'ends inside a number' : 'has a malformed number')
  }
  reader.offset += literal.length
  if (!isExact(literal)) warn(reader, 'unsafe-integer')
  return Number(literal)
}

/** The character at which reading goes on, `''` at the end. */
function skipSpace(reader: Reader): string {
  while (' \t\n\r'.includes(reader.text[reader.offset] ?? '.')) reader.offset++
  return reader.text[reader.offset] ?? ''
}

function fail(reader: Reader, problem: string, offset = reader.offset): undefined {
  reader.problem = problem
  reader.offset = offset
}

function warn(reader: Reader, kind: HazardKind): void {
  const isKept = reader.hazards.length < maxHazards && reader.open.length <= maxDepth
  if (isKept) reader.hazards.push({ kind, at: place(reader.open) })
}

function place(open: readonly Container[]): string {
  return open.reduce((at, { node, name }) => join(at, Array.isArray(node) ? node.length : name), '')
}

function strayName(reader: Reader, character: string): string {
  if (character === '}') return 'has a comma before a closing bracket'
  const isWord = /[\w$]/.test(character)
  return isWord ? 'has a member name without quotes' : strayText(reader, character, '')
}

/** What to say of text that no value starts with; never the text itself, it may be a secret. */
function strayText(reader: Reader, character: string, word: string): string {
  const container = reader.open.at(-1)
  const isArray = Array.isArray(container?.node)
  if (character === '') {
    if (container === undefined) return 'is empty'
    return isArray ? 'ends inside an array' : 'ends inside an object'
  }
  if (/^(?:NaN|Infinity|undefined|None|True|False)$/.test(word)) return `has ${word} as a value`
  if (word !== '') {
    const isCut = reader.offset + word.length === reader.text.length
    const isStart = [...literals.keys()].some((literal) => literal.startsWith(word))
    return isCut && isStart ? 'ends inside a literal' : 'has text without quotes'
  }
  if (character === "'") return 'has a string in single quotes'
  if (/^\/[/*]/.test(reader.text.slice(reader.offset, reader.offset + 2))) return 'has a comment'
  if (character === ']' && isArray) return 'has a comma before a closing bracket'
  const code = character.charCodeAt(0)
  return `has an unexpected ${code < 0x21 || code > 0x7e ? codePoint(code) : `'${character}'`}`
}

function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
