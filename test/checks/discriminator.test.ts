// Holds the rule that a value fits the form that its discriminator names.
import { discriminator } from '../../src/checks/discriminator.ts'
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
                  pet:
                    oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
                    discriminator: {propertyName: kind, mapping: {Hund: '#/components/schemas/Dog'}}
                  any:
                    anyOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
                    discriminator: {propertyName: kind}
components:
  schemas:
    Cat: {type: object, required: [lives], properties: {kind: {type: string}, lives: {type: integer}}}
    Dog: {type: object, required: [owner], properties: {kind: {type: string}, owner: {type: string}}}
`
const schema = '/paths/~1/get/responses/200/content/application~1json/schema/properties'

testRule(discriminator, contract, {
  clean: [
    ['a value of the form that is named', { given: { body: { pet: { kind: 'Cat', lives: 9 } } } }],
    [
      'a value of the form that is mapped',
      { given: { body: { pet: { kind: 'Hund', owner: 'me' } } } },
    ],
    [
      'a value of both forms, where that is allowed',
      { given: { body: { any: { kind: 'Dog', owner: 'me', lives: 9 } } } },
    ],
    ['a value without a tag', { given: { body: { pet: { lives: 9 } } } }],
    [
      'a value that fits no form, which is told elsewhere',
      { given: { body: { pet: { kind: 'Cat', lives: 'x' } } } },
    ],
  ],
  violating: [
    [
      'a value of the other form',
      {
        given: { body: { pet: { kind: 'Hund', lives: 9 } } },
        want: [
          `warning /response/body/pet (${schema}/pet/oneOf/1): fits another form than the one that "kind" names`,
        ],
      },
    ],
    [
      'a value of the other form of anyOf',
      {
        given: { body: { any: { kind: 'Dog', lives: 9 } } },
        want: [
          `warning /response/body/any (${schema}/any/anyOf/1): fits another form than the one that "kind" names`,
        ],
      },
    ],
  ],
  unchecked: 'A form that cannot be checked is left unchecked by response-schema.',
})
