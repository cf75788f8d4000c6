// Proofs for the tests: of the contract in the package, or of a small one, judged as it is or sabotaged.
import { readFileSync } from 'node:fs'
import { loadContract, loadContractText } from '../../src/adapters/contract-file.ts'
import { checks } from '../../src/checks/index.ts'
import type { Contract } from '../../src/contract/contract.ts'
import { type Proof, type ProofOptions, proveContract } from '../../src/prove/prove.ts'

const blackbox = 'openapi/blackbox.yaml'

export function loadBlackbox(change: (text: string) => string = (text) => text): Promise<Contract> {
  return loadContractText(blackbox, change(readFileSync(blackbox, 'utf8')))
}

/** A contract that has what the package's own lacks: headers, forms, parameters and secrets of every kind. */
export function loadOrders(): Promise<Contract> {
  return loadContract('test/prove/orders.yaml')
}

export function proofOf(contract: Contract, options: Partial<ProofOptions> = {}): Proof {
  const steps = proveContract(contract, { checks, seed: 1, samples: 100, ...options })
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}

/** What was told of, shortly. */
export function toldBy({ findings }: Proof): string[] {
  return findings.map(
    ({ rule, operation, at, message }) => `${rule} ${operation} ${at}: ${message}`,
  )
}
