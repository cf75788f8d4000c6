// The whole corpus: the answers with a planted fault, and the odd ones that obey the contract.
import type { Case } from './case.ts'
import { faultyChecks } from './faults-checks.ts'
import { faultyMembers } from './faults-members.ts'
import { faultyMessages } from './faults-messages.ts'
import { faultyRequests } from './faults-requests.ts'
import { faultySecrets } from './faults-secrets.ts'
import { oddMembers } from './odd-members.ts'
import { oddMessages } from './odd-messages.ts'

/** Each has at least one finding, most of them an error. */
export const faults: readonly Case[] = [
  ...faultyMembers,
  ...faultyChecks,
  ...faultyMessages,
  ...faultySecrets,
  ...faultyRequests,
]

/** None has a finding of severity error. */
export const odds: readonly Case[] = [...oddMembers, ...oddMessages]

export const cases: ReadonlyMap<string, Case[1]> = new Map([...faults, ...odds])
