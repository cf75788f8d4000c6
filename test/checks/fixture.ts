// What the tests of rules are made of: contracts from a few lines of YAML, exchanges, and one way to judge both.
import { expect, test } from 'vitest'
import { loadContractText } from '../../src/adapters/contract-file.ts'
import type { Check } from '../../src/checks/check.ts'
import { judge } from '../../src/checks/run.ts'
import type { Contract } from '../../src/contract/contract.ts'
import type { Json } from '../../src/contract/json.ts'
import type { ContractPlace } from '../../src/report.ts'
import type { Body, Break, Exchange, Expectation, Headers } from '../../src/traffic/exchange.ts'

/** One exchange, of which only what matters is given: the rest is `GET /` answered by 200 and JSON. */
export type Given = {
  request?: string
  sent?: { headers?: Headers; body?: string | null }
  status?: number
  /** Fields beside `Content-Type: application/json`; one named Content-Type replaces it. */
  headers?: Headers
  /** Text, bytes, null for a body that was not kept, or a JSON value. */
  body?: Json | Uint8Array
  /** Taken as the text itself and not as a JSON string. */
  text?: string
  /** What must come, where the request is a probe. */
  probe?: Expectation
  /** How it ended, where no whole answer came. */
  broken?: Break
}

function bytesOf(given: Given): Body {
  if (given.text !== undefined) return new TextEncoder().encode(given.text)
  if (given.body === null) return null
  if (given.body instanceof Uint8Array) return given.body
  return new TextEncoder().encode(given.body === undefined ? '' : JSON.stringify(given.body))
}

export function exchangeOf(given: Given): Exchange {
  const [method = 'GET', url = '/'] = (given.request ?? 'GET /').split(' ')
  const { headers = [], body: sent = '' } = given.sent ?? {}
  const own = given.headers ?? []
  const typed = own.some(([name]) => name.toLowerCase() === 'content-type')
  return {
    kind: 'observed',
    source: 'test',
    index: 0,
    probe: given.probe,
    broken: given.broken,
    request: { method, url, headers, body: sent === null ? null : new TextEncoder().encode(sent) },
    response: {
      status: given.status ?? 200,
      headers: typed ? own : [['content-type', 'application/json'], ...own],
      body: bytesOf(given),
    },
  }
}

/** A contract of version 3.1 whose parts after `info` are given; faults in its references may stay. */
export function contractOf(parts: string): Promise<Contract> {
  const text = `openapi: 3.1.0\ninfo: {title: T, version: '1'}\n${parts}`
  return loadContractText('openapi.yaml', text, { allowUnchecked: true })
}

const placed = (place: ContractPlace | null) => (place === null ? '' : ` (${place.pointer})`)

/** What a rule says of an exchange: `error /place (pointer): words`, or `unchecked error …`. */
function verdictsOf(check: Check, contract: Contract, given: Given): string[] {
  const { findings, unchecked } = judge(exchangeOf(given), contract, { checks: [check] })
  return [
    ...findings.map(
      (each) => `${each.severity} ${each.at}${placed(each.contract)}: ${each.message}`,
    ),
    ...unchecked.map(
      (each) => `unchecked ${each.severity} ${each.at}${placed(each.contract)}: ${each.reason}`,
    ),
  ]
}

export type Clean = [name: string, row: { given: Given }]
export type Told = [name: string, row: { given: Given; want: string[] }]

export type Cases = {
  clean: readonly [Clean, ...Clean[]]
  violating: readonly [Told, ...Told[]]
  /** Or why the rule leaves nothing unchecked. */
  unchecked: readonly [Told, ...Told[]] | string
}

/** Holds a rule against one contract: at least one case of each kind. */
export function testRule(check: Check, parts: string, cases: Cases): void {
  const { clean, violating, unchecked } = cases
  const doubtful = typeof unchecked === 'string' ? [] : unchecked

  test('has cases of each kind', () => {
    expect([clean.length, violating.length, unchecked.length].map(Boolean)).toEqual([
      true,
      true,
      true,
    ])
    expect(violating.flatMap(([, { want }]) => want).length).toBeGreaterThan(0)
  })

  test.each([...clean])('is content with %s', async (_, { given }) => {
    expect(verdictsOf(check, await contractOf(parts), given)).toEqual([])
  })

  test.each([...violating])('finds %s', async (_, { given, want }) => {
    const verdicts = verdictsOf(check, await contractOf(parts), given)
    expect(verdicts).toEqual(want)
    expect(verdicts.some((each) => !each.startsWith('unchecked'))).toBe(true)
  })

  test.each([...doubtful])('leaves unchecked %s', async (_, { given, want }) => {
    const verdicts = verdictsOf(check, await contractOf(parts), given)
    expect(verdicts).toEqual(want)
    expect(verdicts.some((each) => each.startsWith('unchecked'))).toBe(true)
  })
}
