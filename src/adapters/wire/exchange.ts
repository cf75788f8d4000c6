// One request on the wire and its whole answer, on a connection of its own, before one deadline.
//
// A connection for each exchange costs a handshake, and buys that no answer is ever taken for that
// of another request, that no stale connection looks like a fault, and that whatever hangs dies.
import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import type { Headers as Fields } from '../../traffic/exchange.ts'
import { acceptedEncodings, readWireBody } from './body.ts'
import { isLengthMismatch, isParseError, toWireFault } from './error.ts'
import { type PartialAnswer, WireFault } from './fault.ts'
import { openRoute, type Route } from './route.ts'

/** A request whose body is there as bytes, so that it can be sent again. */
export type WireRequest = {
  method: string
  url: URL
  headers: Fields
  body: Uint8Array | null
}

export type ExchangeLimits = Route & {
  /** The most bytes of a body, as sent and as decoded. */
  most: number
  /** Aborts with the reason that is to be thrown. */
  signal: AbortSignal
}

// They belong to the connection, which undici makes.
const hopByHop = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** A global Request as plain values: undici's own classes are others than Node's. */
export async function toWireRequest(request: Request): Promise<WireRequest> {
  const headers = [...request.headers].filter(([name]) => !hopByHop.has(name))
  const defaults: Fields = [
    ['accept', '*/*'],
    ['accept-encoding', acceptedEncodings],
    ['user-agent', 'blackbox-contract'],
  ]
  const added = defaults.filter(([name]) => !request.headers.has(name))
  const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer())
  return {
    method: request.method,
    url: new URL(request.url),
    headers: [...headers, ...added],
    body,
  }
}

function pairs(raw: unknown): Fields {
  const list = Array.isArray(raw) ? raw.map(String) : []
  return list.flatMap((name, at) => (at % 2 === 0 ? [[name, list[at + 1] ?? ''] as const] : []))
}

/** Fetch knows no body with these (its "null body status"), and HTTP has none after HEAD. */
function isBodiless(method: string, status: number): boolean {
  return method === 'HEAD' || status === 204 || status === 205 || status === 304
}

/** Watches for bytes after the end of an answer: undici breaks the connection then, and says so here only. */
function watchForSurplus(dispatcher: Dispatcher): () => Promise<boolean> {
  let broken = false
  dispatcher.once('disconnect', (_origin, _targets, error) => {
    broken = isParseError(error) || error.message === 'bad response'
  })
  return async () => {
    // The bytes that came along with the answer are parsed at once; the news takes a turn or two.
    for (let turn = 0; turn < 3 && !broken; turn++) await setImmediate()
    return broken
  }
}

type Reading = {
  most: number
  hasSurplus: () => Promise<boolean>
  /** Is given what has come before the body. */
  begun: PartialAnswer[]
}

async function readAnswer(
  { method }: WireRequest,
  data: Dispatcher.ResponseData,
  { most, hasSurplus, begun }: Reading,
): Promise<Response> {
  const { statusCode: status, statusText, body } = data
  const headers = pairs(data.headers)
  const answer: PartialAnswer = { status, headers }
  begun.push(answer)
  if (status < 200 || status > 599) throw new WireFault('bad-status', { answer })
  const bodiless = isBodiless(method, status)
  let bytes = new Uint8Array()
  try {
    const plain: PartialAnswer = { status, headers: bodiless ? [] : headers }
    bytes = await readWireBody(body, plain, most)
  } catch (error) {
    const isLength = bodiless && isLengthMismatch(error)
    // After 304 it is the length that 200 would have (RFC 9110 §8.6); undici waits for such a body.
    if (isLength && status !== 304) throw new WireFault('surplus-bytes', { answer })
    if (!isLength) throw toWireFault(error, answer)
  }
  if ((bodiless && bytes.length > 0) || (await hasSurplus())) {
    throw new WireFault('surplus-bytes', { answer })
  }
  // HTTP lets a reason phrase be bytes that fetch does not.
  const phrase = /^[\t\x20-\x7e]*$/.test(statusText) ? statusText : ''
  const init = { status, statusText: phrase, headers: headers.map(([...pair]) => pair) }
  return new Response(bodiless ? null : Buffer.from(bytes), init)
}

async function ask(
  request: WireRequest,
  dispatcher: Dispatcher,
  { most, signal, begun }: ExchangeLimits & Pick<Reading, 'begun'>,
): Promise<Response> {
  const hasSurplus = watchForSurplus(dispatcher)
  const { url, method, headers, body } = request
  let interim = 100
  let data: Dispatcher.ResponseData
  try {
    data = await dispatcher.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method,
      headers: headers.flat(),
      body,
      signal,
      responseHeaders: 'raw',
      onInfo: ({ statusCode }) => {
        interim = statusCode
      },
    })
  } catch (error) {
    // undici takes each of these for an interim answer, and stumbles over it.
    if (interim < 100) throw new WireFault('bad-status')
    throw interim === 101 ? new WireFault('unasked-upgrade') : toWireFault(error)
  }
  return readAnswer(request, data, { most, hasSurplus, begun })
}

/**
 * Sends a request once and reads the whole answer. A redirect is an answer; it is never followed.
 *
 * @throws {WireFault} where no whole, readable answer came; the signal's reason where it aborted.
 */
export async function exchangeOnce(
  request: WireRequest,
  limits: ExchangeLimits,
): Promise<Response> {
  const { signal } = limits
  signal.throwIfAborted()
  const dispatcher = openRoute(limits)
  const settled = new AbortController()
  // undici does not look at a signal while it connects.
  const aborted = once(signal, 'abort', { signal: settled.signal }).then(() => {
    throw signal.reason
  })
  aborted.catch(() => undefined)
  const begun: PartialAnswer[] = []
  try {
    return await Promise.race([ask(request, dispatcher, { ...limits, begun }), aborted])
  } catch (error) {
    const { aborted: isOver, reason } = signal
    if (!isOver) throw error
    throw reason instanceof WireFault ? reason.after(begun[0]) : reason
  } finally {
    settled.abort()
    // Not awaited: an attempt to connect ends in its own time.
    dispatcher.destroy().catch(() => undefined)
  }
}
