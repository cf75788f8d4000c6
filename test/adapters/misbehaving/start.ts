// Starts servers on loopback that say whatever bytes a test wants, to whoever connects.
import { once } from 'node:events'
import net, { type AddressInfo, type Server, type Socket } from 'node:net'
import tls, { type TlsOptions } from 'node:tls'
import type { WireFaultKind } from '../../../src/adapters/wire/fault.ts'

/** A server that runs. */
export type Started = {
  /** Where to ask, without a slash at its end. */
  url: string
  close: () => Promise<void>
  /** All that arrived at a second server, to which the first one points; empty where nothing did. */
  elsewhere?: () => string
}

/** A server that misbehaves, and what a request to it must come to. */
export type Misbehaving = {
  name: string
  start: () => Promise<Started>
  /** `answer 200`: the answer stands, for the rules to judge. Otherwise the kind of the fault. */
  want: `answer ${number}` | WireFaultKind
  /** Never ends by itself, so that a short time-out may be set. */
  stalls?: true
  /** GET unless said. */
  method?: 'HEAD' | 'POST'
  /** The certificate to trust. */
  ca?: string
}

/** What a server does once the header of a request has come; `echo` is the key that was in it. */
export type Script = (socket: Socket, echo: string) => void

export async function listen(server: Server, scheme = 'http'): Promise<Started> {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    // The other side leaves when it has seen enough.
    socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // as: a server on a port has no other kind of address.
  const { port } = server.address() as AddressInfo
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    close: async () => {
      server.close()
      for (const socket of open) socket.destroy()
      if (server.listening) await once(server, 'close')
    },
  }
}

function afterHeader(script: Script) {
  return (socket: Socket) => {
    let head = ''
    const read = (chunk: Buffer) => {
      head += chunk.toString('latin1')
      if (!head.includes('\r\n\r\n')) return
      socket.off('data', read)
      socket.resume()
      script(socket, /^authorization: *(.*)$/im.exec(head)?.[1] ?? '')
    }
    socket.on('data', read)
    socket.on('error', () => undefined)
  }
}

/** A server of bytes on a plain port. */
export const plain = (script: Script) => () => listen(net.createServer(afterHeader(script)))

/** The same behind TLS. */
export const secure = (options: TlsOptions, script: Script) => () => {
  const server = tls.createServer(options, afterHeader(script))
  // A client that does not trust us leaves during the handshake.
  server.on('tlsClientError', () => undefined)
  return listen(server, 'https')
}

/** A server that acts as soon as somebody connects. */
export const atOnce = (act: (socket: Socket) => void) => () => listen(net.createServer(act))

/** Says one text and leaves the connection open, as keep-alive does. */
export const say =
  (text: string | Buffer): Script =>
  (socket) =>
    void socket.write(text, 'latin1')

/** Says one text and closes. */
export const sayAndClose =
  (text: string | Buffer): Script =>
  (socket) =>
    void socket.end(text, 'latin1')

/** Says a beginning, then the same over and over, as fast as it is taken. */
export const sayForEver =
  (beginning: string, again: string | Buffer): Script =>
  (socket) => {
    const more = () => {
      // A turn of the loop for each round, so that others have theirs.
      while (!socket.destroyed && socket.write(again, 'latin1'));
    }
    socket.on('drain', more)
    socket.write(beginning, 'latin1')
    more()
  }

/** Says a beginning, then the same at intervals. */
export const drip =
  (beginning: string, again: string, every = 20): Script =>
  (socket) => {
    socket.write(beginning, 'latin1')
    const timer = setInterval(() => socket.write(again, 'latin1'), every)
    socket.on('close', () => clearInterval(timer))
  }

/** An answer in JSON with header fields of its own; its length is right unless they give another. */
export function http(
  fields: string,
  body: string | Buffer = '{"id":"a"}',
  start = '200 OK',
): Buffer {
  const bytes = Buffer.from(body)
  const length = /^(?:content-length|transfer-encoding):/im.test(fields)
    ? ''
    : `Content-Length: ${bytes.length}\r\n`
  const head = `HTTP/1.1 ${start}\r\nContent-Type: application/json\r\n${length}${fields}\r\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes])
}
