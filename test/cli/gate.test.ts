// `gate` from its command line to its end: which stages run, what they report, and what stops them.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from './command-line.ts'
import {
  copyWorkshop,
  edit,
  type Gated,
  openWorkshop,
  runGate,
  type Workshop,
} from './gate-workshop.ts'

const patience = 60_000
const key = 'GET /api/v1/providers/twilio/{id}'
let sound: Workshop

beforeAll(async () => {
  sound = await openWorkshop()
}, patience)
afterAll(() => sound.remove())

/** The names and bytes of all files of a workshop. */
function filesOf({ folder }: Workshop): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => /\.\w+$/.test(name))
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

describe('a sound contract', () => {
  let first: Gated
  let before: Record<string, string>

  beforeAll(async () => {
    before = filesOf(sound)
    first = await runGate(sound, ['--answers', '3'])
  }, patience)

  test('passes every stage', () => {
    expect(first).toMatchObject({ exitCode: 0, stderr: '' })
    expect(first.stages).toEqual({
      contract: 'pass',
      generated: 'pass',
      proof: 'pass',
      mock: 'pass',
    })
    expect(first.report).toMatchObject({
      verdict: 'pass',
      summary: { exchanges: 56, operations: 4, findings: { error: 0, warning: 0 }, unchecked: 0 },
    })
  })

  test('has counts of what was checked, and the seed', () => {
    const checked = (first.report.stages ?? []).map((stage) => stage.checked)
    expect(checked).toEqual([
      expect.stringMatching(/^4 operations, \d+ schemas$/),
      expect.stringMatching(/^\d files$/),
      expect.stringMatching(/^(\d+) constraints, \1 caught, \d,\d{3} valid$/),
      '4 operations, 16 answers × 3, 8 refusals',
    ])
    expect(first.report.notes).toContain('mock: seed 1')
  })

  test('is left as it was', () => {
    expect(filesOf(sound)).toEqual(before)
  })

  test(
    'gives the same report for the same seed, and another for another',
    async () => {
      const second = await runGate(sound, ['--answers', '3'])
      expect(second.stdout).toBe(first.stdout)
      const broken: typeof fetch = async (input, init) => {
        const response = await fetch(input, init)
        const headers = new Headers(response.headers)
        headers.delete('content-encoding')
        return new Response(await response.text().then((text) => text.replace('"AC', '"XX')), {
          status: response.status,
          headers,
        })
      }
      const only = ['--answers', '9', '--only', 'mock', '--operation', key]
      const again = async (seed: string) =>
        (await runGate(sound, [...only, '--seed', seed], { fetch: broken })).stdout
      const one = await again('5')
      expect(one).toContain('"rule": "string-format"')
      expect(await again('5')).toBe(one)
      expect(await again('6')).not.toBe(one)
    },
    patience,
  )
})

describe('the choice of stages', () => {
  test.each<[string, { given: string[]; want: string[] }]>([
    ['one', { given: ['--only', 'contract'], want: ['contract'] }],
    [
      'two in any order',
      { given: ['--only', 'generated,contract'], want: ['contract', 'generated'] },
    ],
    [
      'two by two flags',
      { given: ['--only=contract', '--only=generated'], want: ['contract', 'generated'] },
    ],
    ['all but two', { given: ['--skip', 'mock,proof'], want: ['contract', 'generated'] }],
    [
      'one of those chosen left out',
      { given: ['--only', 'contract,mock', '--skip', 'mock'], want: ['contract'] },
    ],
  ])(
    'runs %s',
    async (_, { given, want }) => {
      const { exitCode, stages } = await runGate(sound, given)
      expect({ exitCode, stages: Object.keys(stages) }).toEqual({ exitCode: 0, stages: want })
    },
    patience,
  )

  test.each<[string, { given: string[]; want: RegExp }]>([
    ['a stage like another', { given: ['--only', 'mocks'], want: /'mocks'.*'mock'/ }],
    [
      'a stage like no other',
      { given: ['--skip', 'everything'], want: /contract.*generated.*mock/ },
    ],
    [
      'an operation like another',
      {
        given: ['--operation', `${key}s`],
        want: /no operation .*Did you mean 'GET \/api\/v1\/providers\/twilio\/\{id\}'/,
      },
    ],
    ['no answers', { given: ['--answers', '0'], want: /--answers/ }],
    [
      'every stage left out',
      { given: ['--skip', 'contract,generated,proof,mock'], want: /Nothing was checked/ },
    ],
  ])('refuses %s', async (_, { given, want }) => {
    const { exitCode, stderr } = await runGate(sound, given)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^error: .*\n$/)
    expect(stderr).toMatch(want)
  })

  test('a contract without named files skips their stage, and says what to name', async () => {
    const argv = [
      'gate',
      '--contract=contract.yaml',
      '--skip=mock,proof,pacts,provider',
      '--report=json=-',
    ]
    const { exitCode, stdout } = await run({ argv, cwd: sound.folder })
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout).stages).toMatchObject([
      { name: 'contract', verdict: 'pass' },
      { name: 'generated', verdict: 'skipped', checked: expect.stringContaining('--out DIR') },
    ])
  })

  test('a run in which everything was skipped is not a pass', async () => {
    const argv = ['gate', '--contract=contract.yaml', '--only=generated']
    expect(await run({ argv, cwd: sound.folder })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringMatching(/^error: Nothing was checked\. generated: .*--out DIR\.\n$/),
    })
  })
})

