// Pact files of each specification, as libraries write them and as they get broken.
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../src/contract/json.ts'
import { isToolError } from '../../../src/errors.ts'
import type { Exchange } from '../../../src/traffic/exchange.ts'
import { isPact, type Pact, readPact } from '../../../src/traffic/pact/pact.ts'

const source = 'web-shop.json'

type Given = { version?: Json; request?: JsonObject; response?: JsonObject; more?: JsonObject }

function textOf({ version = '3.0.0', request = {}, response = {}, more = {} }: Given): string {
  return JSON.stringify({
    consumer: { name: 'web' },
    provider: { name: 'shop' },
    interactions: [
      {
        description: 'a thing',
        request: { method: 'GET', path: '/things/1', ...request },
        response: { status: 200, ...response },
        ...more,
      },
    ],
    metadata: { pactSpecification: { version } },
  })
}

const read = (given: Given): Pact => readPact(textOf(given), source)

function exchangeOf(given: Given): Exchange {
  const [exchange] = read(given).exchanges
  if (exchange === undefined) throw new Error('no exchange')
  return exchange
}

const text = (body: Uint8Array | null) => (body === null ? null : new TextDecoder().decode(body))
const reasons = (given: Given) => read(given).unchecked.map(({ at, reason }) => `${at} ${reason}`)

test('an interaction is an exchange that is expected', () => {
  expect(read({ more: { providerState: 'a thing exists' } })).toEqual({
    source,
    consumer: 'web',
    provider: 'shop',
    specification: '3',
    interactions: 1,
    pending: new Set(),
    unchecked: [],
    exchanges: [
      {
        kind: 'expected',
        source,
        index: 0,
        interaction: 'a thing (given a thing exists)',
        request: { method: 'GET', url: '/things/1', headers: [], body: new Uint8Array() },
        response: { status: 200, headers: [], body: null },
      },
    ],
  })
})

describe('the specification', () => {
  const bare = (interaction: JsonObject, metadata?: Json) =>
    JSON.stringify({
      interactions: [{ request: {}, response: {}, ...interaction }],
      ...(metadata === undefined ? {} : { metadata }),
    })
  test.each<[string, { given: string; want: string }]>([
    ['is stated', { given: textOf({ version: '2.0.0' }), want: '2' }],
    ['is stated in short', { given: textOf({ version: '4.0' }), want: '4' }],
    ['is stated as a number', { given: textOf({ version: 4 }), want: '4' }],
    [
      'is stated with a hyphen',
      { given: bare({}, { 'pact-specification': { version: '1.1.0' } }), want: '1' },
    ],
    [
      'is stated in one word',
      { given: bare({}, { pactSpecificationVersion: '3.0.0' }), want: '3' },
    ],
    [
      'is 4 where interactions have types',
      { given: bare({ type: 'Synchronous/HTTP' }), want: '4' },
    ],
    ['is 3 where there are several states', { given: bare({ providerStates: [] }), want: '3' }],
    ['is 3 where a query is a map', { given: bare({ request: { query: {} } }), want: '3' }],
    [
      'is 2 where there are matchers',
      { given: bare({ response: { matchingRules: {} } }), want: '2' },
    ],
    ['is 1 otherwise', { given: bare({}), want: '1' }],
  ])('%s', (_, { given, want }) => {
    expect(readPact(given, source).specification).toBe(want)
  })
})

describe('the URL', () => {
  test.each<[string, { given: JsonObject; want: string }]>([
    [
      'has the query of specification 2',
      { given: { query: 'a=1&b=%20' }, want: '/things/1?a=1&b=%20' },
    ],
    ['takes a question mark too many', { given: { query: '?a=1' }, want: '/things/1?a=1' }],
    [
      'has the names and values of specification 3',
      {
        given: { query: { 'a[]': ['1', 'x&y'], b: ['ü'] } },
        want: '/things/1?a%5B%5D=1&a%5B%5D=x%26y&b=%C3%BC',
      },
    ],
    ['takes a value that is no list', { given: { query: { a: '1' } }, want: '/things/1?a=1' }],
    ['takes a name without a value', { given: { query: { a: [null] } }, want: '/things/1?a' }],
    ['has no query where it is null', { given: { query: null }, want: '/things/1' }],
    [
      'keeps half of a character from breaking it',
      { given: { query: { a: ['\ud800'] } }, want: '/things/1?a=%EF%BF%BD' },
    ],
    [
      'keeps marks of a query in its path',
      { given: { path: '/a?b#c d%zz' }, want: '/a%3Fb%23c%20d%25zz' },
    ],
    ['keeps what is encoded', { given: { path: '/a%2Fb' }, want: '/a%2Fb' }],
    ['begins with a slash', { given: { path: 'a' }, want: '/a' }],
  ])('%s', (_, { given, want }) => {
    expect(exchangeOf({ request: given }).request.url).toBe(want)
  })
})

