// Tests what holds of all samples of a schema: repeatable, finite, sure or unsure, and silent about nothing.
import { describe, expect, test } from 'vitest'
import { isObject, type Json, type JsonObject } from '../../src/contract/json.ts'
import { brokenIn, ref, sampled, told, values } from './fixture.ts'

const sid = { type: 'string', pattern: '^AC[a-f0-9]{32}$' }

describe('a seed', () => {
  const schema = { type: 'object', properties: { sid, list: { type: 'array', items: sid } } }

  test('gives the same samples each time', async () => {
    const [first, second] = [await sampled({ schema }), await sampled({ schema })]
    const drawn = (each: typeof first) => Array.from({ length: 20 }, () => each.random())
    expect(second.valid).toEqual(first.valid)
    expect(second.invalid).toEqual(first.invalid)
    expect(drawn(second)).toEqual(drawn(first))
  })

  test('gives others than another one', async () => {
    const [first, second] = [await sampled({ schema }), await sampled({ schema, seed: 2 })]
    expect(second.valid).not.toEqual(first.valid)
  })

  test('draws values that differ from one another', async () => {
    const { random } = await sampled({ schema })
    const drawn = Array.from({ length: 30 }, () => JSON.stringify(random()))
    expect(new Set(drawn).size).toBeGreaterThan(5)
  })
})

describe('a schema that refers to itself', () => {
  const Tree = {
    type: 'object',
    required: ['value'],
    properties: { value: { type: 'integer' }, children: { type: 'array', items: ref('Tree') } },
  }
  const depth = (value: Json): number =>
    typeof value === 'object' && value !== null
      ? 1 + Math.max(0, ...Object.values(value).map(depth))
      : 0

  test('has values of a few levels and no more', async () => {
    const samples = await sampled({ schema: ref('Tree'), schemas: { Tree } })
    const deepest = Math.max(...values(samples).map(depth))
    expect(deepest).toBeGreaterThan(2)
    expect(deepest).toBeLessThan(20)
    expect(samples.unsampled).toEqual([])
  })

  test('is broken at its root and below', async () => {
    const samples = await sampled({ schema: ref('Tree'), schemas: { Tree } })
    const places = samples.invalid
      .filter(({ breaks }) => breaks.endsWith('/value/type'))
      .map(({ at }) => at)
    expect(new Set(places)).toEqual(new Set(['/value', '/children/0/value']))
  })

  test('through a required member has no value, and says so', async () => {
    const Endless = { type: 'object', required: ['next'], properties: { next: ref('Endless') } }
    const samples = await sampled({ schema: ref('Endless'), schemas: { Endless } })
    expect(samples.valid).toEqual([])
    expect(samples.unsampled.map(({ pointer }) => pointer)).toContain(
      '/components/schemas/Endless/required',
    )
  })

  test('through one that requires the first again in an optional member has values', async () => {
    const A = { type: 'object', properties: { b: ref('B') } }
    const B = { type: 'object', required: ['a'], properties: { a: ref('A') } }
    const samples = await sampled({ schema: ref('A'), schemas: { A, B } })
    expect(values(samples)).toContainEqual({ b: { a: {} } })
    expect(samples.unsampled).toEqual([])
  })

  test('and nothing else has no sample', async () => {
    const samples = await sampled({ schema: ref('Loop'), schemas: { Loop: ref('Loop') } })
    expect(samples.valid).toEqual([])
    expect(samples.invalid).toEqual([])
  })
})

describe('the direction', () => {
  const schema = {
    type: 'object',
    required: ['id', 'password'],
    properties: {
      id: { type: 'integer', readOnly: true },
      password: { type: 'string', writeOnly: true },
    },
    additionalProperties: false,
  }

  test('of an answer leaves out what is only written', async () => {
    const samples = await sampled({ schema, direction: 'response' })
    for (const value of values(samples))
      expect(Object.keys(isObject(value) ? value : {})).toEqual(['id'])
    expect(told(samples)).toContain('required @/id without id')
    expect(told(samples)).not.toContain('required @/password without password')
  })

  test('of a request leaves out what is only read', async () => {
    const samples = await sampled({ schema, direction: 'request' })
    for (const value of values(samples))
      expect(Object.keys(isObject(value) ? value : {})).toEqual(['password'])
    expect(told(samples)).toContain('required @/password without password')
  })
})

