// Writes exchanges as a HAR 1.2 document that our own reader, browsers and other tools can open.

import { type Body, type Exchange, type Headers, headerValue } from '../exchange.ts'
import { binaryText } from '../secrets/forms.ts'
import { isFaithful } from './entry.ts'

type Pair = { name: string; value: string }
type Encoded = { text?: string; encoding?: 'base64' }

/** Where nobody knows when a request was sent: HAR insists on a time. */
const unknownTime = '1970-01-01T00:00:00.000Z'

function pairs(headers: Headers): Pair[] {
  return headers.map(([name, value]) => ({ name, value }))
}

function queryOf(url: string): Pair[] {
  const query = new URLSearchParams(/\?([^#]*)/.exec(url)?.[1] ?? '')
  return [...query].map(([name, value]) => ({ name, value }))
}

/** A body as text where the reader gives the same bytes back for it, else in base64. */
function encoded(body: Uint8Array, headers: Headers): Encoded {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
    if (isFaithful(text, headers)) return { text }
  } catch {
    // Not text in UTF-8.
  }
  return { text: btoa(binaryText(body)), encoding: 'base64' }
}

const sizeOf = (body: Body) => body?.length ?? -1

function postData(headers: Headers, body: Body) {
  if (body?.length === 0) return {}
  const mimeType = headerValue(headers, 'content-type') ?? ''
  if (body === null) return { postData: { mimeType, comment: 'The body was not kept.' } }
  return { postData: { mimeType, ...encoded(body, headers) } }
}

function contentOf({ headers, body }: Exchange['response']) {
  const mimeType = headerValue(headers, 'content-type') ?? ''
  const kept = body === null ? { comment: 'The body was not kept.' } : encoded(body, headers)
  return { size: sizeOf(body), mimeType, ...kept }
}

function entryOf(exchange: Exchange) {
  const { request, response, probe, broken } = exchange
  const message = (headers: Headers, body: Body) => ({
    // An exchange does not say; ours is never sent by another.
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairs(headers),
    headersSize: -1,
    bodySize: sizeOf(body),
  })
  return {
    startedDateTime: exchange.startedAt ?? unknownTime,
    time: 0,
    request: {
      method: request.method,
      url: request.url,
      ...message(request.headers, request.body),
      queryString: queryOf(request.url),
      ...postData(request.headers, request.body),
    },
    response: {
      status: response.status,
      statusText: '',
      ...message(response.headers, response.body),
      content: contentOf(response),
      redirectURL: headerValue(response.headers, 'location') ?? '',
      // To every reader this means that there is no body.
      ...(broken === undefined || response.body !== null ? {} : { _error: broken.kind }),
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    ...(probe === undefined ? {} : { _probe: probe }),
    ...(broken === undefined ? {} : { _broken: broken }),
  }
}

/**
 * The text of a HAR 1.2 document, an entry for each exchange. Who reads it numbers the exchanges by their
 * place in it: those that were numbered so from the beginning, in a source named like the file, are judged
 * with the same findings to the byte. Secrets are written as they are; see `redactExchange`.
 */
export function writeHar(exchanges: readonly Exchange[], { version }: { version: string }): string {
  const log = {
    version: '1.2',
    creator: { name: 'blackbox-contract', version },
    entries: exchanges.map(entryOf),
  }
  return `${JSON.stringify({ log }, null, 2)}\n`
}
