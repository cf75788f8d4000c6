// The names under which the contract keeps secrets: members that are `writeOnly` or `format: password`.
import { isObject, type JsonObject, join } from './json.ts'
import { schemasInPlace } from './members.ts'
import { walkDocument } from './walk.ts'

/** A name without case and separators: `auth-token`, `AUTH_TOKEN` and `authToken` are one. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** Secret members by plain name, with where the contract says so and the pattern of their value. */
export function findSecrets(
  document: JsonObject,
): Map<string, { pointer: string; pattern: string | undefined }> {
  const secrets = new Map<string, { pointer: string; pattern: string | undefined }>()
  for (const { kind, value, pointer } of walkDocument(document)) {
    if (kind !== 'Schema' || !isObject(value.properties)) continue
    for (const [name, declared] of Object.entries(value.properties)) {
      const schemas = schemasInPlace(document, declared)
      if (!schemas.some((each) => each.writeOnly === true || each.format === 'password')) continue
      const pattern = schemas.map((each) => each.pattern).find((each) => typeof each === 'string')
      const place = join(join(pointer, 'properties'), name)
      secrets.set(plainName(name), {
        pointer: place,
        pattern: typeof pattern === 'string' ? pattern : undefined,
      })
    }
  }
  return secrets
}
