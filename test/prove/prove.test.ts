// The proof as a whole: what it counts, what it finds, what it gives up, and what operations share.
import { describe, expect, test } from 'vitest'
import { checks } from '../../src/checks/index.ts'
import type { Contract } from '../../src/contract/contract.ts'
import { contractOf } from '../checks/fixture.ts'
import { loadBlackbox, loadOrders, proofOf, toldBy } from './fixture.ts'

const patience = 60_000

test(
  "the package's contract: each constraint is caught, and no valid value of 10,000 is told of",
  async () => {
    const { total, findings, rows, unsampled } = proofOf(await loadBlackbox(), { samples: 10_000 })
    expect(findings).toEqual([])
    expect(total).toMatchObject({ missed: 0, falseAlarms: 0, unsampled: 0 })
    expect(total.caught).toBe(total.constraints)
    expect(total.caught).toBeGreaterThan(60)
    expect(total.valid).toBeGreaterThan(10_000)
    expect(rows).toHaveLength(4)
    expect(unsampled.every(({ isImplied }) => isImplied)).toBe(true)
  },
  patience,
)

test('the same seed gives the same proof', async () => {
  const contract = await loadOrders()
  const judged = { ...contract, secrets: new Map() }
  const first = proofOf(contract, { judged, seed: 7 })
  expect(first.findings.length).toBeGreaterThan(0)
  expect(proofOf(contract, { judged, seed: 7 })).toEqual(first)
})

test('chosen operations alone are proven', async () => {
  const { rows } = proofOf(await loadOrders(), { operations: ['PUT /orders/{id}'] })
  expect(rows.map(({ operation }) => operation)).toEqual(['PUT /orders/{id}'])
})

describe('what is found', () => {
  const pointer = '/components/schemas/TwilioProvider'

  test('a valid value that is told of is a false alarm, with its seed and number', async () => {
    const contract = await loadBlackbox()
    const judged = await loadBlackbox((text) => text.replace('enum: [twilio]', 'enum: [vonage]'))
    const proof = proofOf(contract, { judged, samples: 0, seed: 3 })
    expect(proof.total.falseAlarms).toBeGreaterThan(0)
    const [found] = proof.findings
    expect(found).toMatchObject({
      rule: 'no-false-alarm',
      severity: 'error',
      operation: 'GET /api/v1/providers/twilio/{id}',
      message:
        'a valid sample breaks response-schema: is "twilio"; documented: "vonage" (seed 3, sample 0)',
      contract: { pointer: `${pointer}/properties/providerType/enum`, line: expect.any(Number) },
      at: '/response/body/providerType',
      args: { told: 'response-schema', seed: 3, sample: 0 },
    })
  })

  test('a part that cannot be judged through its own fault is one, too', async () => {
    const contract = await loadBlackbox()
    const judged = await loadBlackbox((text) => text.replace('^AC[a-f0-9]{32}$', '"^AC["'))
    const told = toldBy(proofOf(contract, { judged, samples: 0 }))
    expect(told.some((each) => each.includes('a valid sample breaks response-schema'))).toBe(true)
  })

  test('what slips through names the constraint, its line and the value', async () => {
    const contract = await loadBlackbox()
    const judged = await loadBlackbox((text) =>
      text.replace('required: [name, providerType, accountSid]', 'required: [name, accountSid]'),
    )
    const { findings, total } = proofOf(contract, { judged, samples: 0 })
    expect(total.missed).toBe(1)
    expect(findings[0]).toMatchObject({
      rule: 'constraint-bites',
      severity: 'error',
      message: 'goes unnoticed: without providerType',
      contract: { pointer: `${pointer}/required`, file: 'openapi/blackbox.yaml' },
      at: '/response/body/providerType',
    })
    expect(new Set(findings.map(({ operation }) => operation)).size).toBe(3)
  })

  test('a secret that slips through is not shown', async () => {
    const contract = await loadOrders()
    const judged: Contract = structuredCloneOf(contract)
    const { findings } = proofOf(contract, { judged, samples: 0 })
    const told = findings.filter(({ at }) => at === '/request/body/pin')
    expect(told.length).toBeGreaterThan(0)
    expect(told.every(({ args }) => args.value === 'a secret')).toBe(true)
    expect(told.every(({ message }) => message.endsWith('; the value is a secret'))).toBe(true)
  })
})

