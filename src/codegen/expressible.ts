// Rewrites a copy of a document so that openapi-typescript can say all of it in TypeScript.
import { at, isObject, type JsonObject, tokens } from '../contract/json.ts'
import { localPointer } from '../contract/members.ts'
import { walkDocument } from '../contract/walk.ts'

/**
 * Changes the document in place: a reference to anything but a component becomes a copy of its
 * target, since a type has no place to refer to there; where that would never end, it becomes the
 * schema that allows everything. `nullable` goes: 3.1 gives it no meaning, and neither does the judge.
 */
export function makeExpressible(document: JsonObject): void {
  const original = structuredClone(document)
  const copied: { into: string; from: string }[] = []
  for (const { kind, value, pointer } of walkDocument(document)) {
    if (kind !== 'Schema') continue
    delete value.nullable
    const target = localPointer(value.$ref)
    if (target === undefined || isComponent(original, target)) continue
    delete value.$ref
    const inside = copied.some(
      ({ into, from }) => from === target && (pointer === into || pointer.startsWith(`${into}/`)),
    )
    const found = at(original, target)
    if (inside || target === '' || !isObject(found)) continue
    copied.push({ into: pointer, from: target })
    Object.assign(value, { ...structuredClone(found), ...value })
    if (value.$ref !== undefined) copyOnward(original, value)
  }
}

/** Whether a pointer leads to a component schema that is there, the one target that has a type. */
function isComponent(document: JsonObject, pointer: string): boolean {
  const [root, kind, ...rest] = tokens(pointer)
  const isPlace = root === 'components' && kind === 'schemas' && rest.length === 1
  return isPlace && at(document, pointer) !== undefined
}

/** Follows references from a copied target to one that is no reference, or is a component's. */
function copyOnward(original: JsonObject, value: JsonObject): void {
  const seen = new Set<string>()
  for (;;) {
    const target = localPointer(value.$ref)
    if (target === undefined || isComponent(original, target)) return
    delete value.$ref
    const found = at(original, target)
    if (seen.has(target) || !isObject(found)) return
    seen.add(target)
    Object.assign(value, { ...structuredClone(found), ...value })
  }
}
