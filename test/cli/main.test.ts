// What main promises for any command: exit codes, reports, no secret, no stack, nothing thrown.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ToolError } from '../../src/errors.ts'
import { finding, report } from '../reporters/sample-report.ts'
import { run } from './command-line.ts'
import { acting, reporting } from './sample-commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'main-'))
afterAll(() => rmSync(folder, { recursive: true }))

const failed = report({ findings: [finding()] })
const throwing = (thrown: unknown) => acting(() => Promise.reject(thrown))

describe('an error in a command', () => {
  const hostile = {
    toString() {
      throw new Error('never')
    },
  }
  test.each<[string, { given: unknown; want: string }]>([
    [
      'a ToolError',
      {
        given: new ToolError('E_INPUT', 'a.har is a folder.', { hint: 'Name a file.' }),
        want: 'error: a.har is a folder. Name a file.\n',
      },
    ],
    [
      'a ToolError without a hint',
      {
        given: new ToolError('E_INPUT', 'a.har is a folder.'),
        want: 'error: a.har is a folder.\n',
      },
    ],
    [
      'a TypeError',
      {
        given: new TypeError('x is not a function'),
        want: 'error: unexpected TypeError: x is not a function (--debug shows the stack)\n',
      },
    ],
    [
      'lines and escapes',
      { given: new ToolError('E_INPUT', 'a\n\u001b[2Jb'), want: 'error: a\\n\\u{1b}[2Jb\n' },
    ],
    [
      'undefined',
      { given: undefined, want: 'error: unexpected undefined (--debug shows the stack)\n' },
    ],
    [
      'what throws when it is shown',
      {
        given: hostile,
        want: 'error: unexpected a value that cannot be shown (--debug shows the stack)\n',
      },
    ],
    [
      'a long message',
      { given: new ToolError('E_INPUT', 'x'.repeat(1e6)), want: `error: ${'x'.repeat(1999)}…\n` },
    ],
  ])('is one line and exit code 2: %s', async (_, { given, want }) => {
    const outcome = await run({ argv: ['act'], known: throwing(given) })
    expect(outcome).toEqual({ exitCode: 2, stdout: '', stderr: want })
  })

  test('a thrown TypeError is 2 and not 1, synchronous ones too', async () => {
    const known = acting(() => {
      throw new TypeError('at once')
    })
    expect(await run({ argv: ['act'], known })).toMatchObject({ exitCode: 2 })
  })

  test('shows its stack and its causes with --debug', async () => {
    const cause = new RangeError('too deep', { cause: 'a plain text' })
    const known = throwing(new ToolError('E_INPUT', 'a.har is odd.', { cause }))
    const { stderr } = await run({ argv: ['act', '--debug'], known })
    expect(stderr).toMatch(/^error: a\.har is odd\.\n {2}ToolError: a\.har is odd\.\n {6}at /)
    expect(stderr).toContain('  caused by RangeError: too deep\n')
    expect(stderr).toContain('  caused by a plain text\n')
  })

  test('shows no stack for a cause that turns in a circle for ever', async () => {
    const error = new Error('round')
    error.cause = error
    const { stderr } = await run({ argv: ['act', '--debug'], known: throwing(error) })
    expect(stderr.match(/caused by/g)).toHaveLength(7)
  })

  test('is called an interruption after a signal', async () => {
    const given = { argv: ['act'], signal: AbortSignal.abort(), known: throwing(new Error('x')) }
    expect(await run(given)).toEqual({ exitCode: 2, stdout: '', stderr: 'error: interrupted.\n' })
  })
})

