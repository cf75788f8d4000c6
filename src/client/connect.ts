// A typed client for any contract: openapi-fetch with a key, a time-out, and a judge for every answer.
import createFetchClient, { type Middleware } from 'openapi-fetch'
import type { Exchange, Finding, Headers, Judgement } from '../generated/judge.js'
import type { ExactClient } from './exact.ts'
import { ContractViolationError } from './violation.ts'

export type ClientOptions = {
  /** Sent as `Authorization: Bearer …` with every request. */
  apiKey: string
  /**
   * Where the API is, a path included if it has one. Default: the contract's first server. It holds no
   * credentials, no query and no fragment.
   */
  baseUrl?: string
  /**
   * What to do about an answer that breaks the contract: `throw` a {@link ContractViolationError}, only
   * `report` it to `onViolation`, or do not look (`off`). Default `throw`. Warnings never throw.
   *
   * In every mode a successful answer that was to be read as JSON and is none rejects with a
   * `SyntaxError`, unless it has been thrown for already: there is nothing that could be `data`.
   */
  validate?: 'throw' | 'report' | 'off'
  /** Told of every answer with findings, warnings included, before anything is thrown. */
  onViolation?: (findings: readonly Finding[]) => void
  /**
   * Milliseconds for a whole exchange, the body included, after which the call rejects with a
   * `TimeoutError`. Default 10000, at most 2147483647; 0 for no limit.
   */
  timeoutMs?: number
  /** Used instead of the global `fetch`. It must honour the request's `signal`, as that one does. */
  fetch?: (request: Request) => Promise<Response>
}

/** What the client knows of a call that has been answered. */
export type KnownCall = {
  baseUrl: string
  /** `GET /providers/{id}`. */
  operation: string
  /** Values in the path, as they were given. */
  path: Readonly<Record<string, unknown>>
}

/** Judges one exchange: the `judge` that is generated, or one over a contract loaded at run time. */
export type Judge = (exchange: Exchange, call: KnownCall) => Judgement | Promise<Judgement>

const defaultTimeoutMs = 10_000

// A longer timer fires at once.
const longestTimeoutMs = 0x7fffffff

// What is refused here is not repeated: the platform's own errors would, and it can be a secret.
function checked(options: ClientOptions): void {
  const { apiKey, baseUrl = '', timeoutMs = 0 } = options
  if (typeof apiKey !== 'string' || !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new TypeError('apiKey is empty or holds characters that a header cannot carry.')
  }
  if (/[?#]|\/\/[^/]*@/.test(baseUrl)) {
    throw new TypeError('baseUrl holds credentials, a query or a fragment.')
  }
  if (!(timeoutMs >= 0 && timeoutMs <= longestTimeoutMs)) {
    throw new TypeError(`timeoutMs is not a number from 0 to ${longestTimeoutMs}.`)
  }
}

async function bytesOf(message: Request | Response): Promise<Uint8Array> {
  return new Uint8Array(await message.arrayBuffer())
}

const headersOf = (message: Request | Response): Headers => [...message.headers]

function authorization(apiKey: string): Middleware {
  return {
    onRequest({ request }) {
      request.headers.set('Authorization', `Bearer ${apiKey}`)
      return request
    },
  }
}

function timeLimit(timeoutMs: number): Middleware {
  return {
    onRequest({ request }) {
      const timeout = AbortSignal.timeout(timeoutMs)
      const signal = AbortSignal.any([request.signal, timeout])
      // Frameworks put settings of their own on a request (`next`, `cf`); a copy does not have them.
      const own = Object.fromEntries(Object.entries(request))
      const limited = Object.assign(new Request(request, { signal }), own)
      // Node forgets a signal that nobody holds, though a body is still being read under it.
      const held = new Set([request, signal, limited])
      timeout.addEventListener('abort', () => held.clear())
      return limited
    },
  }
}

/** Refuses text that is not JSON: the platform's error would quote it. */
const readable: Middleware = {
  async onResponse({ request, response, schemaPath, options }) {
    if (!response.ok || options.parseAs !== 'json') return
    const text = await response.clone().text()
    try {
      if (text !== '') JSON.parse(text)
    } catch {
      throw new SyntaxError(
        `The answer to ${request.method} ${schemaPath} is not JSON, though its status is ${response.status}.`,
      )
    }
  },
}

// A middleware and no wrapped fetch, since a single call may bring a fetch of its own.
function validation(judge: Judge, options: ClientOptions): Middleware {
  // Weak, since the answer to a request may never come here: another middleware can give it, or throw.
  const bodies = new WeakMap<Request, Promise<Uint8Array | null>>()
  let index = 0
  return {
    onRequest({ request }) {
      // Read now: fetch consumes the body, and no copy can be made of it afterwards.
      bodies.set(
        request,
        bytesOf(request.clone()).catch(() => null),
      )
    },
    async onResponse({ request, response, schemaPath, params, options: { baseUrl } }) {
      const { method, url } = request
      const sent = (await bodies.get(request)) ?? null
      const received = await bytesOf(response.clone())
      const exchange: Exchange = {
        kind: 'observed',
        source: 'client',
        index: index++,
        request: { method, url, headers: headersOf(request), body: sent },
        response: { status: response.status, headers: headersOf(response), body: received },
      }
      const call = { baseUrl, operation: `${method} ${schemaPath}`, path: params.path ?? {} }
      const { findings } = await judge(exchange, call)
      if (findings.length > 0) options.onViolation?.(findings)
      const errors = findings.filter(({ severity }) => severity === 'error')
      if (options.validate !== 'report' && errors.length > 0)
        throw new ContractViolationError(errors)
    },
  }
}

/**
 * Connects a client to an API. `baseUrl` is where the API is unless the options say otherwise.
 *
 * Middleware that is added by `use` is nearer to the network: it sees the answer first, and what it
 * makes of it is what is judged.
 *
 * @throws {TypeError} if an option cannot be used.
 */
export function connect<Paths extends object>(
  judge: Judge,
  baseUrl: string,
  options: ClientOptions,
): ExactClient<Paths> {
  checked(options)
  const { apiKey, timeoutMs = defaultTimeoutMs, fetch, validate } = options
  const client = createFetchClient<Paths>({
    baseUrl: (options.baseUrl ?? baseUrl).replace(/\/+$/, ''),
    ...(fetch === undefined ? {} : { fetch }),
  })
  // Answers pass them from the last to the first.
  client.use(readable, authorization(apiKey))
  if (timeoutMs > 0) client.use(timeLimit(timeoutMs))
  if (validate !== 'off') client.use(validation(judge, options))
  // The same functions under a narrower type.
  return client as ExactClient<Paths>
}
