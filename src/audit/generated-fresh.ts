// Rule: the generated files are what the contract makes of them, to the byte.
import type { Rule } from '../checks/check.ts'
import { type Finding, fingerprint } from '../report.ts'

export const generatedFresh: Rule = {
  id: 'generated-fresh',
  title: 'Generated file is up to date',
  why: 'Types and validators that lag behind the contract promise what it no longer says.',
  severity: 'error',
  message: ({ file, changes, mend }) => {
    const list = Array.isArray(changes) ? changes.map((each) => each.trim()).join('; ') : ''
    return `${file} ${list}. Run: ${mend}`
  },
}

/** The finding for one drifted file; `changes` says what drifted, `mend` is the command that helps. */
export function driftFinding(file: string, changes: readonly string[], mend: string): Finding {
  const args = { file, changes, mend }
  return {
    rule: generatedFresh.id,
    severity: generatedFresh.severity,
    operation: null,
    message: generatedFresh.message(args),
    contract: null,
    at: file,
    exchange: null,
    args,
    fingerprint: fingerprint({ rule: generatedFresh.id, operation: null, pointer: null, at: file }),
  }
}
