// The words of a constraint that does not bite: the place, what was done, and a value that is no secret.
import { expect, test } from 'vitest'
import type { Json } from '../../src/contract/json.ts'
import { constraintBites, slipped } from '../../src/prove/constraint-bites.ts'
import type { Flaw } from '../../src/prove/flaw.ts'
import { contractOf, exchangeOf } from '../checks/fixture.ts'

const contract = `
paths: {}
components:
  schemas:
    A: {type: object, properties: {code: {type: string, maxLength: 3}, apiKey: {type: string, writeOnly: true}}}
`

const breaks = '/components/schemas/A/properties/code/maxLength'

function flawAt(at: string, value: Json | undefined): Flaw {
  const due = { rule: undefined, severity: 'error' } as const
  return {
    exchange: exchangeOf({}),
    breaks,
    constraint: breaks,
    at,
    how: 'one long',
    value,
    ...due,
  }
}

test.each<[string, { given: [at: string, value: Json | undefined]; want: string }]>([
  [
    'a short value',
    {
      given: ['/response/body/code', 'abcd'],
      want: 'goes unnoticed: one long; the value is "abcd"',
    },
  ],
  [
    'a value like a key',
    {
      given: ['/response/body/code', 'abcdefgh12345678abcdefgh12345678'],
      want: 'goes unnoticed: one long; the value is a string of 32 characters',
    },
  ],
  [
    'a secret, however short',
    {
      given: ['/request/body/api_key', 'abcd'],
      want: 'goes unnoticed: one long; the value is a secret',
    },
  ],
  [
    'null',
    { given: ['/response/body/code', null], want: 'goes unnoticed: one long; the value is null' },
  ],
  ['no value', { given: ['/response/status', undefined], want: 'goes unnoticed: one long' }],
])('tells of %s', async (_, { given: [at, value], want }) => {
  const finding = slipped(await contractOf(contract), 'GET /', flawAt(at, value))
  expect(finding).toMatchObject({
    rule: constraintBites.id,
    severity: 'error',
    operation: 'GET /',
    at,
  })
  expect(finding.message).toBe(want)
  expect(finding.contract).toMatchObject({ pointer: breaks, line: expect.any(Number) })
  expect(constraintBites.message(finding.args)).toBe(want)
})
