// What the owner of an API needs in order to see a fault: what was sent, what came, what was promised.

/** Stands where a request carried its key; a shell puts the real one in from the environment. */
export const keyPlaceholder = '$BLACKBOX_API_KEY'

/** A part of an answer, as it may be shown. */
export type Excerpt = {
  /** `smallest`: less of it would not break the contract. `header`: a field of the answer. */
  kind: 'smallest' | 'part' | 'header'
  form: 'json' | 'text'
  text: string
}

/**
 * Made only where a report asks for it, as the only part of a finding that repeats what was sent and what
 * came. No secret is in it.
 */
export type Witness = {
  /** What follows from the fault. */
  why: string
  /** What the contract says of the place, in its own words. */
  documented?: string
  /** What it demands there, as JSON: `"format": "date-time"`. */
  constraint?: string
  /** How that is known: `stated`, `prose`, `example` or `assumed`. */
  evidence: string
  /** When the request was sent (RFC 3339), where that is known. */
  startedAt?: string
  request: {
    method: string
    url: string
    /** Only those that the answer can depend on. */
    headers: readonly (readonly [name: string, value: string])[]
    /** Absent where there was none, or it is left out. */
    body?: string
    /** How many bytes are left out: too many, or no text. */
    leftOut?: number
  }
  response: { status: number; contentType: string | null; excerpt: Excerpt | null }
}
