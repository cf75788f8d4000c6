// Requests and answers that are odd as messages and nevertheless obey the contract.
import { gzipSync } from 'node:zlib'
import {
  type Answer,
  type Case,
  GENERIC,
  ID,
  json,
  NUMBERS,
  problem,
  problemJson,
  provider,
  providerWithText,
  TWILIO,
  type Want,
} from './case.ts'

function odd(name: string, given: Answer, want: readonly Want[] = []): Case {
  return [name, { given, want }]
}

const typed = (name: string, type: string) =>
  odd(name, { headers: { 'content-type': type }, body: provider() })

function update(name: string, body: string, headers: Record<string, string> = json): Case {
  const request = { method: 'PUT', path: TWILIO, headers, body }
  return odd(name, { request, body: provider() })
}

const asked = (name: string, path: string) => odd(name, { request: { path }, body: provider() })

const numbers = (name: string, answer: Answer) =>
  odd(name, { request: { path: NUMBERS }, ...answer })

const spread = JSON.stringify(JSON.parse(provider()), null, '\t').replaceAll('\n', '\r\n')

export const oddMessages: readonly Case[] = [
  odd('a body printed over many lines', { body: `\r\n${spread}\r\n\t ` }),
  odd('a body with a byte order mark', { body: `\ufeff${provider()}`, raw: true }),
  odd('names and values as escapes', {
    body: providerWithText('region', '"\\u0075\\u0073\\u0031"').replace('"id"', '"\\u0069d"'),
  }),
  odd('a slash as an escape', { body: providerWithText('name', '"a\\/b \\ud83d\\udcde"') }),
  typed('a charset parameter', 'application/json; charset=utf-8'),
  typed('a charset parameter in quotes', 'application/json;charset="UTF-8"'),
  typed('a media type in another case', 'Application/JSON ; Charset=UTF-8'),
  typed('a parameter that JSON does not define', 'application/json; profile="v1"; odata=none'),
  odd('headers that no page documents', {
    headers: {
      ...json,
      'x-request-id': 'a'.repeat(32),
      'x-ratelimit-remaining': '59',
      'server-timing': 'db;dur=12.3',
      deprecation: '@1772442900',
      'set-cookie': 'affinity=node-3; Path=/; HttpOnly',
    },
    body: provider(),
  }),
  odd('a body compressed by gzip', {
    headers: { ...json, 'content-encoding': 'gzip' },
    body: Uint8Array.from(gzipSync(provider())),
  }),
  odd('304 to a conditional request', {
    request: { headers: { 'if-none-match': '"v1"' } },
    status: 304,
    headers: { etag: '"v1"' },
  }),
  odd('an entry of another server', {
    request: { elsewhere: true, path: '/collect' },
    status: 500,
    body: 'not JSON',
  }),
  odd('an entry of another server at a path of ours', {
    request: { elsewhere: true },
    body: '{"providerType":"vonage"}',
  }),
  odd('a request that a preflight goes before', {
    request: { crossOrigin: true },
    headers: { ...json, 'access-control-allow-origin': '*' },
    body: provider(),
  }),
  odd('a preflight', {
    request: {
      method: 'OPTIONS',
      anonymous: true,
      headers: { origin: 'https://app.acme.test', 'access-control-request-method': 'PUT' },
    },
    status: 204,
    headers: { 'access-control-allow-origin': '*' },
    raw: true,
  }),
  odd('an answer whose body the recorder left out', { body: provider(), lost: true, raw: true }),
  odd('a request whose Authorization the recorder left out', {
    request: { anonymous: true },
    body: provider(),
    raw: true,
  }),

  asked('an id in upper case in the path', `/api/v1/providers/twilio/${ID.toUpperCase()}`),
  asked('an id with a digit percent-encoded', `/api/v1/providers/twilio/%37${ID.slice(1)}`),
  asked('a query that no page documents', `${TWILIO}?_=1772442900&debug`),
  asked('a generic provider', GENERIC),
  asked('a generic provider by an id in upper case', `/api/v1/providers/${ID.toUpperCase()}`),
  numbers('available numbers as a list', { body: '[{"phoneNumber":"+15550100"}]' }),
  numbers('available numbers in an envelope', { body: '{"items":[],"total":0}' }),
  numbers('available numbers as CSV', {
    headers: { 'content-type': 'text/csv' },
    body: 'sid,number\r\n',
  }),

  update('an update of nothing', '{}'),
  update('an update to null', '{"name":null,"region":null,"supportsCallTransfer":null}'),
  update('a new name of 100 characters', `{"name":"${'n'.repeat(100)}"}`),
  update('a new name of 100 emoji', `{"name":"${'\u{1f4de}'.repeat(100)}"}`),
  update('a new name that is empty', '{"name":""}'),
  update('an update with a charset', '{"region":"ie1"}', {
    'content-type': 'application/json; charset=utf-8',
  }),

  odd('404 as a problem', { status: 404, headers: problemJson, body: problem(404) }),
  odd('404 as plain JSON', { status: 404, body: problem(404) }),
  odd('401 as a problem', { status: 401, headers: problemJson, body: problem(401) }),
  odd('401 as plain JSON', { status: 401, body: problem(401) }),
  odd('a problem with a charset', {
    status: 404,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    body: problem(404),
  }),
  odd('a problem with extension members', {
    status: 404,
    headers: problemJson,
    body: problem(404, { traceId: '00-4bf92f3577b34da6-01', errors: { id: ['unknown'] } }),
  }),
  odd('a problem of nulls', {
    status: 404,
    headers: problemJson,
    body: problem(404, { type: null, title: null, status: null, detail: null, instance: null }),
  }),
  odd('a problem without members', { status: 401, headers: problemJson, body: '{}' }),
]
