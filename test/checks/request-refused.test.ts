// Holds the rule that a wrong request is refused, and that no other rule complains of what is wrong with it.
import { describe, expect, test } from 'vitest'
import { checks } from '../../src/checks/index.ts'
import { requestRefused } from '../../src/checks/request-refused.ts'
import { judge } from '../../src/checks/run.ts'
import { fingerprint } from '../../src/report.ts'
import type { Expectation, Refusal } from '../../src/traffic/exchange.ts'
import { contractOf, exchangeOf, type Given, testRule } from './fixture.ts'

const contract = `
paths:
  /users/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'200': {description: d}, '404': {description: d}}
    head: {responses: {'200': {description: d}}}
`
const pointer = '/paths/~1users~1{id}/get'
const at = '/request/path/id'

function probe(wanted: Refusal, fault = 'no key'): Expectation {
  return { id: `GET /users/{id} ${fault}`, wanted, fault, pointer, at }
}

const answered = (wanted: Refusal, status: number): Given => {
  return { request: 'GET /users/x', probe: probe(wanted), status }
}

const told = (status: number, due = 'a 4xx') => [
  `error ${at} (${pointer}): a request with no key is answered with ${status}, not with ${due}`,
]

testRule(requestRefused, contract, {
  clean: [
    ['what is no probe', { given: { request: 'GET /users/x' } }],
    ['a sound probe', { given: { probe: { id: 'p', wanted: 'documented' }, status: 500 } }],
    ['the first 4xx', { given: answered('refused', 400) }],
    ['the last 4xx', { given: answered('refused', 499) }],
    ['a redirect of what is absent', { given: answered('absent', 303) }],
    ['404 for what is absent', { given: answered('absent', 404) }],
    ['405 for an undocumented method', { given: answered('unsupported', 405) }],
    ['501 for an undocumented method', { given: answered('unsupported', 501) }],
    ['406 where nothing is acceptable', { given: answered('negotiated', 406) }],
    ['what is sent all the same', { given: answered('negotiated', 200) }],
  ],
  violating: [
    ['a wrong request that is served', { given: answered('refused', 200), want: told(200) }],
    ['one that is led elsewhere', { given: answered('refused', 302), want: told(302) }],
    ['one that crashes the provider', { given: answered('refused', 500), want: told(500) }],
    ['501 to a documented method', { given: answered('refused', 501), want: told(501) }],
    ['what is absent, yet served', { given: answered('absent', 204), want: told(204) }],
    ['what is absent, yet crashes', { given: answered('absent', 502), want: told(502) }],
    [
      'an undocumented method that is served',
      { given: answered('unsupported', 207), want: told(207, 'a 4xx or 501') },
    ],
    [
      'an undocumented method that crashes the provider',
      { given: answered('unsupported', 500), want: told(500, 'a 4xx or 501') },
    ],
    [
      'a crash for want of a media type',
      { given: answered('negotiated', 500), want: told(500, '406 or what it documents') },
    ],
  ],
  unchecked: 'A status is what it is.',
})

describe('a finding', () => {
  test('tells faults in one place apart, and is the same wherever it was seen', async () => {
    const compiled = await contractOf(contract)
    const prints = ['malformed id (type, text)', 'a random id'].map((fault) => {
      const exchange = exchangeOf({ request: 'GET /users/7', probe: probe('refused', fault) })
      const [finding] = judge(exchange, compiled, { checks: [requestRefused] }).findings
      const own = { rule: 'request-refused', operation: 'GET /users/{id}', pointer }
      expect(finding?.fingerprint).toBe(fingerprint({ ...own, at: `${at} ${fault}` }))
      expect(finding?.args).toEqual({ fault, status: 200 })
      return finding?.fingerprint
    })
    expect(new Set(prints).size).toBe(2)
  })
})

describe('what is wrong with a probe on purpose', () => {
  const rules = async (given: Given) => {
    const exchange = exchangeOf({ headers: [['Content-Type', 'text/plain']], ...given })
    const { findings } = judge(exchange, await contractOf(contract), { checks })
    return findings.map(({ rule }) => rule)
  }

  test.each<[string, { given: Given; want: string[] }]>([
    ['a malformed parameter that is served', { given: answered('refused', 200), want: [] }],
    [
      'the same without a probe',
      { given: { request: 'GET /users/x', status: 200 }, want: ['request-schema'] },
    ],
    [
      'the same in a probe that is meant to be sound',
      {
        given: { request: 'GET /users/x', probe: { id: 'p', wanted: 'documented' } },
        want: ['request-schema'],
      },
    ],
    [
      'a method that the path does not document',
      {
        given: { request: 'PROPFIND /users/7', probe: probe('unsupported'), status: 405 },
        want: [],
      },
    ],
    [
      'the same without a probe',
      { given: { request: 'PROPFIND /users/7', status: 405 }, want: ['operation-known'] },
    ],
    ['406 to an unacceptable Accept', { given: answered('negotiated', 406), want: [] }],
    [
      'another undocumented status to it',
      { given: answered('negotiated', 418), want: ['status-documented'] },
    ],
    [
      'an undocumented status to a wrong key',
      { given: answered('refused', 401), want: ['status-documented'] },
    ],
  ])('%s', async (_, { given, want }) => {
    expect(await rules(given)).toEqual(want)
  })
})
