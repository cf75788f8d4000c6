// Every misbehaving server: what comes of it, in time, and that nothing of the key is told or sent on.
import { expect, it } from 'vitest'
import { ask, canary } from './misbehaving/ask.ts'
import { servers } from './misbehaving/servers.ts'

it.concurrent.each(servers.map((server) => [server.name, server] as const))(
  '%s',
  async (_, server) => {
    const { url, close, elsewhere } = await server.start()
    const { got, told, milliseconds, most } = await ask(server, url).finally(close)
    expect(got).toBe(server.want)
    expect(told).not.toContain(canary)
    expect(elsewhere?.() ?? '').toBe('')
    expect(milliseconds).toBeLessThan(most)
  },
)

it('has a name of its own', () => {
  expect(servers.length).toBeGreaterThan(40)
  expect(new Set(servers.map(({ name }) => name)).size).toBe(servers.length)
})
