// Probes are sent one after another and judged; a provider that says nothing is left alone, and that is told.
import { describe, expect, it } from 'vitest'
import { driveLive, type LiveDrive } from '../../src/adapters/live-drive.ts'
import { WireFault } from '../../src/adapters/wire/fault.ts'
import type { Exchange } from '../../src/traffic/exchange.ts'
import { planLive } from '../../src/traffic/live/plan.ts'
import { contractOf } from '../checks/fixture.ts'

const ok = "responses: {'200': {description: d}, '404': {description: d}, '401': {description: d}}"
const id = '{name: id, in: path, required: true, schema: {type: string, format: uuid}}'
const contract = await contractOf(`
security: [{key: []}]
paths:
  /a/{id}: {get: {parameters: [${id}], ${ok}}}
  /b: {get: {${ok}}}
  /c: {get: {parameters: [{name: X-A, in: header, schema: {type: string}}], ${ok}}}
components: {securitySchemes: {key: {type: http, scheme: bearer}}}
`)
const key = 'a-key-for-tests'
const baseUrl = 'http://127.0.0.1:9/base'
const own = '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'

function planned(parameters: Record<string, string> = { id: own }) {
  const given = new Map(Object.entries(parameters))
  return planLive(contract, { parameters: given, unsafe: [], seed: 1 })
}

type Reply = (request: Request, index: number) => Response | WireFault | 'unsent'

/** Answers as a transport does that sends each request once. */
async function drive(reply: Reply, more: Partial<LiveDrive> = {}, plan = planned()) {
  let sent = 0
  const requests: Request[] = []
  const recorded: Exchange[] = []
  const fetch = async (request: Request) => {
    const got = reply(request, requests.push(request) - 1)
    if (got === 'unsent') throw new WireFault('request-limit')
    sent++
    if (got instanceof WireFault) throw got
    return got
  }
  const result = await driveLive(plan, {
    ...{ contract, baseUrl, key, now: () => 0, live: { fetch, sent: () => sent } },
    recorder: {
      path: 'kept.har',
      record: (exchange) => {
        recorded.push(exchange)
        return exchange
      },
    },
    ...more,
  })
  return { ...result, plan, requests, recorded }
}

/** A provider that obeys the contract. */
const good: Reply = ({ method, url, headers }) => {
  if (method !== 'GET') return new Response(null, { status: 404 })
  if (headers.get('authorization') !== `Bearer ${key}`) return new Response(null, { status: 401 })
  const isThere = url.includes(own) || !url.includes('/a/')
  return new Response(null, { status: isThere ? 200 : 404 })
}

