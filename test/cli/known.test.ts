// `--accept` and `--known-findings` from the command line to the file, the report and the exit code.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Report } from '../../src/report.ts'
import { type Outcome, run } from './command-line.ts'

const contract = `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: https://pets.example }]
paths:
  /pet:
    get:
      responses:
        '200':
          description: A pet
          content:
            application/json:
              schema: { type: object, required: [name], properties: { name: { type: string } } }
`

const har = (...answers: [status: number, body: object][]): string =>
  JSON.stringify({
    log: {
      version: '1.2',
      entries: answers.map(([status, body]) => ({
        request: { method: 'GET', url: 'https://pets.example/pet', headers: [], bodySize: 0 },
        response: {
          status,
          headers: [{ name: 'content-type', value: 'application/json' }],
          content: { text: JSON.stringify(body) },
        },
      })),
    },
  })

const pact = JSON.stringify({
  consumer: { name: 'web' },
  provider: { name: 'pets' },
  interactions: [
    {
      description: 'asks for a pet',
      request: { method: 'GET', path: '/pet' },
      response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: { name: 7 } },
    },
  ],
  metadata: { pactSpecification: { version: '2.0.0' } },
})

const files: Record<string, string> = {
  'pets.yaml': contract,
  'bad.har': har([200, { name: 1 }], [200, { name: 'Rex' }]),
  'good.har': har([200, { name: 'Rex' }]),
  'worse.har': har([200, { name: 1 }], [500, {}]),
  'worst.har': har([500, {}], [502, {}]),
  'pact.json': pact,
  'leak.har': har([200, { name: 'Rex', 'canary-0123456789': 1 }]),
  'a-file': '',
}

let cwd = ''
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'known-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text)
})
afterEach(() => rm(cwd, { recursive: true }))

const kept = 'contracts/known-findings.yaml'
const read = (name = kept) => readFile(join(cwd, name), 'utf8')

type Given = { env?: Record<string, string>; now?: () => number }

function checked(argv: readonly string[], given: Given = {}): Promise<Outcome> {
  return run({ argv: ['check', '--contract=pets.yaml', ...argv], cwd, ...given })
}

async function reported(argv: readonly string[], given: Given = {}) {
  const { stdout, exitCode, stderr } = await checked(['--report=json=-', ...argv], given)
  if (stdout === '') throw new Error(stderr)
  const report: Report = JSON.parse(stdout)
  return { ...report, exitCode }
}

async function fingerprintOf(recording: string, rule: string): Promise<string> {
  const { findings } = await reported([recording])
  return findings.find((each) => each.rule === rule)?.fingerprint ?? `no ${rule}`
}

const terms = ['--reason=The vendor knows it', '--until=2026-06-30']
const day = (text: string) => ({ now: () => Date.parse(`${text}T23:59:59Z`) })

async function acceptName(...more: string[]): Promise<Outcome> {
  const fingerprint = await fingerprintOf('bad.har', 'response-schema')
  return checked(['bad.har', `--accept=${fingerprint}`, ...terms, ...more])
}

