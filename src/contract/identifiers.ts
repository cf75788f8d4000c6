// The names that schemas give themselves, `$id`, `$anchor` and `$dynamicAnchor`, and where a reference by them leads (JSON Schema 2020-12 Core §8.2, §9).
import { at, type Json, type JsonObject, member } from './json.ts'
import type { SchemaResource } from './schema-node.ts'
import { type WalkedPart, walkDocument } from './walk.ts'

/** Where a reference leads; `dynamic` if it names a `$dynamicAnchor`. */
export type Target = { pointer: string; dynamic: boolean }

/** What the schemas of one file are called. URIs are absolute and without a fragment. */
export type Identifiers = {
  /** The base URI of the file. */
  base: string
  /** The base URIs that `$id`s set, by the pointers of their schemas. */
  bases: ReadonlyMap<string, string>
  /** Pointers of the schema resources, by their URIs. */
  roots: ReadonlyMap<string, string>
  /** By `URI#name`. */
  anchors: ReadonlyMap<string, Target>
}

/** Splits `file.yaml#/a/b`; the file is empty for a local reference. */
export function splitReference(target: string): { file: string; fragment: string } {
  const hash = target.indexOf('#')
  return hash === -1
    ? { file: target, fragment: '' }
    : { file: target.slice(0, hash), fragment: target.slice(hash + 1) }
}

// A pure function knows no working folder; deep, so that `../x` stays apart from `x`.
const nowhere = 'contract:/1/2/3/4/5/6/7/8/9/'

/** The base URI of a file: its URL, or one made up for a path. */
export function baseOf(file: string): string {
  return (/^[a-z][a-z\d+.-]+:/i.test(file) ? resolveUri(file, nowhere) : undefined) ?? nowhere
}

/** A reference without its fragment, against a base; undefined where it is malformed. */
export function resolveUri(reference: string, base: string): string | undefined {
  if (reference === '') return base
  try {
    return new URL(reference, base).href
  } catch {
    return undefined
  }
}

/** The nearest of the places at or above a pointer. */
export function nearestIn<T>(places: ReadonlyMap<string, T>, pointer: string): T | undefined {
  if (places.size === 0) return undefined
  for (let place = pointer; ; place = place.slice(0, place.lastIndexOf('/'))) {
    const found = places.get(place)
    if (found !== undefined || place === '') return found
  }
}

/** The base URI at a place: that of the file, unless an `$id` at or above the place sets another. */
export function baseAt({ base, bases }: Omit<Identifiers, 'roots'>, pointer: string): string {
  return nearestIn(bases, pointer) ?? base
}

const text = (value: JsonObject, keyword: string) => {
  const found = member(value, keyword)
  return typeof found === 'string' ? found : undefined
}

/** What the schemas among the parts of a file are called; outer parts come before inner ones. */
export function identify(parts: Iterable<WalkedPart>, base: string): Identifiers {
  const bases = new Map<string, string>()
  const roots = new Map([[base, '']])
  const anchors = new Map<string, Target>()
  const found = { base, bases, roots, anchors }
  for (const { kind, value, pointer } of parts) {
    if (kind !== 'Schema') continue
    const { file, fragment } = splitReference(text(value, '$id') ?? '#')
    const uri =
      file === '' || fragment !== '' ? undefined : resolveUri(file, baseAt(found, pointer))
    if (uri !== undefined) {
      bases.set(pointer, uri)
      if (!roots.has(uri)) roots.set(uri, pointer)
    }
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      const name = text(value, keyword)
      const dynamic = keyword === '$dynamicAnchor'
      if (name !== undefined) anchors.set(`${baseAt(found, pointer)}#${name}`, { pointer, dynamic })
    }
  }
  return found
}

/** Where a fragment leads within a schema resource; undefined where nothing is. */
export function targetIn(
  { root, identifiers }: { root: Json; identifiers: Identifiers },
  uri: string,
  fragment: string,
): Target | undefined {
  const start = identifiers.roots.get(uri)
  const name = decoded(fragment)
  if (start === undefined || name === undefined) return undefined
  if (name !== '' && !name.startsWith('/')) return identifiers.anchors.get(`${uri}#${name}`)
  const pointer = start + name
  return at(root, pointer) === undefined ? undefined : { pointer, dynamic: false }
}

function decoded(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return undefined
  }
}

/** The reference to a pointer of the same document. */
export function referenceTo(pointer: string): string {
  return `#${pointer.replace(/[%\s"<>\\^`{|}]/g, encodeURIComponent)}`
}

/**
 * The schema resources of a document with their dynamic anchors. `joined` are the pointers of parts that
 * come from other files: each is a resource, whether or not it has an `$id`.
 */
export function schemaResources(document: JsonObject, joined: Iterable<string>): SchemaResource[] {
  const found = new Map<string, SchemaResource>()
  const add = (pointer: string) => found.set(pointer, { pointer, anchors: {} })
  for (const pointer of ['', ...joined]) add(pointer)
  for (const { kind, value, pointer } of walkDocument(document)) {
    if (kind !== 'Schema') continue
    if (text(value, '$id')?.match(/^[^#]+#?$/)) add(pointer)
    const name = text(value, '$dynamicAnchor')
    const resource = nearestIn(found, pointer)
    if (name !== undefined && resource !== undefined) resource.anchors[name] = pointer
  }
  return [...found.values()]
}

/** Takes out the names that no reference uses any more: beside pointers from the root, a base would mislead. */
export function dropIdentifiers(document: JsonObject): void {
  for (const { kind, value } of walkDocument(document)) {
    if (kind !== 'Schema') continue
    for (const keyword of ['$id', '$anchor']) {
      if (text(value, keyword) !== undefined) delete value[keyword]
    }
  }
}
