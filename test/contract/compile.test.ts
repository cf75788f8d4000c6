// Holds what is compiled from a document: operations with their references followed, servers, security.
import { describe, expect, test } from 'vitest'
import { compileContract } from '../../src/contract/compile.ts'
import type { Operation } from '../../src/contract/contract.ts'
import type { Json, JsonObject } from '../../src/contract/json.ts'
import { fullVocabulary as vocabulary } from '../../src/contract/vocabulary.ts'

const compiled = (document: JsonObject) =>
  compileContract(document, { path: 'openapi.yaml', vocabulary })

/** The only operation of a document whose path item is given. */
function operationOf(item: JsonObject, rest: JsonObject = {}): Operation | undefined {
  return compiled({ paths: { '/a': item }, ...rest }).operations[0]
}

describe('an operation', () => {
  test('has its key, method, path and pointer', () => {
    expect(operationOf({ get: { operationId: 'readA' } })).toMatchObject({
      key: 'GET /a',
      id: 'readA',
      method: 'GET',
      path: '/a',
      pointer: '/paths/~1a/get',
      parameters: [],
      requestBody: undefined,
      responses: [],
      secured: false,
    })
  })

  test('is found behind the reference of its path item', () => {
    const item = { $ref: '#/components/pathItems/A' }
    const operation = operationOf(item, { components: { pathItems: { A: { post: {} } } } })
    expect([operation?.key, operation?.pointer]).toEqual([
      'POST /a',
      '/components/pathItems/A/post',
    ])
  })

  test.each<[string, { given: JsonObject; want: number }]>([
    [
      'every method of OpenAPI',
      {
        given: Object.fromEntries(
          ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'].map((method) => [
            method,
            {},
          ]),
        ),
        want: 8,
      },
    ],
    [
      'no other member',
      { given: { summary: 'x', parameters: [], servers: [], query: {}, 'x-get': {} }, want: 0 },
    ],
    ['nothing that is no object', { given: { get: null, post: 'x', put: [] }, want: 0 }],
    ['nothing behind a circle', { given: { $ref: '#/paths/~1a' }, want: 0 }],
  ])('%s is one', (_, { given, want }) => {
    expect(compiled({ paths: { '/a': given } }).operations).toHaveLength(want)
  })

  test('is none below an extension, or where there are no paths', () => {
    expect(compiled({ paths: { 'x-a': { get: {} } } }).operations).toEqual([])
    expect(compiled({}).operations).toEqual([])
    expect(compiled({ paths: [] }).operations).toEqual([])
  })
})

describe('parameters', () => {
  const parameter = (given: JsonObject) =>
    operationOf({ get: { parameters: [given] } })?.parameters[0]
  test.each<[string, { given: JsonObject; want: object | undefined }]>([
    [
      'in the query are exploded forms unless they say otherwise',
      {
        given: { name: 'q', in: 'query', schema: {} },
        want: {
          name: 'q',
          in: 'query',
          required: false,
          style: 'form',
          explode: true,
          schema: '/paths/~1a/get/parameters/0/schema',
          mediaType: undefined,
        },
      },
    ],
    [
      'in the path are simple',
      {
        given: { name: 'p', in: 'path', required: true },
        want: { style: 'simple', explode: false, required: true, schema: undefined },
      },
    ],
    [
      'in a header are simple',
      { given: { name: 'X-A', in: 'header' }, want: { style: 'simple', explode: false } },
    ],
    [
      'in a cookie are exploded forms',
      { given: { name: 'c', in: 'cookie' }, want: { style: 'form', explode: true } },
    ],
    [
      'of another style are not exploded',
      {
        given: { name: 'q', in: 'query', style: 'pipeDelimited' },
        want: { style: 'pipeDelimited', explode: false },
      },
    ],
    [
      'with content have its schema and media type',
      {
        given: { name: 'q', in: 'query', content: { 'application/json': { schema: {} } } },
        want: {
          mediaType: 'application/json',
          schema: '/paths/~1a/get/parameters/0/content/application~1json/schema',
        },
      },
    ],
    [
      'that content and security describe are left out',
      { given: { name: 'Authorization', in: 'header' }, want: undefined },
    ],
    ['without a name are left out', { given: { in: 'query' }, want: undefined }],
    ['in no place are left out', { given: { name: 'b', in: 'body' }, want: undefined }],
  ])('%s', (_, { given, want }) => {
    if (want === undefined) expect(parameter(given)).toBeUndefined()
    else expect(parameter(given)).toMatchObject(want)
  })

  test('of the path item count unless the operation has its own', () => {
    const shared = [
      { name: 'a', in: 'query' },
      { name: 'a', in: 'header' },
      { name: 'b', in: 'query' },
    ]
    const own = [{ name: 'a', in: 'query', required: true }]
    const operation = operationOf({ parameters: shared, get: { parameters: own } })
    expect(
      operation?.parameters.map(({ name, in: place, required }) => [name, place, required]),
    ).toEqual([
      ['a', 'header', false],
      ['b', 'query', false],
      ['a', 'query', true],
    ])
  })
})

