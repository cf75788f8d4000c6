// Tests of the error that a broken contract is thrown as.
import { describe, expect, it } from 'vitest'
import { ContractViolationError, type Finding } from '../../src/index.ts'

function finding(change: Partial<Finding> = {}): Finding {
  return {
    rule: 'response-schema',
    severity: 'error',
    operation: 'GET /providers/{id}',
    message: 'is missing, though required',
    contract: null,
    at: '/response/body/name',
    exchange: null,
    args: {},
    fingerprint: '0123456789abcdef',
    ...change,
  }
}

const messages: [string, { given: Finding[]; want: string }][] = [
  [
    'one finding',
    {
      given: [finding()],
      want: 'The answer breaks its contract: GET /providers/{id} /response/body/name is missing, though required',
    },
  ],
  [
    'a request that fits no operation',
    {
      given: [finding({ operation: null, at: '/request/url', message: 'is not documented' })],
      want: 'The answer breaks its contract: unknown operation /request/url is not documented',
    },
  ],
  [
    'three, all of which it names',
    {
      given: ['/a', '/b', '/c'].map((at) => finding({ operation: 'GET /', at, message: 'is bad' })),
      want: 'The answer breaks its contract: GET / /a is bad; GET / /b is bad; GET / /c is bad',
    },
  ],
  [
    'more, which it counts',
    {
      given: ['/a', '/b', '/c', '/d', '/e'].map((at) =>
        finding({ operation: 'GET /', at, message: 'is bad' }),
      ),
      want: 'The answer breaks its contract: GET / /a is bad; GET / /b is bad; GET / /c is bad; and 2 more',
    },
  ],
]

describe('ContractViolationError', () => {
  it.each(messages)('has a message for %s', (_, { given, want }) => {
    expect(new ContractViolationError(given).message).toBe(want)
  })

  it('is an error with a name, and keeps its findings', () => {
    const findings = [finding(), finding({ at: '/response/status' })]
    const error = new ContractViolationError(findings)
    expect(error).toBeInstanceOf(Error)
    expect(`${error.name} ${error.cause}`).toBe('ContractViolationError undefined')
    expect(error.findings).toEqual(findings)
    expect(JSON.parse(JSON.stringify(error)).findings).toEqual(findings)
  })
})
