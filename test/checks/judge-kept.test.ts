// What is kept of an exchange is judged in its place, as long as both show the same.
import { describe, expect, it } from 'vitest'
import { judgeKept } from '../../src/checks/judge-kept.ts'
import type { Exchange } from '../../src/traffic/exchange.ts'
import { contractOf } from './fixture.ts'

const contract = await contractOf(`
paths:
  /a:
    get:
      responses:
        '200':
          description: d
          content:
            application/json:
              schema: {properties: {state: {enum: [on, off]}}, additionalProperties: {type: integer}}
`)

function answered(body: unknown, path = '/a', status = 200): Exchange {
  return {
    kind: 'observed',
    source: 'kept.har',
    index: 3,
    probe: { id: 'GET /a documented answer', wanted: 'documented' },
    request: { method: 'GET', url: path, headers: [], body: new Uint8Array() },
    response: {
      status,
      headers: [['content-type', 'application/json']],
      body: new TextEncoder().encode(JSON.stringify(body)),
    },
  }
}

describe('judgeKept', () => {
  it.each<[string, { given: [Exchange, Exchange]; want: 'kept' | 'exchange' }]>([
    ['both are clean', { given: [answered({}, '/a?t=1'), answered({}, '/a?t=2')], want: 'kept' }],
    [
      'both break the same',
      { given: [answered({ state: 'up' }), answered({ state: 'xx' })], want: 'kept' },
    ],
    [
      'a name alone is another one',
      { given: [answered({ secret: 'a' }), answered({ xxxxxx: 'a' })], want: 'kept' },
    ],
    [
      'only what is kept breaks a rule',
      { given: [answered({ state: 'on' }), answered({ state: 'xx' })], want: 'exchange' },
    ],
    [
      'only what happened breaks a rule',
      { given: [answered({ state: 'up' }), answered({ state: 'on' })], want: 'exchange' },
    ],
    [
      'the place lies deeper',
      { given: [answered({ 'a/b': {} }), answered({ state: { b: {} } })], want: 'exchange' },
    ],
    [
      'one alone is inconclusive',
      { given: [answered({}, '/a', 429), answered({}, '/a', 200)], want: 'exchange' },
    ],
  ])('where %s', (_, { given: [exchange, kept], want }) => {
    const seen: Exchange[] = []
    const live: Exchange[] = []
    const { judged, findings, inconclusive } = judgeKept({ exchange, kept }, contract, {
      observe: (subject) => seen.push(subject.exchange),
      observeLive: (subject) => live.push(subject.exchange),
    })
    expect(judged).toBe(want === 'kept' ? kept : exchange)
    // Evidence is of the one that is judged, and once.
    const isTelling = inconclusive.length === 0
    expect([seen, live]).toEqual(isTelling ? [[judged], [judged]] : [[], []])
    const urls = findings.map((each) => each.exchange?.url)
    expect(new Set(urls)).toEqual(new Set(findings.length === 0 ? [] : [judged.request.url]))
  })
})
