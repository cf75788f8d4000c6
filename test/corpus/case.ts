// One answer of the corpus with what a judge must find in it, and the parts that answers are made of.
import type { Json, JsonObject } from '../../src/contract/json.ts'
import type { Severity } from '../../src/report.ts'

/** The provider that every request of the corpus asks for. */
export const ID = '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
export const OTHER_ID = 'c0a80101-0000-4000-8000-00000000beef'
/** The credential of the recording; it opens nothing. */
export const KEY = 'corpus-key-that-opens-nothing'
/** Thirty-two hexadecimal digits where an Auth Token would have them. */
export const TOKEN = 'f'.repeat(32)

export const TWILIO = `/api/v1/providers/twilio/${ID}`
export const GENERIC = `/api/v1/providers/${ID}`
export const NUMBERS = `${TWILIO}/available-numbers`

/** Ports of the recording as committed; the server itself takes whatever is free. */
export const ORIGIN = 'http://127.0.0.1:4010'
export const ELSEWHERE = 'http://127.0.0.1:4011'

/** The request field that says which answer is wanted. */
export const CASE_FIELD = 'x-case'

export type Request = {
  method?: string
  path?: string
  headers?: Readonly<Record<string, string>>
  body?: string
  /** Asked of another server than the provider's. */
  elsewhere?: boolean
  /** Asked by a page of another origin, so that the browser sends a preflight first. */
  crossOrigin?: boolean
  /** Recorded without its Authorization field. */
  anonymous?: boolean
}

export type Answer = {
  request?: Request
  status?: number
  headers?: Readonly<Record<string, string>>
  /** Text, or bytes that are no UTF-8 text. */
  body?: string | Uint8Array
  /** The recorder did not keep the body. */
  lost?: boolean
  /** A recording browser would mend or drop it, so it goes into the hand-made entries. */
  raw?: boolean
}

export type Want = { rule: string; at: string; severity: Severity }

export type Case = readonly [name: string, row: { given: Answer; want: readonly Want[] }]

/** A finding of severity error. */
export function error(rule: string, at: string): Want {
  return { rule, at, severity: 'error' }
}

export function warning(rule: string, at: string): Want {
  return { rule, at, severity: 'warning' }
}

const check = {
  checkName: 'Credentials',
  message: 'The credentials are valid.',
  status: 'passed',
  timestamp: '2026-03-02T09:15:00Z',
  details: {},
}

const verified = {
  name: 'Support line',
  providerType: 'twilio',
  accountSid: `AC${'a'.repeat(32)}`,
  id: ID,
  verificationStatus: 'verified',
  lastVerifiedAt: '2026-03-02T09:15:00Z',
  phoneNumberCount: 3,
  verificationDetails: [check],
  trunkSid: `TK${'b'.repeat(32)}`,
  terminationUri: 'sip:acme-support.pstn.twilio.com',
  region: 'us1',
  supportsCallTransfer: true,
}

/** A provider that obeys the contract, but for the members given here. */
export function provider(members: JsonObject = {}): string {
  return JSON.stringify({ ...verified, ...members })
}

/** A provider that lacks members. */
export function providerWithout(...names: readonly string[]): string {
  const kept = Object.entries(verified).filter(([name]) => !names.includes(name))
  return JSON.stringify(Object.fromEntries(kept))
}

/** A provider whose only check differs in the members given here. */
export function providerWithCheck(members: JsonObject): string {
  return provider({ verificationDetails: [{ ...check, ...members }] })
}

/** A provider whose only check has these particulars. */
export function providerWithDetails(details: Json): string {
  return providerWithCheck({ details })
}

/** A provider in which one member is written as this JSON text, right or wrong. */
export function providerWithText(name: string, text: string): string {
  const rest = JSON.parse(providerWithout(name))
  return `{${JSON.stringify(name)}:${text},${JSON.stringify(rest).slice(1)}`
}

export function problem(status: number, members: JsonObject = {}): string {
  const title = status === 401 ? 'Unauthorized' : 'Not Found'
  return JSON.stringify({ type: 'about:blank', title, status, detail: 'Not here.', ...members })
}

/** The fields of an answer that names none. */
export const json = { 'content-type': 'application/json' }
export const problemJson = { 'content-type': 'application/problem+json' }
