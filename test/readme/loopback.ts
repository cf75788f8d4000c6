// A loopback server with one answer, and the preload that sends a program's requests to it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = { status: number; type: string; body: unknown }

/** Gives every request the same answer until another one is set. */
export async function startLoopback() {
  let answer: Answer = { status: 500, type: 'text/plain', body: null }
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(answer.status, { 'content-type': answer.type })
    response.end(JSON.stringify(answer.body))
  })
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on a port has an address of this kind.
      resolve((server.address() as AddressInfo).port)
    })
  })
  return {
    port,
    set: (next: Answer) => {
      answer = next
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** A module that makes fetch go to the loopback server, whatever the URL; as `node --import` loads it. */
export function preload(port: number): string {
  const text = `
    const real = globalThis.fetch
    globalThis.fetch = (request) => {
      const { pathname, search } = new URL(request.url)
      return real(new Request('http://127.0.0.1:${port}' + pathname + search, request))
    }`
  return `data:text/javascript,${encodeURIComponent(text).replaceAll("'", '%27')}`
}
