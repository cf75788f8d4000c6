// The mapping of a discriminator: its values are references, or names of components (OpenAPI 3.1 §4.8.25).
import { isObject, type Json, type JsonObject, join, member } from './json.ts'
import type { WalkedPart } from './walk.ts'

const isName = (value: string) => /^[\w.-]+$/.test(value)
const isUrl = (value: string) => /^[a-z][a-z\d+.-]+:/i.test(value)

function mappingOf(schema: JsonObject): JsonObject {
  const mapping = member(member(schema, 'discriminator'), 'mapping')
  return isObject(mapping) ? mapping : {}
}

/** All values of a schema's mapping, names written out as references. */
export function mappingTargets(schema: JsonObject): Json[] {
  return Object.values(mappingOf(schema)).map((target) =>
    typeof target === 'string' && isName(target) ? `#/components/schemas/${target}` : target,
  )
}

/**
 * The mapping of a schema as a part of its own, and its keys with references: local ones, and those to other
 * files. A URL is none of them: many identify a schema by one, at which there is nothing.
 */
export function mappingReferences(
  { kind, value, pointer }: WalkedPart,
  root: JsonObject,
): { part: WalkedPart; keys: string[] } {
  const mapping = kind === 'Schema' ? mappingOf(value) : {}
  const components = member(member(root, 'components'), 'schemas')
  const isReference = (target: Json) => {
    if (typeof target !== 'string' || isUrl(target)) return false
    if (!isName(target)) return true
    return member(components, target) === undefined && /\.(?:json|ya?ml)$/i.test(target)
  }
  const keys = Object.keys(mapping).filter((key) => isReference(mapping[key] ?? null))
  return {
    part: { kind, value: mapping, pointer: join(join(pointer, 'discriminator'), 'mapping') },
    keys,
  }
}
