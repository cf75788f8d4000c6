// Holds that a witness shows the request, the promise and the smallest faulty part, and never a secret.
import { describe, expect, test } from 'vitest'
import { checks, probeChecks } from '../../src/checks/index.ts'
import { judge } from '../../src/checks/run.ts'
import { startWitnesses } from '../../src/checks/witness.ts'
import type { Finding } from '../../src/report.ts'
import type { Exchange, Expectation } from '../../src/traffic/exchange.ts'
import { contractOf, exchangeOf, type Given } from './fixture.ts'

const contract = `
servers: [{url: 'https://api.example'}]
security: [{bearer: []}]
paths:
  /users/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: X-Team, in: header, schema: {type: string}}
    get: &operation
      responses:
        '200':
          x-source: https://docs.example/users
          headers: {X-Rate: {required: true, schema: {type: integer}}}
          content:
            application/json: {schema: {$ref: '#/components/schemas/User'}}
            text/plain: {schema: {type: string, maxLength: 3}}
        '401': {content: {application/json: {schema: {type: object}}}}
    put:
      <<: *operation
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Draft'}}}}
components:
  securitySchemes:
    bearer: {type: http, scheme: bearer}
    query: {type: apiKey, in: query, name: k}
    cookie: {type: apiKey, in: cookie, name: sid}
  schemas:
    Draft: {properties: {password: {type: string, format: password}}}
    User:
      description: Somebody.
      required: [id]
      properties:
        id: {description: 'Who it is.', type: string, x-equals: $request.path.id}
        at: {type: string, format: date-time, description: "When it\\n  was."}
        tags: {type: array, maxItems: 10, items: {type: object}}
        size: {x-evidence: assumed, type: integer}
        more: {type: object}
        name: {type: string}
`
const rate = ['X-Rate', '5'] as const
const get = { request: 'GET https://api.example/users/7', headers: [rate] }
const authorization = ['Authorization', 'Bearer 0123456789abcdef'] as const
const user = { id: '7', name: 'Jo', at: '2026-01-01T00:00:00Z', more: { phone: '555' } }

async function witnessed(given: Given, changes: Partial<Exchange> = {}): Promise<Finding[]> {
  const compiled = await contractOf(contract)
  const exchange = { ...exchangeOf(given), ...changes }
  const { findings } = judge(exchange, compiled, { checks: [...checks, ...probeChecks] })
  return startWitnesses({ contract: compiled })(findings, exchange)
}

async function only(given: Given, changes: Partial<Exchange> = {}) {
  const [finding, ...more] = await witnessed(given, changes)
  expect(more.map(({ message }) => message)).toEqual([])
  if (finding?.witness === undefined) throw new Error('no witness')
  return finding.witness
}

const json = (value: unknown, kind = 'smallest') => {
  return { kind, form: 'json', text: JSON.stringify(value, null, 2) }
}

const part = (text: string) => ({ kind: 'part', form: 'text', text })

test('a witness says what was sent, what was promised and what came', async () => {
  const body = { ...user, at: 'yesterday' }
  const sent = { headers: [['accept', '*/*'], authorization, ['User-Agent', 'x']] as const }
  const startedAt = '2026-03-02T09:14:02.000Z'
  expect(await only({ ...get, sent, body }, { startedAt })).toEqual({
    why: expect.stringContaining('dates of another form'),
    documented: 'When it was.',
    constraint: '"format": "date-time"',
    evidence: 'stated',
    startedAt,
    request: {
      method: 'GET',
      url: 'https://api.example/users/7',
      headers: [
        ['accept', '*/*'],
        ['Authorization', 'Bearer $BLACKBOX_API_KEY'],
      ],
    },
    response: {
      status: 200,
      contentType: 'application/json',
      excerpt: json({ at: 'yesterday' }),
    },
  })
})

