// Which proxy is taken, and that a proxy's fault is not the provider's.
import { createServer } from 'node:http'
import net from 'node:net'
import { describe, expect, it } from 'vitest'
import { openLive } from '../../../src/adapters/wire/live-fetch.ts'
import { ToolError } from '../../../src/errors.ts'
import { kindOf, listen, serve, still } from '../loopback.ts'

/** A proxy that opens tunnels, or refuses to. */
async function startProxy(status: number) {
  const targets: (string | undefined)[] = []
  const server = createServer()
  server.on('connect', (request, socket) => {
    targets.push(request.url)
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
    const { hostname, port } = new URL(`http://${request.url}`)
    const onward = net.connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
    return socket
  })
  return { url: await listen(server), targets }
}

describe('a proxy', () => {
  it('of the environment is used', async () => {
    const url = await serve((_, response) => response.end())
    const proxy = await startProxy(200)
    const live = openLive({ ...still().options, env: { http_proxy: proxy.url } })
    expect(await kindOf(live.fetch(new Request(url)))).toBe('answer 200')
    expect(proxy.targets).toEqual([new URL(url).host])
  })

  it('is not used where NO_PROXY says so', async () => {
    const url = await serve((_, response) => response.end())
    const proxy = await startProxy(200)
    const env = { HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' }
    const live = openLive({ ...still().options, env })
    expect(await kindOf(live.fetch(new Request(url)))).toBe('answer 200')
    expect(proxy.targets).toEqual([])
  })

  it('that refuses says nothing of the provider', async () => {
    const url = await serve((_, response) => response.end())
    const proxy = await startProxy(407)
    const live = openLive({ ...still().options, env: { HTTP_PROXY: proxy.url } })
    expect(await kindOf(live.fetch(new Request(url)))).toBe('proxy')
  })

  it.each([
    ['no URL', 'secret word'],
    ['another protocol', 'ftp://user:secret@host'],
  ])('that is %s is not shown', (_, HTTPS_PROXY) => {
    const open = () => openLive({ env: { HTTPS_PROXY } })
    expect(open).toThrow(ToolError)
    expect(open).toThrow('HTTPS_PROXY in the environment is no address of a proxy.')
  })
})

it.each(['', 'a word', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])(
  'a certificate to trust that is %j is refused',
  (ca) => {
    expect(() => openLive({ env: {}, ca })).toThrow('The certificate to trust is not in PEM.')
  },
)
