// A rule about the contract itself, as opposed to traffic.
import type { Gap, Rule, Violation } from '../checks/check.ts'
import type { Contract } from '../contract/contract.ts'
import type { Severity } from '../report.ts'

/** One breach of the OpenAPI Specification, as a linter of documents found it. */
export type DocumentProblem = {
  /** The linter's own name of the rule. */
  rule: string
  severity: Severity
  message: string
  /** JSON Pointer into `file`. */
  pointer: string
  file: string
  line: number
}

export type AuditInput = { contract: Contract; problems: readonly DocumentProblem[] }

export type Breach = Violation & {
  pointer: string
  /** Default: that of the rule. */
  severity?: Severity
  /** Where it stands, if not where the compiled contract says: its pointers are of the joined document. */
  place?: { file: string; line: number }
}

/** Its verdicts have their place in the contract only: `at` repeats the pointer. */
export type ContractRule = Rule & { run: (input: AuditInput) => Iterable<Breach | Gap> }

/** A fault at a place of the contract. */
export function breach(pointer: string, args: Violation['args']): Breach {
  return { kind: 'violation', at: pointer, pointer, args }
}
