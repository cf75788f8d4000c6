// What is changed in a document before Prism gets it, and what is not.
import { describe, expect, it } from 'vitest'
import { prismDocument } from '../../../src/adapters/prism/document.ts'
import { at, type Json, type JsonObject } from '../../../src/contract/json.ts'

function documentOf(operation: JsonObject): JsonObject {
  return {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: operation } },
    components: { schemas: { B: { type: 'string' }, Unused: {} } },
  }
}

const withSchema = (schema: Json): JsonObject =>
  documentOf({ responses: { '200': { content: { 'application/json': { schema } } } } })
const schemaAt = '/paths/~1a/get/responses/200/content/application~1json/schema'
const operationAt = '/paths/~1a/get'
const $ref = '#/components/schemas/B'

describe('prismDocument', () => {
  it.each<[string, { given: JsonObject; at: string; want: Json }]>([
    [
      'says which dialect the schemas have',
      {
        given: withSchema({}),
        at: '/jsonSchemaDialect',
        want: 'https://json-schema.org/draft/2020-12/schema',
      },
    ],
    [
      'cuts out the operation',
      { given: withSchema({ $ref }), at: '/components/schemas', want: { B: { type: 'string' } } },
    ],
    [
      'applies the keywords beside a reference besides it',
      {
        given: withSchema({ $ref, minLength: 3 }),
        at: schemaAt,
        want: { allOf: [{ $ref }, { minLength: 3 }] },
      },
    ],
    [
      'leaves a reference alone where what stands beside it asks nothing',
      {
        given: withSchema({ $ref, title: 'T', properties: { id: { 'x-equals': 'a' } } }),
        at: schemaAt,
        want: { $ref },
      },
    ],
    [
      'keeps a false beside a reference',
      {
        given: withSchema({ $ref, properties: { id: false } }),
        at: schemaAt,
        want: { allOf: [{ $ref }, { properties: { id: false } }] },
      },
    ],
    [
      'drops samples with a $ref in them, keeps others and properties of the same names',
      {
        given: withSchema({
          default: { a: [{ $ref }] },
          enum: [1],
          'x-a': { $ref: 'http://127.0.0.1/' },
          'x-b': 1,
          properties: { default: { $ref }, example: { $ref } },
        }),
        at: schemaAt,
        want: { enum: [1], 'x-b': 1, properties: { default: { $ref }, example: { $ref } } },
      },
    ],
    [
      'drops callbacks, to which Prism would send requests, and links',
      {
        given: documentOf({
          callbacks: { a: { 'http://127.0.0.1/': {} } },
          responses: { '200': { description: 'ok', links: { a: {} } } },
        }),
        at: operationAt,
        want: { responses: { '200': { description: 'ok' } } },
      },
    ],
  ])('%s', (_, { given, at: pointer, want }) => {
    const before = JSON.stringify(given)
    expect(at(prismDocument(given, ['GET /a']), pointer)).toEqual(want)
    expect(JSON.stringify(given)).toBe(before)
  })

  it.each<[string, JsonObject]>([
    ['to the network', withSchema({ $ref: 'https://127.0.0.1/a.json' })],
    ['to a file', withSchema({ $ref: '../a.yaml#/B' })],
    ['where none belongs', withSchema({ made: { up: { $ref: '/etc/passwd' } } })],
  ])('refuses a reference %s', (_, given) => {
    expect(() => prismDocument(given, ['GET /a'])).toThrow(/refers outside of itself/)
  })
})