describe('how sure the contract is', () => {
  test('decides whether a sample is but a warning, downwards', async () => {
    const schema = {
      type: 'object',
      'x-evidence': 'assumed',
      properties: { a: { const: 1 }, b: { const: 2, 'x-evidence': 'stated' } },
    }
    const { invalid } = await sampled({ schema })
    const sure = (name: string) => invalid.filter(({ breaks }) => breaks.endsWith(`/${name}/const`))
    expect(sure('a').map(({ isWarning }) => isWarning)).toEqual([true])
    expect(sure('b').map(({ isWarning }) => isWarning)).toEqual([false])
    expect(invalid.find(({ breaks }) => breaks.endsWith('Main/type'))?.isWarning).toBe(true)
  })

  test('holds through a reference from an assumed part', async () => {
    const schema = { type: 'object', properties: { a: { ...ref('A'), 'x-evidence': 'assumed' } } }
    const { invalid } = await sampled({
      schema,
      schemas: { A: { const: 1, 'x-evidence': 'stated' } },
    })
    const found = invalid.find(({ breaks }) => breaks === '/components/schemas/A/const')
    expect(found?.isWarning).toBe(true)
  })

  test('makes an unheard-of value of an open set a warning of its own rule', async () => {
    const { invalid } = await sampled({ schema: { type: 'string', 'x-known-values': ['us1'] } })
    expect(invalid.filter(({ breaks }) => breaks.endsWith('x-known-values'))).toMatchObject([
      { rule: 'known-value', isWarning: true },
    ])
  })
})

describe('a value that has to equal another one', () => {
  const id = '3f2b8c1e-5d4a-4f6b-9c7d-8e1a2b3c4d5e'
  const schema = { type: 'string', format: 'uuid', 'x-equals': '$request.path.id' }

  test('is that one, and once another of the same form', async () => {
    const samples = await sampled({ schema, resolve: () => id.toUpperCase() })
    expect(values(samples)).toEqual([id.toUpperCase()])
    expect(samples.invalid.filter(({ rule }) => rule === 'equals')).toMatchObject([
      { how: 'of another one', isWarning: false },
    ])
  })

  test('is said to be unsampled where there is none', async () => {
    const { unsampled } = await sampled({ schema })
    expect(unsampled).toMatchObject([
      { isImplied: false, reason: 'no value was found that breaks it' },
    ])
    expect(unsampled[0]?.pointer).toMatch(/x-equals$/)
  })
})

describe('a pattern', () => {
  test('is missed as people and programs miss it', async () => {
    const samples = await sampled({ schema: sid })
    for (const value of values(samples)) expect(value).toMatch(/^AC[a-f0-9]{32}$/)
    expect(told(samples)).toEqual(
      expect.arrayContaining(
        [
          'empty',
          'one character short',
          'one character long',
          'with another prefix',
          'in upper case',
          'with a line end',
          'with a blank before it',
        ].map((how) => `pattern @ ${how}`),
      ),
    )
  })

  test('with one anchor only lets through what it was meant to catch', async () => {
    const { invalid } = await sampled({ schema: { type: 'string', pattern: '^AC[a-f0-9]{32}' } })
    const slips = invalid.filter(({ value }) => /^AC[a-f0-9]{32}/.test(String(value)))
    expect(slips.map(({ how }) => how)).toEqual(
      expect.arrayContaining(['one character long', 'with a line end']),
    )
  })

  test('beyond the generator has the values that are shown as examples', async () => {
    const schema = { type: 'string', pattern: '^(?<a>x|y)\\k<a>(?<!z)$', examples: ['xx', 'xy'] }
    expect(values(await sampled({ schema }))).toContain('xx')
    expect(values(await sampled({ schema }))).not.toContain('xy')
  })
})