describe('responses', () => {
  const response = (given: JsonObject, components: JsonObject = {}) =>
    operationOf({ get: { responses: { 200: given } } }, { components })?.responses[0]

  test('have their headers, lower-case x- names included, Content-Type excluded', () => {
    const headers = {
      'x-rate-limit': { required: true },
      'X-Id': { schema: {} },
      'content-type': {},
    }
    expect(response({ headers })?.headers).toEqual([
      expect.objectContaining({ name: 'x-rate-limit', required: true, schema: undefined }),
      expect.objectContaining({
        name: 'X-Id',
        required: false,
        schema: '/paths/~1a/get/responses/200/headers/X-Id/schema',
      }),
    ])
  })

  test.each<[string, { given: JsonObject; want: unknown }]>([
    ['without content leave it open', { given: {}, want: undefined }],
    ['with empty content document that there is none', { given: { content: {} }, want: [] }],
    [
      'with content have each media type in order',
      {
        given: { content: { 'a/b': { schema: {} }, '*/*': {} } },
        want: [
          {
            range: 'a/b',
            pointer: '/paths/~1a/get/responses/200/content/a~1b',
            schema: '/paths/~1a/get/responses/200/content/a~1b/schema',
          },
          { range: '*/*', pointer: '/paths/~1a/get/responses/200/content/*~1*', schema: undefined },
        ],
      },
    ],
    [
      'behind two references stand where the last leads',
      {
        given: { $ref: '#/components/responses/A' },
        want: [
          { range: 'a/b', pointer: '/components/responses/B/content/a~1b', schema: undefined },
        ],
      },
    ],
  ])('%s', (_, { given, want }) => {
    const components = {
      responses: { A: { $ref: '#/components/responses/B' }, B: { content: { 'a/b': {} } } },
    }
    expect(response(given, components)?.content).toEqual(want)
  })

  test('are none below an extension', () => {
    const operation = operationOf({ get: { responses: { 'x-a': {}, default: {}, '4XX': {} } } })
    expect(operation?.responses.map(({ status }) => status)).toEqual(['default', '4XX'])
  })
})

describe('the rest', () => {
  test.each<
    [string, { given: [document: Json | undefined, operation: Json | undefined]; want: boolean }]
  >([
    ['nothing', { given: [undefined, undefined], want: false }],
    ['a scheme of the document', { given: [[{ key: [] }], undefined], want: true }],
    ['none, said by the operation', { given: [[{ key: [] }], []], want: false }],
    ['a scheme or nothing', { given: [[{ key: [] }, {}], undefined], want: false }],
    ['two schemes', { given: [undefined, [{ a: [] }, { b: [] }]], want: true }],
  ])('an operation that asks for %s', (_, { given: [whole, own], want }) => {
    const get = own === undefined ? {} : { security: own }
    expect(operationOf({ get }, whole === undefined ? {} : { security: whole })?.secured).toBe(want)
  })

  test.each<[string, { given: JsonObject; want: string[] }]>([
    ['is the root where none is named', { given: {}, want: ['/'] }],
    [
      'has its variables filled in',
      {
        given: {
          servers: [
            {
              url: 'https://{region}.example/{v}{none}',
              variables: { region: { default: 'eu' }, v: { default: 2 } },
            },
          ],
        },
        want: ['https://eu.example/2'],
      },
    ],
    [
      'may be one of a path or an operation',
      {
        given: {
          servers: [{ url: '/v1' }],
          paths: {
            '/a': { servers: [{ url: '/v2' }], get: { servers: [{ url: '/v3' }, { url: '/v1' }] } },
          },
        },
        want: ['/v1', '/v2', '/v3'],
      },
    ],
    ['is not what is no server', { given: { servers: [{}, { url: 5 }, 'x'] }, want: ['/'] }],
  ])('a server %s', (_, { given, want }) => {
    expect(compiled(given).servers).toEqual(want)
  })

  test('a document has its title and version, whatever they are', () => {
    const { title, version, path } = compiled({ info: { title: 'T', version: 1 } })
    expect([title, version, path]).toEqual(['T', '1', 'openapi.yaml'])
    expect(compiled({}).title).toBe('')
  })
})
