// Holds which matching rules leave the length of a list open, by each specification and for each form of path.
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/contract/json.ts'
import { listRules, mostItems } from '../../../src/traffic/pact/lists.ts'

const any = Number.POSITIVE_INFINITY

const most = (rules: Json, ...place: string[]) => mostItems(listRules(rules), place)

/** A rule for one path of the body, as specifications 3 and 4 write it. */
const body = (path: string, ...matchers: Json[]): Json => ({
  body: { [path]: { combine: 'AND', matchers } },
})

describe('a list is open', () => {
  test.each<[string, { given: Json; place: string[]; want: number }]>([
    [
      'by a length in specification 2',
      { given: { '$.body.items': { min: 1 } }, place: ['items'], want: any },
    ],
    [
      'as a whole body in specification 2',
      { given: { '$.body': { match: 'type', max: 9 } }, place: [], want: 9 },
    ],
    [
      'with its name in brackets',
      { given: { "$['body']['items']": { match: 'type' } }, place: ['items'], want: any },
    ],
    ['as a whole body', { given: body('$', { match: 'type', min: 1 }), place: [], want: any }],
    ['by a type', { given: body('$.items', { match: 'type' }), place: ['items'], want: any }],
    [
      'by a rule without a list of matchers',
      { given: { body: { '$.items': { match: 'min', min: 1 } } }, place: ['items'], want: any },
    ],
    [
      'up to the least of its limits',
      {
        given: body('$.items', { match: 'type', max: 7 }, { match: 'type', max: 5 }),
        place: ['items'],
        want: 5,
      },
    ],
    [
      'under a name with a dot and a quote',
      { given: body("$['a.b\\'c']", { match: 'type' }), place: ["a.b'c"], want: any },
    ],
    [
      'in each item',
      { given: body('$.a[*].b', { match: 'type' }), place: ['a', '3', 'b'], want: any },
    ],
    [
      'under each name',
      { given: body('$.a.*.b', { match: 'type' }), place: ['a', 'x', 'b'], want: any },
    ],
    [
      'below a type, without the limits of what is above',
      { given: body('$.a', { match: 'type', max: 2 }), place: ['a', '0', 'b'], want: any },
    ],
    [
      'where some items are named',
      { given: body('$.a', { match: 'arrayContains', variants: [] }), place: ['a'], want: any },
    ],
    [
      'inside one of the items that are named',
      {
        given: body('$.a', {
          match: 'arrayContains',
          variants: [{ index: 1, rules: { '$.b': { matchers: [{ match: 'type' }] } } }],
        }),
        place: ['a', '1', 'b'],
        want: any,
      },
    ],
    [
      'where each value is matched',
      { given: body('$.a', { match: 'eachValue', rules: [] }), place: ['a'], want: any },
    ],
    [
      'inside each value',
      {
        given: body('$.a', { match: 'eachValue', rules: [{ match: 'type', max: 3 }] }),
        place: ['a', '0'],
        want: 3,
      },
    ],
    [
      'by the rule that names it, not by one for all',
      {
        given: { body: { '$.*': { match: 'type', max: 2 }, '$.a': { match: 'type', max: 5 } } },
        place: ['a'],
        want: 5,
      },
    ],
  ])('%s', (_, { given, place, want }) => {
    expect(most(given, ...place)).toBe(want)
  })
})

describe('a list is as long as its example', () => {
  test.each<[string, { given: Json; place: string[] }]>([
    ['without rules', { given: null, place: ['items'] }],
    [
      'by a rule for another list',
      { given: body('$.others', { match: 'type' }), place: ['items'] },
    ],
    ['by a rule for its items', { given: body('$.items[*]', { match: 'type' }), place: ['items'] }],
    [
      'where it has to be equal',
      { given: body('$.items', { match: 'equality' }), place: ['items'] },
    ],
    [
      'where it has to be equal, too',
      { given: body('$.items', { match: 'type' }, { match: 'equality' }), place: ['items'] },
    ],
    [
      'where it is equal inside of what is not',
      {
        given: { body: { $: { match: 'type' }, '$.items': { match: 'equality' } } },
        place: ['items'],
      },
    ],
    [
      'below a list of which some items are named',
      {
        given: body('$.items', { match: 'arrayContains', variants: [] }),
        place: ['items', '0', 'tags'],
      },
    ],
    ['by a rule of another part', { given: { header: { $: { match: 'type' } } }, place: [] }],
    [
      'by a rule for a header in specification 2',
      { given: { '$.header.items': { match: 'type' } }, place: ['items'] },
    ],
    ['by a path that is none', { given: body('$.items[?(@.a)]', { match: 'type' }), place: [] }],
    ['by a rule that is none', { given: { body: { '$.items': 7 } }, place: ['items'] }],
    ['by rules that are none', { given: { body: [] }, place: ['items'] }],
  ])('%s', (_, { given, place }) => {
    expect(most(given, ...place)).toBeUndefined()
  })
})

test('matchers within matchers are read however deep they are', () => {
  let rule: Json = { match: 'type' }
  for (let depth = 0; depth < 2000; depth++) rule = { match: 'eachValue', rules: [rule] }
  const place = Array.from({ length: 2000 }, () => '0')
  expect(most(body('$', rule), ...place)).toBe(any)
})
