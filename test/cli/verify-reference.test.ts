// The whole command against the reference provider: clean, and with each of its faults; the recording says the same.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadContract } from '../../src/adapters/contract-file.ts'
import { serve } from '../../src/adapters/serve.ts'
import type { Environment } from '../../src/cli/command.ts'
import { type FaultName, faultNames } from '../../src/reference/faults.ts'
import { createReferenceProvider } from '../../src/reference/provider.ts'
import type { Report } from '../../src/report.ts'
import { run } from './command-line.ts'

const contract = await loadContract('openapi/blackbox.yaml')
const key = 'canary-9b1c-77d0-a-key'
const id = '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'

const folder = mkdtempSync(join(tmpdir(), 'verify-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Want = { exitCode: number; rule?: string; reason?: string }

const clean: Want = { exitCode: 0 }
const broken = (rule: string): Want => ({ exitCode: 1, rule })
const warned = (rule: string): Want => ({ exitCode: 0, rule })

/** What `verify` says of each fault; those that only a change or a pact shows are none of its business. */
const table: Readonly<Record<FaultName, Want>> = {
  'leaks-auth-token': broken('secret-leak'),
  'wrong-account-sid': broken('string-format'),
  'upper-case-sid': broken('string-format'),
  'null-account-sid': broken('response-schema'),
  'drops-account-sid': broken('response-schema'),
  'drops-name': broken('response-schema'),
  'drops-verification': clean,
  'other-id': broken('equals'),
  'unknown-verification-status': broken('response-schema'),
  'unknown-region': warned('known-value'),
  'other-provider-type': broken('response-schema'),
  'count-as-text': broken('response-schema'),
  'blank-in-date': broken('string-format'),
  'extra-member': warned('undocumented-field'),
  'echoes-key': broken('secret-leak'),
  'wrong-content-type': broken('content-type'),
  'html-error-page': warned('content-type'),
  'status-500': broken('status-documented'),
  'cut-off-body': broken('body-readable'),
  'empty-body': broken('body-readable'),
  'repeated-member': broken('body-readable'),
  'breaks-off': broken('wire-sound'),
  'ignores-key': broken('request-refused'),
  'accepts-malformed-id': broken('request-refused'),
  'accepts-broken-update': clean,
  'keeps-old-values': clean,
  'finds-anything': broken('request-refused'),
  'ignores-states': clean,
  'never-answers': { exitCode: 2, reason: 'the provider gave no whole answer in time' },
}

type Judged = { exitCode: number; report: Report; outputs: string }
type Got = Judged & { again: Judged; replayed: Judged }

async function judged(
  argv: readonly string[],
  env: Environment = { BLACKBOX_API_KEY: key },
): Promise<Judged> {
  const { exitCode, stdout, stderr } = await run({
    // A Markdown report gives each finding what its API's owner needs to see it.
    argv: [
      ...argv,
      '--report',
      'json=-',
      '--report',
      `markdown=${join(folder, 'bugs.md')}`,
      '--debug',
    ],
    env,
  })
  return { exitCode, report: JSON.parse(stdout), outputs: stdout + stderr }
}

/** Verifies, and checks what was recorded. */
async function ask(name: FaultName | undefined): Promise<Got> {
  const faults = name === undefined ? [] : [name]
  const provider = createReferenceProvider({ contract, keys: [key], faults, populated: true })
  const served = await serve(provider.fetch)
  const recording = join(folder, `${name}.har`)
  const timeout = name === 'never-answers' ? '300' : '20000'
  const limits = ['--rate', '1000', '--timeout', timeout, '--record', recording]
  // One operation shows each fault as well as three, and sooner.
  const few = name === undefined ? [] : ['--operation', 'GET /api/v1/providers/twilio/{id}']
  const argv = ['verify', ...few, '--url', served.url, '--param', `id=${id}`, ...limits]
  const got = await judged(argv).finally(served.close)
  const again = await judged(['check', recording, '--base-url', served.url])
  // The provider is gone, and the key with it.
  const replay = [...few, '--url', served.url, '--param', `id=${id}`, '--replay', recording]
  const replayed = await judged(['verify', ...replay], {})
  return { ...got, outputs: got.outputs + readFileSync(recording, 'utf8'), again, replayed }
}

const results = new Map<FaultName | undefined, Got>()

beforeAll(async () => {
  const waiting = [undefined, ...faultNames]
  const lane = async () => {
    while (waiting.length > 0) {
      const name = waiting.pop()
      results.set(name, await ask(name))
    }
  }
  await Promise.all([lane(), lane(), lane(), lane()])
}, 60_000)

/** All that a report says of the traffic; a run tells besides of what was not sent. */
function said({ report: { findings, unchecked, coverage, inconclusive = [] } }: Judged) {
  return {
    findings,
    coverage,
    unchecked,
    inconclusive: inconclusive.filter(({ exchange }) => exchange !== null),
  }
}

describe.each<[string, FaultName | undefined, Want]>([
  ['no fault', undefined, clean],
  ...faultNames.map((name): [string, FaultName, Want] => [name, name, table[name]]),
])('%s', (_, name, want) => {
  it('is told as what it is', () => {
    const got = results.get(name)
    const { findings = [], inconclusive = [] } = got?.report ?? {}
    expect(got?.exitCode).toBe(want.exitCode)
    const rules = findings.map(({ rule }) => rule)
    if (want.rule === undefined) expect(rules).toEqual([])
    else expect(rules).toContain(want.rule)
    const reasons = inconclusive.map(({ reason }) => reason.replace(/ \(.*/, ''))
    if (want.reason === undefined) expect(reasons).toEqual([])
    else expect(reasons).toContain(want.reason)
  })

  it('is told of the recording, too, and by nothing else', () => {
    const got = results.get(name)
    if (got === undefined) throw new Error('It was not asked.')
    expect(JSON.stringify(said(got.again))).toBe(JSON.stringify(said(got)))
    expect(got.again.exitCode).toBe(got.exitCode)
  })

  it('is told when the recording is asked instead, as if it were the provider', () => {
    const got = results.get(name)
    if (got === undefined) throw new Error('It was not asked.')
    const { report, exitCode } = got.replayed
    const { notes, summary, ...told } = got.report
    expect(exitCode).toBe(got.exitCode)
    const { notes: remarks, summary: counts, ...retold } = report
    expect(JSON.stringify(retold)).toBe(JSON.stringify(told))
    expect(counts).toEqual({ ...summary, durationMs: counts.durationMs })
    expect(remarks.join()).toContain('nothing was sent')
    expect(remarks.join()).not.toContain('not asked for')
  })

  it('leaves the key nowhere', () => {
    const got = results.get(name)
    expect(got?.outputs).toContain('log')
    for (const form of [key, encodeURIComponent(key), btoa(key).replace(/=+$/, '')]) {
      expect(got?.outputs).not.toContain(form)
      expect(got?.again.outputs).not.toContain(form)
    }
  })
})

it('has asked as the contract allows', () => {
  const { report } = results.get(undefined) ?? {}
  expect(report).toMatchObject({ verdict: 'pass', summary: { exchanges: 21, operations: 3 } })
})
