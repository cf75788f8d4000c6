// Tests that the generated types compile, say what the schemas say, and refuse what these refuse.
import { describe, expect, it } from 'vitest'
import { typesText } from '../../src/codegen/types.ts'
import { compile } from './compile.ts'
import { contractOf, providers, schemasOnly } from './sample.ts'

const types = typesText(await contractOf(providers))

const uses: [string, { given: string; want: string | undefined }][] = [
  ['a SID of its own kind', { given: "AccountSid = 'AC0'", want: undefined }],
  ['a SID of another kind', { given: "AccountSid = 'TK0'", want: 'not assignable' }],
  ['a SID variable of another kind', { given: 'AccountSid = trunk', want: 'not assignable' }],
  ['null where a list of types allows it', { given: "P['trunkSid'] = null", want: undefined }],
  ['null where anyOf allows it', { given: "P['parentSid'] = null", want: undefined }],
  ['null where nothing allows it', { given: "P['accountSid'] = null", want: 'not assignable' }],
  ['a SIP address', { given: "P['uri'] = 'sip:a.pstn.twilio.com'", want: undefined }],
  ['another address', { given: "P['uri'] = 'https://a'", want: 'not assignable' }],
  ['any member of a free-form object', { given: "P['details'] = { a: 1 }", want: undefined }],
  [
    'a member with a default may be absent',
    { given: 'string = provider.state', want: 'undefined' },
  ],
  ['a value outside of an enum', { given: "P['state'] = 'no'", want: 'not assignable' }],
  ['an answer by path and status', { given: "Answer = { title: '' }", want: undefined }],
  ['an answer without a due member', { given: 'Answer = {}', want: 'missing' }],
  ['a request by path', { given: "Asked = { authToken: '' }", want: undefined }],
  ['a lower-case schema by its identifier', { given: "Problem = { title: '' }", want: undefined }],
]

const prelude = `import type { AccountSid, paths, Problem, Provider } from './types.js'
type P = Required<Provider>
type Operations = paths['/providers/{id}']
type Answer = Operations['get']['responses'][404]['content']['application/problem+json']
type Asked = Operations['put']['requestBody']['content']['application/json']
declare const trunk: NonNullable<P['trunkSid']>
declare const provider: Provider
`

describe('the types of a contract', () => {
  const lines = uses.map(([, { given }]) => `{ const it: ${given}; void it }`)
  const start = prelude.split('\n').length
  const faults = compile({ 'types.ts': types, 'use.ts': `${prelude}${lines.join('\n')}\n` })

  it.each(uses)('%s', (name, { want }) => {
    const line = start + uses.findIndex(([each]) => each === name)
    const found = faults.filter((fault) => fault.startsWith(`use.ts:${line} `))
    if (want === undefined) expect(found).toEqual([])
    else expect(found.join(' ')).toContain(want)
  })

  it('compile by themselves', () => {
    expect(faults.filter((fault) => !/^use\.ts:/.test(fault))).toEqual([])
  })

  it('compile for awkward schemas', async () => {
    const text = typesText(
      await schemasOnly({
        'simple-user': {
          type: 'object',
          properties: { 'a-b': { type: 'string', description: 'x */ y\r\nz' } },
        },
        class: { type: 'array', items: { $ref: '#/components/schemas/simple-user' } },
        Record: { type: 'object', additionalProperties: { type: 'integer' } },
        Tree: {
          type: 'object',
          properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
        },
        Deep: {
          properties: { up: { $ref: '#/components/schemas/Tree/properties/children/items' } },
        },
        Choice: {
          oneOf: [{ type: 'string' }, { $ref: '#/components/schemas/Deep/properties/up' }],
        },
        Branch: { $ref: '#/components/schemas/Choice/oneOf/0' },
        Endless: { properties: { next: { $ref: '#/components/schemas/Endless/properties/next' } } },
        Looping: {
          properties: {
            a: { properties: { b: { $ref: '#/components/schemas/Looping/properties/a' } } },
          },
        },
        'quote\'"`$x': { const: 'a\'"`$' },
        Nothing: { const: null },
        Anything: true,
        Marked: { type: 'string', nullable: true },
        Animal: {
          oneOf: [{ $ref: '#/components/schemas/Cat' }],
          discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } },
        },
        Cat: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
      }),
    )
    expect(compile({ 'types.ts': text })).toEqual([])
    expect(text).toContain('Branch: string;')
    expect(text).toContain('Marked: string;')
    expect(text.includes('\r')).toBe(false)
  }, 60_000)

  it('leave the document as it was', async () => {
    const contract = await contractOf(providers)
    const before = JSON.stringify(contract.document)
    typesText(contract)
    expect(JSON.stringify(contract.document)).toBe(before)
  })

  it('say which schema has none', async () => {
    const contract = await schemasOnly({ Bad: { type: 'object', properties: { a: 5 } } })
    expect(() => typesText(contract)).toThrow(/openapi\/test\.yaml has no TypeScript types: .*Bad/)
  })
})
