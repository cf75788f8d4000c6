// Text from outside inside Markdown: always shown, never obeyed, by CommonMark or by what trackers add to it.
import { clip, visible } from './escape.ts'

const longestText = 600
const nothing = '(empty)'

/** Text on one line, nothing hidden, of a length that is read. */
function line(text: string): string {
  return visible(clip(text, longestText)).trim()
}

/** A code span (CommonMark §6.1), in which nothing has a meaning. */
export function code(text: string): string {
  const shown = line(text)
  if (shown === '') return nothing
  const runs = shown.match(/`+/g) ?? []
  const fence = '`'.repeat(Math.max(0, ...runs.map(({ length }) => length)) + 1)
  const space = /^`|`$/.test(shown) ? ' ' : ''
  return fence + space + shown + space + fence
}

/** Prose: what has a meaning in Markdown is escaped; what trackers make links of is cut by a comment. */
function prose(text: string): string {
  return text
    .replace(/[\\`*_[\]<>~&$#]/g, '\\$&')
    .replaceAll('|', '&#124;')
    .replace(/@(?=[\w-])|\\#(?=\d)|:(?=\/\/)|\bwww(?=\.)|\bGH(?=-\d)/gi, '$&<!-- -->')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
}

const value = /"(?:[^"\\]|\\.)*"|\$(?:request|response|url|method|statusCode)\b[\w.#/~-]*/
const span = /`[^`]+`/

/** Prose in which what a pattern finds is set as code. */
function withCode(text: string, pattern: RegExp): string {
  const shown = line(text)
  if (shown === '') return nothing
  const found = shown.match(pattern) ?? []
  return shown
    .split(pattern)
    .map((part, index) => {
      // Only at its beginning can prose be taken for a list.
      const words = index === 0 || part === '' ? prose(part) : prose(`x${part}`).slice(1)
      return words + (found[index] === undefined ? '' : code(found[index].replace(/^`|`$/g, '')))
    })
    .join('')
}

/** A sentence in which strings and expressions of the contract are set as code. */
export function sentence(text: string): string {
  return withCode(text, new RegExp(value, 'g'))
}

/** Words of a contract, in which code is marked already: descriptions are CommonMark (OpenAPI 3.1 §4.6). */
export function description(text: string): string {
  return withCode(text, new RegExp(`${value.source}|${span.source}`, 'g'))
}

/** A cell of a table (GFM §4.10). */
function cell(text: string | number): string {
  return prose(line(String(text))) || ' '
}

export function table(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = columns.map(() => '---')
  return [row(columns.map(cell)), row(rule), ...rows.map((each) => row(each.map(cell)))].join('\n')
}

/** A fenced block (CommonMark §4.5) longer than any fence in it. */
export function block(text: string, language: string): string {
  const lines = text.split('\n').map(visible)
  const runs = text.match(/`{3,}/g) ?? []
  const fence = '`'.repeat(Math.max(2, ...runs.map(({ length }) => length)) + 1)
  return [fence + language, ...lines, fence].join('\n')
}

/** A link where the text is an ordinary address of a page, else code. */
export function link(text: string): string {
  return /^https?:\/\/[\w.:-]+(?:\/[\w./?=&%#+~:,;-]*)?$/.test(text) && text.length <= longestText
    ? `<${text}>`
    : code(text)
}
