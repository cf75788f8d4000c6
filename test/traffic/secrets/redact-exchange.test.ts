// Holds that a redacted exchange shows no secret in any form, and is judged to the byte as it was before.
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadContract } from '../../../src/adapters/contract-file.ts'
import { checks, probeChecks } from '../../../src/checks/index.ts'
import { judge } from '../../../src/checks/run.ts'
import type { Contract } from '../../../src/contract/contract.ts'
import type { Exchange } from '../../../src/traffic/exchange.ts'
import { readRecording } from '../../../src/traffic/har/har.ts'
import { exchangeRedactor } from '../../../src/traffic/secrets/redact-exchange.ts'
import { contractOf, exchangeOf, type Given } from '../../checks/fixture.ts'
import { givesAway } from '../../cli/canary.ts'
import { KEY, ORIGIN, TOKEN } from '../../corpus/case.ts'

const all = [...checks, ...probeChecks]

/** All of an exchange as one text; bytes of a body as they are. */
function textOf({ request, response }: Exchange): string {
  const body = (bytes: Uint8Array | null) => Buffer.from(bytes ?? []).toString('latin1')
  return [
    request.url,
    ...[...request.headers, ...response.headers].flat(),
    body(request.body),
    body(response.body),
  ].join('\n')
}

describe('the corpus', () => {
  it.each(['recorded.har', 'raw.ndjson'])('is judged as before: %s', async (name) => {
    const contract = await loadContract('openapi/blackbox.yaml')
    const text = readFileSync(new URL(`../../corpus/${name}`, import.meta.url), 'utf8')
    const { exchanges } = readRecording(text, 'corpus')
    const redact = exchangeRedactor({ contract, baseUrl: ORIGIN, secrets: [] })
    const options = { checks: all, baseUrl: ORIGIN }
    expect(exchanges.length).toBeGreaterThan(5)
    for (const exchange of exchanges) {
      const redacted = redact(exchange)
      expect(judge(redacted, contract, options)).toEqual(judge(exchange, contract, options))
      const left = textOf(redacted).toLowerCase()
      for (const secret of [KEY, btoa(KEY), TOKEN]) {
        expect(left).not.toContain(secret.replace(/=+$/, '').toLowerCase())
      }
    }
  })
})

const parts = `
paths:
  /{name}:
    parameters:
      - {name: name, in: path, required: true, schema: {type: string}}
      - {name: pin, in: query, schema: {type: string, format: password}}
    post:
      security: [{key: []}]
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
      additionalProperties: false
      properties:
        authToken: {type: string, writeOnly: true, pattern: '^(sk_live_)?[a-f0-9]{32}$'}
        password: {type: string, format: password, minLength: 3, maxLength: 20}
        pin: {type: integer, format: password, minimum: 1000, maximum: 4000}
    Answer:
      properties:
        name: {type: string, maxLength: 60}
        count: {type: integer}
        details: {type: object}
`

let contract: Contract
beforeAll(async () => {
  contract = await contractOf(parts)
})

const json = ['Content-Type', 'application/json'] as const
const bearer = (key: string) => ({ headers: [['Authorization', `Bearer ${key}`], json] as const })

function redacted(
  given: Given,
  secrets: readonly string[] = [],
): { before: Exchange; after: Exchange } {
  const before = exchangeOf({ request: 'POST /a', ...given })
  return { before, after: exchangeRedactor({ contract, secrets })(before) }
}

const verdicts = (exchange: Exchange) => judge(exchange, contract, { checks: all })

/** The verdicts without the words and places that a secret may be part of. */
function bare(exchange: Exchange) {
  const { findings, unchecked } = verdicts(exchange)
  return [...findings, ...unchecked].map(({ rule, severity, operation, contract: place }) => {
    return { rule, severity, operation, place }
  })
}

