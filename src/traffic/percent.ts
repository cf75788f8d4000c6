// Undoes percent-encoding (RFC 3986 §2.1) where it is sound, and says so where it is not.

/** The decoded text; undefined where a `%` starts no two digits or the bytes are not UTF-8. */
export function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** The same for `application/x-www-form-urlencoded`, in which a plus sign stands for a space. */
export function decodeForm(text: string): string | undefined {
  return decodePercent(text.replaceAll('+', ' '))
}

/**
 * The name and value of one pair of a query, a form or a cookie, still encoded; without a `=` the
 * value is empty, as browsers read it (WHATWG URL §5.1).
 */
export function splitPair(pair: string): [name: string, value: string] {
  const equals = pair.indexOf('=')
  return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)]
}
