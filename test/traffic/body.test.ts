// Holds the reading of bodies from bytes: by media type, never by guess, and broken ones by place.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readBody } from '../../src/traffic/body.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const json = (value: unknown): object => ({
  kind: 'json',
  value,
  hazards: [],
})

type Case = [string, { given: [Uint8Array | null, string | undefined]; want: object }]

describe('a body is read by its media type', () => {
  test.each<Case>([
    ['JSON', { given: [bytes('{"a":1}'), 'application/json'], want: json({ a: 1 }) }],
    [
      'JSON with parameters in any case',
      { given: [bytes('[1]'), 'APPLICATION/Json ; Charset=UTF-8'], want: json([1]) },
    ],
    ['JSON by suffix', { given: [bytes('null'), 'application/problem+json'], want: json(null) }],
    ['JSON named text', { given: [bytes('0'), 'text/json'], want: json(0) }],
    [
      'JSON after a byte order mark',
      { given: [bytes('\uFEFF{}'), 'application/json'], want: json({}) },
    ],
    [
      'JSON with a hazard',
      {
        given: [bytes('{"a":1,"a":2}'), 'application/json'],
        want: { kind: 'json', value: { a: 2 }, hazards: [{ kind: 'duplicate-key', at: '/a' }] },
      },
    ],
    [
      'XML, which is no text to be judged',
      {
        given: [bytes('<a/>'), 'text/xml; charset=utf-8'],
        want: { kind: 'unparsed', mediaType: 'text/xml; charset=utf-8' },
      },
    ],
    ['text', { given: [bytes('{"a":1}'), 'text/plain'], want: { kind: 'text', value: '{"a":1}' } }],
    [
      'text after a byte order mark',
      { given: [bytes('\uFEFFé'), 'text/plain'], want: { kind: 'text', value: 'é' } },
    ],
    [
      'text in its charset',
      {
        given: [Uint8Array.of(0xe9), 'text/html; charset=iso-8859-1'],
        want: { kind: 'text', value: 'é' },
      },
    ],
    [
      'text in a charset that nobody knows',
      {
        given: [bytes('a'), 'text/html; charset=klingon'],
        want: { kind: 'unparsed', mediaType: 'text/html; charset=klingon' },
      },
    ],
    [
      'a form',
      {
        given: [bytes('a=1+2&b=%C3%A9&c&&=d'), 'application/x-www-form-urlencoded'],
        want: { kind: 'form', value: { a: '1 2', b: 'é', c: '', '': 'd' } },
      },
    ],
    [
      'a form with a name twice',
      {
        given: [bytes('a=1&b=2&a=3'), 'application/x-www-form-urlencoded; charset=utf-8'],
        want: { kind: 'form', value: { a: ['1', '3'], b: '2' } },
      },
    ],
    ['nothing sent', { given: [new Uint8Array(), 'application/json'], want: { kind: 'empty' } }],
    ['nothing recorded', { given: [null, 'application/json'], want: { kind: 'absent' } }],
    [
      'no media type',
      { given: [bytes('{}'), undefined], want: { kind: 'unparsed', mediaType: undefined } },
    ],
    [
      'a malformed media type',
      { given: [bytes('{}'), 'json'], want: { kind: 'unparsed', mediaType: 'json' } },
    ],
    [
      'an image',
      { given: [bytes('{}'), 'image/png'], want: { kind: 'unparsed', mediaType: 'image/png' } },
    ],
    [
      'a multipart form',
      {
        given: [bytes('{}'), 'multipart/form-data; boundary=x'],
        want: { kind: 'unparsed', mediaType: 'multipart/form-data; boundary=x' },
      },
    ],
  ])('%s', (_name, { given: [body, mediaType], want }) => {
    expect(readBody(body, mediaType)).toStrictEqual(want)
  })

  test('a member of a form named __proto__ stays a member', () => {
    const got = readBody(bytes('__proto__=1'), 'application/x-www-form-urlencoded')
    expect(got.kind === 'form' && Object.keys(got.value)).toEqual(['__proto__'])
  })
})

