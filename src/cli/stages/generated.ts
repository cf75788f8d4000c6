// Stage `generated`: types and validators are what the contract makes of them.
import { join, resolve } from 'node:path'
import { findDrift, outputsFor } from '../../adapters/generated-files.ts'
import { driftFinding } from '../../audit/generated-fresh.ts'
import { driftLines } from '../../codegen/drift.ts'
import { count } from '../../reporters/words.ts'
import { generatedTarget } from '../generated-target.ts'
import type { GateStage } from './stage.ts'

export const generatedStage: GateStage = {
  name: 'generated',
  summary: 'Types and validators are what the contract makes of them, to the byte',
  async run({ contract, context }) {
    const target = generatedTarget(context)
    if (target === undefined) {
      const skipped = 'no generated files are named; say where they are with --out DIR'
      return { checked: '', findings: [], unchecked: [], skipped }
    }
    const { folder, mend } = target
    const wanted = outputsFor(contract, folder, context.cwd)
    const drifts = await findDrift(wanted, resolve(context.cwd, folder))
    const findings = drifts.map((drift) => {
      const [first = '', ...rest] = driftLines(drift)
      const changes = [first.slice(drift.file.length + 1), ...rest]
      return driftFinding(join(folder, drift.file), changes, mend)
    })
    return { checked: count(wanted.size, 'file'), findings, unchecked: [] }
  },
}
