// The contract in the package: valid OpenAPI, as documented, and with examples that obey it.
import { readFileSync } from 'node:fs'
import { createConfig, lint } from '@redocly/openapi-core'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { at, isObject, type Json, join, member } from '../../src/contract/json.ts'

const PATH = 'openapi/blackbox.yaml'
const document: Json = parse(readFileSync(PATH, 'utf8'))

const EVIDENCE = ['stated', 'prose', 'example', 'assumed']
const DOCS = 'https://blackbox.dasha.ai/docs/'
const REGIONS = ['us1', 'us2', 'ie1', 'de1', 'au1', 'jp1', 'br1', 'sg1']

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema({ $id: 'contract', ...(isObject(document) ? document : {}) })

/** Each place of the document with its value, outermost first. */
function* places(value: Json, pointer = ''): Generator<[pointer: string, value: Json]> {
  yield [pointer, value]
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) yield* places(inner, join(pointer, name))
}

/** The value itself, or what its reference leads to. */
function resolved(value: Json | undefined): Json | undefined {
  const reference = member(value, '$ref')
  return typeof reference === 'string' ? at(document, reference.slice(1)) : value
}

function schemaOf(name: string): Json | undefined {
  return at(document, `/components/schemas/${name}`)
}

/** Every named example: where it stands, the schema it must obey, its value. */
const examples = [...places(document)].flatMap(([pointer, value]) => {
  const named = member(value, 'examples')
  if (member(value, 'schema') === undefined || !isObject(named)) return []
  return Object.entries(named).map(([name, example]) => ({
    name: `${pointer}/examples/${name}`,
    schema: `contract#${encodeURI(`${pointer}/schema`)}`,
    value: member(resolved(example), 'value'),
  }))
})

function obeys(schema: string, value: Json | undefined): boolean {
  return ajv.compile({ $ref: schema })(value)
}

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const config = await createConfig({ extends: ['spec'] })
    const problems = await lint({ ref: PATH, config })
    expect(problems.map(({ message }) => message)).toEqual([])
    expect(member(document, 'openapi')).toBe('3.1.0')
  })

  it('has the four operations', () => {
    const ids = [...places(document)].flatMap(([, value]) => member(value, 'operationId') ?? [])
    const want = [
      'getTwilioProvider',
      'updateTwilioProvider',
      'getProvider',
      'listAvailableNumbers',
    ]
    expect(ids).toEqual(want)
  })

  it('has no reference that leads nowhere', () => {
    const references = [...places(document)].flatMap(([, value]) => member(value, '$ref') ?? [])
    expect(references.length).toBeGreaterThan(30)
    for (const each of references) expect(at(document, String(each).slice(1))).toBeDefined()
  })

  it('does not say what the available numbers look like', () => {
    const path = join('/paths', '/api/v1/providers/twilio/{id}/available-numbers')
    const answer = at(document, `${path}/get/responses/200`)
    expect(member(answer, 'content')).toBeUndefined()
    expect(member(answer, 'x-evidence')).toBe('assumed')
  })
})

describe('its evidence', () => {
  const due = [...places(document)].filter(([pointer]) =>
    /^(?:\/paths\/[^/]+\/(?:get|put)(?:\/requestBody|\/responses\/\d+)?|\/components\/(?:schemas|responses|parameters|securitySchemes)\/[^/]+)$/.test(
      pointer,
    ),
  )

  it('is asked of every operation, message and component', () => {
    expect(due.length).toBeGreaterThan(30)
  })

  it.each(due)('is given for %s', (_, value) => {
    const part = resolved(value)
    expect(EVIDENCE).toContain(member(part, 'x-evidence'))
    expect(member(part, 'x-source')).toMatch(new RegExp(`^${DOCS}`))
  })

  it('uses no other word', () => {
    const words = [...places(document)].flatMap(([, value]) => member(value, 'x-evidence') ?? [])
    for (const word of words) expect(EVIDENCE).toContain(word)
  })
})

describe('a Twilio provider', () => {
  const members: [name: string, row: { given: Json; want: boolean }][] = [
    ['name', { given: null, want: true }],
    ['providerType', { given: null, want: false }],
    ['accountSid', { given: null, want: false }],
    ['id', { given: null, want: false }],
    ['verificationStatus', { given: null, want: false }],
    ['lastVerifiedAt', { given: null, want: true }],
    ['phoneNumberCount', { given: null, want: false }],
    ['verificationDetails', { given: null, want: true }],
    ['trunkSid', { given: null, want: true }],
    ['terminationUri', { given: null, want: true }],
    ['region', { given: null, want: true }],
    ['supportsCallTransfer', { given: null, want: false }],
  ]

  it.each(members)('%s is nullable as documented', (name, { given, want }) => {
    const pointer = join('contract#/components/schemas/TwilioProvider/properties', name)
    expect(obeys(pointer, given)).toBe(want)
  })

  it('has the documented members and requires three', () => {
    const schema = schemaOf('TwilioProvider')
    expect(Object.keys(Object(member(schema, 'properties')))).toEqual(members.map(([name]) => name))
    expect(member(schema, 'required')).toEqual(['name', 'providerType', 'accountSid'])
  })

  it('names eight regions and closes nothing', () => {
    const region = at(document, '/components/schemas/TwilioProvider/properties/region')
    expect(member(region, 'x-known-values')).toEqual(REGIONS)
    expect(member(region, 'enum')).toBeUndefined()
  })

  it('answers for the id of the path, wherever it is answered', () => {
    const rules = [...places(document)].filter(([pointer]) => pointer.endsWith('/id/x-equals'))
    expect(rules.map(([, rule]) => rule)).toEqual(Array(3).fill('$request.path.id'))
  })
})

describe('an example', () => {
  it('is there for each body', () => {
    expect(examples.length).toBe(15)
  })

  it.each(examples)('at $name obeys its schema', ({ schema, value }) => {
    expect(obeys(schema, value)).toBe(true)
  })

  it.each(examples)('at $name would be refused as a list', ({ schema, value }) => {
    expect(obeys(schema, [value ?? null])).toBe(false)
  })

  it('shows the provider that the path asks for', () => {
    const id = at(document, '/components/parameters/ProviderId/example')
    const shown = examples.flatMap(({ value }) => member(value, 'id') ?? [])
    expect(shown).toEqual(Array(7).fill(id))
  })

  it('shows no secret', () => {
    const secrets = [...places(document)].filter(([pointer]) => /examples?\/.*token/i.test(pointer))
    expect(secrets).toEqual([])
    const token = at(document, '/components/schemas/TwilioCredentials/properties/authToken')
    expect(token).toMatchObject({ format: 'password', writeOnly: true })
  })
})
