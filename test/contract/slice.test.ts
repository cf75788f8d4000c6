// A slice: complete in itself, no larger than needed, its pointers unchanged.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { at, isObject, type Json, type JsonObject } from '../../src/contract/json.ts'
import { localPointer } from '../../src/contract/members.ts'
import { references } from '../../src/contract/resolve.ts'
import { slice } from '../../src/contract/slice.ts'
import { isToolError } from '../../src/errors.ts'

const ok = (schema: Json): Json => ({
  '200': { description: 'ok', content: { 'application/json': { schema } } },
})
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })

function documentWith(parts: JsonObject): JsonObject {
  return { openapi: '3.1.0', info: { title: 'T', version: '1' }, ...parts }
}

const small = documentWith({
  paths: {
    '/a/{id}': {
      parameters: [{ $ref: '#/components/parameters/Id' }],
      get: { responses: ok(ref('A')) },
      put: { responses: ok(ref('Other')) },
    },
    '/b': { get: { responses: ok(ref('B')) } },
  },
  webhooks: { ping: { post: { responses: ok(ref('Other')) } } },
  components: {
    schemas: { A: { properties: { b: ref('B') } }, B: { type: 'string' }, Other: {} },
    parameters: { Id: { name: 'id', in: 'path', required: true, schema: ref('B') } },
    securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
  },
})

/** The units of a slice, as pointers. */
function units(document: JsonObject): string[] {
  const names = (value: Json | undefined) => (isObject(value) ? Object.keys(value) : [])
  const components = names(document.components).flatMap((kind) =>
    names(at(document, `/components/${kind}`)).map((name) => `${kind}/${name}`),
  )
  const paths = isObject(document.paths) ? document.paths : {}
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    names(item)
      .filter((key) => /^(?:get|put|post|delete)$/.test(key))
      .map((key) => `${key} ${path}`),
  )
  return [...operations, ...components, ...names(document.webhooks).map((name) => `on ${name}`)]
}

function dangling(document: JsonObject): string[] {
  return [...references(document)].flatMap(({ target }) => {
    const pointer = localPointer(target)
    return pointer === undefined || at(document, pointer) !== undefined ? [] : [target]
  })
}

