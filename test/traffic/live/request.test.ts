// Live probes as they are sent: keys in their places and nowhere else, and what a real provider makes of them all.
import { describe, expect, it } from 'vitest'
import { checks, probeChecks } from '../../../src/checks/index.ts'
import { judge } from '../../../src/checks/run.ts'
import type { FaultName } from '../../../src/reference/faults.ts'
import { createReferenceProvider } from '../../../src/reference/provider.ts'
import { inconclusive } from '../../../src/traffic/live/expectation.ts'
import { planLive } from '../../../src/traffic/live/plan.ts'
import { type LiveRequest, sendable } from '../../../src/traffic/live/request.ts'
import { contractOf } from '../../checks/fixture.ts'
import { contract, key } from '../../reference/fixture.ts'

const plain: LiveRequest = {
  method: 'GET',
  target: '/a?b=c',
  shown: '/a?b=c',
  headers: { 'X-Own': 'v', Cookie: 'own=1' },
  body: undefined,
  key: 'right',
}
const keys = { key: 'right&key', wrongKey: 'wrong-key' }

describe('sendable', () => {
  const schemes = `
components:
  securitySchemes:
    field: {type: apiKey, in: header, name: X-Key}
    asked: {type: apiKey, in: query, name: 'k[]'}
    biscuit: {type: apiKey, in: cookie, name: sid}
`
  const sent = async (request: Partial<LiveRequest>, own = '') => {
    const destination = { contract: await contractOf(own), baseUrl: 'http://api.example/v1/' }
    const made = sendable({ ...plain, ...request }, { ...destination, ...keys })
    return { url: made.url, headers: Object.fromEntries(made.headers) }
  }

  it('puts the key in every place where the contract looks for one', async () => {
    expect(await sent({}, schemes)).toEqual({
      url: 'http://api.example/v1/a?b=c&k%5B%5D=right%26key',
      headers: {
        authorization: 'Bearer right&key',
        cookie: 'own=1; sid=right&key',
        'x-key': 'right&key',
        'x-own': 'v',
      },
    })
  })

  it('begins the query where there is none yet', async () => {
    const { url } = await sent({ target: '/a', key: 'wrong' }, schemes)
    expect(url).toBe('http://api.example/v1/a?k%5B%5D=wrong-key')
  })

  it.each(['none', 'wrong'] as const)(
    'keeps the right key at home where the key is %s',
    async (own) => {
      const made = await sent({ key: own }, schemes)
      expect(JSON.stringify(made)).not.toContain('right')
      expect(made.headers.cookie).toBe(own === 'none' ? 'own=1' : 'own=1; sid=wrong-key')
    },
  )

  it('sends no key where the caller has none', async () => {
    const destination = { contract, baseUrl: 'http://api.example', wrongKey: 'w', key: undefined }
    expect(sendable(plain, destination).headers.has('authorization')).toBe(false)
  })

  it('follows no redirect and sends a body as what it is', async () => {
    const body = { mediaType: 'application/json', text: '{"a":1}' }
    const destination = { contract, baseUrl: 'http://api.example', ...keys }
    const made = sendable({ ...plain, method: 'PUT', body }, destination)
    expect([made.redirect, made.method, made.headers.get('content-type')]).toEqual([
      'manual',
      'PUT',
      'application/json',
    ])
    expect(await made.text()).toBe('{"a":1}')
  })
})

/** Sends the whole plan to the reference provider and judges what comes. */
async function verified(given: { faults?: FaultName[]; key?: string; id?: string } = {}) {
  const populated = '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
  const { fetch } = createReferenceProvider({
    contract,
    populated: true,
    keys: [key],
    faults: given.faults ?? [],
  })
  const [, unsafe] = contract.operations
  const { probes, wrongKey } = planLive(contract, {
    parameters: new Map([['id', given.id ?? populated]]),
    unsafe: [unsafe?.key ?? ''],
    seed: 7,
  })
  const baseUrl = 'http://reference'
  const found: string[] = []
  const open: string[] = []
  for (const { request, expectation, aim } of probes) {
    const made = sendable(request, { contract, baseUrl, key: given.key ?? key, wrongKey })
    const { method, url } = made
    const headers = [...made.headers]
    const body = new Uint8Array(await made.clone().arrayBuffer())
    const answer = await fetch(made)
    const { status } = answer
    const received = new Uint8Array(await answer.arrayBuffer())
    const exchange = {
      kind: 'observed',
      source: 'live',
      index: 0,
      probe: expectation,
      request: { method, url, headers, body },
      response: { status, headers: [...answer.headers], body: received },
    } as const
    const all = [...checks, ...probeChecks]
    const { findings } = judge(exchange, contract, { checks: all, baseUrl })
    found.push(...findings.map(({ rule }) => `${rule}: ${aim}`))
    const reason = inconclusive(exchange)
    if (reason !== undefined) open.push(reason)
  }
  return { found, open, probes }
}

describe('the plan for our contract', () => {
  it('finds nothing wrong with a provider that keeps it, and leaves nothing open', async () => {
    const { found, open, probes } = await verified()
    expect({ found, open }).toEqual({ found: [], open: [] })
    expect(probes).toHaveLength(26)
  })

  it.each<[FaultName, string[]]>([
    ['ignores-key', ['request-refused: no key', 'request-refused: a wrong key']],
    [
      'accepts-malformed-id',
      [
        'equals: malformed id (format, one digit short)',
        'request-refused: malformed id (format, one digit short)',
      ],
    ],
    ['finds-anything', ['request-refused: a random id']],
    [
      'wrong-account-sid',
      ['string-format: documented answer', 'string-format: an unacceptable Accept'],
    ],
  ])('finds %s', async (fault, want) => {
    const { found } = await verified({ faults: [fault] })
    expect([...new Set(found)]).toEqual(want)
  })

  it('says that nothing was shown where the key is refused or nothing is there', async () => {
    const refused = await verified({ key: 'another' })
    expect(refused.found).toEqual([])
    expect(new Set(refused.open)).toEqual(new Set(['the key was not accepted (401)']))
    const absent = await verified({ id: '5b0f2a3c-8d41-4e6f-9a7b-0c1d2e3f4a5b' })
    expect(absent.found).toEqual([])
    expect(absent.open).toEqual(Array(4).fill('nothing is there under the values given (404)'))
  })
})
