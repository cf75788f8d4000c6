// Every rule that a finding can name: about traffic, about probes, about the contract, its files and its proof.
import { contractRules } from '../audit/audit.ts'
import { deployable } from '../audit/deployable.ts'
import { generatedFresh } from '../audit/generated-fresh.ts'
import type { Rule } from '../checks/check.ts'
import { checks, expectedChecks, probeChecks } from '../checks/index.ts'
import { pactHonoured } from '../checks/pact-honoured.ts'
import { evidenceRequired } from '../evidence/evidence-required.ts'
import { knownFindingCurrent } from '../known/known-finding-current.ts'
import { constraintBites } from '../prove/constraint-bites.ts'
import { noFalseAlarm } from '../prove/no-false-alarm.ts'

/** Those about what an API, its client or its recording did: a team may accept their findings for a while. */
export const trafficRules: readonly Rule[] = [
  ...checks,
  ...expectedChecks,
  ...probeChecks,
  pactHonoured,
]

export const allRules: readonly Rule[] = [
  ...trafficRules,
  knownFindingCurrent,
  evidenceRequired,
  ...contractRules,
  generatedFresh,
  constraintBites,
  noFalseAlarm,
  deployable,
]
