// Asks a misbehaving server once through the transport, and tells what came of it.
import { inspect } from 'node:util'
import { WireFault } from '../../../src/adapters/wire/fault.ts'
import { openLive } from '../../../src/adapters/wire/live-fetch.ts'
import type { Misbehaving } from './start.ts'

/** The key that is sent in every place where one may be. */
export const canary = 'canary-4f8d-a2c1'

// For those that never end; the others must end by themselves, however busy the machine is.
const short = 300
const long = 20_000

export type Outcome = {
  /** As the table of servers writes it. */
  got: string
  /** All that an error could be made to show. */
  told: string
  milliseconds: number
  /** The time that a server had, with a margin for a busy machine. */
  most: number
}

function shown(error: Error): string {
  const all = inspect(error, { showHidden: true, depth: 9, getters: false })
  return `${error.stack}\n${JSON.stringify(error)}\n${all}`
}

export async function ask(server: Misbehaving, url: string): Promise<Outcome> {
  const start = performance.now()
  const timeoutMs = server.stalls ? short : long
  const live = openLive({ env: {}, timeoutMs, ca: server.ca, sleep: async () => undefined })
  const { method = 'GET' } = server
  const request = new Request(`${url}/a?key=${canary}`, {
    method,
    headers: { authorization: canary, cookie: `key=${canary}` },
    ...(method === 'POST' ? { body: canary.repeat(50_000) } : {}),
  })
  const outcome = { got: '', told: '' }
  try {
    const response = await live.fetch(request)
    await response.arrayBuffer()
    outcome.got = `answer ${response.status}`
  } catch (error) {
    if (!(error instanceof WireFault)) throw error
    outcome.got = error.kind
    outcome.told = shown(error)
  }
  await live.close()
  return { ...outcome, milliseconds: performance.now() - start, most: timeoutMs + 3000 }
}
