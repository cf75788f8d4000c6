// Holds where references by $id and $anchor lead, that each becomes a pointer, and what becomes of the names.
import { describe, expect, test } from 'vitest'
import { loadContractText } from '../../src/adapters/contract-file.ts'
import { resolveUri, splitReference } from '../../src/contract/identifiers.ts'
import { at, type Json, member } from '../../src/contract/json.ts'
import { contractWith } from './schema-names.ts'

describe('a reference is split', () => {
  test.each<[string, { given: string; want: { file: string; fragment: string } }]>([
    ['local', { given: '#/a/b', want: { file: '', fragment: '/a/b' } }],
    ['to a whole file', { given: 'a.yaml', want: { file: 'a.yaml', fragment: '' } }],
    [
      'to a place in a file',
      { given: '../a.yaml#/b', want: { file: '../a.yaml', fragment: '/b' } },
    ],
    ['with a second hash', { given: 'a#/b#c', want: { file: 'a', fragment: '/b#c' } }],
    ['empty', { given: '', want: { file: '', fragment: '' } }],
  ])('%s', (_, { given, want }) => {
    expect(splitReference(given)).toEqual(want)
  })
})

describe('a reference against a base', () => {
  test.each<[string, { given: [string, string]; want: string | undefined }]>([
    [
      'is that of a sibling',
      { given: ['b', 'https://a.example/x/a'], want: 'https://a.example/x/b' },
    ],
    ['is the base itself if it is empty', { given: ['', 'urn:a:b'], want: 'urn:a:b' }],
    ['is itself if it is absolute', { given: ['urn:c:d', 'https://a.example/'], want: 'urn:c:d' }],
    ['is nothing beside a name that has no path', { given: ['b', 'urn:a:b'], want: undefined }],
  ])('%s', (_, { given, want }) => {
    expect(resolveUri(...given)).toBe(want)
  })
})

