// Text → OpenAPI document, with the line and column of every place and one clear sentence for every defect.

import type { Alias, Document, Node } from 'yaml'
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument as parseYaml,
  visit,
} from 'yaml'
import { ToolError } from '../errors.ts'
import { isObject, type Json, type JsonObject, tokens } from './json.ts'
import { jsonPositions, type Position } from './json-position.ts'

export type ParsedText = {
  root: JsonObject
  /** Where a pointer stands, or the nearest place above it that the text has. */
  position: (pointer: string) => Position
}

const isJsonText = (text: string) => /^\s*[{[]/.test(text)

function defect(file: string, what: string, options: { hint?: string; cause?: unknown } = {}) {
  const hint = options.hint ?? 'Give an OpenAPI 3.0 or 3.1 document in YAML or JSON.'
  return new ToolError('E_CONTRACT', `${file} ${what}`, { ...options, hint })
}

/** Parses a document in YAML 1.2 or JSON. `file` is only for messages. Throws E_CONTRACT. */
export function parseText(file: string, text: string): ParsedText {
  if (text.trim() === '') throw defect(file, 'is empty.')
  if (text.includes('\0')) throw defect(file, 'is not a text file: it holds a NUL byte.')
  return isJsonText(text) ? parseJson(file, text) : parseYamlText(file, text)
}

function rootObject(file: string, root: Json): JsonObject {
  if (isObject(root)) return root
  throw defect(
    file,
    `is not an OpenAPI document: its root is ${Array.isArray(root) ? 'a list' : 'a single value'}.`,
  )
}

function parseJson(file: string, text: string): ParsedText {
  let root: Json
  try {
    // JSON.parse gives JSON by definition.
    root = JSON.parse(text) as Json
  } catch {
    return parseYamlText(file, text)
  }
  expandedSize({ file, holders: new Set(), sizes: new Map() }, root)
  return { root: rootObject(file, root), position: jsonPositions(text) }
}

function parseYamlText(file: string, text: string): ParsedText {
  const lines = new LineCounter()
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`
  }
  const document = attempt(file, () => parseYaml(text, { lineCounter: lines, merge: true }))
  const [error] = document.errors
  if (error?.code === 'MULTIPLE_DOCS') {
    throw defect(place(error.pos[0]), 'starts a second YAML document; one file holds one.')
  }
  // The parser takes its own exhaustion for an error of the text.
  if (error !== undefined && /call stack/.test(error.message)) {
    throw defect(place(error.pos[0]), 'is nested too deeply to be read.')
  }
  if (error !== undefined) {
    const [sentence = 'cannot be read'] = error.message.split(/ at line \d+|\n/)
    const what = `is not readable as YAML or JSON: ${sentence.replace(/[.:]$/, '')}.`
    throw defect(place(error.pos[0]), what)
  }
  const { aliases, dangling } = attempt(file, () => resolveAliases(document))
  if (dangling !== undefined) {
    const { range, source } = dangling
    throw defect(place(range?.[0] ?? 0), `has an alias *${source} without an anchor.`, {
      hint: `Set &${source} before it, or write its value out.`,
    })
  }
  const value: unknown = attempt(file, () => document.toJS({ maxAliasCount: -1 }))
  expandedSize({ file, holders: new Set(), sizes: new Map() }, value)
  // Serialised once to part what aliases share.
  const copy = JSON.stringify(value)
  const root = rootObject(file, copy === undefined ? null : (JSON.parse(copy) as Json)) // as: parsed JSON
  const yaml = { contents: document.contents, aliases, lines }
  return { root, position: (pointer) => findInYaml(yaml, tokens(pointer)) }
}

/** Deeper than any real document, and shallow enough for whatever reads it recursively. */
const deepest = 500
/** Five times as many as the largest public document has. */
const mostValues = 5_000_000

type Measure = { file: string; holders: Set<object>; sizes: Map<object, number> }

/** How many values there are with every alias written out. Throws where they are too many, or no end of them. */
function expandedSize(measure: Measure, value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  const { file, holders, sizes } = measure
  const known = sizes.get(value)
  if (known !== undefined) return known
  if (holders.has(value)) {
    throw defect(file, 'has a YAML alias that holds itself.', {
      hint: 'Replace the alias by a $ref: a schema may refer to itself that way.',
    })
  }
  if (holders.size === deepest) throw defect(file, `is nested more than ${deepest} levels deep.`)
  holders.add(value)
  let size = 1
  for (const each of Object.values(value)) size += expandedSize(measure, each)
  holders.delete(value)
  if (size > mostValues) {
    throw defect(file, 'expands its YAML aliases too often; it looks like a YAML bomb.', {
      hint: 'Replace the aliases by $ref, or write them out.',
    })
  }
  sizes.set(value, size)
  return size
}

function attempt<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof RangeError)
      throw defect(file, 'is nested too deeply to be read.', { cause })
    const { message } = cause instanceof Error ? cause : new Error(String(cause))
    throw defect(file, `is not readable as YAML: ${message.replace(/[.:]?\n.*|[.:]$/s, '')}.`, {
      cause,
    })
  }
}

type Yaml = { contents: unknown; aliases: ReadonlyMap<unknown, Node>; lines: LineCounter }

/** What each alias stands for, or the first that stands for nothing. */
function resolveAliases(document: Document.Parsed): {
  aliases: Map<unknown, Node>
  dangling: Alias | undefined
} {
  const anchors = new Map<string, Node>()
  const aliases = new Map<unknown, Node>()
  let dangling: Alias | undefined
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source)
        if (target !== undefined) aliases.set(node, target)
        else dangling ??= node
      } else if (isNode(node) && node.anchor !== undefined) anchors.set(node.anchor, node)
    },
  })
  return { aliases, dangling }
}

function findInYaml({ contents, aliases, lines }: Yaml, path: readonly string[]): Position {
  let node = contents
  let offset = 0
  for (const token of path) {
    const next = childOf(aliases, aliases.get(node) ?? node, token)
    if (next === undefined) break
    offset = next.offset ?? offset
    node = next.node
  }
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}

type Child = { node: unknown; offset?: number }

function childOf(aliases: Yaml['aliases'], node: unknown, token: string): Child | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(token)]
    return item === undefined ? undefined : found(item, item)
  }
  if (!isMap(node)) return undefined
  // The parser reads a merge key as a symbol, every other one as a plain value.
  const isMerge = (key: unknown) => isScalar(key) && typeof key.value === 'symbol'
  const pair = node.items.find(
    ({ key }) => isScalar(key) && !isMerge(key) && String(key.value) === token,
  )
  if (pair !== undefined) return found(pair.value, pair.key)
  const merged = node.items.find(({ key }) => isMerge(key))?.value
  for (const each of isSeq(merged) ? merged.items : [merged]) {
    const child = childOf(aliases, aliases.get(each) ?? each, token)
    if (child !== undefined) return child
  }
  return undefined
}

function found(node: unknown, marker: unknown): Child {
  // `range` is on every parsed node; pairs and created nodes have none.
  const range = (marker as Partial<Node> | null)?.range
  return range ? { node, offset: range[0] } : { node }
}
