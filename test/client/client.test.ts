// Tests of the BlackBox client: every kind of answer, as it comes out of the typed call.
import { describe, expect, it } from 'vitest'
import { ContractViolationError } from '../../src/index.ts'
import {
  answer,
  ask,
  everythingIn,
  ID,
  KEY,
  observed,
  problem,
  provider,
  rejection,
  TOKEN,
  TWILIO,
} from './answers.ts'

type Given = Parameters<typeof answer>[0]

const clean: [string, { given: Given; want: { data?: unknown; error?: unknown } }][] = [
  ['a documented answer', { given: {}, want: { data: provider } }],
  [
    'a media type with a charset',
    { given: { type: 'application/json; charset=utf-8' }, want: { data: provider } },
  ],
  [
    'a problem',
    {
      given: { status: 404, type: 'application/problem+json', body: problem },
      want: { error: problem },
    },
  ],
  ['a refusal', { given: { status: 401, body: problem }, want: { error: problem } }],
  [
    'a region that is not listed',
    {
      given: { body: { ...provider, region: 'xx9' } },
      want: { data: { ...provider, region: 'xx9' } },
    },
  ],
  [
    'an undocumented member',
    { given: { body: { ...provider, more: 1 } }, want: { data: { ...provider, more: 1 } } },
  ],
  [
    'an upper-case id',
    {
      given: { body: { ...provider, id: ID.toUpperCase() } },
      want: { data: { ...provider, id: ID.toUpperCase() } },
    },
  ],
  [
    'an error page of an assumed status',
    { given: { status: 404, type: 'text/html', body: '<p>no' }, want: { error: '<p>no' } },
  ],
  [
    'a cut body of an assumed status',
    { given: { status: 401, body: '{"title":' }, want: { error: '{"title":' } },
  ],
]

const leaking = { ...provider, authToken: TOKEN }

