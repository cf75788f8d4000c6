// An OpenAPI 3.1 document → Contract: operations with their references followed, servers, secrets.
import type {
  Contract,
  Header,
  Location,
  MediaType,
  Operation,
  Parameter,
  RequestBody,
  ResponseSpec,
} from './contract.ts'
import { at, isObject, type Json, type JsonObject, join, member } from './json.ts'
import { localPointer } from './members.ts'
import type { SchemaResource, Vocabulary } from './schema-node.ts'
import { findSecrets } from './secrets.ts'

/** The methods that a path item may have (OpenAPI 3.1 §4.8.9). */
export const methods: readonly string[] = 'get put post delete options head patch trace'.split(' ')

type Part = { value: JsonObject; pointer: string }

/** The part at a pointer, references followed; undefined where there is none or only a circle. */
function partAt(document: JsonObject, pointer: string): Part | undefined {
  const seen = new Set<string>()
  let place = pointer
  for (;;) {
    const value = at(document, place)
    if (!isObject(value) || seen.has(place)) return undefined
    const target = localPointer(value.$ref)
    if (target === undefined) return { value, pointer: place }
    seen.add(place)
    place = target
  }
}

/** The parts in a list or map below a part, with the key of each. */
function partsIn(document: JsonObject, part: Part, field: string): (Part & { key: string })[] {
  const held = part.value[field]
  if (typeof held !== 'object' || held === null) return []
  const pointer = join(part.pointer, field)
  // Only these may hold extensions beside their parts; a header may well be named x-something.
  const extensible = field === 'paths' || field === 'responses'
  return Object.keys(held).flatMap((key) => {
    const each =
      extensible && key.startsWith('x-') ? undefined : partAt(document, join(pointer, key))
    return each === undefined ? [] : [{ ...each, key }]
  })
}

function schemaOf(part: Part): string | undefined {
  return member(part.value, 'schema') === undefined ? undefined : join(part.pointer, 'schema')
}

function mediaTypes(document: JsonObject, part: Part): MediaType[] {
  return partsIn(document, part, 'content').map((each) => ({
    range: each.key,
    pointer: each.pointer,
    schema: schemaOf(each),
  }))
}

const places: readonly string[] = ['path', 'query', 'header', 'cookie'] satisfies Parameter['in'][]

function isPlace(value: Json | undefined): value is Parameter['in'] {
  return typeof value === 'string' && places.includes(value)
}

// Header parameters that OpenAPI 3.1 §4.8.12.1 says to ignore: content and security describe them.
const ignoredHeaders = ['accept', 'content-type', 'authorization']

function parameter(document: JsonObject, part: Part): Parameter[] {
  const { name, in: place, required, style, explode } = part.value
  if (typeof name !== 'string' || !isPlace(place)) return []
  if (place === 'header' && ignoredHeaders.includes(name.toLowerCase())) return []
  const usual = place === 'query' || place === 'cookie' ? 'form' : 'simple'
  const chosen = typeof style === 'string' ? style : usual
  const [content] = mediaTypes(document, part)
  return [
    {
      name,
      in: place,
      required: required === true,
      style: chosen,
      explode: typeof explode === 'boolean' ? explode : chosen === 'form',
      pointer: part.pointer,
      schema: content?.schema ?? schemaOf(part),
      mediaType: content?.range,
    },
  ]
}

function requestBody(document: JsonObject, operation: Part): RequestBody | undefined {
  if (!isObject(operation.value.requestBody)) return undefined
  const part = partAt(document, join(operation.pointer, 'requestBody'))
  if (part === undefined) return undefined
  const required = part.value.required === true
  return { pointer: part.pointer, required, content: mediaTypes(document, part) }
}

function header(part: Part & { key: string }): Header {
  const required = part.value.required === true
  return { name: part.key, required, pointer: part.pointer, schema: schemaOf(part) }
}

function response(document: JsonObject, part: Part & { key: string }): ResponseSpec {
  // A Content-Type among the headers is ignored (OpenAPI 3.1 §4.8.17): `content` says it.
  const headers = partsIn(document, part, 'headers').map(header)
  const documented = isObject(part.value.content)
  return {
    status: part.key,
    pointer: part.pointer,
    headers: headers.filter(({ name }) => name.toLowerCase() !== 'content-type'),
    content: documented ? mediaTypes(document, part) : undefined,
  }
}

function isSecured(document: JsonObject, operation: Part): boolean {
  const security = operation.value.security ?? document.security
  if (!Array.isArray(security) || security.length === 0) return false
  return security.every((each) => isObject(each) && Object.keys(each).length > 0)
}

function operation(document: JsonObject, item: Part & { key: string }, method: string): Operation {
  const pointer = join(item.pointer, method)
  const value = item.value[method]
  const part: Part = { value: isObject(value) ? value : {}, pointer }
  const own = partsIn(document, part, 'parameters').flatMap((each) => parameter(document, each))
  const shared = partsIn(document, item, 'parameters').flatMap((each) => parameter(document, each))
  const overridden = ({ name, in: place }: Parameter) =>
    own.some((each) => each.name === name && each.in === place)
  const { operationId } = part.value
  return {
    key: `${method.toUpperCase()} ${item.key}`,
    id: typeof operationId === 'string' ? operationId : undefined,
    method: method.toUpperCase(),
    path: item.key,
    pointer,
    parameters: [...shared.filter((each) => !overridden(each)), ...own],
    requestBody: requestBody(document, part),
    responses: partsIn(document, part, 'responses').map((each) => response(document, each)),
    secured: isSecured(document, part),
  }
}

function operations(document: JsonObject): Operation[] {
  const root: Part = { value: document, pointer: '' }
  return partsIn(document, root, 'paths').flatMap((item) =>
    methods
      .filter((method) => isObject(item.value[method]))
      .map((method) => operation(document, item, method)),
  )
}

function serverUrls(holder: Json | undefined): string[] {
  const servers = member(holder, 'servers')
  if (!Array.isArray(servers)) return []
  return servers.flatMap((server) => {
    const url = member(server, 'url')
    if (typeof url !== 'string') return []
    const variables = member(server, 'variables')
    return [
      url.replace(/\{([^}]*)\}/g, (_, name) =>
        String(member(member(variables, name), 'default') ?? ''),
      ),
    ]
  })
}

/** All base URLs of a document: of the root, of path items, of operations; `/` where none is given. */
function allServers(document: JsonObject): string[] {
  const items = Object.values(isObject(document.paths) ? document.paths : {})
  const below = items.flatMap((item) => [
    ...serverUrls(item),
    ...methods.flatMap((method) => serverUrls(member(item, method))),
  ])
  const urls = [...serverUrls(document), ...below]
  return urls.length === 0 ? ['/'] : [...new Set(urls)]
}

/**
 * Compiles a self-contained OpenAPI 3.1 document, its references already checked. Cheap: schemas are
 * read where they stand, so nothing is compiled that no exchange asks for.
 */
export function compileContract(
  document: JsonObject,
  origin: {
    path: string
    vocabulary: Vocabulary
    resources?: readonly SchemaResource[] | undefined
    locate?: (pointer: string) => Location | undefined
  },
): Contract {
  const text = (name: string) => String(member(document.info, name) ?? '')
  return {
    title: text('title'),
    version: text('version'),
    path: origin.path,
    document,
    vocabulary: origin.vocabulary,
    resources: origin.resources,
    operations: operations(document),
    servers: allServers(document),
    secrets: findSecrets(document),
    locate: origin.locate ?? (() => undefined),
  }
}
