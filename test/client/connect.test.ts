// Tests of what stands around a call: key, address, time limit, bodies, and the user's own middleware.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { loadContract } from '../../src/adapters/contract-file.ts'
import {
  type ClientOptions,
  ContractViolationError,
  connect,
  createClient,
} from '../../src/index.ts'
import {
  answer,
  ask,
  everythingIn,
  ID,
  KEY,
  observed,
  provider,
  rejection,
  TWILIO,
  withServer,
} from './answers.ts'

const params = { path: { id: ID } }

describe('the key', () => {
  it('is sent with every request', async () => {
    const { client, sent } = observed()
    await ask(client)
    await client.PUT(TWILIO, { params, body: {} })
    const fields = sent.map(({ headers }) => headers.get('authorization'))
    expect(fields).toEqual([`Bearer ${KEY}`, `Bearer ${KEY}`])
  })

  const refused: [string, { given: string }][] = [
    ['empty', { given: '' }],
    ['blank', { given: '  ' }],
    ['with a line break', { given: `${KEY}\nX-Other: 1` }],
    ['with a line break at its end', { given: `${KEY}\r\n` }],
    ['with a space around it', { given: ` ${KEY}` }],
    ['with letters that a header cannot carry', { given: `${KEY}é` }],
    ['with a NUL', { given: `${KEY}\0` }],
  ]
  it.each(refused)('is refused without being repeated: %s', (_, { given }) => {
    const error = thrown({ apiKey: given })
    expect(error.message).toBe('apiKey is empty or holds characters that a header cannot carry.')
    expect(everythingIn(error)).not.toContain(KEY)
  })

  it('is refused where JavaScript code gives none', () => {
    const given: unknown = JSON.parse('{"apiKey":null}')
    // What callers without types do.
    expect(thrown(given as ClientOptions).message).toMatch(/^apiKey is empty/)
  })

  it('is in no error of the platform', async () => {
    const { client } = observed({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
    expect(everythingIn(await rejection(ask(client)))).not.toContain(KEY)
    const closed = createClient({ apiKey: KEY, baseUrl: 'http://127.0.0.1:1' })
    expect(everythingIn(await rejection(ask(closed)))).not.toContain(KEY)
  })
})

/** What a client refuses to be made with. */
function thrown(options: ClientOptions): Error {
  try {
    createClient(options)
  } catch (error) {
    if (error instanceof TypeError) return error
  }
  throw new Error('was not refused with a TypeError')
}

describe('the address', () => {
  const addresses: [string, { given: string | undefined; want: string }][] = [
    ['not given', { given: undefined, want: 'https://blackbox.dasha.ai' }],
    ['plain', { given: 'https://api.test', want: 'https://api.test' }],
    ['with a slash', { given: 'https://api.test/', want: 'https://api.test' }],
    ['with a path', { given: 'https://api.test/eu/v9', want: 'https://api.test/eu/v9' }],
    ['with slashes after a path', { given: 'https://api.test/eu//', want: 'https://api.test/eu' }],
    ['with a port', { given: 'http://127.0.0.1:4010', want: 'http://127.0.0.1:4010' }],
  ]
  it.each(addresses)('%s leads to the operation', async (_, { given, want }) => {
    const { client, sent, told } = observed(given === undefined ? {} : { baseUrl: given })
    expect((await ask(client)).data).toEqual(provider)
    expect(sent[0]?.url).toBe(`${want}/api/v1/providers/twilio/${ID}`)
    expect(told).toEqual([])
  })

  it('of a single call counts for its answer', async () => {
    const { client, sent } = observed()
    await client.GET(TWILIO, { params, baseUrl: 'https://other.test/base/' })
    expect(sent[0]?.url).toBe(`https://other.test/base/api/v1/providers/twilio/${ID}`)
  })

  it('by default is the first that the contract names', async () => {
    const { servers } = await loadContract('openapi/blackbox.yaml')
    expect(servers[0]).toBe('https://blackbox.dasha.ai')
  })

  const refused: [string, { given: string }][] = [
    ['credentials', { given: `https://user:${KEY}@api.test` }],
    ['a user', { given: `https://${KEY}@api.test/v1` }],
    ['a query', { given: `https://api.test/?key=${KEY}` }],
    ['a fragment', { given: 'https://api.test/#x' }],
  ]
  it.each(refused)('is refused with %s, and not repeated', (_, { given }) => {
    const error = thrown({ apiKey: 'k', baseUrl: given })
    expect(error.message).toBe('baseUrl holds credentials, a query or a fragment.')
    expect(everythingIn(error)).not.toContain(KEY)
  })
})

describe('the time limit', () => {
  const never: ClientOptions['fetch'] = ({ signal }) =>
    new Promise((_, reject) => {
      if (signal.aborted) reject(signal.reason)
      signal.addEventListener('abort', () => reject(signal.reason))
    })

  it('ends a call without an answer', async () => {
    const { client } = observed({ timeoutMs: 20, fetch: never })
    expect((await rejection(ask(client))).name).toBe('TimeoutError')
  })

  setFlagsFromString('--expose-gc')
  const collectGarbage: () => void = runInNewContext('gc')

  const slow: [string, { given: Partial<ClientOptions> & { drip: boolean } }][] = [
    ['stalls', { given: { drip: false } }],
    ['drips', { given: { drip: true } }],
    ['stalls and is not judged', { given: { drip: false, validate: 'off' } }],
    ['drips and is not judged', { given: { drip: true, validate: 'off' } }],
  ]
  it.each(slow)('ends a call whose body %s', async (_, { given: { drip, ...options } }) => {
    await withServer(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{')
        const timer = drip ? setInterval(() => response.write(' '), 10) : undefined
        response.on('close', () => clearInterval(timer))
      },
      async (baseUrl) => {
        const client = createClient({ apiKey: KEY, baseUrl, timeoutMs: 250, ...options })
        const collecting = setInterval(collectGarbage, 20)
        const error = await rejection(ask(client)).finally(() => clearInterval(collecting))
        expect(error.name).toBe('TimeoutError')
        expect(everythingIn(error)).not.toContain(KEY)
      },
    )
  })

  it('leaves a signal of the caller in force', async () => {
    const { client } = observed({ fetch: never })
    const controller = new AbortController()
    const call = client.GET(TWILIO, { params, signal: controller.signal })
    controller.abort(new Error('changed my mind'))
    expect((await rejection(call)).message).toBe('changed my mind')
  })

  it('leaves a signal of the caller in force while a body is read', async () => {
    const controller = new AbortController()
    await withServer(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{')
        controller.abort(new Error('changed my mind'))
      },
      async (baseUrl) => {
        const client = createClient({ apiKey: KEY, baseUrl })
        const call = client.GET(TWILIO, { params, signal: controller.signal })
        expect((await rejection(call)).message).toBe('changed my mind')
      },
    )
  })

  it('keeps what a framework has put on a request', async () => {
    const seen: unknown[] = []
    const { client } = observed({
      fetch: async (request) => {
        seen.push(Object.entries(request))
        return answer()
      },
    })
    const settings = { next: { revalidate: 5 } }
    await client.GET(TWILIO, { params, ...settings })
    expect(seen).toEqual([[['next', { revalidate: 5 }]]])
  })

  it('can be none', async () => {
    const { client, sent } = observed({ timeoutMs: 0 })
    await ask(client)
    expect(sent).toHaveLength(1)
  })

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])('cannot be %s', (timeoutMs) => {
    expect(thrown({ apiKey: KEY, timeoutMs }).message).toBe(
      'timeoutMs is not a number from 0 to 2147483647.',
    )
  })
})

