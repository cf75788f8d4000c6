// What Pact's verifier is given: tags where it looks for names, every number as it was; and what is read of its results.
import { describe, expect, it, test } from 'vitest'
import { isObject, type Json } from '../../../src/contract/json.ts'
import {
  numberedPact,
  readResults,
  statesIn,
  tagHeader,
  tagIn,
  untagState,
} from '../../../src/traffic/pact/verification.ts'

const request = { method: 'GET', path: '/' }

describe('a numbered pact', () => {
  const tag = { [tagHeader]: '#3.0' }
  test.each<[string, { given: object; want: object }]>([
    [
      'has a tag for a description and in a header field',
      {
        given: { description: 'a', request: { ...request, headers: { Accept: ['b', 'c'] } } },
        want: {
          description: '#3.0',
          request: { ...request, headers: { Accept: ['b', 'c'], ...tag } },
        },
      },
    ],
    [
      'has tags before the names of its states, parameters untouched',
      {
        given: { providerStates: [{ name: 'a #1.1 b', params: { n: 1 } }, 'c'], request },
        want: { providerStates: [{ name: '#3.0 a #1.1 b', params: { n: 1 } }, { name: '#3.0 c' }] },
      },
    ],
    [
      'of specification 1 has the tag in its one state',
      { given: { providerState: 'a', request }, want: { providerState: '#3.0 a' } },
    ],
    [
      'has a number for a status, at whose text the verifier crashes',
      {
        given: { request, response: { status: '200', body: '200' } },
        want: { response: { status: 200, body: '200' } },
      },
    ],
    [
      'without states gets none',
      { given: { providerState: null, request }, want: { providerState: null } },
    ],
    [
      'of specification 4 keeps what belongs to it',
      {
        given: { type: 'synchronous/http', key: 'k', request: { ...request, headers: null } },
        want: { type: 'Synchronous/HTTP', key: 'k', request: { ...request, headers: tag } },
      },
    ],
  ])('%s', (_, { given, want }) => {
    const text = numberedPact(JSON.stringify({ interactions: [given] }), 3)(0)
    expect(JSON.parse(text ?? '').interactions[0]).toMatchObject(want)
  })

  it('holds one interaction, and no messages', () => {
    const pact = { interactions: [{ request }, { request }, 1], messages: [{}] }
    const numbered = numberedPact(JSON.stringify(pact), 0)
    const { interactions, ...rest } = JSON.parse(numbered(1) ?? '')
    expect(interactions.map((each: Json) => isObject(each) && each.description)).toEqual(['#0.1'])
    expect(Object.keys(rest)).toEqual(['consumer', 'provider', 'metadata'])
    expect([numbered(2), numbered(3), numbered(Number.NaN)]).toEqual(Array(3).fill(undefined))
  })

  it('has each number and each text as they were written', () => {
    const body = '[1.0,1,-0,0.10,1e5,1E+5,12345678901234567890,"1.0","number:1.0","\\"2.0","\\\\"]'
    const text = `{"interactions":[{"request":{"body":${body}}}]}`
    expect(numberedPact(`\uFEFF${text}`, 0)(0)).toContain(`"body":${body}`)
  })

  it('is made of a huge text, too', () => {
    const long = JSON.stringify(`"\\${'x"1.0\\'.repeat(1_000_000)}`)
    const text = `{"interactions":[{"request":{"body":${long}}}]}`
    expect(numberedPact(text, 0)(0)).toContain(long)
  })

  it('tells which states each interaction needs', () => {
    const interactions = [
      { providerStates: [{ name: 'a' }, 'b', { name: '' }, 1] },
      { providerState: 'c' },
      { provider_state: '' },
      null,
    ]
    expect(statesIn(JSON.stringify({ interactions }))).toEqual([['a', 'b'], ['c'], [], []])
    expect(statesIn('{}')).toEqual([])
  })
})

test('tags are found where they were put, and nowhere else', () => {
  expect(tagIn('Verifying a pact between a and b Given #0.4 x - #0.12')).toBe('0.12')
  expect([tagIn(null), tagIn('#a.b'), tagIn('#1.2 x')]).toEqual(['', '', ''])
  expect(untagState('#1.20 #0.1 a\nb')).toEqual({ tag: '1.20', name: '#0.1 a\nb' })
  expect(untagState('other')).toEqual({ tag: '', name: 'other' })
})

