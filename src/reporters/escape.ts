// Makes hostile text harmless: what a terminal would obey or hide is shown as an escape.

// Controls, format characters (bidirectional overrides, zero widths, tags), line and paragraph
// separators and lone surrogates. The two joiners stay: Persian, Hindi and emoji need them.
const hidden = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

const short = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

/** Text on one line, nothing hidden: `\n`, `\u{1b}`, `\u{202e}`. */
export function visible(text: string): string {
  return text.replace(
    hidden,
    (character) => short.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  )
}

/** JSON text that means the same, with hidden characters of its strings written as JSON escapes. */
export function visibleJson(json: string): string {
  return json.replace(hidden, (character) =>
    character === '\n'
      ? character
      : Array.from({ length: character.length }, (_, unit) => character.charCodeAt(unit))
          .map((code) => `\\u${code.toString(16).padStart(4, '0')}`)
          .join(''),
  )
}

/** Text of at most so many UTF-16 units, an ellipsis where something was cut. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text
  // A pair cut in two would leave a lone surrogate.
  const end = (text.codePointAt(limit - 2) ?? 0) > 0xffff ? limit - 2 : limit - 1
  return `${text.slice(0, end)}…`
}
