// What a probe was sent to see: read back from a recording, and whether an answer shows it.
import { type Json, member } from '../../contract/json.ts'
import type { Exchange, Expectation, Refusal } from '../exchange.ts'

const refusals: readonly string[] = [
  'refused',
  'absent',
  'unsupported',
  'negotiated',
] satisfies Refusal[]

function isRefusal(value: Json | undefined): value is Refusal {
  return typeof value === 'string' && refusals.includes(value)
}

// A longer text is none of ours.
const longest = 1000

function textIn(value: Json, name: string): string | undefined {
  const text = member(value, name)
  return typeof text === 'string' && text.length <= longest ? text : undefined
}

/** The expectation that a recording has kept; undefined for anything else. */
export function readExpectation(value: Json): Expectation | undefined {
  const id = textIn(value, 'id')
  const wanted = member(value, 'wanted')
  if (id === undefined) return undefined
  if (wanted === 'documented') return { id, wanted }
  const fault = textIn(value, 'fault')
  const pointer = textIn(value, 'pointer')
  const at = textIn(value, 'at')
  if (!isRefusal(wanted) || fault === undefined || at === undefined) return undefined
  const isPointer = pointer === '' || pointer?.startsWith('/')
  return isPointer && pointer !== undefined ? { id, wanted, fault, pointer, at } : undefined
}

/** Where a probe is wrong whose matter is the key itself. */
export const keyPlace = '/request/headers/authorization'

/** Whether an answer says that the provider had no time: nothing is known of what it would have answered. */
export function isBusy(status: number): boolean {
  return status === 429 || status === 503
}

/** Whether it was not the provider that answered, or only that it had no time: gateways say 502 and 504. */
export function isUnavailable(status: number): boolean {
  return isBusy(status) || status === 502 || status === 504
}

/**
 * Why an answer shows nothing of what its probe was sent to see; undefined where it does. A sound request may be
 * refused as the contract documents, and a wrong one for want of a key; a run that met nothing else has checked
 * nothing.
 */
export function inconclusive({
  probe,
  response: { status },
}: Pick<Exchange, 'probe' | 'response'>): string | undefined {
  if (probe === undefined) return undefined
  if (isBusy(status)) return `the provider had no time (${status})`
  if (isUnavailable(status)) return `a gateway answered for the provider (${status})`
  if (probe.wanted !== 'documented') {
    const isOfKey = probe.at === keyPlace || probe.wanted === 'unsupported'
    return status === 401 && !isOfKey ? 'the key was not accepted (401)' : undefined
  }
  if (status === 401 || status === 403) return `the key was not accepted (${status})`
  if (status === 404 || status === 410) return `nothing is there under the values given (${status})`
  return status >= 400 && status < 500 ? `the request was refused (${status})` : undefined
}
