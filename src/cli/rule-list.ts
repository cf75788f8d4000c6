// Every rule that a finding can name: about traffic, about probes, about the contract, about its files.
import { contractRules } from '../audit/audit.ts'
import { generatedFresh } from '../audit/generated-fresh.ts'
import type { Rule } from '../checks/check.ts'
import { checks } from '../checks/index.ts'
import { requestRefused } from '../checks/request-refused.ts'

export const allRules: readonly Rule[] = [
  ...checks,
  requestRefused,
  ...contractRules,
  generatedFresh,
]
