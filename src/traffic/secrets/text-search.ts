// Finds many texts in a long one at once, in one pass whatever they are, without regard to case.

/** Tells each place where a text that is sought ends: the longest of those that end there. */
export type Report = (start: number, end: number, found: number) => void

export type TextSearch = (text: string, report: Report) => void

type Automaton = {
  /** The column of each UTF-16 code unit; 0 for all that occur in none of the texts. */
  columns: Uint16Array
  width: number
  /** The next state, at `state * width + column`. */
  next: Int32Array
  /** By state, the text that ends there: its number plus 1, or 0. */
  found: Int32Array
}

/** A code unit with its capital and its small letter, where each is one unit. */
function casesOf(unit: number): number[] {
  const letter = String.fromCharCode(unit)
  const cases = [letter, letter.toLowerCase(), letter.toUpperCase()]
  return cases.filter((each) => each.length === 1).map((each) => each.charCodeAt(0))
}

function columnsOf(texts: readonly string[]): { columns: Uint16Array; width: number } {
  const columns = new Uint16Array(0x10000)
  let width = 1
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      if (columns[unit] !== 0) continue
      for (const each of casesOf(unit)) columns[each] = width
      width++
    }
  }
  return { columns, width }
}

/** The tree of all texts, still without the ways back. */
function plant(texts: readonly string[]): Automaton & { states: number } {
  const { columns, width } = columnsOf(texts)
  const most = texts.reduce((sum, text) => sum + text.length, 1)
  const next = new Int32Array(most * width)
  const found = new Int32Array(most)
  let states = 1
  for (const [index, text] of texts.entries()) {
    let state = 0
    for (let at = 0; at < text.length; at++) {
      const edge = state * width + (columns[text.charCodeAt(at)] ?? 0)
      if (next[edge] === 0) next[edge] = states++
      state = next[edge] ?? 0
    }
    if (found[state] === 0) found[state] = index + 1
  }
  return { columns, width, next, found, states }
}

/** Aho and Corasick's automaton: after a failure it goes on with the longest end that begins a text. */
function createAutomaton(texts: readonly string[]): Automaton {
  const { columns, width, next, found, states } = plant(texts)
  const back = new Int32Array(states)
  const queue = new Int32Array(states)
  let queued = 0
  for (let column = 0; column < width; column++) {
    const state = next[column] ?? 0
    if (state !== 0) queue[queued++] = state
  }
  for (let head = 0; head < queued; head++) {
    const state = queue[head] ?? 0
    const shorter = back[state] ?? 0
    if (found[state] === 0) found[state] = found[shorter] ?? 0
    for (let column = 0; column < width; column++) {
      const edge = state * width + column
      const deeper = next[edge] ?? 0
      const other = next[shorter * width + column] ?? 0
      if (deeper === 0) next[edge] = other
      else {
        back[deeper] = other
        queue[queued++] = deeper
      }
    }
  }
  return { columns, width, next, found }
}

/** Linear in the length of the text that is searched; the texts sought must not be empty. */
export function createTextSearch(texts: readonly string[]): TextSearch {
  const { columns, width, next, found } = createAutomaton(texts)
  const lengths = texts.map((text) => text.length)
  return (text, report) => {
    let state = 0
    for (let at = 0; at < text.length; at++) {
      state = next[state * width + (columns[text.charCodeAt(at)] ?? 0)] ?? 0
      const hit = found[state] ?? 0
      if (hit !== 0) report(at + 1 - (lengths[hit - 1] ?? 0), at + 1, hit - 1)
    }
  }
}
