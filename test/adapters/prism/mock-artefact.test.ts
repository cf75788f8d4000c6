// What in a mock's answer is Prism's own doing, by what Prism itself admits.
import { describe, expect, it } from 'vitest'
import { isExcuse, isMockArtefact } from '../../../src/adapters/prism/mock-artefact.ts'
import type { Finding } from '../../../src/report.ts'

function found(at: string, rule = 'response-schema'): Finding {
  return {
    rule,
    severity: 'error',
    operation: 'GET /a',
    message: 'Something is wrong.',
    contract: null,
    at,
    exchange: null,
    args: {},
    fingerprint: '0123456789abcdef',
  }
}

function violation(location: string[], message: string, severity = 'Error'): object {
  return { location, severity, code: 'x', message }
}

const admitted = JSON.stringify([
  violation(['response', 'body', 'name'], 'Response body property name must be string'),
  violation(['response', 'body'], "Response body must have required property 'it's'"),
  violation(
    ['response', 'body', 'list', '0'],
    "… must NOT have additional properties; found 'a/b'",
  ),
  violation(['response', 'body', 'u'], "… must NOT have unevaluated properties: 'v'"),
  violation(['response', 'header', 'x-count'], 'Response header must be integer'),
  violation(['response', 'body', 'mild'], 'is deprecated', 'Warning'),
  violation(['request', 'body', 'asked'], 'Request body property asked must be string'),
])

describe('isMockArtefact', () => {
  it.each<[string, { given: [Finding, string | undefined]; want: boolean }]>([
    [
      'what Prism admits at the place',
      { given: [found('/response/body/name'), admitted], want: true },
    ],
    ['a missing member', { given: [found("/response/body/it's"), admitted], want: true }],
    ['a member too many', { given: [found('/response/body/list/0/a~1b'), admitted], want: true }],
    ['an unevaluated member', { given: [found('/response/body/u/v'), admitted], want: true }],
    ['a header', { given: [found('/response/headers/x-count'), admitted], want: true }],
    [
      'a rule about an extension',
      { given: [found('/response/body/id', 'equals'), '[]'], want: true },
    ],
    ['a rule about known values', { given: [found('/a', 'known-value'), undefined], want: true }],
    [
      'a member that it made up',
      { given: [found('/a', 'undocumented-field'), undefined], want: true },
    ],
    ['another place', { given: [found('/response/body/other'), admitted], want: false }],
    ['a place below', { given: [found('/response/body/name/first'), admitted], want: false }],
    ['another case', { given: [found('/response/body/Name'), admitted], want: false }],
    ['a warning of Prism', { given: [found('/response/body/mild'), admitted], want: false }],
    [
      'a violation of the request',
      { given: [found('/response/body/asked'), admitted], want: false },
    ],
    ['no header', { given: [found('/response/body/name'), undefined], want: false }],
    ['an empty header', { given: [found('/response/body/name'), ''], want: false }],
    ['a header that is no JSON', { given: [found('/response/body/name'), '[{]'], want: false }],
    ['a header that is no list', { given: [found('/response/body/name'), '{}'], want: false }],
    [
      'a list of nonsense',
      { given: [found('/response/body/name'), '[null,1,{"location":1}]'], want: false },
    ],
    [
      'what stands before the end of a list that Prism cut off',
      {
        given: [found('/response/body/name'), `Too many violations! ${admitted.slice(0, 200)}`],
        want: true,
      },
    ],
    [
      'what stands behind it',
      {
        given: [
          found('/response/headers/x-count'),
          `Too many violations! ${admitted.slice(0, 200)}`,
        ],
        want: false,
      },
    ],
    [
      'a list cut off in its first entry',
      {
        given: [found('/response/body/name'), 'Too many violations! [{"location":["res'],
        want: false,
      },
    ],
  ])('%s', (_, { given: [finding, header], want }) => {
    expect(isMockArtefact(finding, header)).toBe(want)
  })
})

describe('isExcuse', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  it.each<[string, { given: Uint8Array | null; want: boolean }]>([
    [
      'what Prism says instead of an answer',
      {
        given: bytes('{"type":"https://stoplight.io/prism/errors#UNKNOWN","status":500}'),
        want: true,
      },
    ],
    [
      'a problem of the API',
      { given: bytes('{"type":"https://example.com/errors#UNKNOWN"}'), want: false },
    ],
    ['no body', { given: bytes(''), want: false }],
    ['a body that was not kept', { given: null, want: false }],
    ['no text', { given: Uint8Array.of(0xff, 0xfe, 0), want: false }],
  ])('%s', (_, { given, want }) => {
    expect(isExcuse(given)).toBe(want)
  })
})
