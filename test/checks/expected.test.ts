// What a consumer expects, held against the contract: less is enough, more is a finding that names the interaction.
import { describe, expect, test } from 'vitest'
import { judgeExpected, judgePact } from '../../src/checks/expected.ts'
import type { Contract } from '../../src/contract/contract.ts'
import type { Json, JsonObject } from '../../src/contract/json.ts'
import type { Exchange } from '../../src/traffic/exchange.ts'
import { readPact } from '../../src/traffic/pact/pact.ts'
import { contractOf } from './fixture.ts'

const contract = await contractOf(`
servers: [{url: 'https://api.example/v1'}]
paths:
  /things/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string, format: uuid}}]
      responses:
        '200':
          description: A thing
          headers: {X-Total: {required: true, schema: {type: integer}}}
          content:
            application/vnd.thing+json: {schema: {$ref: '#/components/schemas/Thing'}}
            application/json: {schema: {type: object, required: [other], properties: {other: {}}}}
        '404': {description: None, content: {application/problem+json: {schema: {type: object, properties: {title: {type: string}}}}}}
  /things:
    post:
      security: [{bearer: []}]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
      responses:
        '201': {description: Made}
  /word: {get: {responses: {'200': {description: A, content: {application/json: {schema: {type: string, maxLength: 3}}}}}}}
  /note: {get: {responses: {'200': {description: A, content: {'text/*': {schema: {maxLength: 3}}, application/xml: {schema: {type: object}}}}}}}
  /page: {get: {responses: {'200': {description: A, content: {text/xml: {schema: {type: object}}}}}}}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  schemas:
    Thing:
      type: object
      required: [id, name]
      properties:
        id: {type: string, format: uuid, x-equals: $request.path.id}
        name: {type: string}
        kind: {type: string, x-known-values: [pen]}
        authToken: {type: string, writeOnly: true, format: password}
`)

const id = '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'

type Given = {
  request?: { method?: string; path?: string; headers?: JsonObject; body?: Json }
  response?: { status?: number; headers?: JsonObject; body?: Json }
  more?: JsonObject
}

function pactOf(given: Given, version = '3.0.0') {
  const request = { method: 'GET', path: `/things/${id}`, ...given.request }
  const interaction = {
    description: 'asks for a thing',
    ...given.more,
    request,
    response: { status: 200, ...given.response },
  }
  const metadata = { pactSpecification: { version } }
  return readPact(JSON.stringify({ interactions: [interaction], metadata }), 'web.json')
}

function exchangeOf(given: Given): Exchange {
  const [exchange] = pactOf(given).exchanges
  if (exchange === undefined) throw new Error('no exchange')
  return exchange
}

function told(given: Given, by: Contract = contract): string[] {
  const { findings, unchecked } = judgeExpected(exchangeOf(given), by)
  return [
    ...findings.map(({ severity, rule, at }) => `${severity} ${rule} ${at}`),
    ...unchecked.map(({ rule, at, reason }) => `unchecked ${rule} ${at} ${reason}`),
  ]
}

const post = { method: 'POST', path: '/things' }
const bearer = { Authorization: 'Bearer any' }
const thing = { id, name: 'a' }
const created = { status: 201 }

