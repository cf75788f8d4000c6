// The flags of `gate`: its stages read them too.
import type { FlagTable } from './command.ts'
import { contractFlags, evidenceFlags, knownFlags, liveFlags, reportFlags } from './flags.ts'

export const stageNames = [
  'contract',
  'generated',
  'proof',
  'mock',
  'pacts',
  'provider',
  'live',
] as const

export const gateFlags = {
  ...contractFlags,
  only: {
    type: 'list',
    value: 'STAGE',
    summary: 'Run only these stages',
    defaultText: 'all',
    choices: stageNames,
  },
  skip: {
    type: 'list',
    value: 'STAGE',
    summary: 'Leave these stages out',
    defaultText: 'none',
    choices: stageNames,
  },
  out: {
    type: 'string',
    value: 'DIR',
    summary: 'Folder of the generated files',
    defaultText: 'src/generated, for the contract of this package',
  },
  operation: {
    type: 'list',
    value: 'KEY',
    summary: 'Prove this operation only, and ask the mock and --url for it: "GET /users/{id}"',
    defaultText: 'all',
  },
  seed: {
    type: 'integer',
    value: 'N',
    summary: "Makes the samples and the mock's answers repeatable",
    default: 1,
    min: 0,
    max: 2 ** 31 - 1,
  },
  answers: {
    type: 'integer',
    value: 'N',
    summary: 'How many answers to ask of the mock for each status',
    default: 100,
    min: 1,
    max: 100_000,
  },
  pact: {
    type: 'list',
    value: 'FILE',
    summary: 'A pact that the contract must allow and a provider honour',
    defaultText: 'those of this package, for its contract',
  },
  provider: {
    type: 'string',
    value: 'URL',
    summary: 'Hold this provider to the pacts',
    defaultText: 'a reference provider; for other contracts than that of this package, the mock',
  },
  states: {
    type: 'string',
    value: 'URL',
    summary: 'Where that provider is told which provider state to set up',
    defaultText: 'none; interactions that need a state are left out',
  },
  ...liveFlags,
  ...evidenceFlags,
  ...knownFlags,
  ...reportFlags,
} as const satisfies FlagTable
