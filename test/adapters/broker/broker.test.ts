// The Pact Broker: one suite for the double and, where one is named, a real one; and brokers that misbehave.
import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest'
import {
  type DeploymentQuestion,
  publishContracts,
  readMatrix,
} from '../../../src/adapters/broker/broker.ts'
import { type Broker, type BrokerAccess, openBroker } from '../../../src/adapters/broker/hal.ts'
import { linked, readIndex, target } from '../../../src/adapters/broker/hal-link.ts'
import { pactsForVerification, publishResults } from '../../../src/adapters/broker/verification.ts'
import { member } from '../../../src/contract/json.ts'
import { ToolError } from '../../../src/errors.ts'
import { type BrokerDouble, startBrokerDouble } from '../broker-double.ts'

const token = 'tok-4f9a1c77d2e84b50'

function access(url: string, given: Partial<BrokerAccess> = {}): BrokerAccess {
  const credential = { authorization: `Bearer ${token}`, from: 'PACT_BROKER_TOKEN' }
  const signal = new AbortController().signal
  return { url, credential, fetch, milliseconds: 20_000, signal, ...given }
}

function pactOf(consumer: string, provider: string, path = '/x'): Uint8Array {
  const interactions = [
    {
      description: 'a request',
      request: { method: 'GET', path },
      response: { status: 200, body: { ratio: 1 } },
    },
  ]
  const metadata = { pactSpecification: { version: '2.0.0' } }
  const pact = {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions,
    metadata,
  }
  // A number that reading and writing would change.
  return Buffer.from(JSON.stringify(pact).replace('"ratio":1', '"ratio":1.0'))
}

type Subject = { broker: Broker; authorization: string | undefined; close: () => Promise<void> }

function realAccess(): BrokerAccess {
  const { PACT_BROKER_BASE_URL: url = '', PACT_BROKER_TOKEN: real } = process.env
  const { PACT_BROKER_USERNAME: user, PACT_BROKER_PASSWORD: password } = process.env
  const basic = Buffer.from(`${user}:${password}`).toString('base64')
  const authorization = real ? `Bearer ${real}` : user ? `Basic ${basic}` : undefined
  const credential = authorization === undefined ? undefined : { authorization, from: 'the test' }
  return access(url, { credential })
}

const subjects: [name: string, open: (() => Promise<Subject>) | undefined][] = [
  [
    'the double',
    async () => {
      const double = await startBrokerDouble({ authorization: `Bearer ${token}` })
      const authorization = `Bearer ${token}`
      return { broker: openBroker(access(double.url)), authorization, close: double.close }
    },
  ],
  [
    process.env.PACT_BROKER_BASE_URL
      ? 'the broker at PACT_BROKER_BASE_URL'
      : 'a real broker (skipped: PACT_BROKER_BASE_URL is not set)',
    process.env.PACT_BROKER_BASE_URL
      ? async () => {
          const real = realAccess()
          const authorization = real.credential?.authorization
          return { broker: openBroker(real), authorization, close: async () => {} }
        }
      : undefined,
  ],
]

