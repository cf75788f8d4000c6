// What happened is judged as what it is: an answer, a refusal for want of time, or one that broke off.
import { describe, expect, it } from 'vitest'
import { judgeObserved } from '../../src/checks/observed.ts'
import type { Expectation } from '../../src/traffic/exchange.ts'
import { keyPlace } from '../../src/traffic/live/expectation.ts'
import { contractOf, exchangeOf, type Given } from './fixture.ts'

const contract = await contractOf(`
security: [{key: []}]
paths:
  /a:
    get:
      responses:
        '200': {description: d, content: {application/json: {schema: {type: object}}}}
        '404': {description: d}
        '307': {description: d}
        default: {description: d}
  /b: {get: {responses: {'200': {description: d}}}}
components: {securitySchemes: {key: {type: http, scheme: bearer}}}
`)

const sound: Expectation = { id: 'sound', wanted: 'documented' }
const refusal: Expectation = {
  id: 'no key',
  wanted: 'refused',
  fault: 'no key',
  pointer: '/security',
  at: keyPlace,
}
const timeout = { kind: 'timeout', isViolation: false, words: 'The provider gave no answer.' }
const truncated = { kind: 'truncated', isViolation: true, words: 'The provider broke off.' }

function judged(given: Given) {
  const seen = { observe: 0, observeLive: 0 }
  const { findings, inconclusive } = judgeObserved(exchangeOf(given), contract, {
    observe: () => {
      seen.observe++
    },
    observeLive: () => {
      seen.observeLive++
    },
  })
  return {
    findings: findings.map(({ rule }) => rule),
    open: inconclusive.map(({ probe, reason }) => `${probe}: ${reason}`),
    shown: `${seen.observe} ${seen.observeLive}`,
  }
}

type Want = { findings?: string[]; open?: string[]; shown: '1 1' | '1 0' | '0 0' }
const key = 'a-key-for-tests'
const keyed = { headers: [['authorization', `Bearer ${key}`]] as const }

describe('judgeObserved', () => {
  it.each<[string, { given: Given; want: Want }]>([
    [
      'an answer of any traffic is held against all rules',
      {
        given: { request: 'GET /b', status: 503 },
        want: { findings: ['status-documented'], shown: '1 1' },
      },
    ],
    [
      'a documented answer to a sound probe is conclusive',
      { given: { request: 'GET /a', probe: sound, body: {} }, want: { shown: '1 1' } },
    ],
    [
      'one that says nothing of the probe shows no known finding gone',
      {
        given: { request: 'GET /a', probe: sound, status: 404 },
        want: { open: ['sound: nothing is there under the values given (404)'], shown: '1 0' },
      },
    ],
    [
      'a busy provider breaks no rule, whatever it sends',
      {
        given: { request: 'GET /b', probe: sound, status: 503, text: '<busy>' },
        want: { open: ['sound: the provider had no time (503)'], shown: '0 0' },
      },
    ],
    [
      'nor does one that was to refuse',
      {
        given: { request: 'GET /b', probe: refusal, status: 429 },
        want: { open: ['no key: the provider had no time (429)'], shown: '0 0' },
      },
    ],
    [
      'nor a gateway that answers in its place',
      {
        given: { request: 'GET /b', probe: refusal, status: 502, text: '<h1>Bad gateway</h1>' },
        want: { open: ['no key: a gateway answered for the provider (502)'], shown: '0 0' },
      },
    ],
    [
      'but no busy provider may repeat the key',
      {
        given: { request: 'GET /b', sent: keyed, probe: sound, status: 503, text: key },
        want: {
          findings: ['secret-leak'],
          open: ['sound: the provider had no time (503)'],
          shown: '0 0',
        },
      },
    ],
    [
      'a crash is told, documented as any answer or not',
      {
        given: { request: 'GET /a', probe: sound, status: 500 },
        want: { open: ['sound: the provider failed (500)'], shown: '1 0' },
      },
    ],
    [
      'a crash that is not documented is a finding',
      {
        given: { request: 'GET /b', probe: sound, status: 500 },
        want: { findings: ['status-documented'], shown: '1 1' },
      },
    ],
    [
      'a redirect that only the default covers leads elsewhere',
      {
        given: { request: 'GET /a', probe: sound, status: 302 },
        want: { open: ['sound: the request was led elsewhere (302)'], shown: '1 0' },
      },
    ],
    [
      'one that is documented is an answer',
      { given: { request: 'GET /a', probe: sound, status: 307 }, want: { shown: '1 1' } },
    ],
    [
      'no answer is no violation',
      {
        given: { request: 'GET /a', probe: sound, status: 0, body: null, broken: timeout },
        want: { open: ['sound: the provider gave no answer'], shown: '0 0' },
      },
    ],
    [
      'half an answer is one, and what came of it is not held against the contract',
      {
        given: { request: 'GET /b', probe: sound, status: 418, body: null, broken: truncated },
        want: { findings: ['wire-sound'], shown: '0 0' },
      },
    ],
    [
      'half an answer must not repeat the key either',
      {
        given: {
          request: 'GET /b',
          sent: keyed,
          headers: [['x-caller', key]],
          body: null,
          broken: truncated,
        },
        want: { findings: ['wire-sound', 'secret-leak'], shown: '0 0' },
      },
    ],
  ])('%s', (_, { given, want }) => {
    expect(judged(given)).toEqual({ findings: [], open: [], ...want })
  })

  it('says where, without the credential', () => {
    const request = `GET /a?key=${key}`
    const given = { request, sent: keyed, probe: sound, status: 0, body: null, broken: timeout }
    const { inconclusive } = judgeObserved(exchangeOf(given), contract)
    expect(inconclusive).toEqual([
      {
        operation: 'GET /a',
        probe: 'sound',
        reason: 'the provider gave no answer',
        exchange: { source: 'test', index: 0, method: 'GET', url: '/a?key=***', status: null },
      },
    ])
  })
})
