// The only list of rules, in the order in which they judge.
import { bodyReadable } from './body-readable.ts'
import type { Check } from './check.ts'
import { contentType } from './content-type.ts'
import { credentialSent } from './credential-sent.ts'
import { discriminator } from './discriminator.ts'
import { equals } from './equals.ts'
import { expectedDocumented } from './expected-documented.ts'
import { knownValue } from './known-value.ts'
import { operationKnown } from './operation-known.ts'
import { requestRefused } from './request-refused.ts'
import { requestSchema } from './request-schema.ts'
import { responseHeader } from './response-header.ts'
import { responseSchema } from './response-schema.ts'
import { secretLeak } from './secret-leak.ts'
import { statusDocumented } from './status-documented.ts'
import { stringFormat } from './string-format.ts'
import { undocumentedField } from './undocumented-field.ts'
import { wireSound } from './wire-sound.ts'

export const checks: readonly Check[] = [
  operationKnown,
  statusDocumented,
  contentType,
  bodyReadable,
  responseSchema,
  stringFormat,
  discriminator,
  equals,
  knownValue,
  undocumentedField,
  responseHeader,
  secretLeak,
  requestSchema,
]

/** What only an expectation can break: a consumer's pact is held against these beside the others. */
export const expectedChecks: readonly Check[] = [expectedDocumented, credentialSent]

/** What only a probe can break, whether it has just been sent or was recorded. */
export const probeChecks: readonly Check[] = [requestRefused, wireSound]
