// Holds the rule that no answer holds a secret, and that no verdict shows one.
import { describe, expect, test } from 'vitest'
import { checks } from '../../src/checks/index.ts'
import { judge } from '../../src/checks/run.ts'
import { secretLeak } from '../../src/checks/secret-leak.ts'
import { contractOf, exchangeOf, type Given, testRule } from './fixture.ts'

const contract = `
paths:
  /:
    put:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
      responses:
        '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}, text/plain: {}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Api-Key}
    query: {type: apiKey, in: query, name: k}
    cookie: {type: apiKey, in: cookie, name: sid}
  schemas:
    User:
      properties:
        authToken: {type: string, writeOnly: true, pattern: '^[a-f0-9]{32}$'}
        password: {type: string, format: password}
    Answer:
      properties:
        name: {enum: [Jo]}
        details: {type: object}
        phones: {additionalProperties: {format: phone}}
        password: {type: string, description: How to set one.}
`
const token = '0123456789abcdef'.repeat(2)
const secret = '/components/schemas/User/properties/authToken'
const member = 'holds a secret that must never be in an answer'
const put = 'PUT /'
const bearer = (key: string) => ({ headers: [['Authorization', `Bearer ${key}`] as const] })

testRule(secretLeak, contract, {
  clean: [
    ['ordinary members', { given: { request: put, body: { name: 'Jo', details: { tokens: 5 } } } }],
    [
      'a member of that name that the contract documents in this place',
      { given: { request: put, body: { password: 'min. 8 letters' } } },
    ],
    [
      'a member of that name that holds no text',
      { given: { request: put, body: { details: { authToken: null, auth_token: true } } } },
    ],
    [
      'its name in a sentence',
      { given: { request: put, body: { details: 'The authToken: wrong or expired.' } } },
    ],
    [
      'hexadecimal text under another name',
      { given: { request: put, body: { details: { requestId: token } } } },
    ],
    [
      'a short credential that could be any word',
      { given: { request: put, sent: bearer('short'), body: { name: 'short' } } },
    ],
  ],
  violating: [
    [
      'a secret member, however its name is written and wherever it is',
      {
        given: {
          request: put,
          body: { AUTH_TOKEN: 'x', details: [{ 'auth-token': 'y' }], 'X-Auth-Token': 'z' },
        },
        want: [
          `error /response/body/AUTH_TOKEN (${secret}): ${member} (1 characters)`,
          `error /response/body/X-Auth-Token (${secret}): ${member} (1 characters)`,
          `error /response/body/details/0/auth-token (${secret}): ${member} (1 characters)`,
        ],
      },
    ],
    [
      'a secret in a header',
      {
        given: { request: put, headers: [['X-Auth-Token', token]] },
        want: [`error /response/headers/x-auth-token (${secret}): ${member} (32 characters)`],
      },
    ],
    [
      'a secret in text',
      {
        given: { request: put, body: { details: `auth_token=${token}&a=b` } },
        want: [`error /response/body/details (${secret}): ${member} (32 characters)`],
      },
    ],
    [
      'a secret in JSON in a string in JSON in a string',
      {
        given: {
          request: put,
          body: { details: JSON.stringify({ log: JSON.stringify({ authToken: token }) }) },
        },
        want: [`error /response/body/details (${secret}): ${member} (32 characters)`],
      },
    ],
    [
      'a secret in a body that cannot be read',
      {
        given: { request: put, text: `{"authToken":"${token}"` },
        want: [`error /response/body (${secret}): ${member} (32 characters)`],
      },
    ],
    [
      'a secret in an undocumented answer',
      {
        given: {
          request: 'GET /other',
          status: 500,
          headers: [['content-type', 'text/html']],
          text: `<authToken>${token}</authToken>`,
        },
        want: [`error /response/body (${secret}): ${member} (32 characters)`],
      },
    ],
    [
      'the bearer of the request',
      {
        given: {
          request: put,
          sent: bearer('bearer-one-two'),
          body: { details: 'not bearer-one-two!' },
        },
        want: [
          'error /response/body/details (/security): repeats a credential of the request (14 characters)',
        ],
      },
    ],
    [
      'the bearer as the name of a member',
      {
        given: {
          request: put,
          sent: bearer('bearer-one-two'),
          body: { details: { 'bearer-one-two': 1 } },
        },
        want: [
          'error /response/body/details/*** (/security): repeats a credential of the request (14 characters)',
        ],
      },
    ],
    [
      'a key that a security scheme names, in a header, the query or a cookie',
      {
        given: {
          request: 'PUT /?k=query-key-1',
          sent: {
            headers: [
              ['x-api-key', 'header-key-1'],
              ['cookie', 'a=b; sid=cookie-key-1'],
            ],
          },
          body: { a: 'header-key-1', b: 'query-key-1', c: 'cookie-key-1' },
        },
        want: ['a', 'b', 'c'].map(
          (name, index) =>
            `error /response/body/${name} (/security): repeats a credential of the request (${[12, 11, 12][index]} characters)`,
        ),
      },
    ],
    [
      'a password sent in the body',
      {
        given: {
          request: put,
          sent: {
            headers: [['content-type', 'application/json']],
            body: '{"password":"correct horse"}',
          },
          body: { name: 'correct horse' },
        },
        want: [
          'error /response/body/name (/security): repeats a credential of the request (13 characters)',
        ],
      },
    ],
    [
      'a half surrogate in a password, without stumbling',
      {
        given: {
          request: put,
          sent: {
            headers: [['content-type', 'application/json']],
            body: '{"password":"12345678\\ud800"}',
          },
          text: '{"name":"12345678\\ud800"}',
        },
        want: [
          'error /response/body/name (/security): repeats a credential of the request (9 characters)',
        ],
      },
    ],
  ],
  unchecked: 'Whatever the bytes are, they are searched as text.',
})