test('headers come as text or as lists, in any case', () => {
  const headers = { Accept: 'a/b', 'x-many': ['1', '2'], none: null, count: 3 }
  expect(exchangeOf({ response: { headers } }).response.headers).toEqual([
    ['Accept', 'a/b'],
    ['x-many', '1'],
    ['x-many', '2'],
    ['count', '3'],
  ])
  expect(exchangeOf({ response: { headers: null } }).response.headers).toEqual([])
})

describe('the body of an answer', () => {
  const json = { 'Content-Type': 'application/json' }
  test.each<[string, { given: JsonObject; want: string | null }]>([
    ['is open where none is named', { given: {}, want: null }],
    ['is JSON', { given: { body: { a: [1, null] } }, want: '{"a":[1,null]}' }],
    ['is null', { given: { body: null }, want: 'null' }],
    ['is empty', { given: { body: '' }, want: '' }],
    ['is text as it stands', { given: { body: 'a b' }, want: 'a b' }],
    [
      'is a string of JSON where it is to be JSON',
      { given: { body: 'a b', headers: json }, want: '"a b"' },
    ],
    ['is JSON in a text', { given: { body: '{"a":1}', headers: json }, want: '{"a":1}' }],
  ])('%s, before specification 4', (_, { given, want }) => {
    for (const version of ['1.0.0', '2.0.0', '3.0.0']) {
      expect(text(exchangeOf({ version, response: given }).response.body)).toBe(want)
    }
  })

  const base64 = btoa('{"a":1}')
  test.each<[string, { given: Json; want: [body: string | null, type?: string] }]>([
    [
      'is JSON',
      {
        given: { content: { a: 1 }, contentType: 'application/json', encoded: false },
        want: ['{"a":1}'],
      },
    ],
    [
      'is JSON in base64',
      {
        given: { content: base64, contentType: 'application/json', encoded: 'base64' },
        want: ['{"a":1}'],
      },
    ],
    [
      'is JSON in base64, said by yes',
      { given: { content: base64, encoded: true }, want: ['{"a":1}'] },
    ],
    [
      'is JSON as text',
      {
        given: { content: '{"a":1}', contentType: 'application/json', encoded: 'JSON' },
        want: ['{"a":1}'],
      },
    ],
    [
      'is text with its type',
      { given: { content: 'a', contentType: 'text/plain' }, want: ['a', 'text/plain'] },
    ],
    ['is empty', { given: { content: '' }, want: [''] }],
    ['is open without content', { given: {}, want: [null] }],
    ['is null', { given: null, want: ['null'] }],
    ['is null inside', { given: { content: null }, want: ['null'] }],
  ])('%s, in specification 4', (_, { given, want: [body, type] }) => {
    const { response } = exchangeOf({ version: '4.0', response: { body: given } })
    expect(text(response.body)).toBe(body)
    expect(response.headers).toEqual(type === undefined ? [] : [['content-type', type]])
  })
})

test('a request without a body sends none, and one that cannot be read is not taken for none', () => {
  const unread = { content: '%', encoded: 'base64' }
  expect(exchangeOf({ version: '4.0', request: { body: unread } }).request.body).toBe(null)
  expect(exchangeOf({}).request.body).toEqual(new Uint8Array())
})

describe('a name', () => {
  test.each<[string, { given: JsonObject; want: string }]>([
    ['is the description', { given: {}, want: 'a thing' }],
    ['has the state', { given: { providerState: 'one' }, want: 'a thing (given one)' }],
    [
      'has the state of old Ruby',
      { given: { provider_state: 'one' }, want: 'a thing (given one)' },
    ],
    [
      'has all states',
      {
        given: { providerStates: [{ name: 'one', params: { key: 'secret' } }, { name: 'two' }] },
        want: 'a thing (given one, two)',
      },
    ],
    ['is its position where there is none', { given: { description: '' }, want: 'interaction 0' }],
  ])('%s', (_, { given, want }) => {
    expect(exchangeOf({ more: given }).interaction).toBe(want)
  })
})

