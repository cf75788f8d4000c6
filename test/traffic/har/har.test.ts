// Holds the reading of recordings against what each recorder writes, and against broken ones.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../src/contract/json.ts'
import { isToolError } from '../../../src/errors.ts'
import type { Exchange } from '../../../src/traffic/exchange.ts'
import { readHar, readNdjson, readRecording } from '../../../src/traffic/har/har.ts'

const url = 'https://api.example.com/v1/pets?limit=2'
const type = { name: 'Content-Type', value: 'application/json' }
const ok = {
  status: 200,
  headers: [type],
  content: { size: 2, mimeType: 'application/json', text: '{}' },
}
const get = { method: 'GET', url, headers: [], bodySize: -1 }

const entry = (request: object = {}, response: object = {}): object => ({
  startedDateTime: '2026-01-01T00:00:00.000Z',
  request: { ...get, ...request },
  response: { ...ok, ...response },
})

const har = (...entries: unknown[]): string => JSON.stringify({ log: { version: '1.2', entries } })

function only(text: string): Exchange {
  const { exchanges } = readHar(text, 'shop.har')
  expect(exchanges).toHaveLength(1)
  const [exchange] = exchanges
  if (exchange === undefined) throw new Error('no exchange')
  return exchange
}

const text = (body: Uint8Array | null): string | null =>
  body === null ? null : new TextDecoder().decode(body)

test('an entry is an observed exchange with its place', () => {
  const recording = readHar(
    har({ request: { ...get, url: 'data:,a' }, response: ok }, entry()),
    'shop.har',
  )
  expect(recording).toEqual({
    exchanges: [
      {
        kind: 'observed',
        source: 'shop.har',
        index: 1,
        startedAt: '2026-01-01T00:00:00.000Z',
        request: { method: 'GET', url, headers: [], body: new Uint8Array() },
        response: {
          status: 200,
          headers: [['Content-Type', 'application/json']],
          body: new TextEncoder().encode('{}'),
        },
      },
    ],
    leftOut: { aborted: 0, preflight: 0, 'not-http': 1 },
  })
})

test.each([['yesterday'], [0], [null], ['2026-01-01 00:00:00Z']])(
  'a beginning that is no time says nothing: %j',
  (startedDateTime) => {
    expect(only(har({ ...entry(), startedDateTime }))).not.toHaveProperty('startedAt')
  },
)

describe('the body of an answer', () => {
  type Given = [content: object | null, response?: object, request?: object]
  test.each<[string, { given: Given; want: string | null }]>([
    ['is its text in UTF-8', { given: [{ size: 3, text: '"é"' }], want: '"é"' }],
    [
      'is undone from base64',
      { given: [{ size: 3, text: 'eyJhIjoxfQ==', encoding: 'base64' }], want: '{"a":1}' },
    ],
    [
      'has no encoding where that is null or empty (Firefox)',
      { given: [{ size: 2, text: '{}', encoding: null }], want: '{}' },
    ],
    [
      'is unknown in an encoding of its own',
      { given: [{ size: 2, text: 'x', encoding: 'gzip' }], want: null },
    ],
    [
      'is unknown without text (Chrome)',
      { given: [{ size: 120, mimeType: 'application/json' }], want: null },
    ],
    [
      'is unknown without text and size (Playwright)',
      { given: [{ size: -1, mimeType: 'application/json' }], want: null },
    ],
    ['is unknown with an empty text but a size', { given: [{ size: 120, text: '' }], want: null }],
    [
      'is unknown where a comment says so (Firefox)',
      { given: [{ size: 0, comment: 'Response bodies are not included.' }], want: null },
    ],
    [
      'is unknown where a comment stands by an empty text',
      { given: [{ text: '', comment: 'not included' }], want: null },
    ],
    ['is unknown where an error says so', { given: [{ size: 0, _error: 'evicted' }], want: null }],
    [
      'is unknown where the answer has an error (Chrome)',
      { given: [{ size: 0 }, { _error: 'net::ERR_FAILED' }], want: null },
    ],
    [
      'is unknown where it is said to be unavailable',
      { given: [{ size: 0, _contentUnavailable: true }], want: null },
    ],
    ['is unknown without content', { given: [null], want: null }],
    ['is empty with size 0', { given: [{ size: 0, mimeType: 'x-unknown' }], want: '' }],
    ['is empty with an empty text', { given: [{ text: '' }], want: '' }],
    ['is empty for 204', { given: [{ size: -1 }, { status: 204 }], want: '' }],
    [
      'is what a server sent with 204 all the same',
      { given: [{ size: 2, text: '{}' }, { status: 204 }], want: '{}' },
    ],
    [
      'is empty for 304, what is shown is the cache',
      { given: [{ size: 2, text: '{}' }, { status: 304 }], want: '' },
    ],
    ['is empty for HEAD', { given: [{ size: 120 }, {}, { method: 'HEAD' }], want: '' }],
    [
      'is unknown where UTF-8 does not give the bytes back',
      {
        given: [
          { size: 1, text: 'é' },
          { headers: [{ name: 'content-type', value: 'text/html; charset=iso-8859-1' }] },
        ],
        want: null,
      },
    ],
    [
      'is its text where any charset gives the bytes back',
      {
        given: [
          { size: 1, text: 'e' },
          { headers: [{ name: 'content-type', value: 'text/html; charset=iso-8859-1' }] },
        ],
        want: 'e',
      },
    ],
    [
      'is unknown in UTF-16',
      {
        given: [
          { size: 2, text: 'e' },
          { headers: [{ name: 'content-type', value: 'text/html; charset=utf-16le' }] },
        ],
        want: null,
      },
    ],
    [
      'is UTF-8 for JSON, whatever charset it claims',
      {
        given: [
          { size: 3, text: '"é"' },
          { headers: [{ name: 'content-type', value: 'application/json; charset=latin1' }] },
        ],
        want: '"é"',
      },
    ],
  ])('%s', (_name, { given: [content, response = {}, request = {}], want }) => {
    const { body } = only(har(entry(request, { content, ...response }))).response
    expect(text(body)).toBe(want)
  })
})

