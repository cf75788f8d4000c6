// Probes are answered by their own recorded exchange, if it was the same request but for its secrets.
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../src/traffic/exchange.ts'
import { readRecording } from '../../../src/traffic/har/har.ts'
import { writeHar } from '../../../src/traffic/har/writer.ts'
import { type LiveProbe, planLive } from '../../../src/traffic/live/plan.ts'
import { startReplay } from '../../../src/traffic/live/replay.ts'
import { sendable } from '../../../src/traffic/live/request.ts'
import { exchangeRedactor } from '../../../src/traffic/secrets/redact-exchange.ts'
import { contractOf } from '../../checks/fixture.ts'

const baseUrl = 'https://api.test/base'
const token = 'token-in-path-4711'
const own = 'a-key-for-users'
const wrongKey = 'wrong-key-00000000'

const contract = await contractOf(`
security: [{key: []}, {other: []}]
paths:
  /a/{token}:
    parameters:
      - {name: token, in: path, required: true, schema: {type: string, format: password}}
      - {name: X-A, in: header, schema: {type: string}}
      - {name: pin, in: query, schema: {type: string, format: password}}
    put:
      requestBody:
        content:
          application/json:
            schema:
              required: [name, secret]
              properties:
                name: {const: Ada}
                secret: {type: string, writeOnly: true, minLength: 9}
      responses: {'200': {description: d}, '401': {description: d}}
components:
  securitySchemes:
    key: {type: http, scheme: bearer}
    other: {type: apiKey, in: query, name: sid}
`)
const parameters = { token, 'X-A': 'one', pin: '0000-1111' }

function probesOf(given: Record<string, string>): readonly LiveProbe[] {
  const unsafe = ['PUT /a/{token}']
  return planLive(contract, { parameters: new Map(Object.entries(given)), unsafe, seed: 1 }).probes
}

const requestOf = ({ request }: LiveProbe, key: string) =>
  sendable(request, { contract, baseUrl, key, wrongKey })

const secrets = [token, own, parameters.pin]

/** As a run keeps them, read back from the file; each is answered with all that was sent. */
const recording = (() => {
  const redact = exchangeRedactor({ contract, baseUrl, secrets })
  const exchanges = probesOf(parameters).map((probe, index): Exchange => {
    const { method, url, headers } = requestOf(probe, own)
    const body = new TextEncoder().encode(probe.request.body?.text ?? '')
    const echo = new TextEncoder().encode(url + [...headers].join())
    return redact({
      ...{ kind: 'observed', source: 'run.har', index, probe: probe.expectation },
      request: { method, url, headers: [...headers], body },
      response: { status: 200, headers: [['content-type', 'text/plain']], body: echo },
    })
  })
  return readRecording(writeHar(exchanges, { version: '1' }), 'run.har').exchanges
})()

type Change = { parameters?: Record<string, string>; key?: string; exchanges?: Exchange[] }

/** What comes of the probes of a plan of now: their places in the recording, or reasons. */
function replay({ parameters: given = parameters, key = own, exchanges = recording }: Change) {
  const known = [key, given.token ?? '', given.pin ?? '']
  const { recorded, left } = startReplay(exchanges, { contract, baseUrl, secrets: known })
  const came = probesOf(given).map((probe) => recorded(probe, requestOf(probe, key)))
  return { came: came.map((each) => (typeof each === 'string' ? each : each.index)), left: left() }
}

const another = 'the recording has another request for it'
const all = recording.map(({ index }) => index)

/** The recording with another request in each exchange. */
const altered = (change: Partial<Exchange['request']>) =>
  recording.map((each) => ({ ...each, request: { ...each.request, ...change } }))

describe('startReplay', () => {
  it('has a recording of several probes to be asked for', () => {
    expect(all.length).toBeGreaterThan(2)
    expect(JSON.stringify(recording)).not.toContain(token)
  })

  it.each<[string, { given: Change; want: (number | string)[] }]>([
    ['the plan that was recorded', { given: {}, want: all }],
    ['it with another key', { given: { key: 'quite-another-and-longer-key' }, want: all }],
    [
      'it with another secret',
      {
        given: { parameters: { ...parameters, pin: '99' } },
        want: all.map(() => another),
      },
    ],
    [
      'it with another field',
      { given: { parameters: { ...parameters, 'X-A': 'two' } }, want: all.map(() => another) },
    ],
    [
      'it without the field',
      { given: { parameters: { token, pin: parameters.pin } }, want: all.map(() => another) },
    ],
    [
      'a recording of two runs, the first of which asked for something else',
      { given: { exchanges: [...altered({ url: `${baseUrl}/a/b` }), ...recording] }, want: all },
    ],
    [
      'a recording of the same run twice',
      {
        given: { exchanges: [...recording, ...recording.map((each) => ({ ...each, index: 99 }))] },
        want: all,
      },
    ],
    [
      'exchanges of another method',
      { given: { exchanges: altered({ method: 'GET' }) }, want: all.map(() => another) },
    ],
    [
      'exchanges with another URL',
      { given: { exchanges: altered({ url: `${baseUrl}/a/b` }) }, want: all.map(() => another) },
    ],
    [
      'exchanges whose body was not kept',
      { given: { exchanges: altered({ body: null }) }, want: all.map(() => another) },
    ],
    [
      'no exchange at all',
      { given: { exchanges: [] }, want: all.map(() => 'the recording does not have it') },
    ],
    [
      'exchanges without a probe',
      {
        given: { exchanges: recording.map(({ probe, ...each }) => each) },
        want: all.map(() => 'the recording does not have it'),
      },
    ],
  ])('asks %s', (_, { given, want }) => {
    const { came, left } = replay(given)
    expect(came).toEqual(want)
    const { exchanges = recording } = given
    expect(left).toBe(exchanges.length - want.filter((each) => typeof each === 'number').length)
  })

  it('takes the expectation of now, and everything else as it was recorded', () => {
    const [probe] = probesOf(parameters)
    if (probe === undefined) throw new Error('There is no probe.')
    const expectation = { ...probe.expectation, fault: 'another word' }
    const { recorded } = startReplay(recording, { contract, baseUrl, secrets })
    const found = recorded({ ...probe, expectation }, requestOf(probe, own))
    expect(found).toEqual({ ...recording[0], probe: expectation })
  })
})
