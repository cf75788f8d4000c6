// Holds what a run found against what is accepted: known, expired, widened, or gone.
import type { Acceptance, Finding } from '../report.ts'
import type { Accepted, KnownEntry } from './known-entry.ts'
import { fixedFinding } from './known-finding-current.ts'

function termsOf({ reason, until, owner, link }: Accepted): Acceptance {
  return {
    reason,
    until,
    ...(owner === undefined ? {} : { owner }),
    ...(link === undefined ? {} : { link }),
  }
}

/** Only what an API did to a documented operation is accepted: the contract and its files are ours to mend. */
export function isAcceptable({ exchange, operation }: Finding): boolean {
  return exchange !== null && operation !== null
}

function covers({ fingerprint, statuses }: Accepted, finding: Finding): boolean {
  if (fingerprint !== finding.fingerprint || !isAcceptable(finding)) return false
  const status = finding.exchange?.status
  return statuses.length === 0 || (typeof status === 'number' && statuses.includes(status))
}

/** Whether a finding breaks what an entry accepts as broken at another place, or in another answer. */
function widens({ rule, pointer }: Accepted, finding: Finding): boolean {
  if (rule !== finding.rule || pointer === null || !isAcceptable(finding)) return false
  return finding.contract?.pointer === pointer
}

/** The findings, each with what is accepted of it. A day counts to its end, in UTC. */
export function applyKnown(
  findings: readonly Finding[],
  entries: readonly Accepted[],
  today: string,
): Finding[] {
  return findings.map((given): Finding => {
    const { known: _, expired: __, widens: ___, ...finding } = given
    const entry = entries.find((each) => covers(each, finding))
    if (entry !== undefined) {
      const terms = termsOf(entry)
      return entry.until < today ? { ...finding, expired: terms } : { ...finding, known: terms }
    }
    const other = entries.find((each) => widens(each, finding))
    if (other === undefined) return finding
    return { ...finding, widens: { fingerprint: other.fingerprint, ...termsOf(other) } }
  })
}

/** A finding for each entry whose fault this run would have shown, and did not. */
export function fixedFindings(
  findings: readonly Finding[],
  exercised: ReadonlySet<KnownEntry>,
  path: string,
): Finding[] {
  const occurred = new Set(findings.map(({ fingerprint }) => fingerprint))
  return [...exercised]
    .filter(({ fingerprint }) => !occurred.has(fingerprint))
    .map((entry) => fixedFinding(path, entry))
}
