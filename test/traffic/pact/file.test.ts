// Tests of the settled form of a pact: equal expectations give equal bytes, and no credential is in them.
import { describe, expect, it } from 'vitest'
import { createSecrets } from '../../../src/cli/secrets.ts'
import { compileContract } from '../../../src/contract/compile.ts'
import type { Json, JsonObject } from '../../../src/contract/json.ts'
import { fullVocabulary } from '../../../src/contract/vocabulary.ts'
import { ToolError } from '../../../src/errors.ts'
import { pactFileText } from '../../../src/traffic/pact/file.ts'

const KEY = 'key-51f0c6a9b2d84e7f'

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer' },
  header: { type: 'apiKey', in: 'header', name: 'X-Key' },
  query: { type: 'apiKey', in: 'query', name: 'api key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
}
const authToken = { type: 'string', writeOnly: true, pattern: '^[a-f0-9]{4}$', examples: ['0a0a'] }
const pin = { type: 'integer', format: 'password', minimum: 1000 }
const contract = compileContract(
  {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: {},
    components: { securitySchemes, schemas: { Secret: { properties: { authToken, pin } } } },
  },
  { path: 'test.yaml', vocabulary: fullVocabulary },
)

function written(pact: Json, key = KEY): string {
  const mask = createSecrets({ BLACKBOX_API_KEY: key }).redact
  return pactFileText(JSON.stringify(pact), 'a.json', { contract, mask })
}

const base = {
  consumer: { name: 'c' },
  provider: { name: 'P' },
  metadata: { pactSpecification: { version: '4.0' } },
}

/** The only interaction's request, or its response, as it is written. */
function side(name: 'request' | 'response', message: JsonObject, key = KEY): JsonObject {
  const pact = { ...base, interactions: [{ description: 'd', [name]: message }] }
  return JSON.parse(written(pact, key)).interactions[0][name]
}

const interactions = [
  { description: 'b', response: { status: 200 }, request: { path: '/b', method: 'GET' } },
  { description: 'B', request: { method: 'GET', path: '/upper' } },
  { description: 'a', providerStates: [{ name: 'two' }], request: { path: '/2' } },
  { description: 'a', providerStates: [{ name: 'one' }], request: { path: '/1' } },
]
const reference = { ...base, interactions }

describe('the same bytes are written', () => {
  it.each<[string, { given: Json }]>([
    ['in another order', { given: { ...base, interactions: [...interactions].reverse() } }],
    [
      'with members in another order',
      {
        given: {
          interactions: interactions.map((each) =>
            Object.fromEntries(Object.entries(each).reverse()),
          ),
          ...base,
        },
      },
    ],
    [
      'by another version, on another day, from a broker',
      {
        given: {
          ...reference,
          createdAt: '2026-11-24T16:20:52Z',
          _links: { self: { href: 'http://127.0.0.1:9292/pacts/1' } },
          metadata: {
            'pact-js': { version: '99.0.0' },
            pactRust: { ffi: '0.5.4', models: '1.3.11' },
            ...base.metadata,
          },
          interactions: interactions.map((each, index) => ({
            ...each,
            key: `k${index}`,
            _id: 'x',
          })),
        },
      },
    ],
  ])('%s', (_, { given }) => {
    expect(written(given)).toBe(written(reference))
  })

  it.each<[string, { given: readonly [Json, Json]; generator: JsonObject }]>([
    ['an integer', { given: [5, 77], generator: { type: 'RandomInt', min: 1, max: 99 } }],
    ['a decimal', { given: [1.25, 7.5], generator: { type: 'RandomDecimal', digits: 4 } }],
    ['hexadecimal', { given: ['0fa', 'b31'], generator: { type: 'RandomHexadecimal', digits: 3 } }],
    ['text', { given: ['abc', 'xyz'], generator: { type: 'RandomString', size: 3 } }],
    ['text without end', { given: ['a', 'b'], generator: { type: 'RandomString', size: 1e12 } }],
    ['a boolean', { given: [true, false], generator: { type: 'RandomBoolean' } }],
    ['a UUID', { given: ['7d3f6a52-9c1e', '00'], generator: { type: 'Uuid', format: 'simple' } }],
    [
      'the address of a mock server',
      {
        given: ['http://127.0.0.1:40123/a', 'http://127.0.0.1:51234/a'],
        generator: { type: 'MockServerURL', regex: '.*(/a)$' },
      },
    ],
  ])('whatever is generated: %s', (_, { given, generator }) => {
    const [one, other] = given.map((value) =>
      side('response', {
        body: {
          content: { list: [{ 'a b': value, kept: value }] },
          contentType: 'application/json',
        },
        generators: { body: { "$.list[*]['a b']": generator } },
      }),
    )
    const [first, second] = given
    expect(JSON.stringify(one)).toBe(
      JSON.stringify(other).replaceAll(
        `"kept":${JSON.stringify(second)}`,
        `"kept":${JSON.stringify(first)}`,
      ),
    )
    expect(JSON.stringify(one)).not.toBe(JSON.stringify(other))
  })

  it('with generators that cannot be followed left alone', () => {
    const generators = { body: { '$..x': { type: 'Uuid' }, '$.x': { type: 'toString' }, 'x[': 1 } }
    expect(side('response', { body: { x: 'given' }, generators })).toEqual({
      body: { x: 'given' },
      generators,
    })
  })
})

