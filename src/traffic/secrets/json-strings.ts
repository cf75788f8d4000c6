// Walks the texts and numbers of JSON in place, whole or cut off, and says under which marked name each stands.

export type JsonScalar = {
  /** Without the quotes. */
  start: number
  end: number
  kind: 'name' | 'text' | 'number'
  /** The nearest marked name above it; undefined where there is none. */
  under: string | undefined
}

const numberAt = /-?\d[\d.eE+-]*/y
const spaceAt = /[\t\n\r ]*/y

function stringEnd(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const unit = text[at]
    if (unit === '\\') at++
    else if (unit === '"') return at
  }
  return text.length
}

/** What is between the quotes of a JSON string; as it stands where it is not one. */
export function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw
  try {
    return String(JSON.parse(`"${raw}"`))
  } catch {
    return raw
  }
}

function isBeforeColon(text: string, at: number): boolean {
  spaceAt.lastIndex = at
  spaceAt.test(text)
  return text[spaceAt.lastIndex] === ':'
}

/** All strings, and those numbers that stand under a marked name, in order. */
export function* jsonScalars(
  text: string,
  isMarked: (name: string) => boolean,
): Generator<JsonScalar> {
  const open: (string | undefined)[] = []
  let name: string | undefined
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? ''
    const under = name ?? open.at(-1)
    if (character === '"') {
      const start = at + 1
      at = stringEnd(text, start)
      const end = Math.min(at, text.length)
      if (isBeforeColon(text, at + 1)) {
        const written = unescaped(text.slice(start, end))
        name = isMarked(written) ? written : undefined
        yield { start, end, kind: 'name', under: undefined }
      } else yield { start, end, kind: 'text', under }
    } else if (character === '{' || character === '[') {
      open.push(under)
      name = undefined
    } else if (character === '}' || character === ']') open.pop()
    else if (character === ',') name = undefined
    else if (under !== undefined && /[-\d]/.test(character)) {
      numberAt.lastIndex = at
      if (!numberAt.test(text)) continue
      yield { start: at, end: numberAt.lastIndex, kind: 'number', under }
      at = numberAt.lastIndex - 1
    }
  }
}
