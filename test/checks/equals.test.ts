// Holds the rule that a value equals the one to which the contract ties it.
import { equals } from '../../src/checks/equals.ts'
import { testRule } from './fixture.ts'

const contract = `
paths:
  /users/{id}:
    put:
      responses:
        '200':
          content:
            application/json:
              schema:
                properties:
                  id: {type: [string, 'null'], x-equals: $request.path.id}
                  count: {type: integer, x-equals: '$request.body#/count'}
                  page: {x-equals: $request.query.page}
                  trace: {x-equals: $request.header.X-Trace}
                  code: {x-equals: $statusCode}
                  also: {x-equals: '$response.body#/count'}
                  odd: {x-equals: $request.nothing}
                  guess: {x-evidence: assumed, x-equals: $method}
                  both: {allOf: [{$ref: '#/components/schemas/Tied'}, {$ref: '#/components/schemas/Tied'}]}
components: {schemas: {Tied: {x-equals: $method}}}
`
const schema = '/paths/~1users~1{id}/put/responses/200/content/application~1json/schema/properties'
const id = '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
const put = `PUT /users/${id}?page=2`
const json = { headers: [['Content-Type', 'application/json'] as const], body: '{"count":3}' }

testRule(equals, contract, {
  clean: [
    ['the value of the path', { given: { request: put, body: { id } } }],
    ['a UUID in another case', { given: { request: put, body: { id: id.toUpperCase() } } }],
    [
      'an encoded value of the path',
      { given: { request: 'PUT /users/a%20b', body: { id: 'a b' } } },
    ],
    ['null, where that is allowed', { given: { request: put, body: { id: null } } }],
    ['a number of the query, as text', { given: { request: put, body: { page: 2 } } }],
    [
      'the value of the request body',
      { given: { request: put, sent: json, body: { count: 3, also: 3 } } },
    ],
    [
      'the value of a header, whatever its case',
      { given: { request: put, sent: { headers: [['x-trace', 'a']] }, body: { trace: 'a' } } },
    ],
    ['the status', { given: { request: put, body: { code: 200 } } }],
    [
      'a value of the wrong type, which is told elsewhere',
      { given: { request: put, sent: json, body: { count: '4' } } },
    ],
  ],
  violating: [
    [
      'another UUID',
      {
        given: { request: put, body: { id: id.replace('7', '8') } },
        want: [
          `error /response/body/id (${schema}/id/x-equals): is "8d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603", but $request.path.id is "${id}"`,
        ],
      },
    ],
    [
      'text in another case, which is another text',
      {
        given: { request: 'PUT /users/abc', body: { id: 'ABC' } },
        want: [
          `error /response/body/id (${schema}/id/x-equals): is "ABC", but $request.path.id is "abc"`,
        ],
      },
    ],
    [
      'another key, without showing either',
      {
        given: { request: `PUT /users/${'a1'.repeat(16)}`, body: { id: 'b2'.repeat(16) } },
        want: [
          `error /response/body/id (${schema}/id/x-equals): is another value than $request.path.id`,
        ],
      },
    ],
    [
      'another number',
      {
        given: { request: put, sent: json, body: { count: 4 } },
        want: [
          `error /response/body/count (${schema}/count/x-equals): is 4, but $request.body#/count is 3`,
        ],
      },
    ],
    [
      'a warning only where the tie is assumed',
      {
        given: { request: put, body: { guess: 'GET' } },
        want: [
          `warning /response/body/guess (${schema}/guess/x-equals): is "GET", but $method is "PUT"`,
        ],
      },
    ],
    [
      'one fault where the same schema is reached in two ways',
      {
        given: { request: put, body: { both: 'GET' } },
        want: [
          'error /response/body/both (/components/schemas/Tied/x-equals): is "GET", but $method is "PUT"',
        ],
      },
    ],
  ],
  unchecked: [
    [
      'what the request did not send',
      {
        given: { request: 'PUT /users/5', body: { page: 2 } },
        want: [
          `unchecked warning /response/body/page (${schema}/page/x-equals): $request.query.page has no value in this exchange`,
        ],
      },
    ],
    [
      'what is no expression',
      {
        given: { request: put, body: { odd: 2 } },
        want: [
          `unchecked warning /response/body/odd (${schema}/odd/x-equals): $request.nothing has no value in this exchange`,
        ],
      },
    ],
    [
      'a request body that was not kept',
      {
        given: { request: put, sent: { body: null }, body: { count: 3 } },
        want: [
          `unchecked warning /response/body/count (${schema}/count/x-equals): $request.body#/count has no value in this exchange`,
        ],
      },
    ],
  ],
})