/** The contract, judged by a vocabulary that knows no pattern. */
function structuredCloneOf(contract: Contract): Contract {
  const { vocabulary } = contract
  const keywords = { ...vocabulary.keywords, pattern: () => undefined }
  return { ...contract, vocabulary: { ...vocabulary, keywords } }
}

const get = (parts: string) => `paths: {/a: {get: {${parts}}}}`
const ok = "responses: {'200': {description: ok}}"
const answers = (content: string) => `responses: {'200': {description: ok, content: {${content}}}}`

test.each<[string, { given: string; want: [pointer: string, reason: string] }]>([
  [
    'a required parameter that has no text',
    {
      given: get(
        `parameters: [{name: q, in: query, required: true, schema: {type: array, items: {type: object}, minItems: 1}}], ${ok}`,
      ),
      want: ['/paths/~1a/get', 'no value is known for its parameter q'],
    },
  ],
  [
    'a body that nothing reads',
    {
      given: get(answers('image/png: {schema: {type: string}}')),
      want: [
        '/paths/~1a/get/responses/200/content/image~1png',
        'nothing reads bodies of image/png',
      ],
    },
  ],
  [
    'a schema that nothing obeys',
    {
      given: get(answers('application/json: {schema: false}')),
      want: [
        '/paths/~1a/get/responses/200/content/application~1json/schema',
        'no valid value is known',
      ],
    },
  ],
  [
    'a body where there can be none',
    {
      given: get(
        "responses: {'204': {description: ok, content: {application/json: {schema: {type: string}}}}}",
      ),
      want: [
        '/paths/~1a/get/responses/204/content/application~1json',
        'answers with status 204 have no body',
      ],
    },
  ],
  [
    'requests that are never accepted',
    {
      given: get(
        "parameters: [{name: q, in: query, schema: {type: integer}}], responses: {'404': {description: no}}",
      ),
      want: ['/paths/~1a/get', 'it documents no answer by which a request is accepted'],
    },
  ],
])('gives up %s, and says so', async (_, { given, want: [pointer, reason] }) => {
  const { unsampled, total } = proofOf(await contractOf(given))
  expect(unsampled).toContainEqual({ pointer, reason, isImplied: false })
  expect(total.unsampled).toBeGreaterThan(0)
})

test('a contract of many operations: what they share is proven once, and counted for each', async () => {
  const path = (index: number) =>
    `  /a${index}: {get: {responses: {'200': {$ref: '#/components/responses/One'}}}}`
  const contract = await contractOf(`
paths:
${Array.from({ length: 101 }, (_, index) => path(index)).join('\n')}
components:
  responses:
    One: {description: ok, content: {application/json: {schema: {type: object, properties: {n: {type: integer, minimum: 3}}}}}}
`)
  const { rows, total, isSparing, exchanges } = proofOf(contract, { samples: 10 })
  expect(isSparing).toBe(true)
  expect(new Set(rows.map(({ constraints }) => constraints)).size).toBe(1)
  expect(new Set(rows.map(({ valid }) => valid)).size).toBe(1)
  expect(total).toMatchObject({ missed: 0, falseAlarms: 0, valid: rows[0]?.valid })
  expect(exchanges).toBeLessThan(101 * 10)
})

test('a number in the path is a number in the body that it is tied to', async () => {
  const contract = await contractOf(`
paths:
  /a/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      ${answers('application/json: {schema: {type: object, required: [id], properties: {id: {type: integer, x-equals: $request.path.id}}}}')}
`)
  const { total, unsampled } = proofOf(contract)
  expect(total).toMatchObject({ falseAlarms: 0, unsampled: 0 })
  expect(total.valid).toBeGreaterThan(2)
  expect(unsampled.filter(({ isImplied }) => !isImplied)).toEqual([])
})

