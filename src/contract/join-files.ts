// Documents in several files joined into one, in which every reference is the pointer of its target.
import { settleDialects } from './dialect.ts'
import {
  baseAt,
  baseOf,
  dropIdentifiers,
  type Identifiers,
  identify,
  referenceTo,
  resolveUri,
  schemaResources,
  splitReference,
  type Target,
  targetIn,
} from './identifiers.ts'
import { at, isObject, type JsonObject, join, member, tokens } from './json.ts'
import { mappingReferences } from './mapping.ts'
import { localPointer } from './members.ts'
import type { ParsedText } from './parse.ts'
import type { SchemaResource } from './schema-node.ts'
import { type ObjectKind, sectionOf, type WalkedPart, walk } from './walk.ts'

export type SourceFile = ParsedText & { file: string }

export type Joined = {
  document: JsonObject
  /** For each component that was added, where it really stands. */
  origins: Map<string, { file: string; pointer: string }>
  /** Keywords of JSON Schema's core that were met. */
  met: Set<string>
  /** A file with `$dynamicAnchor`s could not be added whole, so some that are meant may be missing. */
  partial: boolean
}

/** A file that is needed: as the reference writes it, and where that stands. */
export type WantedFile = {
  file: string
  from: SourceFile
  pointer: string
  /** What the standard would read: the reference against the `$id` around it, where that is a URL. */
  url: string | undefined
}

/** Part of a source that is being searched for references; `pointer` is where it stands there. */
type Searched = { source: SourceFile; root: JsonObject; kind: ObjectKind; pointer: string }

type Joining = Joined & {
  main: SourceFile
  waiting: Searched[]
  /** References to the components that were added, by file and pointer. */
  added: Map<string, string>
  identifiers: Map<SourceFile, Identifiers>
  /** The typed parts of files in which schemas name themselves, by file and pointer. */
  parts: Set<string>
}

const core = ['$schema', '$id', '$anchor', '$dynamicAnchor', '$dynamicRef']

/**
 * Joins a document with the files that it refers to: each target becomes a component of the first document.
 * Yields each file that it needs and takes its text in return, so that reading is left to others.
 */
export function* joinFiles(main: SourceFile): Generator<WantedFile, Joined, SourceFile> {
  const document = main.root
  const waiting: Searched[] = [{ source: main, root: main.root, kind: 'Document', pointer: '' }]
  const joining: Joining = {
    document,
    origins: new Map(),
    met: new Set(),
    partial: false,
    main,
    waiting,
    added: new Map(),
    identifiers: new Map(),
    parts: new Set(),
  }
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { source, root, kind, pointer } = next
    // Listed before anything is added, or the additions would be read as parts of this source.
    const parts = [...walk({ kind, value: root, pointer })]
    if (!joining.identifiers.has(source)) nameParts(joining, source, parts)
    for (const part of parts) {
      yield* settle(joining, { source, part, keyword: '$ref' })
      if (part.kind !== 'Schema' || isNameless(document)) continue
      yield* settle(joining, { source, part, keyword: '$dynamicRef' })
      for (const each of core) if (Object.hasOwn(part.value, each)) joining.met.add(each)
    }
    // After the references, by which the branches come, and by which a lost file is missed first.
    for (const part of parts) {
      const mapping = mappingReferences(part, source.root)
      for (const keyword of mapping.keys) yield* settle(joining, { source, ...mapping, keyword })
    }
  }
  const { origins, met, partial } = joining
  return { document, origins, met, partial }
}

/** The schemas of OpenAPI 3.0 have no names of their own (OpenAPI 3.0 §4.7.24). */
function isNameless(document: JsonObject): boolean {
  return String(member(document, 'openapi')).startsWith('3.0')
}

function nameParts(
  joining: Joining,
  source: SourceFile,
  parts: readonly WalkedPart[],
): Identifiers {
  const named = isNameless(joining.document) ? [] : parts
  const identifiers = identify(named, baseOf(source.file))
  joining.identifiers.set(source, identifiers)
  if (identifiers.bases.size + identifiers.anchors.size > 0) {
    for (const { pointer } of parts) joining.parts.add(`${source.file}#${pointer}`)
  }
  return identifiers
}

function identifiersOf(joining: Joining, source: SourceFile): Identifiers {
  const known = joining.identifiers.get(source)
  if (known !== undefined) return known
  const kind = isDocument(source) ? 'Document' : 'Schema'
  return nameParts(joining, source, [...walk({ kind, value: source.root, pointer: '' })])
}

const isDocument = ({ root }: SourceFile) => Object.hasOwn(root, 'openapi')