/** What breaks the contract: the rule and the place of the first error. */
const broken: [string, { given: Given; want: [string, string] }][] = [
  ['an empty body', { given: { body: '' }, want: ['body-readable', '/response/body'] }],
  [
    'a status without a body',
    {
      given: { status: 204, body: null, type: null },
      want: ['status-documented', '/response/status'],
    },
  ],
  [
    'a body cut off',
    { given: { body: '{"name":null,"acc' }, want: ['body-readable', '/response/body'] },
  ],
  [
    'a name that stands twice',
    {
      given: { body: JSON.stringify(provider).replace('{', '{"name":"other",') },
      want: ['body-readable', '/response/body/name'],
    },
  ],
  [
    'an HTML page with status 200',
    {
      given: { type: 'text/html', body: '<h1>Log in</h1>' },
      want: ['content-type', '/response/headers/content-type'],
    },
  ],
  [
    'JSON by another media type',
    { given: { type: 'text/plain' }, want: ['content-type', '/response/headers/content-type'] },
  ],
  [
    'no media type',
    {
      given: { type: null },
      want: ['content-type', '/response/headers/content-type'],
    },
  ],
  [
    'an HTML page with status 502',
    {
      given: { status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' },
      want: ['status-documented', '/response/status'],
    },
  ],
  [
    'an undocumented status',
    { given: { status: 418 }, want: ['status-documented', '/response/status'] },
  ],
  [
    'a provider that was not asked for',
    {
      given: { body: { ...provider, id: ID.replace('7', '8') } },
      want: ['equals', '/response/body/id'],
    },
  ],
  [
    'a SID of another kind',
    {
      given: { body: { ...provider, accountSid: `TK${'a'.repeat(32)}` } },
      want: ['string-format', '/response/body/accountSid'],
    },
  ],
  [
    'a missing member',
    {
      given: { body: { ...provider, accountSid: undefined } },
      want: ['response-schema', '/response/body/accountSid'],
    },
  ],
  [
    'a leaked token',
    { given: { body: leaking }, want: ['secret-leak', '/response/body/authToken'] },
  ],
  [
    'a token in a body cut off',
    { given: { body: `{"authToken":"${TOKEN}","x` }, want: ['body-readable', '/response/body'] },
  ],
  [
    'the key in an answer',
    { given: { body: { ...provider, name: KEY } }, want: ['secret-leak', '/response/body/name'] },
  ],
  [
    'the key in a name',
    {
      given: { body: { ...provider, verificationStatus: 5, [KEY]: 1 } },
      want: ['response-schema', '/response/body/verificationStatus'],
    },
  ],
  [
    'a list for an object',
    { given: { body: [provider] }, want: ['response-schema', '/response/body'] },
  ],
  ['null', { given: { body: 'null' }, want: ['response-schema', '/response/body'] }],
  [
    'endless nesting',
    { given: { body: '['.repeat(100_000) }, want: ['body-readable', '/response/body'] },
  ],
]

describe('an answer that obeys the contract, or of which it is not sure', () => {
  it.each(clean)('%s comes through', async (_, { given, want }) => {
    const { client } = observed({ answer: () => answer(given) })
    const { data, error, response } = await ask(client)
    expect({ data, error }).toEqual({ data: undefined, error: undefined, ...want })
    expect(response.status).toBe(given?.status ?? 200)
  })

  it('tells of warnings and does not throw for them', async () => {
    const body = { ...provider, region: 'xx9', more: 1 }
    const { client, told } = observed({ answer: () => answer({ body }) })
    await ask(client)
    const found = told.flat().map(({ rule, severity, at }) => `${severity} ${rule} ${at}`)
    expect(found.sort()).toEqual([
      'warning known-value /response/body/region',
      'warning undocumented-field /response/body/more',
    ])
  })

  it('tells nothing of an answer without findings', async () => {
    const { client, told } = observed()
    await ask(client)
    expect(told).toEqual([])
  })
})

describe('an answer that breaks the contract', () => {
  it.each(broken)('%s is thrown for', async (_, { given, want }) => {
    const { client, told } = observed({ answer: () => answer(given) })
    const error = await rejection(ask(client))
    expect(error).toBeInstanceOf(ContractViolationError)
    const { findings } = error instanceof ContractViolationError ? error : { findings: [] }
    expect(findings.map(({ rule, at }) => [rule, at])).toContainEqual(want)
    expect(findings.every(({ severity }) => severity === 'error')).toBe(true)
    expect(told).toHaveLength(1)
    expect(told[0]).toEqual(expect.arrayContaining([...findings]))
  })

  it.each(broken)('%s is thrown for without the key, a token or the body', async (_, { given }) => {
    const { client, told } = observed({ answer: () => answer(given) })
    const shown = everythingIn(await rejection(ask(client))) + JSON.stringify(told)
    expect(shown).toContain('GET /api/v1/providers/twilio/{id}')
    expect(shown).not.toContain(KEY)
    expect(shown).not.toContain(TOKEN)
    expect(shown).not.toContain('Support line')
  })

  const readable = broken.filter(([, { given }]) => typeof given?.body !== 'string')

  it.each(readable)('%s comes through where it is only reported', async (_, { given, want }) => {
    const { client, told } = observed({ validate: 'report', answer: () => answer(given) })
    const { data, error, response } = await ask(client)
    expect(response.status).toBe(given?.status ?? 200)
    const body = given?.body === null ? undefined : (given?.body ?? provider)
    expect(data ?? error).toEqual(body === undefined ? undefined : JSON.parse(JSON.stringify(body)))
    expect(told.flat().map(({ rule, at }) => [rule, at])).toContainEqual(want)
  })

  it.each(readable)('%s comes through unseen where nobody looks', async (_, { given }) => {
    const { client, told } = observed({ validate: 'off', answer: () => answer(given) })
    const { response } = await ask(client)
    expect(response.status).toBe(given?.status ?? 200)
    expect(told).toEqual([])
  })
})

describe('an answer that is no JSON and not thrown for', () => {
  const texts: [string, { given: string }][] = [
    ['cut off', { given: `{"authToken":"${TOKEN}","na` }],
    ['a page', { given: `<p>${TOKEN}</p>` }],
    ['two values', { given: `"${TOKEN}" 1` }],
    ['short, so that a platform would quote it whole', { given: TOKEN.slice(0, 12) }],
  ]
  const modes = ['report', 'off'] as const
  const each = modes.flatMap((mode) => texts.map(([name, { given }]) => ({ mode, name, given })))

  it.each(each)('rejects without a word of it: $name, $mode', async ({ mode, given }) => {
    const { client } = observed({ validate: mode, answer: () => answer({ body: given }) })
    const error = await rejection(ask(client))
    expect(error.name).toBe('SyntaxError')
    expect(error.message).toBe(`The answer to GET ${TWILIO} is not JSON, though its status is 200.`)
    expect(everythingIn(error)).not.toContain(TOKEN.slice(0, 6))
  })

  it('rejects in the same way where the contract documents no content', async () => {
    const { client } = observed({ answer: () => answer({ type: 'text/html', body: '<p>' }) })
    const path = `${TWILIO}/available-numbers` as const
    const error = await rejection(client.GET(path, { params: { path: { id: ID } } }))
    expect(error.name).toBe('SyntaxError')
  })

  it.each(modes)('is no matter to a caller who reads it otherwise: %s', async (mode) => {
    const { client } = observed({ validate: mode, answer: () => answer({ body: '{"a' }) })
    const params = { path: { id: ID } }
    const { data } = await client.GET(TWILIO, { params, parseAs: 'text' })
    expect(data).toBe('{"a')
  })

  it.each(modes)('is no data where it is empty: %s', async (mode) => {
    const { client } = observed({ validate: mode, answer: () => answer({ body: '' }) })
    expect((await ask(client)).data).toBe(undefined)
  })
})
