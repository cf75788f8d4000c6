// One request with its response: the only form in which traffic reaches a check.
import type { ListRule } from './pact/lists.ts'

/** Header fields in order, names as received; a repeated field appears repeatedly. */
export type Headers = readonly (readonly [name: string, value: string])[]

/**
 * The bytes of a body; empty where there was none; null where the recording did not keep it,
 * which is a different thing: a check then says unchecked, not empty.
 */
export type Body = Uint8Array | null

/**
 * What an answer to a wrong request has to be: `refused` with a 4xx; of what is `absent`, neither served nor
 * crashed on; `unsupported`, the same but for a 501; `negotiated`, no crash and 406 at will.
 */
export type Refusal = 'refused' | 'absent' | 'unsupported' | 'negotiated'

/** What must come of a request that was sent to see just that. Plain JSON, so that a recording can keep it. */
export type Expectation =
  /** Whatever the contract documents. `id` is equal in all runs: `GET /users/{id} no key`. */
  | { id: string; wanted: 'documented' }
  | {
      id: string
      wanted: Refusal
      /** What is wrong, in words that follow "a request with": `no key`. */
      fault: string
      /** Pointer of what the contract says about the part that is wrong. */
      pointer: string
      /** Place in the exchange of that part. */
      at: string
    }

/** How an exchange ended without a whole answer. Plain JSON, so that a recording can keep it. */
export type Break = {
  /** `truncated`, `timeout`… */
  kind: string
  /** Whether the provider broke HTTP. Otherwise nobody knows what it would have answered. */
  isViolation: boolean
  /** A sentence that holds nothing of what was sent or came. */
  words: string
}

export type Exchange = {
  /** `observed` really happened; `expected` is what a consumer's pact hopes for. */
  kind: 'observed' | 'expected'
  /** Where it came from: a file, `mock`, a base URL. */
  source: string
  /** 0-based position in its source. */
  index: number
  /** When its request was sent (RFC 3339), where that is known. */
  startedAt?: string | undefined
  /** What an expected exchange is called: the description of its interaction, with the states it needs. */
  interaction?: string
  /** Only of an expected exchange: which lists of the answer may be longer than they are. */
  lists?: readonly ListRule[]
  /** Only of a request that was sent as a probe. */
  probe?: Expectation | undefined
  /** Only where no whole answer came: the status is 0, unless the header had come by then. */
  broken?: Break | undefined
  request: { method: string; url: string; headers: Headers; body: Body }
  response: { status: number; headers: Headers; body: Body }
}

/** All values of a header field, its name compared without case, joined as RFC 9110 §5.3 says. */
export function headerValue(headers: Headers, name: string): string | undefined {
  const wanted = name.toLowerCase()
  const values = headers.filter(([field]) => field.toLowerCase() === wanted).map(([, v]) => v)
  return values.length === 0 ? undefined : values.join(', ')
}