describe('a report', () => {
  const staged = (verdict: 'pass' | 'skipped') =>
    report({
      summary: { ...report().summary, exchanges: 0 },
      stages: [{ name: 'contract', checked: '', verdict, durationMs: 1 }],
    })

  test.each<[string, { given: ReturnType<typeof report>; want: number }]>([
    ['clean', { given: report(), want: 0 }],
    ['with an error', { given: failed, want: 1 }],
    [
      'with a warning',
      { given: report({ findings: [finding({ severity: 'warning' })] }), want: 0 },
    ],
    [
      'of no exchange',
      { given: report({ summary: { ...report().summary, exchanges: 0 } }), want: 2 },
    ],
    ['of a stage', { given: staged('pass'), want: 0 }],
    ['of skipped stages only', { given: staged('skipped'), want: 2 }],
  ])('gives an exit code: %s', async (_, { given, want }) => {
    const outcome = await run({ argv: ['act'], known: reporting(given) })
    expect(outcome.exitCode).toBe(want)
    expect(outcome.stderr).toBe(
      want === 2
        ? 'error: Nothing was checked. A run that checks nothing does not pass; look at what was left out.\n'
        : '',
    )
  })

  test('is written to a file while people see it in the terminal', async () => {
    const argv = ['act', '--report', 'json=made/r.json']
    const { stdout } = await run({ argv, cwd: folder, known: reporting(failed) })
    expect(stdout).toMatch(/FAIL {2}1 error/)
    expect(JSON.parse(readFileSync(join(folder, 'made/r.json'), 'utf8')).verdict).toBe('fail')
  })

  test('has standard output for itself', async () => {
    const argv = ['act', '--report', 'json=-', '--report', 'terminal=t.txt']
    const { stdout } = await run({ argv, cwd: folder, known: reporting(failed) })
    expect(JSON.parse(stdout).verdict).toBe('fail')
    expect(readFileSync(join(folder, 't.txt'), 'utf8')).toMatch(/FAIL {2}1 error/)
  })

  test('leaves standard output empty when the terminal text goes to a file', async () => {
    const argv = ['act', '--report', 'terminal=t.txt']
    expect(await run({ argv, cwd: folder, known: reporting(failed) })).toMatchObject({ stdout: '' })
  })

  test('that cannot be written is exit code 2, and standard output tells nothing', async () => {
    const argv = ['act', '--report', 'json=.']
    const outcome = await run({ argv, cwd: folder, known: reporting(failed) })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(outcome.stderr).toMatch(/^error: .* cannot be written: .*\n$/)
  })

  test('is not even begun when its target is wrong', async () => {
    let begun = false
    const known = acting(async () => {
      begun = true
      return 0
    })
    await run({ argv: ['act', '--report', 'xml=a'], cwd: folder, known })
    expect(begun).toBe(false)
    expect(readdirSync(folder)).not.toContain('a')
  })

  test.each<
    [string, { given: Record<string, string>; columns: number | undefined; want: boolean }]
  >([
    ['a terminal', { given: {}, columns: 80, want: true }],
    ['a pipe', { given: {}, columns: undefined, want: false }],
    ['a terminal and NO_COLOR', { given: { NO_COLOR: '1' }, columns: 80, want: false }],
    ['a pipe and FORCE_COLOR', { given: { FORCE_COLOR: '1' }, columns: undefined, want: true }],
    ['a terminal and FORCE_COLOR=0', { given: { FORCE_COLOR: '0' }, columns: 80, want: false }],
    ['a dumb terminal', { given: { TERM: 'dumb' }, columns: 80, want: false }],
  ])('is coloured where it is wanted: %s', async (_, { given, columns, want }) => {
    const known = reporting(failed)
    const { stdout } = await run({ argv: ['act'], env: given, stdoutColumns: columns, known })
    expect(stdout.includes('\u001b[31m')).toBe(want)
  })
})

describe('the API key', () => {
  const key = 'sk/live+4f"9é<ö>&c~2 b7'
  const env = { BLACKBOX_API_KEY: key }
  const encodings = {
    raw: key,
    url: encodeURIComponent(key),
    'url in lower case': encodeURIComponent(key).replace(/%../g, (code) => code.toLowerCase()),
    form: new URLSearchParams({ k: key }).toString().slice(2),
    json: JSON.stringify(key),
    base64: Buffer.from(key).toString('base64'),
    'base64 after a user name': Buffer.from(`u:${key}`).toString('base64'),
    'base64 after a longer one': Buffer.from(`us:${key}:x`).toString('base64'),
    'base64url after Bearer': Buffer.from(`Bearer ${key}`).toString('base64url'),
    hex: Buffer.from(key).toString('hex'),
    xml: '"sk/live+4f&quot;9é&lt;ö&gt;&amp;c~2 b7"',
    'in the middle of a line': `${'x'.repeat(85)} ${key} y`,
    'where a long text is cut': `${'x'.repeat(590)}${key}`,
    'where a longer text is cut': `${'x'.repeat(1990)}${key}`,
  }
  const start = 'sk/live'
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  // Enough of the key that finding it in an output is no accident, in each alphabet.
  const traces = [
    ...[start, encodeURIComponent(start), 'sk%2flive', Buffer.from(start).toString('hex')],
    ...[
      base64(start).slice(0, 8),
      base64(`x${start}`).slice(4, 8),
      base64(`xx${start}`).slice(4, 8),
    ],
  ]

  test.each(Object.entries(encodings))('is masked everywhere: %s', async (_, text) => {
    const known = acting(async ({ stdout, stderr, progress, publish }) => {
      stdout(text)
      stderr(text)
      progress(text)
      await publish(
        report({ findings: [finding({ message: text, args: { text } })], notes: [text] }),
      )
      throw new ToolError('E_INPUT', text, { cause: new Error(text) })
    })
    const argv = ['act', '--debug', '--report=json=k.json', '--report=terminal=-']
    const outcome = await run({ argv, env, cwd: folder, stderrColumns: 60, known })
    const all = outcome.stdout + outcome.stderr + readFileSync(join(folder, 'k.json'), 'utf8')
    expect(all).toContain('[masked]')
    for (const trace of traces) expect(all).not.toContain(trace)
  })

  test('is masked where it was mistaken for a command or a flag', async () => {
    for (const argv of [[key], ['act', `--${key}`], ['act', '--report', key]]) {
      const { exitCode, stderr } = await run({ argv, env, known: reporting(failed) })
      expect([exitCode, stderr.includes('[masked]')]).toEqual([2, true])
      expect(stderr).not.toContain('sk/live')
    }
  })

  test('is left alone where it is too short to be one', async () => {
    const known = acting(async ({ stdout }) => {
      stdout('test/a.yaml')
      return 0
    })
    const outcome = await run({ argv: ['act'], env: { BLACKBOX_API_KEY: 'test' }, known })
    expect(outcome.stdout).toBe('test/a.yaml')
  })
})

