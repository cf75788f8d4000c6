// Asks a Pact Broker over HTTP: one deadline, bounded bodies, no redirects, and HAL or an error.
//
// Plain fetch, not @pact-foundation/pact-cli: that is a native binary for each platform, for a
// handful of requests; its verdict would be text to be read back, its errors and redirects its own.
import { isObject, type JsonObject, member } from '../../contract/json.ts'
import { ToolError } from '../../errors.ts'

const mostBytes = 20_000_000

/** Whose word the broker takes: a value for the header `Authorization`, and what it was made of. */
export type Credential = { authorization: string; from: string }

export type BrokerAccess = {
  /** `https://broker.example/path`, without user, query or fragment. */
  url: string
  credential: Credential | undefined
  fetch: typeof fetch
  /** For each request, its body included. */
  milliseconds: number
  signal: AbortSignal
}

export type Ask = {
  /** What is asked, as an error says it: `to publish contracts`. */
  doing: string
  url: string
  method?: 'GET' | 'POST' | 'PUT'
  body?: JsonObject
}

export type Answer = { body: JsonObject; text: string }

/** A broker that can be asked; `send` throws a ToolError for every answer that is none. */
export type Broker = {
  /** Without a slash at its end. */
  base: string
  send: (ask: Ask) => Promise<Answer>
}

/** A broker at an address; nothing is asked yet. */
export function openBroker(access: BrokerAccess): Broker {
  const base = access.url.replace(/\/+$/, '')
  return { base, send: (ask) => send(ask, { ...access, url: base }) }
}

/** An error about a broker, which names it. */
export function brokerError(base: string, problem: string, hint = ''): ToolError {
  return new ToolError('E_PROVIDER', `The Pact Broker at ${base} ${problem}`, { hint })
}

async function send(ask: Ask, access: BrokerAccess): Promise<Answer> {
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), access.milliseconds)
  const stop = () => deadline.abort()
  access.signal.addEventListener('abort', stop, { once: true })
  if (access.signal.aborted) stop()
  try {
    return await exchange(ask, access, deadline.signal)
  } catch (error) {
    // An interrupted run says so itself.
    if (error instanceof ToolError || access.signal.aborted) throw error
    if (!deadline.signal.aborted) throw unreachable(ask, access, error)
    const seconds = access.milliseconds / 1000
    throw brokerError(
      access.url,
      `gave no answer within ${seconds} s when asked ${ask.doing}.`,
      'Is it overloaded? --timeout SECONDS waits longer.',
    )
  } finally {
    clearTimeout(timer)
    access.signal.removeEventListener('abort', stop)
  }
}

async function exchange(ask: Ask, access: BrokerAccess, signal: AbortSignal): Promise<Answer> {
  const { credential, url: base } = access
  const headers = new Headers({ accept: 'application/hal+json' })
  if (ask.body !== undefined) headers.set('content-type', 'application/json')
  if (credential !== undefined) headers.set('authorization', credential.authorization)
  const response = await access.fetch(ask.url, {
    method: ask.method ?? 'GET',
    headers,
    // Followed, a redirect would take the token to wherever it leads.
    redirect: 'manual',
    signal,
    ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
  })
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel()
    throw redirected(ask, base, response)
  }
  const text = await readText(response, ask, base)
  const body = bodyOf(response, text)
  if (!response.ok) throw refused(response.status, body, { ask, access })
  if (body === undefined) throw notHal(response, ask, base)
  return { body, text }
}

