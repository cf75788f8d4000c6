// `--evidence` and `--require-evidence` from the command line to the file and the exit code.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/report.ts'
import { type Outcome, run } from './command-line.ts'

const contract = (title = 'Trunks', sid = 'string') => `openapi: 3.1.0
info: { title: ${title}, version: '1' }
servers: [{ url: https://trunks.example }]
paths:
  /trunk:
    get:
      responses:
        '200':
          description: A trunk
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Trunk' }
        '404': { description: No trunk }
components:
  schemas:
    Trunk:
      type: object
      required: [sid, region, list]
      properties:
        sid: { type: [${sid}, 'null'] }
        region: { type: [string, 'null'], enum: [us1, ie1, null] }
        list: { type: [array, 'null'], items: { type: boolean } }
`

const entry = (body: unknown, status = 200): object => ({
  request: { method: 'GET', url: 'https://trunks.example/trunk', headers: [], bodySize: 0 },
  response: {
    status,
    headers: [{ name: 'content-type', value: 'application/json' }],
    content: { text: body === undefined ? '' : JSON.stringify(body) },
  },
})
const har = (...entries: object[]): string => JSON.stringify({ log: { version: '1.2', entries } })

const nulls = entry({ sid: null, region: null, list: null })
const files: Record<string, string> = {
  'trunks.yaml': contract(),
  'revised.yaml': contract('Trunks', 'integer'),
  'other.yaml': contract('Pets'),
  'nulls.har': har(...Array.from({ length: 50 }, () => nulls)),
  'us.har': har(entry({ sid: 'TK1-private', region: 'us1', list: [true] })),
  'ie.har': har(entry({ sid: 'TK2-private', region: 'ie1', list: [false] }), entry(undefined, 404)),
  'empty.har': har(entry({ sid: 'TK3-private', region: 'us1', list: [] })),
  'faulty.har': har(entry({ sid: 7, region: 'us1', list: null })),
}

let cwd = ''
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'evidence-'))
  await mkdir(join(cwd, 'folder'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text)
})
afterAll(() => rm(cwd, { recursive: true }))

function checked(...argv: string[]): Promise<Outcome> {
  const named = argv.some((each) => each.startsWith('--contract')) ? [] : ['--contract=trunks.yaml']
  return run({ argv: ['check', ...named, ...argv], cwd })
}

async function reported(...argv: string[]): Promise<Report & { exitCode: number }> {
  const { stdout, exitCode } = await checked('--report=json=-', ...argv)
  return { ...JSON.parse(stdout), exitCode }
}

const read = (name: string) => readFile(join(cwd, name), 'utf8')

describe('a provider that only ever answers nulls', () => {
  test('is green as long as nothing is required', async () => {
    expect(await reported('nulls.har')).toMatchObject({
      exitCode: 0,
      verdict: 'pass',
      findings: [],
      coverage: { seen: 6, total: 16, percent: 37.5 },
    })
  })

  test('is red if most of the contract is to be seen, and the finding names what was not', async () => {
    const report = await reported('nulls.har', '--require-evidence=80')
    expect(report).toMatchObject({ exitCode: 1, verdict: 'fail' })
    expect(report.findings.map(({ rule, message }) => [rule, message])).toEqual([
      [
        'evidence-required',
        '6 of 16 places were seen (37.5 %), 80 % are required; never seen: Trunk sid; Trunk region; Trunk list; GET /trunk 404',
      ],
    ])
  })

  test('is red if one member is to be seen', async () => {
    const sid = '/components/schemas/Trunk/properties/sid'
    const { exitCode, stdout } = await checked('nulls.har', `--require-evidence=${sid}`)
    expect(exitCode).toBe(1)
    expect(stdout).toContain('Trunk sid was only ever seen to be null')
    expect(stdout).toContain('trunks.yaml:20')
    expect((await checked('us.har', `--require-evidence=${sid}`)).exitCode).toBe(0)
  })

  test('is green again if enough was seen before', async () => {
    const kept = '--evidence=before.json'
    await checked('us.har', kept)
    await checked('ie.har', kept)
    const last = await reported('nulls.har', kept, '--require-evidence=90')
    expect(last).toMatchObject({ exitCode: 0, coverage: { seen: 15, total: 16, percent: 93.7 } })
  })
})

describe('what people are told', () => {
  test('is one line where nothing was asked for', async () => {
    const { stdout } = await checked('nulls.har')
    expect(stdout).toContain('\nevidence: 6 of 16 places seen\n\nPASS')
  })

  test('is the tree of what was never seen where it was', async () => {
    const { stdout } = await checked('nulls.har', '--require-evidence=0')
    expect(stdout).toContain(`
evidence: 6 of 16 places seen (37.5 %); not seen:
  GET /trunk
    404  never
  Trunk
    sid  only null
    region  only null
    list  only null
      []  never

PASS`)
  })

  test('a program has the whole tree', async () => {
    const { coverage } = await reported('us.har', '--evidence=tree.json')
    const [operation, trunk] = coverage?.tree ?? []
    expect(operation).toMatchObject({
      name: 'GET /trunk',
      pointer: '/paths/~1trunk/get/responses/200',
    })
    expect(trunk?.children.map(({ name, saw, never }) => [name, saw, never])).toEqual([
      ['sid', ['value'], ['null']],
      ['region', ['"us1"', 'value'], ['null', '"ie1"']],
      ['list', ['value'], ['null', 'empty']],
    ])
  })
})

