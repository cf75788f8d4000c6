// Holds that what is written as HAR is read back as it was, to the byte, and is HAR as others know it.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Exchange, Expectation, Headers } from '../../../src/traffic/exchange.ts'
import { readRecording } from '../../../src/traffic/har/har.ts'
import { writeHar } from '../../../src/traffic/har/writer.ts'

const version = '1.2.3'
const bytes = (text: string) => new TextEncoder().encode(text)

const exchange: Exchange = {
  kind: 'observed',
  source: 'run.har',
  index: 0,
  startedAt: '2026-03-02T09:15:00.000Z',
  request: { method: 'GET', url: 'http://a.test/b?c=d%20e', headers: [], body: new Uint8Array() },
  response: { status: 200, headers: [], body: new Uint8Array() },
}

function readBack(exchanges: readonly Exchange[]): Exchange[] {
  return readRecording(writeHar(exchanges, { version }), 'run.har').exchanges
}

const fieldName = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,20}$/)
const fieldValue = fc.stringMatching(/^[\x20-\x7e\x80-\xff]{0,30}$/)
const types = [
  'application/json',
  'text/html; charset=iso-8859-1',
  'text/plain; charset=utf-16le',
  'application/json; charset=latin1',
  'image/png',
  'no media type',
]
const headers: fc.Arbitrary<Headers> = fc
  .tuple(
    fc.array(fc.tuple(fieldName, fieldValue)),
    fc.option(fc.constantFrom(...types), { nil: undefined }),
  )
  .map(([fields, type]) => [
    ...fields.filter(([name]) => !/^(?:access-control-request-method|content-type)$/i.test(name)),
    ...(type === undefined ? [] : [['Content-Type', type] as const]),
  ])
const body = fc.oneof(
  fc.uint8Array({ minLength: 1 }).map((each) => Uint8Array.from(each)),
  fc.string({ unit: 'binary', minLength: 1 }).map(bytes),
  fc.constant(new Uint8Array()),
  fc.constant(null),
)
const probe: fc.Arbitrary<Expectation> = fc.oneof(
  fc.record({ id: fc.string(), wanted: fc.constant('documented' as const) }),
  fc.record({
    id: fc.string(),
    wanted: fc.constantFrom('refused', 'absent', 'unsupported', 'negotiated'),
    fault: fc.string(),
    pointer: fc.constantFrom('', '/security', '/paths/~1a/get'),
    at: fc.string(),
  }),
)
const broken = fc.record({
  kind: fc.string({ maxLength: 40 }),
  isViolation: fc.boolean(),
  words: fc.string(),
})

const anyExchange = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PROPFIND'),
    url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
    status: fc.integer({ min: 200, max: 599 }).filter((each) => each !== 204 && each !== 304),
    asked: fc.tuple(headers, body),
    answered: fc.tuple(headers, body),
    probe: fc.option(probe, { nil: undefined }),
    broken: fc.option(broken, { nil: undefined }),
    startedAt: fc
      .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  })
  .map(({ asked, answered, probe: wanted, broken: ended, ...given }): Exchange => {
    const { method, url, status, startedAt } = given
    return {
      ...{ ...exchange, startedAt },
      ...(wanted === undefined ? {} : { probe: wanted }),
      ...(ended === undefined ? {} : { broken: ended }),
      request: { method, url, headers: asked[0], body: asked[1] },
      response:
        ended === undefined
          ? { status, headers: answered[0], body: answered[1] }
          : { status: 0, headers: [], body: null },
    }
  })

it('any exchanges are read back as they were', () => {
  fc.assert(
    fc.property(fc.array(anyExchange, { maxLength: 3 }), (given) => {
      const numbered = given.map((each, index) => ({ ...each, index }))
      expect(readBack(numbered)).toEqual(numbered)
    }),
    { seed: 5, numRuns: 300 },
  )
})

