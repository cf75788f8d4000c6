// Holds the rule that an expected request carries the credential that its operation needs.
import { credentialSent } from '../../src/checks/credential-sent.ts'
import { testRule } from './fixture.ts'

const contract = `
security: [{bearer: []}]
paths:
  /: {get: {responses: {'200': {description: A}}}}
  /open: {get: {security: [], responses: {'200': {description: A}}}}
  /maybe: {get: {security: [{}, {bearer: []}], responses: {'200': {description: A}}}}
  /basic: {get: {security: [{basic: []}], responses: {'200': {description: A}}}}
  /header: {get: {security: [{header: []}], responses: {'200': {description: A}}}}
  /query: {get: {security: [{query: []}], responses: {'200': {description: A}}}}
  /cookie: {get: {security: [{cookie: []}], responses: {'200': {description: A}}}}
  /both: {get: {security: [{bearer: [], header: []}], responses: {'200': {description: A}}}}
  /either: {get: {security: [{bearer: []}, {header: []}], responses: {'200': {description: A}}}}
  /choice: {get: {security: [{bearer: []}, {cookie: [], header: []}], responses: {'200': {description: A}}}}
  /login: {get: {security: [{oauth: [read]}], responses: {'200': {description: A}}}}
  /mutual: {get: {security: [{mutual: []}], responses: {'200': {description: A}}}}
  /strange: {get: {security: [{mutual: [], header: []}], responses: {'200': {description: A}}}}
  /assumed: {get: {security: [{bearer: []}], x-evidence: assumed, responses: {'200': {description: A}}}}
components:
  securitySchemes:
    bearer: {type: http, scheme: bearer}
    basic: {type: http, scheme: basic}
    header: {type: apiKey, in: header, name: X-Key}
    query: {type: apiKey, in: query, name: api key}
    cookie: {type: apiKey, in: cookie, name: session}
    oauth: {type: oauth2, flows: {}}
    mutual: {type: mutualTLS}
`

const at = '/request/headers/authorization'
const words = 'expects success but sends no credential; the operation needs'
const own = (path: string) => `/paths/~1${path}/get/security`
const sent = (...headers: [string, string][]) => ({ headers })

testRule(credentialSent, contract, {
  clean: [
    ['a bearer', { given: { sent: sent(['authorization', 'Bearer any']) } }],
    ['a scheme in another case', { given: { sent: sent(['Authorization', 'bearer any']) } }],
    ['an operation that needs none', { given: { request: 'GET /open' } }],
    ['an operation that can do without', { given: { request: 'GET /maybe' } }],
    ['a request that is to be refused', { given: { status: 401 } }],
    [
      'a password',
      { given: { request: 'GET /basic', sent: sent(['authorization', 'Basic YTpi']) } },
    ],
    ['a key in a header', { given: { request: 'GET /header', sent: sent(['x-key', 'a']) } }],
    ['a key in the query', { given: { request: 'GET /query?a=b&api+key=a' } }],
    [
      'a key in a cookie',
      { given: { request: 'GET /cookie', sent: sent(['cookie', 'a=b; session=c']) } },
    ],
    [
      'both of two',
      {
        given: { request: 'GET /both', sent: sent(['x-key', 'a'], ['authorization', 'Bearer a']) },
      },
    ],
    [
      'the second of two that would do',
      { given: { request: 'GET /either', sent: sent(['x-key', 'a']) } },
    ],
    [
      'a token of OAuth',
      { given: { request: 'GET /login', sent: sent(['authorization', 'Bearer a']) } },
    ],
    ['an operation that nobody documents', { given: { request: 'GET /nowhere' } }],
  ],
  violating: [
    ['nothing sent', { given: {}, want: [`error ${at} (/security): ${words} bearer`] }],
    [
      'another scheme',
      {
        given: { sent: sent(['authorization', 'Basic YTpi']) },
        want: [`error ${at} (/security): ${words} bearer`],
      },
    ],
    [
      'a scheme without its credential',
      {
        given: { sent: sent(['authorization', 'Bearer ']) },
        want: [`error ${at} (/security): ${words} bearer`],
      },
    ],
    [
      'one of two',
      {
        given: { request: 'GET /both', sent: sent(['x-key', 'a']) },
        want: [
          `error ${at} (${own('both')}): expects success but sends no credential for bearer; the operation needs bearer with header`,
        ],
      },
    ],
    [
      'the other of two',
      {
        given: { request: 'GET /both', sent: sent(['authorization', 'Bearer a']) },
        want: [
          `error /request/headers/x-key (${own('both')}): expects success but sends no credential for header; the operation needs bearer with header`,
        ],
      },
    ],
    [
      'none of two',
      {
        given: { request: 'GET /both' },
        want: [`error ${at} (${own('both')}): ${words} bearer with header`],
      },
    ],
    [
      'one of two beside another that would do',
      {
        given: { request: 'GET /choice', sent: sent(['cookie', 'session=a']) },
        want: [
          `error /request/headers/x-key (${own('choice')}): expects success but sends no credential for header; the operation needs bearer or cookie with header`,
        ],
      },
    ],
    [
      'no cookie',
      {
        given: { request: 'GET /cookie' },
        want: [`error /request/cookies/session (${own('cookie')}): ${words} cookie`],
      },
    ],
    [
      'neither of two',
      {
        given: { request: 'GET /either' },
        want: [`error ${at} (${own('either')}): ${words} bearer or header`],
      },
    ],
    [
      'an empty key',
      {
        given: { request: 'GET /query?api%20key=' },
        want: [`error /request/query/api key (${own('query')}): ${words} query`],
      },
    ],
    [
      'no key beside what cannot be seen',
      {
        given: { request: 'GET /strange' },
        want: [
          `error /request/headers/x-key (${own('strange')}): expects success but sends no credential for header; the operation needs mutual with header`,
        ],
      },
    ],
    [
      'nothing sent where it is only assumed that something is needed',
      {
        given: { request: 'GET /assumed' },
        want: [`warning ${at} (${own('assumed')}): ${words} bearer`],
      },
    ],
  ],
  unchecked: [
    [
      'a certificate',
      {
        given: { request: 'GET /mutual' },
        want: [
          `unchecked warning /request (${own('mutual')}): whether the credential is sent cannot be seen in a message`,
        ],
      },
    ],
  ],
})
