// A broken promise becomes a finding that names the fault and not the occasion, and shows no secret.
import { expect, it, test } from 'vitest'
import { type BrokenPromise, judgePromise } from '../../src/checks/pact-honoured.ts'
import { contractOf, exchangeOf, type Given } from './fixture.ts'

const contract = await contractOf(`
paths:
  /trunks: {get: {responses: {'200': {description: A trunk.}}}}
components:
  schemas: {Trunk: {properties: {pass_word: {type: string, writeOnly: true}}}}
`)

type Broken = Partial<BrokenPromise> & { given?: Given }

function judged({ given = {}, ...rest }: Broken) {
  return judgePromise(
    {
      consumer: 'web',
      pending: false,
      exchange: exchangeOf({ request: 'GET http://a/trunks', ...given }),
      interaction: 'a trunk',
      baseUrl: 'http://a',
      mismatches: [{ at: '/response/body', text: 'differs' }],
      error: undefined,
      ...rest,
    },
    contract,
  )
}

const mismatch = (at: string, text: string) => ({ mismatches: [{ at, text }] })

test.each<[string, { given: Broken; want: object }]>([
  [
    'a fault names consumer, operation and interaction',
    {
      given: {},
      want: {
        ...{ severity: 'error', operation: 'GET /trunks', at: '/response/body' },
        message: 'breaks the pact with web: differs',
        exchange: { interaction: 'a trunk', url: 'http://a/trunks', status: 200 },
        contract: { pointer: '/paths/~1trunks/get' },
      },
    },
  ],
  ['a pending one is a warning', { given: { pending: true }, want: { severity: 'warning' } }],
  [
    'what fits no operation has no place in the contract',
    {
      given: { given: { request: 'GET http://a/other' } },
      want: { operation: null, contract: null },
    },
  ],
  [
    'a long text is cut between words',
    {
      given: mismatch('/response/body', 'x '.repeat(1000)),
      want: { args: { fault: `${'x '.repeat(149)}x…` } },
    },
  ],
  [
    'a credential of the request is not shown, wherever it is repeated',
    {
      given: {
        given: { sent: { headers: [['Authorization', 'Bearer canary-key']] } },
        ...mismatch('/response/headers/canary-key', "Expected 'canary-key' to be 'a'"),
      },
      want: { at: '/response/headers/***', args: { fault: "Expected '***' to be 'a'" } },
    },
  ],
  [
    'secret members of the answer are not shown, in no spelling and no depth',
    {
      given: {
        given: { body: { list: [{ 'Pass-Word': 'a"b' }] } },
        ...mismatch('/response/body/list', 'Expected [{"Pass-Word":"a\\"b"}], not a"b'),
      },
      want: { args: { fault: 'Expected [{"Pass-Word":"***"}], not ***' } },
    },
  ],
  [
    'nor those of the request and of header fields',
    {
      given: {
        given: {
          sent: { headers: [['Content-Type', 'application/json']], body: '{"password":"s1"}' },
          headers: [['X-Password', 's2']],
        },
        ...mismatch('/response/body', 's1 s2'),
      },
      want: { args: { fault: '*** ***' } },
    },
  ],
  [
    'what stands in the place of a secret is not shown at all',
    {
      given: mismatch('/response/body/passWord', 'Expected 1 to be 2'),
      want: { args: { fault: 'a secret is not as expected' } },
    },
  ],
  [
    'a request without an answer has no status',
    {
      given: {
        exchange: { ...exchangeOf({ request: 'GET http://a/trunks' }), response: undefined },
        mismatches: [],
        error: { at: '/request', text: 'why' },
      },
      want: { at: '/request', exchange: { status: null }, args: { fault: 'why' } },
    },
  ],
])('%s', (_, { given, want }) => {
  expect(judged(given)).toMatchObject([want])
})

it('has one fingerprint for one fault of one interaction, wherever it stands in a file', () => {
  const print = (given: Broken) => judged(given)[0]?.fingerprint
  const elsewhere = { ...exchangeOf({ request: 'GET http://a/trunks' }), index: 7, source: 'b' }
  expect(print({ exchange: elsewhere })).toBe(print({}))
  expect(print({ interaction: 'another' })).not.toBe(print({}))
  expect(print(mismatch('/response/status', 'a'))).not.toBe(print({}))
})