describe('a credential is replaced', () => {
  it.each<[string, { given: JsonObject; want: JsonObject }]>([
    [
      'in Authorization, of whatever scheme',
      {
        given: {
          headers: { Authorization: ['Bearer s3cr3t'], AUTHORIZATION: 'Digest u="x", r="y"' },
        },
        want: {
          headers: { Authorization: ['Bearer placeholder'], AUTHORIZATION: 'Digest placeholder' },
        },
      },
    ],
    [
      'in Authorization without a scheme',
      {
        given: { headers: { authorization: 's3cr3t' } },
        want: { headers: { authorization: 'placeholder' } },
      },
    ],
    [
      'in Authorization by Basic, so that it can still be read',
      {
        given: { headers: { Authorization: 'Basic dTpz' } },
        want: { headers: { Authorization: `Basic ${btoa('placeholder:placeholder')}` } },
      },
    ],
    [
      'in a header of a scheme, and in no other',
      {
        given: { headers: { 'x-key': ['s3cr3t'], 'X-Keys': ['kept'] } },
        want: { headers: { 'X-Keys': ['kept'], 'x-key': ['placeholder'] } },
      },
    ],
    [
      'in a cookie of a scheme, and in no other',
      {
        given: { headers: { Cookie: ['theme=dark; session=s3cr3t'] } },
        want: { headers: { Cookie: ['theme=dark; session=placeholder'] } },
      },
    ],
    [
      'in a list of query values',
      {
        given: { query: { 'api key': ['s3cr3t', 's3cr3t2'], page: ['1'] } },
        want: { query: { 'api key': ['placeholder', 'placeholder'], page: ['1'] } },
      },
    ],
    [
      'in a query that is a text',
      {
        given: { query: 'page=1&api+key=s3cr3t' },
        want: { query: 'page=1&api+key=placeholder' },
      },
    ],
    [
      'in the rules of specification 3 and 4',
      {
        given: {
          matchingRules: {
            header: {
              'Authorization[0]': {
                combine: 'AND',
                matchers: [{ match: 'regex', regex: '^Bearer s3cr3t$' }],
              },
              Accept: { combine: 'AND', matchers: [{ match: 'type' }] },
            },
            query: {
              'api key': { combine: 'AND', matchers: [{ match: 'include', value: 's3cr3t' }] },
            },
          },
        },
        want: {
          matchingRules: {
            header: {
              Accept: { combine: 'AND', matchers: [{ match: 'type' }] },
              'Authorization[0]': {
                combine: 'AND',
                matchers: [{ match: 'regex', regex: '^Bearer .+$' }],
              },
            },
            query: { 'api key': { combine: 'AND', matchers: [{ match: 'regex', regex: '^.+$' }] } },
          },
        },
      },
    ],
    [
      'in the rules of specification 2',
      {
        given: {
          matchingRules: {
            '$.headers.Authorization': { match: 'regex', regex: 'Bearer s3cr3t' },
            "$.header['X-Key']": { match: 'regex', regex: 's3cr3t' },
            '$.body.name': { match: 'type' },
          },
        },
        want: {
          matchingRules: {
            '$.body.name': { match: 'type' },
            "$.header['X-Key']": { match: 'regex', regex: '^.+$' },
            '$.headers.Authorization': { match: 'regex', regex: '^Bearer .+$' },
          },
        },
      },
    ],
    [
      'in members that the contract keeps secret, by values that obey it',
      {
        given: { body: { content: [{ AUTH_TOKEN: 's3cr3t', pin: 4711, name: 'kept' }] } },
        want: { body: { content: [{ AUTH_TOKEN: '0a0a', name: 'kept', pin: 1000 }] } },
      },
    ],
    [
      'in no null and in no boolean',
      {
        given: { body: { authToken: null, pin: true } },
        want: { body: { authToken: null, pin: true } },
      },
    ],
  ])('%s', (_, { given, want }) => {
    expect(side('request', given)).toEqual(want)
  })

  it('wherever the key in use stands, in any form', () => {
    const form = `${btoa(`user:${KEY}`)} ${encodeURIComponent(KEY)} ${KEY}`
    const pact = {
      ...base,
      consumer: { name: KEY },
      interactions: [
        {
          description: form,
          providerStates: [{ name: KEY, params: { [KEY]: form } }],
          request: { path: `/a/${KEY}`, headers: { 'X-Other': [form] }, body: { content: form } },
          response: { body: { content: { [KEY]: [form] } } },
        },
      ],
    }
    const text = written(pact)
    expect(text).toContain('[masked]')
    for (const each of [KEY, btoa(`user:${KEY}`).slice(8, 20)]) expect(text).not.toContain(each)
  })

  it('by the same word whatever the key is', () => {
    const headers = { Authorization: ['Bearer placeholder'] }
    expect(side('request', { headers }, 'placeholder')).toEqual({ headers })
  })
})

