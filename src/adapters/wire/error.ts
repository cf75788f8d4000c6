// Tells by an error of undici, Node or zlib what went wrong on the wire.
import { type PartialAnswer, WireFault, type WireFaultKind } from './fault.ts'

/** What it means before the header fields have come whole, and what after. */
type Meaning = readonly [pattern: RegExp, before: WireFaultKind, after: WireFaultKind]

// Codes of the system, of OpenSSL and X.509, of zlib, and of undici.
const byCode: readonly Meaning[] = [
  [/^ECONNREFUSED$/, 'refused', 'broken-off'],
  [/^(?:ENOTFOUND|EAI_)/, 'dns', 'dns'],
  [/^(?:EHOST|ENET|EADDR|ETIMEDOUT$|EINVAL$|EACCES$)/, 'unreachable', 'broken-off'],
  // libuv tells a reset that comes along with the last bytes from an end only by chance, so that
  // both must mean the same.
  [/^(?:ECONNRESET|ECONNABORTED|EPIPE)$/, 'broken-off', 'truncated'],
  [/^UND_ERR_PRX_TLS$/, 'proxy', 'proxy'],
  [/^(?:EPROTO$|ERR_SSL_|ERR_TLS_|CERT_|CRL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/, 'tls', 'tls'],
  [/^(?:HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)$/, 'tls', 'tls'],
  [/^ERROR_IN_CERT_/, 'tls', 'tls'],
  [/^UND_ERR_HEADERS_OVERFLOW$/, 'headers-too-large', 'headers-too-large'],
  [/^UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT$/, 'timeout', 'timeout'],
  // Before the header fields are whole, only two lengths or a length and chunks can mismatch.
  [/^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/, 'malformed-headers', 'truncated'],
  [/^(?:Z_|ERR__|ERR_ZLIB|ERR_BROTLI)/, 'bad-encoding', 'bad-encoding'],
]

// undici has one code for all of these, and says in words which it is.
const byMessage: readonly Meaning[] = [
  [/^Proxy /, 'proxy', 'proxy'],
  [/^bad upgrade$/, 'unasked-upgrade', 'unasked-upgrade'],
  [/^bad response$/, 'unasked-continue', 'unasked-continue'],
  [/^(?:other side closed|closed)$/, 'broken-off', 'truncated'],
]

// undici loses llhttp's codes; what is left is its reason, in brackets at the end.
const byReason: readonly Meaning[] = [
  [
    /\((?:Expected HTTP|Invalid (?:HTTP|major|minor|word|method)|Expected (?:dot|space|CRLF after v))/,
    'not-http',
    'malformed-body',
  ],
  [/\(Invalid (?:response )?status/, 'bad-status', 'malformed-body'],
  [/\(Invalid EOF/, 'broken-off', 'truncated'],
  [/^/, 'malformed-headers', 'malformed-body'],
]

/** Whether undici could not parse what came. */
export function isParseError(error: Error): boolean {
  return error.name === 'HTTPParserError'
}

/** The code of an error, if it is a word that cannot hold anything secret. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return ''
  const { code } = error
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : ''
}

/** Whether an error says that the length given is not that of the body. */
export function isLengthMismatch(error: unknown): boolean {
  return codeOf(error) === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'
}

/** One error for several addresses that were all tried in vain. */
function firstOf(error: unknown): unknown {
  const isBare = error instanceof AggregateError && codeOf(error) === ''
  return isBare ? error.errors[0] : error
}

function meaningOf(error: unknown): Meaning | undefined {
  const { message } = error instanceof Error ? error : { message: '' }
  const said = ([pattern]: Meaning) => pattern.test(message)
  if (error instanceof Error && isParseError(error)) return byReason.find(said)
  const code = codeOf(error)
  return byMessage.find(said) ?? byCode.find(([pattern]) => pattern.test(code))
}

/** What went wrong, by the error that the wire gave and what had come by then. */
export function toWireFault(thrown: unknown, answer?: PartialAnswer): WireFault {
  if (thrown instanceof WireFault) return thrown
  const error = firstOf(thrown)
  const [, before, after] = meaningOf(error) ?? [/^/, 'failed' as const, 'failed' as const]
  const code = codeOf(error)
  // These say no more than the kind does.
  const detail = code === '' || /^(?:UND_|ECONN|EPIPE)/.test(code) ? undefined : code
  return new WireFault(answer === undefined ? before : after, { detail, answer })
}
