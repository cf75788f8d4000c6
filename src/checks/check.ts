// What a rule is: one file, one fault, found in a subject and told in one sentence.
import type { Args, Severity } from '../report.ts'
import type { Subject } from './subject.ts'

/** A fault that a rule found. */
export type Violation = {
  kind: 'violation'
  /** Place in the exchange: `/response/body/accountSid`. */
  at: string
  /** JSON Pointer of the broken constraint in the contract; null where it has no place there. */
  pointer: string | null
  args: Args
  /** The contract is not sure of this part (`x-evidence: assumed`): a warning, not an error. */
  assumed?: boolean
  /** Tells faults apart that are at the same place and break the same part. */
  aspect?: string
}

/** What a rule could not look at, and why. */
export type Gap = {
  kind: 'unchecked'
  at: string
  pointer: string | null
  reason: string
  /** Whether the contract itself is at fault (bad pattern, misspelt type): an error unless allowed. */
  contractFault: boolean
}

/** What every rule says of itself. Its `id` is its file's name, its test's, its README row's and its SARIF rule's. */
export type Rule = {
  id: string
  title: string
  /** What follows if the finding is ignored. One or two sentences. */
  why: string
  severity: Severity
  message: (args: Args) => string
}

/** A rule about traffic. */
export type Check = Rule & {
  /** Yields verdicts in document order; must not throw whatever the bytes are. */
  run: (subject: Subject) => Iterable<Violation | Gap>
}
