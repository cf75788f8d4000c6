// Stage `proof`: each constraint of the contract bites, and what obeys the contract passes.
import { count, number } from '../../reporters/words.ts'
import { chosenOperations } from '../operation-option.ts'
import { runProof } from '../run-proof.ts'
import type { GateStage } from './stage.ts'

// Enough for every constraint; `prove` takes more. The gate is to be waited for.
const samples = 1000

// The proof of a thousand operations takes minutes, and `prove` is there for it.
const mostOperations = 100

export const proofStage: GateStage = {
  name: 'proof',
  summary: 'Each constraint bites: what breaks it is found, and what obeys all of them passes',
  async run({ contract, context, seed }) {
    const { operation: named } = context.options
    const chosen = chosenOperations(contract, named)
    const operations = named.length > 0 ? chosen : chosen.slice(0, mostOperations)
    const rest = chosen.length - operations.length
    const { total, findings, unsampled } = await runProof(
      contract,
      { seed, samples, operations },
      context,
    )
    const { constraints, caught, valid } = total
    const left = unsampled.filter(({ isImplied }) => !isImplied).length
    const notes = [
      ...(left > 0 ? [`proof: no sample of ${count(left, 'constraint')}; prove lists them`] : []),
      ...(rest > 0 ? [`proof: not of ${count(rest, 'more operation')}; prove takes all`] : []),
    ]
    const outcome = { findings, unchecked: [], notes }
    if (caught + total.missed + valid === 0) {
      return { ...outcome, checked: '', skipped: 'there is nothing to prove' }
    }
    const checked = `${count(constraints, 'constraint')}, ${number(caught)} caught, ${number(valid)} valid`
    return { ...outcome, checked, operations }
  },
}
