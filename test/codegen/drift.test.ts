// Tests that drift is found in every file and told in the words of the contract.
import { describe, expect, it } from 'vitest'
import { compareOutputs, driftLines, isCurrent } from '../../src/codegen/drift.ts'
import { generateFiles } from '../../src/codegen/generate.ts'
import { contractOf, providers } from './sample.ts'

async function filesOf(document: string) {
  return generateFiles(await contractOf(document), 'openapi/test.yaml')
}

const before = await filesOf(providers)

/** What drifted in a file when the contract was edited and nothing was generated. */
async function changes(file: string, old: string, fresh: string): Promise<readonly string[]> {
  expect(providers).toContain(old)
  const drifts = compareOutputs(await filesOf(providers.replace(old, fresh)), before)
  return drifts.find((drift) => drift.file === file)?.changes ?? []
}

const edits: [string, { given: [string, string]; types: string[]; judge: string[] }][] = [
  [
    'a new member',
    {
      given: [
        'details: { type: object }',
        'details: { type: object }\n        region: { type: string }',
      ],
      types: ['Provider.region added'],
      judge: ['Provider.region added'],
    },
  ],
  [
    'a member gone',
    {
      given: ['details: { type: object }\n', '\n'],
      types: ['Provider.details removed'],
      judge: ['Provider.details removed'],
    },
  ],
  [
    'a member of the items of a list',
    {
      given: ['at: { type: string, format: date-time }', 'at: { type: integer }'],
      types: ['Provider.checks[].at changed'],
      judge: ['Provider.checks[].at type changed', 'Provider.checks[].at format removed'],
    },
  ],
  [
    'a limit, which no type can hold',
    {
      given: ['maxLength: 40', 'maxLength: 41'],
      types: [],
      judge: ['Provider.name maxLength changed'],
    },
  ],
  [
    'a member that is no longer required',
    {
      given: ['required: [accountSid, trunkSid, name]', 'required: [accountSid, name]'],
      types: ['Provider.trunkSid changed'],
      judge: ['Provider required changed'],
    },
  ],
  [
    'a description alone',
    {
      given: ['Shown to people', 'Hidden'],
      types: ['Provider.name documentation changed'],
      judge: [],
    },
  ],
  [
    'the summary of an operation',
    {
      given: ['Get a provider', 'Get one'],
      types: ['GET /providers/{id} documentation changed'],
      judge: [],
    },
  ],
  [
    'a query parameter',
    {
      given: [
        '{ name: verbose, in: query, schema: { type: boolean } }',
        '{ name: deep, in: query, schema: { type: boolean } }',
      ],
      types: [
        'GET /providers/{id}: query parameter deep added',
        'GET /providers/{id}: query parameter verbose removed',
      ],
      judge: [],
    },
  ],
  [
    'a status',
    {
      given: [
        "responses: { '204': { description: Done } }",
        "responses: { '204': { description: Done }, '409': { description: No } }",
      ],
      types: ['PUT /providers/{id}: response 409 added'],
      judge: ['PUT /providers/{id}: response 409 added'],
    },
  ],
  [
    'a media type',
    {
      given: ['application/problem+json:', 'application/xml:'],
      types: [
        'GET /providers/{id}: response 404 application/xml added',
        'GET /providers/{id}: response 404 application/problem+json removed',
      ],
      judge: [
        'GET /providers/{id}: response 404 application/xml added',
        'GET /providers/{id}: response 404 application/problem+json removed',
      ],
    },
  ],
  [
    'an answer that is written out',
    {
      given: [
        "application/json: { schema: { $ref: '#/components/schemas/Provider' } }",
        'application/json: { schema: { type: object, properties: { region: { type: string } } } }',
      ],
      types: [
        'GET /providers/{id}: response 200 application/json changed',
        'GET /providers/{id}: response 200 member region added',
      ],
      judge: [
        'GET /providers/{id}: response 200 application/json $ref removed',
        'GET /providers/{id}: response 200 application/json type added',
        'GET /providers/{id}: response 200 application/json properties added',
      ],
    },
  ],
  [
    'an operation',
    {
      given: ['    put:', '    delete: { responses: { "204": { description: Gone } } }\n    put:'],
      types: ['DELETE /providers/{id} added'],
      judge: ['DELETE /providers/{id} added'],
    },
  ],
  [
    'a path',
    {
      given: ['/providers/{id}:', '/vendors/{id}:'],
      types: [
        'GET /vendors/{id} added',
        'PUT /vendors/{id} added',
        'GET /providers/{id} removed',
        'PUT /providers/{id} removed',
      ],
      judge: [],
    },
  ],
  [
    'an operationId',
    {
      given: ['getProvider', 'readProvider'],
      types: ['GET /providers/{id} changed'],
      judge: [],
    },
  ],
  [
    'a schema',
    {
      given: ['    problem:', '    Extra: { type: string }\n    problem:'],
      types: ['Extra added'],
      judge: ['Extra added'],
    },
  ],
]

