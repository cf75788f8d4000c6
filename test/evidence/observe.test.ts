// What exchanges show of a contract: facts, and never a value of the traffic.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSubject } from '../../src/checks/subject.ts'
import type { Json } from '../../src/contract/json.ts'
import { evidenceText } from '../../src/evidence/evidence-text.ts'
import { observe } from '../../src/evidence/observe.ts'
import { contractOf, exchangeOf } from '../checks/fixture.ts'
import { answering, evidenceFrom, factsIn } from './fixture.ts'

type Row = [name: string, row: { given: string; bodies: Json[]; want: Record<string, string[]> }]

const rows: Row[] = [
  [
    'null is told from a value',
    {
      given: '{type: [string, "null"]}',
      bodies: [null, 'x'],
      want: { 'response $': ['null', 'value'] },
    },
  ],
  [
    'what is empty is told from what is not',
    {
      given: '{properties: {a: {}, b: {}, c: {}, d: {}}}',
      bodies: [{ a: '', b: [], c: {}, d: 0 }],
      want: {
        'response $': ['value'],
        'response $/properties/a': ['empty'],
        'response $/properties/b': ['empty'],
        'response $/properties/c': ['empty'],
        'response $/properties/d': ['value'],
      },
    },
  ],
  [
    'a member is there in one answer and not in another',
    {
      given: '{properties: {a: true}}',
      bodies: [{}, { a: 1 }],
      want: { 'response $': ['empty', 'value'], 'response $/properties/a': ['absent', 'value'] },
    },
  ],
  [
    'true is told from false',
    {
      given: '{type: array, items: {type: boolean}}',
      bodies: [[true], [true, true]],
      want: { 'response $': ['value'], 'response $/items': ['true', 'value'] },
    },
  ],
  [
    'listed values are told apart, and others are not kept',
    {
      given: '{type: array, items: {x-known-values: [a, {b: 1, c: 2}, 3]}}',
      bodies: [['a', 'z', { c: 2, b: 1 }]],
      want: { 'response $': ['value'], 'response $/items': ['"a"', 'value', '{"b":1,"c":2}'] },
    },
  ],
  [
    'a listed value that a secret has is not kept',
    {
      given: '{type: array, items: {format: password, enum: ["1234"]}}',
      bodies: [['1234']],
      want: { 'response $': ['value'], 'response $/items': ['value'] },
    },
  ],
  [
    'the branch that fits is the one that was seen',
    {
      given: '{oneOf: [{type: string}, {type: number}, {type: "null"}]}',
      bodies: [1],
      want: { 'response $': ['value'], 'response $/oneOf/1': ['matched', 'value'] },
    },
  ],
  [
    'a branch that was meant but broken did not match',
    {
      given: '{anyOf: [{required: [a], properties: {a: {type: number}, b: {}}}, {type: string}]}',
      bodies: [{ a: 'x', b: 1 }],
      want: {
        'response $': ['value'],
        'response $/anyOf/0': ['value'],
        'response $/anyOf/0/properties/b': ['value'],
      },
    },
  ],
  [
    'what was only tried in branches that do not fit is no evidence',
    {
      given:
        '{anyOf: [{required: [a], properties: {x: {}}}, {required: [b], properties: {x: {}}}]}',
      bodies: [{ x: 1 }],
      want: {},
    },
  ],
  [
    'what breaks the contract is no evidence for it',
    {
      given: '{properties: {a: {type: string}, b: {type: string}}, required: [a]}',
      bodies: [{ b: 1 }],
      want: { 'response $': ['value'] },
    },
  ],
  [
    'what a condition asks for was seen if the condition was met',
    {
      given: '{if: {type: string}, then: {minLength: 1}, else: {type: number}}',
      bodies: ['x'],
      want: { 'response $': ['value'], 'response $/then': ['matched', 'value'] },
    },
  ],
]

test.each(rows)('%s', async (_, { given, bodies, want }) => {
  const contract = await answering(given)
  const exchanges = bodies.map((body) => ({ text: JSON.stringify(body) }))
  expect(factsIn(evidenceFrom(contract, ...exchanges))).toEqual(want)
})

const pets = `paths:
  /pets/{id}:
    post:
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: dry, in: query, schema: {type: boolean}}
        - {name: who, in: cookie, schema: {type: string}}
      requestBody:
        content:
          application/json: {schema: {properties: {kind: {enum: [cat, dog]}}}}
          application/x-www-form-urlencoded: {schema: {properties: {age: {type: integer}}}}
      responses:
        '200': {description: Done, headers: {X-Left: {schema: {type: integer}}}, content: {text/*: {}}}
        4XX: {description: Refused}
`
const post = '/paths/~1pets~1{id}/post'
const form: [string, string] = ['content-type', 'application/x-www-form-urlencoded']
const json: [string, string] = ['content-type', 'application/json']