describe('what is accepted', () => {
  test('is known from this run on', async () => {
    const { exitCode, stdout } = await acceptName('--owner=ada', '--link=https://bugs.example/7')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('accepted by ada until 2026-06-30: The vendor knows it')
    expect(stdout).toMatch(
      /note: known findings: contracts\/known-findings\.yaml accepts [\da-f]{16} until 2026-06-30\n/,
    )
    const later = await reported(['bad.har'])
    expect(later).toMatchObject({
      exitCode: 0,
      verdict: 'pass',
      summary: { findings: { error: 0, warning: 0, known: 1 } },
      notes: [],
    })
    const { severity, known } = later.findings[0] ?? {}
    expect({ severity, known }).toEqual({
      severity: 'error',
      known: {
        reason: 'The vendor knows it',
        until: '2026-06-30',
        owner: 'ada',
        link: 'https://bugs.example/7',
      },
    })
  })

  test('is known on its last day, and fails on the day after', async () => {
    await acceptName()
    expect(await reported(['bad.har'], day('2026-06-30'))).toMatchObject({ exitCode: 0 })
    const { exitCode, findings, summary } = await reported(['bad.har'], day('2026-07-01'))
    expect({ exitCode, error: summary.findings }).toEqual({
      exitCode: 1,
      error: { error: 1, warning: 0 },
    })
    expect(findings[0]?.expired).toMatchObject({ until: '2026-06-30' })
  })

  test('is renewed in its place', async () => {
    await acceptName()
    await writeFile(join(cwd, kept), (await read()).replace('rule:', '# our own words\n  rule:'))
    const before = await read()
    expect((await acceptName('--owner=ada')).exitCode).toBe(0)
    const after = await read()
    expect(after).toBe(`${before}  owner: ada\n`)
  })

  test('is of the answers in which it was seen', async () => {
    const status = await fingerprintOf('worse.har', 'status-documented')
    const { exitCode } = await checked(['worst.har', `--accept=${status}`, ...terms])
    expect(exitCode).toBe(0)
    expect(await read()).toContain('status: [500, 502]')
    await writeFile(join(cwd, kept), (await read()).replace('[500, 502]', '500'))
    const { findings } = await reported(['worst.har'])
    expect(findings.map(({ known, widens }) => [known?.until, widens?.fingerprint])).toEqual([
      ['2026-06-30', undefined],
      [undefined, status],
    ])
  })

  test('says that it is gone where it could have been seen', async () => {
    await acceptName()
    const gone = await reported(['good.har'])
    expect(gone.exitCode).toBe(0)
    expect(gone.findings.map(({ rule, at }) => [rule, at])).toEqual([
      ['known-finding-current', `${kept}:3`],
    ])
    expect((await reported(['worst.har'])).findings.map(({ rule }) => rule)).toEqual([
      'status-documented',
      'status-documented',
    ])
  })

  test('may stand in another file, in a new folder', async () => {
    const named = '--known-findings=new/deep/known.yaml'
    expect((await acceptName(named)).exitCode).toBe(0)
    expect(await readdir(join(cwd, 'new/deep'))).toEqual(['known.yaml'])
    expect((await checked(['bad.har'])).exitCode).toBe(1)
    expect((await checked(['bad.har', named])).exitCode).toBe(0)
  })
})

describe('nothing is written', () => {
  const fingerprint = '0123456789abcdef'
  test.each<[string, { given: string[]; want: string }]>([
    ['without a reason', { given: [terms[1] ?? ''], want: '--accept needs --reason TEXT and' }],
    ['without a day', { given: [terms[0] ?? ''], want: '--accept needs --reason TEXT and' }],
    [
      'for a blank reason',
      { given: ['--reason= ', '--until=2026-06-30'], want: '--reason needs a text.' },
    ],
    [
      'for a day that is over',
      { given: ['--reason=x', '--until=2026-03-01'], want: '--until is over.' },
    ],
    [
      'for a day that is not',
      { given: ['--reason=x', '--until=2026-02-30'], want: '--until is no day of the calendar' },
    ],
    [
      'for a day far ahead',
      { given: ['--reason=x', '--until=2027-03-03'], want: '--until is more than a year ahead' },
    ],
    ['for a link that is none', { given: [...terms, '--link=#7'], want: '--link is no http(s)' }],
    [
      'for a finding that did not occur',
      {
        given: terms,
        want: `${fingerprint} is not among the findings of this run. This run found`,
      },
    ],
    [
      'for half a fingerprint',
      { given: [...terms, '--accept=0123'], want: '--accept is no fingerprint: "0123".' },
    ],
  ])('%s', async (_, { given, want }) => {
    const { exitCode, stderr, stdout } = await checked([
      'bad.har',
      `--accept=${fingerprint}`,
      ...given,
    ])
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(want)
    expect(await readdir(cwd)).not.toContain('contracts')
  })

  test('where there is nothing to accept', async () => {
    const { exitCode, stderr } = await checked(['bad.har', ...terms])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--reason and --until say nothing without --accept.')
  })

  test.each(['--reason', '--owner', '--link=https://a.example/?t'])(
    'with a secret in %s',
    async (flag) => {
      const key = 'canary-0123456789'
      const argv = [
        'bad.har',
        `--accept=${fingerprint}`,
        ...terms.slice(flag === '--reason' ? 1 : 0),
      ]
      const env = { BLACKBOX_API_KEY: key }
      const { exitCode, stdout, stderr } = await checked([...argv, `${flag}=${key}`], { env })
      expect(exitCode).toBe(2)
      expect(stderr).toContain(`${flag.replace(/=.*/, '')} holds a secret.`)
      expect(stdout + stderr).not.toContain(key)
      expect(await readdir(cwd)).not.toContain('contracts')
    },
  )
})

