// Answers whose status, media type or bytes are wrong.
import {
  type Answer,
  type Case,
  error,
  problem,
  problemJson,
  provider,
  providerWithDetails,
  providerWithout,
  providerWithText,
  warning,
} from './case.ts'

const DETAILS = '/response/body/verificationDetails/0/details'

function status(name: string, given: Answer): Case {
  return [name, { given, want: [error('status-documented', '/response/status')] }]
}

function mediaType(name: string, headers: Record<string, string>): Case {
  const want = [error('content-type', '/response/headers/content-type')]
  return [name, { given: { headers, body: provider() }, want }]
}

function unreadable(name: string, body: string | Uint8Array, raw = false): Case {
  const want = [error('body-readable', '/response/body')]
  return [name, { given: { body, raw }, want }]
}

/** Readable, but not in the same way by everybody. */
function hazard(name: string, body: string, at: string): Case {
  return [name, { given: { body }, want: [error('body-readable', at)] }]
}

/** Bytes of a provider whose name holds bytes that are not UTF-8. */
function providerNamed(bytes: readonly number[]): Uint8Array {
  const [before = '', after = ''] = provider({ name: '\u0001' }).split('\\u0001')
  const encoder = new TextEncoder()
  return Uint8Array.from([...encoder.encode(before), ...bytes, ...encoder.encode(after)])
}

/** The text as UTF-16 with its byte order mark. */
function utf16(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'))
}

const page = '<!doctype html><title>Bad gateway</title><h1>502</h1>'
const plain = { 'content-type': 'text/plain' }

const faultyStatuses: readonly Case[] = [
  status('status 418', { status: 418, body: '{}' }),
  status('status 500 with a problem', { status: 500, headers: problemJson, body: problem(500) }),
  status('status 502 with a page', {
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: page,
  }),
  status('status 204', { status: 204, headers: {} }),
  status('status 201', { status: 201, body: provider() }),
  status('status 206', { status: 206, body: provider() }),
  status('status 422', { status: 422, headers: problemJson, body: problem(422) }),
  status('status 403', { status: 403, headers: problemJson, body: problem(403) }),
  status('status 429 with Retry-After', {
    status: 429,
    headers: { ...problemJson, 'retry-after': '1' },
    body: problem(429),
  }),
]

const faultyMediaTypes: readonly Case[] = [
  mediaType('no content type', {}),
  mediaType('content type text/html', { 'content-type': 'text/html; charset=utf-8' }),
  mediaType('content type text/plain', plain),
  mediaType('content type application/octet-stream', {
    'content-type': 'application/octet-stream',
  }),
  mediaType('content type of a problem on success', problemJson),
  mediaType('content type application/xml', { 'content-type': 'application/xml' }),
  mediaType('content type text/json', { 'content-type': 'text/json' }),
  mediaType('content type without a subtype', { 'content-type': 'json' }),
  mediaType('content type with an empty value', { 'content-type': '' }),
  mediaType('two content types in one field', { 'content-type': 'text/html, application/json' }),
  [
    'a problem as a page',
    {
      given: { status: 404, headers: { 'content-type': 'text/html' }, body: page },
      want: [warning('content-type', '/response/headers/content-type')],
    },
  ],
]

