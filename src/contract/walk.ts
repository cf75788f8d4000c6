// The document's structure by the object types of OpenAPI 3.1 §4.8, so that a `$ref` in an example is no reference.
import { isObject, type Json, type JsonObject, join } from './json.ts'

export type ObjectKind =
  | 'Document'
  | 'Components'
  | 'PathItem'
  | 'Operation'
  | 'Parameter'
  | 'Header'
  | 'RequestBody'
  | 'Response'
  | 'MediaType'
  | 'Encoding'
  | 'Callback'
  | 'Example'
  | 'Link'
  | 'SecurityScheme'
  | 'Schema'

/** How a field holds its children: one, a list, or a map by name. */
type Field = readonly ['one' | 'list' | 'map', ObjectKind]

const schema: Field = ['one', 'Schema']
const schemaMap: Field = ['map', 'Schema']
const operation: Field = ['one', 'Operation']
const parameters: Field = ['list', 'Parameter']
const content: Field = ['map', 'MediaType']
const examples: Field = ['map', 'Example']
const headers: Field = ['map', 'Header']

/** The keywords of JSON Schema 2020-12 that hold schemas, by how they hold them (Core §10, §8.2.4). */
const schemaFields: Readonly<Record<string, Field>> = Object.fromEntries([
  ...['properties', 'patternProperties', 'dependentSchemas', '$defs'].map(held('map')),
  ...['prefixItems', 'allOf', 'anyOf', 'oneOf'].map(held('list')),
  ...['additionalProperties', 'propertyNames', 'unevaluatedProperties'].map(held('one')),
  ...['items', 'contains', 'unevaluatedItems', 'not', 'if', 'then', 'else'].map(held('one')),
  // Only an annotation, but it can refer and be referred to (JSON Schema 2020-12 Validation §8.5).
  ...['contentSchema'].map(held('one')),
])

function held(form: Field[0]): (name: string) => [string, Field] {
  return (name) => [name, [form, 'Schema']]
}

const fields: Readonly<Record<ObjectKind, Readonly<Record<string, Field>>>> = {
  Document: {
    paths: ['map', 'PathItem'],
    webhooks: ['map', 'PathItem'],
    components: ['one', 'Components'],
  },
  Components: {
    schemas: schemaMap,
    responses: ['map', 'Response'],
    parameters: ['map', 'Parameter'],
    examples,
    requestBodies: ['map', 'RequestBody'],
    headers,
    securitySchemes: ['map', 'SecurityScheme'],
    links: ['map', 'Link'],
    callbacks: ['map', 'Callback'],
    pathItems: ['map', 'PathItem'],
  },
  PathItem: {
    parameters,
    get: operation,
    put: operation,
    post: operation,
    delete: operation,
    options: operation,
    head: operation,
    patch: operation,
    trace: operation,
  },
  Operation: {
    parameters,
    requestBody: ['one', 'RequestBody'],
    responses: ['map', 'Response'],
    callbacks: ['map', 'Callback'],
  },
  Parameter: { schema, content, examples },
  Header: { schema, content, examples },
  RequestBody: { content },
  Response: { headers, content, links: ['map', 'Link'] },
  MediaType: { schema, examples, encoding: ['map', 'Encoding'] },
  Encoding: { headers },
  Callback: {},
  Example: {},
  Link: {},
  SecurityScheme: {},
  Schema: schemaFields,
}

export type WalkedPart = { kind: ObjectKind; value: JsonObject; pointer: string }

function* childrenOf(part: WalkedPart): Generator<WalkedPart> {
  const { kind, value, pointer } = part
  // A callback is itself a map of expressions to path items.
  const table = kind === 'Callback' ? callbackFields(value) : fields[kind]
  for (const [name, [form, childKind]] of Object.entries(table)) {
    const held = Object.hasOwn(value, name) ? value[name] : undefined
    if (typeof held !== 'object' || held === null) continue
    const at = join(pointer, name)
    if (form === 'one') yield* child(childKind, held, at)
    else
      for (const [key, each] of Object.entries(held)) yield* child(childKind, each, join(at, key))
  }
}

function callbackFields(value: JsonObject): Record<string, Field> {
  const names = Object.keys(value).filter((name) => name !== '$ref' && !name.startsWith('x-'))
  return Object.fromEntries(names.map((name): [string, Field] => [name, ['one', 'PathItem']]))
}

function* child(kind: ObjectKind, value: Json, pointer: string): Generator<WalkedPart> {
  if (isObject(value)) yield { kind, value, pointer }
}

/** Every typed part at or below one, parents before their children. Iterative: depth is no limit. */
export function* walk(start: WalkedPart): Generator<WalkedPart> {
  const waiting = [start]
  while (waiting.length > 0) {
    const part = waiting.pop()
    if (part === undefined) return
    yield part
    for (const each of [...childrenOf(part)].reverse()) waiting.push(each)
  }
}

/** Every typed part of a document. */
export function walkDocument(document: JsonObject): Generator<WalkedPart> {
  return walk({ kind: 'Document', value: document, pointer: '' })
}

/** The `components` section in which parts of a kind are kept; undefined for kinds that have none. */
export function sectionOf(kind: ObjectKind): string | undefined {
  const sections = Object.entries(fields.Components)
  return sections.find(([, [, held]]) => held === kind)?.[0]
}
