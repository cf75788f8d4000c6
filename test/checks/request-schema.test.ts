// Holds the rule that a request which the API accepted obeys the contract.
import { requestSchema } from '../../src/checks/request-schema.ts'
import { testRule } from './fixture.ts'

const contract = `
paths:
  /users/{id}:
    put:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, format: uuid}}
        - {name: page, in: query, schema: {type: integer, minimum: 1}}
        - {name: X-Trace, in: header, required: true, schema: {type: string, maxLength: 3}}
        - {name: session, in: cookie, required: true, schema: {type: string}}
        - {name: odd, in: query, schema: {type: string, format: phone}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              required: [name, id, secret]
              properties: {id: {readOnly: true}, secret: {type: string, writeOnly: true}, name: {type: string}}
          image/png: {schema: {type: string}}
      responses: {'200': {}, '400': {}}
    get: {responses: {'200': {}}}
`
const put = '/paths/~1users~1{id}/put'
const url = '/users/7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
const trace = ['X-Trace', 'a'] as const
const headers = [trace, ['Content-Type', 'application/json'] as const]
const body = '{"name":"a","secret":"b"}'
const sent = { headers, body }

testRule(requestSchema, contract, {
  clean: [
    ['a request that obeys', { given: { request: `PUT ${url}?page=2`, sent } }],
    ['a request that was refused', { given: { request: 'PUT /users/5?page=x', status: 400 } }],
    [
      'a request without cookies, which recordings leave out',
      { given: { request: `PUT ${url}`, sent } },
    ],
    ['an operation without parameters', { given: { request: `GET ${url}`, sent: { body: 'x' } } }],
    ['an operation that is not known, which is told elsewhere', { given: { request: 'PUT /x' } }],
  ],
  violating: [
    [
      'parameters out of their form',
      {
        given: {
          request: 'PUT /users/5?page=0',
          sent: {
            headers: [
              ['x-trace', 'abcd'],
              ['content-type', 'application/json'],
            ],
            body,
          },
        },
        want: [
          `error /request/path/id (${put}/parameters/0/schema/format): is "5", which is no uuid`,
          `error /request/query/page (${put}/parameters/1/schema/minimum): is 0; the least is 1`,
          `error /request/headers/x-trace (${put}/parameters/2/schema/maxLength): has 4 characters; the most is 3`,
        ],
      },
    ],
    [
      'a missing header',
      {
        given: {
          request: `PUT ${url}`,
          sent: { headers: [['content-type', 'application/json']], body },
        },
        want: [`error /request/headers/x-trace (${put}/parameters/2): is missing, though required`],
      },
    ],
    [
      'a missing cookie among others',
      {
        given: { request: `PUT ${url}`, sent: { headers: [...headers, ['Cookie', 'a=b']], body } },
        want: [`error /request/cookies/session (${put}/parameters/3): is missing, though required`],
      },
    ],
    [
      'a missing body',
      {
        given: { request: `PUT ${url}`, sent: { headers } },
        want: [`error /request/body (${put}/requestBody): is missing, though required`],
      },
    ],
    [
      'a body of another type',
      {
        given: {
          request: `PUT ${url}`,
          sent: { headers: [trace, ['Content-Type', 'text/plain']], body },
        },
        want: [
          `error /request/headers/content-type (${put}/requestBody): is text/plain; documented: application/json or image/png`,
        ],
      },
    ],
    [
      'a body without a type',
      {
        given: { request: `PUT ${url}`, sent: { headers: [trace], body } },
        want: [
          `error /request/headers/content-type (${put}/requestBody): is missing; documented: application/json or image/png`,
        ],
      },
    ],
    [
      'a broken body',
      {
        given: { request: `PUT ${url}`, sent: { headers, body: '{' } },
        want: [`error /request/body (${put}/requestBody): ends inside an object (at offset 1)`],
      },
    ],
    [
      'a body that breaks its schema: what is written only is due, what is read only is not',
      {
        given: { request: `PUT ${url}`, sent: { headers, body: '{"name":5}' } },
        want: [
          `error /request/body/secret (${put}/requestBody/content/application~1json/schema/required): is missing, though required`,
          `error /request/body/name (${put}/requestBody/content/application~1json/schema/properties/name/type): is of type number; documented: string`,
        ],
      },
    ],
  ],
  unchecked: [
    [
      'a body that was not kept',
      {
        given: { request: `PUT ${url}`, sent: { headers, body: null } },
        want: [
          `unchecked warning /request/body (${put}/requestBody): the recording kept no request body`,
        ],
      },
    ],
    [
      'a body without a parser',
      {
        given: {
          request: `PUT ${url}`,
          sent: { headers: [trace, ['Content-Type', 'image/png']], body: 'x' },
        },
        want: [
          `unchecked warning /request/body (${put}/requestBody): there is no parser for image/png`,
        ],
      },
    ],
    [
      'a parameter of an unknown format',
      {
        given: { request: `PUT ${url}?odd=1`, sent },
        want: [
          `unchecked warning /request/query/odd (${put}/parameters/4/schema/format): format "phone" is not one that this tool knows`,
        ],
      },
    ],
  ],
})
