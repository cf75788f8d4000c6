// Holds the rule that strings have their documented form.
import { stringFormat } from '../../src/checks/string-format.ts'
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
                  sid: {type: string, pattern: '^AC[a-f0-9]{32}$'}
                  at: {type: [string, 'null'], format: date-time}
                  word: {pattern: '^x'}
                  count: {type: integer, format: int32}
                  guess: {x-evidence: assumed, format: uuid}
                  token: {type: string, writeOnly: true, pattern: '^[a-f0-9]{32}$'}
`
const schema = '/paths/~1/get/responses/200/content/application~1json/schema/properties'

testRule(stringFormat, contract, {
  clean: [
    [
      'forms that are right',
      { given: { body: { sid: `AC${'a'.repeat(32)}`, at: '2026-04-23T09:15:00+02:00' } } },
    ],
    ['null', { given: { body: { at: null } } }],
    ['other types, which are told elsewhere', { given: { body: { sid: 5, count: 2 ** 31 } } }],
  ],
  violating: [
    [
      'a pattern that is not matched, without showing what may be a key',
      {
        given: { body: { sid: `TK${'a1'.repeat(16)}` } },
        want: [
          `error /response/body/sid (${schema}/sid/pattern): is a string of 34 characters, which does not match ^AC[a-f0-9]{32}$`,
        ],
      },
    ],
    [
      'a format that is not kept',
      {
        given: { body: { at: '2026-04-23 09:15:00Z' } },
        want: [
          `error /response/body/at (${schema}/at/format): is "2026-04-23 09:15:00Z", which is no date-time`,
        ],
      },
    ],
    [
      'a short word',
      {
        given: { body: { word: 'abc' } },
        want: [
          `error /response/body/word (${schema}/word/pattern): is "abc", which does not match ^x`,
        ],
      },
    ],
    [
      'a warning only where the form is assumed',
      {
        given: { body: { guess: 'x' } },
        want: [`warning /response/body/guess (${schema}/guess/format): is "x", which is no uuid`],
      },
    ],
    [
      'the wrong form of a secret, without showing it',
      {
        given: { body: { token: 'hunter' } },
        want: [
          `error /response/body/token (${schema}/token/pattern): is a secret, which does not match ^[a-f0-9]{32}$`,
        ],
      },
    ],
  ],
  unchecked: 'A pattern or format that cannot be checked is left unchecked by response-schema.',
})
