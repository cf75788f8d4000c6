// The reference provider without faults: every documented answer is clean, and whatever is sent, it says what is wrong.
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { loadContractText } from '../../src/adapters/contract-file.ts'
import { at, type Json, member } from '../../src/contract/json.ts'
import { createReferenceProvider } from '../../src/reference/provider.ts'
import { planProbes } from '../../src/traffic/plan.ts'
import type { ProbeRequest } from '../../src/traffic/probe-request.ts'
import { type Asked, contract, id, judged, key, otherId, served, start, twilio } from './fixture.ts'

const generic = `/api/v1/providers/${id}`
const numbers = `${twilio}/available-numbers`
const plan = planProbes(contract)

const shown = [
  'a provider exists',
  'a provider that was never verified',
  'a provider whose verification failed',
]

/** A probe as it is asked; what it carries in its path is replaced where another id is given. */
function asked(method: string, path: string, probe: ProbeRequest): Asked {
  const filled = path.replaceAll(/\{([^}]*)\}/g, (_, name) =>
    encodeURIComponent(String(probe.path[name])),
  )
  return { method, path: filled, ...(probe.body && { json: probe.body.value }) }
}

const idOf = ({ path }: ProbeRequest) => String(path.id)

describe('every documented answer', () => {
  const cases = plan.positive.flatMap(({ operation, status, request }) => {
    const states = status === 200 ? shown : ['no provider exists']
    return states.map((state) => ({ operation, status, request, state }))
  })

  it('is among the cases', () => {
    const statuses = contract.operations.flatMap(({ key: name, responses }) =>
      responses.map(({ status }) => `${name} ${status}`),
    )
    const told = new Set(cases.map(({ operation, status }) => `${operation.key} ${status}`))
    expect([...told].sort()).toEqual(statuses.sort())
  })

  it.each(
    cases.map((each) => [`${each.operation.key} ${each.status}, ${each.state}`, each] as const),
  )('is clean: %s', async (_, { operation, status, request, state }) => {
    const { ask, enter } = start()
    await enter(state, { id: idOf(request) })
    const path = status === 400 ? { ...request.path, id: 'none' } : request.path
    const sent = asked(operation.method, operation.path, { ...request, path })
    const answer = await ask({ ...sent, anonymous: status === 401 })
    expect(answer.status).toBe(status)
    expect(judged(answer)).toEqual({ operation: operation.key, findings: [], unchecked: [] })
  })

  it.each(
    plan.negative.map((probe) => [`${probe.operation.key} with ${probe.fault}`, probe] as const),
  )('refuses what must be refused: %s', async (_, probe) => {
    const { ask, enter } = start()
    const { operation, request, fault } = probe
    const valid = plan.positive.find((each) => each.operation === operation)?.request
    await enter('a provider exists', { id: idOf(valid ?? request) })
    const answer = await ask({
      ...asked(operation.method, operation.path, request),
      anonymous: fault === 'no key',
    })
    expect(served(answer, probe)).toEqual([])
    expect(judged(answer).findings).toEqual([])
  })
})

describe('the key', () => {
  it.each<[name: string, row: { given: string | undefined; want: number }]>([
    ['is missing', { given: undefined, want: 401 }],
    ['is the right one', { given: `Bearer ${key}`, want: 200 }],
    ['comes under its scheme in lower case', { given: `bearer ${key}`, want: 200 }],
    ['is another', { given: 'Bearer another', want: 401 }],
    ['is empty', { given: 'Bearer ', want: 401 }],
    ['has something after it', { given: `Bearer ${key} x`, want: 401 }],
    ['comes under another scheme', { given: `Basic ${key}`, want: 401 }],
    ['comes without a scheme', { given: key, want: 401 }],
  ])('%s', async (_, { given, want }) => {
    const { ask, enter } = start({ keys: [key] })
    await enter('a provider exists', { id })
    const headers: Record<string, string> = given === undefined ? {} : { authorization: given }
    const answer = await ask({ anonymous: true, headers })
    expect(answer.status).toBe(want)
    expect(answer.headers.get('www-authenticate')).toBe(want === 401 ? 'Bearer' : null)
    expect(answer.text).not.toContain(key)
  })

  it('may be any where none is named', async () => {
    const { ask, enter } = start()
    await enter('a provider exists', { id })
    const { status } = await ask({ headers: { authorization: 'Bearer whichever' } })
    expect(status).toBe(200)
  })

  it('is looked at before the id', async () => {
    const { status } = await start().ask({ path: '/api/v1/providers/twilio/x', anonymous: true })
    expect(status).toBe(401)
  })
})

describe('an id', () => {
  it('is found in any case and shown as it is kept', async () => {
    const { ask, enter } = start()
    await enter('a provider exists', { id })
    const answer = await ask({ path: `/api/v1/providers/twilio/${id.toUpperCase()}` })
    expect(JSON.parse(answer.text)).toMatchObject({ id })
    expect(judged(answer).findings).toEqual([])
  })

  it('of nobody is named in the 404', async () => {
    const path = `/api/v1/providers/${otherId}`
    const { status, text } = await start().ask({ path })
    expect([status, JSON.parse(text).instance]).toEqual([404, path])
  })

  it.each(['%zz', '%00', '..%2f..', '%F0%9F', `${id}%0a`, `urn:uuid:${id}`, 'a'.repeat(5000)])(
    'is refused when it is %s',
    async (given) => {
      const { ask, enter } = start()
      await enter('a provider exists', { id })
      const answer = await ask({ path: `/api/v1/providers/twilio/${given}` })
      expect(answer.status).toBe(400)
      expect(judged(answer).findings).toEqual([])
    },
  )
})

