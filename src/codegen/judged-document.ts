// The part of a document that the judge reads, each schema at its pointer: the data of generated modules.
import type { Contract } from '../contract/contract.ts'
import {
  at,
  isObject,
  type Json,
  type JsonObject,
  join,
  member,
  step,
  tokens,
} from '../contract/json.ts'
import { localPointer } from '../contract/members.ts'
import { walk, walkDocument } from '../contract/walk.ts'

/** Annotations for people: no verdict depends on them. */
const remarks = [
  '$comment',
  'default',
  'deprecated',
  'description',
  'example',
  'examples',
  'externalDocs',
  'summary',
  'title',
  'x-source',
  'xml',
]

/**
 * Every schema that an answer is held against or that is a component, all that these refer to, the
 * evidence on the way to them, and the security schemes that name a key. Pointers are those of the contract: a list on the way becomes an
 * object with the indexes as its names, so that nothing needs to fill the gaps.
 */
export function judgedDocument(contract: Contract): JsonObject {
  const judged = schemasOnly(contract, remarks)
  for (const pointer of places(contract)) put({ document: contract.document, judged }, pointer)
  return judged
}

/** As {@link judgedDocument}, without evidence: enough to tell whether a value obeys, but not how sure that is. */
export function obeyedDocument(contract: Contract): JsonObject {
  const bare = [...remarks, 'x-evidence']
  // Evidence on the way to a schema is left behind with the text's own.
  const document: JsonObject = JSON.parse(JSON.stringify(contract.document))
  for (const { kind, value } of walkDocument(document)) {
    if (kind !== 'Schema') delete value['x-evidence']
  }
  return schemasOnly({ ...contract, document }, bare)
}

function schemasOnly(contract: Contract, left: readonly string[]): JsonObject {
  const { document } = contract
  const judged = emptyObject()
  // Outer schemas first: what lies within them is then there already.
  const schemas = [...allSchemas(contract)]
  for (const pointer of schemas.sort((a, b) => a.length - b.length)) {
    put({ document, judged }, pointer, without(left, at(document, pointer)))
  }
  for (const [pointer, scheme] of keySchemes(document)) put({ document, judged }, pointer, scheme)
  return judged
}

/** Where the API's keys travel: the value that stands there must not come back. */
function keySchemes(document: JsonObject): [string, JsonObject][] {
  const schemes = at(document, '/components/securitySchemes')
  return Object.entries(isObject(schemes) ? schemes : {}).flatMap(([name, scheme]) => {
    if (member(scheme, 'type') !== 'apiKey') return []
    const place = member(scheme, 'in') ?? null
    const kept: JsonObject = { type: 'apiKey', in: place, name: member(scheme, 'name') ?? null }
    return [[join('/components/securitySchemes', name), kept]]
  })
}

/** Pointers of the schemas that messages are held against; by direction, the components they reach. */
export function responseSchemas(contract: Contract): ReadonlySet<string> {
  const roots = contract.operations.flatMap(({ responses }) => {
    return responses.flatMap(({ headers, content = [] }) => [...headers, ...content])
  })
  return reachable(contract.document, roots.flatMap(schemaOf))
}

/** As {@link responseSchemas}, for requests. */
export function requestSchemas(contract: Contract): ReadonlySet<string> {
  const roots = contract.operations.flatMap(({ parameters, requestBody }) => [
    ...parameters,
    ...(requestBody?.content ?? []),
  ])
  return reachable(contract.document, roots.flatMap(schemaOf))
}

/** The keywords and formats that the judged schemas mention. */
export function mentioned(contract: Contract): { keywords: Set<string>; formats: Set<string> } {
  const { document } = contract
  const keywords = new Set<string>()
  const formats = new Set<string>()
  for (const pointer of allSchemas(contract)) {
    const schema = at(document, pointer)
    if (!isObject(schema)) continue
    for (const { value } of walk({ kind: 'Schema', value: schema, pointer })) {
      for (const keyword of Object.keys(value)) keywords.add(keyword)
      if (typeof value.format === 'string') formats.add(value.format)
    }
  }
  return { keywords, formats }
}

function allSchemas(contract: Contract): ReadonlySet<string> {
  const { document, resources = [] } = contract
  const dynamic = resources.flatMap(({ anchors }) => Object.values(anchors))
  return reachable(document, [...responseSchemas(contract), ...components(document), ...dynamic])
}

function schemaOf({ schema }: { schema: string | undefined }): string[] {
  return schema === undefined ? [] : [schema]
}

function components(document: JsonObject): string[] {
  const schemas = at(document, '/components/schemas')
  if (!isObject(schemas)) return []
  return Object.keys(schemas).map((name) => join('/components/schemas', name))
}

/** Parts that a verdict may name although they are no schemas: their evidence decides its severity. */
function places(contract: Contract): string[] {
  return contract.operations.flatMap(({ pointer, responses }) => {
    const parts = responses.flatMap((each) => [each, ...each.headers, ...(each.content ?? [])])
    return [pointer, ...parts.map((part) => part.pointer)]
  })
}

function reachable(document: JsonObject, roots: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [...roots].reverse()
  for (let pointer = waiting.pop(); pointer !== undefined; pointer = waiting.pop()) {
    if (found.has(pointer)) continue
    found.add(pointer)
    const schema = at(document, pointer)
    if (!isObject(schema)) continue
    for (const part of walk({ kind: 'Schema', value: schema, pointer })) {
      for (const reference of [part.value.$ref, part.value.$dynamicRef]) {
        const target = localPointer(reference)
        if (target !== undefined) waiting.push(target)
      }
    }
  }
  return found
}

function without(left: readonly string[], schema: Json | undefined): Json | undefined {
  const copy = structuredClone(schema)
  if (!isObject(copy)) return copy
  for (const { value } of walk({ kind: 'Schema', value: copy, pointer: '' })) {
    for (const name of left) delete value[name]
  }
  return copy
}

/** Puts a value at a pointer, with the evidence of what lies on the way; without one, only that. */
function put(
  { document, judged }: { document: JsonObject; judged: JsonObject },
  pointer: string,
  value?: Json,
): void {
  let source: Json | undefined = document
  let target = judged
  const path = tokens(pointer)
  const last = value === undefined ? undefined : path.pop()
  for (const token of path) {
    copyEvidence(source, target)
    source = step(source, token)
    const held = target[token]
    // A list is in a schema that was put before: so is all that is below it.
    if (Array.isArray(held)) return
    const next = isObject(held) ? held : emptyObject()
    target[token] = next
    target = next
  }
  copyEvidence(source, target)
  if (last !== undefined && value !== undefined) target[last] = value
}

function copyEvidence(source: Json | undefined, target: JsonObject): void {
  const evidence = member(source, 'x-evidence')
  if (evidence !== undefined) target['x-evidence'] = evidence
}

/** An object for which `__proto__` is a name like any other. */
function emptyObject(): JsonObject {
  const empty: JsonObject = Object.create(null)
  return empty
}
