// Holds the reading of documents: the value, and the line and column of every place, in YAML and in JSON.
import { describe, expect, test } from 'vitest'
import { parseText } from '../../src/contract/parse.ts'

const yaml = `# A comment.
openapi: 3.1.0
info:
  title: "T"
  'version': '1'
paths:
  /a/{b}:
    get:
      parameters:
        - name: b
          in: path
        -
          name: c
  "/x~y": {get: {tags: [one, two]}}
200:
  key: |
    text
    more: text
empty:
`

const json = `{
  "openapi": "3.1.0",
\t"info": { "title": "T, {\\"x\\": [1]}", "version": "1" },
  "paths": {
    "/a/{b}": {
      "get": {
        "parameters": [ {"name": "b", "in": "path"},
          {"name": "c"} ]
      }
    },
    "/x~y": {"get": {"tags": ["one",
      "two"]}}
  },
  "esc\\u0061ped": { "deep": [[], {}, [[1, {"found": null}]]] }
}`

const anchored = `base: &base
  type: object
  properties:
    id: {type: string}
more: &more {title: M}
user:
  <<: *base
  required: [id]
both:
  <<: [*base, *more]
copy: *base
list:
  - *more
`

type Row = [pointer: string, row: { given: string; want: string }]

const rows: Row[] = [
  ['', { given: yaml, want: '1:1' }],
  ['/openapi', { given: yaml, want: '2:1' }],
  ['/info/title', { given: yaml, want: '4:3' }],
  ['/info/version', { given: yaml, want: '5:3' }],
  ['/paths/~1a~1{b}/get', { given: yaml, want: '8:5' }],
  ['/paths/~1a~1{b}/get/parameters/0', { given: yaml, want: '10:11' }],
  ['/paths/~1a~1{b}/get/parameters/0/in', { given: yaml, want: '11:11' }],
  ['/paths/~1a~1{b}/get/parameters/1/name', { given: yaml, want: '13:11' }],
  ['/paths/~1x~0y/get/tags/1', { given: yaml, want: '14:30' }],
  ['/200/key', { given: yaml, want: '16:3' }],
  ['/empty', { given: yaml, want: '19:1' }],
  ['/info/nothing/below', { given: yaml, want: '3:1' }],
  ['/nothing', { given: yaml, want: '1:1' }],
  ['', { given: json, want: '1:1' }],
  ['/openapi', { given: json, want: '2:3' }],
  ['/info/version', { given: json, want: '3:40' }],
  ['/paths/~1a~1{b}/get/parameters/0', { given: json, want: '7:25' }],
  ['/paths/~1a~1{b}/get/parameters/1/name', { given: json, want: '8:12' }],
  ['/paths/~1x~0y/get/tags/1', { given: json, want: '12:7' }],
  ['/escaped/deep/2/0/1/found', { given: json, want: '14:44' }],
  ['/info/nothing/below', { given: json, want: '3:2' }],
  ['/paths/~1a~1{b}/post', { given: json, want: '5:5' }],
  ['/openapi/0', { given: json, want: '2:3' }],
  ['/user/required/0', { given: anchored, want: '8:14' }],
  ['/user/properties/id', { given: anchored, want: '4:5' }],
  ['/both/title', { given: anchored, want: '5:14' }],
  ['/both/properties/id/type', { given: anchored, want: '4:10' }],
  ['/copy/properties/id', { given: anchored, want: '4:5' }],
  ['/copy', { given: anchored, want: '11:1' }],
  ['/list/0/title', { given: anchored, want: '5:14' }],
]

const position = (text: string, pointer: string) => {
  const { line, column } = parseText('f', text).position(pointer)
  return `${line}:${column}`
}

describe('a place is found', () => {
  test.each(rows)('%s', (pointer, { given, want }) => {
    expect(position(given, pointer)).toBe(want)
  })

  test.each(rows)('with CRLF %s', (pointer, { given, want }) => {
    expect(position(given.replaceAll('\n', '\r\n'), pointer)).toBe(want)
  })

  test.each(rows.filter(([pointer]) => pointer.includes('/paths')))(
    'after a byte order mark %s',
    (pointer, { given, want }) => {
      expect(position(`\ufeff${given}`, pointer)).toBe(want)
    },
  )

  test('in JSON on one line', () => {
    expect(position('{"a":{"b":[1,{"c":2}]}}', '/a/b/1/c')).toBe('1:15')
  })

  test('below members named like those that objects inherit', () => {
    expect(position('{"constructor":{"__proto__":1}}', '/constructor/__proto__')).toBe('1:17')
    expect(position('{"a":1}', '/constructor')).toBe('1:1')
  })
})

describe('the value is read', () => {
  test('with each alias written out, so that none is shared', () => {
    const { root } = parseText('f', 'a: &a {b: [1]}\nc: *a\nd: {<<: *a, e: 2}\n')
    expect(root).toEqual({ a: { b: [1] }, c: { b: [1] }, d: { b: [1], e: 2 } })
    expect(root.a).not.toBe(root.c)
  })

  test('with many uses of one small anchor, which is no bomb', () => {
    const uses = Array.from({ length: 2000 }, (_, index) => `r${index}: *e`).join('\n')
    expect(Object.keys(parseText('f', `e: &e {description: Error}\n${uses}\n`).root)).toHaveLength(
      2001,
    )
  })

  test('with keys of YAML as JSON has them', () => {
    expect(
      parseText('f', '200: a\ntrue: b\n2026-04-23: c\n__proto__: {x: 1}\nyes: no\n').root,
    ).toEqual(JSON.parse('{"200":"a","true":"b","2026-04-23":"c","__proto__":{"x":1},"yes":"no"}'))
  })
})
