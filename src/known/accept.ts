// Turns findings of a run into entries for the file of known findings.
import { ToolError } from '../errors.ts'
import type { Finding } from '../report.ts'
import { type Accepted, type KnownEntry, withoutIndexes } from './known-entry.ts'
import { isAcceptable } from './known-findings.ts'

/** What `--accept` asks for, and the terms on which. */
export type Acceptances = {
  fingerprints: readonly string[]
  terms: Pick<Accepted, 'reason' | 'until' | 'owner' | 'link'>
}

// More would not be read.
const shown = 5

function listOf(findings: readonly Finding[]): string {
  const lines = new Map(
    findings
      .filter(isAcceptable)
      .map((each) => [each.fingerprint, `${each.fingerprint} (${each.rule} at ${each.at})`]),
  )
  if (lines.size === 0) return 'This run found nothing that could be accepted.'
  const rest = lines.size - shown
  const more = rest > 0 ? `, and ${rest} more` : ''
  return `This run found ${[...lines.values()].slice(0, shown).join(', ')}${more}.`
}

function entryOf(
  fingerprint: string,
  findings: readonly Finding[],
  terms: Acceptances['terms'],
): Accepted {
  const met = findings.filter((each) => each.fingerprint === fingerprint)
  const [first] = met
  if (first === undefined) {
    const message = `--accept: ${fingerprint} is not among the findings of this run.`
    throw new ToolError('E_USAGE', message, { hint: listOf(findings) })
  }
  const { rule, operation, at, contract } = first
  if (!isAcceptable(first) || operation === null) {
    throw new ToolError('E_USAGE', `--accept: ${rule} at ${at} cannot be accepted.`, {
      hint: 'Only what the API did with a documented operation can; mend the contract instead.',
    })
  }
  const statuses = met.flatMap(({ exchange }) => exchange?.status ?? [])
  return {
    fingerprint,
    rule,
    operation,
    at: withoutIndexes(at),
    pointer: contract?.pointer ?? null,
    statuses: [...new Set(statuses)].sort((a, b) => a - b),
    ...terms,
  }
}

/** Entries for what is to be accepted; throws E_USAGE where one of them did not occur. */
export function accept(
  { fingerprints, terms }: Acceptances,
  findings: readonly Finding[],
): Accepted[] {
  return [...new Set(fingerprints)].map((each) => entryOf(each, findings, terms))
}

/** What is accepted in the place of the entry that there is, which may be of other answers too. */
export function renewed(accepted: Accepted, before: readonly KnownEntry[]): Accepted {
  const entry = before.find(({ fingerprint }) => fingerprint === accepted.fingerprint)
  if (entry === undefined) return accepted
  if (entry.statuses.length === 0) return { ...accepted, statuses: [] }
  const statuses = [...new Set([...entry.statuses, ...accepted.statuses])].sort((a, b) => a - b)
  return { ...accepted, statuses }
}
