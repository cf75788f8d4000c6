// Rule about probes: a request that breaks the contract is refused with a 4xx, not served and not crashed on.

import type { Contract } from '../contract/contract.ts'
import { type Finding, fingerprint } from '../report.ts'
import type { NegativeProbe } from '../traffic/plan.ts'
import type { Rule } from './check.ts'
import { contractPlace } from './place.ts'

export const requestRefused: Rule = {
  id: 'request-refused',
  title: 'Wrong request is refused',
  why: 'A provider that serves what its contract forbids lets strangers in, or lets mistakes pass unseen.',
  severity: 'error',
  message: ({ fault, status }) =>
    `a request with ${fault} is answered with ${status}, not with a 4xx`,
}

/** The finding for a wrong request that was not refused; undefined where it was. */
export function judgeRefusal(
  probe: NegativeProbe,
  answer: { source: string; index: number; url: string; status: number },
  contract: Contract,
): Finding | undefined {
  const { status, source, index, url } = answer
  if (status >= 400 && status < 500) return undefined
  const { operation, pointer, at, fault } = probe
  const args = { fault, status }
  return {
    rule: requestRefused.id,
    severity: requestRefused.severity,
    operation: operation.key,
    message: requestRefused.message(args),
    contract: contractPlace(contract, pointer),
    at,
    exchange: { source, index, method: operation.method, url, status },
    args,
    fingerprint: fingerprint({
      rule: requestRefused.id,
      operation: operation.key,
      pointer,
      at: `${at} ${fault}`,
    }),
  }
}
