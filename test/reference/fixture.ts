// What the tests of the reference provider share: our contract, one way to ask, and one way to judge the answer.
import { loadContract } from '../../src/adapters/contract-file.ts'
import { checks, probeChecks } from '../../src/checks/index.ts'
import { type Judgement, judge } from '../../src/checks/run.ts'
import type { Json, JsonObject } from '../../src/contract/json.ts'
import { statesPath } from '../../src/reference/control.ts'
import { createReferenceProvider, type ReferenceOptions } from '../../src/reference/provider.ts'
import type { Exchange, Headers as Fields } from '../../src/traffic/exchange.ts'
import { type NegativeProbe, refusalOf } from '../../src/traffic/plan.ts'

export const contract = await loadContract('openapi/blackbox.yaml')

export const id = '5b0f2a3c-8d41-4e6f-9a7b-0c1d2e3f4a5b'
export const otherId = '00000000-0000-4000-8000-000000000000'
export const twilio = `/api/v1/providers/twilio/${id}`
export const key = 'a-key-that-opens-nothing'

export type Asked = {
  method?: string
  path?: string
  headers?: Readonly<Record<string, string>>
  /** JSON of a value, unless it is given as a text or bytes. */
  json?: Json
  body?: string | Uint8Array<ArrayBuffer>
  anonymous?: boolean
}

export function requestOf(asked: Asked, origin = 'http://reference'): Request {
  const { method = 'GET', path = twilio, json, anonymous = false } = asked
  const body = json === undefined ? asked.body : JSON.stringify(json)
  return new Request(new URL(path, origin), {
    method,
    headers: {
      ...(anonymous ? {} : { authorization: `Bearer ${key}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...asked.headers,
    },
    ...(body === undefined ? {} : { body }),
  })
}

export type Answered = { status: number; headers: Headers; text: string; exchange: Exchange }

const fields = (headers: Headers): Fields => [...headers]

export type Provider = {
  ask: (asked: Asked) => Promise<Answered>
  /** Asks for a provider state; an answer other than 200 is an error. */
  enter: (state: string, params?: JsonObject) => Promise<void>
}

export function start(options: Partial<ReferenceOptions> = {}): Provider {
  const { fetch } = createReferenceProvider({ contract, ...options })
  const ask = async (asked: Asked): Promise<Answered> => {
    const request = requestOf(asked)
    const sent = new Uint8Array(await request.clone().arrayBuffer())
    const response = await fetch(request)
    const { status, headers } = response
    const body = new Uint8Array(await response.arrayBuffer())
    const { method, url } = request
    const exchange: Exchange = {
      kind: 'observed',
      source: 'reference',
      index: 0,
      request: { method, url, headers: fields(request.headers), body: sent },
      response: { status, headers: fields(headers), body },
    }
    return { status, headers, text: new TextDecoder().decode(body), exchange }
  }
  const enter = async (state: string, params: JsonObject = {}) => {
    const json = { state, params, action: 'setup' }
    const { status, text } = await ask({ method: 'POST', path: statesPath, json })
    if (status !== 200) throw new Error(text)
  }
  return { ask, enter }
}

/** What every rule says of an answer. */
export function judged({ exchange }: Answered): Judgement {
  return judge(exchange, contract, { checks, baseUrl: 'http://reference' })
}

/** Faults of the requests that must be refused and were not. */
export function served({ exchange }: Answered, probe: NegativeProbe): unknown[] {
  const { findings } = judge({ ...exchange, probe: refusalOf(probe) }, contract, {
    checks: probeChecks,
    baseUrl: 'http://reference',
  })
  return findings.map(({ args }) => args.fault)
}