describe.each(subjects)('%s', (_, open) => {
  let subject: Subject
  const created: string[] = []

  beforeAll(async () => {
    if (open !== undefined) subject = await open()
  })

  afterAll(async () => {
    if (open === undefined) return
    const { broker, authorization } = subject
    const href = linked(await readIndex(broker), ['pb:pacticipant']) ?? ''
    for (const pacticipant of created) {
      const headers = authorization === undefined ? {} : { authorization }
      const removed = await fetch(target(broker, href, { pacticipant }), {
        method: 'DELETE',
        headers,
      })
      // 404: one that its test never published.
      expect([204, 404]).toContain(removed.status)
    }
    await subject.close()
  })

  const step = open === undefined ? it.skip : it

  /** A consumer and a provider that no other test and no other run knows. */
  function integration() {
    const { broker } = subject
    const run = randomUUID()
    const [consumer, provider] = [`bbc-test-consumer-${run}`, `bbc-test-provider-${run}`]
    created.push(consumer, provider)
    const publish = (version: string, path?: string) =>
      publishContracts(broker, {
        consumer,
        version,
        branch: 'main',
        tags: ['one'],
        buildUrl: 'https://ci.example/1',
        contracts: [{ provider, content: pactOf(consumer, provider, path) }],
      })
    const ask = (pacticipant: string, version: string, to?: DeploymentQuestion['to']) =>
      readMatrix(broker, { pacticipant, version, to })
    const wanted = () =>
      pactsForVerification(broker, { provider, branch: 'main', consumerBranches: [] })
    const verify = async (version: string, success: boolean) =>
      publishResults(broker, {
        provider,
        version,
        branch: 'main',
        tags: ['prod'],
        buildUrl: 'https://ci.example/2',
        results: (await wanted()).map((pact) => ({ pact, success })),
      })
    return { broker, run, consumer, provider, publish, ask, wanted, verify }
  }

  step('knows nothing of a version that nobody published', async () => {
    const { consumer, publish, ask } = integration()
    await publish('1')
    const matrix = await ask(consumer, '0')
    expect(matrix).toMatchObject({ deployable: false, rows: [] })
    expect(matrix.reasons.join()).toContain(consumer)
  })

  step('takes a pact and says so, and once more when a build is repeated', async () => {
    const { publish } = integration()
    expect((await publish('1')).join('\n')).toMatch(/published.* for .*version 1 and provider/i)
    await expect(publish('1')).resolves.not.toEqual([])
  })

  step('does not deploy a consumer whose pact nobody has verified', async () => {
    const { consumer, provider, publish, ask } = integration()
    await publish('1')
    const matrix = await ask(consumer, '1')
    expect(matrix.deployable).toBe(false)
    const version = { name: consumer, version: '1' }
    expect(matrix.rows).toEqual([
      { consumer: version, provider: { name: provider, version: null }, verified: null },
    ])
  })

  step(
    'gives the provider the pact as it was published, pending until it is verified',
    async () => {
      const { consumer, provider, publish, wanted, verify } = integration()
      await publish('1')
      const [pact, ...more] = await wanted()
      expect(more).toEqual([])
      expect(pact?.name).toContain(consumer)
      expect(pact?.pending).toBe(true)
      expect(pact?.notices).not.toEqual([])
      const published = JSON.parse(Buffer.from(pactOf(consumer, provider)).toString())
      const { interactions } = published
      expect(JSON.parse(pact?.text ?? '').interactions).toMatchObject(interactions)
      await verify('7', true)
      expect(await wanted()).toMatchObject([{ pending: false }])
    },
  )

  step('deploys neither of two that do not get on, and both when they do', async () => {
    const { consumer, provider, publish, ask, verify } = integration()
    await publish('1')
    await verify('7', false)
    for (const matrix of [
      await ask(consumer, '1', { tag: 'prod' }),
      await ask(provider, '7', { tag: 'one' }),
    ]) {
      expect(matrix).toMatchObject({ deployable: false, rows: [{ verified: false }] })
      expect(matrix.rows[0]?.provider.version).toBe('7')
    }
    await verify('8', true)
    expect(await ask(consumer, '1', { tag: 'prod' })).toMatchObject({
      deployable: true,
      rows: [{ verified: true, provider: { version: '8' } }],
    })
    expect(await ask(provider, '8', { tag: 'one' })).toMatchObject({ deployable: true })
  })

  step('does not deploy a new pact by the result of the old one', async () => {
    const { consumer, publish, ask, verify } = integration()
    await publish('1')
    await verify('8', true)
    await publish('2', '/y')
    expect(await ask(consumer, '2', { tag: 'prod' })).toMatchObject({ deployable: false })
    expect(await ask(consumer, '1', { tag: 'prod' })).toMatchObject({ deployable: true })
  })

  step('deploys to an environment once the provider is there', async () => {
    const { broker, consumer, provider, publish, ask, verify } = integration()
    await publish('1')
    await verify('8', true)
    const to = { environment: 'production' }
    expect(await ask(consumer, '1', to)).toMatchObject({ deployable: false })
    const version = linked(await readIndex(broker), ['pb:pacticipant-version']) ?? ''
    const url = target(broker, version, { pacticipant: provider, version: '8' })
    const { body } = await broker.send({ doing: 'for a version', url })
    const links: unknown = member(member(body, '_links'), 'pb:record-deployment')
    const named = [links].flat().find((link) => member(link, 'name') === to.environment)
    const href = String(member(named, 'href'))
    await broker.send({ doing: 'to deploy', url: href, method: 'POST', body: {} })
    expect(await ask(consumer, '1', to)).toMatchObject({ deployable: true })
  })

  step('does not know an environment or a branch that is not there', async () => {
    const { broker, run, consumer, provider, publish, ask } = integration()
    await publish('1')
    const to = { environment: `nowhere-${run}` }
    await expect(ask(consumer, '1', to)).rejects.toThrow(/answers 400 when asked for its matrix/)
    const none = { provider, branch: undefined, consumerBranches: [`none-${run}`] }
    expect(await pactsForVerification(broker, none)).toEqual([])
  })
})