describe('the body of a request', () => {
  const form = 'application/x-www-form-urlencoded'
  test.each<[string, { given: object; want: string | null }]>([
    [
      'is its text',
      {
        given: { method: 'PUT', postData: { mimeType: 'application/json', text: '{"é":1}' } },
        want: '{"é":1}',
      },
    ],
    [
      'is undone from base64',
      { given: { method: 'PUT', postData: { text: 'e30=', encoding: 'base64' } }, want: '{}' },
    ],
    [
      'is written from its parameters (Charles)',
      {
        given: {
          method: 'POST',
          postData: {
            mimeType: form,
            text: '',
            params: [{ name: 'a b', value: 'c&d' }, { name: 'e' }],
          },
        },
        want: 'a+b=c%26d&e=',
      },
    ],
    [
      'is its text rather than its parameters (Chrome)',
      {
        given: {
          method: 'POST',
          postData: { mimeType: form, text: 'a=%20', params: [{ name: 'a', value: '%20' }] },
        },
        want: 'a=%20',
      },
    ],
    [
      'is unknown from the parameters of a multipart form',
      {
        given: {
          method: 'POST',
          postData: { mimeType: 'multipart/form-data', params: [{ name: 'a', value: 'b' }] },
        },
        want: null,
      },
    ],
    [
      'is unknown with an empty text but a size',
      {
        given: { method: 'POST', bodySize: 12, postData: { mimeType: 'image/png', text: '' } },
        want: null,
      },
    ],
    ['is empty without one', { given: { method: 'GET' }, want: '' }],
    ['is empty with size 0', { given: { method: 'POST', bodySize: 0 }, want: '' }],
    [
      'is empty with a content-length of 0',
      {
        given: { method: 'POST', bodySize: -1, headers: [{ name: 'content-length', value: '0' }] },
        want: '',
      },
    ],
    [
      'is unknown with a content-length',
      {
        given: { method: 'DELETE', headers: [{ name: 'content-length', value: '5' }] },
        want: null,
      },
    ],
    ['is unknown with a size', { given: { method: 'PUT', bodySize: 5 }, want: null }],
    [
      'is unknown for PUT without a word about it',
      { given: { method: 'PUT', bodySize: -1 }, want: null },
    ],
  ])('%s', (_name, { given, want }) => {
    expect(text(only(har(entry(given))).request.body)).toBe(want)
  })
})

