// The flags of `pact`: one table for its three actions, which all work on the same files.
import type { CommandContext, FlagTable } from '../command.ts'
import { contractFlags, evidenceFlags, reportFlags } from '../flags.ts'
import { brokerFlags } from './broker-flags.ts'

export const pactActions = ['verify', 'publish', 'can-i-deploy'] as const

export const pactFlags = {
  ...contractFlags,
  url: {
    type: 'string',
    value: 'URL',
    summary: 'verify: the provider to hold to the pacts',
    defaultText: 'none',
  },
  states: {
    type: 'string',
    value: 'URL',
    summary: 'verify: where the provider is told which provider state to set up',
    defaultText: 'none; interactions that need a state are left out',
  },
  ...brokerFlags,
  ...evidenceFlags,
  ...reportFlags,
} as const satisfies FlagTable

export type PactContext = CommandContext<typeof pactFlags>