describe('progress', () => {
  const known = acting(async ({ progress, stdout }) => {
    progress('one\nof two')
    progress(`two of two ${'x'.repeat(500)}`)
    stdout('done\n')
    progress('tidying')
    return 0
  })

  test('is one short line on standard error that is gone at the end', async () => {
    const { stdout, stderr } = await run({ argv: ['act'], stderrColumns: 40, known })
    expect(stdout).toBe('done\n')
    const shown = stderr.split('\r\u001b[2K')
    expect(shown).toEqual([
      'one\\nof two',
      expect.stringMatching(/^two of two x+…$/),
      'tidying',
      '',
    ])
    expect(shown.every((text) => text.length < 40)).toBe(true)
  })

  test('is silent where nobody watches', async () => {
    expect(await run({ argv: ['act'], known })).toMatchObject({ stderr: '', stdout: 'done\n' })
  })
})

test('an empty command line shows the help on standard error and is no success', async () => {
  const outcome = await run({ argv: [], known: reporting(failed) })
  expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
  expect(outcome.stderr).toMatch(/^ {2}act \[FILE\]\.\.\. +Act$/m)
})

test.each([['-h'], ['--help'], ['act', '-h'], ['--debug', '--help'], ['act', '--bogus', '--help']])(
  'shows help on standard output: %s',
  async (...argv) => {
    const { exitCode, stdout, stderr } = await run({ argv, known: reporting(failed) })
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^Usage: blackbox-contract /)
  },
)

test.each([['-V'], ['-hV'], ['act', '--version']])('shows the version: %s', async (...argv) => {
  const outcome = await run({ argv, known: reporting(failed) })
  expect(outcome).toEqual({
    exitCode: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    stderr: '',
  })
})

test('a file named like a flag is no flag after two dashes', async () => {
  const known = acting(async ({ positionals, stdout }) => {
    stdout(positionals.join())
    return 0
  })
  expect(await run({ argv: ['act', '--', '--help', '-V'], known })).toMatchObject({
    stdout: '--help,-V',
  })
})

test('help lists every flag, fits 100 columns and needs no sound config', async () => {
  const argv = ['act', '--help', '--config', 'broken.json']
  const { exitCode, stdout } = await run({ argv, known: reporting(failed) })
  expect(exitCode).toBe(0)
  for (const flag of ['contract FILE', 'report FORMAT=PATH', 'allow-unchecked', 'config FILE']) {
    expect(stdout).toContain(`--${flag}`)
  }
  expect(stdout.split('\n').every((line) => line.length <= 100)).toBe(true)
})

const helps: [string, string[]][] = [
  ['of the program', ['--help']],
  ['of a command', ['verify', '--help']],
  ['of a command with actions', ['pact', '--help']],
]

test.each(helps)(
  'the help %s fits the terminal, and is not stretched by a wide one',
  async (_, argv) => {
    const widest = async (stdoutColumns: number) => {
      const { stdout } = await run({ argv, stdoutColumns })
      return Math.max(...stdout.split('\n').map((line) => line.length))
    }
    expect(await widest(80)).toBeLessThanOrEqual(80)
    expect(await widest(240)).toBeLessThanOrEqual(100)
    expect(await widest(240)).toBeGreaterThan(80)
  },
)

test('the help of a command begins with the flags that it has to itself', async () => {
  const { stdout } = await run({ argv: ['check', '--help'] })
  const titles = [...stdout.matchAll(/^(\w[^:\n]*):\n {2,}(\S+)/gm)].map(([, title, first]) => [
    title,
    first,
  ])
  expect(titles).toEqual([
    ['Flags', '--base-url'],
    ['Flags about the contract', '--contract'],
    ['Flags about what was seen of the contract', '--evidence'],
    ['Flags about findings that are accepted for a while', '--known-findings'],
    ['Flags about the report', '--report'],
    ['Flags of every command', '-h,'],
    ['Exit codes', '0'],
  ])
})