describe('a broken body is told by its byte', () => {
  const type = 'application/json'
  test.each<Case>([
    [
      'cut off',
      {
        given: [bytes('{"é":1'), type],
        want: { kind: 'broken', problem: 'ends inside an object', offset: 7 },
      },
    ],
    [
      'blank',
      { given: [bytes(' '), type], want: { kind: 'broken', problem: 'is empty', offset: 1 } },
    ],
    [
      'with text after it',
      {
        given: [bytes('"💥" x'), type],
        want: { kind: 'broken', problem: 'has more text after its value', offset: 7 },
      },
    ],
    [
      'a web page',
      {
        given: [bytes('<html>'), type],
        want: { kind: 'broken', problem: "has an unexpected '<'", offset: 0 },
      },
    ],
    [
      'a byte that is never UTF-8',
      {
        given: [Uint8Array.of(0x22, 0xff, 0x22), type],
        want: { kind: 'broken', problem: 'is not utf-8', offset: 1 },
      },
    ],
    [
      'a sequence that is not continued',
      {
        given: [Uint8Array.of(0x22, 0xc3, 0x28, 0x22), type],
        want: { kind: 'broken', problem: 'is not utf-8', offset: 2 },
      },
    ],
    [
      'an overlong sequence',
      {
        given: [Uint8Array.of(0x22, 0xc0, 0x80, 0x22), type],
        want: { kind: 'broken', problem: 'is not utf-8', offset: 1 },
      },
    ],
    [
      'a surrogate in UTF-8',
      {
        given: [Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), type],
        want: { kind: 'broken', problem: 'is not utf-8', offset: 2 },
      },
    ],
    [
      'cut inside a character',
      {
        given: [Uint8Array.of(0x22, 0xc3), type],
        want: { kind: 'broken', problem: 'ends inside a character', offset: 2 },
      },
    ],
    [
      'text in the wrong charset',
      {
        given: [Uint8Array.of(0x61, 0xe9, 0x61), 'text/plain'],
        want: { kind: 'broken', problem: 'is not utf-8', offset: 2 },
      },
    ],
    [
      'UTF-16',
      {
        given: [Uint8Array.of(0xff, 0xfe, 0x7b, 0), type],
        want: { kind: 'broken', problem: 'is not utf-8', offset: 0 },
      },
    ],
    [
      'a form with half an escape',
      {
        given: [bytes('é=%C3%A9&b=%4'), 'application/x-www-form-urlencoded'],
        want: { kind: 'broken', problem: 'has a malformed percent-encoding', offset: 10 },
      },
    ],
    [
      'a form with escaped bytes that are not UTF-8',
      {
        given: [bytes('a=%ff'), 'application/x-www-form-urlencoded'],
        want: { kind: 'broken', problem: 'has a malformed percent-encoding', offset: 0 },
      },
    ],
  ])('%s', (_name, { given: [body, mediaType], want }) => {
    expect(readBody(body, mediaType)).toStrictEqual(want)
  })

  test('wherever the bad byte stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (before, after) => {
        const start = bytes(`"${before}`)
        const got = readBody(Uint8Array.from([...start, 0xff, ...bytes(after)]), 'text/plain')
        expect(got).toEqual({ kind: 'broken', problem: 'is not utf-8', offset: start.length })
      }),
    )
  })

  test('no bytes and no media type make it throw', () => {
    const mediaType = fc.constantFrom(
      'application/json',
      'text/plain; charset=utf-16',
      'application/x-www-form-urlencoded',
    )
    fc.assert(
      fc.property(fc.uint8Array(), fc.oneof(mediaType, fc.string()), (body, type) => {
        expect(readBody(body, type).kind).toMatch(/^(?:json|text|form|empty|unparsed|broken)$/)
      }),
    )
  })

  test('ten megabytes of one form field and of bad bytes come to an end', () => {
    const form = readBody(bytes('a=1&'.repeat(2_500_000)), 'application/x-www-form-urlencoded')
    expect(form.kind === 'form' && form.value.a).toHaveLength(2_500_000)
    const bad = new Uint8Array(10_000_000).fill(0x61)
    bad[9_999_998] = 0xff
    expect(readBody(bad, 'application/json')).toMatchObject({ kind: 'broken', offset: 9_999_998 })
  }, 30_000)
})