const excerpts: readonly (readonly [string, { given: Given; want: object | null }])[] = [
  [
    'what stands beside a missing member',
    { given: { ...get, body: { name: 'Jo', more: {} } }, want: json({ name: 'Jo' }, 'part') },
  ],
  [
    'another value than the one asked for',
    { given: { ...get, body: { id: '8', name: 'Jo' } }, want: json({ id: '8' }) },
  ],
  [
    'as many items as are too many, of which not all are shown',
    {
      given: { ...get, body: { id: '7', tags: Array.from({ length: 12 }, (_, id) => ({ id })) } },
      want: json({ tags: [...Array.from({ length: 7 }, () => ({})), '… 5 more'] }),
    },
  ],
  [
    'the faulty item alone',
    {
      given: { ...get, body: { id: '7', tags: [{ a: 1 }, 5, { b: 2 }] } },
      want: json({ tags: [5] }),
    },
  ],
  [
    'an undocumented member, without what is in it',
    {
      given: { ...get, body: { id: '7', at: user.at, extra: { a: [1, 2, 3] } } },
      want: json({ extra: {} }),
    },
  ],
  [
    'a secret by its length',
    {
      given: { ...get, body: { id: '7', more: { password: 'a b', note: 'x' } } },
      want: json({ more: { password: '*** (3 characters)' } }),
    },
  ],
  [
    'a header',
    {
      given: { ...get, headers: [['X-Rate', 'fast']], body: user },
      want: { kind: 'header', form: 'text', text: 'x-rate: fast' },
    },
  ],
  [
    'a text around a name that stands twice',
    {
      given: { ...get, text: `{"id":"7","more":{"a":1,"a":2},"name":"${'x'.repeat(500)}"}` },
      want: part(`{"id":"7","more":{"a":1,"a":2},"name":"${'x'.repeat(285)}…`),
    },
  ],
  [
    'a text around the byte that breaks it',
    {
      given: { ...get, text: `{"id":"${'é '.repeat(80)}",}` },
      want: part(`…${'é '.repeat(49)}",}`),
    },
  ],
  [
    'a text that is too long',
    {
      given: { ...get, headers: [rate, ['Content-Type', 'text/plain']], text: 'four' },
      want: part('four'),
    },
  ],
  [
    'the page that came instead of JSON',
    {
      given: { ...get, headers: [rate, ['Content-Type', 'text/html']], text: '<h1>Sorry</h1>' },
      want: part('<h1>Sorry</h1>'),
    },
  ],
  [
    'no picture that came instead of JSON',
    {
      given: {
        ...get,
        headers: [rate, ['Content-Type', 'image/png']],
        body: Uint8Array.of(0x89, 0x50, 0, 1),
      },
      want: null,
    },
  ],
  [
    'what an undocumented failure says',
    {
      given: { ...get, status: 500, body: { error: 'down' } },
      want: json({ error: 'down' }, 'part'),
    },
  ],
  [
    'nothing of what was served unexpectedly',
    { given: { ...get, status: 202, body: user }, want: null },
  ],
  ['nothing of an empty body', { given: { ...get, text: '' }, want: null }],
]

/** The first finding that is not about a member that nobody has documented, unless it is the only one. */
async function mainExcerpt(given: Given) {
  const findings = await witnessed(given)
  const main = findings.find(({ rule }) => rule !== 'undocumented-field') ?? findings[0]
  return main?.witness?.response.excerpt
}

describe('the answer shows', () => {
  test.each(excerpts)('%s', async (_, { given, want }) => {
    expect(await mainExcerpt(given)).toEqual(want)
  })
})

type Asked = { given: Given; changes?: Partial<Exchange>; want: object }

const key = ['Authorization', 'Bearer $BLACKBOX_API_KEY']
const bad = { ...user, at: 'x' }
const wrongKey: Expectation = {
  ...{ id: 'a', wanted: 'refused', fault: 'a wrong key', pointer: '/security' },
  at: '/request/headers/authorization',
}

const requests: readonly (readonly [string, Asked])[] = [
  [
    'the key that an exporter has left out',
    {
      given: { ...get, body: bad },
      want: { url: 'https://api.example/users/7', headers: [key] },
    },
  ],
  [
    'no key where none was sent and it was refused',
    {
      given: { ...get, status: 401, body: [] },
      want: { url: 'https://api.example/users/7', headers: [] },
    },
  ],
  [
    'a wrong key as wrong',
    {
      given: { ...get, sent: { headers: [authorization] }, body: { id: '7' } },
      changes: { probe: wrongKey },
      want: {
        url: 'https://api.example/users/7',
        headers: [['Authorization', 'Bearer wrong-key']],
      },
    },
  ],
  [
    'a key in the query as a word, whatever its length',
    {
      given: {
        ...get,
        request: `${get.request}?a=$BLACKBOX_API_KEY&k=abc#f`,
        sent: { headers: [authorization] },
        body: bad,
      },
      want: {
        url: 'https://api.example/users/7?a=%24BLACKBOX_API_KEY&k=$BLACKBOX_API_KEY',
        headers: [key],
      },
    },
  ],
  [
    'a key in a cookie, without the other cookies',
    {
      given: { ...get, sent: { headers: [['Cookie', 'a=1; sid=0123456789']] }, body: bad },
      want: { headers: [['Cookie', 'sid=$BLACKBOX_API_KEY']] },
    },
  ],
  [
    'only fields that the answer can depend on, and no word of theirs for the key',
    {
      given: {
        ...get,
        sent: {
          headers: [
            authorization,
            ...(['Accept', 'X-Team', 'Cookie', 'X-Other', 'If-None-Match'] as const).map(
              (name) => [name, 'a $BLACKBOX_API_KEY'] as const,
            ),
          ],
        },
        body: bad,
      },
      want: {
        headers: [['Accept', 'a ***'], ['X-Team', 'a ***'], ['If-None-Match', 'a ***'], key],
      },
    },
  ],
  [
    'a body without its secrets',
    {
      given: {
        ...get,
        request: 'PUT https://api.example/users/7',
        sent: {
          headers: [['Content-Type', 'application/json'], authorization],
          body: '{ "name": "Jo", "password": "correct horse" }',
        },
        body: bad,
      },
      want: { method: 'PUT', body: '{"name":"Jo","password":"*** (13 characters)"}' },
    },
  ],
  [
    'a body as it was written where it holds none',
    {
      given: {
        ...get,
        request: 'PUT https://api.example/users/7',
        sent: { headers: [['Content-Type', 'application/json']], body: '{ "n": 1.0 }' },
        body: bad,
      },
      want: { body: '{ "n": 1.0 }' },
    },
  ],
  [
    'of a long body how long it is',
    {
      given: {
        ...get,
        request: 'PUT https://api.example/users/7',
        sent: { headers: [['Content-Type', 'application/json']], body: `"${'é'.repeat(4000)}"` },
        body: bad,
      },
      want: { leftOut: 8002 },
    },
  ],
]

