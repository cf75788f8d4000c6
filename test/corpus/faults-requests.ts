// Requests that no operation describes or whose parts break the contract, and faults of the other operations.
import {
  type Answer,
  type Case,
  error,
  GENERIC,
  json,
  NUMBERS,
  OTHER_ID,
  provider,
  providerWithout,
  TWILIO,
  warning,
} from './case.ts'

function unknown(name: string, method: string, path: string): Case {
  const given = { request: { method, path }, body: provider() }
  const place = method === 'GET' ? '/request/url' : '/request/method'
  return [name, { given, want: [error('operation-known', place)] }]
}

/** A path whose id is no UUID, which the provider nevertheless serves. */
function badId(name: string, path: string): Case {
  const given = { request: { path }, body: providerWithout('id') }
  return [name, { given, want: [error('request-schema', '/request/path/id')] }]
}

function update(body: string, headers: Record<string, string> = json): Answer {
  return { request: { method: 'PUT', path: TWILIO, headers, body }, body: provider() }
}

function badUpdate(name: string, body: string, at: string): Case {
  return [name, { given: update(body), want: [error('request-schema', at)] }]
}

const generic = (body: string): Answer => ({ request: { path: GENERIC }, body })

export const faultyRequests: readonly Case[] = [
  unknown('a path that is not documented', 'GET', '/api/v2/providers'),
  unknown('a path with one segment more', 'GET', `${TWILIO}/settings`),
  unknown('a path with a slash after it', 'GET', `${TWILIO}/`),
  unknown('a path in another case', 'GET', TWILIO.replace('twilio', 'Twilio')),
  unknown('DELETE where it is not documented', 'DELETE', TWILIO),
  unknown('POST where it is not documented', 'POST', NUMBERS),
  badId('an id that is no UUID', '/api/v1/providers/twilio/42'),
  badId('an id as a URN', `/api/v1/providers/twilio/urn:uuid:${OTHER_ID}`),
  badId('an id in braces', `/api/v1/providers/twilio/%7B${OTHER_ID}%7D`),
  badId('an id with a space after it', `/api/v1/providers/twilio/${OTHER_ID}%20`),
  badId('an id that is no UUID on the generic operation', '/api/v1/providers/mine'),

  badUpdate('a new name of 101 characters', `{"name":"${'n'.repeat(101)}"}`, '/request/body/name'),
  badUpdate('a new name that is a number', '{"name":5}', '/request/body/name'),
  badUpdate('a new region that is a number', '{"region":1}', '/request/body/region'),
  badUpdate(
    'a new supportsCallTransfer as a string',
    '{"supportsCallTransfer":"yes"}',
    '/request/body/supportsCallTransfer',
  ),
  badUpdate('an update that is a list', '[]', '/request/body'),
  badUpdate('an update that is null', 'null', '/request/body'),
  badUpdate('an update cut off', '{"name":"Sales', '/request/body'),
  [
    'an update as text',
    {
      given: update('{"name":"Sales line"}', { 'content-type': 'text/plain' }),
      want: [error('request-schema', '/request/headers/content-type')],
    },
  ],
  [
    'an update without a body',
    {
      given: { request: { method: 'PUT', path: TWILIO, headers: json }, body: provider() },
      want: [error('request-schema', '/request/body')],
    },
  ],
  [
    'an update answered with a faulty provider',
    {
      given: { ...update('{}'), body: provider({ name: false }) },
      want: [error('response-schema', '/response/body/name')],
    },
  ],
  [
    'an update answered with another provider',
    {
      given: { ...update('{}'), body: provider({ id: OTHER_ID }) },
      want: [error('equals', '/response/body/id')],
    },
  ],

  [
    'a generic provider of an undocumented type',
    {
      given: generic(provider({ providerType: 'vonage' })),
      want: [error('response-schema', '/response/body/providerType')],
    },
  ],
  [
    'a generic provider without its type',
    {
      given: generic(providerWithout('providerType')),
      want: [error('response-schema', '/response/body/providerType')],
    },
  ],
  [
    'a generic provider with a faulty accountSid',
    {
      given: generic(provider({ accountSid: 'AC1' })),
      want: [error('string-format', '/response/body/accountSid')],
    },
  ],
  [
    'a generic provider with the id of another',
    {
      given: generic(provider({ id: OTHER_ID })),
      want: [error('equals', '/response/body/id')],
    },
  ],
  [
    'a generic provider with a member that no page documents',
    {
      given: generic(provider({ orgId: 'acme' })),
      want: [warning('undocumented-field', '/response/body/orgId')],
    },
  ],
  [
    'available numbers with a status that is not documented',
    {
      given: { request: { path: NUMBERS }, status: 500, body: '[]' },
      want: [warning('status-documented', '/response/status')],
    },
  ],
]