describe('what cannot be judged', () => {
  const known = [
    ...['equality', 'regex', 'type', 'include', 'integer', 'decimal', 'number', 'boolean', 'null'],
    ...['date', 'time', 'timestamp', 'datetime', 'values', 'arrayContains', 'contentType'],
    ...['statusCode', 'notEmpty', 'semver', 'eachKey', 'eachValue'],
  ]
  test.each(known)('does not include the matcher %s', (match) => {
    const body = { '$.a': { combine: 'AND', matchers: [{ match }] } }
    expect(reasons({ response: { matchingRules: { body } } })).toEqual([])
    expect(
      reasons({ version: '2.0.0', request: { matchingRules: { '$.body.a': { match } } } }),
    ).toEqual([])
  })

  test.each<[string, { given: Given; want: string[] }]>([
    [
      'is what an unknown matcher of specification 2 admits',
      {
        given: {
          version: '2.0.0',
          response: {
            matchingRules: { '$.body.a': { match: 'moon' }, '$.headers.X': { regex: '1' } },
          },
        },
        want: [
          '/response/body $.body.a has the matcher "moon", which is not known; its example was judged, but not what else it admits',
        ],
      },
    ],
    [
      'is what an unknown matcher of specification 3 admits',
      {
        given: {
          request: {
            matchingRules: {
              path: { combine: 'AND', matchers: [{ match: 'type' }, { match: 'moon' }] },
              header: { 'X-A': { matchers: [{ match: 7 }] } },
              query: { q: { matchers: [{}] } },
            },
          },
        },
        want: [
          '/request/path path has the matcher "moon", which is not known; its example was judged, but not what else it admits',
          '/request/headers X-A has the matcher without a name, which is not known; its example was judged, but not what else it admits',
          '/request/query q has a matching rule that names no matcher; its example was judged, but not what else it admits',
        ],
      },
    ],
    [
      'is a body that is not the base64 it is said to be',
      {
        given: { version: '4.0', response: { body: { content: '%', encoded: 'base64' } } },
        want: ['/response/body the body is not the base64 that it is said to be'],
      },
    ],
    [
      'is a body in an encoding that nobody knows',
      {
        given: { version: '4.0', response: { body: { content: 'a', encoded: 'rot13' } } },
        want: ['/response/body the body is encoded as "rot13", which is not known'],
      },
    ],
    [
      'is a body of a request that is not base64',
      {
        given: { version: '4.0', request: { body: { content: '%', encoded: true } } },
        want: ['/request/body the body is not the base64 that it is said to be'],
      },
    ],
    [
      'is a body with a matcher of old Ruby that is not known',
      {
        given: { response: { body: { a: { json_class: 'Pact::Guess', contents: 1 } } } },
        want: [
          '/response/body the body has matchers in the place of its values, as old Ruby pacts do',
        ],
      },
    ],
    [
      'is a header that is no text',
      {
        given: { response: { headers: { 'X-A': { json_class: 'Pact::Term' } } } },
        want: ['/response/headers/x-a the header is no text in the pact'],
      },
    ],
    [
      'is what a plugin has a say in',
      {
        given: { version: '4.0', more: { pluginConfiguration: { csv: {} } } },
        want: [' the plugin "csv" has a say in it, and is not run'],
      },
    ],
  ])('%s', (_, { given, want }) => {
    expect(reasons(given)).toEqual(want)
    expect(read(given).exchanges).toHaveLength(1)
  })

  test.each(['Asynchronous/Messages', 'Synchronous/Messages', 'Smoke/Signals'])('is %s', (type) => {
    const pact = read({ version: '4.0', more: { type } })
    expect(pact.exchanges).toEqual([])
    expect(pact.interactions).toBe(1)
    expect(pact.unchecked).toMatchObject([
      { index: 0, interaction: 'a thing', method: '', reason: expect.stringContaining(type) },
    ])
  })

  test('is a message of specification 3', () => {
    const messages = [{ description: 'an event', contents: {} }]
    const pact = readPact(JSON.stringify({ messages }), source)
    expect(pact).toMatchObject({ specification: '3', interactions: 1, exchanges: [] })
    expect(pact.unchecked[0]).toMatchObject({ interaction: 'an event' })
  })

  test('does not take its siblings along', () => {
    const whole: { interactions: JsonObject[] } = JSON.parse(textOf({ version: '4.0' }))
    const message = { type: 'Asynchronous/Messages', description: 'an event' }
    whole.interactions.unshift(message)
    const pact = readPact(JSON.stringify(whole), source)
    expect(pact.exchanges.map(({ index }) => index)).toEqual([1])
    expect(pact.interactions).toBe(2)
  })
})

test('pending interactions are told apart', () => {
  expect(read({ version: '4.0', more: { pending: true } }).pending).toEqual(new Set([0]))
})

