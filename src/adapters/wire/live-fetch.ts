// A fetch for a provider that is not ours: one request at a time, at a slow pace, each with an end.
import { setTimeout as pause } from 'node:timers/promises'
import { isBusy } from '../../traffic/live/expectation.ts'
import { exchangeOnce, toWireRequest, type WireRequest } from './exchange.ts'
import { WireFault } from './fault.ts'
import { retryAfter } from './retry-after.ts'
import { assertCertificate, type ProxyEnvironment, proxiesOf } from './route.ts'

export type LiveOptions = {
  /** For each request, its whole answer included. Default 10 000. */
  timeoutMs?: number | undefined
  /** For all requests together, from the opening on. No end by default. */
  runMs?: number | undefined
  /** The most bytes of an answer's body, as sent and as decoded. Default 10 000 000. */
  maxBodyBytes?: number | undefined
  /** The most requests a second. Default 5. */
  rate?: number | undefined
  /** The most requests in all, those sent again included. No limit by default. */
  maxRequests?: number | undefined
  /** Interrupts the run; its reason is thrown. */
  signal?: AbortSignal | undefined
  /** PEM text of the certificates to trust instead of Node's; NODE_EXTRA_CA_CERTS works by itself. */
  ca?: string | undefined
  /** Where HTTP_PROXY, HTTPS_PROXY and NO_PROXY are looked up. */
  env: ProxyEnvironment
  now?: (() => number) | undefined
  /** Waits between requests; not for answers. */
  sleep?: ((milliseconds: number, signal: AbortSignal) => Promise<void>) | undefined
}

export type Live = {
  /**
   * Sends one request after another, at the pace agreed, and reads each answer whole. Redirects are
   * not followed: 3xx is the answer, so the key goes nowhere else. A safe request that is answered
   * with 429 or 503 is sent again after `Retry-After`, at most twice and within the run's time;
   * otherwise the answer stands as it is, which {@link isBusy} tells.
   *
   * @throws {WireFault} where no whole, readable answer came.
   */
  fetch: (request: Request) => Promise<Response>
  /** Breaks off what is under way and sends nothing more. */
  close: () => Promise<void>
  /** How many requests were sent, those sent again included. */
  sent: () => number
}

const mostRetries = 2
// Without a word of the provider, and no sooner even if it says so.
const shortestPause = 1000
// No one waits longer before a terminal, however long the run may last.
const longestPause = 120_000

type Run = {
  options: LiveOptions
  now: () => number
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  signal: AbortSignal
  endsAt: number
  /** The pace, and what a 429 has asked for: nothing is sent before. */
  nextAt: number
  quietUntil: number
  sent: number
}

/** Waits for its turn to send; `notBefore` is this request's own time. */
async function awaitTurn(run: Run, notBefore: number): Promise<void> {
  const { options, now, sleep, signal } = run
  signal.throwIfAborted()
  const start = now()
  if (run.sent >= (options.maxRequests ?? Number.POSITIVE_INFINITY)) {
    throw new WireFault('request-limit')
  }
  const at = Math.max(run.nextAt, run.quietUntil, notBefore, start)
  if (run.quietUntil > run.endsAt || run.quietUntil - start > longestPause) {
    throw new WireFault('busy')
  }
  if (at >= run.endsAt) throw new WireFault('run-timeout')
  try {
    if (at > start) await sleep(at - start, signal)
  } finally {
    // The reason, not the error that a broken pause gives.
    signal.throwIfAborted()
  }
  run.nextAt = Math.max(at, now()) + 1000 / (options.rate ?? 5)
}

/** One request under the deadline that comes first: its own, or the run's. */
async function sendOnce(run: Run, request: WireRequest): Promise<Response> {
  const { options, now } = run
  const own = options.timeoutMs ?? 10_000
  const left = run.endsAt - now()
  const milliseconds = Math.max(1, Math.min(own, left))
  const deadline = new AbortController()
  const fault = new WireFault(left < own ? 'run-timeout' : 'timeout', {
    detail: `${Math.round(milliseconds)} ms`,
  })
  const timer = setTimeout(() => deadline.abort(fault), milliseconds)
  const stop = () => deadline.abort(run.signal.reason)
  run.signal.addEventListener('abort', stop, { once: true })
  run.sent++
  try {
    return await exchangeOnce(request, {
      env: options.env,
      ca: options.ca,
      milliseconds,
      most: options.maxBodyBytes ?? 10_000_000,
      signal: deadline.signal,
    })
  } finally {
    clearTimeout(timer)
    run.signal.removeEventListener('abort', stop)
  }
}

/** When a request that met a busy provider may be sent again. */
function nextTry(run: Run, response: Response, tries: number): number {
  const said = retryAfter(response.headers.get('retry-after'), run.now())
  const resumeAt = run.now() + Math.max(said ?? 0, shortestPause * 2 ** tries)
  // 429 is about the one who asks, 503 perhaps about one resource only.
  if (response.status === 429) run.quietUntil = resumeAt
  return resumeAt
}

async function send(run: Run, request: WireRequest): Promise<Response> {
  const isSafe = /^(?:GET|HEAD|OPTIONS)$/.test(request.method)
  let notBefore = 0
  for (let tries = 0; ; tries++) {
    await awaitTurn(run, notBefore)
    const response = await sendOnce(run, request)
    if (!isBusy(response.status)) return response
    notBefore = nextTry(run, response, tries)
    const limit = Math.min(run.endsAt, run.now() + longestPause)
    const hasMore = run.sent < (run.options.maxRequests ?? Number.POSITIVE_INFINITY)
    if (!isSafe || tries >= mostRetries || notBefore >= limit || !hasMore) return response
  }
}

/**
 * Opens the way to a live provider; nothing is sent yet.
 *
 * @throws {ToolError} E_CONFIG where the proxy of the environment or the certificate to trust is none.
 */
export function openLive(options: LiveOptions): Live {
  proxiesOf(options.env)
  if (options.ca !== undefined) assertCertificate(options.ca)
  const closed = new AbortController()
  const stop = () => closed.abort(options.signal?.reason)
  options.signal?.addEventListener('abort', stop, { once: true })
  if (options.signal?.aborted) stop()
  const now = options.now ?? Date.now
  const run: Run = {
    options,
    now,
    sleep: options.sleep ?? ((ms, signal) => pause(ms, undefined, { signal })),
    signal: closed.signal,
    endsAt: now() + (options.runMs ?? Number.POSITIVE_INFINITY),
    nextAt: 0,
    quietUntil: 0,
    sent: 0,
  }
  let last: Promise<unknown> = Promise.resolve()
  return {
    fetch: async (request) => {
      const wire = await toWireRequest(request)
      const answer = last.then(() => send(run, wire))
      last = answer.catch(() => undefined)
      return answer
    },
    close: async () => {
      options.signal?.removeEventListener('abort', stop)
      closed.abort(new WireFault('failed', { detail: 'closed' }))
      await last
    },
    sent: () => run.sent,
  }
}