describe('a contract that cannot be read', () => {
  test.each<[string, { given: (text: string) => string; want: RegExp }]>([
    [
      'cut off',
      {
        given: (text) => text.slice(0, text.indexOf('[name, providerType') + 9),
        want: /contract\.yaml/,
      },
    ],
    [
      'cut off in a quote',
      {
        given: (text) => text.slice(0, text.indexOf("'2026-03-02") + 5),
        want: /contract\.yaml:\d+:\d+/,
      },
    ],
    [
      'with a reference that leads nowhere',
      {
        given: (text) => text.replace('schemas/TrunkSid', 'schemas/TrunkSit'),
        want: /contract\.yaml:\d+:\d+ .*TrunkSit.*Did you mean '?TrunkSid/,
      },
    ],
    ['empty', { given: () => '', want: /contract\.yaml/ }],
    ['of another kind', { given: () => 'swagger: "2.0"', want: /Swagger/ }],
    [
      'with a reference to the network',
      {
        given: (text) =>
          text.replace("'#/components/schemas/TrunkSid'", 'http://127.0.0.1:1/a.yaml'),
        want: /network/,
      },
    ],
  ])('%s', async (_, { given, want }) => {
    const copy = copyWorkshop(sound)
    try {
      edit(copy, 'contract.yaml', given)
      const before = filesOf(copy)
      const { exitCode, stdout, stderr } = await runGate(copy)
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
      expect(stderr).toMatch(/^error: .*\n$/)
      expect(stderr).toMatch(want)
      expect(filesOf(copy)).toEqual(before)
    } finally {
      copy.remove()
    }
  })

  test('not there', async () => {
    const { exitCode, stderr } = await run({ argv: ['gate', '--contract=gone.yaml'] })
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^error: gone\.yaml does not exist/),
    })
  })
})

describe('a stage that cannot be run', () => {
  test(
    'reports the stages before it, and then what stopped it',
    async () => {
      const copy = copyWorkshop(sound)
      try {
        rmSync(join(copy.folder, 'generated'), { recursive: true })
        writeFileSync(join(copy.folder, 'generated'), 'a file and no folder')
        const { exitCode, stages, report, stderr } = await runGate(copy)
        expect({ exitCode, stages }).toEqual({
          exitCode: 2,
          stages: { contract: 'pass', generated: 'fail', proof: 'skipped', mock: 'skipped' },
        })
        expect(report.stages?.map((stage) => stage.checked).slice(1)).toEqual([
          'could not be run',
          'an earlier stage could not be run',
          'an earlier stage could not be run',
        ])
        expect(stderr).toMatch(/^error: .*generated.*\n$/)
      } finally {
        copy.remove()
      }
    },
    patience,
  )

  test(
    'a mock that does not answer is one sentence',
    async () => {
      const unreachable = () => Promise.reject(new TypeError('fetch failed'))
      const { exitCode, stages, stderr } = await runGate(sound, ['--skip', 'proof'], {
        fetch: unreachable,
      })
      expect({ exitCode, stages, stderr }).toEqual({
        exitCode: 2,
        stages: { contract: 'pass', generated: 'pass', mock: 'fail' },
        stderr: expect.stringMatching(
          /^error: Prism did not answer GET \/api\/v1\/providers\/\S+\. *\n$/,
        ),
      })
    },
    patience,
  )
})

describe('an interrupted gate', () => {
  test(
    'stops in the middle of the mock, and the mock is gone',
    async () => {
      const controller = new AbortController()
      const asked: string[] = []
      const interrupting: typeof fetch = (input, init) => {
        const request = new Request(input, init)
        asked.push(request.url)
        if (asked.length === 5) controller.abort()
        return fetch(request)
      }
      const { exitCode, stdout, stderr } = await runGate(sound, ['--only=mock', '--answers=1000'], {
        fetch: interrupting,
        signal: controller.signal,
      })
      expect({ exitCode, stdout, stderr }).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: 'error: interrupted.\n',
      })
      expect(asked.length).toBeLessThan(20)
      await expect(fetch(asked[0] ?? '')).rejects.toThrow('fetch failed')
    },
    patience,
  )

  test('does not even begin when it comes too late', async () => {
    const outcome = await runGate(sound, [], { signal: AbortSignal.abort() })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '', stderr: 'error: interrupted.\n' })
  })
})

