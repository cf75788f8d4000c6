// Holds the rule that a status is one that the operation documents.
import { statusDocumented } from '../../src/checks/status-documented.ts'
import { testRule } from './fixture.ts'

const contract = `
paths:
  /:
    get: {responses: {'200': {}, '4xx': {}}}
    put: {responses: {default: {}}}
    post: {}
    delete: {x-evidence: assumed, responses: {'204': {}}}
`

testRule(statusDocumented, contract, {
  clean: [
    ['an exact status', { given: { status: 200 } }],
    ['a range, in either case', { given: { status: 418 } }],
    ['whatever falls under default', { given: { request: 'PUT /', status: 503 } }],
    [
      'an answer to a conditional request that nothing has changed',
      { given: { status: 304, sent: { headers: [['If-None-Match', '"a"']] } } },
    ],
    [
      'an operation that is not known, which is told elsewhere',
      { given: { request: 'GET /x', status: 500 } },
    ],
  ],
  violating: [
    [
      'another status',
      {
        given: { status: 500 },
        want: [
          'error /response/status (/paths/~1/get/responses): status 500 is not documented; documented: 200, 4xx',
        ],
      },
    ],
    [
      'another status of the same hundred',
      {
        given: { status: 201 },
        want: [
          'error /response/status (/paths/~1/get/responses): status 201 is not documented; documented: 200, 4xx',
        ],
      },
    ],
    [
      'an unconditional 304',
      {
        given: { status: 304 },
        want: [
          'error /response/status (/paths/~1/get/responses): status 304 is not documented; documented: 200, 4xx',
        ],
      },
    ],
    [
      'a status where none is documented',
      {
        given: { request: 'POST /' },
        want: [
          'error /response/status (/paths/~1/post/responses): status 200 is not documented; documented: none',
        ],
      },
    ],
    [
      'a warning only where the operation is assumed',
      {
        given: { request: 'DELETE /' },
        want: [
          'warning /response/status (/paths/~1/delete/responses): status 200 is not documented; documented: 204',
        ],
      },
    ],
  ],
  unchecked: 'Every answer has a status.',
})
