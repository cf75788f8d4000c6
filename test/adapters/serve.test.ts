// A fetch on the loopback interface: real requests reach it, and close() ends it whatever is open.
import { Agent, get, request } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Served, serve } from '../../src/adapters/serve.ts'
import { createReferenceProvider } from '../../src/reference/provider.ts'
import { contract, id, requestOf } from '../reference/fixture.ts'

const open: Served[] = []

async function served(...parameters: Parameters<typeof serve>): Promise<Served> {
  const found = await serve(...parameters)
  open.push(found)
  return found
}

afterEach(async () => {
  vi.restoreAllMocks()
  for (const each of open.splice(0)) await each.close()
})

const silent = () => new Promise<never>(() => {})

/** Sends a GET that is expected to be given up, and says why it was. */
function failure(url: string): Promise<string> {
  return new Promise((resolve) => {
    const sent = get(url, (response) => {
      response.resume()
      response.once('error', ({ message }) => resolve(message))
      response.once('end', () => resolve('it was answered'))
    })
    sent.once('error', ({ message }) => resolve(message))
  })
}

describe('a served fetch', () => {
  it('gets what was sent, and its answer is sent back', async () => {
    const { url } = await served(async (given) => {
      const { pathname, search } = new URL(given.url)
      const told = { method: given.method, pathname, search, text: await given.text() }
      return Response.json(told, { status: 201, headers: { 'x-own': 'yes' } })
    })
    const answer = await fetch(`${url}/a%2fb?c=d`, { method: 'PUT', body: 'ü' })
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect([answer.status, answer.headers.get('x-own'), await answer.json()]).toEqual([
      201,
      'yes',
      { method: 'PUT', pathname: '/a%2fb', search: '?c=d', text: 'ü' },
    ])
  })

  it('leaves the global Request and Response alone', async () => {
    const before = [globalThis.Request, globalThis.Response]
    await served(async () => new Response(null))
    expect([globalThis.Request, globalThis.Response]).toEqual(before)
  })

  it('may fail without taking the server along', async () => {
    let failures = 1
    const { url } = await served(async () => {
      if (failures-- > 0) throw new Error('secret of the server')
      return new Response('fine')
    })
    const first = await fetch(url)
    expect([first.status, await first.text()]).toEqual([500, ''])
    expect(await (await fetch(url)).text()).toBe('fine')
  })

  it('says which port cannot be had', async () => {
    const { url } = await served(silent)
    const port = Number(new URL(url).port)
    await expect(serve(silent, { port })).rejects.toMatchObject({
      code: 'E_PROVIDER',
      message: `Port ${port} of 127.0.0.1 is already in use.`,
    })
  })
})

describe('close', () => {
  it('ends a connection that is kept alive', async () => {
    const { url, close } = await serve(async () => new Response('fine'))
    const agent = new Agent({ keepAlive: true })
    const ended = new Promise<void>((resolve) => {
      get(url, { agent }, (response) => {
        response.resume().socket.once('close', () => resolve())
        response.once('end', () => void close())
      })
    })
    await ended
    agent.destroy()
    expect(await failure(url)).toContain('ECONNREFUSED')
  })

  it('ends a request that is never answered', async () => {
    let arrived = () => {}
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const { url, close } = await serve(() => {
      arrived()
      return silent()
    })
    const told = failure(url)
    await arrival
    await close()
    expect(await told).toContain('socket hang up')
  })
})

describe('the reference provider behind it', () => {
  it('takes updates in one piece and in several', async () => {
    const { fetch: answer } = createReferenceProvider({ contract, populated: true })
    const { url } = await served(answer)
    const path = '/api/v1/providers/twilio/7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
    const whole = await fetch(requestOf({ method: 'PUT', path, json: { name: 'One' } }, url))
    const pieces = await new Promise<number | undefined>((resolve) => {
      const headers = { authorization: 'Bearer x', 'content-type': 'application/json' }
      const sent = request(url + path, { method: 'PUT', headers }, ({ statusCode }) =>
        resolve(statusCode),
      )
      sent.write('{"name":')
      sent.end('"Two"}')
    })
    const after = await fetch(requestOf({ path }, url))
    expect([whole.status, pieces, Object(await after.json()).name]).toEqual([200, 200, 'Two'])
  })

  it('refuses a large body and serves on', async () => {
    const { fetch: answer } = createReferenceProvider({ contract, populated: true })
    const { url } = await served(answer)
    const path = '/api/v1/providers/twilio/7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
    const json = { name: 'x'.repeat(5_000_000) }
    const { status } = await fetch(requestOf({ method: 'PUT', path, json }, url))
    expect([status, (await fetch(requestOf({ path }, url))).status]).toEqual([400, 200])
  })

  it('breaks off in the middle of a body where it is told to, and logs nothing', async () => {
    const told = [vi.spyOn(console, 'error'), vi.spyOn(console, 'info')]
    const { fetch: answer } = createReferenceProvider({ contract, faults: ['breaks-off'] })
    const { url } = await served(answer)
    const broken = await fetch(requestOf({ path: `/api/v1/providers/${id}` }, url))
    await expect(broken.text()).rejects.toThrow('terminated')
    expect(told.flatMap(({ mock }) => mock.calls)).toEqual([])
  })

  it('survives callers that go away, and logs nothing', async () => {
    const told = [vi.spyOn(console, 'error'), vi.spyOn(console, 'info')]
    const { fetch: answer } = createReferenceProvider({ contract, faults: ['never-answers'] })
    const { url } = await served(answer)
    const signal = AbortSignal.timeout(50)
    await expect(fetch(requestOf({}, url), { signal })).rejects.toThrow('timeout')
    const { status } = await fetch(`${url}/_faults`)
    expect([status, ...told.flatMap(({ mock }) => mock.calls)]).toEqual([200])
  })
})