describe('header fields', () => {
  const field = (name: string, value: string): object => ({ name, value })
  test.each<[string, { given: object[]; want: [string, string][] }]>([
    [
      'keep their order and names',
      {
        given: [field('B', '1'), field('a', '2')],
        want: [
          ['B', '1'],
          ['a', '2'],
        ],
      },
    ],
    [
      'keep their repetitions',
      {
        given: [field('a', '1'), field('a', '2')],
        want: [
          ['a', '1'],
          ['a', '2'],
        ],
      },
    ],
    [
      'lose the pseudo fields of HTTP/2',
      { given: [field(':status', '200'), field('a', '1')], want: [['a', '1']] },
    ],
    [
      'are parted where a browser joined them',
      {
        given: [field('Set-Cookie', 'a=1\nb=2')],
        want: [
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
        ],
      },
    ],
    [
      'that were not kept leave the media type',
      { given: [], want: [['content-type', 'application/json']] },
    ],
  ])('%s', (_name, { given, want }) => {
    expect(only(har(entry({}, { headers: given }))).response.headers).toEqual(want)
  })

  test('that were not kept leave nothing where the media type is unknown', () => {
    const response = { headers: undefined, content: { size: 0, mimeType: 'x-unknown' } }
    expect(only(har(entry({}, response))).response.headers).toEqual([])
  })

  test('of a request that were not kept leave the media type of its body', () => {
    const postData = { mimeType: 'application/json', text: '{}' }
    const { headers } = only(har(entry({ method: 'POST', postData }))).request
    expect(headers).toEqual([['content-type', 'application/json']])
  })
})

describe('an entry that is no exchange is left out and counted', () => {
  const preflight = {
    method: 'OPTIONS',
    headers: [{ name: 'Access-Control-Request-Method', value: 'PUT' }],
  }
  test.each<[string, { given: object; want: string | undefined }]>([
    [
      'status 0 (Chrome)',
      { given: entry({}, { status: 0, headers: [], content: {} }), want: 'aborted' },
    ],
    ['status -1 (Playwright)', { given: entry({}, { status: -1 }), want: 'aborted' }],
    ['status null (Firefox)', { given: entry({}, { status: null }), want: 'aborted' }],
    ['a data URL', { given: entry({ url: 'data:text/plain,a' }), want: 'not-http' }],
    ['a blob URL', { given: entry({ url: 'blob:https://a.example/1-2' }), want: 'not-http' }],
    ['an extension', { given: entry({ url: 'chrome-extension://abc/x.js' }), want: 'not-http' }],
    ['a web socket', { given: entry({ url: 'WSS://a.example/' }), want: 'not-http' }],
    ['an upgrade', { given: entry({}, { status: 101 }), want: 'not-http' }],
    ['a preflight', { given: entry(preflight), want: 'preflight' }],
    [
      'an OPTIONS request of its own stays',
      { given: entry({ method: 'OPTIONS' }), want: undefined },
    ],
    [
      'a status that HTTP does not name stays',
      { given: entry({}, { status: 599 }), want: undefined },
    ],
  ])('%s', (_name, { given, want }) => {
    const { exchanges, leftOut } = readHar(har(given), 'shop.har')
    const reasons = Object.entries(leftOut).filter(([, count]) => count > 0)
    expect(reasons).toEqual(want === undefined ? [] : [[want, 1]])
    expect(exchanges).toHaveLength(want === undefined ? 1 : 0)
  })
})

function refusal(read: () => unknown): { message: string; hint: string } | undefined {
  try {
    read()
  } catch (error) {
    if (!isToolError(error)) throw error
    expect(error.code).toBe('E_INPUT')
    return { message: error.message, hint: error.hint }
  }
  return undefined
}

