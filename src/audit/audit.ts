// Judges a contract by the rules about contracts. The list here is the only one.
import type { Gap } from '../checks/check.ts'
import { contractPlace } from '../checks/place.ts'
import type { Contract } from '../contract/contract.ts'
import { type Finding, fingerprint, type Unchecked } from '../report.ts'
import type { Breach, ContractRule, DocumentProblem } from './contract-rule.ts'
import { evidenceComplete } from './evidence-complete.ts'
import { exampleObeys } from './example-obeys.ts'
import { extensionUnderstood } from './extension-understood.ts'
import { keywordUnderstood } from './keyword-understood.ts'
import { openapiValid } from './openapi-valid.ts'

export const contractRules: readonly ContractRule[] = [
  openapiValid,
  keywordUnderstood,
  extensionUnderstood,
  exampleObeys,
  evidenceComplete,
]

function toFinding(contract: Contract, rule: ContractRule, verdict: Breach): Finding {
  const { at, pointer, args, place } = verdict
  return {
    rule: rule.id,
    severity: verdict.severity ?? rule.severity,
    operation: null,
    message: rule.message(args),
    contract: place === undefined ? contractPlace(contract, pointer) : { pointer, ...place },
    at,
    exchange: null,
    args,
    fingerprint: fingerprint({ rule: rule.id, operation: null, pointer, at }),
  }
}

function toUnchecked(contract: Contract, rule: ContractRule, gap: Gap): Unchecked {
  return {
    rule: rule.id,
    severity: gap.contractFault ? 'error' : 'warning',
    operation: null,
    reason: gap.reason,
    contract: contractPlace(contract, gap.pointer),
    at: gap.at,
    exchange: null,
  }
}

/** All that is wrong with a contract itself. `problems` come from a linter of OpenAPI documents. */
export function auditContract(
  contract: Contract,
  problems: readonly DocumentProblem[],
): { findings: Finding[]; unchecked: Unchecked[] } {
  const findings: Finding[] = []
  const unchecked: Unchecked[] = []
  for (const rule of contractRules) {
    for (const verdict of rule.run({ contract, problems })) {
      if (verdict.kind === 'violation') findings.push(toFinding(contract, rule, verdict))
      else unchecked.push(toUnchecked(contract, rule, verdict))
    }
  }
  return { findings, unchecked }
}