describe('the double', () => {
  let double: BrokerDouble
  afterEach(() => double.close())

  const publication = (path: string) => ({
    consumer: 'A & B/c',
    version: '1',
    branch: undefined,
    tags: [],
    buildUrl: undefined,
    contracts: [{ provider: 'Ü', content: pactOf('A & B/c', 'Ü', path) }],
  })

  it('says that a published pact of a version cannot be changed', async () => {
    double = await startBrokerDouble({ modifiable: false })
    const broker = openBroker(access(double.url))
    await publishContracts(broker, publication('/x'))
    const error = await publishContracts(broker, publication('/y')).catch((reason) => reason)
    expect(error).toBeInstanceOf(ToolError)
    expect(error.message).toMatch(
      /refuses a change .*\(409\): Cannot change the content of the pact/,
    )
    expect(error.hint).toContain('new version')
  })

  it('sends names with odd characters whole, and a pact to the byte', async () => {
    double = await startBrokerDouble()
    const broker = openBroker(access(`${double.url}///`))
    await publishContracts(broker, publication('/x'))
    const sent = JSON.parse(double.seen.at(-1)?.body ?? '')
    expect(Buffer.from(sent.contracts[0].content, 'base64')).toEqual(
      Buffer.from(pactOf('A & B/c', 'Ü', '/x')),
    )
    expect(Object.keys(sent)).toEqual(['pacticipantName', 'pacticipantVersionNumber', 'contracts'])
    const question = { pacticipant: 'A & B/c', version: '1', to: undefined }
    expect((await readMatrix(broker, question)).rows).toHaveLength(1)
    expect(double.seen.every(({ authorization }) => authorization === `Bearer ${token}`)).toBe(true)
  })
})

const nothing = {
  ...{ consumer: 'A', version: '1', branch: undefined },
  ...{ tags: [], buildUrl: undefined, contracts: [] },
}

type Server = { url: string; asked: () => number; close: () => Promise<void> }

