// Drives everything about pacts with a fake key at a provider that gives it back everywhere, and searches all that is left.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadContract } from '../../src/adapters/contract-file.ts'
import { statesPath } from '../../src/reference/control.ts'
import { createReferenceProvider } from '../../src/reference/provider.ts'
import { findCanary } from './canary.ts'
import { run } from './command-line.ts'

const patience = 60_000
const key = 'canary/key+4c2e"for&tests'
// What is left of it where a text was cut in the middle.
const half = key.slice(0, 12)
const env = { BLACKBOX_API_KEY: key }
const url = 'http://provider.test'
const pact = resolve('contracts/blackbox-client-BlackBox.json')
const reference = createReferenceProvider({ contract: await loadContract('openapi/blackbox.yaml') })

const folder = mkdtempSync(join(tmpdir(), 'canary-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Every form in which a careless provider may repeat what it was sent. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [secret, encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('hex')]
}

/** A provider that repeats the key in bodies, headers and in what it says of provider states. */
function parrot(): { fetch: typeof fetch; heard: () => number } {
  let [turn, heard] = [0, 0]
  return {
    heard: () => heard,
    async fetch(input, init) {
      const request = new Request(input, init)
      const isKeyed = request.headers.get('authorization') === `Bearer ${key}`
      if (isKeyed) heard++
      const forms = formsOf(key)
      const form = forms[turn++ % forms.length] ?? ''
      const isState = new URL(request.url).pathname === statesPath
      // Long enough to be cut, at any of its characters.
      const detail = `no state for ${'-'.repeat(turn % 27)}${`${form}-`.repeat(20)}`
      if (isState && turn % 3 === 0) return Response.json({ detail }, { status: 500 })
      const answer = await reference.fetch(request)
      if (isState || !isKeyed) return answer
      const shown: unknown = await answer.json().catch(() => undefined)
      const body = { ...Object(shown), name: form, terminationUri: forms, [form]: 1 }
      const headers = { 'content-type': 'application/json', 'x-echo': encodeURIComponent(form) }
      return Response.json(body, { status: turn % 7 === 0 ? 500 : answer.status, headers })
    },
  }
}

/** Reports of every kind, in a folder of their own. */
function kept(name: string): string[] {
  mkdirSync(join(folder, name))
  const reports = ['terminal', 'json', 'markdown'].map((each) => `--report=${each}=${name}/${each}`)
  return [...reports, '--report=terminal=-', `--evidence=${name}/evidence.json`, '--debug']
}

describe('a run about pacts with a key that comes back everywhere leaves it nowhere', () => {
  const states = `${url}${statesPath}`
  it.each<[string, { given: string[]; want: number }]>([
    ['gate', { given: ['gate', '--only=pacts,provider', `--pact=${pact}`], want: 0 }],
    [
      'gate with a provider of its own',
      {
        given: ['gate', '--only=pacts,provider', `--provider=${url}`, `--states=${states}`],
        want: 1,
      },
    ],
    [
      'pact verify',
      { given: ['pact', 'verify', `--url=${url}`, `--states=${states}`, pact], want: 1 },
    ],
  ])(
    '%s',
    async (name, { given, want }) => {
      const { fetch, heard } = parrot()
      const argv = [...given, ...kept(name)]
      const { exitCode, stdout, stderr } = await run({ argv, env, cwd: folder, fetch })
      expect({ exitCode, stderr }).toEqual({ exitCode: want, stderr: '' })
      expect(heard() > 5).toBe(want === 1)
      expect(readdirSync(join(folder, name))).toHaveLength(4)
      const left = { outputs: { stdout }, folder: join(folder, name) }
      expect([key, half].flatMap((secret) => findCanary(secret, left))).toEqual([])
    },
    patience,
  )

  it(
    'npm run pact, whose bytes it does not change',
    async () => {
      const temporary = join(folder, 'temporary')
      mkdirSync(temporary)
      const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/pact.ts', '--check'], {
        env: { ...process.env, ...env, TMPDIR: temporary },
      })
      const outputs = { stdout: '', stderr: '' }
      child.stdout.on('data', (part) => {
        outputs.stdout += part
      })
      child.stderr.on('data', (part) => {
        outputs.stderr += part
      })
      expect([await once(child, 'close'), outputs.stdout]).toEqual([
        [0, null],
        'contracts/blackbox-client-BlackBox.json: up to date\n',
      ])
      expect(findCanary(key, { outputs, folder: temporary })).toEqual([])
      expect(findCanary(key, { folder: resolve('contracts') })).toEqual([])
    },
    patience,
  )
})
