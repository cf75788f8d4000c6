// Reads media types (RFC 9110 §8.3.1) and finds the entry of a `content` map that one belongs to.

/** A media type in its parts; names in lower case, values as written. */
export type ParsedMediaType = {
  type: string
  subtype: string
  /** `json` of `application/problem+json` (RFC 6838 §4.2.8). */
  suffix: string | undefined
  parameters: ReadonlyMap<string, string>
}

/** No real media type is longer; hostile header fields are. */
const maxLength = 4096

const essence = /^[ \t]*([\w!#$%&'*+.^`|~-]+)\/([\w!#$%&'*+.^`|~-]+)[ \t]*(?=;|$)/
const parameter =
  /;[ \t]*(?:([\w!#$%&'*+.^`|~-]+)=(?:([\w!#$%&'*+.^`|~-]+)|"((?:[^"\\]|\\.)*)"))?[ \t]*(?=;|$)/y

/** The parts of a media type or media range; undefined where the text is none. */
export function parseMediaType(text: string): ParsedMediaType | undefined {
  const [whole, type, subtype] = (text.length <= maxLength && essence.exec(text)) || []
  if (whole === undefined || type === undefined || subtype === undefined) return undefined
  const parameters = new Map<string, string>()
  parameter.lastIndex = whole.length
  while (parameter.lastIndex < text.length) {
    const match = parameter.exec(text)
    if (match === null) return undefined
    const [, name, token, quoted] = match
    const key = name?.toLowerCase()
    // The first of two counts, as in browsers (WHATWG MIME Sniffing §4.4).
    if (key === undefined || parameters.has(key)) continue
    parameters.set(key, token ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? '')
  }
  const lower = subtype.toLowerCase()
  const plus = lower.lastIndexOf('+')
  const suffix = plus < 0 ? undefined : lower.slice(plus + 1)
  return { type: type.toLowerCase(), subtype: lower, suffix, parameters }
}

/** Whether bodies of this type are JSON text: `+json` and the names of WHATWG MIME Sniffing §4.6. */
export function isJsonMediaType({ type, subtype, suffix }: ParsedMediaType): boolean {
  return suffix === 'json' || (subtype === 'json' && (type === 'application' || type === 'text'))
}

/**
 * The index of the range that fits a media type most specifically (OpenAPI 3.1 §4.8.17):
 * `type/subtype` with parameters, without, `type/*+suffix`, `type/*`, then `*` `/*`; the first of
 * equals. Undefined where none fits or the text is no media type.
 */
export function matchMediaType(actual: string, ranges: readonly string[]): number | undefined {
  const mediaType = parseMediaType(actual)
  if (mediaType === undefined) return undefined
  let best: number | undefined
  let bestScore = 0
  for (const [index, range] of ranges.entries()) {
    const score = specificity(mediaType, parseMediaType(range))
    if (score <= bestScore) continue
    best = index
    bestScore = score
  }
  return best
}

/** How well a range fits; 0 is not at all. Each parameter that it asks for makes it more special. */
function specificity(actual: ParsedMediaType, range: ParsedMediaType | undefined): number {
  if (range === undefined) return 0
  const base = essenceScore(actual, range)
  if (base === 0) return 0
  let asked = 0
  for (const [name, value] of range.parameters) {
    // A charset is how the text was written down, not another kind of content.
    if (name === 'charset') continue
    if (actual.parameters.get(name)?.toLowerCase() !== value.toLowerCase()) return 0
    asked++
  }
  return base + asked
}

function essenceScore(actual: ParsedMediaType, range: ParsedMediaType): number {
  // Steps of more than the number of parameters that a media type has room for.
  const step = maxLength
  if (range.type === '*') return range.subtype === '*' ? step : 0
  if (range.type !== actual.type) return 0
  if (range.subtype === actual.subtype) return 4 * step
  if (range.subtype === '*') return 2 * step
  const isSuffixRange = actual.suffix !== undefined && range.subtype === `*+${actual.suffix}`
  return isSuffixRange ? 3 * step : 0
}
