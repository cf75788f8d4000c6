// Tests of the words for a pact that has drifted from its tests.
import { describe, expect, it } from 'vitest'
import { pactChanges } from '../../scripts/pact-changes.ts'
import type { Json } from '../../src/contract/json.ts'

const one = { description: 'one', request: { path: '/1' }, response: { status: 200, list: [1, 2] } }
const pact = (...interactions: Json[]) => ({ consumer: { name: 'c' }, interactions })

describe('a change is named', () => {
  it.each<[string, { given: [now: Json, before: Json]; want: string[] }]>([
    ['an interaction more', { given: [pact(one), pact()], want: ['added: one'] }],
    ['an interaction less', { given: [pact(), pact(one)], want: ['removed: one'] }],
    [
      'an interaction of the same name more',
      { given: [pact(one, one), pact(one)], want: ['added: one (2)'] },
    ],
    [
      'a value, by its place',
      {
        given: [pact({ ...one, response: { status: 404, list: [1, 3] } }), pact(one)],
        want: ['one: /response/status changed', 'one: /response/list/1 changed'],
      },
    ],
    [
      'members more and less',
      {
        given: [pact({ ...one, request: { method: 'GET' } }), pact(one)],
        want: ['one: /request/method added', 'one: /request/path removed'],
      },
    ],
    [
      'a list that became an object',
      {
        given: [pact({ ...one, response: { status: 200, list: {} } }), pact(one)],
        want: ['one: /response/list changed'],
      },
    ],
    [
      'who it is between',
      {
        given: [{ ...pact(one), consumer: { name: 'd' } }, pact(one)],
        want: ['consumer/name changed'],
      },
    ],
  ])('%s', (_, { given: [now, before], want }) => {
    expect(pactChanges(JSON.stringify(now), JSON.stringify(before))).toEqual(want)
  })

  it.each<[string, { given: string | undefined; want: string }]>([
    ['a missing file', { given: undefined, want: 'the file is missing' }],
    ['a file that is cut off', { given: '{"interactions":[', want: 'the file is not JSON' }],
    [
      'another layout',
      { given: JSON.stringify(pact(one), null, 4), want: 'only its layout or its order' },
    ],
  ])('%s', (_, { given, want }) => {
    expect(pactChanges(JSON.stringify(pact(one)), given)).toEqual([want])
  })

  it('as long as they can be read; the others are counted', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ description: `${index}` }))
    expect(pactChanges(JSON.stringify(pact(...many)), JSON.stringify(pact())).slice(-2)).toEqual([
      'added: 24',
      'and 5 more',
    ])
  })
})