describe('the request shows', () => {
  test.each(requests)('%s', async (_, { given, changes, want }) => {
    const [finding] = await witnessed(given, changes)
    expect(finding?.witness?.request).toMatchObject(want)
  })
})

test('only the first finding with a fingerprint has a witness', async () => {
  const compiled = await contractOf(contract)
  const exchange = exchangeOf({ ...get, body: { id: '7', tags: [1, 2] } })
  const { findings } = judge(exchange, compiled, { checks })
  const show = startWitnesses({ contract: compiled })
  const all = [...show(findings, exchange), ...show(findings, exchange)]
  expect(all.map(({ witness }) => witness !== undefined)).toEqual([true, false, false, false])
})

test('what a consumer expects has no witness, since nothing came', async () => {
  const findings = await witnessed({ ...get, body: bad }, { kind: 'expected' })
  expect(findings.map(({ witness }) => witness)).toEqual([undefined])
})

test('the places of a long answer are found in time', async () => {
  const tags = Array.from({ length: 4000 }, (_, id) => ({ id, name: `tag ${id}` }))
  const findings = await witnessed({ ...get, body: { id: '7', tags: [...tags, 5], more: tags } })
  expect(findings.map(({ witness }) => witness?.response.excerpt?.text.length ?? 0)).toHaveLength(3)
  for (const { witness } of findings) {
    expect(witness?.response.excerpt?.text.length).toBeLessThan(500)
  }
})

const canary = 'CANARY-horse-battery-9a8b7c6d'
const forms = [canary, encodeURIComponent(canary), btoa(canary).replace(/=+$/, ''), 'horse-battery']
const nested = JSON.stringify({
  log: JSON.stringify({ authToken: canary, text: `pwd: "${canary}"`, secret: 'a "horse-battery"' }),
})
const echo = {
  id: '8',
  size: 'x',
  at: canary,
  [canary]: 1,
  more: { canary, nested, apiSecret: 'horse-battery' },
}
const page = `<p>password=${canary} https://u:${canary}@h/?token=horse-battery&x=1 Bearer ${btoa(canary)}`

const leaks: readonly (readonly [string, Given])[] = [
  ['JSON', { body: echo }],
  ['a text that is no JSON', { text: `${JSON.stringify(echo)},` }],
  ['a text with a name twice', { text: `{"id":"7","a":1,"a":${JSON.stringify(echo)}}` }],
  ['a page', { headers: [['Content-Type', 'text/html']], text: page }],
  ['plain text', { headers: [rate, ['Content-Type', 'text/plain']], text: page }],
  ['a failure', { status: 500, body: echo }],
  [
    'fields',
    {
      headers: [
        ['X-Rate', canary],
        ['X-Auth-Token', canary],
      ],
      body: user,
    },
  ],
]

test.each(leaks)('no secret of the request is in a witness, echoed in %s', async (_, given) => {
  const findings = await witnessed({
    request: `PUT https://u:${canary}@api.example/users/${canary}?k=${canary}&token=horse-battery`,
    sent: {
      headers: [
        ['Authorization', `Bearer ${canary}`],
        ['Cookie', `sid=${canary}; other=${canary}`],
        ['X-Team', canary],
        ['Content-Type', 'application/json'],
      ],
      body: JSON.stringify({ password: canary, note: canary, nested }),
    },
    ...given,
  })
  const witnesses = findings.flatMap(({ witness }) => witness ?? [])
  expect(witnesses.length).toBeGreaterThan(0)
  const text = JSON.stringify(witnesses)
  expect(forms.filter((each) => text.includes(each))).toEqual([])
})