describe('an expectation', () => {
  test.each<[string, { given: Given; want: string[] }]>([
    ['may leave the body open', { given: {}, want: [] }],
    ['may name some members only', { given: { response: { body: { name: 'a' } } }, want: [] }],
    [
      'names members in their documented form',
      {
        given: { response: { body: { name: 7 } } },
        want: ['error response-schema /response/body/name'],
      },
    ],
    [
      'names documented members',
      {
        given: { response: { body: { size: 7 } } },
        want: ['error expected-documented /response/body/size'],
      },
    ],
    [
      'names values that are known',
      {
        given: { response: { body: { kind: 'cow' } } },
        want: ['warning known-value /response/body/kind'],
      },
    ],
    [
      'speaks of what was asked for',
      {
        given: { response: { body: { id: id.replace('7', '8') } } },
        want: ['error equals /response/body/id'],
      },
    ],
    [
      'names no secret',
      {
        given: { response: { body: { authToken: 'x' } } },
        want: ['error secret-leak /response/body/authToken'],
      },
    ],
    [
      'may leave out a header that always comes',
      { given: { response: { headers: { 'x-total': '1' } } }, want: [] },
    ],
    [
      'names headers in their documented form',
      {
        given: { response: { headers: { 'X-Total': 'many' } } },
        want: ['error response-header /response/headers/x-total'],
      },
    ],
    [
      'names a documented status',
      {
        given: { response: { status: 418, body: {} } },
        want: ['error status-documented /response/status'],
      },
    ],
    [
      'names a documented media type',
      {
        given: { response: { headers: { 'content-type': 'text/html' }, body: '<p>' } },
        want: ['error content-type /response/headers/content-type'],
      },
    ],
    [
      'takes the media type for granted that its body fits',
      { given: { response: { body: { other: 1 } } }, want: [] },
    ],
    [
      'takes the media type of a refusal for granted',
      {
        given: { response: { status: 404, body: { title: 7 } } },
        want: ['error response-schema /response/body/title'],
      },
    ],
    [
      'may write a text of JSON without its quotes',
      { given: { request: { path: '/word' }, response: { body: 'abc' } }, want: [] },
    ],
    [
      'is held to the form of such a text',
      {
        given: { request: { path: '/word' }, response: { body: 'abcd' } },
        want: ['error response-schema /response/body'],
      },
    ],
    [
      'is held to the form of a plain text',
      {
        given: { request: { path: '/note' }, response: { body: 'abcd' } },
        want: ['error response-schema /response/body'],
      },
    ],
    [
      'is unchecked where its body is XML',
      {
        given: { request: { path: '/page' }, response: { body: '<a/>' } },
        want: ['unchecked response-schema /response/body there is no parser for text/xml'],
      },
    ],
    [
      'is unchecked where its body is XML by its own word',
      {
        given: {
          request: { path: '/note' },
          response: { headers: { 'Content-Type': 'application/xml' }, body: '<a/>' },
        },
        want: ['unchecked response-schema /response/body there is no parser for application/xml'],
      },
    ],
    [
      'names the operation by a path below the servers',
      { given: { request: { path: `/v1/things/${id}` } }, want: [] },
    ],
    [
      'names an operation that is documented',
      { given: { request: { path: '/stuff' } }, want: ['error operation-known /request/url'] },
    ],
    [
      'asks by a parameter in its documented form',
      {
        given: { request: { path: '/things/7' } },
        want: ['error request-schema /request/path/id'],
      },
    ],
    [
      'may ask wrongly where it expects to be refused',
      { given: { request: { path: '/things/7' }, response: { status: 404 } }, want: [] },
    ],
    [
      'sends a whole body',
      {
        given: { request: { ...post, headers: bearer, body: thing }, response: created },
        want: [],
      },
    ],
    [
      'sends every member that is asked for',
      {
        given: { request: { ...post, headers: bearer, body: { id } }, response: created },
        want: ['error request-schema /request/body/name'],
      },
    ],
    [
      'sends a body where one is asked for',
      {
        given: { request: { ...post, headers: bearer }, response: created },
        want: ['error request-schema /request/body'],
      },
    ],
    [
      'sends a credential where it hopes for success',
      {
        given: { request: { ...post, body: thing }, response: created },
        want: ['error credential-sent /request/headers/authorization'],
      },
    ],
    [
      'expects nothing where nothing is documented',
      {
        given: {
          request: { ...post, headers: bearer, body: thing },
          response: { ...created, body: { id } },
        },
        want: ['error expected-documented /response/body'],
      },
    ],
  ])('%s', (_, { given, want }) => {
    expect(told(given)).toEqual(want)
  })
})

test('a finding names the interaction, without the credential that it sends', () => {
  const more = { description: 'asks with top-secret-key', providerStates: [{ name: 'one exists' }] }
  const request = { headers: { Authorization: 'Bearer top-secret-key' } }
  const given = { more, request, response: { body: { size: 1 } } }
  const [finding] = judgeExpected(exchangeOf(given), contract).findings
  expect(finding?.exchange).toEqual({
    source: 'web.json',
    index: 0,
    method: 'GET',
    url: `/things/${id}`,
    status: 200,
    interaction: 'asks with *** (given one exists)',
  })
})

test('a path may lie under another base URL', () => {
  const exchange = exchangeOf({ request: { path: `/api/things/${id}` } })
  const options = { baseUrl: 'http://localhost:3000/api' }
  expect(judgeExpected(exchange, contract).operation).toBe(null)
  expect(judgeExpected(exchange, contract, options).operation).toBe('GET /things/{id}')
})

test('the contract itself is left as it is', () => {
  const before = contract.operations
  told({ response: { body: {} } })
  expect(contract.operations).toBe(before)
  expect(before[0]?.responses[0]?.headers[0]?.required).toBe(true)
})

describe('a pact', () => {
  test('says of which operations it speaks, and what it could not judge', () => {
    const matchers = { body: { '$.name': { matchers: [{ match: 'moon' }] } } }
    const pact = pactOf({ response: { body: { name: 'a' }, ...{ matchingRules: matchers } } })
    const judged = judgePact(pact, contract)
    expect(judged).toMatchObject({
      operations: ['GET /things/{id}'],
      findings: [],
      unchecked: [
        {
          rule: 'expected-documented',
          severity: 'warning',
          operation: 'GET /things/{id}',
          at: '/response/body',
          exchange: { source: 'web.json', index: 0, interaction: 'asks for a thing' },
        },
      ],
    })
  })

  test('fails by no interaction that is pending', () => {
    const given = { more: { pending: true }, response: { body: { content: { size: 1 } } } }
    const severities = (each: Given) =>
      judgePact(pactOf(each, '4.0'), contract).findings.map(({ severity }) => severity)
    expect(severities(given)).toEqual(['warning'])
    expect(severities({ ...given, more: {} })).toEqual(['error'])
  })

  test('tells of a message that it is none of HTTP', () => {
    const pact = pactOf({ more: { type: 'Asynchronous/Messages' } }, '4.0')
    expect(judgePact(pact, contract)).toMatchObject({
      operations: [],
      unchecked: [{ operation: null, exchange: { method: '', status: null } }],
    })
  })
})
