// Rule: every member of an answer is one that the contract knows.
import { join } from '../contract/json.ts'
import type { Check } from './check.ts'
import { spell } from './secret-leak.ts'
import { undocumentedMembers } from './unknown-members.ts'

export const undocumentedField: Check = {
  id: 'undocumented-field',
  title: 'Member is documented',
  why: 'An undocumented member is no promise: code that comes to depend on it has no contract to point to.',
  severity: 'warning',
  message: ({ member: name }) => `member ${JSON.stringify(name)} is not documented`,
  *run({ evaluation, contract }) {
    if (evaluation === undefined) return
    for (const { at, pointer, name, value } of undocumentedMembers(evaluation)) {
      // A secret in the open has its finding already.
      if (typeof value === 'string' && contract.secrets.has(spell(name))) continue
      const place = `/response/body${join(at, name)}`
      yield { kind: 'violation', at: place, pointer, args: { member: name.slice(0, 100) } }
    }
  },
}
