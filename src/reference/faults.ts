// What the reference provider can be made to do wrong, by name: each a way in which real providers break contracts.
import { type Json, type JsonObject, member } from '../contract/json.ts'
import { nearest } from '../contract/nearest.ts'
import { ToolError } from '../errors.ts'
import type { Answer } from './answer.ts'

type Fault = {
  summary: string
  /** The rule that tells of it; undefined where no single exchange shows it. */
  rule: string | undefined
  /** Changes a provider before it is shown. */
  show?: (provider: JsonObject) => JsonObject
  /** Changes any answer of the API before it is sent. */
  send?: (answer: Answer, request: Request) => Answer
}

const html = '<!doctype html><html lang="en"><title>Error</title><h1>Something went wrong</h1>'

function without(name: string): (provider: JsonObject) => JsonObject {
  return (provider) =>
    Object.fromEntries(Object.entries(provider).filter(([other]) => other !== name))
}

function having(name: string, change: Json | ((text: string) => string)) {
  return (provider: JsonObject): JsonObject => {
    if (typeof change !== 'function') return { ...provider, [name]: change }
    const text = member(provider, name)
    return typeof text === 'string' ? { ...provider, [name]: change(text) } : provider
  }
}

function typed(answer: Answer, type: string): Answer {
  return { ...answer, headers: { ...answer.headers, 'content-type': type } }
}

const inMembers = {
  'leaks-auth-token': {
    summary: 'Shows the Auth Token with the provider.',
    rule: 'secret-leak',
    show: having('authToken', 'not-a-real-token'),
  },
  'wrong-account-sid': {
    summary: 'Shows the SID of a trunk as the Account SID.',
    rule: 'string-format',
    show: having('accountSid', (sid) => `TK${sid.slice(2)}`),
  },
  'upper-case-sid': {
    summary: 'Writes the Account SID in upper case.',
    rule: 'string-format',
    show: having('accountSid', (sid) => sid.toUpperCase()),
  },
  'null-account-sid': {
    summary: 'Shows null as the Account SID, which is never null.',
    rule: 'response-schema',
    show: having('accountSid', null),
  },
  'drops-account-sid': {
    summary: 'Leaves out the Account SID, which is required.',
    rule: 'response-schema',
    show: without('accountSid'),
  },
  'drops-name': {
    summary: 'Leaves out the name instead of showing null.',
    rule: 'response-schema',
    show: without('name'),
  },
  'drops-verification': {
    summary:
      'Leaves out the verification status, which the contract allows and a consumer may not.',
    rule: undefined,
    show: without('verificationStatus'),
  },
  'other-id': {
    summary: 'Shows the id of another provider than the one asked for.',
    rule: 'equals',
    show: having('id', 'ffffffff-ffff-4fff-bfff-ffffffffffff'),
  },
  'unknown-verification-status': {
    summary: 'Shows a verification status beyond the closed list.',
    rule: 'response-schema',
    show: having('verificationStatus', 'expired'),
  },
  'unknown-region': {
    summary: 'Shows a region that nobody has heard of.',
    rule: 'known-value',
    show: having('region', 'xx9'),
  },
  'other-provider-type': {
    summary: 'Calls a Twilio provider one of another vendor.',
    rule: 'response-schema',
    show: having('providerType', 'vonage'),
  },
  'count-as-text': {
    summary: 'Writes the number of phone numbers as a string.',
    rule: 'response-schema',
    show: having('phoneNumberCount', '3'),
  },
  'blank-in-date': {
    summary: 'Writes dates with a blank where RFC 3339 has a T.',
    rule: 'string-format',
    show: having('lastVerifiedAt', (date) => date.replace('T', ' ')),
  },
  'extra-member': {
    summary: 'Shows a member that no page documents.',
    rule: 'undocumented-field',
    show: having('revision', 7),
  },
} satisfies Record<string, Fault>

const inMessages = {
  'echoes-key': {
    summary: 'Sends the key of the request back in a header field.',
    rule: 'secret-leak',
    send: (answer, request) => {
      const key = request.headers.get('authorization')
      return key === null ? answer : { ...answer, headers: { ...answer.headers, 'x-caller': key } }
    },
  },
  'wrong-content-type': {
    summary: 'Sends JSON as plain text.',
    rule: 'content-type',
    send: (answer) => typed(answer, 'text/plain'),
  },
  'html-error-page': {
    summary: 'Sends an HTML page for every error.',
    rule: 'content-type',
    send: (answer) =>
      answer.status < 400 ? answer : typed({ ...answer, text: html }, 'text/html'),
  },
  'status-500': {
    summary: 'Answers everything with 500.',
    rule: 'status-documented',
    send: (answer) => ({ ...answer, status: 500 }),
  },
  'cut-off-body': {
    summary: 'Sends half of each body as though it were whole.',
    rule: 'body-readable',
    send: (answer) => ({ ...answer, text: answer.text.slice(0, answer.text.length >> 1) }),
  },
  'empty-body': {
    summary: 'Sends no body at all.',
    rule: 'body-readable',
    send: (answer) => ({ ...answer, text: '' }),
  },
  'repeated-member': {
    summary: 'Writes the first member twice, with two values.',
    rule: 'body-readable',
    send: (answer) => {
      const text = answer.text.replace(/^\{("\w+"):/, '{$1:"Twin",$1:')
      return { ...answer, text }
    },
  },
  'breaks-off': {
    summary: 'Closes the connection in the middle of each body.',
    rule: undefined,
    // A length that never comes, since a stream that fails would be logged by the server.
    send: (answer) => {
      const headers = { ...answer.headers, 'content-length': '1000000', connection: 'close' }
      return { ...answer, headers }
    },
  },
} satisfies Record<string, Fault>

/** Looked up by name where the provider decides what to do. */
const inConduct = {
  'ignores-key': {
    summary: 'Serves whoever asks, with a key or without.',
    rule: 'request-refused',
  },
  'accepts-malformed-id': {
    summary: 'Serves a provider for an id that is no UUID.',
    rule: 'request-refused',
  },
  'accepts-broken-update': {
    summary: 'Accepts an update that breaks the contract.',
    rule: 'request-schema',
  },
  'keeps-old-values': {
    summary: 'Confirms an update without changing anything.',
    rule: undefined,
  },
  'finds-anything': {
    summary: 'Shows a provider for every id, also where there is none.',
    rule: undefined,
  },
  'ignores-states': {
    summary: 'Confirms provider states without entering them.',
    rule: undefined,
  },
  'never-answers': {
    summary: 'Accepts requests and does not answer them.',
    rule: undefined,
  },
} satisfies Record<string, Fault>

const table = { ...inMembers, ...inMessages, ...inConduct }

export type FaultName = keyof typeof table

/** Every fault, in the order in which those that are on take effect. */
export const faults: Readonly<Record<FaultName, Fault>> = table

// as: Object.keys forgets the names that it was given.
export const faultNames = Object.keys(table) as FaultName[]

/** The fault of a name that somebody typed. Throws E_USAGE. */
export function faultNamed(name: string): FaultName {
  const found = faultNames.find((each) => each === name)
  if (found !== undefined) return found
  const near = nearest(name, faultNames)
  const quoted = JSON.stringify(name.slice(0, 60))
  throw new ToolError('E_USAGE', `There is no fault ${quoted}.`, {
    hint: near === undefined ? `There are ${faultNames.join(', ')}.` : `Did you mean '${near}'?`,
  })
}
