// Stands between Pact's verifier and a provider: passes requests and provider states on, and keeps what was answered.
import { isToolError, ToolError } from '../../errors.ts'
import { cutText } from '../../traffic/cut-text.ts'
import type { Headers as Fields } from '../../traffic/exchange.ts'
import { tagHeader, tagIn, untagState } from '../../traffic/pact/verification.ts'

/** Who is held to the pacts. */
export type PactProvider = {
  /** Base URL by which reports name it; the same in equal runs. */
  name: string
  /** Base URL of its API, and where its provider states are set up. */
  url: string
  statesUrl?: string | undefined
  fetch: (request: Request) => Promise<Response>
  /** How long to wait for each of its answers. */
  timeoutMs: number
  /** Changes a request before it is sent, such as its credential; `tag` names its interaction. */
  prepare?: ((request: { url: URL; headers: Headers }, tag: string) => void) | undefined
}

export type Recorded = {
  request: { method: string; url: string; headers: Fields; body: Uint8Array }
  response: { status: number; headers: Fields; body: Uint8Array }
}

export type Recorder = {
  /** Answers the verifier, under any base path that ends with `/provider`, `/states` or `/pacts/TAG`. */
  fetch: (request: Request) => Promise<Response>
  /** What was answered, by the tag of the interaction. */
  exchanges: Map<string, Recorded>
  /** Why a provider state could not be set up, by the tag of the interaction. */
  brokenStates: Map<string, { state: string; reason: string }>
  /** Rejects with a ToolError once the provider gives no answer. */
  failure: Promise<never>
}

type Door = { provider: PactProvider } & Pick<Recorder, 'exchanges' | 'brokenStates'>

const megabyte = 1_000_000
const largest = 50

// Of one connection only (RFC 9110 §7.6.1), or a matter of how fetch carries a body.
const ownOfConnection = [
  ...['connection', 'keep-alive', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'expect'],
  ...['host', 'content-length', 'content-encoding', 'accept-encoding', tagHeader],
]

// No fetch sends them.
const unsendable = ['CONNECT', 'TRACE', 'TRACK']

function passedOn(given: Headers): Headers {
  const headers = new Headers(given)
  for (const name of ownOfConnection) headers.delete(name)
  return headers
}

/** Nothing larger than what fits into memory is worth reading on. */
async function bodyOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = response.body?.getReader()
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    size += next.value.length
    if (size > largest * megabyte) throw new Error(`more than ${largest} MB`)
    chunks.push(next.value)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** The innermost reason that the network gives, never a URL. */
function causeOf(error: unknown): string {
  let cause = error
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ECONNREFUSED') return 'connection refused'
  if (code === 'ENOTFOUND') return 'host not found'
  const words = cause instanceof Error ? cutText(cause.message, 200) : 'unknown reason'
  return words.replace(/\.+$/, '')
}

type Answer = { status: number; headers: Headers; body: Uint8Array }

/** What the provider answers in time; else the run is at its end. */
async function ask(door: Door, url: URL, init: RequestInit): Promise<Answer> {
  const { fetch: send, timeoutMs } = door.provider
  const timeout = AbortSignal.timeout(timeoutMs)
  const late = new Promise<never>((_, reject) => {
    timeout.addEventListener('abort', () => reject(timeout.reason), { once: true })
  })
  try {
    const answer = async () => {
      const response = await send(
        new Request(url, { ...init, redirect: 'manual', signal: timeout }),
      )
      const { status, headers } = response
      return { status, headers, body: await bodyOf(response) }
    }
    return await Promise.race([answer(), late])
  } catch (cause) {
    const why = timeout.aborted ? `within ${timeoutMs / 1000} s` : `: ${causeOf(cause)}`
    const what = `${init.method} ${url.pathname}`
    const message = `The provider did not answer ${what}${timeout.aborted ? ' ' : ''}${why}.`
    const hint = 'Start it, or see in its log why it went away; then verify again.'
    throw new ToolError('E_PROVIDER', message, { hint, cause })
  }
}

