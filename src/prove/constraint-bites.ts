// Rule: each constraint of the contract is one that breaks something: what breaks it is found.
import type { Rule } from '../checks/check.ts'
import { contractPlace } from '../checks/place.ts'
import { spell } from '../checks/secret-leak.ts'
import { shown } from '../checks/words.ts'
import type { Contract } from '../contract/contract.ts'
import { tokens } from '../contract/json.ts'
import { type Finding, fingerprint } from '../report.ts'
import type { Flaw } from './flaw.ts'

export const constraintBites: Rule = {
  id: 'constraint-bites',
  title: 'Constraint bites',
  why: 'What breaks this part of the contract would pass unseen: the green of a run says nothing about it.',
  severity: 'error',
  message: ({ how, value }) => {
    const words = value === null ? '' : `; the value is ${value}`
    return `goes unnoticed: ${how}${words}`
  },
}

/** The finding for a flaw of which nobody said what was due. */
export function slipped(contract: Contract, operation: string, flaw: Flaw): Finding {
  const { breaks: pointer, at, how, rule = null, severity, value } = flaw
  const isSecret = tokens(at).some((name) => contract.secrets.has(spell(name)))
  const words = value === undefined ? null : isSecret ? 'a secret' : shown(value)
  const args = { how, value: words, due: severity, rule }
  return {
    rule: constraintBites.id,
    severity: constraintBites.severity,
    operation,
    message: constraintBites.message(args),
    contract: contractPlace(contract, pointer),
    at,
    exchange: null,
    args,
    fingerprint: fingerprint({ rule: constraintBites.id, operation, pointer, at }),
  }
}