describe('bodies', () => {
  const update = { name: 'Sales – “α”', region: null, supportsCallTransfer: false }

  it.each(['throw', 'off'] as const)('of requests arrive whole: %s', async (validate) => {
    const received: string[] = []
    await withServer(
      (request, response) => {
        let text = ''
        request.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        request.on('end', () => {
          received.push(`${request.method} ${request.headers['content-type']} ${text}`)
          response.setHeader('content-type', 'application/json').end(JSON.stringify(provider))
        })
      },
      async (baseUrl) => {
        const client = createClient({ apiKey: KEY, baseUrl, validate })
        expect((await client.PUT(TWILIO, { params, body: update })).data).toEqual(provider)
      },
    )
    expect(received).toEqual([`PUT application/json ${JSON.stringify(update)}`])
  })

  it('of several megabytes are judged and handed on', async () => {
    const details = { text: 'x'.repeat(3_000_000), list: Array(100_000).fill(1) }
    const body = { ...provider, verificationDetails: [{ details }] }
    await withServer(
      (_request, response) => {
        response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
      },
      async (baseUrl) => {
        const client = createClient({ apiKey: KEY, baseUrl })
        expect((await ask(client)).data).toEqual(body)
      },
    )
  })

  it('can be read as a stream, judged all the same', async () => {
    const { client } = observed()
    const { data } = await client.GET(TWILIO, { params, parseAs: 'stream' })
    expect(await new Response(data).json()).toEqual(provider)
    const { client: other } = observed({ answer: () => answer({ body: { ...provider, id: 5 } }) })
    const call = other.GET(TWILIO, { params, parseAs: 'stream' })
    expect(await rejection(call)).toBeInstanceOf(ContractViolationError)
  })

  it('of many calls at once are told apart', async () => {
    const { client, told } = observed({
      fetch: async ({ url }) => {
        const id = url.slice(-36)
        return answer({ body: { ...provider, id: id.endsWith('7') ? ID : id } })
      },
    })
    const ids = Array.from({ length: 50 }, (_, index) => ID.slice(0, -2) + String(index + 10))
    const calls = await Promise.allSettled(
      ids.map((id) => client.GET(TWILIO, { params: { path: { id } } })),
    )
    const failed = ids.filter((_, index) => calls[index]?.status === 'rejected')
    expect(failed).toEqual(ids.filter((id) => id.endsWith('7')))
    expect(told.flat().map(({ exchange }) => exchange?.url.slice(-36))).toEqual(failed)
  })
})

