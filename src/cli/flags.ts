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
  finding: {
    type: 'string',
    value: 'FINGERPRINT',
    summary: 'Make the Markdown report an issue about this finding alone',
    defaultText: 'all of them',
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

/** For commands that judge an API: they read them by `startKnown`. */
export const knownFlags = {
  'known-findings': {
    type: 'string',
    value: 'FILE',
    summary: 'Findings that are accepted until a day, each for a reason',
    defaultText: 'contracts/known-findings.yaml, if it exists',
  },
} as const satisfies FlagTable

/** For commands that ask a live provider: they read them by `readParameters`. */
export const liveFlags = {
  url: { type: 'string', value: 'URL', summary: 'The live provider to ask', defaultText: 'none' },
  param: {
    type: 'list',
    value: 'NAME=VALUE',
    summary: 'What to ask it for: the value of a parameter that exists there',
    defaultText: 'none',
  },
} as const satisfies FlagTable

/** For commands that can add to them. */
export const acceptFlags = {
  accept: {
    type: 'list',
    value: 'FINGERPRINT',
    summary: 'Add this finding of the run to those that are accepted, or renew it',
    defaultText: 'none',
  },
  reason: { type: 'string', value: 'TEXT', summary: 'Why it is accepted; --accept needs it' },
  until: {
    type: 'string',
    value: 'DATE',
    summary: 'Last day on which it is, such as 2026-12-31; --accept needs it, at most a year ahead',
  },
  owner: { type: 'string', value: 'NAME', summary: 'Who accepts it', defaultText: 'none' },
  link: { type: 'string', value: 'URL', summary: 'Where it is reported', defaultText: 'none' },
} as const satisfies FlagTable
