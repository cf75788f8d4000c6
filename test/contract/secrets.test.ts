// Holds which members are secrets, and under how many spellings a name is the same.
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/contract/json.ts'
import { findSecrets, plainName } from '../../src/contract/secrets.ts'

describe('a plain name', () => {
  test.each<[string, { given: string; want: string }]>([
    ['of camel case', { given: 'authToken', want: 'authtoken' }],
    ['of snake case', { given: 'AUTH_TOKEN', want: 'authtoken' }],
    ['of kebab case', { given: 'Auth-Token', want: 'authtoken' }],
    ['with spaces and dots', { given: ' auth . token ', want: 'authtoken' }],
    ['with digits', { given: 'token-2', want: 'token2' }],
    ['of another script', { given: 'Schlüssel_ключ', want: 'schlüsselключ' }],
  ])('%s', (_, { given, want }) => {
    expect(plainName(given)).toBe(want)
  })
})

describe('a secret is found', () => {
  const secret = { type: 'string', writeOnly: true, pattern: '^[a-f0-9]{32}$' }
  const place = '/components/schemas/Main/properties'
  type Want = [string, { pointer: string; pattern: string | undefined }][]
  test.each<[string, { given: JsonObject; want: Want }]>([
    [
      'by writeOnly',
      {
        given: { properties: { authToken: secret } },
        want: [['authtoken', { pointer: `${place}/authToken`, pattern: secret.pattern }]],
      },
    ],
    [
      'by its format',
      {
        given: { properties: { 'pass/word': { format: 'password' } } },
        want: [['password', { pointer: `${place}/pass~1word`, pattern: undefined }]],
      },
    ],
    [
      'through a reference and a nullable choice',
      {
        given: {
          properties: {
            token: { anyOf: [{ $ref: '#/components/schemas/Token' }, { type: 'null' }] },
          },
        },
        want: [['token', { pointer: `${place}/token`, pattern: secret.pattern }]],
      },
    ],
    [
      'but not of an ordinary member',
      { given: { properties: { id: { type: 'string', readOnly: true } } }, want: [] },
    ],
    [
      'but not in an example',
      { given: { example: { properties: { id: { writeOnly: true } } } }, want: [] },
    ],
    [
      'but not where writeOnly is false',
      { given: { properties: { id: { writeOnly: false } } }, want: [] },
    ],
  ])('%s', (_, { given, want }) => {
    const document = { components: { schemas: { Main: given, Token: secret } } }
    expect([...findSecrets(document)]).toEqual(want)
  })

  test('wherever its schema stands, one that holds itself included', () => {
    const self: JsonObject = {
      properties: {
        next: { $ref: '#/paths/~1a/post/requestBody/content/a~1b/schema' },
        key: { writeOnly: true },
      },
    }
    const document = {
      paths: { '/a': { post: { requestBody: { content: { 'a/b': { schema: self } } } } } },
    }
    expect([...findSecrets(document).keys()]).toEqual(['key'])
  })
})
