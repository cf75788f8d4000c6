// The flags that several commands share, declared once so that they mean the same everywhere.
import type { FlagTable } from './command.ts'

/** Every command has these. */
export const globalFlags = {
  help: { type: 'boolean', summary: 'Show this help' },
  version: { type: 'boolean', summary: 'Show the version' },
  debug: { type: 'boolean', summary: 'Show the stack of an unexpected error' },
  config: {
    type: 'string',
    value: 'FILE',
    summary: 'JSON file with options',
    defaultText: '"blackbox-contract" in package.json',
  },
} as const satisfies FlagTable

/** For commands that read a contract. `contract` is undefined for the one in the package. */
export const contractFlags = {
  contract: {
    type: 'string',
    value: 'FILE',
    summary: 'OpenAPI document to hold against',
    defaultText: 'the one in this package',
  },
  'allow-remote-refs': {
    type: 'boolean',
    summary: 'Follow $refs to the network and outside the folder of the document',
  },
} as const satisfies FlagTable

/** For commands that end with a report: they call `context.publish`. */
export const reportFlags = {
  report: {
    type: 'list',
    value: 'FORMAT=PATH',
    summary: 'Write a report; "-" is standard output',
    defaultText: 'terminal=-',
  },
  'allow-unchecked': {
    type: 'boolean',
    summary: 'Do not fail for what could not be checked',
  },
} as const satisfies FlagTable

/** For commands that judge traffic: they read them by `startEvidence`. */
export const evidenceFlags = {
  evidence: {
    type: 'string',
    value: 'FILE',
    summary: 'Add what this run saw of the contract to what earlier runs saw',
    defaultText: 'none',
  },
  'require-evidence': {
    type: 'list',
    value: 'PERCENT|POINTER',
    summary: 'Fail unless so much, or this part, of the contract was seen',
    defaultText: 'none',
  },
} as const satisfies FlagTable
