// Says in lines for people how a pact differs from the one that was committed.
import { isObject, type Json, join, member } from '../src/contract/json.ts'

const shownAtMost = 25

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Every interaction by its description; those that share one are told apart by their order. */
function byDescription(pact: Json | undefined): ReadonlyMap<string, Json> {
  const list = member(pact, 'interactions')
  const named = new Map<string, Json>()
  for (const each of Array.isArray(list) ? list : []) {
    const description = String(member(each, 'description') ?? 'without a description')
    let name = description
    for (let count = 2; named.has(name); count += 1) name = `${description} (${count})`
    named.set(name, each)
  }
  return named
}

/** The places at which two values differ, each the innermost one. */
function* differences(now: Json | undefined, before: Json | undefined, at = ''): Generator<string> {
  if (now === undefined) return yield `${at} removed`
  if (before === undefined) return yield `${at} added`
  const isList = Array.isArray(now) && Array.isArray(before)
  if (isList || (isObject(now) && isObject(before))) {
    const [left, right] = [new Map(Object.entries(now)), new Map(Object.entries(before))]
    for (const name of new Set([...left.keys(), ...right.keys()])) {
      yield* differences(left.get(name), right.get(name), join(at, name))
    }
  } else if (now !== before) yield `${at} changed`
}

function* changes(now: Json | undefined, before: Json | undefined): Generator<string> {
  const [wanted, found] = [byDescription(now), byDescription(before)]
  for (const [name, each] of wanted) {
    const other = found.get(name)
    if (other === undefined) yield `added: ${name}`
    else for (const place of differences(each, other)) yield `${name}: ${place}`
  }
  for (const name of found.keys()) if (!wanted.has(name)) yield `removed: ${name}`
  for (const part of ['consumer', 'provider', 'metadata']) {
    const places = differences(member(now, part) ?? null, member(before, part) ?? null)
    for (const place of places) yield `${part}${place}`
  }
}

/** What is new in a pact, and what is no longer there. */
export function pactChanges(wanted: string, found: string | undefined): string[] {
  if (found === undefined) return ['the file is missing']
  const before = parsed(found)
  if (before === undefined) return ['the file is not JSON']
  const all = [...changes(parsed(wanted), before)]
  if (all.length === 0) return ['only its layout or its order']
  const more = all.length - shownAtMost
  return [...all.slice(0, shownAtMost), ...(more > 0 ? [`and ${more} more`] : [])]
}
