// Holds the rule that an answer comes whole: only what broke HTTP is told, and told apart by its kind.
import { expect, test } from 'vitest'
import { judge } from '../../src/checks/run.ts'
import { wireSound } from '../../src/checks/wire-sound.ts'
import { contractOf, exchangeOf, testRule } from './fixture.ts'

const contract = "paths: {/a: {get: {responses: {'200': {description: d}}}}}"

const truncated = {
  kind: 'truncated',
  isViolation: true,
  words: 'The provider ended the body before it was whole.',
}
const late = { kind: 'timeout', isViolation: false, words: 'The provider gave no answer in time.' }

testRule(wireSound, contract, {
  clean: [
    ['a whole answer', { given: { request: 'GET /a' } }],
    ['what nobody is to blame for', { given: { request: 'GET /a', status: 0, broken: late } }],
  ],
  violating: [
    [
      'an answer that broke off',
      {
        given: { request: 'GET /a', broken: truncated },
        want: ['error /response: The provider ended the body before it was whole.'],
      },
    ],
    [
      'what is no answer at all',
      {
        given: { request: 'GET /a', status: 0, broken: { ...truncated, kind: 'not-http' } },
        want: ['error /response: The provider ended the body before it was whole.'],
      },
    ],
  ],
  unchecked: 'Whether an answer came whole is known where it came.',
})

test('a fault of another kind is another fault', async () => {
  const compiled = await contractOf(contract)
  const prints = ['truncated', 'truncated', 'bad-encoding'].map((kind) => {
    const exchange = exchangeOf({ request: 'GET /a', broken: { ...truncated, kind } })
    const { findings } = judge(exchange, compiled, { checks: [wireSound] })
    expect(findings[0]?.operation).toBe('GET /a')
    return findings[0]?.fingerprint
  })
  expect(prints[0]).toBe(prints[1])
  expect(prints[0]).not.toBe(prints[2])
})

test('where nothing came there is no status', async () => {
  const exchange = exchangeOf({ request: 'GET /a', status: 0, broken: truncated })
  const { findings } = judge(exchange, await contractOf(contract), { checks: [wireSound] })
  expect(findings[0]?.exchange?.status).toBeNull()
})
