// What the contract keeps secret: members and parameters that are `writeOnly` or `format: password`, by name.
import type { Contract, Parameter } from './contract.ts'
import { at, isObject, type JsonObject, join } from './json.ts'
import { schemasInPlace } from './members.ts'
import { walkDocument } from './walk.ts'

/** A name without case and separators: `auth-token`, `AUTH_TOKEN` and `authToken` are one. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

const isSecret = ({ writeOnly, format }: JsonObject) => writeOnly === true || format === 'password'

/** Whether the contract keeps a parameter secret. */
export function isSecretParameter(contract: Contract, { schema, name }: Parameter): boolean {
  const { document, secrets } = contract
  const held = schema === undefined ? undefined : at(document, schema)
  return secrets.has(plainName(name)) || schemasInPlace(document, held).some(isSecret)
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
      if (!schemas.some(isSecret)) continue
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
