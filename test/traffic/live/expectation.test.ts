// What a recording keeps of a probe comes back as it was, or not at all; and an answer that shows nothing is told.
import { describe, expect, it } from 'vitest'
import type { Json } from '../../../src/contract/json.ts'
import type { Expectation } from '../../../src/traffic/exchange.ts'
import { inconclusive, keyPlace, readExpectation } from '../../../src/traffic/live/expectation.ts'

const refusal = {
  id: 'GET /a no key',
  wanted: 'refused',
  fault: 'no key',
  pointer: '/security',
  at: keyPlace,
} as const satisfies Expectation
const sound = {
  id: 'GET /a documented answer',
  wanted: 'documented',
} as const satisfies Expectation

describe('readExpectation', () => {
  it.each<Expectation>([
    refusal,
    sound,
    { ...refusal, wanted: 'absent' },
    { ...refusal, wanted: 'unsupported' },
    { ...refusal, wanted: 'negotiated', pointer: '' },
  ])('gives back what was written: $wanted', (expectation) => {
    expect(readExpectation(JSON.parse(JSON.stringify(expectation)))).toEqual(expectation)
  })

  it('leaves behind what is not its own', () => {
    expect(readExpectation({ ...sound, fault: 'x', extra: [] })).toEqual(sound)
  })

  it.each<[string, Json]>([
    ['null', null],
    ['a text', 'refused'],
    ['a list', [refusal]],
    ['no id', { ...refusal, id: 7 }],
    ['another outcome', { ...refusal, wanted: 'served' }],
    ['an inherited outcome', { ...refusal, wanted: 'constructor' }],
    ['no fault', { id: 'a', wanted: 'refused', pointer: '', at: '' }],
    ['no pointer', { ...refusal, pointer: 'security' }],
    ['no place', { ...refusal, at: null }],
    ['a text without end', { ...refusal, fault: 'x'.repeat(1001) }],
  ])('takes %s for nothing', (_, given) => {
    expect(readExpectation(given)).toBeUndefined()
  })
})

describe('inconclusive', () => {
  const elsewhere: Expectation = { ...refusal, at: '/request/path/id' }

  it.each<[string, { given: [Expectation | undefined, number]; want: string | undefined }]>([
    ['what is no probe', { given: [undefined, 503], want: undefined }],
    ['a busy provider', { given: [refusal, 503], want: 'the provider had no time (503)' }],
    [
      'a gateway without its provider',
      { given: [sound, 504], want: 'a gateway answered for the provider (504)' },
    ],
    ['too many requests', { given: [sound, 429], want: 'the provider had no time (429)' }],
    ['a documented answer', { given: [sound, 200], want: undefined }],
    ['a crash, which is a finding', { given: [sound, 500], want: undefined }],
    ['a redirect', { given: [sound, 302], want: undefined }],
    ['a refused key', { given: [sound, 401], want: 'the key was not accepted (401)' }],
    ['a key without rights', { given: [sound, 403], want: 'the key was not accepted (403)' }],
    [
      'nothing there',
      { given: [sound, 404], want: 'nothing is there under the values given (404)' },
    ],
    ['another refusal', { given: [sound, 400], want: 'the request was refused (400)' }],
    ['a wrong key that is refused', { given: [refusal, 401], want: undefined }],
    [
      'a malformed id that is refused for want of a key',
      { given: [elsewhere, 401], want: 'the key was not accepted (401)' },
    ],
    ['a malformed id that is refused', { given: [elsewhere, 400], want: undefined }],
    [
      'a method that nobody may use',
      { given: [{ ...elsewhere, wanted: 'unsupported' }, 401], want: undefined },
    ],
  ])('%s', (_, { given: [probe, status], want }) => {
    expect(inconclusive({ probe, response: { status, headers: [], body: null } })).toBe(want)
  })
})