const faultyBodies: readonly Case[] = [
  unreadable('empty body', ''),
  unreadable('body of white space', ' \r\n\t '),
  unreadable('body cut off', provider().slice(0, -20)),
  unreadable('body cut off inside a name', provider().slice(0, 5)),
  unreadable('body twice', provider() + provider()),
  unreadable('body with a bracket after it', `${provider()}]`),
  unreadable('body with a page after it', `${provider()}\n${page}`),
  unreadable('body with an anti-hijacking prefix', `)]}',\n${provider()}`),
  unreadable('a page as JSON', page),
  unreadable('trailing comma', provider().replace(/\}$/, ',}')),
  unreadable('single quotes', provider().replaceAll('"', "'")),
  unreadable('a comment', `/* provider */ ${provider()}`),
  unreadable('NaN', providerWithText('phoneNumberCount', 'NaN')),
  unreadable('a number with a leading zero', providerWithText('phoneNumberCount', '03')),
  unreadable('a number with a plus sign', providerWithText('phoneNumberCount', '+3')),
  unreadable('the word undefined', providerWithText('region', 'undefined')),
  unreadable('the word None', providerWithText('region', 'None')),
  unreadable('a bare line feed in a string', providerWithText('name', '"Support\nline"')),
  unreadable('an escape that JSON does not have', providerWithText('name', '"Support\\x20line"')),
  unreadable('a byte that is no UTF-8', providerNamed([0xff]), true),
  unreadable('a name in Latin-1', providerNamed([0x5a, 0xfc, 0x72, 0x69, 0x63, 0x68]), true),
  unreadable('a surrogate as UTF-8', providerNamed([0xed, 0xa0, 0x80]), true),
  unreadable('an overlong slash', providerNamed([0xc0, 0xaf]), true),
  unreadable('a body in UTF-16', utf16(provider()), true),
  hazard(
    'a member twice',
    providerWithText('name', '"First","name":"Second"'),
    '/response/body/name',
  ),
  hazard(
    'a member twice, once spelt by an escape',
    providerWithText('region', '"us1","\\u0072egion":"ie1"'),
    '/response/body/region',
  ),
  hazard(
    'a member twice inside details',
    providerWithDetails({ a: { b: 1 } }).replace('"b":1', '"b":1,"b":2'),
    `${DETAILS}/a/b`,
  ),
  hazard(
    'an integer beyond 2^53 inside details',
    providerWithDetails({ requestId: 0 }).replace('"requestId":0', '"requestId":9007199254740993'),
    `${DETAILS}/requestId`,
  ),
  hazard(
    'a number beyond double precision',
    providerWithDetails({ size: 0 }).replace('"size":0', '"size":1e400'),
    `${DETAILS}/size`,
  ),
  hazard(
    'a member named __proto__ inside details',
    providerWithDetails({}).replace('"details":{}', '"details":{"__proto__":{"isAdmin":true}}'),
    `${DETAILS}/__proto__`,
  ),
  hazard(
    '5,000 levels of nesting inside details',
    providerWithDetails({}).replace(
      '"details":{}',
      `"details":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
    ),
    `${DETAILS}${'/a'.repeat(509)}`,
  ),
]

const faultyProblems: readonly Case[] = [
  [
    'a problem whose status is a string',
    {
      given: { status: 404, headers: problemJson, body: problem(404, { status: '404' }) },
      want: [warning('response-schema', '/response/body/status')],
    },
  ],
  [
    'a problem whose title is an object',
    {
      given: { status: 401, headers: problemJson, body: problem(401, { title: {} }) },
      want: [warning('response-schema', '/response/body/title')],
    },
  ],
  [
    'a problem that is a list',
    {
      given: { status: 404, headers: problemJson, body: '["Not Found"]' },
      want: [warning('response-schema', '/response/body')],
    },
  ],
  [
    'a problem without a body',
    {
      given: { status: 404, headers: problemJson, body: '' },
      want: [warning('body-readable', '/response/body')],
    },
  ],
  [
    'a problem as success',
    {
      given: { body: problem(404) },
      want: [
        error('response-schema', '/response/body/accountSid'),
        error('response-schema', '/response/body/name'),
        error('response-schema', '/response/body/providerType'),
        ...['detail', 'status', 'title', 'type'].map((name) =>
          warning('undocumented-field', `/response/body/${name}`),
        ),
      ],
    },
  ],
  [
    'a problem with an answer cut off',
    {
      given: { status: 404, headers: problemJson, body: problem(404).slice(0, -3) },
      want: [warning('body-readable', '/response/body')],
    },
  ],
]

export const faultyMessages: readonly Case[] = [
  ...faultyStatuses,
  ...faultyMediaTypes,
  ...faultyBodies,
  ...faultyProblems,
  [
    'a member missing under a content type with parameters',
    {
      given: {
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: providerWithout('name'),
      },
      want: [error('response-schema', '/response/body/name')],
    },
  ],
]
