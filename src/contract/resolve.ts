// References: what a document points to, whether it is there, and documents in several files joined into one.
import { ToolError } from '../errors.ts'
import type { Location } from './contract.ts'
import { at, isObject, type Json, type JsonObject, join, member, step, tokens } from './json.ts'
import { localPointer } from './members.ts'
import { nearest } from './nearest.ts'
import type { ParsedText } from './parse.ts'
import { type ObjectKind, sectionOf, walk, walkDocument } from './walk.ts'

/** A `$ref` in a place where OpenAPI or JSON Schema gives it a meaning. */
export type Reference = { pointer: string; target: string; kind: ObjectKind; holder: JsonObject }

export function* references(document: JsonObject): Generator<Reference> {
  for (const { kind, value, pointer } of walkDocument(document)) {
    const target = member(value, '$ref')
    if (typeof target === 'string')
      yield { pointer: join(pointer, '$ref'), target, kind, holder: value }
  }
}

/** Splits `file.yaml#/a/b`; the file is empty for a local reference. */
export function splitReference(target: string): { file: string; fragment: string } {
  const hash = target.indexOf('#')
  return hash === -1
    ? { file: target, fragment: '' }
    : { file: target.slice(0, hash), fragment: target.slice(hash + 1) }
}

/** Says the first local reference that leads nowhere, with the name that was probably meant. */
export function checkReferences(
  document: JsonObject,
  locate: (pointer: string) => Location | undefined,
): void {
  for (const { target, pointer } of references(document)) {
    const path = localPointer(target)
    if (path !== undefined && at(document, path) !== undefined) continue
    const place = locate(pointer)
    const where = place === undefined ? pointer : `${place.file}:${place.line}:${place.column}`
    const meant = path === undefined ? undefined : suggestion(document, path)
    throw new ToolError('E_CONTRACT', `${where} $ref '${target}' not found.`, {
      hint:
        meant === undefined
          ? 'Correct the reference, or add its target.'
          : `Did you mean '${meant}'?`,
    })
  }
}

/** The reference with its first wrong token mended, where something near it is there. */
function suggestion(document: JsonObject, path: string): string | undefined {
  let holder: Json | undefined = document
  for (const token of tokens(path)) {
    const next = step(holder, token)
    if (next === undefined)
      return isObject(holder) ? nearest(token, Object.keys(holder)) : undefined
    holder = next
  }
  return undefined
}

export type SourceFile = ParsedText & { file: string }

export type Joined = {
  document: JsonObject
  /** For each component that was added, where it really stands. */
  origins: Map<string, { file: string; pointer: string }>
}

/** A file that is needed: as the reference writes it, and where that stands. */
export type WantedFile = { file: string; from: SourceFile; pointer: string }

/** Part of a source that is being searched for references; `pointer` is where it stands there. */
type Searched = { source: SourceFile; root: JsonObject; kind: ObjectKind; pointer: string }

/**
 * Joins a document with the files that it refers to: each target becomes a component of the first document.
 * Yields each file that it needs and takes its text in return, so that reading is left to others.
 */
export function* joinFiles(main: SourceFile): Generator<WantedFile, Joined, SourceFile> {
  const origins: Joined['origins'] = new Map()
  const names = new Map<string, string>()
  const waiting: Searched[] = [{ source: main, root: main.root, kind: 'Document', pointer: '' }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { source, root, kind } = next
    // Listed before anything is added, or the additions would be read as parts of this source.
    for (const part of [...walk({ kind, value: root, pointer: next.pointer })]) {
      const target = member(part.value, '$ref')
      if (typeof target !== 'string') continue
      const { file, fragment } = splitReference(target)
      if (source === main && file === '') continue
      const pointer = join(part.pointer, '$ref')
      const holder = file === '' ? source : yield { file, from: source, pointer }
      if (holder === main) {
        part.value.$ref = `#${fragment}`
        continue
      }
      const key = `${holder.file}#${fragment}`
      const added = names.has(key)
        ? undefined
        : addComponent(main.root, { kind: part.kind, holder, fragment })
      if (added !== undefined) {
        names.set(key, added.reference)
        origins.set(added.reference.slice(1), { file: holder.file, pointer: added.pointer })
        waiting.push({ source: holder, root: added.copy, kind: part.kind, pointer: added.pointer })
      }
      part.value.$ref = names.get(key) ?? target
    }
  }
  return { document: main.root, origins }
}

type Added = { reference: string; copy: JsonObject; pointer: string }

function addComponent(
  document: JsonObject,
  target: { kind: ObjectKind; holder: SourceFile; fragment: string },
): Added | undefined {
  const section = sectionOf(target.kind)
  const pointer = target.fragment === '' ? '' : localPointer(`#${target.fragment}`)
  const found = pointer === undefined ? undefined : at(target.holder.root, pointer)
  if (section === undefined || pointer === undefined || !isObject(found)) return undefined
  const components = objectIn(document, 'components')
  const held = objectIn(components, section)
  const stem = (tokens(pointer).at(-1) ?? target.holder.file.replace(/^.*\/|\.\w+$/g, '')).replace(
    /[^\w.-]/g,
    '_',
  )
  let name = stem
  for (let count = 2; Object.hasOwn(held, name); count++) name = `${stem}_${count}`
  const copy = structuredClone(found)
  held[name] = copy
  return { reference: `#/components/${section}/${name}`, copy, pointer }
}

function objectIn(holder: JsonObject, name: string): JsonObject {
  const held = holder[name]
  if (isObject(held)) return held
  const fresh: JsonObject = {}
  holder[name] = fresh
  return fresh
}
