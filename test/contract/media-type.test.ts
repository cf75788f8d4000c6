// Holds the reading and matching of media types against RFC 9110 §8.3.1 and OpenAPI 3.1 §4.8.17.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isJsonMediaType, matchMediaType, parseMediaType } from '../../src/contract/media-type.ts'

describe('a media type is read', () => {
  type Want = [type: string, subtype: string, suffix: string | undefined, parameters: object]
  test.each<[string, { given: string; want: Want }]>([
    ['plain', { given: 'application/json', want: ['application', 'json', undefined, {}] }],
    ['in any case', { given: 'Application/JSON', want: ['application', 'json', undefined, {}] }],
    [
      'with a suffix',
      { given: 'application/problem+json', want: ['application', 'problem+json', 'json', {}] },
    ],
    [
      'with two suffixes',
      { given: 'image/svg+xml+gzip', want: ['image', 'svg+xml+gzip', 'gzip', {}] },
    ],
    [
      'with vendor tree',
      {
        given: 'application/vnd.github.v3+json',
        want: ['application', 'vnd.github.v3+json', 'json', {}],
      },
    ],
    [
      'with a parameter',
      {
        given: 'text/html; charset=UTF-8',
        want: ['text', 'html', undefined, { charset: 'UTF-8' }],
      },
    ],
    [
      'with odd spaces',
      {
        given: ' text/html \t;\tCharset=utf-8 ; b=c ',
        want: ['text', 'html', undefined, { charset: 'utf-8', b: 'c' }],
      },
    ],
    [
      'with a quoted value',
      { given: 'a/b;c="d;e=\\"f\\""', want: ['a', 'b', undefined, { c: 'd;e="f"' }] },
    ],
    ['with an empty quoted value', { given: 'a/b;c=""', want: ['a', 'b', undefined, { c: '' }] }],
    ['with empty parameters', { given: 'a/b;;c=d;', want: ['a', 'b', undefined, { c: 'd' }] }],
    ['with a parameter twice', { given: 'a/b;c=1;C=2', want: ['a', 'b', undefined, { c: '1' }] }],
    [
      'with a parameter named like an object member',
      {
        given: 'a/b;__proto__=1',
        want: ['a', 'b', undefined, Object.fromEntries([['__proto__', '1']])],
      },
    ],
    ['as a range', { given: 'application/*', want: ['application', '*', undefined, {}] }],
  ])('%s', (_name, { given, want: [type, subtype, suffix, parameters] }) => {
    const { parameters: read, ...rest } = parseMediaType(given) ?? {}
    expect(rest).toEqual({ type, subtype, suffix })
    expect(Object.fromEntries(read ?? [])).toEqual(parameters)
  })

  test.each([
    ['empty', ''],
    ['blank', ' '],
    ['without a slash', 'json'],
    ['without a subtype', 'application/'],
    ['without a type', '/json'],
    ['with two slashes', 'a/b/c'],
    ['with a space in it', 'application/ json'],
    ['in a list', 'application/json, application/json'],
    ['with a nameless parameter', 'a/b; =c'],
    ['with a valueless parameter', 'a/b; charset'],
    ['with a spaced parameter', 'a/b; charset = utf-8'],
    ['with an open quote', 'a/b; c="d'],
    ['with text after a quote', 'a/b; c="d"e'],
    ['with a line feed', 'a/b\n'],
    ['with a control character', 'a/b\u0000'],
    ['that is not ASCII', 'ä/b'],
    ['of the browser for none', 'x-unknown'],
    ['that is too long', `a/b;c=${'d'.repeat(5000)}`],
    ['that is one long quote', `a/b;c="${'\\'.repeat(100_000)}`],
  ])('as none where it is %s', (_name, given) => {
    expect(parseMediaType(given)).toBeUndefined()
    expect(matchMediaType(given, ['*/*'])).toBeUndefined()
  })

  test('whatever the text, nothing is thrown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        parseMediaType(text)
        parseMediaType(`a/b;${text}`)
      }),
    )
  })
})

describe('JSON is told from the rest', () => {
  test.each<[string, { given: string; want: boolean }]>([
    ['application/json', { given: 'application/json; charset=utf-8', want: true }],
    ['+json', { given: 'application/vnd.api+JSON', want: true }],
    ['text/json', { given: 'text/json', want: true }],
    ['json-seq', { given: 'application/json-seq', want: false }],
    ['ndjson', { given: 'application/x-ndjson', want: false }],
    ['image/json', { given: 'image/json', want: false }],
    ['text', { given: 'text/plain', want: false }],
  ])('%s', (_name, { given, want }) => {
    const parsed = parseMediaType(given)
    expect(parsed && isJsonMediaType(parsed)).toBe(want)
  })
})

describe('the most special range wins', () => {
  const json = 'application/json'
  test.each<[string, { given: [string, string[]]; want: number | undefined }]>([
    ['the same', { given: [json, ['text/plain', json]], want: 1 }],
    ['in any case', { given: ['APPLICATION/json', ['Application/JSON']], want: 0 }],
    ['charset in the answer', { given: [`${json}; charset=utf-8`, [json]], want: 0 }],
    ['charset in the contract', { given: [json, [`${json}; charset=utf-8`]], want: 0 }],
    [
      'another charset',
      { given: [`${json}; charset=latin1`, [`${json}; charset=utf-8`]], want: 0 },
    ],
    ['exact before ranges', { given: [json, ['*/*', 'application/*', json]], want: 2 }],
    ['type range before any', { given: [json, ['*/*', 'application/*']], want: 1 }],
    [
      'suffix range before type range',
      { given: ['application/a+json', ['application/*', 'application/*+json']], want: 1 },
    ],
    [
      'suffix range of another suffix',
      { given: ['application/a+xml', ['application/*+json']], want: undefined },
    ],
    [
      'suffix range without a suffix',
      { given: [json, ['application/*+json', 'application/*+']], want: undefined },
    ],
    ['asked parameter before none', { given: [`${json}; v=2`, [json, `${json};v=2`]], want: 1 }],
    ['a parameter with another value', { given: [`${json}; v=1`, [`${json};v=2`, json]], want: 1 }],
    ['a parameter that is asked and absent', { given: [json, [`${json};v=2`]], want: undefined }],
    [
      'a parameter range before an exact type',
      { given: [`${json}; v=2`, ['application/*;v=2', json]], want: 1 },
    ],
    ['an answer with a parameter more', { given: [`${json}; v=2`, [json]], want: 0 }],
    ['first of equals', { given: [json, [json, json]], want: 0 }],
    [
      'a vendor type is not its suffix',
      { given: ['application/problem+json', [json]], want: undefined },
    ],
    ['nothing fits', { given: ['text/html', [json, 'image/*']], want: undefined }],
    ['no ranges', { given: [json, []], want: undefined }],
    ['a malformed range', { given: [json, ['json', json]], want: 1 }],
    ['a range with only its subtype', { given: [json, ['*/json']], want: undefined }],
  ])('%s', (_name, { given: [actual, ranges], want }) => {
    expect(matchMediaType(actual, ranges)).toBe(want)
  })
})