type Form = [name: string, of: (secret: string) => string]
const forms: Form[] = [
  ['as it is', (secret) => secret],
  ['in capitals', (secret) => secret.toUpperCase()],
  ['encoded for a URL', (secret) => encodeURIComponent(secret)],
  ['encoded in lower case', (secret) => encodeURIComponent(secret).toLowerCase()],
  ['as a form has it', (secret) => new URLSearchParams({ a: secret }).toString()],
  ['in base64', (secret) => Buffer.from(secret).toString('base64')],
  ['in base64 after one byte', (secret) => Buffer.from(`:${secret}`).toString('base64')],
  ['in base64 after two', (secret) => Buffer.from(`a:${secret}:b`).toString('base64')],
  ['in base64url', (secret) => Buffer.from(`Bearer ${secret}`).toString('base64url')],
  ['in hexadecimal', (secret) => Buffer.from(secret).toString('hex')],
  ['in JSON in a string', (secret) => JSON.stringify({ a: secret })],
  ['twice in strings', (secret) => JSON.stringify(JSON.stringify({ a: secret }))],
  ['in HTML', (secret) => secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
  ['as a pointer', (secret) => secret.replaceAll('~', '~0').replaceAll('/', '~1')],
  ['cut in two', (secret) => `${secret.slice(0, 4)}\n      ${secret.slice(4)}`],
  [
    'cut in three',
    (secret) => `${secret.slice(0, 3)}\r\n${secret.slice(3, 6)}\n\t${secret.slice(6)}`,
  ],
]

const shapes: [name: string, of: (text: string) => Given][] = [
  ['in a member', (text) => ({ body: { name: text } })],
  ['in the name of a member', (text) => ({ body: { [text]: 1, details: { [text]: [text] } } })],
  [
    'in a header',
    (text) => ({ headers: [['X-Echo', text.replaceAll(/[\r\n]+\s*/g, '')]], body: {} }),
  ],
  ['in a broken body', (text) => ({ text: `{"a":"${text}` })],
  ['in an error page', (text) => ({ status: 500, headers: [['content-type', 'text/html']], text })],
  [
    'between bytes that are no text',
    (text) => ({
      headers: [['content-type', 'image/png']],
      body: Buffer.concat([Buffer.from([0xff]), Buffer.from(text), Buffer.from([0xfe])]),
    }),
  ],
  ['in a parameter', (text) => ({ request: `POST /a?b=${encodeURIComponent(text)}`, body: {} })],
]

const secrets = [
  'key-51f0c6a9b2d84e7f',
  'k/e~y "4" of&the\\gate+',
  'ключ-é-密码-🔑-abc',
  '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603',
  '~!@#$%^&*()_+',
  '00000000',
]

const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text)

/** Some of the secrets, so that together the tests have each of them in each form and shape. */
function some(list: readonly string[], test: string): string[] {
  const turn = [...test].reduce((sum, each) => sum + each.charCodeAt(0), 0)
  return list.filter((_, index) => (index + turn) % 3 === 0)
}

describe.each(shapes)('a credential that an answer repeats %s', (place, shape) => {
  it.each(forms)('is hidden and judged as before: %s', (name, form) => {
    const keys = secrets.filter(isAscii).map((each) => each.replaceAll(' ', '_'))
    for (const key of some(keys, place + name)) {
      const { before, after } = redacted({ sent: bearer(key), ...shape(form(key)) })
      expect(givesAway(textOf(after), key)).toBe(false)
      expect(bare(after)).toEqual(bare(before))
      // What rules do not take for the credential stands in their words, which the redactor of all output hides.
      const shown = verdicts(before)
      if (!givesAway(JSON.stringify(shown), key)) expect(verdicts(after)).toEqual(shown)
    }
  })
})

describe.each(shapes)('a value that is secret anyway %s', (place, shape) => {
  it.each(forms)('is hidden %s', (name, form) => {
    for (const secret of some(secrets, place + name)) {
      // Bytes of other letters than ASCII's are not known in capitals.
      if (!isAscii(secret) && name === 'in capitals' && place !== 'in a member') continue
      const { before, after } = redacted(shape(form(secret)), [secret])
      expect(givesAway(textOf(before), secret)).toBe(true)
      expect(givesAway(textOf(after), secret)).toBe(false)
      expect(bare(after)).toEqual(bare(before))
    }
  })
})

const utf8 = (bytes: Uint8Array | null) => new TextDecoder().decode(bytes ?? undefined)
const hex = '0123456789abcdef'.repeat(2)

