// Where a schema declares a member, whichever of its references and combined schemas says so.
import { at, isObject, type Json, type JsonObject, member } from './json.ts'

/** The pointer of a local reference (`#/a%20b` → `/a b`), or undefined for any other. */
export function localPointer(reference: Json | undefined): string | undefined {
  if (typeof reference !== 'string' || !/^#(?:\/|$)/.test(reference)) return undefined
  try {
    return decodeURIComponent(reference.slice(1))
  } catch {
    return undefined
  }
}

/** A schema and all that apply to the same value: through `$ref`, allOf, anyOf, oneOf, if, then, else. */
export function schemasInPlace(document: JsonObject, schema: Json | undefined): JsonObject[] {
  const found = new Set<JsonObject>()
  const waiting: (Json | undefined)[] = [schema]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (!isObject(next) || found.has(next)) continue
    found.add(next)
    const target = localPointer(next.$ref)
    if (target !== undefined) waiting.push(at(document, target))
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const branches = next[keyword]
      if (Array.isArray(branches)) waiting.push(...branches)
    }
    for (const keyword of ['if', 'then', 'else']) waiting.push(next[keyword])
  }
  return [...found]
}

/** Every schema that a schema declares for a member, references followed. */
export function declaredMember(document: JsonObject, schema: Json, name: string): JsonObject[] {
  return schemasInPlace(document, schema).flatMap((each) =>
    schemasInPlace(document, member(each.properties, name)),
  )
}
