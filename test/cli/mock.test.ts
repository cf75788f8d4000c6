// `mock` from its command line to its end: what it prints, serves, refuses, and that it stops.
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { mock } from '../../src/cli/commands/mock.ts'
import { type Outcome, run } from './command-line.ts'

const known = { mock: async () => mock }
const patience = 60_000
const id = '3fa85f64-5717-4562-b3fc-2c963f66afa6'
const key = 'GET /api/v1/providers/twilio/{id}'

type Served = { url: string; seed: string; text: string; stop: () => Promise<Outcome> }

/** Starts the command and waits for what it prints; an outcome instead means that it ended early. */
async function serve(...argv: string[]): Promise<Served> {
  const controller = new AbortController()
  let tell: (text: string) => void = () => undefined
  const told = new Promise<string>((resolve) => {
    tell = resolve
  })
  const { signal } = controller
  const ended = run({ argv: ['mock', ...argv], known, signal, stdout: tell, now: () => 123 })
  const text = await Promise.race([told, ended.then(({ stderr }) => Promise.reject(stderr))])
  const [, url = '', seed = ''] = /at (http:\S+) with seed (\d+)/.exec(text) ?? []
  const stop = () => {
    controller.abort()
    return ended
  }
  return { url, seed, text, stop }
}

async function answers(url: string, count: number): Promise<string[]> {
  const found: string[] = []
  for (let index = 0; index < count; index++) {
    const headers = { authorization: 'Bearer k' }
    const response = await fetch(`${url}/api/v1/providers/twilio/${id}`, { headers })
    found.push(await response.text())
  }
  return found
}

test(
  'serves the contract until it is interrupted, and then is gone',
  async () => {
    const { url, seed, text, stop } = await serve('--port=0')
    const bodies = await answers(url, 3)
    expect(seed).toBe('123')
    expect(text.trim().split('\n')).toHaveLength(5)
    expect(text).toContain(`\n  ${key}\n`)
    expect(new Set(bodies).size).toBe(3)
    for (const body of bodies) expect(JSON.parse(body)).toMatchObject({ providerType: 'twilio' })
    expect(await stop()).toMatchObject({ exitCode: 0, stderr: '' })
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  },
  patience,
)

test(
  'serves only the chosen operation, with the chosen seed',
  async () => {
    const first = await serve('--port=0', '--seed=9', '--operation', key)
    const second = await serve('--port=0', '--seed=9', '--operation', key)
    try {
      expect(first.text.trim().split('\n')).toHaveLength(2)
      expect(await answers(first.url, 3)).toEqual(await answers(second.url, 3))
      const other = await fetch(`${first.url}/api/v1/providers/${id}`)
      await other.text()
      expect(other.status).toBe(404)
    } finally {
      await Promise.all([first.stop(), second.stop()])
    }
  },
  patience,
)

test(
  'an interrupted start leaves nothing behind',
  async () => {
    const outcome = await run({ argv: ['mock', '--port=0'], known, signal: AbortSignal.abort() })
    expect(outcome).toEqual({ exitCode: 2, stdout: '', stderr: 'error: interrupted.\n' })
  },
  patience,
)

test(
  'a port in use is one sentence',
  async () => {
    const squatter = createServer()
    const port = await new Promise<number>((resolve) => {
      squatter.listen(0, '127.0.0.1', () => {
        const address = squatter.address()
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
    const outcome = await run({ argv: ['mock', `--port=${port}`], known })
    squatter.close()
    expect(outcome).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `error: Port ${port} of 127.0.0.1 is already in use. Choose another port, or 0 for any free one.\n`,
    })
  },
  patience,
)

test.each<[string, { given: string[]; want: RegExp }]>([
  [
    'a missing contract',
    { given: ['--contract=gone.yaml'], want: /^error: gone\.yaml does not exist/ },
  ],
  [
    'an operation that is not there',
    {
      given: ['--operation', 'GET /api/v1/provider/twilio/{id}'],
      want: /has no operation .*Did you mean 'GET \/api\/v1\/providers\/twilio\/\{id\}'\?\n$/,
    },
  ],
  ['a port that is none', { given: ['--port=70000'], want: /--port/ }],
])('refuses %s', async (_, { given, want }) => {
  const outcome = await run({ argv: ['mock', ...given], known })
  expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
  expect(outcome.stderr).toMatch(want)
  expect(outcome.stderr.trim().split('\n')).toHaveLength(1)
})
