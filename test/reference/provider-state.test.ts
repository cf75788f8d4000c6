// Provider states: each is entered as a pact words it, forgotten after it, and refused in words where it cannot be.
import { describe, expect, it } from 'vitest'
import type { Json } from '../../src/contract/json.ts'
import { statesPath } from '../../src/reference/control.ts'
import { type Asked, id, start, twilio } from './fixture.ts'

const setup = (state: string, params: Json = { id }): Json => ({ state, params, action: 'setup' })
const post = (json: Json): Asked => ({ method: 'POST', path: statesPath, json, anonymous: true })

describe('a provider state', () => {
  const shown: [name: string, row: { given: Json; want: object }][] = [
    [
      'of a provider',
      { given: setup('a provider exists'), want: { id, verificationStatus: 'verified' } },
    ],
    [
      'of a provider with members of its own',
      {
        given: setup('a provider exists', { id, name: 'Mine', region: null }),
        want: { id, name: 'Mine', region: null, providerType: 'twilio' },
      },
    ],
    [
      'of a provider that was never verified',
      {
        given: setup('a provider that was never verified'),
        want: { id, verificationStatus: 'pending', lastVerifiedAt: null, trunkSid: null },
      },
    ],
    [
      'of a provider whose verification failed',
      {
        given: setup('a provider whose verification failed'),
        want: { id, verificationStatus: 'failed' },
      },
    ],
    [
      'without an action, as older verifiers ask',
      { given: { state: 'a provider exists', params: { id } }, want: { id } },
    ],
  ]

  it.each(shown)('%s shows in the answer', async (_, { given, want }) => {
    const { ask } = start()
    expect(await ask(post(given))).toMatchObject({ status: 200, text: '{}' })
    const { status, text } = await ask({})
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject(want)
  })

  it('of no provider removes one, in whichever case its id is', async () => {
    const { ask, enter } = start()
    await enter('a provider exists', { id })
    await enter('no provider exists', { id: id.toUpperCase() })
    expect((await ask({})).status).toBe(404)
  })

  it('of an expired key refuses every key', async () => {
    const { ask, enter } = start()
    await enter('a provider exists', { id })
    await enter('the API key has expired')
    expect((await ask({})).status).toBe(401)
  })

  it('with an empty name changes nothing', async () => {
    const { ask, enter } = start()
    await enter('a provider exists', { id })
    expect((await ask(post(setup('', {})))).status).toBe(200)
    expect((await ask({})).status).toBe(200)
  })

  it.each([
    ['a provider exists', 404],
    ['the API key has expired', 404],
  ])('is forgotten after its teardown: %s', async (state, want) => {
    const { ask, enter } = start()
    await enter(state, { id })
    await ask(post({ state, params: { id }, action: 'teardown' }))
    expect((await ask({})).status).toBe(want)
  })

  it('forgets the changes that an update made to what was there from the start', async () => {
    const { ask } = start({ populated: true })
    const path = '/api/v1/providers/twilio/7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
    const before = await ask({ path })
    await ask({ method: 'PUT', path, json: { name: 'Changed' } })
    await ask(post({ action: 'teardown' }))
    expect(before.status).toBe(200)
    expect((await ask({ path })).text).toBe(before.text)
  })

  const refused: [name: string, row: { given: Asked; want: string }][] = [
    [
      'a name that is nearly right',
      { given: post(setup('a provider exist')), want: 'Did you mean "a provider exists"?' },
    ],
    [
      'a name like no other',
      { given: post(setup('the moon is full')), want: 'There are "a provider exists", ' },
    ],
    [
      'a name of a prototype',
      { given: post(setup('constructor')), want: 'There is no provider state "constructor".' },
    ],
    [
      'no id',
      { given: post(setup('no provider exists', {})), want: 'needs a parameter id, a UUID' },
    ],
    [
      'an id that is no UUID',
      { given: post(setup('a provider exists', { id: '7' })), want: 'needs a parameter id' },
    ],
    [
      'a misspelt member',
      { given: post(setup('a provider exists', { id, nmae: '' })), want: 'Did you mean name?' },
    ],
    [
      'a value that no provider has',
      { given: post(setup('a provider exists', { id, trunkSid: 'none' })), want: 'at /trunkSid' },
    ],
    [
      'a secret',
      {
        given: post(setup('a provider exists', { id, authToken: 'f' })),
        want: 'no member "authToken"',
      },
    ],
    [
      'another action',
      {
        given: post({ state: 'a provider exists', params: { id }, action: 'x' }),
        want: 'setup or teardown',
      },
    ],
    ['a name that is no text', { given: post({ state: 5 }), want: 'A provider state is' }],
    [
      'parameters that are no object',
      { given: post(setup('a provider exists', [])), want: 'A provider state is' },
    ],
    ['an array', { given: post([]), want: 'A provider state is' }],
    [
      'text that is no JSON',
      { given: { method: 'POST', path: statesPath, body: '{' }, want: 'no JSON text' },
    ],
  ]

  it.each(refused)('is refused in words for %s', async (_, { given, want }) => {
    const { ask } = start()
    const { status, text } = await ask(given)
    expect(status).toBe(400)
    expect(JSON.parse(text).detail).toContain(want)
    expect((await ask({ path: twilio })).status).toBe(404)
  })

  it('can only be posted', async () => {
    const { status, headers } = await start().ask({ path: statesPath })
    expect([status, headers.get('allow')]).toEqual([405, 'POST'])
  })
})
