// Serves a fetch on the loopback interface, for programs that are no JavaScript or no part of this process.
import { createAdaptorServer } from '@hono/node-server'
import { ToolError } from '../errors.ts'

export type ServeOptions = {
  /** Default 0: any free one. */
  port?: number
}

export type Served = {
  url: string
  /** Ends at once, whatever is still open. */
  close: () => Promise<void>
}

const host = '127.0.0.1'

/** Throws E_PROVIDER where the port cannot be had. */
export async function serve(
  fetch: (request: Request) => Promise<Response>,
  { port = 0 }: ServeOptions = {},
): Promise<Served> {
  // Its own Request and Response would replace those of the whole process.
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(refused(port, cause)))
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  const close = async () => {
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve())
    })
    if ('closeAllConnections' in server) server.closeAllConnections()
    await closed
  }
  return { url: `http://${host}:${taken}`, close }
}

function refused(port: number, cause: Error): ToolError {
  const inUse = 'code' in cause && cause.code === 'EADDRINUSE'
  const why = inUse ? 'is already in use' : `cannot be listened on: ${cause.message}`
  return new ToolError('E_PROVIDER', `Port ${port} of ${host} ${why}.`, {
    hint: 'Choose another port, or 0 for any free one.',
    cause,
  })
}
