// One request with its response: the only form in which traffic reaches a check.

/** Header fields in order, names as received; a repeated field appears repeatedly. */
export type Headers = readonly (readonly [name: string, value: string])[]

/**
 * The bytes of a body; empty where there was none; null where the recording did not keep it,
 * which is a different thing: a check then says unchecked, not empty.
 */
export type Body = Uint8Array | null

export type Exchange = {
  /** `observed` really happened; `expected` is what a consumer's pact hopes for. */
  kind: 'observed' | 'expected'
  /** Where it came from: a file, `mock`, a base URL. */
  source: string
  /** 0-based position in its source. */
  index: number
  request: { method: string; url: string; headers: Headers; body: Body }
  response: { status: number; headers: Headers; body: Body }
}

/** All values of a header field, its name compared without case, joined as RFC 9110 §5.3 says. */
export function headerValue(headers: Headers, name: string): string | undefined {
  const wanted = name.toLowerCase()
  const values = headers.filter(([field]) => field.toLowerCase() === wanted).map(([, v]) => v)
  return values.length === 0 ? undefined : values.join(', ')
}
