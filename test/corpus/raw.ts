// Writes the answers that a browser would mend or drop as HAR entries, one a line, with base64 bodies.
import { type Answer, CASE_FIELD, json, KEY, ORIGIN, TWILIO } from './case.ts'
import { cases } from './cases.ts'

type Field = { name: string; value: string }

function fields(headers: Readonly<Record<string, string>>): Field[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }))
}

function requestOf(name: string, { request = {} }: Answer) {
  const { method = 'GET', path = TWILIO, headers = {}, anonymous = false } = request
  const credential = anonymous ? {} : { authorization: `Bearer ${KEY}` }
  return {
    method,
    url: `${ORIGIN}${path}`,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: fields({ ...credential, [CASE_FIELD]: name, ...headers }),
    queryString: [],
    headersSize: -1,
    bodySize: 0,
  }
}

function responseOf({ status = 200, headers = json, body = '', lost = false }: Answer) {
  const bytes = Buffer.from(body)
  const mimeType = headers['content-type'] ?? ''
  const kept = lost ? {} : { text: bytes.toString('base64'), encoding: 'base64' }
  return {
    status,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: fields(headers),
    content: { size: bytes.length, mimeType, ...kept },
    redirectURL: '',
    headersSize: -1,
    bodySize: bytes.length,
  }
}

/** The entries, one a line; the same text each time. */
export function rawCorpus(): string {
  const raw = [...cases].filter(([, { given }]) => given.raw)
  const lines = raw.map(([name, { given }]) =>
    JSON.stringify({
      startedDateTime: '2026-03-02T09:15:00.000Z',
      time: 0,
      request: requestOf(name, given),
      response: responseOf(given),
      cache: {},
      timings: { send: 0, wait: 0, receive: 0 },
    }),
  )
  return lines.map((line) => `${line}\n`).join('')
}