describe('a stand-in is put', () => {
  const post = (body: string, headers: readonly (readonly [string, string])[] = [json]): Given => ({
    sent: { headers, body },
    body: {},
  })
  it.each<[string, { given: Given; want: (exchange: Exchange) => string; to: string }]>([
    [
      'for a secret of its own form, whose beginning says what it is',
      {
        given: post(`{"authToken":"sk_live_${hex}"}`),
        want: ({ request }) => utf8(request.body),
        to: `{"authToken":"sk_live_${'0'.repeat(10)}${'a'.repeat(6)}${'0'.repeat(10)}${'a'.repeat(6)}"}`,
      },
    ],
    [
      'for a short one in its place only',
      {
        given: { ...post('{"password":"abc"}'), body: { name: 'abc' } },
        want: ({ request, response }) => utf8(request.body) + utf8(response.body),
        to: '{"password":"aaa"}{"name":"abc"}',
      },
    ],
    [
      'for a number, as another that the contract allows',
      {
        given: post('{"pin": 3999}'),
        want: ({ request }) => utf8(request.body),
        to: '{"pin": 1111}',
      },
    ],
    [
      'for a number that the contract forbids, as another such',
      {
        given: post('{"pin": 5001}'),
        want: ({ request }) => utf8(request.body),
        to: '{"pin": 4444}',
      },
    ],
    [
      'into a list and an object under a secret name, and nowhere else',
      {
        given: post('{"password":["ab",{"b":"cd","n":null}],"a":"ef"}'),
        want: ({ request }) => utf8(request.body),
        to: '{"password":["cc",{"b":"aa","n":null}],"a":"ef"}',
      },
    ],
    [
      'into a form',
      {
        given: post('a=b&password=a%20b', [['Content-Type', 'application/x-www-form-urlencoded']]),
        want: ({ request }) => utf8(request.body),
        to: 'a=b&password=c%20c',
      },
    ],
    [
      'into a credential for Basic, name and password',
      {
        given: {
          sent: { headers: [['Authorization', `Basic ${btoa('user:pass-word')}`]] },
          body: {},
        },
        want: ({ request }) => atob(request.headers[0]?.[1].slice(6) ?? ''),
        to: 'xxax:ybyy-yyyb',
      },
    ],
    [
      'into cookies, not their attributes',
      {
        given: {
          sent: { headers: [['Cookie', 'a=17; sid="zzz"']] },
          headers: [['Set-Cookie', 'a=b17; Path=/x17; HttpOnly']],
          body: {},
        },
        want: ({ request, response }) => `${request.headers[0]?.[1]} ${response.headers[1]?.[1]}`,
        to: 'a=00; sid="xxx" a=a00; Path=/x17; HttpOnly',
      },
    ],
    [
      'into a URL, for user, password and what looks like a secret',
      {
        given: {
          request: 'POST http://me:pw@a.test/a?pin=77&x=77&access_token=zz#token=y1',
          body: {},
        },
        want: ({ request }) => request.url,
        to: 'http://xa:xx@a.test/a?pin=00&x=77&access_token=xx#token=x0',
      },
    ],
    [
      'into a field that is called like a secret',
      {
        given: {
          headers: [
            ['X-Auth-Token', 'Bearer zz1'],
            ['X-Password', 'q'],
          ],
          body: {},
        },
        want: ({ response }) => response.headers.slice(1).flat().join(' '),
        to: 'X-Auth-Token Bearer xx0 X-Password x',
      },
    ],
    [
      'beside one that stands there already',
      {
        given: { ...post('{"password":"wwwwww"}'), body: { name: 'xxxxxx' } },
        want: ({ request, response }) => utf8(request.body) + utf8(response.body),
        to: '{"password":"xxxxxy"}{"name":"xxxxxx"}',
      },
    ],
  ])('%s', (_, { given, want, to }) => {
    const { before, after } = redacted(given)
    expect(want(after)).toBe(to)
    expect(bare(after)).toEqual(bare(before))
  })

  it('for each of two secrets alike another one', () => {
    const given = post('{"password":"wwwwww","authToken":"qqqqqq"}')
    const { password, authToken } = JSON.parse(utf8(redacted(given).after.request.body))
    expect([password, authToken].sort()).toEqual(['xxxxxx', 'xxxxxy'])
  })

  it('for a secret inside another one, the same as elsewhere', () => {
    const { after } = redacted({ body: { name: 'id-12345678 12345678' } }, [
      'id-12345678',
      '12345678',
    ])
    expect(utf8(after.response.body)).toBe('{"name":"xa-00000000 00000000"}')
  })

  it('once in a line of the same letter', () => {
    const { after } = redacted({ body: { name: 'zzzzzzzzz' } }, ['zzzzzz'])
    expect(givesAway(textOf(after), 'zzzzzz')).toBe(false)
  })
})

describe('nothing is changed', () => {
  it('where there is no secret', () => {
    const { before, after } = redacted({ body: { name: 'Jo', count: 5 } })
    expect(after).toBe(before)
  })

  it.each<[string, Given]>([
    ['a body that was not kept', { body: null }],
    [
      'bytes that are no text',
      { body: Uint8Array.of(0xff, 0xfe, 0, 1), headers: [['content-type', 'image/png']] },
    ],
    ['a byte order mark', { text: '\ufeff{"name":"Jo"}' }],
    ['escapes', { text: '{"name":"\\u004ao\\/","count":12345678901234567890}' }],
  ])('of %s beside one', (_, given) => {
    const { before, after } = redacted({ sent: bearer('key-51f0c6a9b2d84e7f'), ...given })
    expect(after.request.headers).not.toEqual(before.request.headers)
    expect(after.response).toEqual(before.response)
  })
})

describe('a hostile answer takes no long time', () => {
  it.each<[string, string]>([
    ['quotes without end', '"\\"'.repeat(500_000)],
    ['brackets without end', '[{"authToken":'.repeat(100_000)],
    ['the key without end', 'key-51f0c6a9b2d84e7f'.repeat(50_000)],
    ['line breaks without end', '\n'.repeat(1_000_000)],
    ['percent signs', '%'.repeat(1_000_000)],
    ['a name without end', 'a'.repeat(1_000_000)],
    ['strings in strings', JSON.stringify(JSON.stringify({ a: '\\'.repeat(60_000) }))],
  ])('%s', (_, text) => {
    const used = process.cpuUsage()
    redacted({ sent: bearer('key-51f0c6a9b2d84e7f'), text })
    const { user } = process.cpuUsage(used)
    expect(user / 1e6).toBeLessThan(2)
  })
})
