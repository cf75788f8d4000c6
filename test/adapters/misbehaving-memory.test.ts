// What has no end takes no memory; in a file of its own, as that has a process of its own.
import { expect, it } from 'vitest'
import { ask } from './misbehaving/ask.ts'
import { bombs } from './misbehaving/bodies.ts'

/** The most megabytes that this process ever had at once: a peak cannot be missed. */
const peak = () => process.resourceUsage().maxRSS / 1024

it('a gigabyte, packed or endless, takes less than 200 MB', async () => {
  const before = peak()
  for (const server of bombs) {
    const { url, close } = await server.start()
    const { got } = await ask(server, url).finally(close)
    expect([server.name, got]).toEqual([server.name, 'too-large'])
  }
  expect(peak() - before).toBeLessThan(200)
})
