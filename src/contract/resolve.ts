// References: what a document points to, and whether it is there.
import { ToolError } from '../errors.ts'
import type { Location } from './contract.ts'
import { at, isObject, type Json, type JsonObject, join, member, step, tokens } from './json.ts'
import { localPointer } from './members.ts'
import { nearest } from './nearest.ts'
import { type ObjectKind, walkDocument } from './walk.ts'

/** A `$ref` or `$dynamicRef` in a place where OpenAPI or JSON Schema gives it a meaning. */
export type Reference = { pointer: string; target: string; kind: ObjectKind; holder: JsonObject }

export function* references(document: JsonObject): Generator<Reference> {
  for (const { kind, value, pointer } of walkDocument(document)) {
    for (const keyword of kind === 'Schema' ? ['$ref', '$dynamicRef'] : ['$ref']) {
      const target = member(value, keyword)
      if (typeof target === 'string')
        yield { pointer: join(pointer, keyword), target, kind, holder: value }
    }
  }
}

/** Says the first local reference that leads nowhere, with the name that was probably meant. */
export function checkReferences(
  document: JsonObject,
  locate: (pointer: string) => Location | undefined,
): void {
  for (const { target, pointer } of references(document)) {
    const path = localPointer(target)
    if (path !== undefined && at(document, path) !== undefined) continue
    const place = locate(pointer)
    const where = place === undefined ? pointer : `${place.file}:${place.line}:${place.column}`
    const meant = path === undefined ? undefined : suggestion(document, path)
    throw new ToolError('E_CONTRACT', `${where} ${tokens(pointer).at(-1)} '${target}' not found.`, {
      hint:
        meant === undefined
          ? 'Correct the reference, or add its target.'
          : `Did you mean '${meant}'?`,
    })
  }
}

/** The reference with its first wrong token mended, where something near it is there. */
function suggestion(document: JsonObject, path: string): string | undefined {
  let holder: Json | undefined = document
  for (const token of tokens(path)) {
    const next = step(holder, token)
    if (next === undefined)
      return isObject(holder) ? nearest(token, Object.keys(holder)) : undefined
    holder = next
  }
  return undefined
}
