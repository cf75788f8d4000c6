// Rule: what is accepted as a known finding still occurs, so that the list does not outlive the faults.
import type { Rule } from '../checks/check.ts'
import { type Finding, fingerprint as fingerprintOf } from '../report.ts'
import type { KnownEntry } from './known-entry.ts'

export const knownFindingCurrent: Rule = {
  id: 'known-finding-current',
  title: 'Known finding still occurs',
  why: 'An entry that outlives its fault hides the next one at the same place.',
  severity: 'warning',
  message: ({ rule, place, fingerprint, reason }) =>
    `${rule} at ${place} no longer occurs: remove the entry ${fingerprint} (${reason})`,
}

/** The finding for an entry that this run had every chance to see, and did not. */
export function fixedFinding(path: string, entry: KnownEntry): Finding {
  const { rule, at, fingerprint, reason, operation, line } = entry
  const args = { rule, place: at, fingerprint, reason }
  const { id, severity, message } = knownFindingCurrent
  const identity = { rule: id, operation, pointer: null, at: fingerprint }
  return {
    rule: id,
    severity,
    operation,
    message: message(args),
    contract: null,
    at: `${path}:${line}`,
    exchange: null,
    args,
    fingerprint: fingerprintOf(identity),
  }
}
