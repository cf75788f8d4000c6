// Holds the upgrade from OpenAPI 3.0 to 3.1 against what each keyword means in either version.
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../src/contract/json.ts'
import { upgradeDocument } from '../../src/contract/upgrade.ts'

function upgraded(schema: Json, openapi = '3.0.3'): Json | undefined {
  const document: JsonObject = { openapi, components: { schemas: { Main: schema } } }
  upgradeDocument(document)
  const { components } = document
  return JSON.parse(JSON.stringify(components)).schemas.Main
}

const text = { type: 'string' }
const orNull = (rest: JsonObject) => ({ anyOf: [rest, { type: 'null' }] })
const ref = { $ref: '#/components/schemas/Other' }

type Row = [name: string, row: { given: Json; want: Json }]

describe('a schema of version 3.0 is rewritten', () => {
  test.each<Row>([
    [
      'nullable beside a type',
      { given: { ...text, nullable: true }, want: { type: ['string', 'null'] } },
    ],
    ['nullable: false', { given: { ...text, nullable: false }, want: text }],
    [
      'nullable without a type',
      { given: { nullable: true, description: 'd' }, want: { description: 'd' } },
    ],
    [
      'nullable beside an enumeration',
      {
        given: { ...text, enum: ['a'], nullable: true },
        want: { type: ['string', 'null'], enum: ['a', null] },
      },
    ],
    [
      'nullable beside an enumeration that has null',
      { given: { enum: ['a', null], nullable: true }, want: { enum: ['a', null] } },
    ],
    [
      'nullable beside allOf',
      {
        given: { description: 'd', allOf: [ref], nullable: true },
        want: { description: 'd', ...orNull({ description: 'd', allOf: [ref] }) },
      },
    ],
    ['nullable beside a reference', { given: { ...ref, nullable: true }, want: orNull(ref) }],
    [
      'other siblings of a reference',
      { given: { ...ref, minLength: 3, description: 'd' }, want: { ...ref, description: 'd' } },
    ],
    [
      'an exclusive minimum',
      { given: { minimum: 1, exclusiveMinimum: true }, want: { exclusiveMinimum: 1 } },
    ],
    [
      'an inclusive minimum',
      { given: { minimum: 1, exclusiveMinimum: false }, want: { minimum: 1 } },
    ],
    [
      'an exclusive maximum',
      { given: { maximum: 9, exclusiveMaximum: true }, want: { exclusiveMaximum: 9 } },
    ],
    ['an exclusive bound without a bound', { given: { exclusiveMaximum: true }, want: {} }],
    [
      'nested in every way',
      {
        given: {
          properties: { a: { items: { ...text, nullable: true } } },
          additionalProperties: { not: { oneOf: [{ ...text, nullable: true }] } },
        },
        want: {
          properties: { a: { items: { type: ['string', 'null'] } } },
          additionalProperties: { not: { oneOf: [{ type: ['string', 'null'] }] } },
        },
      },
    ],
    [
      'below a schema that is rewritten itself',
      {
        given: { allOf: [{ properties: { a: { ...text, nullable: true } } }], nullable: true },
        want: orNull({ allOf: [{ properties: { a: { type: ['string', 'null'] } } }] }),
      },
    ],
    [
      'but a member named like a keyword is not',
      {
        given: { properties: { nullable: { type: 'boolean' }, exclusiveMinimum: text } },
        want: { properties: { nullable: { type: 'boolean' }, exclusiveMinimum: text } },
      },
    ],
    [
      'and examples, defaults and enumerations are not',
      {
        given: {
          example: { nullable: true },
          default: { nullable: true },
          enum: [{ nullable: true }],
        },
        want: {
          example: { nullable: true },
          default: { nullable: true },
          enum: [{ nullable: true }],
        },
      },
    ],
  ])('%s', (_, { given, want }) => {
    expect(upgraded(given)).toEqual(want)
  })

  test('wherever schemas stand in a document', () => {
    const nullable = { schema: { ...text, nullable: true } }
    const given = {
      openapi: '3.0.0',
      paths: {
        '/a': {
          parameters: [nullable],
          get: {
            requestBody: { content: { 'a/b': nullable } },
            responses: { 200: { headers: { H: nullable }, content: { 'a/b': nullable } } },
            callbacks: { done: { '{$url}': { post: { parameters: [nullable] } } } },
          },
        },
      },
    }
    upgradeDocument(given)
    expect(JSON.stringify(given)).not.toContain('nullable')
    expect(JSON.stringify(given).match(/\["string","null"\]/g)).toHaveLength(5)
    expect(given.openapi).toBe('3.1.0')
  })
})

test('a document of version 3.1 stays as it is', () => {
  const given = { type: 'string', nullable: true }
  expect(upgraded(given, '3.1.0')).toEqual(given)
})
