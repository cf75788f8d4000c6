// Measures, wraps and aligns text by the columns that a terminal gives to it.

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

// East Asian Wide and Fullwidth (UAX #11) by blocks, and emoji that are drawn as pictures.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{17000}-\u{18aff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Regional_Indicator}/u
const plain = /^[\x20-\x7e]*$/
const nothing = /^[\p{Mn}\p{Me}\u200c\u200d]*$/u

function graphemeWidth(grapheme: string): number {
  if (nothing.test(grapheme)) return 0
  return wide.test(grapheme) ? 2 : 1
}

/** How many columns a text takes; it must hold no control characters. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += graphemeWidth(segment)
  return width
}

/** Text filled up with spaces to a width; longer text stays as it is. */
function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** Cuts a word that is wider than a line. */
function slices(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word]
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const { segment } of segmenter.segment(word)) {
    const more = graphemeWidth(segment)
    if (used + more > width && line !== '') {
      lines.push(line)
      line = ''
      used = 0
    }
    line += segment
    used += more
  }
  return [...lines, line]
}

/** Lines of at most `width` columns, broken between words, or inside a word that is too wide. */
export function wrap(text: string, width: number): string[] {
  const limit = Math.max(1, width)
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of text.split(' ').flatMap((part) => slices(part, limit))) {
    const more = displayWidth(word)
    if (line !== '' && used + 1 + more > limit) {
      lines.push(line)
      line = word
      used = more
    } else {
      used += line === '' ? more : more + 1
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}

/** Adds colour to a cell that already has its width. */
export type PaintCell = (cell: string, column: number, row: number) => string

/**
 * Rows as aligned lines, cells two spaces apart, without blanks at the ends. The last column is
 * wrapped so that a line fits into `width`.
 */
export function alignColumns(
  rows: readonly (readonly string[])[],
  width: number,
  paint: PaintCell = (cell) => cell,
): string[] {
  const widths: number[] = []
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell))
    })
  }
  return rows.flatMap((row, index) => {
    const cells = row.slice(0, -1).map((cell, column) => pad(cell, widths[column] ?? 0))
    const indent = displayWidth(cells.map((cell) => `${cell}  `).join(''))
    const [first = '', ...more] = wrap(row.at(-1) ?? '', Math.max(20, width - indent))
    const painted = [...cells, first].map((cell, column) => paint(cell, column, index))
    return [painted.join('  ').trimEnd(), ...more.map((line) => ' '.repeat(indent) + line)]
  })
}