test('nothing is written of a finding whose place names a secret', async () => {
  const fingerprint = await fingerprintOf('leak.har', 'undocumented-field')
  const env = { BLACKBOX_API_KEY: 'canary-0123456789' }
  const argv = ['leak.har', `--accept=${fingerprint}`, ...terms]
  const { exitCode, stderr } = await checked(argv, { env })
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: 'error: --accept: the place of a finding names a secret. Nothing was accepted.\n',
  })
  expect(await readdir(cwd)).not.toContain('contracts')
})

describe('a file that cannot be used stops the run and stays as it is', () => {
  test('one that is named and does not exist', async () => {
    const { exitCode, stderr } = await checked(['good.har', '--known-findings=none.yaml'])
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr:
        'error: none.yaml does not exist. Check --known-findings, or accept a finding first.\n',
    })
  })

  test('a folder', async () => {
    await mkdir(join(cwd, kept), { recursive: true })
    const { exitCode, stderr } = await checked(['good.har'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`${kept} is no file.`)
  })

  test('one in a place where none can be', async () => {
    const { exitCode, stderr } = await acceptName('--known-findings=a-file/known.yaml')
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^error: .*a-file\/known\.yaml cannot be written: .*\n$/)
  })

  test('one with a defect, also where something is accepted', async () => {
    await mkdir(join(cwd, 'contracts'))
    await writeFile(join(cwd, kept), '- fingerprint: 7\n')
    const { exitCode, stderr } = await checked(['good.har'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`${kept}:1:3 has no rule in this entry.`)
    expect(await read()).toBe('- fingerprint: 7\n')
  })

  test('one that is enormous', async () => {
    await mkdir(join(cwd, 'contracts'))
    await writeFile(join(cwd, kept), '#'.repeat(1_000_001))
    const { exitCode, stderr } = await checked(['good.har'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('is too large')
  })
})

describe('the gate', () => {
  const gate = async (...argv: string[]) => {
    const all = ['gate', '--contract=pets.yaml', '--report=json=-', ...argv]
    const { stdout, exitCode } = await run({ argv: all, cwd })
    const report: Report = JSON.parse(stdout)
    return { ...report, exitCode }
  }

  test('passes a stage whose faults are all known', async () => {
    const first = await gate('--only=pacts', '--pact=pact.json')
    expect([first.exitCode, first.stages?.[0]?.verdict]).toEqual([1, 'fail'])
    const prints = first.findings.map((each) => `--accept=${each.fingerprint}`)
    expect((await checked(['pact.json', ...prints, ...terms])).exitCode).toBe(0)
    const second = await gate('--only=pacts', '--pact=pact.json')
    expect([second.exitCode, second.stages?.[0]?.verdict]).toEqual([0, 'pass'])
    expect(second.summary.findings).toEqual({ error: 0, warning: 0, known: prints.length })
  })

  test('does not take the mock for the API: what the mock does right is not gone', async () => {
    await acceptName()
    const { exitCode, findings } = await gate('--only=mock', '--answers=1')
    expect({ exitCode, findings }).toEqual({ exitCode: 0, findings: [] })
  })
})