async function readText(response: Response, ask: Ask, base: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = response.body?.getReader()
  while (reader !== undefined) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > mostBytes) {
      await reader.cancel()
      throw brokerError(base, `answers more than ${mostBytes / 1e6} MB when asked ${ask.doing}.`)
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The object of an answer in JSON; an empty one where there is no body; else undefined. */
function bodyOf(response: Response, text: string): JsonObject | undefined {
  if (text.trim() === '' && response.ok && response.status !== 200) return {}
  const type = response.headers.get('content-type') ?? ''
  if (!/^[^;]*[/+]json\s*(?:;|$)/i.test(type)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function notHal(response: Response, ask: Ask, base: string): ToolError {
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(response.headers.get('content-type') ?? '')?.[0]
  const what =
    type === undefined
      ? 'without a media type'
      : /json$/i.test(type)
        ? 'with a body that is no JSON object'
        : `with ${type}`
  return brokerError(
    base,
    `answers ${what}, not with HAL, when asked ${ask.doing}.`,
    'Is this the address of the broker itself, and not of a proxy or a sign-in page?',
  )
}

function redirected({ doing }: Ask, base: string, response: Response): ToolError {
  const location = response.headers.get('location')
  const target =
    location !== null && URL.canParse(location, `${base}/`)
      ? new URL(location, `${base}/`)
      : undefined
  // Its query may hold a session.
  const where = target === undefined ? '' : ` to ${target.origin}${target.pathname}`
  return brokerError(
    base,
    `redirects${where} when asked ${doing}; redirects are not followed, as the token would be sent on.`,
    'Name the address that it is served at.',
  )
}

/** What the broker itself says: `errors` as a list or by field, `error`, or notices of errors. */
function saidBy(body: JsonObject | undefined): string {
  const errors = member(body, 'errors')
  const fields = isObject(errors)
    ? Object.entries(errors).flatMap(([field, texts]) =>
        [texts].flat().map((text) => (field === 'contracts' ? text : `${field} ${String(text)}`)),
      )
    : [errors].flat()
  const error = member(body, 'error')
  const all = [...fields, typeof error === 'string' ? error : member(error, 'message')]
  const said = all.filter((text) => typeof text === 'string').slice(0, 5)
  return said.length === 0 ? '.' : `: ${said.join('; ').replace(/\.?$/, '.')}`
}

type Context = { ask: Ask; access: BrokerAccess }

function refused(status: number, body: JsonObject | undefined, { ask, access }: Context) {
  const { credential, url: base } = access
  const said = saidBy(body)
  const without = 'Set PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD.'
  const problems: Readonly<Record<number, [problem: string, hint: string]>> = {
    401:
      credential === undefined
        ? ['wants to know who asks (401).', without]
        : [`does not accept ${credential.from} (401).`, 'Is it of this broker, and still valid?'],
    403: [
      `does not allow ${ask.doing.replace(/^for /, 'asking for ')} (403)${said}`,
      credential === undefined ? without : `${credential.from} lacks the permission.`,
    ],
    404: [
      `knows nothing there when asked ${ask.doing} (404)${said}`,
      'Are the address and the names right?',
    ],
    409: [
      `refuses a change of what is published (409)${said}`,
      'A published version stays as it is: commit the change and publish it as a new version.',
    ],
  }
  const [problem, hint] = problems[status] ?? [
    `answers ${status} when asked ${ask.doing}${said}`,
    status >= 500 ? 'The fault is on its side; try again later.' : '',
  ]
  return brokerError(base, problem, hint)
}

const causes: readonly (readonly [code: RegExp, words: string])[] = [
  [/^ECONNREFUSED$/, 'refuses the connection'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'has a host name that is not known'],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'broke off the connection'],
  [/CERT|SSL|TLS|ISSUER/, 'has a certificate that is not trusted'],
  [/^HPE_|^UND_ERR_HEADERS_OVERFLOW$/, 'does not speak HTTP'],
]

function unreachable({ doing }: Ask, { url }: BrokerAccess, error: unknown): ToolError {
  // fetch wraps what happened.
  const inner = error instanceof Error ? error.cause : undefined
  const code = inner instanceof Error && 'code' in inner ? String(inner.code) : ''
  const words = causes.find(([pattern]) => pattern.test(code))?.[1] ?? 'cannot be reached'
  const which = code === '' ? '' : ` (${code})`
  const problem = `The Pact Broker at ${url} ${words}${which} when asked ${doing}.`
  const hint = 'Is it running, and is the address right?'
  return new ToolError('E_PROVIDER', problem, { hint, cause: error })
}