describe('what has no sample', () => {
  test('is said with its place and reason: an unknown format', async () => {
    const { unsampled, valid } = await sampled({ schema: { type: 'string', format: 'cron' } })
    expect(valid).not.toEqual([])
    expect(unsampled).toEqual([
      {
        pointer: '/components/schemas/Main/format',
        isImplied: false,
        reason: 'format "cron" is not known',
      },
    ])
  })

  test('is said of a schema that contradicts itself', async () => {
    const schema = { allOf: [{ type: 'string', minLength: 1 }, { type: 'integer' }] }
    const { unsampled, valid } = await sampled({ schema })
    expect(valid).toEqual([])
    expect(
      unsampled.map(({ pointer }) => pointer.replace('/components/schemas/Main/', '')),
    ).toEqual(expect.arrayContaining(['allOf/0/type', 'allOf/0/minLength', 'allOf/1/type']))
  })

  test('is implied where another constraint always breaks first', async () => {
    const { unsampled } = await sampled({ schema: { ...sid, minLength: 1 } })
    expect(unsampled).toMatchObject([{ isImplied: true }])
  })

  test.each<[string, { given: JsonObject[]; want: string; keyword: string }]>([
    [
      'takes any text',
      { given: [sid, { type: 'string' }], keyword: 'pattern', want: 'whatever breaks it' },
    ],
    [
      'says nothing of the member',
      {
        given: [
          { type: 'object', properties: { a: sid } },
          { type: 'object', properties: { b: { type: 'string' } } },
        ],
        keyword: 'properties/a/type',
        want: 'whatever breaks it',
      },
    ],
    [
      'says nothing of items',
      {
        given: [{ type: 'array', items: { minimum: 3 } }, { type: 'array' }],
        keyword: 'items/minimum',
        want: 'whatever breaks it',
      },
    ],
    [
      'takes each value that was tried',
      {
        given: [sid, { type: 'string', maxLength: 500 }],
        keyword: 'pattern',
        want: 'what breaks it, in each of the values tried',
      },
    ],
    [
      'looks at the whole around it',
      {
        given: [
          { type: 'object', required: ['a'], properties: { a: { maximum: 3 } } },
          { type: 'object', properties: { b: { const: 1 } }, not: { required: ['b'] } },
        ],
        keyword: 'properties/a/maximum',
        want: 'what breaks it, in each of the values tried',
      },
    ],
  ])('is implied where another branch %s', async (_, { given: anyOf, keyword, want }) => {
    const { unsampled } = await sampled({ schema: { anyOf } })
    expect(unsampled).toContainEqual({
      pointer: `/components/schemas/Main/anyOf/0/${keyword}`,
      isImplied: true,
      reason: `another branch allows ${want}`,
    })
  })

  test('is nothing where another branch takes all but one of what breaks it', async () => {
    const kept = { type: 'string', not: { const: 'no-such-value' } }
    const { unsampled, invalid } = await sampled({
      schema: { type: 'object', properties: { a: { anyOf: [{ enum: ['one'] }, kept] } } },
    })
    expect(invalid).toContainEqual(
      expect.objectContaining({
        value: { a: 'no-such-value' },
        breaks: '/components/schemas/Main/properties/a/anyOf/0/enum',
      }),
    )
    expect(unsampled.map(({ pointer }) => pointer)).not.toContain(
      '/components/schemas/Main/properties/a/anyOf/0/enum',
    )
  })

  test('is implied where branches exclude each other by a constant', async () => {
    const branch = (kind: string) => ({
      type: 'object',
      required: ['kind'],
      properties: { kind: { const: kind } },
    })
    const { unsampled } = await sampled({ schema: { oneOf: [branch('cat'), branch('dog')] } })
    expect(unsampled).toMatchObject([
      { pointer: '/components/schemas/Main/oneOf', isImplied: true },
    ])
  })

  test('is nothing where a sample breaks a twin, too: both are broken', async () => {
    const samples = await sampled({
      schema: { type: 'object', allOf: [{ type: 'object', required: ['a'] }] },
    })
    expect(brokenIn(samples)).toEqual(expect.arrayContaining(['type', 'allOf/0/type']))
    const twin = samples.invalid.find(({ breaks }) => breaks.endsWith('Main/type'))
    expect(twin?.alsoBreaks).toEqual(['/components/schemas/Main/allOf/0/type'])
    expect(samples.unsampled).toEqual([])
  })
})