type Things = {
  '/things': {
    post: { requestBody: { content: { 'application/json': { a: number } } }; responses: object }
    get: { responses: object }
  }
}

describe('a judge', () => {
  it('is given all that was sent and all that came', async () => {
    const seen: unknown[] = []
    const decode = (body: Uint8Array | null) => body && new TextDecoder().decode(body)
    const client = connect<Things>(
      ({ request, response, ...rest }, { baseUrl }) => {
        seen.push({
          ...rest,
          baseUrl,
          request: { ...request, body: decode(request.body) },
          response: { ...response, body: decode(response.body) },
        })
        return { operation: null, findings: [], unchecked: [] }
      },
      'https://api.test/v1/',
      { apiKey: KEY, fetch: async () => answer({ body: 'null' }) },
    )
    await client.request('post', '/things', { body: { a: 1 } })
    await client.request('get', '/things', {})
    expect(seen).toMatchObject([
      {
        kind: 'observed',
        source: 'client',
        index: 0,
        baseUrl: 'https://api.test/v1',
        request: { method: 'POST', url: 'https://api.test/v1/things', body: '{"a":1}' },
        response: { status: 200, headers: [['content-type', 'application/json']], body: 'null' },
      },
      { index: 1, request: { method: 'GET', body: '' } },
    ])
  })
})

describe("the user's own middleware", () => {
  it('can answer by itself', async () => {
    const { client, sent, told } = observed()
    client.use({ onRequest: () => answer({ body: { cached: true } }) })
    expect((await ask(client)).data).toEqual({ cached: true })
    expect([sent, told]).toEqual([[], []])
  })

  it('can give another answer, which is the one that is judged', async () => {
    const { client, told } = observed()
    client.use({ onResponse: () => answer({ body: { ...provider, phoneNumberCount: -0.5 } }) })
    expect(await rejection(ask(client))).toBeInstanceOf(ContractViolationError)
    expect(told.flat().map(({ at }) => at)).toEqual(['/response/body/phoneNumberCount'])
  })

  it('can replace the request', async () => {
    const { client, sent } = observed()
    client.use({ onRequest: ({ request }) => new Request(request, { headers: { 'x-own': '1' } }) })
    await client.PUT(TWILIO, { params, body: { name: 'x' } })
    expect(sent[0]?.headers.get('x-own')).toBe('1')
  })

  it('can turn a failure into an answer', async () => {
    const { client } = observed({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
    client.use({ onError: () => answer({ body: { ...provider, id: 5 } }) })
    expect(await rejection(ask(client))).toBeInstanceOf(ContractViolationError)
  })

  it('and a request body that breaks bring no rejection that nobody sees', async () => {
    const { client } = observed({ fetch: (request) => request.text().then(() => answer()) })
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('cut')) })
    const streamed = { body: {}, bodySerializer: () => body, duplex: 'half' }
    expect((await rejection(client.PUT(TWILIO, { params, ...streamed }))).message).toBe('cut')
  })
})
