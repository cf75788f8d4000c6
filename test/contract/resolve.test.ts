// Holds what counts as a reference, and that one that leads nowhere is told.
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/contract/json.ts'
import { checkReferences, references } from '../../src/contract/resolve.ts'

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
