// Compares generated texts with the files found in their place, and names what drifted.
import { isObject, type Json, type JsonObject } from '../contract/json.ts'
import { isFrame, memberPath, placeWords } from './place-words.ts'
import { type TypeMember, typeMembers } from './type-members.ts'

/** Generated texts by file name, in a fixed order. */
export type OutputFiles = ReadonlyMap<string, string>

/** One file that is not what the contract makes of it. */
export type Drift = {
  file: string
  kind: 'missing' | 'extra' | 'changed'
  /** `GET /pets: response 200 member id added`; empty for a missing or extra file. */
  changes: readonly string[]
}

/**
 * Every file that differs, all of them looked at. `found` holds what is there: the files that are
 * wanted, and others that were once generated, which are `extra`.
 */
export function compareOutputs(wanted: OutputFiles, found: OutputFiles): Drift[] {
  const drifts: Drift[] = []
  for (const [file, text] of wanted) {
    const present = found.get(file)
    if (present === undefined) drifts.push({ file, kind: 'missing', changes: [] })
    else if (!isCurrent(text, present)) {
      const changes = changesOf(file, text, asCommitted(present))
      drifts.push({ file, kind: 'changed', changes })
    }
  }
  for (const file of found.keys()) {
    if (!wanted.has(file)) drifts.push({ file, kind: 'extra', changes: [] })
  }
  return drifts
}

/** Whether a file is, but for the line ends of a checkout, what is generated. */
export function isCurrent(wanted: string, found: string): boolean {
  return asCommitted(found) === wanted
}

/** How many changes of a file are told; the rest is counted. */
const told = 25

/** A drift in lines for people, the first one naming the file. */
export function driftLines(drift: Drift): string[] {
  if (drift.kind === 'missing') return [`${drift.file} is missing`]
  if (drift.kind === 'extra') return [`${drift.file} is no longer generated`]
  const shown = drift.changes.slice(0, told).map((change) => `  ${change}`)
  const rest = drift.changes.length - shown.length
  const more = rest === 0 ? [] : [`  and ${rest} more`]
  return [`${drift.file} differs from the contract`, ...shown, ...more]
}

/**
 * The text that git has for a checked out file: with `core.autocrlf` every line end becomes CRLF.
 * A file in which only some are has been edited, so it stays as it is.
 */
function asCommitted(text: string): string {
  return /(?:^|[^\r])\n/.test(text) ? text : text.replaceAll('\r\n', '\n')
}

function changesOf(file: string, wanted: string, found: string): string[] {
  const changes = file.endsWith('.ts') ? typeChanges(wanted, found) : documentChanges(wanted, found)
  return changes.length > 0 ? [...new Set(changes)] : [lineChange(wanted, found)]
}

/** What no part of the meaning explains: a comment, the layout, code below the types. */
function lineChange(wanted: string, found: string): string {
  const [left, right] = [wanted.split('\n'), found.split('\n')]
  const index = left.findIndex((line, place) => line !== right[place])
  return `line ${(index === -1 ? left.length : index) + 1} changed`
}

function typeChanges(wanted: string, found: string): string[] {
  const [now, before] = [typeMembers(wanted), typeMembers(found)]
  const changes: string[] = []
  for (const [key, member] of now) changes.push(...memberChange(key, member, before))
  for (const key of before.keys()) if (!now.has(key)) changes.push(...lone(key, now, 'removed'))
  return changes
}

type Members = ReadonlyMap<string, TypeMember>

function memberChange(key: string, member: TypeMember, before: Members): string[] {
  const old = before.get(key)
  if (old === undefined) return lone(key, before, 'added')
  const path = pathOf(key)
  if (old.type !== member.type && !isFrame(path)) return [`${placeWords(path)} changed`]
  return old.comment === member.comment ? [] : [`${placeWords(path)} documentation changed`]
}

/** A member that only one side has, unless what holds it is missing there as well and says so. */
function lone(key: string, others: Members, verb: 'added' | 'removed'): string[] {
  const path = pathOf(key)
  if (isFrame(path) || path[0] === 'alias') return []
  for (let length = path.length - 1; length > 0; length -= 1) {
    const holder = path.slice(0, length)
    if (!isFrame(holder) && !others.has(JSON.stringify(holder))) return []
  }
  return [`${placeWords(path)} ${verb}`]
}

function pathOf(key: string): string[] {
  const parsed: unknown = JSON.parse(key)
  return Array.isArray(parsed) ? parsed.map(String) : []
}

/** Changes in the document that a `validators.js` carries; none where either text carries none. */
function documentChanges(wanted: string, found: string): string[] {
  const [now, before] = [documentIn(wanted), documentIn(found)]
  return now === undefined || before === undefined ? [] : valueChanges(now, before, [])
}

function documentIn(text: string): Json | undefined {
  const literal = /^const document = (\{[\s\S]*?^\})$/m.exec(text)?.[1]
  if (literal === undefined) return undefined
  try {
    const parsed: Json = JSON.parse(literal.replaceAll('["__proto__"]: ', '"__proto__": '))
    return parsed
  } catch {
    return undefined
  }
}

function valueChanges(now: Json, before: Json, tokens: readonly string[]): string[] {
  if (Object.is(now, before)) return []
  if (!isObject(now) || !isObject(before)) return nestedChanges(now, before, tokens)
  const names = new Set([...Object.keys(now), ...Object.keys(before)])
  return [...names].flatMap((name) => {
    const [left, right] = [own(now, name), own(before, name)]
    const place = [...tokens, name]
    if (left === undefined) return [documentWords(place, 'removed')]
    if (right === undefined) return [documentWords(place, 'added')]
    return valueChanges(left, right, place)
  })
}

function own(value: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined
}

/** Lists of schemas are compared one by one, lists of words (`enum`, `required`) as a whole. */
function nestedChanges(now: Json, before: Json, tokens: readonly string[]): string[] {
  if (Array.isArray(now) && Array.isArray(before) && now.length === before.length) {
    if ([...now, ...before].every(isObject)) {
      return now.flatMap((each, index) => {
        return valueChanges(each, before[index] ?? null, [...tokens, String(index)])
      })
    }
    if (JSON.stringify(now) === JSON.stringify(before)) return []
  }
  return [documentWords(tokens, 'changed')]
}

function documentWords(tokens: readonly string[], verb: string): string {
  const { path, keyword } = memberPath(tokens)
  const words = placeWords(path)
  return keyword === '' ? `${words} ${verb}` : `${words} ${keyword} ${verb}`
}
