// JSON values and JSON Pointers (RFC 6901), the coordinates of every place in a contract or an exchange.

export type Json = null | boolean | number | string | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }

/** Whether a value is a JSON object: not null, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The own member of an object, or undefined: never one inherited, so `__proto__` is just a name. */
export function member(value: unknown, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

/** A pointer one step deeper, its token escaped as RFC 6901 §3 says. */
export function join(pointer: string, token: string | number): string {
  return `${pointer}/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** The unescaped tokens of a pointer; `''` is the whole document and has none. */
export function tokens(pointer: string): string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** One step down by a token; undefined where there is none. */
export function step(value: Json | undefined, token: string): Json | undefined {
  if (!Array.isArray(value)) return member(value, token)
  return /^(?:0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined
}

/** The value at a pointer; undefined where there is none. */
export function at(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root
  for (const token of tokens(pointer)) value = step(value, token)
  return value
}
