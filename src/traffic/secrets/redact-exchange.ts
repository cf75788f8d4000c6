// Exchanges as they may be kept: stand-ins for all secrets, so made that the rules judge them as before.
import type { Contract } from '../../contract/contract.ts'
import type { Exchange } from '../exchange.ts'
import { type ExchangeParts, type Part, partsOfExchange, writeParts } from './exchange-parts.ts'
import { answeredSecrets, deepestText, type KnownSecrets, sentSecrets } from './known-secrets.ts'
import { secretPlaces } from './places.ts'
import { redactText, type StandIns, standInsWithin } from './redact-text.ts'
import { createSecretSearch, type SecretSearch } from './search.ts'
import { standIn, standInsFor } from './stand-in.ts'

export type RedactionOptions = {
  contract: Contract
  /** A base URL beside the contract's servers, under which the exchanges may lie. */
  baseUrl?: string | undefined
  /** Values that are secret wherever they stand; those under six characters are not sought. */
  secrets: readonly string[]
}

type Context = { contract: Contract; depth?: number }

function textsOf({ url, request, response }: ExchangeParts): string[] {
  const fields = [...request.headers, ...response.headers].flat()
  const parts = [url, ...fields, request.body, response.body]
  return parts.flatMap((part) => (part === undefined ? [] : [part.text]))
}

function write(part: Part, standIns: StandIns, { contract, depth = 0 }: Context): string {
  const nested = depth >= deepestText ? [] : part.nested
  const edits = nested.flatMap(({ start, end, text, write: rewrite }) => {
    const inner = { text, ...secretPlaces(contract, text) }
    const written = write(inner, standIns, { contract, depth: depth + 1 })
    return written === text ? [] : [{ start, end, text: rewrite(written) }]
  })
  return redactText(part.text, [...part.secrets, ...edits], standIns)
}

type Prepare = (secrets: readonly string[]) => SecretSearch

/** Stand-ins for what was sent first: what came may hold them in any form. */
function settle(
  parts: ExchangeParts,
  { sent, came }: { sent: KnownSecrets; came: KnownSecrets },
  prepare: Prepare,
): StandIns {
  const texts = textsOf(parts)
  const isTaken = (each: string) => texts.some((text) => text.includes(each))
  const standInsOf = (done: ReadonlyMap<string, string>, secrets: readonly string[]): StandIns => ({
    secrets,
    of: (value) => done.get(value) ?? standIn(value, 0),
    search: prepare(secrets),
    forms: new Map(),
  })
  const done = standInsFor([...sent.known.values()], { isTaken })
  const first = standInsOf(done, [...sent.sought])
  if (came.known.size === 0) return first
  const innerOf = (value: string) => standInsWithin(value, first)
  const all = standInsFor([...came.known.values()], { done, isTaken, innerOf })
  return standInsOf(all, [...sent.sought, ...came.sought])
}

/**
 * A function that replaces every secret of an exchange by a stand-in of the same length: credentials, what
 * the contract calls secret, cookies, and the given values, in whatever form they stand. Within an exchange
 * a secret has one stand-in, so that an answer that repeats a credential still does.
 *
 * All rules judge the result as they judge the exchange, unless a secret is also an ordinary word of it.
 */
export function exchangeRedactor(options: RedactionOptions): (exchange: Exchange) => Exchange {
  const { contract, secrets } = options
  // Most exchanges hold the same secrets, and to be ready for them takes a while.
  const last = new Map<string, SecretSearch>()
  const prepare: Prepare = (values) => {
    const key = JSON.stringify(values)
    const search = last.get(key) ?? createSecretSearch(values)
    if (last.size > 3) last.clear()
    last.set(key, search)
    return search
  }
  return (exchange) => {
    const parts = partsOfExchange(options, exchange)
    const sent = sentSecrets(contract, parts, secrets)
    const came = answeredSecrets(contract, parts, sent)
    if (sent.known.size + came.known.size === 0) return exchange
    const standIns = settle(parts, { sent, came }, prepare)
    return writeParts(exchange, parts, (part) => write(part, standIns, { contract }))
  }
}
