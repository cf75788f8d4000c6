// Which JSON types a schema leaves to a value, as far as `type`, `enum` and `const` say so.
import { at, isObject, type Json, type JsonObject } from '../contract/json.ts'
import { typeName } from '../contract/keywords-value.ts'
import { localPointer } from '../contract/members.ts'

/** Undefined where nothing limits them; a cycle of references limits nothing either. */
type Types = ReadonlySet<string> | undefined

function both(left: Types, right: Types): Types {
  if (left === undefined || right === undefined) return left ?? right
  return new Set([...left].filter((type) => right.has(type)))
}

function either(all: readonly Types[]): Types {
  const known = all.flatMap((types) => (types === undefined ? [] : [...types]))
  return all.includes(undefined) ? undefined : new Set(known)
}

function ownTypes({ type, enum: values, const: constant }: JsonObject): Types {
  const named = Array.isArray(type) ? type : type === undefined ? undefined : [type]
  const byName =
    named && new Set(named.map((name) => (name === 'integer' ? 'number' : String(name))))
  const byValue = Array.isArray(values) ? new Set(values.map(typeName)) : undefined
  const byConstant = constant === undefined ? undefined : new Set([typeName(constant)])
  return both(byName, both(byValue, byConstant))
}

/** `null`, `boolean`, `number`, `string`, `array`, `object`; integers are numbers. */
export function typesOf(
  document: JsonObject,
  schema: Json | undefined,
  passed: ReadonlySet<Json> = new Set(),
): Types {
  if (!isObject(schema) || passed.has(schema)) return undefined
  const next = new Set(passed).add(schema)
  const target = localPointer(schema.$ref)
  let types = ownTypes(schema)
  if (target !== undefined) types = both(types, typesOf(document, at(document, target), next))
  const branches = (keyword: string) => {
    const list = schema[keyword]
    return Array.isArray(list) ? list.map((each) => typesOf(document, each, next)) : []
  }
  for (const each of branches('allOf')) types = both(types, each)
  for (const keyword of ['anyOf', 'oneOf']) {
    const all = branches(keyword)
    if (all.length > 0) types = both(types, either(all))
  }
  return types
}