describe('a document that is none is refused by one sentence', () => {
  const whole = har(entry())
  test.each<[string, { given: string; want: string }]>([
    ['empty', { given: '', want: 'shop.har is empty.' }],
    ['blank', { given: ' \r\n', want: 'shop.har is empty.' }],
    [
      'cut off',
      {
        given: whole.slice(0, -2),
        want: `shop.har:1:${whole.length - 1} is not JSON: it ends inside an object.`,
      },
    ],
    [
      'cut off in a string',
      {
        given: '{\n "log": {\n  "entries": "a',
        want: 'shop.har:3:16 is not JSON: it ends inside a string.',
      },
    ],
    [
      'a web page',
      { given: '\n<!doctype html>', want: 'shop.har is a web page or XML, not a HAR document.' },
    ],
    ['not JSON', { given: 'hello', want: 'shop.har:1:1 is not JSON: it has text without quotes.' }],
    [
      'followed by text',
      { given: `${har()}\nx`, want: 'shop.har:2:1 is not JSON: it has more text after its value.' },
    ],
    ['an array', { given: '[]', want: 'shop.har is not a HAR document: it is not an object.' }],
    ['null', { given: 'null', want: 'shop.har is not a HAR document: it is not an object.' }],
    [
      'without a log',
      { given: '{"logs":{}}', want: 'shop.har is not a HAR document: it has no object named log.' },
    ],
    [
      'with a log that is text',
      { given: '{"log":"a"}', want: 'shop.har is not a HAR document: it has no object named log.' },
    ],
    [
      'without entries',
      { given: '{"log":{}}', want: 'shop.har is not a HAR document: log.entries is not an array.' },
    ],
    [
      'with entries that are an object',
      {
        given: '{"log":{"entries":{}}}',
        want: 'shop.har is not a HAR document: log.entries is not an array.',
      },
    ],
  ])('%s', (_name, { given, want }) => {
    const refused = refusal(() => readHar(given, 'shop.har'))
    expect(refused?.message).toBe(want)
    expect(refused?.hint).not.toBe('')
    expect(refusal(() => readRecording(given, 'shop.har'))?.message).toBe(want)
  })

  test('a byte order mark is no fault', () => {
    expect(readRecording(`\uFEFF${whole}`, 'shop.har').exchanges).toHaveLength(1)
    expect(readNdjson(`\uFEFF${JSON.stringify(entry())}`, 'a.ndjson').exchanges).toHaveLength(1)
  })
})

describe('an entry that is none is refused at its place', () => {
  test.each<[string, { given: unknown; want: string }]>([
    ['null', { given: null, want: ' is not an object.' }],
    ['a request missing', { given: { response: ok }, want: '.request is missing.' }],
    [
      'a request as text',
      { given: { request: 'GET /', response: ok }, want: '.request is not an object.' },
    ],
    ['a response missing', { given: { request: get }, want: '.response is missing.' }],
    ['a URL missing', { given: entry({ url: undefined }), want: '.request.url is missing.' }],
    ['a URL that is a number', { given: entry({ url: 1 }), want: '.request.url is not a string.' }],
    [
      'a URL without a host',
      { given: entry({ url: '/v1/pets' }), want: '.request.url is not an absolute URL.' },
    ],
    [
      'a URL that nothing can parse',
      { given: entry({ url: 'https://a b/' }), want: '.request.url is not a URL.' },
    ],
    [
      'a method missing',
      { given: entry({ method: undefined }), want: '.request.method is missing.' },
    ],
    ['a method that is empty', { given: entry({ method: '' }), want: '.request.method is empty.' }],
    [
      'a status missing',
      { given: entry({}, { status: undefined }), want: '.response.status is missing.' },
    ],
    [
      'a status as text',
      { given: entry({}, { status: '200' }), want: '.response.status is not a status code.' },
    ],
    [
      'a status with a fraction',
      { given: entry({}, { status: 200.5 }), want: '.response.status is not a status code.' },
    ],
    [
      'a status past 999',
      { given: entry({}, { status: 1000 }), want: '.response.status is not a status code.' },
    ],
    [
      'headers as an object',
      { given: entry({}, { headers: {} }), want: '.response.headers is not an array.' },
    ],
    [
      'a header field as text',
      { given: entry({ headers: ['a: b'] }), want: '.request.headers[0] is not an object.' },
    ],
    [
      'a header field without a value',
      { given: entry({ headers: [{ name: 'a' }] }), want: '.request.headers[0].value is missing.' },
    ],
    [
      'content as text',
      { given: entry({}, { content: '{}' }), want: '.response.content is not an object.' },
    ],
    [
      'content text as an object',
      {
        given: entry({}, { content: { text: {} } }),
        want: '.response.content.text is not a string.',
      },
    ],
    [
      'content that is not base64',
      {
        given: entry({}, { content: { text: '$', encoding: 'base64' } }),
        want: '.response.content.text is not base64.',
      },
    ],
    [
      'postData as an array',
      { given: entry({ postData: [] }), want: '.request.postData is not an object.' },
    ],
    [
      'params as an object',
      {
        given: entry({ postData: { params: {} } }),
        want: '.request.postData.params is not an array.',
      },
    ],
    [
      'a param without a name',
      {
        given: entry({ postData: { mimeType: 'application/x-www-form-urlencoded', params: [{}] } }),
        want: '.request.postData.params[0].name is missing.',
      },
    ],
  ])('%s', (_name, { given, want }) => {
    expect(refusal(() => readHar(har(entry(), given), 'shop.har'))?.message).toBe(
      `shop.har: log.entries[1]${want}`,
    )
    const line = `${JSON.stringify(entry())}\n\n${JSON.stringify(given)}`
    expect(refusal(() => readNdjson(line, 'a.ndjson'))?.message).toBe(`a.ndjson:3 entry${want}`)
  })

  test('members named like those of every object are not there', () => {
    expect(
      refusal(() =>
        readHar('{"log":{"entries":[{"request":{"url":"http://a"},"response":{}}]}}', 'a'),
      ),
    ).toBeDefined()
    expect(refusal(() => readHar('{"__proto__":{"log":{"entries":[]}}}', 'a'))).toBeDefined()
  })
})

