// Holds the rule that a consumer sends and expects only what the contract speaks of.
import { expectedDocumented } from '../../src/checks/expected-documented.ts'
import { testRule } from './fixture.ts'

const contract = `
paths:
  /:
    get:
      parameters:
        - {name: page, in: query, schema: {type: integer}}
        - {name: filter, in: query, style: deepObject, schema: {type: object}}
        - {name: range, in: query, schema: {type: object, properties: {from: {type: string}}}}
        - {name: X-Trace, in: header, schema: {type: string}}
      responses:
        '200':
          description: A
          headers: {X-Total: {schema: {type: integer}}}
          content:
            application/json:
              schema:
                type: object
                properties:
                  a: {type: object, properties: {b: {}}}
                  open: {type: object, properties: {b: {}}, additionalProperties: true}
                  free: {type: object}
                  lost: {properties: {b: {}}, allOf: [{$ref: '#/nowhere'}]}
                  authToken: {type: string, writeOnly: true}
        '204': {description: Nothing}
        '404': {description: None, content: {application/problem+json: {}}}
        4XX: {description: Refused, x-evidence: assumed}
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {a: {}}}}}}
      responses: {'200': {description: A, content: {application/json: {}}}}
  /free: {get: {parameters: [{name: any, in: query, schema: {type: object, additionalProperties: {type: string}}}], responses: {'200': {description: A, content: {application/json: {}}}}}}
components:
  securitySchemes: {key: {type: apiKey, in: query, name: code}, other: {type: apiKey, in: header, name: X-Key}}
`
const answer = '/paths/~1/get/responses/200'
const schema = `${answer}/content/application~1json/schema`
const json: [string, string] = ['content-type', 'application/json']

testRule(expectedDocumented, contract, {
  clean: [
    ['what is documented', { given: { body: { a: { b: 1 } }, headers: [['x-total', '1']] } }],
    ['any member where all are allowed', { given: { body: { open: { c: 1 }, free: { c: 1 } } } }],
    ['no body at all', { given: { body: null } }],
    ['documented parameters', { given: { request: 'GET /?page=1&filter[a]=b&from=x&range=y' } }],
    ['members of a free-form parameter', { given: { request: 'GET /free?a=b' } }],
    [
      'keys where they are sent',
      { given: { request: 'GET /?code=1', sent: { headers: [['x-key', 'a']] } } },
    ],
    [
      'fields that HTTP itself defines',
      {
        given: {
          sent: { headers: [['accept-language', 'de']] },
          headers: [
            ['Date', 'x'],
            ['Content-Length', '2'],
          ],
        },
      },
    ],
    [
      'a request that is to be refused',
      {
        given: {
          request: 'GET /?x=1',
          status: 404,
          headers: [['content-type', 'application/problem+json']],
        },
      },
    ],
    [
      'a media type that it takes',
      { given: { sent: { headers: [['accept', 'text/html, application/*;q=0.5']] } } },
    ],
    [
      'a media type of the same operation',
      {
        given: {
          status: 404,
          sent: { headers: [['accept', 'application/json']] },
          headers: [['content-type', 'application/problem+json']],
        },
      },
    ],
    [
      'a secret, which is told elsewhere',
      { given: { body: { authToken: 'x', 'auth-token': 'y' } } },
    ],
    ['a member under a reference that leads nowhere', { given: { body: { lost: { c: 1 } } } }],
    [
      'an operation that nobody documents',
      { given: { request: 'GET /nowhere?x=1', body: { x: 1 } } },
    ],
    ['a status that nobody documents', { given: { status: 500, body: { x: 1 } } }],
  ],
  violating: [
    [
      'a member that nobody documents',
      {
        given: { body: { a: { b: 1, c: 2 } } },
        want: [`error /response/body/a/c (${schema}/properties/a): member "c" is not documented`],
      },
    ],
    [
      'a header that nobody documents',
      {
        given: { headers: [['X-Left', '1']] },
        want: [`error /response/headers/x-left (${answer}): header "x-left" is not documented`],
      },
    ],
    [
      'a header that HTTP defines and nobody promises',
      {
        given: { headers: [['ETag', '"1"']] },
        want: [`warning /response/headers/etag (${answer}): header "etag" is not documented`],
      },
    ],
    [
      'a body where none is documented',
      {
        given: { status: 204, body: { a: 1 } },
        want: [
          'error /response/body (/paths/~1/get/responses/204): the contract documents no body here',
        ],
      },
    ],
    [
      'a body that is only assumed to be none',
      {
        given: { status: 403, body: { a: 1 } },
        want: [
          'warning /response/body (/paths/~1/get/responses/4XX): the contract documents no body here',
        ],
      },
    ],
    [
      'a media type where no content is documented',
      {
        given: { status: 204, headers: [json], body: null },
        want: [
          'warning /response/headers/content-type (/paths/~1/get/responses/204): header "content-type" is not documented',
        ],
      },
    ],
    [
      'a query parameter that nobody documents',
      {
        given: { request: 'GET /?pag%65=1&Page=2&filters=3' },
        want: [
          'warning /request/query/Page (/paths/~1/get): query parameter "Page" is not documented',
          'warning /request/query/filters (/paths/~1/get): query parameter "filters" is not documented',
        ],
      },
    ],
    [
      'a request header that nobody documents',
      {
        given: {
          sent: {
            headers: [
              ['x-trace', '1'],
              ['X-Tenant', '1'],
            ],
          },
        },
        want: [
          'warning /request/headers/x-tenant (/paths/~1/get): header "x-tenant" is not documented',
        ],
      },
    ],
    [
      'a member of a request that nobody documents',
      {
        given: { request: 'POST /', sent: { headers: [json], body: '{"a":1,"b":2}' } },
        want: [
          'warning /request/body/b (/paths/~1/post/requestBody/content/application~1json/schema): member "b" is not documented',
        ],
      },
    ],
    [
      'a request body that nobody documents',
      {
        given: { sent: { headers: [json], body: '{}' } },
        want: ['error /request/body (/paths/~1/get): the contract documents no body here'],
      },
    ],
    [
      'a media type that it does not take',
      {
        given: { sent: { headers: [['accept', 'text/csv, application/json;q=0']] } },
        want: [
          `error /request/headers/accept (${answer}/content): media type "text/csv, application/json;q=0" is not documented`,
        ],
      },
    ],
  ],
  unchecked: 'A part is documented or is not; what a pact leaves unreadable is told by its reader.',
})