function respond({ status, headers, body }: Answer): Response {
  const isEmpty = [204, 205, 304].includes(status)
  return new Response(isEmpty ? null : new Uint8Array(body), { status, headers: passedOn(headers) })
}

/** The URL that was asked for, under the name of the provider. */
function named({ url: base, name }: PactProvider, url: URL): string {
  const path = url.pathname.slice(new URL(base).pathname.replace(/\/+$/, '').length)
  return name.replace(/\/+$/, '') + path + url.search
}

async function forward(door: Door, request: Request, path: string): Promise<Response> {
  const { provider, exchanges } = door
  const tag = tagIn(request.headers.get(tagHeader))
  const headers = passedOn(request.headers)
  const { method } = request
  if (unsendable.includes(method.toUpperCase())) return new Response(null, { status: 501 })
  const body = new Uint8Array(await request.arrayBuffer())
  const base = provider.url.replace(/\/+$/, '')
  const url = new URL(base + path)
  provider.prepare?.({ url, headers }, tag)
  // fetch gives a body to neither of them.
  const carries = body.length > 0 && method !== 'GET' && method !== 'HEAD'
  const answer = await ask(door, url, { method, headers, ...(carries ? { body } : {}) })
  exchanges.set(tag, {
    request: { method, url: named(provider, url), headers: [...headers], body },
    response: { ...answer, headers: [...answer.headers] },
  })
  return respond(answer)
}

/** What a failed state change says for itself: one line, not the page around it. */
function ownWords({ status, body }: Answer): string {
  const text = new TextDecoder().decode(body)
  let words = text
  try {
    const value: unknown = JSON.parse(text)
    const { detail, message, error, title } = Object(value)
    words = [detail, message, error, title].find((each) => typeof each === 'string') ?? text
  } catch {
    // Not JSON; the text itself will do.
  }
  // Control characters have no place in a report.
  const line = words.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line === '' ? `status ${status}` : `${cutText(line, 300)} (status ${status})`
}

async function changeState(door: Door, request: Request): Promise<Response> {
  const { provider, brokenStates } = door
  const wanted: unknown = await request.json()
  const { tag, name } = untagState(String(Object(wanted).state ?? ''))
  // The verifier asks for a nameless state where an interaction needs none.
  if (name === '' || provider.statesUrl === undefined) return Response.json({})
  const answer = await ask(door, new URL(provider.statesUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, */*' },
    body: JSON.stringify({ ...Object(wanted), state: name }),
  })
  if (answer.status >= 200 && answer.status < 300) return respond(answer)
  if (!brokenStates.has(tag)) brokenStates.set(tag, { state: name, reason: ownWords(answer) })
  // The verifier repeats what failed with a 5xx, with pauses in between.
  return new Response(null, { status: 400 })
}

/** `pactAt` gives the pact of the interaction with a tag. */
export function createRecorder(
  provider: PactProvider,
  pactAt: (tag: string) => string | undefined,
): Recorder {
  let fail: (error: ToolError) => void = () => undefined
  const failure = new Promise<never>((_, reject) => {
    fail = reject
  })
  // Nobody may be listening any more.
  failure.catch(() => undefined)
  const exchanges: Recorder['exchanges'] = new Map()
  const brokenStates: Recorder['brokenStates'] = new Map()
  const door: Door = { provider, exchanges, brokenStates }
  const answer = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url)
    const [, part, rest = ''] = /^\/[^/]*\/(pacts|states|provider)(.*)$/s.exec(pathname) ?? []
    if (part === 'provider') return forward(door, request, rest + search)
    if (part === 'states') return changeState(door, request)
    const pact = part === 'pacts' ? pactAt(rest.slice(1)) : undefined
    const headers = { 'content-type': 'application/json' }
    return new Response(pact ?? null, { status: pact === undefined ? 404 : 200, headers })
  }
  const unanswered = (cause: unknown) => {
    const message = 'A request of the verifier could not be passed on to the provider.'
    fail(isToolError(cause) ? cause : new ToolError('E_PROVIDER', message, { cause }))
    return new Response(null, { status: 502 })
  }
  return { fetch: (request) => answer(request).catch(unanswered), exchanges, brokenStates, failure }
}