describe('entries one a line', () => {
  test('are counted without the blank lines, whatever ends a line', () => {
    const line = JSON.stringify(entry())
    const left = JSON.stringify(entry({ url: 'data:,a' }))
    const got = readNdjson(`\n${line}\r\n\r\n${left}\n \t\n${line}`, 'a.ndjson')
    expect(got.exchanges.map(({ index, source }) => [index, source])).toEqual([
      [0, 'a.ndjson'],
      [2, 'a.ndjson'],
    ])
    expect(got.leftOut['not-http']).toBe(1)
  })

  test.each<[string, { given: string; want: string }]>([
    ['none at all', { given: '\n\n', want: 'a.ndjson is empty.' }],
    [
      'a line that is not JSON',
      {
        given: `${JSON.stringify(entry())}\n{"a`,
        want: 'a.ndjson:2 is not JSON: it ends inside a string.',
      },
    ],
    [
      'a whole document on a line',
      { given: har(entry()), want: 'a.ndjson:1 holds a whole HAR document.' },
    ],
    ['a line that is a number', { given: '1', want: 'a.ndjson:1 entry is not an object.' }],
  ])('are refused: %s', (_name, { given, want }) => {
    expect(refusal(() => readNdjson(given, 'a.ndjson'))?.message).toBe(want)
  })
})

describe('the form is told by what the text holds', () => {
  const line = JSON.stringify(entry())
  test.each<[string, { given: [string, string]; want: number | string }]>([
    ['a document named ndjson', { given: [har(entry()), 'a.ndjson'], want: 1 }],
    [
      'an indented document',
      { given: [JSON.stringify(JSON.parse(har(entry())), null, 2), 'a.txt'], want: 1 },
    ],
    ['lines named har', { given: [`${line}\n${line}`, 'a.har'], want: 2 }],
    ['one line', { given: [line, '-'], want: 1 }],
    [
      'lines of which the second is bad',
      { given: [`${line}\n{`, '-'], want: '-:2 is not JSON: it ends inside an object.' },
    ],
    [
      'lines of which the first is bad, by name',
      {
        given: [`{\n${line}`, 'a.jsonl'],
        want: 'a.jsonl:1 is not JSON: it ends inside an object.',
      },
    ],
    [
      'a cut document',
      {
        given: [har(entry()).slice(0, 50), 'a.har'],
        want: 'a.har:1:51 is not JSON: it ends inside a string.',
      },
    ],
  ])('%s', (_name, { given: [given, source], want }) => {
    const count = (): number => readRecording(given, source).exchanges.length
    if (typeof want === 'number') expect(count()).toBe(want)
    else expect(refusal(count)?.message).toBe(want)
  })
})

test('no JSON value makes the reader fail but by a refusal', () => {
  const names = [
    'request',
    'response',
    'url',
    'method',
    'headers',
    'content',
    'status',
    'text',
    'postData',
    'params',
    'name',
    'value',
    'size',
    'encoding',
    'mimeType',
  ]
  const { node } = fc.letrec<{ node: Json }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<Json>(null, true, 0, -1, 200, '', 'https://a.example/', 'GET', 'base64'),
      fc.array(tie('node'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom(...names), tie('node'), { maxKeys: 6 }),
    ),
  }))
  const mended = (request: Json, response: Json): JsonObject => ({
    request: { method: 'POST', url, ...Object(request) },
    response: { status: 200, ...Object(response) },
  })
  fc.assert(
    fc.property(node, node, (request, response) => {
      refusal(() => readRecording(har(mended(request, response)), 'a'))
      refusal(() => readRecording(JSON.stringify(request), 'a'))
    }),
    { numRuns: 1000 },
  )
})
