// Tests that the generated types and the validators agree, wherever TypeScript can say what the contract says.
import { beforeAll, describe, expect, test } from 'vitest'
import { type Trial, tryTypes } from '../../scripts/type-agreement.ts'
import { loadContract } from '../../src/adapters/contract-file.ts'
import { literalPrefix } from '../../src/codegen/literal-prefix.ts'
import type { Contract } from '../../src/contract/contract.ts'
import { evaluate } from '../../src/contract/evaluate.ts'
import { at } from '../../src/contract/json.ts'
import type { InvalidSample } from '../../src/samples/sample.ts'

/** Whether TypeScript can express the reason for which a sample is refused. */
function isExpressible(
  { document }: Contract,
  { breaks, how, value, at: place }: InvalidSample,
): boolean {
  const keyword = breaks.split('/').at(-1) ?? ''
  // Neither a side of a condition nor the company of a member has a type of its own.
  if (/\/(?:then|else|dependentSchemas)\//.test(breaks)) return false
  // All numbers have one type.
  if (keyword === 'type') return how !== 'number instead'
  if (keyword === 'pattern') {
    const prefix = literalPrefix(String(at(document, breaks)))
    const text = at(value, place)
    return prefix !== undefined && typeof text === 'string' && !text.startsWith(prefix)
  }
  const said = [
    'enum',
    'const',
    'required',
    'additionalProperties',
    'items',
    'unevaluatedProperties',
  ]
  return said.includes(keyword)
}

const fixed = 'test/samples/every-construct.yaml'

/** Where the compiler takes what validators refuse although TypeScript has words for it; each with the reason. */
const weaker: Readonly<Record<string, readonly string[]>> = {
  'openapi/blackbox.yaml': [],
  [fixed]: [
    // Patterns of names become one index signature for all names.
    '/components/schemas/Prefixed/additionalProperties with an extra member',
    // It is a number like those of the other branch, only not one within its limit.
    '/components/schemas/Either/anyOf/0/type integer instead',
  ],
}

/** Schemas of which the compiler refuses what validators accept; each with the reason. */
const stricter: Readonly<Record<string, readonly string[]>> = {
  'openapi/blackbox.yaml': [],
  // A tuple has no fewer items than its prefix; what travels one way only is a member of the one type for both.
  [fixed]: ['Ended', 'Secretive', 'Everything'],
}

describe.each(['openapi/blackbox.yaml', fixed])('types and validators of %s', (path) => {
  let contract: Contract
  let trials: readonly Trial[] = []

  beforeAll(async () => {
    contract = await loadContract(path)
    trials = tryTypes(contract)
  }, 60_000)

  test('agree on what obeys', () => {
    const refused = trials.filter(({ broken, refusal }) => !broken && refusal !== undefined)
    expect([...new Set(refused.map(({ schema }) => schema))]).toEqual(stricter[path])
  })

  test('are of samples that validators accept and refuse', () => {
    const wrong = trials.filter(({ schema, value, broken }) => {
      const options = { ...contract, direction: 'request' } as const
      const { faults } = evaluate(options, `/components/schemas/${schema}`, value)
      return broken?.rule === undefined && faults.length > 0 !== (broken !== undefined)
    })
    expect(wrong).toEqual([])
  })

  test('agree on what is broken, wherever TypeScript has words for it', () => {
    const taken = trials.flatMap(({ broken, refusal }) =>
      broken !== undefined && refusal === undefined && isExpressible(contract, broken)
        ? [`${broken.breaks} ${broken.how}`]
        : [],
    )
    expect([...new Set(taken)]).toEqual(weaker[path])
  })

  test('were tried on many samples of either kind', () => {
    const refused = trials.filter(({ broken, refusal }) => broken && refusal !== undefined)
    expect(refused.length).toBeGreaterThan(400)
    expect(trials.filter(({ broken }) => broken === undefined).length).toBeGreaterThan(300)
  })
})
