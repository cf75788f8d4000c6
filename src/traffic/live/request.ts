// The request of a live probe, written out to the byte; the key is added where it is sent.
import type { Contract, Operation, Parameter } from '../../contract/contract.ts'
import { matchOperation } from '../../contract/match.ts'
import { isSecretParameter } from '../../contract/secrets.ts'
import { placeKey } from '../placed-key.ts'
import type { ProbeRequest } from '../probe-request.ts'
import { redactUrl } from '../redact-url.ts'

/** Which key a request carries, if any: the caller's own, or one that opens nothing. */
export type ProbeKey = 'right' | 'none' | 'wrong'

export type LiveRequest = {
  method: string
  /** Path and query below the base URL, percent-encoded, without a key: `/users/5?x=y`. */
  target: string
  /** The same as people may see it: with `***` for the values that the contract keeps secret. */
  shown: string
  /** Fields without a key. */
  headers: Readonly<Record<string, string>>
  body: { mediaType: string; text: string } | undefined
  key: ProbeKey
}

export type RequestParts = {
  texts: ReadonlyMap<Parameter, string>
  body: ProbeRequest['body']
  key: ProbeKey
  /** What is sent instead of the operation's own. */
  method?: string
  headers?: Readonly<Record<string, string>>
}

function targetOf({ path }: Operation, texts: ReadonlyMap<Parameter, string>): string {
  const filled = [...texts].filter(([each]) => each.in === 'path')
  const values = new Map(filled.map(([{ name }, text]) => [name, text]))
  const written = path.replaceAll(/\{([^}]*)\}/g, (whole, name) => values.get(name) ?? whole)
  const query = [...texts].filter(([each]) => each.in === 'query').map(([, text]) => text)
  return query.length === 0 ? written : `${written}?${query.join('&')}`
}

/** Whether a URL parser leaves the path as it is, and it belongs to the operation and to no other. */
function isOfOperation(contract: Contract, operation: Operation, target: string): boolean {
  const base = 'http://probe'
  const path = target.replace(/\?.*$/s, '')
  if (!URL.canParse(base + target) || new URL(base + target).pathname !== path) return false
  const alone = { ...contract, servers: [] }
  const found = matchOperation(alone, { method: operation.method, url: target }, '/')
  return found.operation?.pointer === operation.pointer
}

/** The request of these parts; undefined where its URL would not be one of the operation's. */
export function writeRequest(
  contract: Contract,
  operation: Operation,
  { texts, body, key, method, headers }: RequestParts,
): LiveRequest | undefined {
  const target = targetOf(operation, texts)
  if (!isOfOperation(contract, operation, target)) return undefined
  const hidden = [...texts].map(([parameter, text]): [Parameter, string] => {
    const isShown = !isSecretParameter(contract, parameter)
    return [parameter, isShown ? text : text.replace(/^([^=]*=)?.*$/s, '$1***')]
  })
  const fields = [...texts].filter(([each]) => each.in === 'header')
  const cookies = [...texts].filter(([each]) => each.in === 'cookie').map(([, text]) => text)
  return {
    method: method ?? operation.method,
    target,
    shown: redactUrl(targetOf(operation, new Map(hidden)), contract),
    headers: {
      ...Object.fromEntries(fields.map(([{ name }, text]) => [name, text])),
      ...(cookies.length === 0 ? {} : { Cookie: cookies.join('; ') }),
      ...headers,
    },
    body: body && { mediaType: body.mediaType, text: JSON.stringify(body.value) },
    key,
  }
}

export type Destination = {
  contract: Contract
  /** Where the API is, a path included if it has one. */
  baseUrl: string
  /** The caller's own key; undefined where there is none. */
  key: string | undefined
  /** A key that opens nothing. */
  wrongKey: string
}

/** A probe's request as a fetch takes it, with its key in every place where the contract looks for one. */
export function sendable(
  { method, target, headers, body, key: wanted }: LiveRequest,
  { contract, baseUrl, key, wrongKey }: Destination,
): Request {
  const own = wanted === 'right' ? key : wrongKey
  const placed =
    wanted === 'none' || own === undefined ? undefined : placeKey(contract.document, own)
  const pairs = Object.entries(placed?.query ?? {}).map((pair) =>
    pair.map(encodeURIComponent).join('='),
  )
  const mark = target.includes('?') ? '&' : '?'
  const query = pairs.length === 0 ? '' : `${mark}${pairs.join('&')}`
  const cookies = [headers.Cookie, placed?.headers.Cookie].filter((each) => each !== undefined)
  return new Request(`${baseUrl.replace(/\/+$/, '')}${target}${query}`, {
    method,
    headers: {
      ...headers,
      ...placed?.headers,
      ...(cookies.length === 0 ? {} : { Cookie: cookies.join('; ') }),
      ...(body === undefined ? {} : { 'Content-Type': body.mediaType }),
    },
    ...(body === undefined ? {} : { body: body.text }),
    redirect: 'manual',
  })
}
