// What every rule about contracts promises: a unique id that is its file's name, and words for people.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, test } from 'vitest'
import { auditContract, contractRules } from '../../src/audit/audit.ts'
import { deployable } from '../../src/audit/deployable.ts'
import { generatedFresh } from '../../src/audit/generated-fresh.ts'
import { allRules } from '../../src/cli/rule-list.ts'
import { contractOf } from '../checks/fixture.ts'

const fileOf = (path: string) => existsSync(fileURLToPath(new URL(path, import.meta.url)))

describe.each(
  [...contractRules, generatedFresh, deployable].map((rule) => [rule.id, rule] as const),
)('%s', (id, rule) => {
  it('is the name of its file and of its test', () => {
    expect(fileOf(`../../src/audit/${id}.ts`)).toBe(true)
    expect(fileOf(`./${id}.test.ts`)).toBe(true)
  })

  it('says what it is for', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(rule.title.length).toBeGreaterThan(10)
    expect(rule.why).toMatch(/[.]$/)
  })

  it('is in the list of all rules', () => {
    expect(allRules).toContain(rule)
  })
})

test('no two rules have the same id', () => {
  const ids = allRules.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

const deep = `${'{items: '.repeat(300)}{}${'}'.repeat(300)}`

test.each<[string, { given: string }]>([
  ['no paths', { given: 'x: 1' }],
  ['parts of the wrong type', { given: 'paths: [1, null, {get: 5}]\ncomponents: {schemas: 7}' }],
  [
    'schemas of the wrong type',
    { given: 'paths: {}\ncomponents: {schemas: {A: 5, B: [], C: null}}' },
  ],
  [
    'a circle',
    {
      given: "paths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/A', example: 1}}}",
    },
  ],
  ['deep schemas', { given: `paths: {}\ncomponents: {schemas: {A: ${deep}}}` }],
  [
    'a name like no other',
    { given: 'paths: {}\ncomponents: {schemas: {__proto__: {type: strnig}, a~b/c: {example: 1}}}' },
  ],
])('no rule throws at %s', async (_, { given }) => {
  const { findings, unchecked } = auditContract(await contractOf(given), [])
  for (const { message } of findings) expect(message).not.toMatch(/undefined|\[object/)
  for (const { reason } of unchecked) expect(reason).not.toMatch(/undefined|\[object/)
})

test('a finding has its place in the text', async () => {
  const contract = await contractOf(
    'paths: {}\ncomponents:\n  schemas:\n    S:\n      type: strnig\n',
  )
  const { findings } = auditContract(contract, [])
  expect(findings).toMatchObject([
    {
      rule: 'keyword-understood',
      contract: { pointer: '/components/schemas/S/type', file: 'openapi.yaml', line: 7 },
      exchange: null,
      operation: null,
    },
  ])
  expect(findings[0]?.fingerprint).toMatch(/^[\da-f]{16}$/)
})
