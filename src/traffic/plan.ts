// Which requests are worth sending: for each operation its documented answers, and what must be refused.
import type { Contract, Operation } from '../contract/contract.ts'
import { evaluate } from '../contract/evaluate.ts'
import { at, join, member } from '../contract/json.ts'
import type { Expectation } from './exchange.ts'
import { keyPlace } from './live/expectation.ts'
import { type ProbeRequest, requestFor } from './probe-request.ts'

/** A request whose answer of one documented status is wanted. */
export type PositiveProbe = { operation: Operation; status: number; request: ProbeRequest }

/** A request that must be refused, and what is wrong with it. */
export type NegativeProbe = {
  operation: Operation
  fault: 'no key' | `malformed ${string}`
  request: ProbeRequest
  /** Pointer of what the contract says about the part that is wrong. */
  pointer: string
  /** Place in the exchange of that part. */
  at: string
}

export type Plan = {
  positive: readonly PositiveProbe[]
  negative: readonly NegativeProbe[]
  /** What cannot be asked for, and why. */
  left: readonly { operation: Operation; reason: string }[]
}

/** What must come of such a request. */
export function refusalOf({ operation, fault, pointer, at: place }: NegativeProbe): Expectation {
  return { id: `${operation.key} ${fault}`, wanted: 'refused', fault, pointer, at: place }
}

/** A value that no identifier of a documented form has. */
const malformed = 'not a valid value!'

/** The statuses that can be asked for by number: not `4XX`, not `default`, not those on the way. */
function statusesOf({ responses }: Operation): number[] {
  return responses
    .filter(({ status }) => /^[2-5]\d\d$/.test(status))
    .map((each) => Number(each.status))
}

/** Pointer of what the contract says about keys. */
export function securityPointer(contract: Contract, operation: Operation): string {
  const own = member(at(contract.document, operation.pointer), 'security')
  return own === undefined ? '/security' : join(operation.pointer, 'security')
}

function refusals(
  contract: Contract,
  operation: Operation,
  request: ProbeRequest,
): NegativeProbe[] {
  const broken = operation.parameters.filter(({ in: place, schema }) => {
    if (place !== 'path' || schema === undefined) return false
    return evaluate({ ...contract, direction: 'request' }, schema, malformed).faults.length > 0
  })
  const keyless: NegativeProbe = {
    operation,
    fault: 'no key',
    request,
    pointer: securityPointer(contract, operation),
    at: keyPlace,
  }
  return [
    ...(operation.secured ? [keyless] : []),
    ...broken.map(({ name, pointer }): NegativeProbe => {
      const path = { ...request.path, [name]: malformed }
      const fault = `malformed ${name}` as const
      const place = join('/request/path', name)
      return { operation, fault, request: { ...request, path }, pointer, at: place }
    }),
  ]
}

/** Plans probes for some operations of a contract. */
export function planProbes(contract: Contract, operations = contract.operations): Plan {
  const positive: PositiveProbe[] = []
  const negative: NegativeProbe[] = []
  const left: { operation: Operation; reason: string }[] = []
  for (const operation of operations) {
    const request = requestFor(contract, operation)
    if (typeof request === 'string') {
      left.push({ operation, reason: request })
      continue
    }
    const statuses = statusesOf(operation)
    if (statuses.length === 0) left.push({ operation, reason: 'it documents no status by number' })
    for (const status of statuses) positive.push({ operation, status, request })
    negative.push(...refusals(contract, operation, request))
  }
  return { positive, negative, left }
}
