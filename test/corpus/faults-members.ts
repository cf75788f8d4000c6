// Answers with one fault in one member of the provider.
import type { Json } from '../../src/contract/json.ts'
import { type Case, error, ID, OTHER_ID, provider, providerWithout, warning } from './case.ts'

const HEX = '0123456789abcdef'.repeat(2)

/** A member with a value that its schema refuses. */
function schema(name: string, member: string, value: Json): Case {
  const want = [error('response-schema', `/response/body/${member}`)]
  return [name, { given: { body: provider({ [member]: value }) }, want }]
}

/** A member with a string whose form is wrong. */
function form(name: string, member: string, value: string): Case {
  const want = [error('string-format', `/response/body/${member}`)]
  return [name, { given: { body: provider({ [member]: value }) }, want }]
}

function missing(member: string): Case {
  const want = [error('response-schema', `/response/body/${member}`)]
  return [`${member} is missing`, { given: { body: providerWithout(member) }, want }]
}

export const faultyMembers: readonly Case[] = [
  missing('name'),
  missing('providerType'),
  missing('accountSid'),
  schema('name is a number', 'name', 5),
  schema('name is an object', 'name', { en: 'Support line' }),
  schema('providerType is null', 'providerType', null),
  schema('providerType in another case', 'providerType', 'Twilio'),
  schema('providerType of another vendor', 'providerType', 'vonage'),
  schema('providerType is a number', 'providerType', 0),

  schema('accountSid is null', 'accountSid', null),
  schema('accountSid is a number', 'accountSid', 34),
  form('accountSid is empty', 'accountSid', ''),
  form('accountSid with the prefix of a trunk', 'accountSid', `TK${HEX}`),
  form('accountSid with its prefix in lower case', 'accountSid', `ac${HEX}`),
  form('accountSid with 31 digits', 'accountSid', `AC${HEX.slice(1)}`),
  form('accountSid with 33 digits', 'accountSid', `AC${HEX}0`),
  form('accountSid in upper-case digits', 'accountSid', `AC${HEX.toUpperCase()}`),
  form('accountSid with a letter beyond f', 'accountSid', `AC${HEX.slice(1)}g`),
  form('accountSid with a line feed after it', 'accountSid', `AC${HEX}\n`),
  form('accountSid with a space before it', 'accountSid', ` AC${HEX}`),
  form('accountSid masked by asterisks', 'accountSid', `AC${'*'.repeat(28)}beef`),
  form('accountSid with full-width digits', 'accountSid', `AC${'\uff11'.repeat(32)}`),

  schema('id is null', 'id', null),
  schema('id is a number', 'id', 7),
  form('id as a URN', 'id', `urn:uuid:${ID}`),
  form('id in braces', 'id', `{${ID}}`),
  form('id without hyphens', 'id', ID.replaceAll('-', '')),
  form('id is empty', 'id', ''),
  form('id lacks its last digit', 'id', ID.slice(0, -1)),
  [
    'id of another provider',
    { given: { body: provider({ id: OTHER_ID }) }, want: [error('equals', '/response/body/id')] },
  ],

  schema('verificationStatus in another case', 'verificationStatus', 'Verified'),
  schema('verificationStatus beyond the list', 'verificationStatus', 'expired'),
  schema('verificationStatus is null', 'verificationStatus', null),
  schema('verificationStatus is a boolean', 'verificationStatus', true),
  schema('verificationStatus with a space after it', 'verificationStatus', 'verified '),

  schema('lastVerifiedAt in Unix seconds', 'lastVerifiedAt', 1772442900),
  form('lastVerifiedAt with a space for the T', 'lastVerifiedAt', '2026-03-02 09:15:00Z'),
  form('lastVerifiedAt without a zone', 'lastVerifiedAt', '2026-03-02T09:15:00'),
  form('lastVerifiedAt without a time', 'lastVerifiedAt', '2026-03-02'),
  form('lastVerifiedAt in month 13', 'lastVerifiedAt', '2026-13-02T09:15:00Z'),
  form('lastVerifiedAt on 30 February', 'lastVerifiedAt', '2026-02-30T09:15:00Z'),
  form('lastVerifiedAt on 29 February of a common year', 'lastVerifiedAt', '2026-02-29T09:15:00Z'),
  form('lastVerifiedAt at hour 24', 'lastVerifiedAt', '2026-03-02T24:00:00Z'),
  form('lastVerifiedAt without seconds', 'lastVerifiedAt', '2026-03-02T09:15Z'),
  form('lastVerifiedAt with an offset without colon', 'lastVerifiedAt', '2026-03-02T09:15:00+0100'),
  form('lastVerifiedAt with an offset of 25 hours', 'lastVerifiedAt', '2026-03-02T09:15:00+25:00'),
  form('lastVerifiedAt with a leap second at noon', 'lastVerifiedAt', '2026-03-02T12:00:60Z'),
  form('lastVerifiedAt as an HTTP date', 'lastVerifiedAt', 'Mon, 02 Mar 2026 09:15:00 GMT'),
  form('lastVerifiedAt is empty', 'lastVerifiedAt', ''),

  schema('phoneNumberCount above 32 bits', 'phoneNumberCount', 2147483648),
  schema('phoneNumberCount below 32 bits', 'phoneNumberCount', -2147483649),
  schema('phoneNumberCount beyond 2^53', 'phoneNumberCount', 1e21),
  schema('phoneNumberCount with a fraction', 'phoneNumberCount', 3.5),
  schema('phoneNumberCount as a string', 'phoneNumberCount', '3'),
  schema('phoneNumberCount is null', 'phoneNumberCount', null),
  schema('phoneNumberCount is an array', 'phoneNumberCount', [3]),

  schema('trunkSid is a number', 'trunkSid', 0),
  schema('trunkSid is false', 'trunkSid', false),
  form('trunkSid with the prefix of an account', 'trunkSid', `AC${HEX}`),
  form('trunkSid with 31 digits', 'trunkSid', `TK${HEX.slice(1)}`),
  form('trunkSid with 33 digits', 'trunkSid', `TK${HEX}0`),
  form('trunkSid in upper-case digits', 'trunkSid', `TK${HEX.toUpperCase()}`),
  form('trunkSid with a line feed after it', 'trunkSid', `TK${HEX}\n`),
  form('trunkSid is empty', 'trunkSid', ''),
  form('trunkSid is the word null', 'trunkSid', 'null'),

  schema('terminationUri is an object', 'terminationUri', { uri: 'sip:a.pstn.twilio.com' }),
  form('terminationUri without its scheme', 'terminationUri', 'acme.pstn.twilio.com'),
  form('terminationUri of scheme sips', 'terminationUri', 'sips:acme.pstn.twilio.com'),
  form(
    'terminationUri with a parameter after it',
    'terminationUri',
    'sip:a.pstn.twilio.com;transport=tls',
  ),
  form('terminationUri without the trunk', 'terminationUri', 'sip:.pstn.twilio.com'),
  form('terminationUri of another domain', 'terminationUri', 'sip:acme.pstn.twilio.com.evil.test'),
  form('terminationUri with a user', 'terminationUri', 'sip:+15550100@acme.pstn.twilio.com'),

  schema('region is a number', 'region', 1),
  schema('region is an array', 'region', ['us1']),
  schema('supportsCallTransfer as a string', 'supportsCallTransfer', 'true'),
  schema('supportsCallTransfer is null', 'supportsCallTransfer', null),
  schema('supportsCallTransfer is 1', 'supportsCallTransfer', 1),

  [
    'a member that no page documents',
    {
      given: { body: provider({ createdTime: '2026-03-02T09:15:00Z' }) },
      want: [warning('undocumented-field', '/response/body/createdTime')],
    },
  ],
  [
    'a member in Pascal case',
    {
      given: { body: providerWithout('accountSid').replace('{', `{"AccountSid":"AC${HEX}",`) },
      want: [
        error('response-schema', '/response/body/accountSid'),
        warning('undocumented-field', '/response/body/AccountSid'),
      ],
    },
  ],
  [
    'two faults in one answer',
    {
      given: { body: provider({ region: 1, trunkSid: 'none' }) },
      want: [
        error('response-schema', '/response/body/region'),
        error('string-format', '/response/body/trunkSid'),
      ],
    },
  ],
]
