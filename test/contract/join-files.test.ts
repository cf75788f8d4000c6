// Holds how documents in several files become one.
import { describe, expect, test } from 'vitest'
import { type Joined, joinFiles, type SourceFile } from '../../src/contract/join-files.ts'
import { parseText } from '../../src/contract/parse.ts'

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
      'the mapping of a discriminator, which leads where its branches do',
      {
        given: {
          main: `components: {schemas: {Dog: {}, Main: {
            oneOf: [{$ref: 'b.yaml#/Dog'}, {$ref: cat.yaml}],
            discriminator: {propertyName: kind, mapping: {
              dog: 'b.yaml#/Dog', cat: cat.yaml, Dog: Dog, own: '#/components/schemas/Dog',
              url: 'https://example.com/dog.json', typo: Dgo, none: 5}}}}}`,
          'b.yaml':
            'Dog: {discriminator: {propertyName: size, mapping: {small: "#/Small"}}}\nSmall: {}',
          'cat.yaml': 'type: object',
        },
        want: {
          schemas: {
            Dog: {},
            Main: {
              oneOf: [{ $ref: '#/components/schemas/Dog_2' }, { $ref: '#/components/schemas/cat' }],
              discriminator: {
                propertyName: 'kind',
                mapping: {
                  dog: '#/components/schemas/Dog_2',
                  cat: '#/components/schemas/cat',
                  Dog: 'Dog',
                  own: '#/components/schemas/Dog',
                  url: 'https://example.com/dog.json',
                  typo: 'Dgo',
                  none: 5,
                },
              },
            },
            Dog_2: {
              discriminator: {
                propertyName: 'size',
                mapping: { small: '#/components/schemas/Small' },
              },
            },
            cat: { type: 'object' },
            Small: {},
          },
          asked: [
            'main/components/schemas/Main/oneOf/0/$ref b.yaml',
            'main/components/schemas/Main/oneOf/1/$ref cat.yaml',
            'main/components/schemas/Main/discriminator/mapping/dog b.yaml',
            'main/components/schemas/Main/discriminator/mapping/cat cat.yaml',
          ],
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
