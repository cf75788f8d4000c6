// Rule: each pact between a version and those that it would meet has been verified, and holds.
import type { Rule } from '../checks/check.ts'
import { type Args, type Finding, fingerprint } from '../report.ts'

/** A pact of one consumer version, and what a version of its provider made of it. */
export type MatrixRow = {
  consumer: { name: string; version: string }
  /** Null: no version of the provider that was asked for has verified the pact. */
  provider: { name: string; version: string | null }
  /** Null: not verified yet. */
  verified: boolean | null
}

/** What a Pact Broker knows of a version and of those that it would meet. */
export type Matrix = {
  /** Whether the broker itself would deploy. */
  deployable: boolean
  /** Why, in its words. */
  reasons: readonly string[]
  rows: readonly MatrixRow[]
}

export const deployable: Rule = {
  id: 'deployable',
  title: 'Version may be deployed',
  why: 'Deployed, the version would meet others that do not understand it, or of which nobody knows.',
  severity: 'error',
  message: ({ consumer, provider, result, reason }) => {
    if (result === 'refused') return `the broker says: ${reason}`
    return result === 'failed'
      ? `${provider} does not honour the pact of ${consumer}`
      : `${provider} has not verified the pact of ${consumer} yet`
  },
}

function finding(at: string, args: Args): Finding {
  return {
    rule: deployable.id,
    severity: deployable.severity,
    operation: null,
    message: deployable.message(args),
    contract: null,
    at,
    exchange: null,
    args,
    fingerprint: fingerprint({ rule: deployable.id, operation: null, pointer: null, at }),
  }
}

function rowFindings({ consumer, provider, verified }: MatrixRow): Finding[] {
  if (verified === true) return []
  const where = provider.version ?? '(no version that it would meet)'
  const args = {
    consumer: `${consumer.name} ${consumer.version}`,
    provider: `${provider.name} ${where}`,
    result: verified === null ? 'unknown' : 'failed',
  }
  // Without versions, so that the same two are the same finding from one commit to the next.
  return [finding(`${consumer.name} → ${provider.name}`, args)]
}

/** What stands in the way of a version: rows that do not hold, else the reasons of the broker. */
export function deploymentFindings(matrix: Matrix, pacticipant: string): Finding[] {
  const found = matrix.rows.flatMap(rowFindings)
  if (matrix.deployable || found.length > 0) return found
  const reasons = matrix.reasons.length > 0 ? matrix.reasons : ['it gives no reason']
  return reasons.map((reason) => finding(pacticipant, { result: 'refused', reason }))
}
