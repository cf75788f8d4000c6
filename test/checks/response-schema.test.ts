// Holds the rule that an answer's body obeys its schema.
import { responseSchema } from '../../src/checks/response-schema.ts'
import { testRule } from './fixture.ts'

const contract = `
paths:
  /:
    get:
      responses:
        '200':
          content:
            application/json: {schema: {$ref: '#/components/schemas/User'}}
            text/*: {schema: {minLength: 2}}
            image/png: {schema: {type: string}}
            image/gif: {}
        '202': {}
        '404': {x-evidence: assumed, content: {application/json: {schema: {required: [a]}}}}
        '409': {content: {application/json: {schema: {pattern: '(', maxLength: 2}}}}
        '410': {content: {application/json: {schema: {$ref: '#/nowhere', maxLength: 2}}}}
        '411': {content: {application/json: {schema: {format: phone}}}}
components:
  schemas:
    User:
      type: object
      required: [id]
      properties:
        id: {type: string, pattern: '^a'}
        age: {type: [integer, 'null'], minimum: 0}
        tags: {type: array, uniqueItems: true, items: {enum: [x, y]}}
        secret: {type: string, writeOnly: true, maxLength: 5}
`
const user = '/components/schemas/User'

testRule(responseSchema, contract, {
  clean: [
    ['a body that obeys', { given: { body: { id: 'a', age: null, tags: ['x', 'y'] } } }],
    ['the form of a string, which is told elsewhere', { given: { body: { id: 'b' } } }],
    ['a text that obeys', { given: { headers: [['content-type', 'text/plain']], text: 'ab' } }],
    ['a type without a schema', { given: { headers: [['content-type', 'image/gif']], text: 'x' } }],
    ['no body where none is documented', { given: { status: 202 } }],
    ['the answer to HEAD', { given: { request: 'HEAD /' } }],
    ['a broken body, which is told elsewhere', { given: { text: '{' } }],
  ],
  violating: [
    [
      'several faults, each at its place',
      {
        given: { body: { age: -1, tags: ['x', 'z', 'x'] } },
        want: [
          `error /response/body/id (${user}/required): is missing, though required`,
          `error /response/body/age (${user}/properties/age/minimum): is -1; the least is 0`,
          `error /response/body/tags/2 (${user}/properties/tags/uniqueItems): repeats item 0, though items are unique`,
          `error /response/body/tags/1 (${user}/properties/tags/items/enum): is "z"; documented: "x", "y"`,
        ],
      },
    ],
    [
      'another type',
      {
        given: { body: { id: 'a', age: 'old' } },
        want: [
          `error /response/body/age (${user}/properties/age/type): is of type string; documented: integer or null`,
        ],
      },
    ],
    [
      'null for an object',
      {
        given: { text: 'null' },
        want: [`error /response/body (${user}/type): is of type null; documented: object`],
      },
    ],
    [
      'a text that is too short',
      {
        given: { headers: [['content-type', 'text/plain']], text: 'a' },
        want: [
          'error /response/body (/paths/~1/get/responses/200/content/text~1*/schema/minLength): has 1 characters; the least is 2',
        ],
      },
    ],
    [
      'a warning only where the response is assumed',
      {
        given: { status: 404, body: {} },
        want: [
          'warning /response/body/a (/paths/~1/get/responses/404/content/application~1json/schema/required): is missing, though required',
        ],
      },
    ],
    [
      'what stands beside a pattern that is none, and that pattern too',
      {
        given: { status: 409, body: 'abc' },
        want: [
          'error /response/body (/paths/~1/get/responses/409/content/application~1json/schema/maxLength): has 3 characters; the most is 2',
          'unchecked error /response/body (/paths/~1/get/responses/409/content/application~1json/schema/pattern): pattern is not an ECMAScript regular expression',
        ],
      },
    ],
  ],
  unchecked: [
    [
      'a body that was not kept',
      {
        given: { body: null },
        want: [
          'unchecked warning /response/body (/paths/~1/get/responses/200/content/application~1json): the recording kept no body',
        ],
      },
    ],
    [
      'a body where no content is documented',
      {
        given: { status: 202, body: {} },
        want: [
          'unchecked warning /response/body (/paths/~1/get/responses/202): the contract documents no content for this status',
        ],
      },
    ],
    [
      'a type without a parser',
      {
        given: { headers: [['content-type', 'image/png']], text: 'x' },
        want: [
          'unchecked warning /response/body (/paths/~1/get/responses/200/content/image~1png): there is no parser for image/png',
        ],
      },
    ],
    [
      'a reference that leads nowhere',
      {
        given: { status: 410, body: 'a' },
        want: [
          'unchecked error /response/body (/paths/~1/get/responses/410/content/application~1json/schema/$ref): $ref "#/nowhere" does not lead to a schema',
        ],
      },
    ],
    [
      'an unknown format',
      {
        given: { status: 411, body: 'a' },
        want: [
          'unchecked warning /response/body (/paths/~1/get/responses/411/content/application~1json/schema/format): format "phone" is not one that this tool knows',
        ],
      },
    ],
  ],
})
