// Writes entries into the text of the file of known findings; comments, order and the other entries stay.
import { type Document, isMap, isScalar, isSeq, YAMLMap } from 'yaml'
import type { Accepted } from './known-entry.ts'
import { parseKnown, scalarText } from './known-file.ts'

const heading =
  '# Faults of the API that are known, and accepted until a day. Written by --accept; edit at will.\n\n'

/** The members of an entry in the order in which people read them. */
function membersOf(entry: Accepted): [name: string, value: string | readonly number[] | null][] {
  const { statuses } = entry
  return [
    ['fingerprint', entry.fingerprint],
    ['reason', entry.reason],
    ['until', entry.until],
    ['owner', entry.owner ?? null],
    ['link', entry.link ?? null],
    ['rule', entry.rule],
    ['operation', entry.operation],
    ['at', entry.at],
    ['status', statuses.length === 0 ? null : statuses],
    ['contract', entry.pointer],
  ]
}

/** The text as a document whose root is a list, if only an empty one. */
function listIn(text: string, path: string): Document {
  const document = parseKnown(text, path)
  const { contents } = document
  if (contents !== null && !(isScalar(contents) && contents.source === '')) return document
  return parseKnown(text.trim() === '' ? `${heading}[]` : `${text.trimEnd()}\n\n[]`, path)
}

function put(document: Document, entry: Accepted): void {
  const { contents } = document
  if (!isSeq(contents)) return
  const present = contents.items.find(
    (item) => isMap(item) && scalarText(item.get('fingerprint', true)) === entry.fingerprint,
  )
  const map = isMap(present) ? present : new YAMLMap()
  for (const [name, value] of membersOf(entry)) {
    // What a renewal says nothing of stays as it was.
    if (value === null) continue
    const [only, ...others] = typeof value === 'string' ? [value] : value
    map.set(name, document.createNode(others.length === 0 ? only : value, { flow: true }))
  }
  if (present !== undefined) return
  map.spaceBefore = contents.items.length > 0
  contents.flow = false
  contents.items.push(map)
}

/** The text with these entries, each in the place of the one with its fingerprint, or else at the end. */
export function withEntries(text: string, path: string, entries: readonly Accepted[]): string {
  const document = listIn(text, path)
  for (const entry of entries) put(document, entry)
  const written = document.toString({ lineWidth: 0, flowCollectionPadding: false })
  return text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written
}
