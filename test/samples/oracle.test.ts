// Holds all samples against an independent judge: what is said to obey does, and what is said to break does.

import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadContract } from '../../src/adapters/contract-file.ts'
import type { Contract } from '../../src/contract/contract.ts'
import { isObject, type Json, type JsonObject, member } from '../../src/contract/json.ts'
import type { Samples } from '../../src/samples/sample.ts'
import { samplesOf } from '../../src/samples/samples.ts'

const documents = ['openapi/blackbox.yaml', 'test/samples/every-construct.yaml']

/** Where the other judge is known to differ, each with the reason: by the sample's text and what was done. */
const differs: readonly { why: string; is: (sample: string, how: string) => boolean }[] = [
  {
    why: 'it takes a blank for the T of a date-time',
    is: (_, how) => how === 'with a blank for the T',
  },
  { why: 'it takes a URN for a UUID', is: (_, how) => how === 'as a URN' },
  {
    why: 'it takes second 60 for a leap second at any time',
    is: (_, how) => how.startsWith('at a leap'),
  },
  { why: 'it divides as doubles do', is: (sample) => sample.includes('100000000000000000000') },
  {
    why: 'it knows nothing of which way members travel',
    is: (sample) => /^Secretive|"secretive"/.test(sample),
  },
]

const isDisputed = (sample: string, how = '') => differs.some(({ is }) => is(sample, how))

function otherJudge(document: JsonObject, name: string): (value: Json) => boolean {
  const ajv = new Ajv2020({ strict: false, logger: false, validateSchema: false })
  ajvFormats.default(ajv, { mode: 'full' })
  const { components = {} } = document
  const validate = ajv.compile({ components, $ref: `#/components/schemas/${name}` })
  return (value) => validate(value)
}

describe.each(documents)('samples of %s', (path) => {
  let contract: Contract
  const judged: { name: string; samples: Samples; accepts: (value: Json) => boolean }[] = []

  beforeAll(async () => {
    contract = await loadContract(path)
    const { document } = contract
    const schemas = member(member(document, 'components'), 'schemas')
    for (const name of Object.keys(isObject(schemas) ? schemas : {})) {
      const options = { contract, direction: 'request', seed: 1, resolve: () => undefined } as const
      const samples = samplesOf(`/components/schemas/${name}`, options)
      judged.push({ name, samples, accepts: otherJudge(document, name) })
    }
  })

  test('that obey are accepted', () => {
    const told = judged.flatMap(({ name, samples, accepts }) =>
      samples.valid
        .filter(({ value }) => !accepts(value))
        .map(({ value }) => `${name} ${JSON.stringify(value)}`)
        .filter((text) => !isDisputed(text)),
    )
    expect(told).toEqual([])
    expect(judged.flatMap(({ samples }) => samples.valid).length).toBeGreaterThan(200)
  })

  test('that break are refused', () => {
    const told = judged.flatMap(({ name, samples, accepts }) =>
      samples.invalid
        .filter(({ value, rule }) => rule === undefined && accepts(value))
        .filter(({ value, how }) => !isDisputed(`${name} ${JSON.stringify(value)}`, how))
        .map(({ value, breaks, how }) => `${name} ${breaks} ${how} ${JSON.stringify(value)}`),
    )
    expect(told).toEqual([])
    expect(judged.flatMap(({ samples }) => samples.invalid).length).toBeGreaterThan(500)
  })

  test('at random are accepted', () => {
    const told = judged.flatMap(({ name, samples: { random }, accepts }) =>
      Array.from({ length: 50 }, random)
        .filter((value) => !accepts(value))
        .map((value) => `${name} ${JSON.stringify(value)}`)
        .filter((text) => !isDisputed(text)),
    )
    expect(told).toEqual([])
  })

  test('reach every schema, and none is left out in silence', () => {
    const without = judged.filter(({ samples }) => samples.valid.length === 0)
    expect(without.map(({ name }) => name)).toEqual([])
    const left = judged.flatMap(({ samples }) =>
      samples.unsampled.filter(({ isImplied }) => !isImplied).map(({ pointer }) => pointer),
    )
    expect(left).toEqual([])
  })
})