describe('driveLive', () => {
  it('finds nothing wrong with a provider that obeys', async () => {
    const { findings, inconclusive, answers, operations, plan, requests } = await drive(good)
    expect([findings, inconclusive]).toEqual([[], []])
    expect(answers).toBe(plan.probes.length)
    expect(requests).toHaveLength(answers)
    expect([...operations]).toEqual(['GET /a/{id}', 'GET /b', 'GET /c'])
    expect(requests.every(({ url }) => url.startsWith(`${baseUrl}/`))).toBe(true)
  })

  it('finds one that serves whoever asks', async () => {
    const { findings } = await drive(() => new Response(null, { status: 200 }))
    const faults = findings.map(({ rule, args }) => `${rule} ${args.fault}`)
    expect(faults).toContain('request-refused no key')
    expect(faults).toContain('request-refused a wrong key')
    expect(faults).toContain('request-refused a random id')
    expect(faults).toContain('request-refused method PROPFIND')
  })

  it('records what happened, in order, with what each was sent for', async () => {
    const { recorded, plan } = await drive(good)
    expect(recorded.map(({ index }) => index)).toEqual(plan.probes.map((_, index) => index))
    expect(recorded.map(({ probe }) => probe)).toEqual(
      plan.probes.map(({ expectation }) => expectation),
    )
    expect(recorded[0]).toMatchObject({
      source: 'kept.har',
      startedAt: '1970-01-01T00:00:00.000Z',
      request: { method: 'GET', url: `${baseUrl}/a/${own}` },
      response: { status: 200 },
    })
  })

  it('says where a finding is found: in the recording, or else at the provider', async () => {
    const reply: Reply = () => new Response(null, { status: 418 })
    const sources = async (more: Partial<LiveDrive>) => {
      const { findings, altered } = await drive(reply, more)
      expect(altered).toEqual([])
      return [...new Set(findings.map(({ exchange }) => exchange?.source))]
    }
    expect(await sources({})).toEqual(['kept.har'])
    expect(await sources({ recorder: undefined })).toEqual([baseUrl])
  })

  it('finds what happened where the recording shows something else, and says so', async () => {
    const reply: Reply = (request, index) =>
      index === 0 ? new Response(null, { status: 418 }) : good(request, index)
    const record = (exchange: Exchange) => ({
      ...exchange,
      response: { ...exchange.response, status: 404 },
    })
    const got = await drive(reply, { recorder: { path: 'kept.har', record } })
    expect(got.findings.map(({ exchange }) => exchange?.status)).toEqual([418])
    expect(got.altered).toContain(0)
  })

  it.each<[string, { given: Reply; want: { requests: number; reason: string } }]>([
    [
      'leaves alone who never answers',
      {
        given: () => new WireFault('refused'),
        want: { requests: 3, reason: 'the provider refuses the connection' },
      },
    ],
    [
      'leaves alone who never has time',
      {
        given: () => new Response(null, { status: 503 }),
        want: { requests: 3, reason: 'the provider had no time (503)' },
      },
    ],
    [
      'is patient with one that has answered before',
      {
        given: (request, index) => (index === 0 ? good(request, 0) : new WireFault('timeout')),
        want: { requests: 9, reason: 'the provider gave no whole answer in time' },
      },
    ],
  ])('%s', async (_, { given, want }) => {
    const { requests, inconclusive, findings, plan, recorded } = await drive(given)
    expect(findings).toEqual([])
    expect(requests).toHaveLength(want.requests)
    expect(recorded).toHaveLength(want.requests)
    const silent = requests.length - (plan.probes.length - inconclusive.length)
    const reasons = inconclusive.map(({ reason }) => reason)
    expect(reasons.slice(0, silent)).toEqual(Array(silent).fill(want.reason))
    expect(new Set(reasons.slice(silent))).toEqual(
      new Set(['it was not sent, as nothing came of those before it']),
    )
    expect(inconclusive.at(-1)?.exchange).toBeNull()
  })

  it('goes on where some answer', async () => {
    const { requests, plan, inconclusive } = await drive((request, index) =>
      index % 3 === 0 ? good(request, index) : new WireFault('broken-off'),
    )
    expect(requests).toHaveLength(plan.probes.length)
    expect(inconclusive).toHaveLength(requests.filter((_, index) => index % 3 !== 0).length)
  })

  it('takes broken HTTP for a finding, not for silence', async () => {
    const { findings, inconclusive, answers, plan } = await drive(() => new WireFault('not-http'))
    expect(inconclusive).toEqual([])
    expect(answers).toBe(plan.probes.length)
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(['wire-sound']))
  })

  it('does not record what the transport never sent', async () => {
    const { recorded, inconclusive, plan } = await drive((request, index) =>
      index < 2 ? good(request, index) : 'unsent',
    )
    expect(recorded).toHaveLength(2)
    expect(inconclusive).toHaveLength(plan.probes.length - 2)
    expect(inconclusive[0]).toEqual({
      operation: 'GET /a/{id}',
      probe: 'GET /a/{id} a wrong key',
      reason: 'the provider was not asked, as the run has sent all its requests',
      exchange: null,
    })
  })

  it('says what no fetch can send, and goes on', async () => {
    const named = "{name: 'X A', in: header, schema: {type: string}}"
    const odd = await contractOf(
      `paths: {/x: {get: {parameters: [${named}], ${ok}}}, /b: {get: {${ok}}}}`,
    )
    const parameters = new Map([['X A', 'hidden']])
    const plan = planLive(odd, { parameters, unsafe: [], seed: 1 })
    const { inconclusive, recorded } = await drive(good, { contract: odd }, plan)
    expect(JSON.stringify(inconclusive)).not.toContain('hidden')
    const open = inconclusive.map(({ operation, reason }) => `${operation}: ${reason}`)
    expect(open).toContain('GET /x: fetch cannot send a field in it')
    expect(recorded.length).toBeGreaterThan(0)
    expect(recorded.map(({ index }) => index)).toEqual(recorded.map((_, index) => index))
  })

  it('never shows the key, wherever the provider puts it', async () => {
    const { findings, unchecked } = await drive(({ headers, url }) => {
      const echo = headers.get('authorization') ?? ''
      const body = JSON.stringify({ [echo]: url, echo })
      return new Response(body, { headers: { 'x-echo': echo, 'content-type': 'text/plain' } })
    })
    expect(findings.some(({ rule }) => rule === 'secret-leak')).toBe(true)
    expect(JSON.stringify([findings, unchecked])).not.toContain(key)
  })

  it('stops on an interrupt, with its reason', async () => {
    const reason = new Error('interrupted')
    const live = { fetch: () => Promise.reject(reason), sent: () => 0 }
    await expect(drive(good, { live })).rejects.toBe(reason)
  })
})
