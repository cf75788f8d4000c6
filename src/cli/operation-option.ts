// The operations that a command works on: those that --operation names, or all of the contract's.
import type { Contract } from '../contract/contract.ts'
import { ToolError } from '../errors.ts'
import { suggestion } from './suggest.ts'
import { quoted } from './values.ts'

/** Keys of operations, each of which the contract has. */
export function chosenOperations(contract: Contract, chosen: readonly string[]): readonly string[] {
  const keys = contract.operations.map(({ key }) => key)
  for (const key of chosen) {
    if (keys.includes(key)) continue
    throw new ToolError('E_USAGE', `${contract.path} has no operation ${quoted(key)}.`, {
      hint: suggestion(key, keys, 'Name it as the contract does: GET /users/{id}.'),
    })
  }
  return chosen.length > 0 ? chosen : keys
}