test.each<[string, string]>([
  ['a map', 'application/json: {schema: {type: object, additionalProperties: {type: string}}}'],
  ['a closed object', 'application/json: {schema: {type: object, additionalProperties: false}}'],
  ['a list', 'application/json: {schema: {type: array, items: {type: integer}}}'],
  ['a number', 'application/json: {schema: {type: number, minimum: 1}}'],
  [
    'any media type',
    "'*/*': {schema: {type: object, required: [a], properties: {a: {enum: [1]}}}}",
  ],
  ['text', 'text/plain: {schema: {type: string, pattern: ^a+$}}'],
  ['no schema', 'application/json: {}'],
  ['no content', ''],
])('nothing is missed of an answer that is %s', async (_, content) => {
  const { findings, total } = proofOf(await contractOf(get(answers(content))))
  expect(findings).toEqual([])
  expect(total.caught).toBeGreaterThan(2)
})

test('every documented answer has a status of its own', async () => {
  const statuses: number[] = []
  const spy = checks.map((check, index) => {
    if (index > 0) return check
    const run: typeof check.run = (subject) => {
      statuses.push(subject.exchange.response.status)
      return check.run(subject)
    }
    return { ...check, run }
  })
  const contract = await contractOf(
    get(
      "responses: {'201': {description: a}, 2XX: {description: b}, 4XX: {description: c}, default: {description: d}}",
    ),
  )
  const { total } = proofOf(contract, { checks: spy })
  expect(total).toMatchObject({ missed: 0, falseAlarms: 0, valid: 4 })
  expect(new Set(statuses.map((each) => Math.floor(each / 100)))).toEqual(new Set([2, 4, 5]))
  expect(new Set(statuses).size).toBe(4)
})

describe('an object is told of nothing', () => {
  test.each<[string, string]>([
    ['that has to have a member of which no more is said', '{type: object, required: [a]}'],
    [
      'of whose names something is said',
      '{type: object, properties: {a: {}}, propertyNames: {pattern: "^[a-z]+$"}}',
    ],
    [
      'whose members ask for others',
      '{type: object, properties: {a: {}}, dependentRequired: {z: [a]}, dependentSchemas: {y: {required: [a]}}}',
    ],
    ['with an empty list of members', '{type: object, properties: {}}'],
    [
      'of a form that another one includes',
      '{oneOf: [{type: object, required: [a, b], properties: {a: {}, b: {}}}, {type: object, properties: {a: {}, c: {type: string}}}]}',
    ],
    [
      'with a condition',
      '{type: object, properties: {a: {}}, if: {properties: {kind: {const: x}}}, then: {required: [a]}, else: {properties: {b: {}}}}',
    ],
  ])('%s', async (_, schema) => {
    const proof = proofOf(await contractOf(get(answers(`application/json: {schema: ${schema}}`))))
    expect(toldBy(proof)).toEqual([])
    expect(proof.total.valid).toBeGreaterThan(10)
  })
})

test('a form that is sent breaks each constraint that a form can break', async () => {
  const contract = await contractOf(`
paths:
  /a:
    post:
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [sid, count]
              additionalProperties: false
              properties:
                sid: {type: string, pattern: '^AC[a-f0-9]{4}$'}
                count: {type: integer, minimum: 1, maximum: 9}
                tags: {type: array, maxItems: 2, items: {type: string, enum: [a, b]}}
                nested: {type: object, properties: {x: {type: integer}}}
      responses: {'201': {description: made}}
`)
  const { total, findings, unsampled } = proofOf(contract)
  expect(findings).toEqual([])
  expect(total).toMatchObject({ missed: 0, falseAlarms: 0, unsampled: 0 })
  expect(total.valid).toBeGreaterThan(20)
  const formless = 'what breaks it cannot be written as application/x-www-form-urlencoded'
  const told = unsampled.filter(({ reason }) => reason === formless)
  expect(told.map(({ pointer }) => pointer.split('/schema/')[1])).toEqual(
    expect.arrayContaining(['type', 'properties/nested/properties/x/type']),
  )
  const deaf = proofOf(contract, { checks: checks.filter(({ id }) => id !== 'request-schema') })
  expect(deaf.findings.map(({ at }) => at)).toEqual(
    expect.arrayContaining(['/request/body/sid', '/request/body/count', '/request/body/tags']),
  )
})
