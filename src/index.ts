// The public API: the typed client, its types, and guards for single values.
export { type BlackBoxClient, createClient } from './client/client.ts'
export { type ClientOptions, connect, type Judge } from './client/connect.ts'
export { ContractViolationError } from './client/violation.ts'
export type { Exchange, Finding, Judgement } from './generated/judge.js'
export type {
  AccountSid,
  components,
  operations,
  ProblemDetails,
  Provider,
  paths,
  TerminationUri,
  TrunkSid,
  TwilioProvider,
  TwilioProviderUpdate,
  VerificationCheck,
  VerificationStatus,
} from './generated/types.js'
export {
  isAccountSid,
  isProblemDetails,
  isProvider,
  isTerminationUri,
  isTrunkSid,
  isTwilioProvider,
  isTwilioProviderUpdate,
  isVerificationCheck,
  isVerificationStatus,
} from './generated/validators.js'