describe('an object', () => {
  const shown = (samples: Awaited<ReturnType<typeof sampled>>) => [
    ...values(samples),
    ...Array.from({ length: 50 }, samples.random),
  ]
  const membersIn = (all: readonly Json[]) =>
    new Set(all.flatMap((value) => Object.keys(isObject(value) ? value : {})))

  test('has no member that only a branch documents which it does not obey', async () => {
    const whole = { type: 'object', required: ['a', 'b'], properties: { a: {}, b: {} } }
    const open = { type: 'object', properties: { a: {}, c: { type: 'string' } } }
    const samples = await sampled({ schema: { oneOf: [whole, open] } })
    expect(membersIn(shown(samples).filter((value) => isObject(value) && 'b' in value))).toEqual(
      new Set(),
    )
    expect(membersIn(shown(samples))).toEqual(new Set(['a', 'c']))
    expect(samples.unsampled).toContainEqual({
      pointer: '/components/schemas/Main/oneOf/0',
      isImplied: false,
      reason: 'only a member that it does not document keeps its values from obeying more than it',
    })
  })

  test('has members that keep it from another branch where its own documents them', async () => {
    const kind = (type: string) => ({ type: 'object', properties: { a: { type } } })
    const samples = await sampled({ schema: { oneOf: [kind('string'), kind('integer')] } })
    expect(samples.unsampled).toEqual([])
    expect(values(samples)).toEqual(expect.arrayContaining([{ a: 'text' }, { a: 1 }]))
    expect(values(samples)).not.toContainEqual({})
  })

  test('deep in another, too, has none but its own', async () => {
    const inside = (name: string) => ({
      type: 'object',
      properties: { [name]: { type: 'string' } },
    })
    const branch = (name: string) => ({ type: 'object', properties: { x: inside(name) } })
    const { valid, unsampled } = await sampled({ schema: { oneOf: [branch('a'), branch('b')] } })
    expect(valid).toEqual([])
    expect(unsampled.filter(({ isImplied }) => !isImplied)).toHaveLength(2)
  })

  test('at random obeys the side of the condition that it was made for', async () => {
    const samples = await sampled({
      schema: {
        type: 'object',
        properties: { a: { type: 'string' } },
        if: { properties: { kind: { const: 'x' } } },
        // biome-ignore lint/suspicious/noThenProperty: this is the name of the JSON Schema keyword
        then: { required: ['a'] },
        else: { properties: { b: { type: 'string' } } },
      },
    })
    for (const value of shown(samples)) {
      const isOther = isObject(value) && 'kind' in value && value.kind !== 'x'
      if (!isOther) expect(Object.keys(isObject(value) ? value : {})).not.toContain('b')
    }
  })
})

test('calls that share what was sampled do not repeat it', async () => {
  const shared = new Map<string, number>()
  const one = { type: 'object', properties: { a: ref('A') } }
  const given = { schema: one, schemas: { A: sid }, sampled: shared }
  const counts: number[] = []
  for (let call = 0; call < 3; call++) counts.push((await sampled(given)).invalid.length)
  expect(counts[2]).toBeLessThan(counts[0] ?? 0)
})