/** Makes one reference the pointer of its target in the joined document. */
function* settle(
  joining: Joining,
  { source, part, keyword }: { source: SourceFile; part: WalkedPart; keyword: string },
): Generator<WantedFile, void, SourceFile> {
  const written = member(part.value, keyword)
  if (typeof written !== 'string') return
  const identifiers = identifiersOf(joining, source)
  const { file, fragment } = splitReference(written)
  const base = baseAt(identifiers, part.pointer)
  // An empty one leads to the file itself, which holds schemas and is none.
  if (written === '' && base === identifiers.base) return
  const uri = resolveUri(file, base)
  const own =
    uri === undefined ? undefined : targetIn({ root: source.root, identifiers }, uri, fragment)
  const url = base !== identifiers.base && uri?.startsWith('http') ? uri : undefined
  const isLocal = own !== undefined || file === ''
  const pointer = join(part.pointer, keyword)
  const holder = isLocal ? source : yield { file, from: source, pointer, url }
  // Many give schemas an `$id` and still write pointers from the root of the file.
  const target = own ?? fromRoot(joining, holder, fragment)
  const isSettled = target !== undefined && localPointer(written) === target.pointer
  if (holder === joining.main && source === holder && isSettled && keyword !== '$dynamicRef') return
  if (target !== undefined) {
    const reference = place(joining, { holder, kind: part.kind, pointer: target.pointer })
    if (reference !== undefined) refer(part.value, keyword, { reference, target })
  } else if (holder === joining.main) part.value[keyword] = `#${fragment}`
}

function fromRoot(joining: Joining, holder: SourceFile, fragment: string): Target | undefined {
  const identifiers = identifiersOf(joining, holder)
  return targetIn({ root: holder.root, identifiers }, baseAt(identifiers, ''), fragment)
}

function refer(
  schema: JsonObject,
  keyword: string,
  { reference, target }: { reference: string; target: Target },
): void {
  if (keyword !== '$dynamicRef' || target.dynamic) {
    schema[keyword] = reference
    return
  }
  // Without a `$dynamicAnchor` at its end it is a `$ref` (JSON Schema 2020-12 Core §8.2.3.2).
  delete schema.$dynamicRef
  if (schema.$ref === undefined) schema.$ref = reference
  else {
    const others = Array.isArray(schema.allOf) ? schema.allOf : []
    schema.allOf = [...others, { $ref: reference }]
  }
}

type Place = { holder: SourceFile; kind: ObjectKind; pointer: string }

/** The reference to a place of a file in the joined document, to which it is added unless it is there. */
function place(joining: Joining, { holder, kind, pointer }: Place): string | undefined {
  const { main, parts, added } = joining
  const key = `${holder.file}#${pointer}`
  if (holder === main) {
    // Below a keyword that nobody knows is a schema only if something refers to it.
    const root = at(main.root, pointer)
    if (parts.size > 0 && !parts.has(key) && isObject(root)) {
      parts.add(key)
      joining.waiting.push({ source: main, root, kind, pointer })
    }
    return referenceTo(pointer)
  }
  const isWhole = mustBeWhole(joining, { holder, kind, pointer })
  const unit = isWhole ? '' : pointer
  const name = `${holder.file}#${unit}`
  if (!added.has(name)) addComponent(joining, { holder, kind, pointer: unit })
  const reference = added.get(name)
  return reference === undefined || !isWhole ? reference : reference + referenceTo(pointer).slice(1)
}

/** Whether a file has `$dynamicAnchor`s, any of which may be meant by a schema that is reached through it. */
function mustBeWhole(joining: Joining, { holder, kind, pointer }: Place): boolean {
  if (!JSON.stringify(holder.root).includes('"$dynamicAnchor":')) return false
  identifiersOf(joining, holder)
  const isPart = joining.parts.has(`${holder.file}#${pointer}`)
  const isWhole = kind === 'Schema' && isPart && !isDocument(holder)
  joining.partial ||= !isWhole
  return isWhole
}

function addComponent(joining: Joining, { holder, kind, pointer }: Place): void {
  const { document, added, origins, waiting } = joining
  const section = sectionOf(kind)
  const found = at(holder.root, pointer)
  if (section === undefined || !isObject(found)) return
  const components = objectIn(document, 'components')
  const held = objectIn(components, section)
  const stem = (tokens(pointer).at(-1) ?? holder.file.replace(/^.*\/|\.\w+$/g, '')).replace(
    /[^\w.-]/g,
    '_',
  )
  let name = stem
  for (let count = 2; Object.hasOwn(held, name); count++) name = `${stem}_${count}`
  const copy = structuredClone(found)
  held[name] = copy
  added.set(`${holder.file}#${pointer}`, `#/components/${section}/${name}`)
  origins.set(`/components/${section}/${name}`, { file: holder.file, pointer })
  waiting.push({ source: holder, root: copy, kind, pointer })
}

function objectIn(holder: JsonObject, name: string): JsonObject {
  const held = holder[name]
  if (isObject(held)) return held
  const fresh: JsonObject = {}
  holder[name] = fresh
  return fresh
}

/** Settles what the schemas of a joined document say of themselves; the resources if `$dynamicRef` needs them. */
export function settleSchemas(joined: Joined): SchemaResource[] | undefined {
  const { document, origins, met, partial } = joined
  if (met.has('$schema') || Object.hasOwn(document, 'jsonSchemaDialect')) settleDialects(document)
  const isFollowed = met.has('$dynamicRef') && !partial
  const resources = isFollowed ? schemaResources(document, origins.keys()) : undefined
  if (met.has('$id') || met.has('$anchor')) dropIdentifiers(document)
  return resources
}
