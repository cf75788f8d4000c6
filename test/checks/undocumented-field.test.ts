// Holds the rule that every member of an answer is documented.
import { undocumentedField } from '../../src/checks/undocumented-field.ts'
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
                allOf: [{$ref: '#/components/schemas/Base'}]
                properties:
                  free: {type: object}
                  open: {type: object, properties: {a: {}}, additionalProperties: {type: integer}}
                  named: {type: object, patternProperties: {'^x-': {}}}
                  list: {type: array, items: {properties: {a: {}}}}
                  choice: {anyOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}]}
                  short: {type: object, properties: {a: {}}, propertyNames: {pattern: '^[a-z]$'}}
                  company: {type: object, properties: {a: {}}, dependentRequired: {b: [a]}, dependentSchemas: {c: {required: [a]}}}
                  test: {type: object, properties: {a: {}}, if: {properties: {kind: {const: x}}}, then: {properties: {b: {}}}}
                  form: {oneOf: [{type: object, required: [a], properties: {a: {}}}, {type: object, properties: {a: {}, b: {type: string}}}]}
                  asked: {type: object, properties: {a: {}}, required: [b]}
                  lost: {properties: {a: {}}, allOf: [{$ref: '#/nowhere'}]}
                  authToken: {type: string, writeOnly: true}
components: {schemas: {Base: {properties: {id: {type: string}}}}}
`
const schema = '/paths/~1/get/responses/200/content/application~1json/schema'

testRule(undocumentedField, contract, {
  clean: [
    ['members that combined schemas document', { given: { body: { id: 'a', list: [{ a: 1 }] } } }],
    ['members of a free-form object', { given: { body: { free: { anything: { goes: 1 } } } } }],
    ['members of an object that is open', { given: { body: { open: { b: 1 } } } }],
    ['a member that is only asked for', { given: { body: { asked: { b: 1 } } } }],
    ['members of whose names a schema speaks', { given: { body: { short: { b: 1 } } } }],
    ['members that bring others along', { given: { body: { company: { a: 1, b: 1, c: 1 } } } }],
    ['a member that a condition looks at', { given: { body: { test: { kind: 'y' } } } }],
    ['members of the one branch that fits', { given: { body: { form: { b: 'x' } } } }],
    ['members that a pattern names', { given: { body: { named: { 'x-a': 1 } } } }],
    ['members of any branch, where none fits', { given: { body: { choice: { a: 1, b: 2 } } } }],
    [
      'members that a reference to nowhere might have known',
      { given: { body: { lost: { b: 1 } } } },
    ],
    ['a secret, which is told elsewhere', { given: { body: { 'auth-token': 'x' } } }],
    ['a body that is no object', { given: { body: [1] } }],
  ],
  violating: [
    [
      'a member at the top',
      {
        given: { body: { id: 'a', idd: 'b' } },
        want: [`warning /response/body/idd (${schema}): member "idd" is not documented`],
      },
    ],
    [
      'a member in a list, with its name escaped',
      {
        given: { body: { list: [{}, { 'x/y': 1 }] } },
        want: [
          `warning /response/body/list/1/x~1y (${schema}/properties/list/items): member "x/y" is not documented`,
        ],
      },
    ],
    [
      'a member that the pattern does not name',
      {
        given: { body: { named: { y: 1 } } },
        want: [
          `warning /response/body/named/y (${schema}/properties/named): member "y" is not documented`,
        ],
      },
    ],
    [
      'a member of a branch that did not match',
      {
        given: { body: { choice: { a: 'x', c: 1 } } },
        want: [
          `warning /response/body/choice/c (${schema}/properties/choice): member "c" is not documented`,
        ],
      },
    ],
    [
      'a member that only a branch knows in which it is wrong',
      {
        given: { body: { form: { a: 1, b: 7 } } },
        want: [
          `warning /response/body/form/b (${schema}/properties/form): member "b" is not documented`,
        ],
      },
    ],
    [
      'a member of what follows from a condition that is not met',
      {
        given: { body: { test: { kind: 'y', b: 1 } } },
        want: [
          `warning /response/body/test/b (${schema}/properties/test): member "b" is not documented`,
        ],
      },
    ],
    [
      'members with names that objects inherit',
      {
        given: { text: '{"__proto__":1,"constructor":2}' },
        want: [
          `warning /response/body/__proto__ (${schema}): member "__proto__" is not documented`,
          `warning /response/body/constructor (${schema}): member "constructor" is not documented`,
        ],
      },
    ],
  ],
  unchecked: 'Where a reference leads nowhere, response-schema says so.',
})
