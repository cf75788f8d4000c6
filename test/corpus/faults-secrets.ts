// Answers that give away a secret: by the name of a member, or the credential in use by its value.
import {
  type Answer,
  type Case,
  error,
  GENERIC,
  json,
  KEY,
  NUMBERS,
  problem,
  problemJson,
  provider,
  providerWithDetails,
  TOKEN,
  TWILIO,
} from './case.ts'

const DETAILS = '/response/body/verificationDetails/0/details'
function leak(name: string, given: Answer, at: string): Case {
  return [name, { given, want: [error('secret-leak', at)] }]
}

export const faultySecrets: readonly Case[] = [
  leak('authToken', { body: provider({ authToken: TOKEN }) }, '/response/body/authToken'),
  leak(
    'authToken of another form',
    { body: provider({ authToken: 'not hexadecimal' }) },
    '/response/body/authToken',
  ),
  leak('AUTH_TOKEN', { body: provider({ AUTH_TOKEN: TOKEN }) }, '/response/body/AUTH_TOKEN'),
  leak('auth-token', { body: provider({ 'auth-token': TOKEN }) }, '/response/body/auth-token'),
  leak('AuthToken', { body: provider({ AuthToken: TOKEN }) }, '/response/body/AuthToken'),
  leak('auth token', { body: provider({ 'auth token': TOKEN }) }, '/response/body/auth token'),
  leak(
    'authToken inside details',
    { body: providerWithDetails({ credentials: { authToken: TOKEN } }) },
    `${DETAILS}/credentials/authToken`,
  ),
  leak(
    'authToken in a list inside details',
    { body: providerWithDetails({ tried: [{}, { auth_token: TOKEN }] }) },
    `${DETAILS}/tried/1/auth_token`,
  ),
  leak(
    'authToken in a string of JSON',
    { body: providerWithDetails({ raw: JSON.stringify({ authToken: TOKEN }) }) },
    `${DETAILS}/raw`,
  ),
  leak(
    'authToken in a header',
    { headers: { ...json, 'auth-token': TOKEN }, body: provider() },
    '/response/headers/auth-token',
  ),
  leak(
    'authToken in a problem',
    { status: 404, headers: problemJson, body: problem(404, { authToken: TOKEN }) },
    '/response/body/authToken',
  ),
  leak(
    'authToken in the answer of the generic operation',
    { request: { path: GENERIC }, body: provider({ authToken: TOKEN }) },
    '/response/body/authToken',
  ),
  leak(
    'authToken in the answer to an update',
    {
      request: { method: 'PUT', path: TWILIO, headers: json, body: '{"name":"Sales line"}' },
      body: provider({ name: 'Sales line', authToken: TOKEN }),
    },
    '/response/body/authToken',
  ),
  leak(
    'authToken in an answer that is not documented',
    { request: { path: NUMBERS }, body: JSON.stringify([{ sid: 'PN1', authToken: TOKEN }]) },
    '/response/body/0/authToken',
  ),
  leak(
    'the API key inside details',
    { body: providerWithDetails({ received: `Bearer ${KEY}` }) },
    `${DETAILS}/received`,
  ),
  leak(
    'the API key in base64',
    { body: providerWithDetails({ received: `Basic ${btoa(KEY)}` }) },
    `${DETAILS}/received`,
  ),
  leak('the API key as a name', { body: provider({ name: KEY }) }, '/response/body/name'),
  leak(
    'the API key inside a longer text',
    { status: 401, headers: problemJson, body: problem(401, { detail: `Key '${KEY}' expired.` }) },
    '/response/body/detail',
  ),
  [
    'authToken in an error page',
    {
      given: {
        status: 500,
        headers: { 'content-type': 'text/html' },
        body: `<pre>TwilioClient(authToken: "${TOKEN}") failed</pre>`,
      },
      want: [
        error('secret-leak', '/response/body'),
        error('status-documented', '/response/status'),
      ],
    },
  ],
  [
    'authToken in a body cut off',
    {
      given: { body: provider({ authToken: TOKEN }).slice(0, -1) },
      want: [error('body-readable', '/response/body'), error('secret-leak', '/response/body')],
    },
  ],
  leak(
    'the API key in a header',
    { headers: { ...json, 'x-debug-authorization': `Bearer ${KEY}` }, body: provider() },
    '/response/headers/x-debug-authorization',
  ),
]