describe('slice', () => {
  it.each<[string, { given: [JsonObject, string[]]; want: string[] }]>([
    [
      'keeps one operation and what it needs, through other components',
      {
        given: [small, ['GET /a/{id}']],
        want: ['get /a/{id}', 'schemas/A', 'schemas/B', 'parameters/Id', 'securitySchemes/key'],
      },
    ],
    [
      'keeps nothing else for an operation without components',
      { given: [small, ['GET /b']], want: ['get /b', 'schemas/B', 'securitySchemes/key'] },
    ],
    ['keeps no operation for no key', { given: [small, []], want: ['securitySchemes/key'] }],
    [
      'keeps the operation that a reference points into',
      {
        given: [
          documentWith({
            paths: {
              '/a': { get: { responses: { '200': { $ref: '#/paths/~1b/get/responses/200' } } } },
              '/b': { get: { responses: ok(ref('B')) }, put: { responses: ok(ref('C')) } },
            },
            components: { schemas: { B: {}, C: {} } },
          }),
          ['GET /a'],
        ],
        want: ['get /a', 'get /b', 'schemas/B'],
      },
    ],
    [
      'keeps the whole component of a reference to a part of it',
      {
        given: [
          documentWith({
            paths: {
              '/a': {
                get: { responses: ok({ $ref: '#/components/schemas/B/properties/c%20d' }) },
              },
            },
            components: { schemas: { B: { properties: { 'c d': ref('C') } }, C: {}, D: {} } },
          }),
          ['GET /a'],
        ],
        want: ['get /a', 'schemas/B', 'schemas/C'],
      },
    ],
    [
      'follows a path item by reference',
      {
        given: [
          documentWith({
            paths: { '/a': { $ref: '#/components/pathItems/A' } },
            components: {
              pathItems: { A: { get: { responses: ok(ref('B')) } }, C: {} },
              schemas: { B: {}, C: {} },
            },
          }),
          ['GET /a'],
        ],
        want: ['pathItems/A', 'schemas/B'],
      },
    ],
    [
      'follows a discriminator mapping by pointer and by name',
      {
        given: [
          documentWith({
            paths: {
              '/a': {
                get: {
                  responses: ok({
                    discriminator: {
                      propertyName: 'type',
                      mapping: { c: 'Cat', d: '#/components/schemas/Dog' },
                    },
                  }),
                },
              },
            },
            components: { schemas: { Cat: {}, Dog: {}, Eel: {} } },
          }),
          ['GET /a'],
        ],
        want: ['get /a', 'schemas/Cat', 'schemas/Dog'],
      },
    ],
    [
      'takes a $ref in an example or extension for text, and a property named example for a schema',
      {
        given: [
          documentWith({
            paths: {
              '/a': {
                get: {
                  'x-more': ref('X'),
                  responses: ok({
                    example: ref('X'),
                    default: ref('X'),
                    examples: [ref('X')],
                    properties: { example: ref('A'), 'x-b': ref('B'), examples: ref('C') },
                  }),
                },
              },
            },
            components: { schemas: { A: {}, B: {}, C: {}, X: {} } },
          }),
          ['GET /a'],
        ],
        want: ['get /a', 'schemas/A', 'schemas/B', 'schemas/C'],
      },
    ],
    [
      'follows references that stand where only a reference says what they are',
      {
        given: [
          documentWith({
            paths: { '/a': { get: { responses: ok({ $ref: '#/x-schemas/A' }) } } },
            'x-schemas': { A: { properties: { b: ref('B') } } },
            components: { schemas: { B: {}, C: {} } },
          }),
          ['GET /a'],
        ],
        want: ['get /a', 'schemas/B'],
      },
    ],
    [
      'survives schemas that refer to themselves',
      {
        given: [
          documentWith({
            paths: { '/a': { get: { responses: ok(ref('A')) } } },
            components: { schemas: { A: { items: ref('B') }, B: { items: ref('A') } } },
          }),
          ['GET /a'],
        ],
        want: ['get /a', 'schemas/A', 'schemas/B'],
      },
    ],
    [
      'keeps names that objects inherit',
      {
        given: [
          documentWith({
            paths: { '/a': { get: { responses: ok(ref('__proto__')) } } },
            components: { schemas: JSON.parse('{"__proto__":{"type":"string"},"toString":{}}') },
          }),
          ['GET /a'],
        ],
        want: ['get /a', 'schemas/__proto__'],
      },
    ],
    [
      'keeps a reference to nowhere as it is',
      {
        given: [
          documentWith({ paths: { '/a': { get: { responses: ok(ref('Gone')) } } } }),
          ['GET /a'],
        ],
        want: ['get /a'],
      },
    ],
  ])('%s', (_, { given: [document, keys], want }) => {
    expect(units(slice(document, keys))).toEqual(want)
  })

  it.each(['GET /none', 'DELETE /b', '/b', '', 'GET', 'GET toString'])('refuses %j', (key) => {
    let caught: unknown
    try {
      slice(small, [key])
    } catch (error) {
      caught = error
    }
    expect(isToolError(caught) && caught.code).toBe('E_USAGE')
  })

  it('leaves its input and what it keeps untouched', () => {
    const before = JSON.stringify(small)
    const part = slice(small, ['GET /a/{id}'])
    expect(JSON.stringify(small)).toBe(before)
    expect(at(part, '/paths/~1a~1{id}/get')).toBe(at(small, '/paths/~1a~1{id}/get'))
    expect(at(part, '/components/schemas/A')).toBe(at(small, '/components/schemas/A'))
  })

  it('survives a schema nested 20,000 deep', () => {
    let schema: Json = ref('A')
    for (let depth = 0; depth < 20_000; depth++) schema = { items: schema }
    const deep = documentWith({
      paths: { '/a': { get: { responses: ok(schema) } } },
      components: { schemas: { A: {} } },
    })
    expect(units(slice(deep, ['GET /a']))).toEqual(['get /a', 'schemas/A'])
  })
})

describe('every operation of a large real document', () => {
  const path = createRequire(import.meta.url).resolve(
    '@octokit/openapi/generated/api.github.com.json',
  )
  const github: JsonObject = JSON.parse(readFileSync(path, 'utf8'))
  const paths = isObject(github.paths) ? github.paths : {}
  const keys = Object.entries(paths).flatMap(([name, item]) =>
    Object.keys(isObject(item) ? item : {})
      .filter((key) => /^(?:get|put|post|delete|patch)$/.test(key))
      .map((method) => `${method.toUpperCase()} ${name}`),
  )

  it('can be cut out complete, and cutting again changes nothing', () => {
    const some = keys.filter((_, index) => index % 25 === 0)
    expect(some.length).toBeGreaterThan(30)
    for (const key of some) {
      const part = slice(github, [key])
      expect(dangling(part), key).toEqual([])
      expect(slice(part, [key]), key).toEqual(part)
    }
  })

  it('gives the whole back when all are chosen', () => {
    expect(slice(github, keys).paths).toEqual(github.paths)
  })
})
