// Tests that wrong uses of the client do not compile, each for its own reason, and right ones do.
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const head = `import * as api from '../../src/index.ts'
declare const client: api.BlackBoxClient
declare const id: string
const twilio = '/api/v1/providers/twilio/{id}'
const params = { path: { id } }
`

const right: [string, { given: string }][] = [
  [
    'a call whose error is looked at',
    {
      given: `const { data, error } = await client.GET(twilio, { params })
export const sid: api.AccountSid | undefined = error === undefined ? data.accountSid : undefined
export const why: string | null | undefined = error?.title`,
    },
  ],
  [
    'an update',
    {
      given: `await client.PUT(twilio, { params, body: { name: null, region: 'us1' } })
await client.PUT(twilio, { params, body: {} })
const { data } = await client.PUT(twilio, { params, body: { name: 'x' }, parseAs: 'text' })
export const text: string | undefined = data
declare const update: api.TwilioProviderUpdate
const { data: after, error } = await client.PUT(twilio, { params, body: update, headers: { 'x-a': '1' } })
export const sid: api.AccountSid | undefined = after?.accountSid
export const title: string | null | undefined = error?.title`,
    },
  ],
  [
    'a provider by its type',
    {
      given: `const { data } = await client.GET('/api/v1/providers/{id}', { params })
if (data?.providerType === 'twilio') { const sid: \`AC\${string}\` = data.accountSid; void sid }`,
    },
  ],
  [
    'a guard that narrows',
    {
      given: `declare const text: string
export const sid: api.AccountSid | undefined = api.isAccountSid(text) ? text : undefined
export const trunk: api.TrunkSid | null = api.isTrunkSid(text) ? text : null`,
    },
  ],
  [
    'a violation that is caught',
    {
      given: `try { await client.GET(twilio, { params }) } catch (error) {
  if (error instanceof api.ContractViolationError) for (const { rule, at } of error.findings) void (rule + at)
}`,
    },
  ],
  [
    'every option',
    {
      given: `api.createClient({ apiKey: 'k' })
api.createClient({ apiKey: 'k', baseUrl: 'https://x.test', validate: 'report', timeoutMs: 0, fetch,
  onViolation: (findings) => { for (const { message } of findings) void message } })`,
    },
  ],
  [
    'a client of another contract',
    {
      given: `type Paths = { '/a': { get: { responses: { 200: { content: { 'application/json': 5 } } } } } }
const other = api.connect<Paths>(() => ({ operation: null, findings: [], unchecked: [] }), 'https://x.test', { apiKey: 'k' })
const { data } = await other.GET('/a')
type Made = { '/b': { post: { requestBody?: { content: { 'application/json': { a: number } | { b: 1 } } }; responses: object }
  delete: { responses: { 204: { content?: never } } } } }
const made = api.connect<Made>(() => ({ operation: null, findings: [], unchecked: [] }), 'https://x.test', { apiKey: 'k' })
await made.POST('/b')
await made.POST('/b', { body: { a: 1 } })
await made.POST('/b', { body: { b: 1 }, signal: new AbortController().signal })
await made.DELETE('/b')
export const five: 5 | undefined = data`,
    },
  ],
]

