// Finds in a recording what came of the probes of a plan, so that a run can be judged again without its provider.
import { plainName } from '../../contract/secrets.ts'
import { type Exchange, headerValue } from '../exchange.ts'
import { placeKey } from '../placed-key.ts'
import { redactUrl } from '../redact-url.ts'
import { exchangeRedactor, type RedactionOptions } from '../secrets/redact-exchange.ts'
import type { LiveProbe } from './plan.ts'

export type Replay = {
  /** The exchange of a probe that would send this request now, or the reason why it was not recorded. */
  recorded: (probe: LiveProbe, request: Request) => Exchange | string
  /** How many exchanges no probe has asked for so far. */
  left: () => number
}

function asExchange({ request }: LiveProbe, { method, url, headers }: Request): Exchange {
  const body = new TextEncoder().encode(request.body?.text ?? '')
  return {
    kind: 'observed',
    source: '',
    index: 0,
    request: { method, url, headers: [...headers], body },
    response: { status: 0, headers: [], body: new Uint8Array() },
  }
}

function isEqual(one: Exchange['request']['body'], other: Exchange['request']['body']): boolean {
  if (one === null || other === null) return one === other
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

/** Whether two requests without their secrets are the same; of credentials it counts whether there are any. */
function isSameRequest(one: Exchange, other: Exchange, { contract }: RedactionOptions): boolean {
  const [left, right] = [one.request, other.request]
  const placed = placeKey(contract.document, '')
  const credentials = new Set(
    [...Object.keys(placed.headers), 'cookie'].map((name) => name.toLowerCase()),
  )
  const keys = Object.keys(placed.query).map((name): [string, null] => [plainName(name), null])
  const secrets = new Map<string, unknown>([...contract.secrets, ...keys])
  const names = [...left.headers, ...right.headers].map(([name]) => name.toLowerCase())
  const isSameField = (name: string) => {
    const [ours, theirs] = [headerValue(left.headers, name), headerValue(right.headers, name)]
    return credentials.has(name) ? (ours === undefined) === (theirs === undefined) : ours === theirs
  }
  return (
    left.method === right.method &&
    redactUrl(left.url, { secrets }) === redactUrl(right.url, { secrets }) &&
    isEqual(left.body, right.body) &&
    names.every(isSameField)
  )
}

/**
 * Answers the probes of a plan from exchanges that were recorded with secrets redacted by these options. The
 * recorded exchange is judged, request included: an answer that repeats a key holds its stand-in.
 */
export function startReplay(exchanges: readonly Exchange[], options: RedactionOptions): Replay {
  const redact = exchangeRedactor(options)
  const asked = new Set<Exchange>()
  return {
    recorded: (probe, request) => {
      const { expectation } = probe
      const same = exchanges.filter((each) => each.probe?.id === expectation.id)
      if (same.length === 0) return 'the recording does not have it'
      const planned = redact(asExchange(probe, request))
      const found = same.find((each) => isSameRequest(planned, each, options))
      if (found === undefined) return 'the recording has another request for it'
      asked.add(found)
      return { ...found, probe: expectation }
    },
    left: () => exchanges.length - asked.size,
  }
}