async function serve(listener: RequestListener): Promise<Server> {
  let count = 0
  const server = createServer((request, response) => {
    count++
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    asked: () => count,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const opened: Server[] = []

async function started(listener: RequestListener): Promise<Server> {
  const server = await serve(listener)
  opened.push(server)
  return server
}

afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

function answering(
  status: number,
  body: string,
  headers: Record<string, string> = {},
): RequestListener {
  const type = { 'content-type': 'application/hal+json' }
  return (_, response) => response.writeHead(status, { ...type, ...headers }).end(body)
}

const html = { 'content-type': 'text/html; charset=utf-8' }
const noSuchThing = JSON.stringify({ error: { message: 'no such thing' } })

describe('a broker that does not answer as one is one clear error', () => {
  it.each<[string, { given: RequestListener; want: RegExp }]>([
    [
      'HTML',
      { given: answering(200, '<html>', html), want: /answers with text\/html, not with HAL/ },
    ],
    [
      'no type',
      { given: (_, r) => r.end('hello'), want: /answers without a media type, not with HAL/ },
    ],
    [
      'cut JSON',
      { given: answering(200, '{"_links":'), want: /with a body that is no JSON object/ },
    ],
    ['a list', { given: answering(200, '[]'), want: /with a body that is no JSON object/ }],
    ['an empty body', { given: answering(200, ''), want: /with a body that is no JSON object/ }],
    [
      'no links',
      { given: answering(200, '{}'), want: /no link pb:publish-contracts in its index/ },
    ],
    ['links of the wrong type', { given: answering(200, '{"_links":7}'), want: /has no link pb:/ }],
    [
      'a link that is no address',
      {
        given: answering(200, '{"_links":{"pb:publish-contracts":{"href":"http://["}}}'),
        want: /has a link in its answer that leads nowhere/,
      },
    ],
    [
      'a link with an unknown variable',
      {
        given: answering(200, '{"_links":{"pb:publish-contracts":{"href":"/{what}/x"}}}'),
        want: /leads nowhere/,
      },
    ],
    ['401', { given: answering(401, ''), want: /does not accept PACT_BROKER_TOKEN \(401\)/ }],
    [
      '403',
      { given: answering(403, noSuchThing), want: /does not allow .*\(403\): no such thing\./ },
    ],
    [
      '404 in HTML',
      { given: answering(404, '<p>', html), want: /knows nothing there .*\(404\)\.$/ },
    ],
    [
      '400 with errors by field',
      {
        given: answering(400, '{"errors":{"branch":["is long","is odd."]}}'),
        want: /answers 400 .*: branch is long; branch is odd\.$/,
      },
    ],
    [
      '400 with errors in a list',
      { given: answering(400, '{"errors":["one",2,"three"]}'), want: /: one; three\.$/ },
    ],
    [
      '500',
      { given: answering(500, 'oops', html), want: /answers 500 when asked for its index\.$/ },
    ],
    ['429', { given: answering(429, ''), want: /answers 429 when asked/ }],
    [
      'a redirect to elsewhere',
      {
        given: answering(302, '', { location: 'https://login.example/in?session=s3cr3t' }),
        want: /redirects to https:\/\/login\.example\/in when asked .* not followed/,
      },
    ],
    [
      'a redirect to nowhere',
      { given: answering(307, ''), want: /redirects when asked .* not followed/ },
    ],
    [
      'a broken connection',
      { given: (request) => request.socket.destroy(), want: /broke off the connection/ },
    ],
    [
      'a body that breaks off',
      {
        given: (_, response) => {
          response.writeHead(200, { 'content-length': '100' })
          response.write('{', () => response.destroy())
        },
        want: /broke off the connection|cannot be reached/,
      },
    ],
    [
      'an endless body',
      {
        given: (_, response) => {
          const more = () => {
            while (response.write(Buffer.alloc(1_000_000, ' ')));
          }
          response.on('drain', more)
          more()
        },
        want: /answers more than 20 MB/,
      },
    ],
  ])('%s', async (_, { given, want }) => {
    const { url } = await started(given)
    const broker = openBroker(access(url))
    const error = await publishContracts(broker, nothing).catch((reason) => reason)
    expect(error).toBeInstanceOf(ToolError)
    expect(error.code).toBe('E_PROVIDER')
    expect(error.message).toMatch(want)
    expect(inspect(error, { depth: 9 })).not.toMatch(/tok-4f9|s3cr3t/)
  })

  it.each<[string, RequestListener]>([
    ['no head', () => undefined],
    ['half a body', (_, response) => response.writeHead(200).write('{')],
  ])('%s within the time', async (_, given) => {
    const { url } = await started(given)
    const error = await readIndex(openBroker(access(url, { milliseconds: 50 }))).catch((e) => e)
    expect(error).toBeInstanceOf(ToolError)
    expect(error.message).toMatch(/gave no answer within 0.05 s when asked for its index/)
  })

  it('nobody who listens', async () => {
    const { url, close } = await serve(() => undefined)
    await close()
    await expect(readIndex(openBroker(access(url)))).rejects.toThrow(
      /refuses the connection \(ECONNREFUSED\) when asked for its index/,
    )
  })

  it('401 without a token says which variables to set', async () => {
    const { url } = await started(answering(401, ''))
    const error = await readIndex(openBroker(access(url, { credential: undefined }))).catch(
      (e) => e,
    )
    expect(`${error.message} ${error.hint}`).toMatch(/wants to know who asks.*PACT_BROKER_TOKEN/)
  })
})

test('an interruption is no fault of the broker', async () => {
  const stop = new AbortController()
  const { url } = await started(() => stop.abort())
  const error = await readIndex(openBroker(access(url, { signal: stop.signal }))).catch((e) => e)
  expect(error).not.toBeInstanceOf(ToolError)
  const again = await readIndex(openBroker(access(url, { signal: stop.signal }))).catch((e) => e)
  expect(again).not.toBeInstanceOf(ToolError)
})

describe('the token stays with the broker', () => {
  const links = (href: string) => JSON.stringify({ _links: { 'pb:publish-contracts': { href } } })
  it.each<[string, (there: string) => RequestListener]>([
    ['when a link leads away', (there) => answering(200, links(`${there}/publish`))],
    [
      'when a link is without scheme',
      (there) => answering(200, links(there.slice('http:'.length))),
    ],
    ['when it redirects', (there) => answering(307, '', { location: `${there}/publish` })],
  ])('%s', async (_, makes) => {
    const elsewhere = await started(answering(200, '{}'))
    const { url } = await started(makes(elsewhere.url))
    const sent = publishContracts(openBroker(access(url)), nothing)
    await expect(sent).rejects.toThrow(/not followed/)
    expect(elsewhere.asked()).toBe(0)
  })

  it.each(['me:pw-in-link', 'pw-in-link', ':pw-in-link'])(
    'when a link carries %s',
    async (user) => {
      const { url } = await started((request, response) => {
        const href = `${url.replace('//', `//${user}@`)}/publish`
        answering(200, links(href))(request, response)
      })
      const error = await publishContracts(openBroker(access(url)), nothing).catch(
        (reason) => reason,
      )
      expect(error.message).toMatch(/not followed/)
      expect(inspect(error)).not.toContain('pw-in-link')
    },
  )
})

const row = (change: object) => ({
  consumer: { name: 'A', version: { number: '1' } },
  provider: { name: 'B', version: null },
  verificationResult: null,
  ...change,
})

describe('a matrix that is none is an error, and one that is odd is never a yes', () => {
  it.each<[string, { given: unknown; want: object | RegExp }]>([
    ['no summary', { given: { matrix: [] }, want: /answers something else/ }],
    ['no rows', { given: { summary: { deployable: true } }, want: /answers something else/ }],
    [
      'deployable as a text',
      { given: { summary: { deployable: 'true' }, matrix: [] }, want: /answers something else/ },
    ],
    [
      'a row without names',
      { given: { summary: { deployable: true }, matrix: [{}] }, want: /answers something else/ },
    ],
    [
      'a row of null',
      { given: { summary: { deployable: true }, matrix: [null] }, want: /answers something else/ },
    ],
    [
      'unknown',
      {
        given: { summary: { deployable: null, reason: 'a\nb' }, matrix: [row({})] },
        want: { deployable: false, reasons: ['a', 'b'], rows: [{ verified: null }] },
      },
    ],
    [
      'a row that the broker was told to ignore',
      {
        given: { summary: { deployable: true }, matrix: [row({ ignored: true })] },
        want: { deployable: true, rows: [] },
      },
    ],
  ])('%s', async (_, { given, want }) => {
    const { url } = await started(answering(200, JSON.stringify(given)))
    const asked = readMatrix(openBroker(access(url)), {
      pacticipant: 'A',
      version: '1',
      to: undefined,
    })
    if (want instanceof RegExp) await expect(asked).rejects.toThrow(want)
    else expect(await asked).toMatchObject(want)
  })
})
