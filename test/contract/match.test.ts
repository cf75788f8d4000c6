// Holds which operation a request belongs to, and what is said where it belongs to none.
import { describe, expect, test } from 'vitest'
import { compileContract } from '../../src/contract/compile.ts'
import type { JsonObject } from '../../src/contract/json.ts'
import { basePath, matchOperation } from '../../src/contract/match.ts'
import { fullVocabulary as vocabulary } from '../../src/contract/vocabulary.ts'

const paths: JsonObject = {
  '/users': { get: {}, post: {} },
  '/users/{id}': { get: {} },
  '/users/me': { delete: {} },
  '/users/v{version}': { get: {} },
  '/proofs/{id}': { get: {} },
  '/proofs/{digest}': { delete: {} },
  '/files/{name}.{ext}': { get: {} },
  '/a.b/(c)': { get: {} },
  '/{a}/{b}/end': { get: {} },
  '/users/{id}/end': { get: {} },
  '/{__proto__}/{constructor}/own': { get: {} },
}

function contractOf(...servers: string[]) {
  const document = { paths, servers: servers.map((url) => ({ url })) }
  return compileContract(document, { path: 'openapi.yaml', vocabulary })
}

type Found = { key: string; path?: object } | { methods: string[]; near?: string | undefined }

function found(servers: string[], request: string, baseUrl?: string): Found {
  const [method = '', url = ''] = request.split(' ')
  const match = matchOperation(contractOf(...servers), { method, url }, baseUrl)
  if (match.operation === undefined) return { methods: [...match.methods], near: match.near }
  return { key: match.operation.key, path: { ...match.path } }
}

describe('a request', () => {
  test.each<
    [string, { given: [servers: string[], request: string, baseUrl?: string]; want: Found }]
  >([
    ['to a plain path', { given: [[], 'GET /users'], want: { key: 'GET /users', path: {} } }],
    [
      'of another method, under the same path with another name',
      {
        given: [[], 'DELETE /proofs/1'],
        want: { key: 'DELETE /proofs/{digest}', path: { digest: '1' } },
      },
    ],
    ['in lower case', { given: [[], 'post /users'], want: { key: 'POST /users', path: {} } }],
    [
      'with a query and a fragment',
      { given: [[], 'GET /users?a=/b#c'], want: { key: 'GET /users', path: {} } },
    ],
    [
      'to a templated path',
      { given: [[], 'GET /users/5'], want: { key: 'GET /users/{id}', path: { id: '5' } } },
    ],
    [
      'with an encoded slash in a value, which stays as sent',
      { given: [[], 'GET /users/a%2Fb'], want: { key: 'GET /users/{id}', path: { id: 'a%2Fb' } } },
    ],
    [
      'to a path that is written out before one that is templated',
      { given: [[], 'DELETE /users/me'], want: { key: 'DELETE /users/me', path: {} } },
    ],
    [
      'whose method only a wider path documents',
      { given: [[], 'GET /users/me'], want: { methods: ['DELETE'], near: undefined } },
    ],
    [
      'to a partly templated path',
      {
        given: [[], 'GET /users/v2'],
        want: { key: 'GET /users/v{version}', path: { version: '2' } },
      },
    ],
    [
      'with two templates in one segment',
      {
        given: [[], 'GET /files/a.b.c'],
        want: { key: 'GET /files/{name}.{ext}', path: { name: 'a', ext: 'b.c' } },
      },
    ],
    [
      'to a path with special characters',
      { given: [[], 'GET /a.b/(c)'], want: { key: 'GET /a.b/(c)', path: {} } },
    ],
    [
      'that these characters do not match by chance',
      { given: [[], 'GET /aXb/(c)'], want: { methods: [], near: '/a.b/(c)' } },
    ],
    [
      'to the more special of two templates',
      { given: [[], 'GET /users/5/end'], want: { key: 'GET /users/{id}/end', path: { id: '5' } } },
    ],
    [
      'with templates named like members that objects inherit',
      {
        given: [[], 'GET /1/2/own'],
        want: {
          key: 'GET /{__proto__}/{constructor}/own',
          path: JSON.parse('{"__proto__":"1","constructor":"2"}'),
        },
      },
    ],
    [
      'with an undocumented method',
      { given: [[], 'PATCH /users'], want: { methods: ['GET', 'POST'], near: undefined } },
    ],
    [
      'with a slash too many',
      { given: [[], 'GET /users/'], want: { methods: [], near: '/users' } },
    ],
    [
      'with a slash too many in front',
      { given: [[], 'GET //users'], want: { methods: [], near: '/users' } },
    ],
    ['that is misspelt', { given: [[], 'GET /usres'], want: { methods: [], near: '/users' } }],
    ['in another case', { given: [[], 'GET /USERS'], want: { methods: [], near: '/users' } }],
    [
      'that is like nothing',
      { given: [[], 'GET /completely/other'], want: { methods: [], near: undefined } },
    ],
    ['to no path', { given: [[], 'GET http://host'], want: { methods: [], near: undefined } }],
    ['to a URL that is none', { given: [[], 'GET ::::'], want: { methods: [], near: undefined } }],
    [
      'below a server with a path',
      {
        given: [['https://api.example/v1/'], 'GET https://api.example/v1/users'],
        want: { key: 'GET /users', path: {} },
      },
    ],
    [
      'outside of the server’s path',
      {
        given: [['https://api.example/v1'], 'GET https://api.example/users'],
        want: { methods: [], near: '/users' },
      },
    ],
    [
      'beside the server’s path',
      { given: [['/v1'], 'GET /v11/users'], want: { methods: [], near: undefined } },
    ],
    [
      'below the longer of two servers',
      {
        given: [['/', '/users'], 'GET /users/users/5'],
        want: { key: 'GET /users/{id}', path: { id: '5' } },
      },
    ],
    [
      'below a further base',
      {
        given: [['/v1'], 'GET http://127.0.0.1:4010/mock/users', 'http://127.0.0.1:4010/mock'],
        want: { key: 'GET /users', path: {} },
      },
    ],
  ])('%s', (_, { given, want }) => {
    expect(found(...given)).toEqual(want)
  })

  test('of two hundred thousand characters comes to an end', () => {
    expect(found([], `GET /${'a.'.repeat(100_000)}`)).toEqual({ methods: [], near: undefined })
    expect(found([], `GET ${'/a'.repeat(100_000)}`)).toEqual({ methods: [], near: undefined })
  })
})

test.each<[string, { given: string; want: string }]>([
  ['of a URL', { given: 'https://api.example/v1', want: '/v1' }],
  ['of a URL that ends in slashes', { given: 'https://api.example/v1//', want: '/v1' }],
  ['of a URL without path', { given: 'https://api.example', want: '' }],
  ['of a URL with a query', { given: 'https://api.example/a?b=/c', want: '/a' }],
  ['of a path', { given: '/v1/', want: '/v1' }],
  ['of the root', { given: '/', want: '' }],
])('the base path %s', (_, { given, want }) => {
  expect(basePath(given)).toBe(want)
})