describe('the mock of another contract', () => {
  const head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
  const ok =
    "responses: {'200': {description: d, content: {application/json: {schema: {type: integer}}}}}"
  const many = Array.from({ length: 103 }, (_, index) => `  /${index}: {get: {${ok}}}\n`)
  const schemes = `components:
  securitySchemes:
    one: {type: apiKey, in: header, name: X-Key}
    two: {type: apiKey, in: query, name: key}
    three: {type: apiKey, in: cookie, name: key}
    four: {type: http, scheme: bearer}
`

  /** Runs the stage on a contract given in lines. */
  async function runMock(text: string, argv: readonly string[] = []): Promise<Gated> {
    const copy = copyWorkshop(sound)
    try {
      writeFileSync(join(copy.folder, 'contract.yaml'), head + text)
      return await runGate(copy, ['--only', 'mock', ...argv])
    } finally {
      copy.remove()
    }
  }

  test.each<
    [
      string,
      { given: [text: string, ...argv: string[]]; want: [checked: string, ...notes: string[]] },
    ]
  >([
    [
      'has no more than a hundred operations',
      {
        given: [`paths:\n${many.join('')}`],
        want: [
          '100 operations, 100 answers × 1, 0 refusals',
          'mock: only the first 100 operations are asked, not 3 more operations; --operation names them',
        ],
      },
    ],
    [
      'has the operations that are named, wherever they stand',
      {
        given: [`paths:\n${many.join('')}`, '--operation', 'GET /102', '--operation=GET /101'],
        want: ['2 operations, 2 answers × 1, 0 refusals'],
      },
    ],
    [
      'has a key where the contract looks for one, and none where it looks for none',
      {
        given: [
          `${schemes}paths:
  /a: {get: {security: [{one: []}], ${ok}}}
  /b: {get: {security: [{two: []}], ${ok}}}
  /d: {get: {security: [{four: []}], ${ok}}}
  /e: {get: {security: [{one: [], two: []}], ${ok}}}
  /f: {get: {security: [{}], ${ok}}}
`,
        ],
        want: ['5 operations, 5 answers × 1, 4 refusals'],
      },
    ],
    [
      'is not asked for what cannot be asked',
      {
        given: [
          `paths:
  /a: {get: {${ok}}}
  /b: {get: {parameters: [{name: q, in: query, required: true, schema: {pattern: '^Z{9}$'}}], ${ok}}}
  /c: {put: {requestBody: {required: true, content: {text/csv: {}}}, ${ok}}}
`,
        ],
        want: [
          '1 operation, 1 answer × 1, 0 refusals',
          'mock: not asked, since no value is known for its parameter q: GET /b',
          'mock: not asked, since its request body is not JSON: PUT /c',
        ],
      },
    ],
    [
      'gets what is required in a query, beside a malformed path',
      {
        given: [
          `paths:
  '/{id}': {get: {parameters: [{name: id, in: path, required: true, schema: {type: integer}}, {name: q, in: query, required: true, schema: {type: string}}], ${ok}}}
`,
        ],
        want: ['1 operation, 1 answer × 1, 1 refusal'],
      },
    ],
  ])(
    '%s',
    async (_, { given: [text, ...argv], want: [checked, ...notes] }) => {
      const { exitCode, report, stderr } = await runMock(text, argv)
      expect({ exitCode, stderr, unchecked: report.unchecked }).toEqual({
        exitCode: 0,
        stderr: '',
        unchecked: [],
      })
      expect(report.stages?.[0]?.checked).toBe(checked)
      expect(report.notes.filter((note) => !/^mock: seed|artefact/.test(note))).toEqual(notes)
    },
    patience,
  )

  test(
    'leaves unchecked what the mock has no answer for',
    async () => {
      const excuse = JSON.stringify({
        type: 'https://stoplight.io/prism/errors#UNKNOWN',
        status: 500,
      })
      const excusing: typeof fetch = (input, init) => {
        const headers = { 'content-type': 'application/problem+json' }
        const positive =
          new Request(input, init).headers.get('prefer')?.includes('code=404') ?? false
        return positive
          ? Promise.resolve(new Response(excuse, { status: 500, headers }))
          : fetch(input, init)
      }
      const argv = ['--only', 'mock', '--operation', key]
      const { exitCode, report } = await runGate(sound, argv, { fetch: excusing })
      expect({ exitCode, findings: report.findings }).toEqual({ exitCode: 0, findings: [] })
      expect(report.unchecked).toMatchObject([
        { severity: 'warning', reason: 'the mock answered 500 where 404 was asked for' },
      ])
    },
    patience,
  )

  test('without anything to ask, the stage is skipped', async () => {
    const { exitCode, stderr } = await runMock('paths: {}\n')
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: 'error: Nothing was checked. mock: there is nothing to ask for.\n',
    })
  })
})
