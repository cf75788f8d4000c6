// Holds the registry of rules together: each has its file, its test, its words, and verdicts that never depend on luck.
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checks, expectedChecks, probeChecks } from '../../src/checks/index.ts'
import { judge } from '../../src/checks/run.ts'
import { contractOf, exchangeOf } from './fixture.ts'

const camelCase = (id: string) => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

const all = [...checks, ...expectedChecks, ...probeChecks]

describe.each(all.map((check) => [check.id, check] as const))('the rule %s', (id, check) => {
  test('has a file of its name, in which it is', () => {
    const source = readFileSync(`src/checks/${id}.ts`, 'utf8')
    expect(source).toContain(`export const ${camelCase(id)}: Check = {`)
    expect(source).toContain(`id: '${id}'`)
  })

  test('has a test of its name with clean, violating and unchecked cases', () => {
    expect(existsSync(`test/checks/${id}.test.ts`)).toBe(true)
    const source = readFileSync(`test/checks/${id}.test.ts`, 'utf8')
    // `testRule` itself fails where one of the three kinds has no case.
    expect(source).toContain(`testRule(${camelCase(id)}, `)
    for (const kind of ['clean', 'violating', 'unchecked']) expect(source).toContain(`  ${kind}: `)
  })

  test('has words for people', () => {
    expect(check.id).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
    expect(check.title).toMatch(/^[A-Z][^.]+$/)
    expect(check.why).toMatch(/^[A-Z][^\n]+\.$/)
    expect(['error', 'warning']).toContain(check.severity)
  })
})

test('rule ids are unique', () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
})

const contract = `
servers: [{url: /v1}]
security: [{key: []}]
paths:
  /a/{id}:
    post:
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}, {name: q, in: query, schema: {type: array, items: {format: date}}}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Node'}}}}
      responses:
        '200': {headers: {X-A: {schema: {type: integer}}}, content: {application/json: {schema: {$ref: '#/components/schemas/Node'}}, text/*: {schema: {maxLength: 3}}}}
        4XX: {content: {application/problem+json: {schema: {required: [title]}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: Authorization}}
  schemas:
    Node:
      type: object
      required: [kind]
      properties:
        kind: {enum: [a, b], x-known-values: [a]}
        id: {x-equals: $request.path.id}
        next: {anyOf: [{$ref: '#/components/schemas/Node'}, {type: 'null'}]}
        password: {type: string, format: password}
      unevaluatedProperties: {type: integer}
`

describe('the judge', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.constantFrom(
      '{"kind":"a"}',
      '{"kind":"b","next":{"kind":1}}',
      '{"__proto__":{"kind":"a"}}',
      '{"a":1e999}',
    ),
  )
  const field = fc.tuple(
    fc.constantFrom('content-type', 'Content-Type', 'authorization', 'cookie', 'x-a', 'password'),
    fc.oneof(
      text,
      fc.constantFrom(
        'application/json',
        'text/plain',
        'application/problem+json',
        'Basic :',
        'Bearer x',
      ),
    ),
  )
  const body = fc.oneof(
    fc.constant(null),
    fc.uint8Array({ maxLength: 40 }),
    text.map((each) => new TextEncoder().encode(each)),
  )

  test('throws nothing, whatever the bytes are, and says the same twice', async () => {
    const compiled = await contractOf(contract)
    const headers = fc.array(field, { maxLength: 3 })
    const arbitrary = fc.record({
      kind: fc.constant('observed' as const),
      source: fc.constant('test'),
      index: fc.nat(),
      request: fc.record({
        method: fc.constantFrom('POST', 'post', 'HEAD', '', 'GET'),
        url: fc.oneof(
          fc.constantFrom('/v1/a/5', '/v1/a/%zz?q=%', 'http://u:p@h/v1/a/5?q=1&q=2', ''),
          text,
        ),
        headers,
        body,
      }),
      response: fc.record({
        status: fc.constantFrom(200, 204, 304, 404, 500, 0, -1),
        headers,
        body,
      }),
    })
    let told = 0
    fc.assert(
      fc.property(arbitrary, (exchange) => {
        const judgement = judge(exchange, compiled, { checks: all })
        told += judgement.findings.length
        expect(judge(exchange, compiled, { checks: all })).toEqual(judgement)
        for (const { message, fingerprint } of judgement.findings) {
          expect(message).toMatch(/\S/)
          expect(message).not.toMatch(/undefined|\[object|NaN/)
          expect(fingerprint).toMatch(/^[\da-f]{16}$/)
        }
      }),
      { seed: 20260423, numRuns: 1500 },
    )
    expect(told).toBeGreaterThan(1000)
  })

  test('names a fault alike wherever the traffic came from and whichever item it is', async () => {
    const compiled = await contractOf(contract)
    const given = exchangeOf({ request: 'POST /v1/a/5', body: { kind: 'c' } })
    const fingerprints = (exchange: typeof given) =>
      judge(exchange, compiled, { checks }).findings.map((each) => each.fingerprint)
    const other = { ...given, source: 'elsewhere', index: 7 }
    expect(fingerprints(other)).toEqual(fingerprints(given))
    expect(fingerprints(given)).toHaveLength(1)
  })

  test('finds one fault once', async () => {
    const compiled = await contractOf(contract)
    const body = { kind: 'a', next: { kind: 'a', next: { kind: 'x' } } }
    const { findings } = judge(exchangeOf({ request: 'POST /v1/a/5', body }), compiled, { checks })
    expect(findings.map(({ rule, at }) => `${rule} ${at}`)).toEqual([
      'response-schema /response/body/next/next/kind',
    ])
  })
})