describe('compareOutputs', () => {
  it('finds nothing where nothing is', () => {
    expect(compareOutputs(before, before)).toEqual([])
  })

  it.each(edits)('names %s', async (_, { given: [old, fresh], types, judge }) => {
    const [inTypes, inJudge] = await Promise.all([
      changes('types.ts', old, fresh),
      changes('judge.js', old, fresh),
    ])
    expect([...inTypes].sort()).toEqual([...types].sort())
    if (judge.length > 0) expect([...inJudge].sort()).toEqual([...judge].sort())
  })

  it('looks at every file, whichever is fresh', () => {
    for (const stale of before.keys()) {
      const found = new Map(
        [...before].map(([name, text]) => [name, name === stale ? `${text} ` : text]),
      )
      expect(compareOutputs(before, found).map(({ file, kind }) => `${file} ${kind}`)).toEqual([
        `${stale} changed`,
      ])
    }
  })

  it('finds one byte anywhere in any file', () => {
    for (const [name, text] of before) {
      for (let place = 0; place < text.length; place += 997) {
        const edited = `${text.slice(0, place)}\u0000${text.slice(place + 1)}`
        const [drift, ...others] = compareOutputs(before, new Map([...before, [name, edited]]))
        expect(others).toEqual([])
        expect(drift?.file).toBe(name)
        expect(drift?.changes.length).toBeGreaterThan(0)
      }
    }
  })

  it('names missing and extra files', () => {
    const found = new Map([...before].slice(1)).set('old.ts', '')
    expect(compareOutputs(before, found)).toEqual([
      { file: 'types.ts', kind: 'missing', changes: [] },
      { file: 'old.ts', kind: 'extra', changes: [] },
    ])
  })

  it('takes a CRLF checkout for what it is, and a mixed file for an edit', () => {
    const crlf = new Map([...before].map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]))
    expect(compareOutputs(before, crlf)).toEqual([])
    const mixed = new Map([...before].map(([name, text]) => [name, text.replace('\n', '\r\n')]))
    expect(compareOutputs(before, mixed).map(({ kind }) => kind)).toEqual(
      Array(before.size).fill('changed'),
    )
  })

  it('names a guard that was edited away', () => {
    const text = before.get('validators.d.ts') ?? ''
    const edited = text.replace(/export declare function isProblem.*\n/, '')
    const [drift] = compareOutputs(before, new Map([...before, ['validators.d.ts', edited]]))
    expect(drift?.changes).toEqual(['function isProblem added'])
  })

  it.each(['', 'null', 'export interface {{{', '\u0000'.repeat(9), 'const document = {\n}}\n}'])(
    'survives %j in the place of a file',
    (text) => {
      const found = new Map([...before.keys()].map((name) => [name, text]))
      const drifts = compareOutputs(before, found)
      expect(drifts.map(({ kind }) => kind)).toEqual(Array(before.size).fill('changed'))
      for (const { changes: told } of drifts) expect(told.length).toBeGreaterThan(0)
    },
  )
})

describe('isCurrent', () => {
  const cases: [string, { given: [string, string]; want: boolean }][] = [
    ['the same text', { given: ['a\nb\n', 'a\nb\n'], want: true }],
    ['a CRLF checkout', { given: ['a\nb\n', 'a\r\nb\r\n'], want: true }],
    ['one CRLF', { given: ['a\nb\n', 'a\r\nb\n'], want: false }],
    ['a line end too many', { given: ['a\n', 'a\r\n\r\n'], want: false }],
    ['a lone CR', { given: ['a\nb\n', 'a\rb\r'], want: false }],
    ['a byte order mark', { given: ['a\n', '\uFEFFa\n'], want: false }],
  ]
  it.each(cases)('%s', (_, { given: [wanted, found], want }) => {
    expect(isCurrent(wanted, found)).toBe(want)
  })
})

describe('driftLines', () => {
  it('counts what is too much to tell', () => {
    const told = Array.from({ length: 30 }, (_, index) => `A.b${index} added`)
    const lines = driftLines({ file: 'types.ts', kind: 'changed', changes: told })
    expect(lines[0]).toBe('types.ts differs from the contract')
    expect(lines.at(-1)).toBe('  and 5 more')
    expect(lines).toHaveLength(27)
  })

  it('names a file that is missing or too many', () => {
    expect(driftLines({ file: 'a', kind: 'missing', changes: [] })).toEqual(['a is missing'])
    expect(driftLines({ file: 'a', kind: 'extra', changes: [] })).toEqual([
      'a is no longer generated',
    ])
  })
})
