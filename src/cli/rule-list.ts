// Every rule that a finding can name: about traffic, about probes, about the contract, its files and its proof.
import { contractRules } from '../audit/audit.ts'
import { generatedFresh } from '../audit/generated-fresh.ts'
import type { Rule } from '../checks/check.ts'
import { checks } from '../checks/index.ts'
import { requestRefused } from '../checks/request-refused.ts'
import { evidenceRequired } from '../evidence/evidence-required.ts'
import { constraintBites } from '../prove/constraint-bites.ts'
import { noFalseAlarm } from '../prove/no-false-alarm.ts'

export const allRules: readonly Rule[] = [
  ...checks,
  requestRefused,
  evidenceRequired,
  ...contractRules,
  generatedFresh,
  constraintBites,
  noFalseAlarm,
]