describe('a file that is no pact', () => {
  test.each<[string, { given: string; want: RegExp }]>([
    [
      'is cut off',
      {
        given: textOf({}).slice(0, -40),
        want: /web-shop\.json:1:\d+ is not JSON: it ends inside a string\..*cut off/,
      },
    ],
    ['is empty', { given: '', want: /is empty/ }],
    ['is a web page', { given: '<html>', want: /web page/ }],
    ['is a list', { given: '[]', want: /not an object/ }],
    ['is a recording', { given: '{"log":{"entries":[]}}', want: /recording/ }],
    ['has no interactions', { given: '{"consumer":{"name":"a"}}', want: /no interactions/ }],
    [
      'has interactions that are no list',
      { given: '{"interactions":{}}', want: /interactions is not an array/ },
    ],
    [
      'has an interaction that is none',
      { given: '{"interactions":[7]}', want: /interactions\[0\] is not an object/ },
    ],
    [
      'has no request',
      {
        given: '{"interactions":[{"response":{}}]}',
        want: /interactions\[0\]\.request is missing/,
      },
    ],
    [
      'has no response',
      {
        given: '{"interactions":[{"request":{}}]}',
        want: /interactions\[0\]\.response is missing/,
      },
    ],
    [
      'has a status that is none',
      {
        given: textOf({ response: { status: 'ok' } }),
        want: /response\.status is not a status code/,
      },
    ],
    [
      'has a method that is none',
      { given: textOf({ request: { method: 1 } }), want: /request\.method is not a method/ },
    ],
    [
      'has a path that is none',
      { given: textOf({ request: { path: {} } }), want: /request\.path is not a string/ },
    ],
    [
      'has a query that is none',
      { given: textOf({ request: { query: 7 } }), want: /request\.query is neither/ },
    ],
    [
      'has objects in its query',
      {
        given: textOf({ request: { query: { a: [{}] } } }),
        want: /request\.query\.a holds an object/,
      },
    ],
    [
      'is of a specification to come',
      { given: textOf({ version: '5.0' }), want: /of Pact specification "5\.0"\..*1 to 4/ },
    ],
    [
      'is of no specification',
      { given: textOf({ version: 'latest' }), want: /specification "latest"/ },
    ],
    [
      'has a specification that is no text',
      { given: textOf({ version: {} }), want: /specification no text/ },
    ],
  ])('%s', (_, { given, want }) => {
    try {
      readPact(given, source)
    } catch (error) {
      if (!isToolError(error)) throw error
      expect(`${error.message} ${error.hint}`).toMatch(want)
      expect(error.code).toBe('E_INPUT')
      expect(error.message).toMatch(/^web-shop\.json/)
      return
    }
    throw new Error('was read')
  })
})

describe('a pact is told from a recording', () => {
  const body = JSON.stringify({ interactions: [] })
  const entry = { request: { postData: { text: body } }, interactions: [] }
  test.each<[string, { given: string; want: boolean }]>([
    ['by its interactions', { given: textOf({}), want: true }],
    ['by its messages', { given: '{"messages":[]}', want: true }],
    ['after it was cut off', { given: textOf({}).slice(0, -9), want: true }],
    ['with a mark of its bytes before', { given: `\uFEFF${textOf({})}`, want: true }],
    ['that holds one', { given: JSON.stringify({ log: { entries: [entry] } }), want: false }],
    ['that is an entry', { given: JSON.stringify(entry), want: false }],
    ['that was cut off', { given: '{"log":{"entries":[{"interactions":', want: false }],
    ['and from anything else', { given: '{"a":1}', want: false }],
  ])('%s', (_, { given, want }) => {
    expect(isPact(given)).toBe(want)
  })
})

describe('a hostile pact', () => {
  test('nests its body as deeply as it likes', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    const whole = textOf({ response: { body: 'DEEP' } }).replace('"DEEP"', deep)
    const pact = readPact(whole, source)
    expect(pact.exchanges).toHaveLength(1)
    expect(pact.unchecked.map(({ reason }) => reason)).toEqual([
      'the body is nested too deeply to be read',
    ])
  })

  test('names what is dangerous', () => {
    const whole = textOf({ request: { headers: {}, query: {} } })
      .replace('"headers":{}', '"headers":{"__proto__":"x"}')
      .replace('"query":{}', '"query":{"__proto__":["1"]}')
    const [exchange] = readPact(whole, source).exchanges
    expect(exchange?.request).toMatchObject({
      url: '/things/1?__proto__=1',
      headers: [['__proto__', 'x']],
    })
  })

  test('of fifty megabytes is read in seconds', () => {
    const interaction = {
      description: 'x',
      request: {},
      response: { body: { text: 'y'.repeat(50_000) } },
    }
    const interactions = Array.from({ length: 1000 }, () => interaction)
    const large = JSON.stringify({ interactions })
    expect(large.length).toBeGreaterThan(50_000_000)
    expect(isPact(large)).toBe(true)
    expect(readPact(large, source).exchanges).toHaveLength(1000)
  }, 10_000)
})
