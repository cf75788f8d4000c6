// Fixed examples where a generator of a pact makes a new value each time.
import { isObject, type Json, type JsonObject, member } from '../../contract/json.ts'

/** What stands for a value that a generator makes anew; by the generators of the Pact specification. */
const examples: Readonly<Record<string, (generator: JsonObject) => Json>> = {
  RandomInt: ({ min }) => (typeof min === 'number' ? min : 0),
  RandomDecimal: () => 1.5,
  RandomHexadecimal: ({ digits }) => '0'.repeat(size(digits)),
  RandomString: (generator) => 'x'.repeat(size(generator.size)),
  RandomBoolean: () => true,
  Uuid: ({ format }) => uuids[String(format)] ?? uuid,
}

const uuid = '00000000-0000-4000-8000-000000000000'
const uuids: Readonly<Record<string, string>> = {
  simple: uuid.replaceAll('-', ''),
  URN: `urn:uuid:${uuid}`,
}

// As the specification's own default; a hostile length must not make a hostile file.
function size(given: Json | undefined): number {
  return typeof given === 'number' && given >= 0 && given <= 1000 ? Math.floor(given) : 10
}

/** The port of a mock server is another one each time. */
function withFixedPort(text: string): string {
  return text.replace(/^(https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])):\d+/, '$1:8080')
}

/** `$.a['b'][*]` as its steps; undefined for a path that is more than names and indexes. */
function steps(path: string): string[] | undefined {
  const step = /\.([\p{L}\p{N}_-]+)|\['((?:[^'\\]|\\.)*)'\]|\[(\d+|\*)\]/uy
  if (!path.startsWith('$')) return undefined
  const found: string[] = []
  step.lastIndex = 1
  while (step.lastIndex < path.length) {
    const match = step.exec(path)
    if (match === null) return undefined
    found.push(match[1] ?? match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '')
  }
  return found
}

/** The value with the part at the end of some steps replaced, where there is one. */
function replaced(value: Json, path: readonly string[], make: (found: Json) => Json): Json {
  const [token, ...rest] = path
  if (token === undefined) return make(value)
  const isHere = (name: string | number) => token === '*' || token === String(name)
  if (Array.isArray(value)) {
    return value.map((each, index) => (isHere(index) ? replaced(each, rest, make) : each))
  }
  if (!isObject(value)) return value
  const members = Object.entries(value).map(([name, each]): [string, Json] => {
    return [name, isHere(name) ? replaced(each, rest, make) : each]
  })
  return Object.fromEntries(members)
}

function settle(body: Json, path: string, generator: Json): Json {
  const way = steps(path)
  if (way === undefined || !isObject(generator)) return body
  const type = String(generator.type)
  if (type === 'MockServerURL') {
    return replaced(body, way, (found) =>
      typeof found === 'string' ? withFixedPort(found) : found,
    )
  }
  const make = Object.hasOwn(examples, type) ? examples[type] : undefined
  return make === undefined ? body : replaced(body, way, () => make(generator))
}

function fixedGenerator(generator: Json): Json {
  const { example } = isObject(generator) ? generator : {}
  if (!isObject(generator) || typeof example !== 'string') return generator
  return { ...generator, example: withFixedPort(example) }
}

/** A request or response of a pact in which generated values of the body are always the same ones. */
export function withFixedExamples(message: JsonObject): JsonObject {
  const generators = member(message, 'generators')
  const byPath = member(generators, 'body')
  if (!isObject(generators) || !isObject(byPath)) return message
  const { body = null } = message
  // Version 4 keeps the value of a body beside its media type.
  const holder =
    isObject(body) && isObject(member(message, 'body')) && 'content' in body ? body : undefined
  const value = Object.entries(byPath).reduce(
    (rest, [path, generator]) => settle(rest, path, generator),
    holder?.content ?? body,
  )
  const fixed = Object.entries(byPath).map(([path, each]) => [path, fixedGenerator(each)] as const)
  return {
    ...message,
    ...(message.body === undefined
      ? {}
      : { body: holder === undefined ? value : { ...holder, content: value } }),
    generators: { ...generators, body: Object.fromEntries(fixed) },
  }
}
