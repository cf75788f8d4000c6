// Where a place stands in a JSON text: scanned when somebody asks, since most places are never asked for.
import { join } from './json.ts'

/** Line and column, both from 1. */
export type Position = { line: number; column: number }

type Mark = { text: string; start: number }
type Level = { pointer: string; index: number; array: boolean }

/** A place in the text: where its name (or, in a list, its value) begins, and where its value does. */
type Landmark = { start: number; value: number }

const token = /\s*(?:("(?:[^"\\]|\\.)*")|([{}[\],:])|([^\s{}[\],:"]+))/gy

// Down to here every place is remembered; below, its part of the text is scanned each time.
const remembered = 4

function* marks(text: string, start: number): Generator<Mark> {
  const scanner = new RegExp(token)
  scanner.lastIndex = start
  for (let match = scanner.exec(text); match !== null; match = scanner.exec(text)) {
    const mark = match[1] ?? match[2] ?? match[3] ?? ''
    yield { text: mark, start: scanner.lastIndex - mark.length }
  }
}

/** Every place of the value that begins at an offset, in the order of the text, down to a depth. */
function* places(
  text: string,
  root: { pointer: string; offset: number },
  depth: number,
): Generator<Landmark & { pointer: string }> {
  const levels: Level[] = []
  let name: Mark | undefined
  for (const mark of marks(text, root.offset)) {
    const level = levels.at(-1)
    if (mark.text === '}' || mark.text === ']') {
      levels.pop()
      if (levels.length === 0) return
      continue
    }
    if (mark.text === ',') {
      if (level !== undefined) level.index++
      continue
    }
    if (mark.text === ':') continue
    if (level !== undefined && !level.array && name === undefined) {
      name = mark
      continue
    }
    let pointer = root.pointer
    if (level !== undefined) {
      // as: a quoted token of a valid text is a JSON string.
      const key = name === undefined ? level.index : (JSON.parse(name.text) as string)
      pointer = levels.length <= depth ? join(level.pointer, key) : ''
      if (levels.length <= depth) {
        yield { pointer, start: (name ?? mark).start, value: mark.start }
      }
    }
    name = undefined
    if (mark.text === '{' || mark.text === '[') {
      levels.push({ pointer, index: 0, array: mark.text === '[' })
    } else if (levels.length === 0) return
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function toPosition(starts: readonly number[], offset: number): Position {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
}

const parent = (pointer: string) => pointer.slice(0, pointer.lastIndexOf('/'))

/** A finder for a valid JSON text: the position of a pointer, or of the deepest place above it. */
export function jsonPositions(text: string): (pointer: string) => Position {
  let known: Map<string, Landmark> | undefined
  let lines: number[] | undefined
  const learn = () => {
    const found = new Map([['', { start: 0, value: 0 }]])
    for (const { pointer, ...at } of places(text, { pointer: '', offset: 0 }, remembered)) {
      found.set(pointer, at)
    }
    return found
  }
  return (pointer) => {
    known ??= learn()
    lines ??= lineStarts(text)
    let above = pointer
    while (!known.has(above)) above = parent(above)
    let best = known.get(above) ?? { start: 0, value: 0 }
    if (above !== pointer) {
      for (const place of places(text, { pointer: above, offset: best.value }, Infinity)) {
        const onPath = pointer === place.pointer || pointer.startsWith(`${place.pointer}/`)
        if (onPath) best = place
        if (place.pointer === pointer) break
      }
    }
    return toPosition(lines, best.start)
  }
}