describe('an update', () => {
  const accepted: [name: string, row: { given: Json; want: object }][] = [
    ['of the name', { given: { name: 'New' }, want: { name: 'New' } }],
    ['of the name to null', { given: { name: null }, want: { name: null } }],
    [
      'of all three',
      {
        given: { name: 'x'.repeat(100), region: 'ie1', supportsCallTransfer: false },
        want: { name: 'x'.repeat(100), region: 'ie1', supportsCallTransfer: false },
      },
    ],
    ['of nothing', { given: {}, want: {} }],
    ['of what no answer can show', { given: { supportsCallTransfer: null }, want: {} }],
    [
      'of what cannot be changed',
      { given: { accountSid: `AC${'0'.repeat(32)}`, id: otherId }, want: {} },
    ],
    [
      'with members of prototypes',
      { given: JSON.parse('{"__proto__": {"name": "No"}}'), want: {} },
    ],
  ]

  it.each(accepted)('%s changes that and nothing else', async (_, { given, want }) => {
    const { ask, enter } = start()
    await enter('a provider exists', { id })
    const before = JSON.parse((await ask({})).text)
    const answer = await ask({ method: 'PUT', json: given })
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { ...before, ...want }])
    expect((await ask({ path: generic })).text).toBe(answer.text)
    expect(judged(answer)).toMatchObject({ findings: [], unchecked: [] })
  })

  const large = JSON.stringify({ name: 'x', padding: 'x'.repeat(70_000) })
  const refused: [name: string, row: { given: Asked; want: string }][] = [
    [
      'a name that is too long',
      { given: { json: { name: 'x'.repeat(101) } }, want: '/name (maxLength)' },
    ],
    ['a name that is a number', { given: { json: { name: 5 } }, want: '/name (type)' }],
    ['an array', { given: { json: [] }, want: 'as a whole (type)' }],
    ['null', { given: { json: null }, want: 'as a whole (type)' }],
    ['no body', { given: {}, want: 'no body' }],
    ['an empty body', { given: { body: '' }, want: 'no body' }],
    ['text that is no JSON', { given: { body: '{"name":' }, want: 'no JSON' }],
    [
      'bytes that are no UTF-8',
      { given: { body: new Uint8Array([0x22, 0xff, 0x22]) }, want: 'no JSON' },
    ],
    [
      'a body nested beyond reason',
      { given: { body: '['.repeat(60_000) + ']'.repeat(5000) }, want: 'no JSON' },
    ],
    ['a body beyond the limit', { given: { body: large }, want: 'larger than 65536 bytes' }],
    [
      'another media type',
      { given: { body: '{}', headers: { 'content-type': 'text/plain' } }, want: 'Content-Type' },
    ],
  ]

  it.each(refused)('by %s is refused and changes nothing', async (_, { given, want }) => {
    const { ask, enter } = start()
    await enter('a provider exists', { id })
    const before = (await ask({})).text
    const headers = { 'content-type': 'application/json', ...given.headers }
    const answer = await ask({ method: 'PUT', ...given, headers })
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text).detail).toContain(want)
    expect((await ask({})).text).toBe(before)
    expect(judged(answer)).toMatchObject({ findings: [], unchecked: [] })
  })

  it('of nobody is 404', async () => {
    const { status } = await start().ask({ method: 'PUT', json: {} })
    expect(status).toBe(404)
  })
})

describe('methods and paths', () => {
  it.each<[name: string, row: { given: Asked; want: string }]>([
    ['DELETE of a Twilio provider', { given: { method: 'DELETE' }, want: 'GET, HEAD, PUT' }],
    [
      'PUT of any provider',
      { given: { method: 'PUT', path: generic, json: {} }, want: 'GET, HEAD' },
    ],
    ['an invented method', { given: { method: 'BREW', path: numbers }, want: 'GET, HEAD' }],
  ])('refuses %s and says what there is', async (_, { given, want }) => {
    const { status, headers } = await start().ask(given)
    expect([status, headers.get('allow')]).toEqual([405, want])
  })

  it('answers HEAD as GET, without a body', async () => {
    const { ask, enter } = start()
    await enter('a provider exists', { id })
    const { status, headers, text } = await ask({ method: 'HEAD' })
    expect([status, headers.get('content-type'), text]).toEqual([200, 'application/json', ''])
  })

  it('knows no other path', async () => {
    const { status, headers } = await start().ask({ path: '/api/v1/agents' })
    expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })
})

describe('a contract', () => {
  it('gives the answers, which are its examples', async () => {
    const { ask } = start({ populated: true })
    const example = at(contract.document, '/components/examples/VerifiedProvider/value')
    const { text } = await ask({ path: `/api/v1/providers/${member(example, 'id')}` })
    expect(JSON.parse(text)).toEqual(example)
  })

  it('that its own examples break is served all the same', async () => {
    const text = await readFile('openapi/blackbox.yaml', 'utf8')
    const stricter = text.replace('pattern: ^AC[a-f0-9]{32}$', 'pattern: ^AC[0-9]{32}$')
    const changed = await loadContractText('openapi/blackbox.yaml', stricter)
    const { ask, enter } = start({ contract: changed })
    await enter('a provider exists', { id, name: 'Mine' })
    const { status, text: told } = await ask({ method: 'PUT', json: { region: 'ie1' } })
    expect(stricter).not.toBe(text)
    expect([status, JSON.parse(told)]).toEqual([
      200,
      expect.objectContaining({ name: 'Mine', region: 'ie1', accountSid: `AC${'a'.repeat(32)}` }),
    ])
  })

  it('that is another is refused in words', async () => {
    const text = 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}'
    const other = await loadContractText('other.yaml', text)
    expect(() => createReferenceProvider({ contract: other })).toThrow(
      'other.yaml has no example VerifiedProvider with an object as its value.',
    )
  })
})
