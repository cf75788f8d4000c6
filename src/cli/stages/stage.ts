// What a stage of the gate is: one claim about the contract, proven or refuted.
import type { Subject } from '../../checks/subject.ts'
import type { Contract } from '../../contract/contract.ts'
import type { Finding, Inconclusive, Unchecked } from '../../report.ts'
import type { CommandContext } from '../command.ts'
import type { gateFlags } from '../gate-flags.ts'

export type StageInput = {
  context: CommandContext<typeof gateFlags>
  contract: Contract
  /** The file as the user named it. */
  path: string
  seed: number
  /** To be shown every exchange that is judged and really happened. */
  observe: (subject: Subject) => void
  /** To be shown, beside it, what a live API answered: no mock can show that a known finding is gone. */
  observeLive: (subject: Subject) => void
  /** Marks what is accepted for now, before the verdict of the stage. */
  mark: (findings: readonly Finding[]) => Finding[]
}

export type StageOutcome = {
  /** What was looked at, with counts: `4 operations, 12 examples`. */
  checked: string
  findings: readonly Finding[]
  unchecked: readonly Unchecked[]
  inconclusive?: readonly Inconclusive[]
  notes?: readonly string[]
  /** Traffic that was judged. */
  exchanges?: number
  /** Keys of the operations that it touched. */
  operations?: readonly string[]
  /** Why there was nothing to do: the stage is then skipped, not passed. */
  skipped?: string
}

export type GateStage = {
  name: string
  summary: string
  run: (input: StageInput) => Promise<StageOutcome>
}
