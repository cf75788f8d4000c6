// Rule: every member of an answer is one that the contract knows.
import { join } from '../contract/json.ts'
import type { Check } from './check.ts'
import { spell } from './secret-leak.ts'
import { unknownMembers } from './unknown-members.ts'

export const undocumentedField: Check = {
  id: 'undocumented-field',
  title: 'Member is documented',
  why: 'An undocumented member is no promise: code that comes to depend on it has no contract to point to.',
  severity: 'warning',
  message: ({ member: name }) => `member ${JSON.stringify(name)} is not documented`,
  *run({ evaluation, contract }) {
    // What such a reference leads to might have known any member.
    const gaps = (evaluation?.gaps ?? []).filter(({ pointer }) =>
      /\/\$(?:dynamicR|r)ef$/.test(pointer),
    )
    const blind = new Set(gaps.map(({ at }) => at))
    for (const { at, pointer, name, value } of unknownMembers(evaluation?.visits ?? [])) {
      // A secret in the open has its finding already.
      const isSecret = typeof value === 'string' && contract.secrets.has(spell(name))
      if (blind.has(at) || isSecret) continue
      const place = `/response/body${join(at, name)}`
      yield { kind: 'violation', at: place, pointer, args: { member: name.slice(0, 100) } }
    }
  },
}
