// The rule `evidence-required`: what was asked for and never seen is a finding.
import { expect, test } from 'vitest'
import type { Json } from '../../src/contract/json.ts'
import { ToolError } from '../../src/errors.ts'
import { planEvidence } from '../../src/evidence/contract-places.ts'
import { coverage } from '../../src/evidence/coverage.ts'
import { readRequirement, requiredFindings } from '../../src/evidence/evidence-required.ts'
import { contractOf } from '../checks/fixture.ts'
import { answering, evidenceFrom } from './fixture.ts'

const contract = await answering(
  '{$ref: "#/components/schemas/Trunk"}',
  `{Trunk: {required: [sid], properties: {
    sid: {anyOf: [{$ref: "#/components/schemas/Sid"}, {type: "null"}]},
    on: {type: boolean},
    region: {enum: [us1, ie1]},
    list: {type: array, items: {properties: {a: {}, b: {type: "null"}}}}}},
  Sid: {type: string, pattern: ^TK}}`,
)
const plan = planEvidence(contract)
const trunk = '/components/schemas/Trunk'

function told(asked: readonly string[], ...bodies: Json[]): string[] {
  const evidence = evidenceFrom(contract, ...bodies.map((body) => ({ body })))
  const seen = { evidence, coverage: coverage(plan, evidence) }
  return requiredFindings(plan, seen, readRequirement(asked, plan)).map(
    ({ rule, severity, contract: place, message }) =>
      `${rule} ${severity} ${place?.pointer}: ${message}`,
  )
}

const nulls = { sid: null, on: false, region: 'us1', list: [] }
const full = { sid: 'TK', on: true, region: 'ie1', list: [{ a: 1 }] }
const found = (pointer: string, words: string) => `evidence-required error ${pointer}: ${words}`

type Row = [name: string, row: { given: { asked: string[]; bodies: Json[] }; want: string[] }]

const rows: Row[] = [
  ['nothing is asked for', { given: { asked: [], bodies: [] }, want: [] }],
  ['no share is asked for', { given: { asked: ['0'], bodies: [] }, want: [] }],
  [
    'a share that was seen',
    { given: { asked: ['54.5'], bodies: [nulls, { sid: null }] }, want: [] },
  ],
  [
    'a share that was seen, though not when rounded',
    { given: { asked: ['54.54'], bodies: [nulls, { sid: null }] }, want: [] },
  ],
  [
    'a share that was missed by a little',
    {
      given: { asked: ['54.6'], bodies: [nulls, { sid: null }] },
      want: [
        found(
          '/paths',
          '12 of 22 places were seen (54.5 %), 54.6 % are required; never seen: Trunk sid; Trunk list; Trunk on true; Trunk region "ie1"',
        ),
      ],
    },
  ],
  [
    'a member that was only null, without its branches',
    {
      given: { asked: [`${trunk}/properties/sid`], bodies: [nulls] },
      want: [found(`${trunk}/properties/sid`, 'Trunk sid was only ever seen to be null')],
    },
  ],
  [
    'a member by a fragment, that was seen',
    { given: { asked: [`#${trunk}/properties/sid`], bodies: [full] }, want: [] },
  ],
  [
    'a member that was never there',
    {
      given: { asked: [`${trunk}/properties/on`], bodies: [{ sid: null }] },
      want: [found(`${trunk}/properties/on`, 'Trunk on was only ever seen to be absent')],
    },
  ],
  [
    'nothing at all was there',
    {
      given: { asked: [trunk], bodies: [] },
      want: [
        found(`${trunk}/properties/sid`, 'Trunk sid was never seen'),
        found(`${trunk}/properties/on`, 'Trunk on was never seen'),
        found(`${trunk}/properties/region`, 'Trunk region was never seen'),
        found(`${trunk}/properties/list`, 'Trunk list was never seen'),
      ],
    },
  ],
  [
    'all that is below, but nobody is made to leave a member out',
    {
      given: { asked: [trunk], bodies: [nulls, { sid: 'TK', list: [{}] }] },
      want: [
        found(`${trunk}/properties/on`, 'Trunk on was never seen to be true'),
        found(`${trunk}/properties/region/enum/1`, 'Trunk region was never seen to be "ie1"'),
        found(`${trunk}/properties/list/items`, 'Trunk list [] was only ever seen to be empty'),
      ],
    },
  ],
  [
    'one listed value',
    {
      given: { asked: [`${trunk}/properties/region/enum/1`], bodies: [nulls] },
      want: [found(`${trunk}/properties/region/enum/1`, 'Trunk region was never seen to be "ie1"')],
    },
  ],
  [
    'a status',
    {
      given: { asked: ['/paths/~1/get/responses/200'], bodies: [] },
      want: [found('/paths/~1/get/responses/200', 'GET / 200 was never seen')],
    },
  ],
  [
    'a share that was missed beside a part that was seen',
    {
      given: { asked: ['100', `${trunk}/properties/region`], bodies: [nulls, full, { sid: null }] },
      want: [
        found(
          '/paths',
          '20 of 22 places were seen (90.9 %), 100 % are required; never seen: Trunk list [] a absent; Trunk list [] b null',
        ),
      ],
    },
  ],
]

test.each(rows)('%s', (_, { given: { asked, bodies }, want }) => {
  expect(told(asked, ...bodies)).toEqual(want)
})

test('a place has its line, and the same fingerprint in every run', () => {
  const fingerprints = [[nulls], [nulls, { sid: null }]].map((bodies) => {
    const evidence = evidenceFrom(contract, ...bodies.map((body) => ({ body })))
    const seen = { evidence, coverage: coverage(plan, evidence) }
    const requirement = readRequirement([`${trunk}/properties/sid`], plan)
    const [finding] = requiredFindings(plan, seen, requirement)
    expect(finding?.contract?.line).toBeGreaterThan(1)
    return finding?.fingerprint
  })
  expect(new Set(fingerprints).size).toBe(1)
  expect(fingerprints[0]).toMatch(/^[0-9a-f]{16}$/)
})

test('of a contract that nothing can be seen of, no share was seen', async () => {
  const bare = planEvidence(await contractOf('paths: {}'))
  const evidence = evidenceFrom(bare.contract)
  const seen = { evidence, coverage: coverage(bare, evidence) }
  expect(requiredFindings(bare, seen, readRequirement(['1'], bare))).toHaveLength(1)
})

test.each([
  ['a word', { given: ['all'], want: 'takes a percentage up to 100 or a JSON Pointer, not "all"' }],
  ['more than all', { given: ['101'], want: 'not "101"' }],
  ['a negative share', { given: ['-1'], want: 'not "-1"' }],
  ['two shares', { given: ['80', '90'], want: 'names more than one percentage' }],
  [
    'no place',
    { given: ['/components/schemas/Trunk/properties/sit'], want: 'no traffic could show' },
  ],
  ['half a name', { given: ['/components/schemas/Tru'], want: 'no traffic could show' }],
  [
    'what can only be null',
    {
      given: ['/components/schemas/Trunk/properties/list/items/properties/b'],
      want: 'no traffic could show',
    },
  ],
])('%s is refused', (_, { given, want }) => {
  expect(() => readRequirement(given, plan)).toThrow(ToolError)
  expect(() => readRequirement(given, plan)).toThrow(want)
})
