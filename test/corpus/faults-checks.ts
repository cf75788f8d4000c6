// Answers with one fault in the checks of the last verification, or in the shape of the whole body.
import type { Json } from '../../src/contract/json.ts'
import { type Case, error, provider, providerWithCheck, warning } from './case.ts'

const LIST = '/response/body/verificationDetails'

function list(name: string, value: Json, at = LIST): Case {
  const given = { body: provider({ verificationDetails: value }) }
  return [name, { given, want: [error('response-schema', at)] }]
}

function check(name: string, member: string, value: Json): Case {
  const want = [error('response-schema', `${LIST}/0/${member}`)]
  return [name, { given: { body: providerWithCheck({ [member]: value }) }, want }]
}

function shape(name: string, body: string): Case {
  return [name, { given: { body }, want: [error('response-schema', '/response/body')] }]
}

export const faultyChecks: readonly Case[] = [
  list('verificationDetails is an object', { checkName: 'Credentials' }),
  list('verificationDetails is a string', 'passed'),
  list('verificationDetails is false', false),
  list('a check is null', [null], `${LIST}/0`),
  list('a check is a string', ['passed'], `${LIST}/0`),
  list('the third check is an array', [{}, {}, []], `${LIST}/2`),
  check('checkName is a number', 'checkName', 1),
  check('message is an array', 'message', ['The credentials are valid.']),
  check('status of a check is a boolean', 'status', true),
  check('timestamp is a number', 'timestamp', 1772442900),
  check('details is an array', 'details', []),
  check('details is a string', 'details', '{}'),
  [
    'timestamp with a space for the T',
    {
      given: { body: providerWithCheck({ timestamp: '2026-03-02 09:15:00Z' }) },
      want: [error('string-format', `${LIST}/0/timestamp`)],
    },
  ],
  [
    'status of a check that no page shows',
    {
      given: { body: providerWithCheck({ status: 'skipped' }) },
      want: [warning('known-value', `${LIST}/0/status`)],
    },
  ],
  [
    'a check with a member that no page documents',
    {
      given: { body: providerWithCheck({ durationMs: 12 }) },
      want: [warning('undocumented-field', `${LIST}/0/durationMs`)],
    },
  ],
  shape('the body is an array', `[${provider()}]`),
  shape('the body is null', 'null'),
  shape('the body is a string of JSON', JSON.stringify(provider())),
  shape('the body is a number', '0'),
  [
    'the body is an empty object',
    {
      given: { body: '{}' },
      want: [
        error('response-schema', '/response/body/accountSid'),
        error('response-schema', '/response/body/name'),
        error('response-schema', '/response/body/providerType'),
      ],
    },
  ],
  [
    'the provider in an envelope',
    {
      given: { body: `{"result":${provider()}}` },
      want: [
        error('response-schema', '/response/body/accountSid'),
        error('response-schema', '/response/body/name'),
        error('response-schema', '/response/body/providerType'),
        warning('undocumented-field', '/response/body/result'),
      ],
    },
  ],
]