describe('the results of the verifier', () => {
  const results = (mismatches: object[]) =>
    readResults(
      JSON.stringify({
        interactionResults: [{ description: '#0.0', result: 'Error' }],
        errors: [{ interaction: 'x - #0.0', mismatch: { type: 'mismatches', mismatches } }],
      }),
    )?.get('0.0')

  const body = (path: string, mismatch = 'm') => ({ type: 'BodyMismatch', path, mismatch })
  test.each<[string, { given: object; want: object[] }]>([
    [
      'a status',
      {
        given: { type: 'StatusMismatch', expected: 200, actual: 404, mismatch: 'not 200' },
        want: [{ at: '/response/status', text: 'not 200' }],
      },
    ],
    [
      'a header field, whose name has no case',
      {
        given: { type: 'HeaderMismatch', key: 'X-A/b', mismatch: 'm' },
        want: [{ at: '/response/headers/x-a~1b', text: 'm' }],
      },
    ],
    [
      'another media type',
      {
        given: { type: 'BodyTypeMismatch', mismatch: 'm', actualBody: 'secret' },
        want: [{ at: '/response/headers/content-type', text: 'm' }],
      },
    ],
    ['a whole body', { given: body('$'), want: [{ at: '/response/body', text: 'm' }] }],
    [
      'a member deep in a body',
      { given: body('$.a.b[10].c'), want: [{ at: '/response/body/a/b/10/c', text: 'm' }] },
    ],
    [
      'members with names that need quotes',
      {
        given: body("$['a b'].c['d.e[0]/f'][2]['it\\'s']"),
        want: [{ at: "/response/body/a b/c/d.e[0]~1f/2/it's", text: 'm' }],
      },
    ],
    [
      'missing members, one by one',
      {
        given: {
          ...body('$.a', 'Actual map is missing the following keys: b, c'),
          expected: '["b","c","d"]',
          actual: '["d"]',
        },
        want: [
          { at: '/response/body/a/b', text: 'is missing' },
          { at: '/response/body/a/c', text: 'is missing' },
        ],
      },
    ],
    [
      'missing members that are not listed',
      {
        given: { ...body('$', 'Actual map is missing the following keys: b'), expected: 'no list' },
        want: [{ at: '/response/body', text: 'Actual map is missing the following keys: b' }],
      },
    ],
    [
      'something of a kind not known',
      {
        given: { type: 'TeapotMismatch' },
        want: [{ at: '/response', text: 'is not as the pact wants it' }],
      },
    ],
  ])('%s', (_, { given, want }) => {
    expect(results([given])).toEqual({ mismatches: want, error: undefined })
  })

  it('are the status alone where that is another, and the media type once', () => {
    const status = { type: 'StatusMismatch', mismatch: 's' }
    const header = { type: 'HeaderMismatch', key: 'Content-Type', mismatch: 'h' }
    const type = { type: 'BodyTypeMismatch', mismatch: 't' }
    expect(results([header, body('$.a'), status])?.mismatches).toEqual([
      { at: '/response/status', text: 's' },
    ])
    expect(results([type, header])?.mismatches).toEqual([
      { at: '/response/headers/content-type', text: 'h' },
    ])
  })

  it('are one for each place, in a fixed order', () => {
    const given = [body('$.b', '2'), body('$.a'), body('$.b', '1'), body('$.b', '2')]
    const want = [
      { at: '/response/body/a', text: 'm' },
      { at: '/response/body/b', text: '1; 2' },
    ]
    expect(results(given)?.mismatches).toEqual(want)
    expect(results(given.reverse())?.mismatches).toEqual(want)
  })

  it('tell success, failure without a word, and errors of pending interactions', () => {
    const text = JSON.stringify({
      interactionResults: [
        { description: '#0.0', result: 'OK' },
        { description: '#0.1', result: 'Error' },
        { description: '#1.0', result: 'Error' },
      ],
      pendingErrors: [{ interaction: '#1.0', mismatch: { type: 'error', message: 'why' } }],
    })
    expect(readResults(text)).toEqual(
      new Map([
        ['0.0', { mismatches: [], error: undefined }],
        ['0.1', { mismatches: [], error: 'it failed without a word' }],
        ['1.0', { mismatches: [], error: 'why' }],
      ]),
    )
  })

  it('say why an interaction could not be read', () => {
    const message =
      "Failed to load pact 'http://127.0.0.1:1/a-b/pacts/2.10' - Could not parse \n'm/0.0' - x"
    const mismatch = { interactionId: '', type: 'error', message }
    const errors = [{ interaction: 'Failed to load pact', mismatch }]
    expect(readResults(JSON.stringify({ interactionResults: [], errors }))?.get('2.10')).toEqual({
      mismatches: [],
      error: undefined,
      unread: "Could not parse \n'm/0.0' - x",
    })
  })

  test.each(['', 'Verification was unable to run', '[]', '{}', 'null', '{"interactionResults":1}'])(
    'are not %j',
    (text) => {
      expect(readResults(text)).toBeUndefined()
    },
  )
})