describe('a reference becomes the pointer of its target', () => {
  const s = '#/components/schemas'
  test.each<[string, { given: string; want: Json }]>([
    [
      'by an anchor',
      { given: 'A: {$ref: "#here"}\nB: {$defs: {C: {$anchor: here}}}', want: `${s}/B/$defs/C` },
    ],
    [
      'by a dynamic anchor',
      { given: 'A: {$ref: "#here"}\nB: {$dynamicAnchor: here}', want: `${s}/B` },
    ],
    [
      'by an absolute $id',
      {
        given: 'A: {$ref: "https://x.example/b"}\nB: {$id: "https://x.example/b"}',
        want: `${s}/B`,
      },
    ],
    [
      'by an $id that is no URL',
      { given: 'A: {$ref: "urn:x:b"}\nB: {$id: "urn:x:b"}', want: `${s}/B` },
    ],
    ['by an $id relative to the document', { given: 'A: {$ref: b}\nB: {$id: b}', want: `${s}/B` }],
    [
      'by an $id and an anchor in it',
      { given: 'A: {$ref: "b#c"}\nB: {$id: b, items: {$anchor: c}}', want: `${s}/B/items` },
    ],
    [
      'by an $id and a pointer from it',
      { given: 'A: {$ref: "b#/items"}\nB: {$id: b, items: {}}', want: `${s}/B/items` },
    ],
    [
      'by an $id with an empty fragment',
      { given: 'A: {$ref: "b#"}\nB: {$id: "b#"}', want: `${s}/B` },
    ],
    [
      'by a pointer whose tokens are escaped',
      {
        given: 'A: {$ref: "b#/$defs/x~1%25%20y"}\nB: {$id: b, $defs: {"x/% y": {}}}',
        want: `${s}/B/$defs/x~1%25%20y`,
      },
    ],
    [
      'by the name of the document',
      { given: `A: {$ref: "https://api.example/openapi.yaml${s}/B"}\nB: {}`, want: `${s}/B` },
    ],
    [
      'by a pointer that is left as written',
      { given: 'A: {$ref: "#/components/schemas/a%20b"}\n"a b": {}', want: `${s}/a%20b` },
    ],
  ])('%s', async (_, { given, want }) => {
    const { document } = await contractWith(given)
    expect(at(document, '/components/schemas/A')).toEqual({ $ref: want })
  })

  test.each<[string, { given: string; want: Json }]>([
    [
      'a pointer starts at it',
      { given: 'A: {$id: a, items: {$ref: "#/$defs/X"}, $defs: {X: {}}}', want: `${s}/A/$defs/X` },
    ],
    ['an empty reference is it', { given: 'A: {$id: a, items: {$ref: ""}}', want: `${s}/A` }],
    [
      'an anchor outside of it is another',
      {
        given: 'A: {$id: a, items: {$ref: "#x"}, $defs: {X: {$anchor: x}}}\nB: {$anchor: x}',
        want: `${s}/A/$defs/X`,
      },
    ],
    [
      'a pointer that it lacks starts at the document',
      { given: 'A: {$id: a, items: {$ref: "#/components/schemas/B"}}\nB: {}', want: `${s}/B` },
    ],
    [
      'a relative reference starts at its URI',
      {
        given:
          'A: {$id: "https://x.example/y/a", items: {$ref: b}}\nB: {$id: "https://x.example/y/b"}',
        want: `${s}/B`,
      },
    ],
    [
      'an $id that is only a fragment is none',
      { given: 'A: {$id: "#a", items: {$ref: "#/components/schemas/B"}}\nB: {}', want: `${s}/B` },
    ],
  ])('within a schema that has an $id, %s', async (_, { given, want }) => {
    const { document } = await contractWith(given)
    expect(member(at(document, '/components/schemas/A/items'), '$ref')).toEqual(want)
  })

  test('also below a keyword that nobody knows, where an $id is only a member', async () => {
    const { document } = await contractWith(
      'A: {$id: a, $ref: "#/x-parts/P", x-parts: {P: {$id: p, $ref: "#/$defs/X"}}, $defs: {X: {}}}',
    )
    expect(at(document, '/components/schemas/A/$ref')).toBe(`${s}/A/x-parts/P`)
    expect(at(document, '/components/schemas/A/x-parts/P/$ref')).toBe(`${s}/A/$defs/X`)
  })

  test('and the names go, but for properties that are called so', async () => {
    const { document } = await contractWith(
      'A: {$id: a, $anchor: x, properties: {$id: {type: string}}, default: {$id: 5}}',
    )
    expect(at(document, '/components/schemas/A')).toEqual({
      properties: { $id: { type: 'string' } },
      default: { $id: 5 },
    })
  })
})

describe('a name that is not there', () => {
  test.each<[string, { given: string; want: string }]>([
    ['is told of an anchor', { given: 'A: {$ref: "#no"}', want: "$ref '#no' not found." }],
    [
      'is told of a dynamic anchor',
      { given: 'A: {$dynamicRef: "#no"}', want: "$dynamicRef '#no' not found." },
    ],
    [
      'is told of an anchor of another resource',
      { given: 'A: {$ref: "#x"}\nB: {$id: b, $anchor: x}', want: "$ref '#x' not found." },
    ],
  ])('%s', async (_, { given, want }) => {
    await expect(contractWith(given)).rejects.toThrow(want)
  })

  test('is none in version 3.0, whose schemas have no names', async () => {
    const schemas = "{A: {$id: 'https://x.example/a', items: {$ref: a.yaml}}, B: {$id: a.yaml}}"
    const text = `openapi: 3.0.3\ninfo: {title: T, version: '1'}\ncomponents: {schemas: ${schemas}}`
    const fetched: string[] = []
    const { document } = await loadContractText('https://x.example/openapi.yaml', text, {
      allowRemoteRefs: true,
      fetch: async (url) => {
        fetched.push(String(url))
        return new Response('type: string')
      },
    })
    expect(fetched).toEqual(['https://x.example/a.yaml'])
    expect(at(document, '/components/schemas/A/$id')).toBe('https://x.example/a')
  })
})