const answers: [string, Partial<Exchange['response']>, string?][] = [
  ['no body for 204', { status: 204 }],
  ['a body that came with 204 all the same', { status: 204, body: bytes('{}') }],
  ['no body for 304', { status: 304, headers: [['ETag', '"a"']] }],
  ['no body for HEAD', { headers: [['Content-Length', '7']] }, 'HEAD'],
  [
    'a field that comes three times, one of them empty',
    {
      headers: [
        ['a', '1'],
        ['A', ''],
        ['a', '1'],
      ],
    },
  ],
  ['a byte order mark', { body: bytes('\ufeff{}') }],
  ['zero bytes', { body: new Uint8Array(3) }],
  ['half a character', { body: bytes('é').slice(0, 1) }],
  ['a body that was not kept', { body: null }],
  ['a large body of bytes', { body: new Uint8Array(20_001).fill(0xff) }],
]

it.each(answers)('%s is read back', (_, response, method = 'GET') => {
  const given = {
    ...exchange,
    request: { ...exchange.request, method },
    response: { ...exchange.response, ...response },
  }
  expect(readBack([given])).toEqual([given])
})

it('a time that nobody knows is one that no run can have', () => {
  const { startedAt: _, ...given } = exchange
  expect(readBack([given])).toEqual([{ ...given, startedAt: '1970-01-01T00:00:00.000Z' }])
})

it('a broken exchange without our own words on it is an aborted request to any reader', () => {
  const ended = { kind: 'timeout', isViolation: false, words: 'The provider gave no answer.' }
  const given = { ...exchange, broken: ended, response: { status: 0, headers: [], body: null } }
  const text = writeHar([given], { version })
  const { leftOut } = readRecording(text.replace('"_broken"', '"_other"'), 'run.har')
  expect(leftOut.aborted).toBe(1)
  expect(JSON.parse(text).log.entries[0].response._error).toBe('timeout')
})

it.each([0, 99, 101, 200, 999])('a break after status %s is read back', (status) => {
  const broken = { kind: 'truncated', isViolation: true, words: 'The provider ended the body.' }
  const response = { status, headers: [['A', 'b']] as const, body: null }
  const given = { ...exchange, broken, response }
  expect(readBack([given])).toEqual([given])
})

it.each<[string, unknown]>([
  ['no object', 'truncated'],
  ['no kind', { isViolation: true, words: 'a' }],
  ['a kind without end', { kind: 'a'.repeat(41), isViolation: true, words: 'a' }],
  ['words without end', { kind: 'a', isViolation: true, words: 'a'.repeat(1001) }],
  ['no verdict', { kind: 'a', isViolation: 'yes', words: 'a' }],
])('what others call a break is none of ours: %s', (_, broken) => {
  const har = JSON.parse(writeHar([exchange], { version }))
  har.log.entries[0]._broken = broken
  expect(readRecording(JSON.stringify(har), 'run.har').exchanges).toEqual([exchange])
})

it('has all that HAR 1.2 asks for', () => {
  const given: Exchange = {
    ...exchange,
    request: {
      method: 'POST',
      url: 'http://a.test/?b=c%20d&b',
      headers: [['Content-Type', 'text/plain']],
      body: bytes('x'),
    },
    response: { status: 302, headers: [['Location', '/e']], body: bytes('é') },
  }
  const message = { httpVersion: 'HTTP/1.1', cookies: [], headersSize: -1 }
  expect(JSON.parse(writeHar([given], { version }))).toEqual({
    log: {
      version: '1.2',
      creator: { name: 'blackbox-contract', version },
      entries: [
        {
          startedDateTime: '2026-03-02T09:15:00.000Z',
          time: 0,
          request: {
            ...message,
            method: 'POST',
            url: 'http://a.test/?b=c%20d&b',
            headers: [{ name: 'Content-Type', value: 'text/plain' }],
            queryString: [
              { name: 'b', value: 'c d' },
              { name: 'b', value: '' },
            ],
            postData: { mimeType: 'text/plain', text: 'x' },
            bodySize: 1,
          },
          response: {
            ...message,
            status: 302,
            statusText: '',
            headers: [{ name: 'Location', value: '/e' }],
            content: { size: 2, mimeType: '', text: 'é' },
            redirectURL: '/e',
            bodySize: 2,
          },
          cache: {},
          timings: { send: 0, wait: 0, receive: 0 },
        },
      ],
    },
  })
})
