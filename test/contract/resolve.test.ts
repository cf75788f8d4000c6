// Holds what counts as a reference, and how documents in several files become one.
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/contract/json.ts'
import { parseText } from '../../src/contract/parse.ts'
import {
  checkReferences,
  type Joined,
  joinFiles,
  references,
  type SourceFile,
  splitReference,
} from '../../src/contract/resolve.ts'

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

describe('references', () => {
  const found = (document: JsonObject) => [...references(document)].map(({ pointer }) => pointer)
  test.each<[string, { given: JsonObject; want: string[] }]>([
    [
      'are found in schemas, responses and parameters',
      {
        given: {
          paths: {
            '/a': {
              get: {
                parameters: [{ $ref: '#/x' }],
                responses: {
                  200: { $ref: '#/y' },
                  201: { content: { 'a/b': { schema: { items: { $ref: '#/z' } } } } },
                },
              },
            },
          },
        },
        want: [
          '/paths/~1a/get/parameters/0/$ref',
          '/paths/~1a/get/responses/200/$ref',
          '/paths/~1a/get/responses/201/content/a~1b/schema/items/$ref',
        ],
      },
    ],
    [
      'are not found in examples, defaults, enumerations or extensions',
      {
        given: {
          'x-a': { $ref: '#/x' },
          components: {
            schemas: {
              A: {
                example: { $ref: 'http://scim' },
                default: { $ref: 'b' },
                enum: [{ $ref: 'c' }],
              },
            },
            examples: { E: { value: { $ref: 'd' } } },
          },
        },
        want: [],
      },
    ],
    [
      'are not members that are named $ref',
      {
        given: { components: { schemas: { A: { properties: { $ref: { type: 'string' } } } } } },
        want: [],
      },
    ],
  ])('%s', (_, { given, want }) => {
    expect(found(given)).toEqual(want)
  })

  test('that lead nowhere are told by their pointer where there is no text', () => {
    const document = { components: { schemas: { A: { $ref: '#/components/schemas/B' } } } }
    expect(() => checkReferences(document, () => undefined)).toThrow(
      "/components/schemas/A/$ref $ref '#/components/schemas/B' not found.",
    )
  })
})

describe('files are joined', () => {
  /** Joins `main` with the others; returns the document and the files that were asked for. */
  function joined(files: Record<string, string>): Joined & { asked: string[] } {
    const source = (file: string): SourceFile => ({ file, ...parseText(file, files[file] ?? '') })
    const all = new Map(Object.keys(files).map((file) => [file, source(file)]))
    const main = all.get('main') ?? source('main')
    const joining = joinFiles(main)
    const asked: string[] = []
    let step = joining.next()
    while (!step.done) {
      const { from, file, pointer } = step.value
      asked.push(`${from.file}${pointer} ${file}`)
      step = joining.next(all.get(file) ?? main)
    }
    return { ...step.value, asked }
  }
  const withMain = (ref: string) => `components: {schemas: {Main: {$ref: '${ref}'}}}`

  test.each<
    [string, { given: Record<string, string>; want: { schemas: object; asked: string[] } }]
  >([
    [
      'one that refers to a second, which refers to a third',
      {
        given: { main: withMain('b#/B'), b: 'B: {items: {$ref: c}}', c: 'type: string' },
        want: {
          schemas: {
            Main: { $ref: '#/components/schemas/B' },
            B: { items: { $ref: '#/components/schemas/c' } },
            c: { type: 'string' },
          },
          asked: ['main/components/schemas/Main/$ref b', 'b/B/items/$ref c'],
        },
      },
    ],
    [
      'two that refer to each other',
      {
        given: { main: withMain('b'), b: 'items: {$ref: c}', c: 'items: {$ref: b}' },
        want: {
          schemas: {
            Main: { $ref: '#/components/schemas/b' },
            b: { items: { $ref: '#/components/schemas/c' } },
            c: { items: { $ref: '#/components/schemas/b' } },
          },
          asked: ['main/components/schemas/Main/$ref b', 'b/items/$ref c', 'c/items/$ref b'],
        },
      },
    ],
    [
      'one that refers to itself by name',
      {
        given: { main: withMain('main#/components/schemas/Other') },
        want: {
          schemas: { Main: { $ref: '#/components/schemas/Other' } },
          asked: ['main/components/schemas/Main/$ref main'],
        },
      },
    ],
    [
      'one whose target is nothing that can be kept',
      {
        given: { main: withMain('b#/B'), b: 'B: 5' },
        want: {
          schemas: { Main: { $ref: 'b#/B' } },
          asked: ['main/components/schemas/Main/$ref b'],
        },
      },
    ],
    [
      'targets of the same name, told apart',
      {
        given: {
          main: withMain('b#/x/Main'),
          b: 'x: {Main: {type: string, items: {$ref: "#/y/Main"}}}\ny: {Main: {}}',
        },
        want: {
          schemas: {
            Main: { $ref: '#/components/schemas/Main_2' },
            Main_2: { type: 'string', items: { $ref: '#/components/schemas/Main_3' } },
            Main_3: {},
          },
          asked: ['main/components/schemas/Main/$ref b'],
        },
      },
    ],
  ])('%s', (_, { given, want }) => {
    const { document, asked } = joined(given)
    expect({ components: document.components, asked }).toEqual({
      components: { schemas: want.schemas },
      asked: want.asked,
    })
  })
})
