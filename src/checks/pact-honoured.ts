// Rule about verifications: a provider answers each interaction of a pact as its consumer needs it.
import type { Contract } from '../contract/contract.ts'
import { isObject, type Json, tokens } from '../contract/json.ts'
import { matchOperation } from '../contract/match.ts'
import { type ExchangePlace, type Finding, fingerprint, type Unchecked } from '../report.ts'
import { readBody } from '../traffic/body.ts'
import { cutText } from '../traffic/cut-text.ts'
import { type Exchange, headerValue } from '../traffic/exchange.ts'
import { redactUrl } from '../traffic/redact-url.ts'
import type { Rule } from './check.ts'
import { contractPlace } from './place.ts'
import { spell } from './secret-leak.ts'
import { bodyValue, createSubject } from './subject.ts'

export const pactHonoured: Rule = {
  id: 'pact-honoured',
  title: 'Provider honours the pact',
  why: 'A consumer relies on what its pact says: where the provider answers otherwise, that consumer breaks.',
  severity: 'error',
  message: ({ consumer, fault }) => `breaks the pact with ${consumer}: ${fault}`,
}

/** An interaction that a provider was held to, or should have been. */
export type Promised = {
  consumer: string
  /** Not to be honoured yet: its faults are warnings. */
  pending: boolean
  /** The interaction with what the provider answered; where it was not asked, with no answer. */
  exchange: Omit<Exchange, 'response'> & { response: Exchange['response'] | undefined }
  /** The interaction in words. */
  interaction: string
  baseUrl: string
}

/** What it came to; at least one of mismatches and error is there. */
export type BrokenPromise = Promised & {
  mismatches: readonly { at: string; text: string }[]
  error: { at: string; text: string } | undefined
}

// A difference of whole bodies may be as long as they are.
const longest = 300

/** Strings that stand in secret members, anywhere in a value. */
function* secretStrings(contract: Contract, root: Json | undefined): Generator<string> {
  const waiting: (Json | undefined)[] = [root]
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (typeof value !== 'object' || value === null) continue
    for (const [name, held] of Object.entries(value)) {
      const isSecret = isObject(value) && contract.secrets.has(spell(name))
      if (isSecret && typeof held === 'string') yield held
      else waiting.push(held)
    }
  }
}

/** Everything in an exchange that no text may repeat, the longest first. */
function hiddenIn(contract: Contract, exchange: Exchange): string[] {
  const { request, response } = exchange
  const values = [request, response].flatMap(({ headers, body }) => [
    ...secretStrings(contract, bodyValue(readBody(body, headerValue(headers, 'content-type')))),
    ...headers.flatMap(([name, value]) => (contract.secrets.has(spell(name)) ? [value] : [])),
  ])
  const forms = values.flatMap((each) => [each, JSON.stringify(each).slice(1, -1)])
  const all = [...forms, ...createSubject(exchange, contract).credentials]
  return [...new Set(all)].filter((each) => each !== '').sort((a, b) => b.length - a.length)
}

/** Where an interaction stands, and what no text about it may repeat. */
function placeOf({ exchange, interaction, baseUrl }: Promised, contract: Contract) {
  const { source, index, request, response } = exchange
  const empty = { status: 0, headers: [], body: new Uint8Array() }
  const hidden = hiddenIn(contract, { ...exchange, response: response ?? empty })
  const hide = (text: string) => hidden.reduce((rest, each) => rest.replaceAll(each, '***'), text)
  const { operation } = matchOperation(contract, request, baseUrl)
  const place: ExchangePlace = {
    source,
    index,
    interaction,
    method: request.method,
    url: hide(redactUrl(request.url, contract)),
    status: response?.status ?? null,
  }
  return { hide, operation, place }
}

/** An interaction that could not be verified through no fault of the provider's. */
export function leaveUnread(promised: Promised, reason: string, contract: Contract): Unchecked {
  const { hide, operation, place } = placeOf(promised, contract)
  return {
    rule: pactHonoured.id,
    severity: 'warning',
    operation: operation?.key ?? null,
    reason: cutText(`the interaction cannot be read by Pact's verifier: ${hide(reason)}`, longest),
    contract: contractPlace(contract, operation?.pointer ?? null),
    at: '/request',
    exchange: place,
  }
}

/** The findings for an interaction that the provider does not honour, one for each place. */
export function judgePromise(promise: BrokenPromise, contract: Contract): Finding[] {
  const { consumer, interaction, mismatches, error, pending } = promise
  const { hide, operation, place } = placeOf(promise, contract)
  const key = operation?.key ?? null
  return [...mismatches, ...(error === undefined ? [] : [error])].map(({ at, text }) => {
    const isSecret = tokens(at).some((name) => contract.secrets.has(spell(name)))
    const shown = isSecret && text !== 'is missing' ? 'a secret is not as expected' : hide(text)
    const fault = cutText(shown, longest)
    const args = { consumer, fault, pending }
    return {
      rule: pactHonoured.id,
      severity: pending ? 'warning' : pactHonoured.severity,
      operation: key,
      message: pactHonoured.message(args),
      contract: contractPlace(contract, operation?.pointer ?? null),
      at: hide(at),
      exchange: place,
      args,
      fingerprint: fingerprint({
        rule: pactHonoured.id,
        operation: key,
        pointer: null,
        at: `${at} ${interaction}`,
      }),
    }
  })
}
