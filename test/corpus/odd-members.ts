// Answers whose members are odd and nevertheless obey the contract.
import type { Json } from '../../src/contract/json.ts'
import {
  type Case,
  ID,
  provider,
  providerWithCheck,
  providerWithDetails,
  providerWithout,
  providerWithText,
  type Want,
  warning,
} from './case.ts'

function odd(name: string, body: string, want: readonly Want[] = []): Case {
  return [name, { given: { body }, want }]
}

function member(name: string, key: string, value: Json, want: readonly Want[] = []): Case {
  return odd(name, provider({ [key]: value }), want)
}

const nested = (levels: number): Json =>
  Array.from({ length: levels }).reduce<Json>((inner) => ({ inner }), 'bottom')

const REGION = [warning('known-value', '/response/body/region')]

const reversed = JSON.stringify(
  Object.fromEntries(Object.entries(JSON.parse(provider())).reverse()),
)

export const oddMembers: readonly Case[] = [
  odd('a provider like the documented one', provider()),
  odd(
    'null wherever it may be',
    provider({
      name: null,
      lastVerifiedAt: null,
      verificationDetails: null,
      trunkSid: null,
      terminationUri: null,
      region: null,
    }),
  ),
  odd(
    'required members only',
    providerWithout(
      'id',
      'verificationStatus',
      'lastVerifiedAt',
      'phoneNumberCount',
      'verificationDetails',
      'trunkSid',
      'terminationUri',
      'region',
      'supportsCallTransfer',
    ),
  ),
  odd('members in another order', reversed),
  member('an empty name', 'name', ''),
  member('a name of 10,000 characters', 'name', 'n'.repeat(10_000)),
  member('a name of emoji', 'name', '\u{1f4de}\u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u202eline'),
  member('a name with control characters', 'name', '\u0000\u001b[31m\u007f\u0085'),
  member('a name that looks like markup', 'name', '<script>alert(1)</script> & "quotes"'),
  member('an id in upper case', 'id', ID.toUpperCase()),
  member('status pending', 'verificationStatus', 'pending'),
  member('status warning', 'verificationStatus', 'warning'),
  member('status failed', 'verificationStatus', 'failed'),

  member('a date with an offset', 'lastVerifiedAt', '2026-03-02T14:45:00+05:30'),
  member('a date with a negative offset', 'lastVerifiedAt', '2026-03-02T01:15:00-08:00'),
  member('a date with the unknown offset', 'lastVerifiedAt', '2026-03-02T09:15:00-00:00'),
  member('a date with one digit of fraction', 'lastVerifiedAt', '2026-03-02T09:15:00.5Z'),
  member('a date with seven digits of fraction', 'lastVerifiedAt', '2026-03-02T09:15:00.1234567Z'),
  member(
    'a date with thirty digits of fraction',
    'lastVerifiedAt',
    `2026-03-02T09:15:00.${'9'.repeat(30)}Z`,
  ),
  member('a date in lower case', 'lastVerifiedAt', '2026-03-02t09:15:00z'),
  member('a leap second', 'lastVerifiedAt', '2016-12-31T23:59:60Z'),
  member('a leap second in another zone', 'lastVerifiedAt', '2016-12-31T15:59:60-08:00'),
  member('29 February of a leap year', 'lastVerifiedAt', '2024-02-29T00:00:00Z'),
  member('the last date of all', 'lastVerifiedAt', '9999-12-31T23:59:59Z'),

  member('no phone number', 'phoneNumberCount', 0),
  member('fewer than none', 'phoneNumberCount', -1),
  member('as many as 32 bits hold', 'phoneNumberCount', 2147483647),
  member('as few as 32 bits hold', 'phoneNumberCount', -2147483648),
  odd('an integer written with a fraction', providerWithText('phoneNumberCount', '1.0')),
  odd('an integer written with an exponent', providerWithText('phoneNumberCount', '1E+2')),
  odd(
    'an integer written with a negative exponent',
    providerWithText('phoneNumberCount', '300e-2'),
  ),
  odd('minus nought', providerWithText('phoneNumberCount', '-0')),

  member('a localized termination URI', 'terminationUri', 'sip:acme.pstn.sao-paulo.twilio.com'),
  member('a termination URI by region', 'terminationUri', 'sip:acme.pstn.us1-ix.twilio.com'),
  member('a termination URI of a subdomain', 'terminationUri', 'sip:eu.Acme-1.pstn.twilio.com'),
  member('a region beyond the common ones', 'region', 'in1', REGION),
  member('a region in upper case', 'region', 'US1', REGION),
  member('an empty region', 'region', '', REGION),

  member('no checks', 'verificationDetails', []),
  member('checks without members', 'verificationDetails', [{}, {}]),
  member(
    'a thousand checks',
    'verificationDetails',
    Array.from({ length: 1000 }, () => ({})),
  ),
  odd(
    'a check of nulls',
    providerWithCheck({
      checkName: null,
      message: null,
      status: null,
      timestamp: null,
      details: null,
    }),
  ),
  odd('details 50 levels deep', providerWithDetails(nested(50))),
  odd(
    'details with members named like those of the provider',
    providerWithDetails({ accountSid: 5, id: 'x', name: [], region: {}, trunkSid: true }),
  ),
  odd(
    'details with request ids of 32 digits',
    providerWithDetails({ requestId: '9f86d081884c7d659a2feaa0c55ad015', traceId: 'b'.repeat(32) }),
  ),
  odd(
    'details with inherited names',
    providerWithDetails({ constructor: 1, toString: null, hasOwnProperty: 'x', valueOf: [] }),
  ),
  odd(
    'details with names that pointers escape',
    providerWithDetails({ '': 1, '/': 2, '~': 3, '~1': 4, ' ': 5, '\u{1f511}': 6 }),
  ),
  odd(
    'details with the largest safe numbers',
    providerWithDetails({ high: 9007199254740991, low: -9007199254740991, small: 5e-324 }),
  ),
  odd(
    'details that speak of the Auth Token without showing it',
    providerWithDetails({
      authToken: true,
      auth_token: null,
      authTokenLength: '32',
      hint: 'authToken was rotated',
    }),
  ),
]
