// Coverage as numbers and as a tree, and what of earlier evidence still counts.
import { expect, test } from 'vitest'
import { planEvidence } from '../../src/evidence/contract-places.ts'
import { coverage, currentEvidence } from '../../src/evidence/coverage.ts'
import { type Evidence, mergeEvidence } from '../../src/evidence/evidence.ts'
import type { CoverageNode } from '../../src/report.ts'
import { contractOf } from '../checks/fixture.ts'
import { answering, evidenceFrom, factsIn } from './fixture.ts'

const schema = '{required: [a], properties: {a: {type: [string, "null"]}, b: {enum: [x, y]}}}'

const lines = (nodes: readonly CoverageNode[], depth = 0): string[] =>
  nodes.flatMap(({ name, seen, total, saw, never, children }) => [
    `${' '.repeat(depth)}${name} ${seen}/${total} saw ${saw.join(',')} never ${never.join(',')}`,
    ...lines(children, depth + 1),
  ])

test('a tree names what was seen and what was not', async () => {
  const contract = await answering(schema)
  const evidence = evidenceFrom(contract, { body: { a: null, b: 'x' } })
  const { seen, total, percent, tree } = coverage(planEvidence(contract), evidence)
  expect({ seen, total, percent }).toEqual({ seen: 6, total: 9, percent: 66.6 })
  expect(lines(tree)).toEqual([
    'GET / 6/9 saw  never ',
    ' 200 6/9 saw value never ',
    '  application/json 5/8 saw value never ',
    '   a 1/2 saw null never value',
    '   b 2/4 saw "x",value never absent,"y"',
  ])
})

test('what several operations share stands after them, once', async () => {
  const contract = await contractOf(`paths:
  /a: {get: {responses: {'200': {$ref: '#/components/responses/Both'}}}}
  /b: {get: {responses: {'200': {$ref: '#/components/responses/Both'}}}}
components:
  responses:
    Both:
      description: Both
      content: {application/json: {schema: {properties: {a: {$ref: '#/components/schemas/A'}}}}}
  schemas: {A: {enum: [1, 2]}}
`)
  const evidence = evidenceFrom(contract, { request: 'GET /a', body: { a: 1 } })
  expect(lines(coverage(planEvidence(contract), evidence).tree)).toEqual([
    'GET /a 2/2 saw  never ',
    ' 200 2/2 saw value never ',
    '  application/json 1/1 saw value never ',
    'GET /b 0/2 saw  never ',
    ' 200 0/2 saw  never value',
    '  application/json 0/1 saw  never value',
    'Both 2/3 saw  never ',
    ' application/json 2/3 saw value never ',
    '  a 1/2 saw value never absent',
    'A 1/2 saw 1,value never 2',
  ])
})

test('a contract without operations has nothing to see', async () => {
  const contract = await contractOf('paths: {}')
  const covered = coverage(planEvidence(contract), evidenceFrom(contract))
  expect(covered).toEqual({ seen: 0, total: 0, percent: 0, tree: [] })
})

type Revision = [name: string, row: { given: string; want: Record<string, string[]> }]

const whole = {
  'response $': ['value'],
  'response $/properties/a': ['value'],
  'response $/properties/b': ['"x"', 'value'],
}
const { 'response $/properties/a': _, ...withoutA } = whole

const revisions: Revision[] = [
  ['the same contract', { given: schema, want: whole }],
  [
    'other words',
    {
      given: `{title: T, description: D, x-source: S, ${schema.slice(1)}`,
      want: whole,
    },
  ],
  [
    'another order of keywords',
    {
      given: '{properties: {b: {enum: [x, y]}, a: {type: [string, "null"]}}, required: [a]}',
      want: whole,
    },
  ],
  [
    'a new member and a new listed value',
    {
      given:
        '{required: [a], properties: {a: {type: [string, "null"]}, b: {enum: [x, y, z]}, c: {}}}',
      want: whole,
    },
  ],
  [
    'a listed value that is gone',
    {
      given: '{required: [a], properties: {a: {type: [string, "null"]}, b: {enum: [y]}}}',
      want: { ...whole, 'response $/properties/b': ['value'] },
    },
  ],
  [
    'a member of another type',
    {
      given: '{required: [a], properties: {a: {type: string}, b: {enum: [x, y]}}}',
      want: withoutA,
    },
  ],
  [
    'a member with a further constraint',
    {
      given:
        '{required: [a], properties: {a: {type: [string, "null"], minLength: 1}, b: {enum: [x, y]}}}',
      want: withoutA,
    },
  ],
  ['a member that is gone', { given: '{properties: {b: {enum: [x, y]}}}', want: withoutA }],
  [
    'a member that refers to what it was',
    {
      given:
        '{required: [a], properties: {a: {$ref: "#/components/schemas/A"}, b: {enum: [x, y]}}}',
      want: withoutA,
    },
  ],
]

test.each(revisions)('evidence after a revision: %s', async (_, { given, want }) => {
  const before = await answering(schema)
  const evidence = evidenceFrom(before, { body: { a: 'seen', b: 'x' } })
  const after = await answering(given, '{A: {type: string, maxLength: 5}}')
  expect(factsIn(currentEvidence(planEvidence(after), evidence))).toEqual(want)
})

test('a reference to what has changed has changed', async () => {
  const given = '{properties: {a: {$ref: "#/components/schemas/A"}}}'
  const before = await answering(given, '{A: {type: string}}')
  const after = await answering(given, '{A: {type: string, maxLength: 5}}')
  const evidence = evidenceFrom(before, { body: { a: 'seen' } })
  const seen = factsIn(currentEvidence(planEvidence(after), evidence))
  expect(seen).toEqual({ 'response $': ['value'] })
})

test('evidence of two revisions in one file counts each for its own', async () => {
  const one = await answering('{properties: {a: {type: string}}}')
  const two = await answering('{properties: {a: {type: number}}}')
  const both = mergeEvidence(
    evidenceFrom(one, { body: { a: 's' } }),
    evidenceFrom(two, { body: {} }),
  )
  const place = 'response $/properties/a'
  expect(factsIn(currentEvidence(planEvidence(one), both))[place]).toEqual(['value'])
  expect(factsIn(currentEvidence(planEvidence(two), both))[place]).toEqual(['absent'])
})

test('facts that a file makes up do not count', async () => {
  const contract = await answering(schema)
  const { places, ...rest } = evidenceFrom(contract, { body: { a: 'x' } })
  const forged = Object.entries(places).map(([key, prints]) => [
    key,
    Object.fromEntries(Object.entries(prints).map(([print]) => [print, ['"w"', 'value']])),
  ])
  const evidence: Evidence = { ...rest, places: Object.fromEntries(forged) }
  const facts = factsIn(currentEvidence(planEvidence(contract), evidence))
  expect(Object.values(facts).flat()).not.toContain('"w"')
  expect(facts['response $/properties/a']).toEqual(['value'])
})