test.each([
  [
    'a request that was accepted shows its parts, the answer its status, type and headers',
    {
      given: {
        request: 'POST /pets/7?dry=true',
        sent: { headers: [json], body: '{"kind":"cat"}' },
        headers: [
          ['content-type', 'text/plain'],
          ['x-left', '3'],
        ] as [string, string][],
        text: 'ok',
      },
      want: {
        [`request ${post}/parameters/0`]: 'value',
        [`request ${post}/parameters/0/schema`]: 'value',
        [`request ${post}/parameters/1`]: 'value',
        [`request ${post}/parameters/1/schema`]: 'true value',
        [`request ${post}/requestBody/content/application~1json`]: 'value',
        [`request ${post}/requestBody/content/application~1json/schema`]: 'value',
        [`request ${post}/requestBody/content/application~1json/schema/properties/kind`]:
          '"cat" value',
        [`response ${post}/responses/200`]: 'value',
        [`response ${post}/responses/200/content/text~1*`]: 'value',
        [`response ${post}/responses/200/headers/X-Left`]: 'value',
        [`response ${post}/responses/200/headers/X-Left/schema`]: 'value',
      },
    },
  ],
  [
    'a request without a body shows that it can be left out',
    {
      given: {
        request: 'POST /pets/7',
        headers: [['content-type', 'image/png']] as [string, string][],
      },
      want: {
        [`request ${post}/parameters/0`]: 'value',
        [`request ${post}/parameters/0/schema`]: 'value',
        [`request ${post}/parameters/1`]: 'absent',
        [`request ${post}/requestBody`]: 'absent',
        [`response ${post}/responses/200`]: 'value',
        [`response ${post}/responses/200/headers/X-Left`]: 'absent',
      },
    },
  ],
  [
    'a body that the recording did not keep shows nothing',
    {
      given: { request: 'POST /pets/x', status: 204, sent: { headers: [json], body: null } },
      want: { [`request ${post}/parameters/1`]: 'absent' },
    },
  ],
  [
    'a form is read by its schema',
    {
      given: { request: 'POST /pets/x', status: 204, sent: { headers: [form], body: 'age=3' } },
      want: {
        [`request ${post}/parameters/1`]: 'absent',
        [`request ${post}/requestBody/content/application~1x-www-form-urlencoded`]: 'value',
        [`request ${post}/requestBody/content/application~1x-www-form-urlencoded/schema`]: 'value',
        [`request ${post}/requestBody/content/application~1x-www-form-urlencoded/schema/properties/age`]:
          'value',
      },
    },
  ],
  [
    'a request that was refused shows nothing but the refusal',
    {
      given: { request: 'POST /pets/7', status: 404 },
      want: { [`response ${post}/responses/4XX`]: 'value' },
    },
  ],
  ['an unknown operation shows nothing', { given: { request: 'GET /dogs' }, want: {} }],
])('%s', async (_, { given, want }) => {
  const { places } = evidenceFrom(await contractOf(pets), given)
  const seen = Object.entries(places).map(([key, prints]) => [
    key,
    Object.values(prints).flat().join(' '),
  ])
  expect(Object.fromEntries(seen)).toEqual(want)
})

test('an answer that has no body by its nature shows no media type', async () => {
  const contract = await contractOf(
    "paths: {/: {get: {responses: {'204': {description: None, content: {application/json: {}}}}}}}",
  )
  const place = 'response /paths/~1/get/responses/204'
  expect(Object.keys(evidenceFrom(contract, { status: 204 }).places)).toEqual([place])
})

test('what a consumer only expects is no evidence', async () => {
  const contract = await answering('{type: string}')
  const expected = { ...exchangeOf({ body: 'x' }), kind: 'expected' as const }
  expect(observe(createSubject(expected, contract)).places).toEqual({})
  const { places } = observe(createSubject(exchangeOf({ body: 'x' }), contract))
  expect(Object.keys(places).length).toBeGreaterThan(0)
})

const free =
  '{properties: {a: {}, b: {items: {}}, kind: {enum: [zq, 0.5]}}, additionalProperties: {}}'

test('no value of the traffic is kept, whatever it is', async () => {
  const contract = await answering(free)
  const known = evidenceText(evidenceFrom(contract, { body: { a: 1, b: [1], kind: 'zq', x: 1 } }))
  const secret = fc.string({ minLength: 8 }).filter((text) => !known.includes(text))
  const body = (text: string) => ({
    a: text,
    b: [text, { [text]: text }],
    kind: text,
    [text]: text,
  })
  fc.assert(
    fc.property(secret, (text) => {
      const kept = evidenceText(evidenceFrom(contract, { body: body(text) }))
      expect(kept).not.toContain(JSON.stringify(text).slice(1, -1))
    }),
  )
})

test('a thousand different answers take no more room than the contract has', async () => {
  const contract = await answering(free)
  const bodies = Array.from({ length: 1000 }, (_, index): Json => {
    return { a: `a${index}`, b: [index], [`x${index}`]: index, kind: index % 2 === 0 ? 'zq' : 0.5 }
  })
  const all = evidenceFrom(contract, ...bodies.map((body) => ({ body })))
  const few = evidenceFrom(contract, ...bodies.slice(0, 2).map((body) => ({ body })))
  expect(evidenceText(all)).toBe(evidenceText(few))
})
