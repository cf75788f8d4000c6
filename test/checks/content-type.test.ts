// Holds the rule that an answer's media type is documented for its status.
import { contentType } from '../../src/checks/content-type.ts'
import { testRule } from './fixture.ts'

const contract = `
paths:
  /:
    get:
      responses:
        '200': {content: {application/json: {}, text/*: {}}}
        '201': {content: {application/json; version=2: {}}}
        '202': {}
        '203': {content: {}}
        '404': {x-evidence: assumed, content: {application/problem+json: {}}}
`
const place = 'error /response/headers/content-type (/paths/~1/get/responses'

testRule(contentType, contract, {
  clean: [
    ['the documented type', { given: { body: {} } }],
    [
      'it with a charset, in another case',
      { given: { headers: [['content-type', 'Application/JSON; charset=UTF-8']], body: {} } },
    ],
    [
      'a type in a documented range',
      { given: { headers: [['content-type', 'text/csv']], text: 'a,b' } },
    ],
    [
      'a type with the documented parameter',
      {
        given: { status: 201, headers: [['content-type', 'application/json;version=2']], body: {} },
      },
    ],
    ['any type where no content is documented', { given: { status: 202, body: {} } }],
    ['no body, whatever its type', { given: { headers: [['content-type', 'image/png']] } }],
    [
      'the answer to HEAD',
      { given: { request: 'HEAD /', headers: [['content-type', 'image/png']] } },
    ],
    [
      'a body that was not kept, nor its type',
      { given: { headers: [['content-type', 'text/x']], body: null } },
    ],
    [
      'an undocumented status, which is told elsewhere',
      { given: { status: 500, headers: [['content-type', 'text/html']], text: 'x' } },
    ],
  ],
  violating: [
    [
      'another type',
      {
        given: { headers: [['content-type', 'image/png']], text: 'x' },
        want: [
          `${place}/200/content): the answer's Content-Type is image/png; documented: application/json or text/*`,
        ],
      },
    ],
    [
      'another type of a body that was not kept',
      {
        given: { headers: [['content-type', 'image/png']], body: null },
        want: [
          `${place}/200/content): the answer's Content-Type is image/png; documented: application/json or text/*`,
        ],
      },
    ],
    [
      'another suffix',
      {
        given: { headers: [['content-type', 'application/problem+json']], body: {} },
        want: [
          `${place}/200/content): the answer's Content-Type is application/problem+json; documented: application/json or text/*`,
        ],
      },
    ],
    [
      'a missing parameter',
      {
        given: { status: 201, body: {} },
        want: [
          `${place}/201/content): the answer's Content-Type is application/json; documented: application/json; version=2`,
        ],
      },
    ],
    [
      'a body without a type',
      {
        given: { headers: [['Content-Type', '']], text: 'x' },
        want: [
          `${place}/200/content): the answer has a body but no Content-Type; documented: application/json or text/*`,
        ],
      },
    ],
    [
      'a body where the documented content is none',
      {
        given: { status: 203, body: {} },
        want: [
          `${place}/203/content): the answer's Content-Type is application/json; documented: no content`,
        ],
      },
    ],
    [
      'a warning only where the response is assumed',
      {
        given: { status: 404, body: {} },
        want: [
          "warning /response/headers/content-type (/paths/~1/get/responses/404/content): the answer's Content-Type is application/json; documented: application/problem+json",
        ],
      },
    ],
  ],
  unchecked: 'Where nothing is documented or nothing came, another rule says so.',
})
