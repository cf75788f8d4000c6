// What went wrong between the request and a whole answer: whose fault it is, in words that show nothing received.
import type { Headers } from '../../traffic/exchange.ts'

type Reason = {
  /** Whether the provider broke HTTP. Otherwise nobody knows what it would have answered. */
  isViolation: boolean
  words: string
}

/** Every way in which an exchange can fail. Their words follow "The provider". */
const reasons = {
  refused: { isViolation: false, words: 'refuses the connection' },
  unreachable: { isViolation: false, words: 'cannot be reached' },
  dns: { isViolation: false, words: 'has a host name that is not known' },
  tls: { isViolation: false, words: 'could not be trusted, or does not speak TLS' },
  proxy: {
    isViolation: false,
    words: 'was not reached, as the proxy did not let the request through',
  },
  'broken-off': { isViolation: false, words: 'broke off the connection without an answer' },
  timeout: { isViolation: false, words: 'gave no whole answer in time' },
  'run-timeout': {
    isViolation: false,
    words: 'was not waited for, as the time for the whole run is up',
  },
  busy: { isViolation: false, words: 'asked to be left alone for longer than this run can wait' },
  'request-limit': {
    isViolation: false,
    words: 'was not asked, as the run has sent all its requests',
  },
  'too-large': { isViolation: false, words: 'sent a body over the limit' },
  'headers-too-large': { isViolation: false, words: 'sent more header fields than can be read' },
  'unasked-continue': {
    isViolation: false,
    words: 'sent 100 (Continue) that nothing had asked for',
  },
  failed: { isViolation: false, words: 'gave no answer that can be read' },
  'not-http': { isViolation: true, words: 'did not answer with HTTP' },
  'bad-status': { isViolation: true, words: 'sent a status that HTTP does not have' },
  'malformed-headers': { isViolation: true, words: 'sent header fields that are malformed' },
  'malformed-body': { isViolation: true, words: 'sent a body whose framing is malformed' },
  truncated: { isViolation: true, words: 'ended the body before it was whole' },
  'surplus-bytes': { isViolation: true, words: 'sent more bytes than the answer may have' },
  'bad-encoding': {
    isViolation: true,
    words: 'sent a body that does not decode as its Content-Encoding',
  },
  'unknown-encoding': {
    isViolation: true,
    words: 'encoded the body in a way that was not accepted',
  },
  'unasked-upgrade': {
    isViolation: true,
    words: 'switched to a protocol that nothing had asked for',
  },
} as const satisfies Readonly<Record<string, Reason>>

export type WireFaultKind = keyof typeof reasons

/** The beginning of an answer that did not come whole. */
export type PartialAnswer = { status: number; headers: Headers }

/**
 * Thrown where a request got no whole, readable answer.
 *
 * `message` is one sentence that holds nothing of the request or the answer. What was received has
 * private fields, so that printing the error does not show it; there is no `cause`, as undici's
 * errors carry the bytes that they stumbled over.
 */
export class WireFault extends Error {
  override readonly name = 'WireFault'
  readonly kind: WireFaultKind
  /** Whether the provider broke HTTP, as opposed to: nothing is known of its answer. */
  readonly isViolation: boolean
  readonly #detail: string | undefined
  readonly #answer: PartialAnswer | undefined

  /** `detail` is added in brackets: a code or a size, never a thing received. */
  constructor(
    kind: WireFaultKind,
    { detail, answer }: { detail?: string | undefined; answer?: PartialAnswer | undefined } = {},
  ) {
    const { words, isViolation } = reasons[kind]
    super(`The provider ${words}${detail === undefined ? '' : ` (${detail})`}.`)
    this.kind = kind
    this.isViolation = isViolation
    this.#detail = detail
    this.#answer = answer
  }

  /** The status, where one came. */
  get status(): number | undefined {
    return this.#answer?.status
  }

  /** The header fields, where they came. They are not redacted. */
  get headers(): Headers {
    return this.#answer?.headers ?? []
  }

  /** The same fault, knowing what had come by then. */
  after(answer: PartialAnswer | undefined): WireFault {
    return new WireFault(this.kind, { detail: this.#detail, answer: this.#answer ?? answer })
  }
}
