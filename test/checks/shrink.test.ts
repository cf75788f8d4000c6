// Holds that the smallest part still does what the whole does, is found in few questions, and always the same.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shrink } from '../../src/checks/shrink.ts'
import { at, isObject, type Json } from '../../src/contract/json.ts'

type Case = { value: Json; pointer: string; still: (part: Json) => boolean; want: Json }

const has = (name: string) => (part: Json) => isObject(part) && Object.hasOwn(part, name)
const anywhere = (text: string) => (part: Json) => JSON.stringify(part).includes(text)
const list = (length: number) => Array.from({ length }, (_, index) => index)

const cases: readonly (readonly [string, Case])[] = [
  [
    'a member alone',
    { value: { a: 1, b: 'x', c: [1] }, pointer: '/b', still: has('b'), want: { b: 'x' } },
  ],
  [
    'an item alone, deep inside',
    {
      value: { list: [{ a: 1 }, { a: 2, bad: 'x' }, { a: 3 }], more: {} },
      pointer: '/list/1/bad',
      still: anywhere('"bad"'),
      want: { list: [{ bad: 'x' }] },
    },
  ],
  [
    'an object without what is in it',
    { value: { a: { b: [1, 2], c: 3 }, d: 4 }, pointer: '/a', still: has('a'), want: { a: {} } },
  ],
  [
    'a neighbour that is needed',
    {
      value: { kind: 'card', number: 1, note: 'n', more: { a: 1 } },
      pointer: '/number',
      still: (part) => has('kind')(part) && has('number')(part),
      want: { kind: 'card', number: 1 },
    },
  ],
  [
    'as many items as it takes',
    {
      value: { items: list(12), a: 1 },
      pointer: '/items',
      still: (part) =>
        Array.isArray(at(part, '/items')) && String(at(part, '/items')).split(',').length > 3,
      want: { items: [8, 9, 10, 11] },
    },
  ],
  [
    'a long text cut short where its end does not matter',
    {
      value: { a: `${'x'.repeat(29)}👍${'y'.repeat(100)}` },
      pointer: '/a',
      still: has('a'),
      want: { a: `${'x'.repeat(29)}…` },
    },
  ],
  [
    'a long text as it is where it does',
    {
      value: { a: 'x'.repeat(100), b: 1 },
      pointer: '/a',
      still: anywhere('x'.repeat(100)),
      want: { a: 'x'.repeat(100) },
    },
  ],
  [
    'what a wrong place leads away from',
    {
      value: { a: 1, b: { c: 2 } },
      pointer: '/x/y',
      still: anywhere('"c"'),
      want: { b: { c: 2 } },
    },
  ],
  ['a value without parts', { value: 5, pointer: '', still: () => true, want: 5 }],
  ['an empty whole', { value: {}, pointer: '', still: () => true, want: {} }],
  [
    'a member named __proto__',
    {
      value: JSON.parse('{"__proto__": {"a": 1}, "b": 2}'),
      pointer: '/__proto__',
      still: has('__proto__'),
      want: JSON.parse('{"__proto__": {}}'),
    },
  ],
]

describe('the smallest part is', () => {
  test.each(cases)('%s', (_, { value, pointer, still, want }) => {
    const before = structuredClone(value)
    expect(shrink(value, { pointer, still })).toEqual({ value: want, isSmallest: true })
    expect(value).toEqual(before)
  })
})

test('beside what is missing some neighbours stay, so that it can be known', () => {
  const value = { a: 1, b: 'x', c: { d: 1 }, d: null, e: true, f: 'y', g: 2 }
  const still = (part: Json) => !has('missing')(part)
  expect(shrink(value, { pointer: '/missing', still })).toEqual({
    value: { a: 1, b: 'x', e: true, f: 'y' },
    isSmallest: false,
  })
})

test('members keep their order', () => {
  const still = (part: Json) => ['z', 'a', 'm'].every((name) => has(name)(part))
  const { value } = shrink({ z: 1, x: 0, a: 2, m: 3 }, { pointer: '/a', still })
  expect(Object.keys(value ?? {})).toEqual(['z', 'a', 'm'])
})

test('a part that never does it is shown alone, and not as the smallest', () => {
  const shrunk = shrink({ a: { b: 1, c: 2 }, d: 3 }, { pointer: '/a', still: () => false })
  expect(shrunk).toEqual({ value: { a: {} }, isSmallest: false })
})

test('questions are bounded, and long parts cost more', () => {
  const value = { a: list(20_000), b: 1 }
  let asked = 0
  let length = 0
  const still = (part: Json) => {
    asked++
    length += JSON.stringify(part).length
    return anywhere('19998')(part) && anywhere('"b"')(part)
  }
  const shrunk = shrink(value, { pointer: '/b', still, most: 50 })
  expect(shrunk.isSmallest).toBe(false)
  expect(asked).toBeLessThanOrEqual(50)
  expect(length).toBeLessThan(600_000)
})

test('deep values do not overflow', () => {
  const deep = list(500).reduce<Json>((held) => ({ a: held, b: 1 }), 'x')
  const pointer = '/a'.repeat(500)
  const { value } = shrink(deep, { pointer, still: anywhere('"x"') })
  expect(at(value, pointer)).toBe('x')
  expect(JSON.stringify(value)).not.toContain('"b"')
})

test('whatever the value, the part still does it, and again the same', () => {
  const json = fc.jsonValue({ maxDepth: 4 }).map((value): Json => JSON.parse(JSON.stringify(value)))
  fc.assert(
    fc.property(json, fc.string({ maxLength: 2 }), (inner, word) => {
      const value: Json = { inner, word, more: [inner, word] }
      const still = (part: Json) => JSON.stringify(part).split(JSON.stringify(word)).length > 2
      const first = shrink(value, { pointer: '/more', still })
      expect(still(first.value)).toBe(true)
      expect(shrink(value, { pointer: '/more', still })).toEqual(first)
    }),
    { numRuns: 50, seed: 1 },
  )
})
