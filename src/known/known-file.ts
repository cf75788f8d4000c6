// Text of the file of known findings → its entries; one clear sentence, with line and column, for every defect.
import { type Document, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml'
import { nearest } from '../contract/nearest.ts'
import { ToolError } from '../errors.ts'
import {
  isFingerprint,
  type KnownEntry,
  linkProblem,
  textProblem,
  untilProblem,
} from './known-entry.ts'

/** `path` is what errors call the file; `rules` are the ids of the rules whose findings may be accepted. */
export type KnownFile = { path: string; rules: readonly string[]; today: string }

type Reading = KnownFile & { lines: LineCounter }
type Written = { text: string; node: unknown }
type Members = ReadonlyMap<string, Written>

const required = ['fingerprint', 'rule', 'operation', 'at', 'reason', 'until']
const members = [...required, 'contract', 'status', 'owner', 'link']
const shape = 'The file is a list of entries as --accept writes them.'

/** Where a node starts; what the parser gives no range starts with the file. */
function offsetOf(node: unknown): number {
  const range =
    typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : 0
}

type Defect = { offset: number; problem: string; hint?: string }

function defect({ path, lines }: Reading, { offset, problem, hint = shape }: Defect): ToolError {
  const { line, col } = lines.linePos(offset)
  const place = `${path}:${Math.max(line, 1)}:${Math.max(col, 1)}`
  return new ToolError('E_CONFIG', `${place} ${problem}.`, { hint })
}

/** The text as a YAML document; throws E_CONFIG. */
export function parseKnown(text: string, path: string, lines = new LineCounter()): Document.Parsed {
  const reading = { path, lines, rules: [], today: '' }
  const attempt = () => {
    try {
      // Windows editors begin a file with a byte order mark, which the parser takes for a column.
      return parseDocument(text.replace(/^\ufeff/, ''), { lineCounter: lines })
    } catch {
      throw defect(reading, { offset: 0, problem: 'is nested too deeply to be read' })
    }
  }
  const document = attempt()
  const [error] = document.errors
  if (error === undefined) return document
  const [sentence = 'cannot be read'] = error.message.split(/ at line \d+|\n/)
  const problem = `is not readable as YAML: ${sentence.replace(/[.:]$/, '')}`
  throw defect(reading, { offset: error.pos[0], problem })
}

/** A plain value as it was written: `7034013000000000` is a number to YAML, and a fingerprint to us. */
export function scalarText(node: unknown): string | undefined {
  if (node === null) return ''
  if (!isScalar(node)) return undefined
  if (typeof node.value === 'string') return node.value
  return node.value === null ? '' : (node.source ?? String(node.value))
}

function memberOf({ key, value }: Pair, reading: Reading): [string, Written] {
  const name = scalarText(key) ?? ''
  if (!members.includes(name)) {
    const near = nearest(name, members)
    const problem = `is no member of a known finding: ${JSON.stringify(name)}`
    const hint =
      near === undefined ? `Members are ${members.join(', ')}.` : `Did you mean '${near}'?`
    throw defect(reading, { offset: offsetOf(key), problem, hint })
  }
  const isList = name === 'status' && isSeq(value)
  const texts = (isList ? value.items : [value]).map(scalarText)
  if (texts.includes(undefined)) {
    const hint = 'Write it out, without aliases, lists or members.'
    throw defect(reading, { offset: offsetOf(value), problem: `${name} is no plain text`, hint })
  }
  return [name, { text: texts.join(','), node: value ?? key }]
}

function statusesOf(text: string): number[] {
  return text === '' ? [] : text.split(',').map(Number)
}

/** What is wrong with the text of a member, by its name. */
function problemOf(name: string, text: string, { rules, today }: KnownFile): string | undefined {
  switch (name) {
    case 'fingerprint':
      return isFingerprint(text) ? undefined : 'is not sixteen hexadecimal digits in lower case'
    case 'rule':
      return rules.includes(text)
        ? undefined
        : `names no rule about traffic: ${JSON.stringify(text)}`
    case 'until':
      return untilProblem(text, today)
    case 'link':
      return linkProblem(text)
    case 'contract':
      return text === '' || text.startsWith('/') ? undefined : 'is no JSON Pointer'
    case 'status':
      return statusesOf(text).every((each) => Number.isInteger(each) && each >= 0 && each <= 999)
        ? undefined
        : 'is no status of HTTP, nor a list of them'
    case 'operation':
    case 'at':
      return text === '' ? 'needs a text' : undefined
    default:
      return textProblem(text)
  }
}

function hintOf(name: string, text: string, { rules }: KnownFile): string {
  if (name !== 'rule')
    return name === 'until' ? 'Renew it with --accept when the day is near.' : shape
  const near = nearest(text, rules)
  return near === undefined ? 'blackbox-contract rules lists them.' : `Did you mean '${near}'?`
}

function entryOf(node: unknown, reading: Reading): KnownEntry {
  if (!isMap(node)) {
    throw defect(reading, { offset: offsetOf(node), problem: 'is no entry with members' })
  }
  const written: Members = new Map(node.items.map((pair) => memberOf(pair, reading)))
  const missing = required.find((name) => !written.has(name))
  if (missing !== undefined) {
    throw defect(reading, { offset: offsetOf(node), problem: `has no ${missing} in this entry` })
  }
  for (const [name, { text, node: value }] of written) {
    const problem = problemOf(name, text, reading)
    if (problem === undefined) continue
    const hint = hintOf(name, text, reading)
    throw defect(reading, { offset: offsetOf(value), problem: `${name} ${problem}`, hint })
  }
  const textOf = (name: string) => written.get(name)?.text ?? ''
  const [owner, link] = [textOf('owner'), textOf('link')]
  return {
    fingerprint: textOf('fingerprint'),
    rule: textOf('rule'),
    operation: textOf('operation'),
    at: textOf('at'),
    pointer: textOf('contract') || null,
    statuses: statusesOf(textOf('status')),
    reason: textOf('reason').trim(),
    until: textOf('until'),
    ...(owner === '' ? {} : { owner }),
    ...(link === '' ? {} : { link }),
    line: reading.lines.linePos(offsetOf(node)).line,
  }
}

/** Reads the file; an empty one, or one of comments only, has no entries. Throws E_CONFIG. */
export function readKnown(text: string, file: KnownFile): KnownEntry[] {
  const lines = new LineCounter()
  const reading = { ...file, lines }
  const { contents } = parseKnown(text, file.path, lines)
  if (contents === null || (isScalar(contents) && contents.source === '')) return []
  if (!isSeq(contents)) {
    throw defect(reading, { offset: offsetOf(contents), problem: 'is no list of known findings' })
  }
  const first = new Map<string, KnownEntry>()
  for (const item of contents.items) {
    const entry = entryOf(item, reading)
    const { fingerprint } = entry
    const before = first.get(fingerprint)
    if (before !== undefined) {
      const problem = `accepts ${fingerprint} again, which line ${before.line} accepts`
      const hint = 'Leave one of the two entries.'
      throw defect(reading, { offset: offsetOf(item), problem, hint })
    }
    first.set(fingerprint, entry)
  }
  return [...first.values()]
}