describe('the file', () => {
  test('is the same whatever the order of the runs, and however often they run', async () => {
    const orders = [
      ['us.har', 'ie.har', 'nulls.har'],
      ['nulls.har', 'us.har', 'ie.har', 'us.har'],
    ]
    const texts: string[] = []
    for (const [index, order] of orders.entries()) {
      for (const name of order) await checked(name, `--evidence=order-${index}.json`)
      texts.push(await read(`order-${index}.json`))
    }
    await checked('ie.har', 'us.har', 'nulls.har', '--evidence=one.json')
    texts.push(await read('one.json'))
    expect(new Set(texts).size).toBe(1)
  })

  test('holds nothing of what was answered', async () => {
    await checked('us.har', 'ie.har', 'empty.har', '--evidence=private.json')
    expect(await read('private.json')).not.toMatch(/TK\d|private/)
    expect(JSON.parse(await read('private.json'))).toMatchObject({
      version: 1,
      contract: { title: 'Trunks', versions: ['1'] },
    })
  })

  test('comes into a new folder, and leaves nothing else there', async () => {
    await checked('us.har', '--evidence=new/deep/kept.json')
    await checked('ie.har', '--evidence=new/deep/kept.json')
    expect(await readdir(join(cwd, 'new/deep'))).toEqual(['kept.json'])
  })

  test('is not proof of a member that broke the contract', async () => {
    const { exitCode } = await checked('faulty.har', '--evidence=faulty.json')
    expect(exitCode).toBe(1)
    const sid = '/components/schemas/Trunk/properties/sid'
    expect(await read('faulty.json')).toContain('/properties/region"')
    expect(await read('faulty.json')).not.toContain(sid)
  })

  test('counts where a revision of the contract has changed nothing', async () => {
    const kept = '--evidence=revised.json'
    await checked('us.har', kept)
    const revised = await reported('nulls.har', kept, '--contract=revised.yaml')
    const trunk = revised.coverage?.tree?.find(({ name }) => name === 'Trunk')
    expect(trunk?.children.map(({ name, saw }) => [name, saw])).toEqual([
      ['sid', ['null']],
      ['region', ['"us1"', 'null', 'value']],
      ['list', ['null', 'value']],
    ])
    expect(revised.notes).toEqual([
      'evidence: what was seen of 1 place is dropped: the contract has changed there',
    ])
  })
})

describe('a file that cannot be used stops the run and stays as it is', () => {
  test.each([
    ['a broken file', { given: '{"version":1,', want: 'kept.json is no evidence file.' }],
    [
      'a report',
      { given: '{"version":1,"verdict":"pass"}', want: 'kept.json is no evidence file.' },
    ],
    ['an empty file', { given: '', want: 'kept.json is no evidence file.' }],
    [
      'a later version',
      { given: '{"version":7}', want: 'kept.json is evidence of version 7; version 1 is known.' },
    ],
  ])('%s', async (_, { given, want }) => {
    await writeFile(join(cwd, 'kept.json'), given)
    const { exitCode, stdout, stderr } = await checked('us.har', '--evidence=kept.json')
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toContain(want)
    expect(await read('kept.json')).toBe(given)
  })

  test('evidence of another contract', async () => {
    await checked('us.har', '--evidence=pets.json', '--contract=other.yaml')
    const before = await read('pets.json')
    const { exitCode, stderr } = await checked('us.har', '--evidence=pets.json')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('pets.json is evidence of "Pets", not of "Trunks".')
    expect(await read('pets.json')).toBe(before)
  })

  test('a folder', async () => {
    const { exitCode, stderr } = await checked('us.har', '--evidence=folder')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('folder cannot be read.')
  })
})

test.each([
  ['neither a share nor a pointer', { given: 'most', want: 'not "most"' }],
  [
    'a place that is not there',
    { given: '/components/schemas/Trunk/properties/size', want: 'no traffic could show' },
  ],
])('%s stops the run before anything is read', async (_, { given, want }) => {
  const { exitCode, stderr } = await checked('nothing.har', `--require-evidence=${given}`)
  expect(exitCode).toBe(2)
  expect(stderr).toContain(want)
})

describe('the gate', () => {
  const gate = async (...argv: string[]) => {
    const own = ['--contract=trunks.yaml', '--answers=1', '--report=json=-', '--evidence=gate.json']
    const { stdout, exitCode } = await run({ argv: ['gate', ...own, ...argv], cwd })
    const report: Report = JSON.parse(stdout)
    return { ...report, exitCode }
  }

  test('records what the mock answers, and adds it to the rest', async () => {
    const first = await gate('--only=mock', '--require-evidence=100')
    expect(first).toMatchObject({ exitCode: 1, verdict: 'fail' })
    expect(first.coverage?.seen).toBeGreaterThan(3)
    await checked('nulls.har', 'us.har', 'ie.har', 'empty.har', '--evidence=gate.json')
    const second = await gate('--only=mock', '--require-evidence=100')
    expect(second).toMatchObject({
      exitCode: 0,
      coverage: { seen: 16, percent: 100 },
      findings: [],
    })
  })

  test('has no coverage where no stage looks at traffic', async () => {
    const argv = ['gate', '--contract=trunks.yaml', '--only=contract', '--report=json=-']
    const { stdout } = await run({ argv, cwd })
    const report: Report = JSON.parse(stdout)
    expect(report.stages).toHaveLength(1)
    expect(report.coverage).toBeUndefined()
  })
})
