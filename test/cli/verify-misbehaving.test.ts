// The whole command against every misbehaving server: what it says, in time, without the key and without waiting for ever; its recording says the same.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WireFault, type WireFaultKind } from '../../src/adapters/wire/fault.ts'
import type { Report } from '../../src/report.ts'
import { canary } from '../adapters/misbehaving/ask.ts'
import { servers } from '../adapters/misbehaving/servers.ts'
import type { Misbehaving } from '../adapters/misbehaving/start.ts'
import { run } from './command-line.ts'

const folder = mkdtempSync(join(tmpdir(), 'verify-'))
afterAll(() => rmSync(folder, { recursive: true }))

// Nothing of what they answer is documented but its form.
writeFileSync(
  join(folder, 'contract.yaml'),
  `
openapi: 3.1.0
info: {title: T, version: '1'}
security: [{key: []}]
paths:
  /a/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses: {'200': {description: d}, '401': {description: d}, '404': {description: d}}
components: {securitySchemes: {key: {type: http, scheme: bearer}}}
`,
)

type Got = {
  exitCode: number
  /** The rules that were broken, or why nothing is known. */
  told: string[]
  outputs: string
  milliseconds: number
  /** All that is said of what happened: by the run, and by what reads its recording. */
  said: { run: string; again: Record<string, string> }
}

/** A run tells besides of what was not sent. */
function said(stdout: string): string {
  const { verdict, findings, unchecked, inconclusive = [] }: Report = JSON.parse(stdout)
  const open = inconclusive.filter(({ exchange }) => exchange !== null)
  return JSON.stringify({ verdict, findings, unchecked, open })
}

async function readBack(recording: string, asked: readonly string[], url: string) {
  const commands = {
    check: ['check', recording, '--base-url', url],
    replay: ['verify', ...asked, '--replay', recording],
  }
  const again: Record<string, string> = {}
  for (const [name, argv] of Object.entries(commands)) {
    const at = ['--contract', 'contract.yaml', '--report', 'json=-']
    again[name] = said((await run({ argv: [...argv, ...at], cwd: folder })).stdout)
  }
  return again
}

// Those that never end; the others must end by themselves, however busy the machine is.
const short = 300
const long = 20_000

function limitsFor({ name, stalls, want, ca }: Misbehaving): string[] {
  const isBusy = want === 'answer 429' || want === 'answer 503'
  const trusted = join(folder, `${name.replaceAll(' ', '-')}.pem`)
  if (ca !== undefined) writeFileSync(trusted, ca)
  return [
    ...['--timeout', String(stalls ? short : long), '--rate', '1000', '--max-body', '1'],
    ...(isBusy ? ['--run-timeout', '2'] : []),
    ...(ca === undefined ? [] : ['--ca', trusted]),
  ]
}

async function verify(server: Misbehaving, url: string): Promise<Got> {
  const start = performance.now()
  const recording = join(folder, `${server.name.replaceAll(/\W/g, '-')}.har`)
  const asked = ['--url', url, '--param', 'id=5']
  const argv = ['verify', '--contract', 'contract.yaml', ...asked]
  const kept = ['--record', recording, '--report', 'json=-', '--debug']
  const { exitCode, stdout, stderr } = await run({
    argv: [...argv, ...kept, ...limitsFor(server)],
    cwd: folder,
    env: { BLACKBOX_API_KEY: canary },
  })
  const milliseconds = performance.now() - start
  const { findings, inconclusive = [] }: Report = JSON.parse(stdout)
  const errors = findings.filter(({ severity }) => severity === 'error')
  return {
    exitCode,
    told: [...errors.map(({ rule }) => rule), ...inconclusive.map(({ reason }) => reason)],
    outputs: stdout + stderr + readFileSync(recording, 'utf8'),
    milliseconds,
    said: { run: said(stdout), again: await readBack(recording, asked, url) },
  }
}

/** The exit code, and one thing that must be among what is told. */
function wanted({ want }: Misbehaving): { exitCode: number; told: string } {
  const [, status] = want.split('answer ')
  // as: what is no answer is the kind of a fault.
  if (status === undefined) return wantedOf(want as WireFaultKind)
  if (status === '429' || status === '503') {
    return { exitCode: 2, told: `the provider had no time (${status})` }
  }
  return { exitCode: 1, told: 'request-refused' }
}

function wantedOf(kind: WireFaultKind) {
  const { isViolation, message } = new WireFault(kind)
  const reason = message.replace('The', 'the').replace('.', '')
  return isViolation ? { exitCode: 1, told: 'wire-sound' } : { exitCode: 2, told: reason }
}

// `verify` sends what has no body, and reads the answers to GET.
const asked = servers.filter(({ method }) => method === undefined)

it('there are many', () => {
  expect(asked.length).toBeGreaterThan(40)
})

const results = new Map<string, Got & { heard: string }>()

async function ask(server: Misbehaving): Promise<void> {
  const { url, close, elsewhere } = await server.start()
  // The key is for nobody to read on the way, be there such a host or not.
  const secret = url.startsWith('http://127.') ? url : url.replace('http:', 'https:')
  const got = await verify(server, secret).finally(close)
  results.set(server.name, { ...got, heard: elsewhere?.() ?? '' })
}

// Most of the time somebody waits for a server that says nothing.
const lanes = 16

beforeAll(async () => {
  const waiting = [...asked]
  const lane = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await ask(next)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}, 60_000)

it.each(asked.map((server) => [server.name, server] as const))('%s', (name, server) => {
  const got = results.get(name)
  const want = wanted(server)
  expect(got).toMatchObject({ exitCode: want.exitCode, heard: '' })
  expect(got?.told.filter((each) => each.startsWith(want.told))).not.toEqual([])
  expect(got?.outputs).toContain('"_probe"')
  expect(got?.outputs).not.toContain(canary)
  expect(got?.said.again).toEqual({ check: got?.said.run, replay: got?.said.run })
  expect(got?.milliseconds).toBeLessThan(server.stalls ? 3 * short + 5000 : long)
})
