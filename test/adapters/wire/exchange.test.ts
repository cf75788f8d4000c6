// What goes over the wire for a Request, and what Response comes back.
import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { openLive } from '../../../src/adapters/wire/live-fetch.ts'
import { serve, still } from '../loopback.ts'

type Heard = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { body: string }

/** What arrives of a request. */
async function heard(request: (url: string) => Request): Promise<Heard> {
  const arrived: Heard[] = []
  const url = await serve(async (message, response) => {
    let body = ''
    for await (const chunk of message) body += String(chunk)
    const { method, url: path, headers } = message
    arrived.push({ method, url: path, headers, body })
    response.end()
  })
  const live = openLive(still().options)
  await live.fetch(request(url))
  return arrived[0] ?? { method: '', url: '', headers: {}, body: '' }
}

describe('what is sent', () => {
  it('is what the request says, and who asks', async () => {
    const { method, url, headers } = await heard(
      (base) =>
        new Request(`${base}/a%20b?c=%E2%82%AC#d`, { headers: { authorization: 'Bearer e' } }),
    )
    expect({ method, url }).toEqual({ method: 'GET', url: '/a%20b?c=%E2%82%AC' })
    expect(headers).toMatchObject({
      accept: '*/*',
      'accept-encoding': 'gzip, br',
      authorization: 'Bearer e',
      'user-agent': 'blackbox-contract',
    })
  })

  it('has the body of the request', async () => {
    const { headers, body } = await heard(
      (url) =>
        new Request(url, {
          method: 'PUT',
          body: '{"a":"€"}',
          headers: {
            accept: 'text/plain',
            'content-length': '3',
            connection: 'upgrade',
            upgrade: 'x',
          },
        }),
    )
    expect(body).toBe('{"a":"€"}')
    expect(headers).toMatchObject({ accept: 'text/plain', 'content-length': '11' })
    expect(headers.upgrade).toBeUndefined()
  })
})

describe('what comes back', () => {
  it('is a Response as fetch would give it', async () => {
    const url = await serve((_, response) => {
      const headers = { 'X-A': ['b', 'c'], 'Set-Cookie': ['d=1', 'e=2'] }
      response.writeHead(201, 'Made', headers)
      response.end('{"f":1}')
    })
    const response = await openLive(still().options).fetch(new Request(url))
    expect(response).toBeInstanceOf(Response)
    expect(response).toMatchObject({ status: 201, statusText: 'Made', redirected: false })
    expect(response.headers.get('x-a')).toBe('b, c')
    expect(response.headers.getSetCookie()).toHaveLength(2)
    expect(await response.json()).toEqual({ f: 1 })
  })
})
