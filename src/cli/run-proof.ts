// Runs a proof for a command or a stage: tells how far it is, and stops where the user interrupts.
import { setImmediate } from 'node:timers/promises'
import { checks } from '../checks/index.ts'
import type { Contract } from '../contract/contract.ts'
import { type Proof, type ProofOptions, proveContract } from '../prove/prove.ts'
import { number } from '../reporters/words.ts'

type Watched = { signal: AbortSignal; progress: (text: string) => void }

/** The whole proof. Between two operations, whatever waits has its turn: an interrupt above all. */
export async function runProof(
  contract: Contract,
  options: Omit<ProofOptions, 'checks'>,
  { signal, progress }: Watched,
): Promise<Proof> {
  const all = options.operations?.length ?? contract.operations.length
  const proving = proveContract(contract, { ...options, checks })
  let done = 0
  for (let step = proving.next(); ; step = proving.next()) {
    if (step.done) {
      progress('')
      return step.value
    }
    progress(`proving ${step.value.key} (${number(++done)} of ${number(all)})`)
    await setImmediate()
    signal.throwIfAborted()
  }
}
