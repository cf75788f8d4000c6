// Holds the rule that a value of an open set is one of those known so far.
import { knownValue } from '../../src/checks/known-value.ts'
import { testRule } from './fixture.ts'

const contract = `
paths:
  /:
    get:
      responses:
        '200':
          content:
            application/json:
              schema:
                properties:
                  region: {type: [string, 'null'], x-known-values: [us1, ie1]}
                  level: {x-known-values: [1, 2]}
                  odd: {x-known-values: us1}
                  list: {type: array, items: {$ref: '#/components/schemas/Region'}}
components: {schemas: {Region: {type: string, x-known-values: [us1]}}}
`
const schema = '/paths/~1/get/responses/200/content/application~1json/schema/properties'

testRule(knownValue, contract, {
  clean: [
    ['known values', { given: { body: { region: 'ie1', level: 2, list: ['us1'] } } }],
    ['null', { given: { body: { region: null } } }],
    ['a value of the wrong type, which is told elsewhere', { given: { body: { region: 5 } } }],
    ['a list of known values that is none', { given: { body: { odd: 'x' } } }],
  ],
  violating: [
    [
      'a new value',
      {
        given: { body: { region: 'de1' } },
        want: [
          `warning /response/body/region (${schema}/region/x-known-values): is "de1"; known so far: "us1", "ie1"`,
        ],
      },
    ],
    [
      'a known value in another case',
      {
        given: { body: { region: 'US1' } },
        want: [
          `warning /response/body/region (${schema}/region/x-known-values): is "US1"; known so far: "us1", "ie1"`,
        ],
      },
    ],
    [
      'a number that is text',
      {
        given: { body: { level: '1' } },
        want: [
          `warning /response/body/level (${schema}/level/x-known-values): is "1"; known so far: 1, 2`,
        ],
      },
    ],
    [
      'each item of a list',
      {
        given: { body: { list: ['us1', 'x', 'y'] } },
        want: [
          'warning /response/body/list/1 (/components/schemas/Region/x-known-values): is "x"; known so far: "us1"',
          'warning /response/body/list/2 (/components/schemas/Region/x-known-values): is "y"; known so far: "us1"',
        ],
      },
    ],
  ],
  unchecked: 'A value is known or is not.',
})
