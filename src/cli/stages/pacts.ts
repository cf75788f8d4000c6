// Stage `pacts`: what the consumers' pacts send and expect, the contract documents.
import type { Finding, Unchecked } from '../../report.ts'
import { count } from '../../reporters/words.ts'
import { pactFiles, readPactText } from '../pact-option.ts'
import type { GateStage } from './stage.ts'

const nothing = { checked: '', findings: [], unchecked: [] }

export const pactsStage: GateStage = {
  name: 'pacts',
  summary: 'What consumers send and expect by their pacts, the contract documents',
  async run({ contract, context }) {
    const paths = await pactFiles(context)
    if (paths.length === 0) {
      return { ...nothing, skipped: 'no pacts are named; say where they are with --pact FILE' }
    }
    const { readPact } = await import('../../traffic/pact/pact.ts')
    const { judgePact } = await import('../../checks/expected.ts')
    const findings: Finding[] = []
    const unchecked: Unchecked[] = []
    const operations = new Set<string>()
    let exchanges = 0
    for (const path of paths) {
      context.signal.throwIfAborted()
      const pact = readPact(await readPactText(path, context.cwd), path)
      const judgement = judgePact(pact, contract)
      for (const finding of judgement.findings) findings.push(finding)
      for (const gap of judgement.unchecked) unchecked.push(gap)
      for (const operation of judgement.operations) operations.add(operation)
      exchanges += pact.exchanges.length
    }
    const verdicts = { findings, unchecked, exchanges, operations: [...operations] }
    const checked = `${count(exchanges, 'interaction')} in ${count(paths.length, 'pact')}`
    const skipped = 'the pacts hold no requests over HTTP'
    return { ...verdicts, checked, ...(exchanges === 0 ? { skipped } : {}) }
  },
}
