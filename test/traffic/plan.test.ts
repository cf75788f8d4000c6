// The plan of probes: what is asked, what must be refused, and what is left out for which reason.
import { describe, expect, it } from 'vitest'
import { type Plan, planProbes } from '../../src/traffic/plan.ts'
import { contractOf } from '../checks/fixture.ts'

const ok = "responses: {'200': {description: d}}"

async function planned(paths: string, more = ''): Promise<Plan> {
  return planProbes(await contractOf(`paths: {${paths}}\n${more}`))
}

/** A plan in words. */
async function words(paths: string, more = ''): Promise<string[]> {
  const { positive, negative, left } = await planned(paths, more)
  return [
    ...positive.map(({ operation, status }) => `${operation.key} ${status}`),
    ...negative.map(({ operation, fault, at }) => `${operation.key} not with ${fault} ${at}`),
    ...left.map(({ operation, reason }) => `${operation.key} left, ${reason}`),
  ]
}

const json = (schema: string, more = '') => `{application/json: {schema: ${schema}${more}}}`

describe('planProbes', () => {
  it.each<[string, { given: [paths: string, more?: string]; want: string[] }]>([
    ['nothing to ask', { given: [''], want: [] }],
    [
      'each documented status',
      {
        given: ["/: {get: {responses: {'200': {description: d}, '404': {description: d}}}}"],
        want: ['GET / 200', 'GET / 404'],
      },
    ],
    [
      'no status by range, by default or on the way',
      {
        given: [
          "/: {get: {responses: {'100': {description: d}, 4XX: {description: d}, default: {description: d}}}}",
        ],
        want: ['GET / left, it documents no status by number'],
      },
    ],
    [
      'a request without a key, where one is due',
      {
        given: [
          `/: {get: {${ok}}, put: {security: [], ${ok}}, post: {security: [{}, {k: []}], ${ok}}}`,
          'security: [{k: []}]',
        ],
        want: [
          'GET / 200',
          'PUT / 200',
          'POST / 200',
          'GET / not with no key /request/headers/authorization',
        ],
      },
    ],
    [
      'a malformed value in the path, where there is a form',
      {
        given: [
          `'/{a}/{b}': {get: {parameters: [{name: a, in: path, required: true, schema: {type: string}}, {name: b, in: path, required: true, schema: {type: integer}}], ${ok}}}`,
        ],
        want: ['GET /{a}/{b} 200', 'GET /{a}/{b} not with malformed b /request/path/b'],
      },
    ],
    [
      'a parameter that cannot be guessed',
      {
        given: [
          `/: {get: {parameters: [{name: a, in: query, required: true, schema: {pattern: '^Z{9}$'}}], ${ok}}}`,
        ],
        want: ['GET / left, no value is known for its parameter a'],
      },
    ],
    [
      'a header that no header can carry',
      {
        given: [
          `/: {get: {parameters: [{name: a, in: header, required: true, schema: {const: "a\\nb"}}], ${ok}}}`,
        ],
        want: ['GET / left, no value is known for its parameter a'],
      },
    ],
    [
      'a body that cannot be guessed',
      {
        given: [
          `/: {put: {requestBody: {required: true, content: ${json('{type: object, required: [a]}')}}, ${ok}}}`,
        ],
        want: ['PUT / left, no value is known for its request body'],
      },
    ],
    [
      'a body of another kind',
      {
        given: [
          `/: {put: {requestBody: {required: true, content: {text/csv: {schema: {type: string}}}}, ${ok}}}`,
        ],
        want: ['PUT / left, its request body is not JSON'],
      },
    ],
    [
      'a body that may be left out',
      {
        given: [`/: {put: {requestBody: {content: {text/csv: {schema: {type: string}}}}, ${ok}}}`],
        want: ['PUT / 200'],
      },
    ],
    [
      'what fetch cannot send',
      {
        given: [
          `/: {trace: {${ok}}, get: {requestBody: {required: true, content: ${json('{}', ', example: 1')}}, ${ok}}}`,
        ],
        want: [
          'GET / left, fetch sends no body with GET',
          'TRACE / left, TRACE is not a method that fetch can send',
        ],
      },
    ],
  ])('%s', async (_, { given, want }) => {
    expect(await words(...given)).toEqual(want)
  })

  it('puts what is required into the request, and nothing else', async () => {
    const field = (name: string, place: string, more: string) =>
      `{name: ${name}, in: ${place}, ${more}}`
    const { positive } = await planned(
      `'/{a}': {put: {parameters: [${[
        field('a', 'path', 'required: true, schema: {type: string}'),
        field('b', 'query', 'required: true, schema: {type: integer}'),
        field('c', 'query', 'schema: {type: integer}'),
        field('X-D', 'header', 'required: true, schema: {const: 5}'),
        field('e', 'cookie', 'required: true, schema: {const: yes}'),
      ].join(
        ', ',
      )}], requestBody: {content: {text/csv: {}, application/problem+json: {schema: {type: object}}}}, ${ok}}}`,
    )
    expect(positive.map(({ request }) => request)).toEqual([
      {
        path: { a: 'example' },
        query: { b: 1 },
        headers: { 'X-D': '5', Cookie: 'e=yes' },
        body: { mediaType: 'application/problem+json', value: {} },
      },
    ])
  })

  it('says of a refusal what the contract says of the part', async () => {
    const { negative } = await planned(
      `'/{a~b}': {get: {security: [{k: []}], parameters: [{name: a~b, in: path, required: true, schema: {type: integer}}], ${ok}}}`,
    )
    expect(negative.map(({ pointer, at, request }) => [pointer, at, request.path])).toEqual([
      ['/paths/~1{a~0b}/get/security', '/request/headers/authorization', { 'a~b': 1 }],
      ['/paths/~1{a~0b}/get/parameters/0', '/request/path/a~0b', { 'a~b': 'not a valid value!' }],
    ])
  })

  it('plans for chosen operations only', async () => {
    const contract = await contractOf(`paths: {/a: {get: {${ok}}}, /b: {get: {${ok}}}}`)
    const { positive } = planProbes(contract, contract.operations.slice(1))
    expect(positive.map(({ operation }) => operation.key)).toEqual(['GET /b'])
  })
})
