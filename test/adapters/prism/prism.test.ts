// The real Prism in its thread: what it answers, that one seed repeats its answers, and that it ends.
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type PrismOptions,
  type PrismProvider,
  startPrism,
} from '../../../src/adapters/prism/prism.ts'
import { isObject, type Json, type JsonObject } from '../../../src/contract/json.ts'
import { isToolError, type ToolError } from '../../../src/errors.ts'

const patience = 60_000
const id = '3fa85f64-5717-4562-b3fc-2c963f66afa6'

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: Json, more: JsonObject = {}): JsonObject => ({
  content: { 'application/json': { schema, ...more } },
})
const open = (operation: JsonObject): Json => ({ get: { security: [], ...operation } })

const trunkPath: JsonObject = {
  parameters: [
    { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
  ],
  get: {
    responses: {
      '200': {
        description: 'The trunk.',
        ...json(
          // Beside the reference stands what Prism would take for all the properties there are.
          { $ref: '#/components/schemas/Trunk', properties: { id: { 'x-equals': '$request' } } },
          { examples: { odd: { value: { $ref: 'http://127.0.0.1:1/never-fetched' } } } },
        ),
        links: { self: { operationId: 'a', parameters: { id: { $ref: '#/gone' } } } },
      },
      '404': { description: 'None.', ...json({ type: 'object', required: ['detail'] }) },
      '302': {
        description: 'Moved.',
        headers: { Location: { schema: { const: 'http://127.0.0.1:1/elsewhere' } } },
      },
    },
    callbacks: { ping: { 'http://127.0.0.1:1/': { post: { responses: {} } } } },
  },
  put: {
    requestBody: { required: true, ...json({ type: 'object', required: ['name'] }) },
    responses: { '200': { description: 'Updated.', ...json(ref('Trunk')) } },
  },
}

/** Each level refers twice to the next: Prism's work doubles with each. */
function doubling(levels: number): JsonObject {
  const entries = Array.from({ length: levels }, (_, level): [string, Json] => {
    const next = level + 1 < levels ? ref(`Level${level + 1}`) : { type: 'string' }
    return [`Level${level}`, { type: 'object', properties: { a: next, b: next } }]
  })
  return Object.fromEntries(entries)
}

const document: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Trunks', version: '1' },
  security: [{ bearer: [] }],
  paths: {
    '/trunks/{id}': trunkPath,
    '/slow': open({ responses: { '200': { description: 'Slow.', ...json(ref('Slow')) } } }),
    '/other': open({ responses: { '200': { description: 'Other.' } } }),
    '/endless': open({ responses: { '200': { description: 'Endless.', ...json(ref('Level0')) } } }),
    '/outside': open({ responses: { '200': { $ref: 'http://127.0.0.1:1/response' } } }),
  },
  components: {
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    schemas: {
      Trunk: {
        type: 'object',
        required: ['id', 'sid', 'name', 'tags'],
        properties: {
          id: { type: 'string', format: 'uuid' },
          sid: { type: 'string', pattern: '^TK[a-f0-9]{32}$' },
          name: { type: ['string', 'null'] },
          seenAt: { type: 'string', format: 'date-time' },
          tags: { type: 'array', items: { type: 'string' } },
          authToken: { type: 'string', writeOnly: true },
        },
      },
      Slow: { type: 'array', minItems: 2_000_000, items: ref('Trunk') },
      ...doubling(40),
    },
  },
}

const served = ['GET /trunks/{id}', 'PUT /trunks/{id}', 'GET /slow']
const options: PrismOptions = { document, operations: served, seed: 7, deadlineMs: patience }

/** A request of the served operation, with a key unless it is taken away. */
function trunk(headers: Record<string, string> = {}, path = `/trunks/${id}`): Request {
  return new Request(`https://trunks.example${path}`, {
    headers: { authorization: 'Bearer key', ...headers },
  })
}

async function texts(provider: PrismProvider, count: number): Promise<string[]> {
  const found: string[] = []
  for (let index = 0; index < count; index++) {
    found.push(await (await provider.fetch(trunk())).text())
  }
  return found
}

async function failure(attempt: Promise<unknown>): Promise<ToolError> {
  const caught = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!isToolError(caught)) throw new Error(`no ToolError: ${caught}`)
  return caught
}

let prism: PrismProvider
beforeAll(async () => {
  prism = await startPrism(options)
}, patience)
afterAll(() => prism.close())

