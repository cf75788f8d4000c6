// A text without its line breaks and indentation, and the way back from its places to the original's.

export type JoinedLines = {
  text: string
  /** Where the breaks stood in the joined text, in order, and how long they were together up to there. */
  at: readonly number[]
  gone: readonly number[]
}

export type Range = [start: number, end: number]

// As written, in a string of JSON, in a URL, in XML.
const breakStart = /[\r\n\u0085\u2028\u2029]|\\[rn]|%0[ad]|&#(?:1[03]|x0?[ad]);/gi
const escapedSpace = /\\[rnt]|%0[9ad]|%20|&#(?:9|1[03]|x0?[9ad]);/iy
// The characters by which quoted-printable and shells go on in the next line.
const goesOn = /[=\\]/

const isSpace = (unit: number) => unit === 32 || (unit >= 9 && unit <= 13) || unit === 0x2028

/** Where a break ends that starts here, with the indentation of the next line. */
function breakEnd(text: string, start: number): number {
  let end = start
  for (;;) {
    const unit = text.charCodeAt(end)
    if (isSpace(unit)) {
      end++
      continue
    }
    // A loop of this one and not a repetition in the expression, whose stack long texts overflow.
    escapedSpace.lastIndex = end
    const isEscape = (unit === 92 || unit === 37 || unit === 38) && escapedSpace.test(text)
    if (!isEscape) return Math.max(end, start + 1)
    end = escapedSpace.lastIndex
  }
}

/** The text without its line breaks; undefined where it has none. */
export function joinLines(text: string): JoinedLines | undefined {
  const pieces: string[] = []
  const at: number[] = []
  const gone: number[] = []
  let removed = 0
  let rest = 0
  breakStart.lastIndex = 0
  for (let found = breakStart.exec(text); found !== null; found = breakStart.exec(text)) {
    const isWritten = found[0].length === 1
    const marked = isWritten && found.index > rest && goesOn.test(text[found.index - 1] ?? '')
    const start = marked ? found.index - 1 : found.index
    pieces.push(text.slice(rest, start))
    at.push(start - removed)
    rest = breakEnd(text, found.index)
    removed += rest - start
    gone.push(removed)
    breakStart.lastIndex = rest
  }
  if (rest === 0) return undefined
  pieces.push(text.slice(rest))
  return { text: pieces.join(''), at, gone }
}

/** How many breaks stand before a place of the joined text, or at it. */
export function breaksBefore({ at }: JoinedLines, place: number): number {
  let low = 0
  let high = at.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((at[middle] ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return low
}

/** A place of the joined text in the original one; at a break, the one behind it. */
export function originalPlace(joined: JoinedLines, place: number): number {
  return place + (joined.gone[breaksBefore(joined, place) - 1] ?? 0)
}

/** The parts of the original text between `start` and `end` that no break belongs to, in order. */
export function partsBetween(joined: JoinedLines, [start, end]: Range): Range[] {
  const parts: Range[] = []
  let from = start
  for (let index = breaksBefore(joined, start); from < end; index++) {
    const to = Math.min(end, joined.at[index] ?? end)
    const removed = joined.gone[index - 1] ?? 0
    if (to > from) parts.push([from + removed, to + removed])
    from = to
  }
  return parts
}
