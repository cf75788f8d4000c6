// Rule: the contract's own extensions have the form that gives them a meaning.
import { walkDocument } from '../contract/walk.ts'
import { isExpression } from '../traffic/runtime-expression.ts'
import { breach, type ContractRule } from './contract-rule.ts'

export const extensionUnderstood: ContractRule = {
  id: 'extension-understood',
  title: 'Extension has a meaning',
  why: 'An extension of the wrong form is passed over, and what it was to check is never checked.',
  severity: 'error',
  message: ({ problem }) => String(problem),
  *run({ contract }) {
    for (const { kind, value, pointer } of walkDocument(contract.document)) {
      if (kind !== 'Schema') continue
      const known = value['x-known-values']
      if (known !== undefined && !(Array.isArray(known) && known.length > 0)) {
        yield breach(`${pointer}/x-known-values`, {
          problem: 'x-known-values is not a list of values',
        })
      }
      const equals = value['x-equals']
      if (equals !== undefined && !(typeof equals === 'string' && isExpression(equals))) {
        const problem = 'x-equals is not a run-time expression such as $request.path.id'
        yield breach(`${pointer}/x-equals`, { problem })
      }
    }
  },
}