describe('the mock', () => {
  it('listens on the loopback interface only', () => {
    expect(prism.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('gives a hundred different answers that have every declared member and no secret', async () => {
    const answers = await texts(prism, 100)
    expect(new Set(answers).size).toBe(100)
    for (const answer of answers) {
      const body: unknown = JSON.parse(answer)
      expect(Object.keys(isObject(body) ? body : {})).toEqual([
        ...['id', 'name', 'seenAt', 'sid', 'tags'],
      ])
      expect(body).toMatchObject({ sid: expect.stringMatching(/^TK[a-f0-9]{32}$/) })
    }
  })

  it.each<[string, { given: Request; want: number }]>([
    ['without a key, unauthorized', { given: trunk({ authorization: '' }), want: 401 }],
    ['a malformed id, refused', { given: trunk({}, '/trunks/abc'), want: 422 }],
    ['a chosen status', { given: trunk({ prefer: 'code=404' }), want: 404 }],
    ['a redirect, not followed', { given: trunk({ prefer: 'code=302' }), want: 302 }],
    ['an operation that is not in the slice', { given: trunk({}, '/other'), want: 404 }],
    [
      'a request body that breaks its schema',
      {
        given: new Request(`https://trunks.example/trunks/${id}`, {
          method: 'PUT',
          headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
          body: '{"title":"a"}',
        }),
        want: 422,
      },
    ],
    [
      'a request body that obeys it',
      {
        given: new Request(`https://trunks.example/trunks/${id}`, {
          method: 'PUT',
          headers: { authorization: 'Bearer key', 'content-type': 'application/json' },
          body: '{"name":"a"}',
        }),
        want: 200,
      },
    ],
  ])('%s', async (_, { given, want }) => {
    const response = await prism.fetch(given)
    await response.text()
    expect(response.status).toBe(want)
  })

  it('answers people at its address, each time differently', async () => {
    const ask = () => fetch(`${prism.url}/trunks/${id}`, { headers: { authorization: 'Bearer k' } })
    const bodies = [await (await ask()).text(), await (await ask()).text()]
    expect(new Set(bodies).size).toBe(2)
  })

  it('lets the caller abort', async () => {
    const request = new Request(trunk(), { signal: AbortSignal.abort(new Error('enough')) })
    await expect(prism.fetch(request)).rejects.toThrow('enough')
  })

  it(
    'repeats its answers for the same seed, whatever was asked in between',
    async () => {
      const first = await startPrism({ ...options, seed: 11 })
      const second = await startPrism({ ...options, seed: 11 })
      const third = await startPrism({ ...options, seed: 12 })
      try {
        await second.fetch(trunk({ prefer: 'code=404' }))
        const answers = await texts(first, 5)
        expect(await texts(second, 5)).toEqual(answers)
        expect(await texts(third, 5)).not.toEqual(answers)
      } finally {
        await Promise.all([first.close(), second.close(), third.close()])
      }
    },
    patience,
  )
})

describe('a mock that cannot serve', () => {
  it(
    'is given up at the deadline although it is busy',
    async () => {
      const started = performance.now()
      const endless = { ...options, operations: ['GET /endless'], deadlineMs: 4000 }
      const error = await failure(startPrism(endless))
      expect(error).toMatchObject({
        code: 'E_PROVIDER',
        message: 'Prism was not ready within 4 s.',
      })
      expect(performance.now() - started).toBeLessThan(patience / 4)
    },
    patience,
  )

  it(
    'is given up where an answer takes too long, and can still be closed',
    async () => {
      const slow = await startPrism({ ...options, operations: ['GET /slow'], deadlineMs: 10_000 })
      const error = await failure(slow.fetch(trunk({}, '/slow')))
      expect(error.message).toBe('Prism did not answer GET /slow within 10 s.')
      await slow.close()
      await expect(fetch(`${slow.url}/slow`)).rejects.toThrow('fetch failed')
    },
    patience,
  )

  it('says how to install what is missing', async () => {
    const from = join(tmpdir(), 'nothing-is-installed-here.js')
    expect(await failure(startPrism({ ...options, from }))).toMatchObject({
      code: 'E_DEPENDENCY',
      message: 'The mock server Prism is not installed.',
      hint: expect.stringContaining('npm install --save-dev @stoplight/prism-cli@5.14.2'),
    })
  })

  it(
    'names the port that is in use',
    async () => {
      const squatter = createServer()
      const port = await new Promise<number>((resolve) => {
        squatter.listen(0, '127.0.0.1', () => {
          const address = squatter.address()
          resolve(typeof address === 'object' && address !== null ? address.port : 0)
        })
      })
      const error = await failure(startPrism({ ...options, port }))
      squatter.close()
      expect(error).toMatchObject({
        code: 'E_PROVIDER',
        message: `Port ${port} of 127.0.0.1 is already in use.`,
      })
    },
    patience,
  )

  it.each<[string, { given: Partial<PrismOptions>; want: [string, string] }]>([
    [
      'a reference to the network',
      {
        given: { operations: ['GET /outside'] },
        want: ['E_PROVIDER', 'refers outside of itself: $ref "http://127.0.0.1:1/response"'],
      },
    ],
    [
      'an unknown operation',
      { given: { operations: ['GET /none'] }, want: ['E_USAGE', 'no operation "GET /none"'] },
    ],
    ['no operation', { given: { operations: [] }, want: ['E_PROVIDER', 'no operation'] }],
  ])('refuses %s', async (_, { given, want: [code, words] }) => {
    const error = await failure(startPrism({ ...options, ...given }))
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
  })
})