describe('what is no pact is refused', () => {
  it.each<[string, { given: string; want: RegExp }]>([
    ['an empty file', { given: '', want: /^a\.json is not JSON/ }],
    ['a text that is cut off', { given: written(reference).slice(0, -9), want: /is not JSON/ }],
    ['HTML', { given: '<!doctype html>', want: /is not JSON/ }],
    ['a list', { given: '[]', want: /has no list of interactions/ }],
    ['interactions that are no list', { given: '{"interactions":{}}', want: /has no list/ }],
    [
      'a name that stands twice',
      { given: '{"interactions":[],"a":1,"a":2}', want: /duplicate-key at \/a/ },
    ],
    [
      'nesting without end',
      { given: `{"interactions":[${'['.repeat(1000)}${']'.repeat(1000)}]}`, want: /too-deep/ },
    ],
  ])('%s', (_, { given, want }) => {
    const write = () => pactFileText(given, 'a.json', { contract, mask: (text) => text })
    expect(write).toThrow(ToolError)
    expect(write).toThrow(want)
  })

  it.each<[string, Json]>([
    ['interactions that are no objects', [1, null, 'a', []]],
    [
      'messages of odd forms',
      [{ request: 1, response: [] }, { request: { headers: 1, query: 2 } }],
    ],
    [
      'rules and generators of odd forms',
      [
        { request: { matchingRules: [1], generators: 1, body: 7 } },
        {
          request: { matchingRules: { header: 1, '$.headers': 2 }, generators: { body: { $: 3 } } },
        },
        { request: { matchingRules: { header: { Authorization: null } } } },
      ],
    ],
    [
      'no body under a generator',
      [{ request: { generators: { body: { '$.a': { type: 'Uuid' } } } } }],
    ],
  ])('but not %s', (_, given) => {
    expect(() => written({ ...base, interactions: given })).not.toThrow()
  })
})
