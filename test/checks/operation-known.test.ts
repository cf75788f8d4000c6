// Holds the rule that a request belongs to a documented operation.
import { operationKnown } from '../../src/checks/operation-known.ts'
import { testRule } from './fixture.ts'

const contract = `
servers: [{url: https://api.example/v1}]
paths:
  /users: {get: {}, post: {}}
  /users/{id}: {get: {}}
`

testRule(operationKnown, contract, {
  clean: [
    ['a documented path and method', { given: { request: 'GET https://api.example/v1/users' } }],
    ['a method in lower case', { given: { request: 'post /v1/users' } }],
    ['a templated path', { given: { request: 'GET /v1/users/5?x=y' } }],
  ],
  violating: [
    [
      'an undocumented path, with the nearest',
      {
        given: { request: 'GET /v1/user' },
        want: [
          'error /request/url (/paths): no documented path matches this URL; the nearest is /users',
        ],
      },
    ],
    [
      'an undocumented path like no other',
      {
        given: { request: 'GET /v1/completely/other' },
        want: ['error /request/url (/paths): no documented path matches this URL'],
      },
    ],
    [
      'an undocumented method',
      {
        given: { request: 'DELETE /v1/users' },
        want: [
          'error /request/method (/paths): DELETE is not documented for this path; documented: GET, POST',
        ],
      },
    ],
  ],
  unchecked: 'A path matches or does not.',
})
