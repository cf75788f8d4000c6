// Rule: every constraint of the contract can be applied: patterns compile, types exist, operands have their form.
import { evaluate } from '../contract/evaluate.ts'
import { walkDocument } from '../contract/walk.ts'
import { breach, type ContractRule } from './contract-rule.ts'

export const keywordUnderstood: ContractRule = {
  id: 'keyword-understood',
  title: 'Constraint can be applied',
  why: 'A constraint that nothing can apply never fails: whatever it was meant to catch passes in silence.',
  severity: 'error',
  message: ({ reason }) => String(reason),
  *run({ contract }) {
    const seen = new Set<string>()
    for (const { kind, pointer } of walkDocument(contract.document)) {
      if (kind !== 'Schema') continue
      // A keyword looks at its operand before it looks at the value, so null finds every one that is wrong.
      const { gaps } = evaluate({ ...contract, direction: 'response' }, pointer, null)
      for (const gap of gaps) {
        const key = `${gap.pointer} ${gap.reason}`
        if (seen.has(key)) continue
        seen.add(key)
        if (gap.contractFault) yield breach(gap.pointer, { reason: gap.reason })
        else yield { kind: 'unchecked', ...gap, at: gap.pointer }
      }
    }
  },
}
