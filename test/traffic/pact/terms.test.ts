// Holds how pacts of old Ruby libraries are read, whose values stand inside matchers.
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../src/contract/json.ts'
import { mostItems } from '../../../src/traffic/pact/lists.ts'
import { readPact } from '../../../src/traffic/pact/pact.ts'

const matcher = { json_class: 'Regexp', o: 0, s: '.*' }
const term = (generate: Json) => ({ json_class: 'Pact::Term', data: { generate, matcher } })
const like = (contents: Json) => ({ json_class: 'Pact::SomethingLike', contents })
const eachLike = (contents: Json, min: Json = 1) => ({
  json_class: 'Pact::ArrayLike',
  contents,
  min,
})

function read({ request = {}, response = {} }: { request?: JsonObject; response?: JsonObject }) {
  const interaction = { description: 'a thing', request, response }
  const metadata = { pactSpecificationVersion: '1.0.0' }
  const text = JSON.stringify({ interactions: [interaction], metadata }, null, 2)
  const { exchanges, unchecked, specification } = readPact(text, 'web.json')
  expect(specification).toBe('1')
  const [exchange] = exchanges
  if (exchange === undefined) throw new Error('no exchange')
  return { exchange, unchecked }
}

function bodyOf(given: Json): Json {
  const { exchange, unchecked } = read({ response: { body: given } })
  expect(unchecked).toEqual([])
  return JSON.parse(new TextDecoder().decode(exchange.response.body ?? new Uint8Array()))
}

test('a request has the examples of its path, its query and its headers', () => {
  const request = {
    method: 'get',
    path: term('/things/1'),
    query: term('page=2'),
    headers: { Accept: term('application/json') },
  }
  expect(read({ request }).exchange.request).toMatchObject({
    method: 'GET',
    url: '/things/1?page=2',
    headers: [['Accept', 'application/json']],
  })
  const named = { path: '/things', query: { page: [term('2')] } }
  expect(read({ request: named }).exchange.request.url).toBe('/things?page=2')
})

describe('a body has the examples', () => {
  test.each<[string, { given: Json; want: Json }]>([
    ['of a term', { given: { a: term('x') }, want: { a: 'x' } }],
    ['of a type', { given: like({ a: 1, b: like(null) }), want: { a: 1, b: null } }],
    ['of a list', { given: eachLike({ a: term('x') }, 2), want: [{ a: 'x' }, { a: 'x' }] }],
    ['of a list without a length', { given: eachLike('x', null), want: ['x'] }],
    ['of lists in a list', { given: eachLike(eachLike(1, 2), 2), want: Array(2).fill([1, 1]) }],
    ['of a list that would have no end', { given: eachLike(1, 1e9), want: [1] }],
    [
      'and what stands beside them',
      { given: [like(1), { json_class: 'A' }], want: [1, { json_class: 'A' }] },
    ],
  ])('%s', (_, { given, want }) => {
    expect(bodyOf(given)).toEqual(want)
  })

  test('of lists in lists, but no more than a thousand items', () => {
    let nested: Json = 1
    for (let depth = 0; depth < 30; depth++) nested = eachLike(nested, 10)
    const { exchange } = read({ response: { body: nested } })
    expect(exchange.response.body?.length).toBeLessThan(100_000)
  })
})

test('a list of likes may have any length, and one that stands in a type may not', () => {
  const body = { open: eachLike({ tags: eachLike('a') }), exact: like([1]) }
  const { lists = [] } = read({ response: { body } }).exchange
  expect(mostItems(lists, ['open'])).toBe(Number.POSITIVE_INFINITY)
  expect(mostItems(lists, ['open', '0', 'tags'])).toBe(Number.POSITIVE_INFINITY)
  expect(mostItems(lists, ['exact'])).toBeUndefined()
})

describe('without an example it cannot be judged', () => {
  test.each<[string, Json]>([
    ['a term without its value', { json_class: 'Pact::Term', data: {} }],
    ['a type without contents', { json_class: 'Pact::SomethingLike' }],
    ['a list without contents', { json_class: 'Pact::ArrayLike', min: 1 }],
    ['a matcher that is not known', { json_class: 'Pact::Guess', contents: 1 }],
  ])('%s', (_, held) => {
    const { exchange, unchecked } = read({ response: { body: { a: held } } })
    expect(exchange.response.body).toBeNull()
    expect(unchecked).toMatchObject([{ at: '/response/body' }])
  })

  test('a body that is nested too deeply', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const named = JSON.stringify(like(1))
    const text = `{"interactions":[{"request":{"headers":{"X-A":${named}}},"response":{"body":${deep}}}]}`
    const { unchecked } = readPact(text, 'web.json')
    expect(unchecked).toMatchObject([{ reason: 'the body is nested too deeply to be read' }])
  })
})