/** Each says what the compiler finds, and where: the text of the node that it points at. */
const wrong: [string, { given: string; want: [code: number, at: string] }][] = [
  [
    'a path that is not documented',
    {
      given: `await client.GET('/api/v1/providers/twillio/{id}', { params })`,
      want: [2345, `'/api/v1/providers/twillio/{id}'`],
    },
  ],
  [
    'a path with the id written into it',
    {
      given: `await client.GET('/api/v1/providers/twilio/7d3f', { params })`,
      want: [2345, `'/api/v1/providers/twilio/7d3f'`],
    },
  ],
  [
    'a method that is not documented',
    {
      given: `await client.POST(twilio, { params })`,
      want: [2345, 'twilio'],
    },
  ],
  ['no parameters', { given: `await client.GET(twilio)`, want: [2554, 'GET'] }],
  [
    'a missing path parameter',
    { given: `await client.GET(twilio, { params: { path: {} } })`, want: [2741, 'path'] },
  ],
  [
    'a path parameter of the wrong type',
    { given: `await client.GET(twilio, { params: { path: { id: 5 } } })`, want: [2322, 'id'] },
  ],
  [
    'data without a look at the error',
    {
      given: `const { data } = await client.GET(twilio, { params })\nvoid data.accountSid`,
      want: [18048, 'data'],
    },
  ],
  [
    'data where there was an error',
    {
      given: `const { data, error } = await client.GET(twilio, { params })\nif (error) void data.name`,
      want: [18048, 'data'],
    },
  ],
  [
    'a member that may be absent',
    {
      given: `const { data, error } = await client.GET(twilio, { params })
if (!error) { const count: number = data.phoneNumberCount; void count }`,
      want: [2322, 'count'],
    },
  ],
  [
    'a member that may be null',
    {
      given: `const { data, error } = await client.GET(twilio, { params })\nif (!error) void data.name.length`,
      want: [18047, 'data.name'],
    },
  ],
  [
    'a member that is never returned',
    {
      given: `const { data, error } = await client.GET(twilio, { params })\nif (!error) void data.authToken`,
      want: [2339, 'authToken'],
    },
  ],
  [
    'a trunk SID for an account SID',
    {
      given: `declare const trunk: api.TrunkSid\nexport const account: api.AccountSid = trunk`,
      want: [2322, 'account'],
    },
  ],
  [
    'an account SID for a trunk SID',
    {
      given: `declare const provider: api.TwilioProvider\nexport const trunk: api.TrunkSid = provider.accountSid`,
      want: [2322, 'trunk'],
    },
  ],
  [
    'a plain text for an account SID',
    { given: `export const account: api.AccountSid = id`, want: [2322, 'account'] },
  ],
  [
    'a literal of another kind for a SID',
    {
      given: `export const given: Partial<api.TwilioProvider> = { accountSid: 'TK0123' }`,
      want: [2322, 'accountSid'],
    },
  ],
  [
    'an update without a body',
    { given: `await client.PUT(twilio, { params })`, want: [2345, '{ params }'] },
  ],
  [
    'an update of a member that cannot be changed',
    {
      given: `await client.PUT(twilio, { params, body: { accountSid: 'AC0' } })`,
      want: [2322, 'accountSid'],
    },
  ],
  [
    'an update with a misspelt member beside a right one',
    {
      given: `await client.PUT(twilio, { params, body: { name: 'x', regoin: 'us1' } })`,
      want: [2322, 'regoin'],
    },
  ],
  [
    'an update of a thing that has only a GET',
    {
      given: `await client.PUT('/api/v1/providers/{id}', { params, body: {} })`,
      want: [2345, `'/api/v1/providers/{id}'`],
    },
  ],
  [
    'an update of the wrong type',
    {
      given: `await client.PUT(twilio, { params, body: { supportsCallTransfer: 'yes' } })`,
      want: [2322, 'supportsCallTransfer'],
    },
  ],
  [
    'a provider type that is not documented',
    {
      given: `const { data } = await client.GET('/api/v1/providers/{id}', { params })
if (data?.providerType === 'telnyx') void data`,
      want: [2367, `data?.providerType === 'telnyx'`],
    },
  ],
  [
    'a status of verification that is not documented',
    {
      given: `export const status: api.VerificationStatus = 'passed'`,
      want: [2322, 'status'],
    },
  ],
  ['no key', { given: `api.createClient({})`, want: [2345, '{}'] }],
  [
    'a mode that does not exist',
    { given: `api.createClient({ apiKey: 'k', validate: 'warn' })`, want: [2322, 'validate'] },
  ],
  [
    'a query where there is none',
    {
      given: `await client.GET(twilio, { params: { ...params, query: { page: 1 } } })`,
      want: [2322, 'query'],
    },
  ],
]

type Fault = [code: number, at: string]

/** What the compiler says of each snippet, under this package's own settings. */
function compile(snippets: readonly string[]): Fault[][] {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, '.')
  const paths = snippets.map((_, index) => `${process.cwd()}/test/client/snippet-${index}.ts`)
  const texts = new Map(paths.map((path, index) => [path, `${head}${snippets[index]}\n`]))
  const host = ts.createCompilerHost({ ...options, noUnusedLocals: false })
  const { fileExists, readFile } = host
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  const program = ts.createProgram(paths, { ...options, noUnusedLocals: false }, host)
  return paths.map((path) => {
    const source = program.getSourceFile(path)
    return [
      ...program.getSemanticDiagnostics(source),
      ...program.getSyntacticDiagnostics(source),
    ].map(({ code, file, start = 0, length = 0 }) => [
      code,
      file?.text.slice(start, start + length) ?? '',
    ])
  })
}

const all = [...right, ...wrong]
const said = compile(all.map(([, { given }]) => given))
const faults = new Map(all.map(([name], index) => [name, said[index]]))

describe('compiles', () => {
  it.each(right)('%s', (name) => {
    expect(faults.get(name)).toEqual([])
  })
})

describe('does not compile', () => {
  it.each(wrong)('%s', (name, { want }) => {
    expect(faults.get(name)).toEqual([want])
  })
})
