// Holds all samples against independent judges: what is said to obey does, and what is said to break does.
import { setShouldValidateFormat } from '@hyperjump/json-schema'
import { registerSchema, unregisterSchema, validate } from '@hyperjump/json-schema/draft-2020-12'
import '@hyperjump/json-schema/formats'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadContract } from '../../src/adapters/contract-file.ts'
import { isObject, type Json, type JsonObject, member } from '../../src/contract/json.ts'
import type { Samples } from '../../src/samples/sample.ts'
import { samplesOf } from '../../src/samples/samples.ts'

const paths = ['openapi/blackbox.yaml', 'test/samples/every-construct.yaml']

/** How another judge is made for the values of one of the components. */
type Maker = (components: Json, name: string) => Promise<(value: Json) => boolean>

const ajv: Maker = async (components, name) => {
  const compiler = new Ajv2020({ strict: false, logger: false, validateSchema: false })
  ajvFormats.default(compiler, { mode: 'full' })
  const accepts = compiler.compile({ components, $ref: `#/components/schemas/${name}` })
  return (value) => accepts(value)
}

setShouldValidateFormat(true)

const DIALECT = 'https://json-schema.org/draft/2020-12/schema'

const hyperjump: Maker = async (components, name) => {
  const $id = `https://samples.example/${name}`
  registerSchema({ components, $id, $ref: `#/components/schemas/${name}` }, $id, DIALECT)
  const accepts = await validate($id)
  unregisterSchema($id)
  return (value) => accepts(value).valid
}

/** A sample of which another judge says something else; `how` is empty for one that obeys. */
type Disagreement = { sample: string; how: string }

/** Where a judge is known to differ, with the reason. */
type Difference = { why: string; is: (disagreement: Disagreement) => boolean }

const doubles: Difference = {
  why: 'it divides as doubles do',
  is: ({ sample, how }) => how === '' && sample.includes('100000000000000000000'),
}

type Row = { make: Maker; differs: readonly Difference[] }

const judges: readonly [name: string, row: Row][] = [
  [
    'AJV',
    {
      make: ajv,
      differs: [
        doubles,
        {
          why: 'it takes a blank for the T of a date-time',
          is: ({ how }) => how === 'with a blank for the T',
        },
        { why: 'it takes a URN for a UUID', is: ({ how }) => how === 'as a URN' },
      ],
    },
  ],
  [
    'Hyperjump',
    {
      make: hyperjump,
      differs: [
        doubles,
        {
          why: "it knows JSON Schema's formats only, and int32 is OpenAPI's",
          is: ({ how }) => how === 'out of its range',
        },
      ],
    },
  ],
]

/** A schema that does not ask for what only answers have: of which way members travel, no other judge knows. */
function asSent(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(asSent)
  if (!isObject(schema)) return schema
  const { properties } = schema
  const isDue = (name: Json) => member(member(properties, String(name)), 'readOnly') !== true
  const entries = Object.entries(schema).map(([key, held]): [string, Json] =>
    key === 'required' && Array.isArray(held) ? [key, held.filter(isDue)] : [key, asSent(held)],
  )
  return Object.fromEntries(entries)
}

type Sampled = { name: string; components: JsonObject; samples: Samples; random: Json[] }

const sampled: Sampled[] = []

beforeAll(async () => {
  for (const path of paths) {
    const contract = await loadContract(path)
    const { components = {} } = contract.document
    const sent = asSent(components)
    for (const name of Object.keys(member(components, 'schemas') ?? {})) {
      const options = { contract, direction: 'request', seed: 1, resolve: () => undefined } as const
      const samples = samplesOf(`/components/schemas/${name}`, options)
      const random = Array.from({ length: 50 }, samples.random)
      sampled.push({ name, components: isObject(sent) ? sent : {}, samples, random })
    }
  }
})

async function disagreements(make: Maker): Promise<Disagreement[]> {
  const found: Disagreement[] = []
  for (const { name, components, samples, random } of sampled) {
    const accepts = await make(components, name)
    const told = (value: Json) => `${name} ${JSON.stringify(value)}`
    for (const value of [...samples.valid.map((each) => each.value), ...random]) {
      if (!accepts(value)) found.push({ sample: told(value), how: '' })
    }
    for (const { value, breaks, how, rule } of samples.invalid) {
      // What another rule says is no matter of a schema.
      if (rule === undefined && accepts(value))
        found.push({ sample: `${told(value)} ${breaks}`, how })
    }
  }
  return found
}

describe.each(judges)('%s', (_, { make, differs }) => {
  let found: readonly Disagreement[]

  beforeAll(async () => {
    found = await disagreements(make)
  })

  test('says the same of every sample', () => {
    expect(found.filter((each) => !differs.some(({ is }) => is(each)))).toEqual([])
  })

  test('still differs in all that it is known to differ in', () => {
    expect(differs.filter(({ is }) => !found.some(is)).map(({ why }) => why)).toEqual([])
  })
})

describe('samples', () => {
  test('are many, of both kinds', () => {
    const count = (kind: 'valid' | 'invalid') => sampled.flatMap(({ samples }) => samples[kind])
    expect(count('valid').length).toBeGreaterThan(600)
    expect(count('invalid').length).toBeGreaterThan(1500)
  })

  test('reach every schema, and none is left out in silence', () => {
    const without = sampled.filter(({ samples }) => samples.valid.length === 0)
    expect(without.map(({ name }) => name)).toEqual([])
    const left = sampled.flatMap(({ samples }) =>
      samples.unsampled.filter(({ isImplied }) => !isImplied).map(({ pointer }) => pointer),
    )
    expect(left).toEqual([])
  })
})
