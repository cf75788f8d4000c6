// The reference provider as a program: it says where it is, serves, stops on SIGINT, and refuses what it cannot read.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'

function start(args: readonly string[], key?: string) {
  const command = ['--import', 'tsx', 'scripts/provider.ts', ...args]
  const { BLACKBOX_API_KEY: _, ...env } = process.env
  const given = key === undefined ? env : { ...env, BLACKBOX_API_KEY: key }
  const child = spawn(process.execPath, command, { env: given })
  const texts = { stdout: '', stderr: '' }
  child.stderr.on('data', (part) => {
    texts.stderr += part
  })
  const ready = new Promise<string>((resolve) => {
    child.stdout.on('data', (part) => {
      texts.stdout += part
      if (texts.stdout.endsWith('.\n')) resolve(texts.stdout)
    })
  })
  return { child, texts, ready, ended: once(child, 'close') }
}

describe('npm run provider', () => {
  it('serves the first example with its faults until it is interrupted', async () => {
    const { child, texts, ready, ended } = start(['--port', '0', '--fault', 'drops-name'])
    const text = await ready
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? ''
    const path = '/api/v1/providers/7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
    const answer = await fetch(url + path, { headers: { authorization: 'Bearer any' } })
    expect([answer.status, Object.keys(Object(await answer.json()))[0]]).toEqual([
      200,
      'providerType',
    ])
    expect(text).toContain(`Provider states: POST ${url}/_pact/provider-states\n`)
    expect(text).toMatch(/\n {2}on {2}drops-name .*\.\n/)
    expect(text).toMatch(/\n {2}off status-500 .*\.\n/)
    child.kill('SIGINT')
    expect([await ended, texts.stderr]).toEqual([[0, null], ''])
  })

  it('takes no other key than the one in the environment, and does not show it', async () => {
    const key = 'the-only-key-that-is-good'
    const { child, ready, ended } = start(['--port', '0'], key)
    const text = await ready
    expect(text).not.toContain(key)
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? ''
    const statuses = [key, 'another'].map(async (each) => {
      const headers = { authorization: `Bearer ${each}` }
      const path = '/api/v1/providers/7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
      return (await fetch(url + path, { headers })).status
    })
    expect(await Promise.all(statuses)).toEqual([200, 401])
    child.kill('SIGINT')
    await ended
  })

  it.each<[name: string, row: { given: string[]; want: string }]>([
    [
      'a misspelt fault',
      {
        given: ['--fault', 'drop-name'],
        want: `There is no fault "drop-name". Did you mean 'drops-name'?`,
      },
    ],
  ])('refuses %s in one sentence', async (_, { given, want }) => {
    const { texts, ended } = start(given)
    expect([await ended, texts]).toEqual([[2, null], { stdout: '', stderr: `error: ${want}\n` }])
  })
})
