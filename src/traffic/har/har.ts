// Reads recorded traffic: HAR 1.2 documents, or HAR entries one a line.
import { isObject, type Json, member } from '../../contract/json.ts'
import { ToolError } from '../../errors.ts'
import type { Exchange } from '../exchange.ts'
import { readJson } from '../json-text.ts'
import { brokenJson } from './broken-json.ts'
import { type LeftOutReason, readEntry } from './entry.ts'

/** The exchanges of one source, and how many entries were none. */
export type Recording = {
  exchanges: Exchange[]
  leftOut: Record<LeftOutReason, number>
}

const again = 'Export the recording again.'

/** Tells a HAR document from entries one a line by what it holds; the name decides only if that fails. */
export function readRecording(text: string, source: string): Recording {
  const whole = parse(text)
  if (member(whole, 'request') !== undefined) return readNdjson(text, source)
  if (whole !== undefined) return readDocument(whole, source)
  const first = parse(/\S[^\n]*/.exec(text)?.[0] ?? '')
  const isEntry = isObject(first) && member(first, 'log') === undefined
  const isByLine = isEntry || /\.(?:ndjson|jsonl)$/i.test(source)
  return isByLine ? readNdjson(text, source) : readHar(text, source)
}

/**
 * A HAR 1.2 document as browsers, proxies and test tools export it.
 * @throws {ToolError} E_INPUT where it is not one.
 */
export function readHar(text: string, source: string): Recording {
  const value = parse(text)
  return value === undefined ? failAt(text, source) : readDocument(value, source)
}

/**
 * One HAR entry a line; blank lines do not count.
 * @throws {ToolError} E_INPUT with the number of the line that is none.
 */
export function readNdjson(text: string, source: string): Recording {
  const recording = emptyRecording()
  let index = 0
  for (const [at, line] of withoutMark(text).split('\n').entries()) {
    if (line.trim() === '') continue
    const label = `${source}:${at + 1}`
    const entry = parse(line)
    if (entry === undefined) {
      const read = readJson(line)
      fail(`${label} is not JSON: it ${read.ok ? 'is malformed' : read.problem}`, again)
    }
    if (member(entry, 'log') !== undefined) {
      fail(`${label} holds a whole HAR document`, 'Give one entry of log.entries a line.')
    }
    take(recording, readEntry(entry, { source, index, label: `${label} entry` }))
    index++
  }
  if (index === 0) fail(`${source} is empty`, 'Record some traffic first.')
  return recording
}

function readDocument(value: Json, source: string): Recording {
  const log = member(value, 'log')
  const entries = member(log, 'entries')
  if (!isObject(value)) fail(`${source} is not a HAR document: it is not an object`, again)
  if (!isObject(log)) fail(`${source} is not a HAR document: it has no object named log`, again)
  if (!Array.isArray(entries))
    return fail(`${source} is not a HAR document: log.entries is not an array`, again)
  const recording = emptyRecording()
  for (const [index, entry] of entries.entries()) {
    const label = `${source}: log.entries[${index}]`
    take(recording, readEntry(entry, { source, index, label }))
  }
  return recording
}

function emptyRecording(): Recording {
  return { exchanges: [], leftOut: { aborted: 0, preflight: 0, 'not-http': 0 } }
}

function take(recording: Recording, read: Exchange | LeftOutReason): void {
  if (typeof read === 'string') recording.leftOut[read]++
  else recording.exchanges.push(read)
}

// The engine's own reader first: a recording is long, and our slower one is for what is wrong in it.
function parse(text: string): Json | undefined {
  try {
    return JSON.parse(withoutMark(text))
  } catch {
    return undefined
  }
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

function failAt(text: string, source: string): never {
  const { place, problem, isCut } = brokenJson(text)
  if (problem === 'is empty') fail(`${source} is empty`, 'Record some traffic first.')
  if (/^\s*</.test(text)) fail(`${source} is a web page or XML, not a HAR document`, again)
  const hint = isCut ? 'The file is cut off. Export the recording again.' : again
  return fail(`${source}${place} is not JSON: it ${problem}`, hint)
}

function fail(problem: string, hint: string): never {
  throw new ToolError('E_INPUT', `${problem}.`, { hint })
}
