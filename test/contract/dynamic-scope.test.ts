// Holds where a $dynamicRef leads: to what the outermost schema resource on the way says.
import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/contract/json.ts'
import { contractWith, verdict } from './schema-names.ts'

const tree = `
Tree:
  $id: https://x.example/tree
  $dynamicAnchor: node
  type: object
  properties:
    children: {type: array, items: {$dynamicRef: "#node"}}
StrictTree:
  $id: https://x.example/strict
  $dynamicAnchor: node
  $ref: tree
  properties: {name: {type: string}}
  unevaluatedProperties: false
Other:
  $id: https://x.example/other
  allOf: [{$ref: tree}, {$ref: strict}]
List:
  $id: https://x.example/list
  items: {$dynamicRef: "#item"}
  $defs: {any: {$dynamicAnchor: item}}
Strings:
  $id: https://x.example/strings
  $ref: list
  $defs: {one: {$dynamicAnchor: item, type: string}}
Both:
  properties: {any: {$ref: "https://x.example/list"}, strings: {$ref: "https://x.example/strings"}}
Pointed:
  $id: https://x.example/pointed
  $dynamicAnchor: node
  type: object
  properties: {a: {$dynamicRef: "tree#/properties/children"}}
Beside:
  $id: https://x.example/beside
  $ref: "#/$defs/short"
  $dynamicRef: "#plain"
  $defs: {short: {maxLength: 2}, plain: {$anchor: plain, type: string}}
Self: {$id: https://x.example/self, $dynamicAnchor: self, $dynamicRef: "#self"}
`

const deep = (value: Json): Json => ({ children: [{ children: [value] }] })

describe('a dynamic reference leads', () => {
  const contract = contractWith(tree)
  test.each<[string, { given: [name: string, value: Json]; want: string }]>([
    [
      'to its own resource where that is the outermost',
      { given: ['Tree', deep({ more: 1 })], want: 'valid' },
    ],
    ['to a schema that still constrains', { given: ['Tree', deep(5)], want: 'type' }],
    [
      'to the outermost on the way',
      { given: ['StrictTree', deep({ more: 1 })], want: 'unevaluatedProperties' },
    ],
    [
      'to the outermost, which accepts what it knows',
      { given: ['StrictTree', deep({ name: 'a' })], want: 'valid' },
    ],
    [
      'elsewhere on another way through the same schema and value',
      { given: ['Other', deep({ more: 1 })], want: 'unevaluatedProperties' },
    ],
    ['to an anchor that is nobody’s root', { given: ['Strings', ['a', 1]], want: 'type' }],
    [
      'to the first named, if nothing else is on the way',
      { given: ['List', ['a', 1]], want: 'valid' },
    ],
    [
      'to what is on each way of its own',
      { given: ['Both', { any: [1], strings: [1] }], want: 'type' },
    ],
    [
      'where it points to, if that has no dynamic anchor',
      { given: ['Pointed', { a: [[]] }], want: 'type' },
    ],
    ['beside a $ref, to an anchor that is not dynamic', { given: ['Beside', 1], want: 'type' }],
    ['beside a $ref, which is followed too', { given: ['Beside', 'abc'], want: 'maxLength' }],
    [
      'back to itself, which is told',
      { given: ['Self', 1], want: expect.stringContaining('leads back to itself') },
    ],
  ])('%s', async (_, { given: [name, value], want }) => {
    expect(verdict(await contract, name, value)).toEqual(want)
  })

  test('the same way every time that a value is judged', async () => {
    const loaded = await contract
    const once = () => verdict(loaded, 'Other', deep({ more: 1 }))
    expect([once(), verdict(loaded, 'Tree', deep({ more: 1 })), once()]).toEqual([
      'unevaluatedProperties',
      'valid',
      'unevaluatedProperties',
    ])
  })
})

describe('across files, a dynamic reference', () => {
  const list = '{items: {$dynamicRef: "#item"}, $defs: {any: {$dynamicAnchor: item}}}'
  const strings =
    '{$ref: list.yaml, $defs: {one: {$dynamicAnchor: item, type: string}, inner: {$ref: list.yaml}}}'
  const files = {
    'https://api.example/list.yaml': list,
    'https://api.example/strings.yaml': strings,
    'https://api.example/library.yaml': `{Strings: ${strings}}`,
  }
  const many = '$dynamicRef is not followed'
  test.each<[string, { given: string; want: string }]>([
    [
      'leads into a file that refers to its own',
      { given: 'A: {$ref: strings.yaml}', want: 'type' },
    ],
    [
      'leads to its own, if nothing else is on the way',
      { given: 'A: {$ref: list.yaml}', want: 'valid' },
    ],
    [
      'leads to a file of which only a part is referred to',
      { given: 'A: {$ref: "strings.yaml#/$defs/inner"}', want: 'type' },
    ],
    [
      'leads from the document through a file and back',
      {
        given:
          'A: {$id: a, $ref: "https://api.example/list.yaml", $defs: {one: {$dynamicAnchor: item, type: string}}}',
        want: 'type',
      },
    ],
    [
      'leads to the anchor of a file',
      { given: 'A: {items: {$dynamicRef: "strings.yaml#item"}}', want: 'type' },
    ],
    [
      'is unchecked where a file that may be meant is there in parts only',
      { given: 'A: {$ref: "library.yaml#/Strings"}', want: many },
    ],
  ])('%s', async (_, { given, want }) => {
    expect(verdict(await contractWith(given, files), 'A', [1])).toBe(want)
  })
})
