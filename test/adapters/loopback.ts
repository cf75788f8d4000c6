// Servers on loopback, a clock that stands still, and what a request through the transport comes to.
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import { WireFault } from '../../src/adapters/wire/fault.ts'
import type { LiveOptions } from '../../src/adapters/wire/live-fetch.ts'

const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** The address of a server that runs until the test ends. */
export async function listen(server: Server): Promise<string> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // as: a server on a port has no other kind of address.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The same, from what it answers. */
export const serve = (listener: RequestListener) => listen(createServer(listener))

/** A clock that only moves when somebody sleeps. */
export function still(start = 0) {
  const clock = { time: start, slept: [] as number[] }
  const sleep = async (milliseconds: number) => {
    clock.slept.push(milliseconds)
    clock.time += milliseconds
  }
  return { clock, options: { env: {}, now: () => clock.time, sleep } satisfies LiveOptions }
}

/** `answer 200`, or the kind of the fault. */
export async function kindOf(answer: Promise<Response>): Promise<string> {
  try {
    return `answer ${(await answer).status}`
  } catch (error) {
    return error instanceof WireFault ? error.kind : String(error)
  }
}
