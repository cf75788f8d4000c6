// Holds the rule that a body can be read whole, and reads the same for everyone.
import { bodyReadable } from '../../src/checks/body-readable.ts'
import { testRule } from './fixture.ts'

const contract = `
paths:
  /:
    get:
      responses:
        '200': {content: {application/json: {schema: {properties: {n: {maximum: 5}}}}, text/plain: {}}}
        '202': {}
        '204': {content: {application/json: {}}}
        '404': {x-evidence: assumed, content: {application/json: {}}}
`
const place = '(/paths/~1/get/responses/200)'

testRule(bodyReadable, contract, {
  clean: [
    ['a JSON body', { given: { body: { n: 1 } } }],
    ['a text body', { given: { headers: [['content-type', 'text/plain']], text: '{' } }],
    ['an empty body where no content is documented', { given: { status: 202 } }],
    ['an empty body of a status that has none', { given: { status: 204 } }],
    ['an empty body of HEAD', { given: { request: 'HEAD /' } }],
    ['a body that was not kept', { given: { body: null } }],
    [
      'a broken body of another type, which is told elsewhere',
      { given: { headers: [['content-type', 'a/json+x']], text: '{' } },
    ],
    ['a large number that JavaScript can hold', { given: { text: '{"m":9007199254740992}' } }],
    [
      'a large number that is out of its range anyway',
      { given: { text: '{"n":9007199254740993}' } },
    ],
  ],
  violating: [
    [
      'an empty body',
      {
        given: {},
        want: [
          `error /response/body ${place}: the body is empty, though the contract documents one`,
        ],
      },
    ],
    [
      'a body that is cut off',
      {
        given: { text: '{"a":[1' },
        want: [`error /response/body ${place}: the body ends inside an array (at offset 7)`],
      },
    ],
    [
      'text behind the value',
      {
        given: { text: '{}\n<html>' },
        want: [
          `error /response/body ${place}: the body has more text after its value (at offset 3)`,
        ],
      },
    ],
    [
      'bytes that are no UTF-8',
      {
        given: { body: Uint8Array.of(0x22, 0xff, 0x22) },
        want: [`error /response/body ${place}: the body is not utf-8 (at offset 1)`],
      },
    ],
    [
      'a name that stands twice',
      {
        given: { text: '{"a":{"b":1,"b":2}}' },
        want: [
          `error /response/body/a/b ${place}: the name stands twice in its object, so readers disagree about its value`,
        ],
      },
    ],
    [
      'an integer that JavaScript cannot hold',
      {
        given: { text: '{"m":9007199254740993}' },
        want: [
          `error /response/body/m ${place}: the number cannot be held by JavaScript without a change`,
        ],
      },
    ],
    [
      'a member named __proto__',
      {
        given: { text: '{"__proto__":{}}' },
        want: [
          `error /response/body/__proto__ ${place}: a member named __proto__ can change the prototype of what it is copied into`,
        ],
      },
    ],
    [
      'five thousand levels of nesting',
      {
        given: { text: '['.repeat(5000) + ']'.repeat(5000) },
        want: [
          `error /response/body${'/0'.repeat(512)} ${place}: the body is nested too deeply to be read safely`,
        ],
      },
    ],
    [
      'a warning only where the response is assumed',
      {
        given: { status: 404 },
        want: [
          'warning /response/body (/paths/~1/get/responses/404): the body is empty, though the contract documents one',
        ],
      },
    ],
  ],
  unchecked: 'A body that was not kept, or has no parser, is left unchecked by response-schema.',
})