describe('no verdict of any rule shows a secret', () => {
  const key = 'k/e~y "4" of+the\\gate'
  const json = ['Content-Type', 'application/json'] as const
  const sent = { headers: [...bearer('x').headers, json], body: JSON.stringify({ password: key }) }
  const forms = [
    key,
    encodeURIComponent(key),
    btoa(key),
    JSON.stringify(key).slice(1, -1),
    key.replaceAll('~', '~0').replaceAll('/', '~1'),
  ]
  const shapes: [name: string, of: (text: string) => Given][] = [
    ['as a value of an enumeration', (text) => ({ body: { name: text } })],
    ['as an undocumented member', (text) => ({ body: { [text]: text } })],
    ['as the name of a secret', (text) => ({ body: { authToken: text } })],
    ['deep in free form', (text) => ({ body: { details: [{ [text]: { [text]: [text] } }] } })],
    ['as the place of what is unchecked', (text) => ({ body: { phones: { [text]: '1' } } })],
    [
      'as a repeated name',
      (text) => ({ text: `{${JSON.stringify(text)}:1,${JSON.stringify(text)}:2}` }),
    ],
    ['as a media type', (text) => ({ headers: [['content-type', text]], text: 'x' })],
    ['in a broken body', (text) => ({ text: `{"a":${text}` })],
    ['in an undocumented answer', (text) => ({ status: 500, body: { name: text } })],
    [
      'in the URL',
      (text) => ({
        request: `PUT /${encodeURIComponent(text)}?a=${encodeURIComponent(text)}`,
        body: {},
      }),
    ],
  ]
  test.each(shapes)('%s', async (_, of) => {
    const compiled = await contractOf(contract)
    for (const form of forms) {
      const exchange = exchangeOf({ request: put, sent, ...of(form) })
      const judgement = judge(exchange, compiled, { checks })
      const words = [...judgement.findings, ...judgement.unchecked].flatMap((each) =>
        Object.values(each),
      )
      expect(words.length).toBeGreaterThan(0)
      const shown = `${JSON.stringify(words)}\n${words.map(String).join('\n')}`
      for (const hidden of forms) expect(shown).not.toContain(hidden)
    }
  })

  test('a wrong form of a secret is not shown either', async () => {
    const exchange = exchangeOf({
      request: put,
      sent: { headers: [json], body: '{"authToken":"hunter2","password":5}' },
      body: { password: 5 },
    })
    const { findings } = judge(exchange, await contractOf(contract), { checks })
    expect(findings.map(({ at, message }) => `${at} ${message}`)).toEqual([
      '/response/body/password is of type number; documented: string',
      '/request/body/authToken is a secret, which does not match ^[a-f0-9]{32}$',
      '/request/body/password is of type number; documented: string',
    ])
    expect(JSON.stringify(findings)).not.toContain('hunter2')
  })
})
