// Holds the rule that documented headers are there and have their form.
import { responseHeader } from '../../src/checks/response-header.ts'
import { testRule } from './fixture.ts'

const contract = `
paths:
  /:
    get:
      responses:
        '200':
          headers:
            X-Total: {required: true, schema: {type: integer, minimum: 0}}
            x-when: {schema: {type: string, format: date-time}}
            X-Names: {schema: {type: array, items: {enum: [a, b]}}}
            X-Any: {}
            X-Odd: {schema: {type: string, format: phone}}
            X-Bad: {schema: {type: strnig}}
            X-Guess: {x-evidence: assumed, required: true}
            Content-Type: {schema: {const: none}}
        '201': {headers: {X-Json: {content: {application/json: {schema: {}}}}}}
`
const headers = '/paths/~1/get/responses/200/headers'
const due = [['x-total', '3'] as const, ['X-Guess', ''] as const]

testRule(responseHeader, contract, {
  clean: [
    [
      'headers of their form',
      { given: { headers: [...due, ['X-When', '2026-04-23T09:15:00Z'], ['X-Names', 'a,b']] } },
    ],
    ['a header in two lines', { given: { headers: [...due, ['x-names', 'a'], ['X-Names', 'b']] } }],
    ['a header without a schema', { given: { headers: [...due, ['X-Any', '\u0001']] } }],
    ['Content-Type, which is told elsewhere', { given: { headers: due } }],
    ['an undocumented status, which is told elsewhere', { given: { status: 500 } }],
  ],
  violating: [
    [
      'missing headers',
      {
        given: {},
        want: [
          `error /response/headers/x-total (${headers}/X-Total): is missing, though required`,
          `warning /response/headers/x-guess (${headers}/X-Guess): is missing, though required`,
        ],
      },
    ],
    [
      'a header out of its range',
      {
        given: {
          headers: [
            ['X-Total', '-1'],
            ['X-Guess', ''],
          ],
        },
        want: [
          `error /response/headers/x-total (${headers}/X-Total/schema/minimum): is -1; the least is 0`,
        ],
      },
    ],
    [
      'a header of another type',
      {
        given: {
          headers: [
            ['X-Total', 'many'],
            ['X-Guess', ''],
          ],
        },
        want: [
          `error /response/headers/x-total (${headers}/X-Total/schema/type): is of type string; documented: integer`,
        ],
      },
    ],
    [
      'a date of another form, in a field named in lower case',
      {
        given: { headers: [...due, ['X-When', 'Thu, 23 Apr 2026 09:15:00 GMT']] },
        want: [
          `error /response/headers/x-when (${headers}/x-when/schema/format): is "Thu, 23 Apr 2026 09:15:00 GMT", which is no date-time`,
        ],
      },
    ],
    [
      'an item of a list',
      {
        given: { headers: [...due, ['X-Names', 'a, c']] },
        want: [
          `error /response/headers/x-names/1 (${headers}/X-Names/schema/items/enum): is "c"; documented: "a", "b"`,
        ],
      },
    ],
  ],
  unchecked: [
    [
      'an unknown format',
      {
        given: { headers: [...due, ['X-Odd', '+1']] },
        want: [
          `unchecked warning /response/headers/x-odd (${headers}/X-Odd/schema/format): format "phone" is not one that this tool knows`,
        ],
      },
    ],
    [
      'a misspelt type',
      {
        given: { headers: [...due, ['X-Bad', 'a']] },
        want: [
          `unchecked error /response/headers/x-bad (${headers}/X-Bad/schema/type): "strnig" is not a JSON Schema type`,
        ],
      },
    ],
  ],
})
