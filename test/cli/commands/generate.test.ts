// Tests the command `generate` on real folders: writing, checking, watching, refusing.
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExitCode } from '../../../src/cli/command.ts'
import { generate } from '../../../src/cli/commands/generate.ts'
import { main } from '../../../src/cli/main.ts'
import { providers } from '../../codegen/sample.ts'

let cwd = ''

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'generate-'))
  await mkdir(join(cwd, 'openapi'))
  await writeFile(join(cwd, 'openapi/api.yaml'), providers)
})

afterEach(() => rm(cwd, { recursive: true, force: true }))

async function* nothing(): AsyncGenerator<Uint8Array> {}

type Run = { code: Promise<ExitCode>; text: () => string; saw: (wanted: RegExp) => Promise<void> }

/** Starts the command; `saw` waits until the output after the last call matches. */
function start(words: string, signal = new AbortController().signal): Run {
  let output = ''
  let read = 0
  let waiting = () => {}
  const write = (text: string) => {
    output += text
    waiting()
  }
  const argv = ['generate', ...words.split(' ').filter((word) => word !== '')]
  const quiet = {
    env: {},
    stdin: nothing(),
    stdoutColumns: undefined,
    stderrColumns: undefined,
  }
  const code = main(
    { ...quiet, argv, cwd, stdout: write, stderr: write, fetch, now: Date.now, signal },
    { generate: async () => generate },
  )
  const saw = (wanted: RegExp) =>
    new Promise<void>((resolve) => {
      waiting = () => {
        if (!wanted.test(output.slice(read))) return
        read = output.length
        waiting = () => {}
        resolve()
      }
      waiting()
    })
  return { code, text: () => output, saw }
}

async function run(words: string): Promise<{ code: ExitCode; text: string }> {
  const { code, text } = start(words)
  return { code: await code, text: text() }
}

const own = '--contract openapi/api.yaml --out src/generated'
const names = ['types.ts', 'validators.js', 'validators.d.ts', 'judge.js', 'judge.d.ts']

describe('generate', () => {
  it('writes every file, then nothing', async () => {
    expect(await run(own)).toEqual({
      code: 0,
      text: names.map((name) => `src/generated/${name} written\n`).join(''),
    })
    const { mtimeMs } = await stat(join(cwd, 'src/generated/types.ts'))
    expect(await run(own)).toEqual({ code: 0, text: 'src/generated: 5 files, all up to date\n' })
    expect((await stat(join(cwd, 'src/generated/types.ts'))).mtimeMs).toBe(mtimeMs)
    expect((await readdir(join(cwd, 'src/generated'))).sort()).toEqual([...names].sort())
  })

  it('writes the same bytes from wherever it is started', async () => {
    await run(own)
    const first = await readFile(join(cwd, 'src/generated/types.ts'), 'utf8')
    cwd = join(cwd, 'openapi')
    expect(await run('--contract api.yaml --out ../src/generated --check')).toMatchObject({
      code: 0,
    })
    cwd = join(cwd, '..')
    expect(first.split('\n')[0]).toContain(' from openapi/api.yaml;')
  })

  it('removes what it once wrote and no longer does, and nothing else', async () => {
    await run(own)
    const types = join(cwd, 'src/generated/types.ts')
    await writeFile(join(cwd, 'src/generated/old.ts'), await readFile(types, 'utf8'))
    await writeFile(join(cwd, 'src/generated/mine.ts'), 'export const mine = 1\n')
    const checked = await run(`${own} --check`)
    expect(checked.code).toBe(1)
    expect(checked.text).toContain('src/generated/old.ts is no longer generated\n')
    expect(await run(own)).toEqual({ code: 0, text: 'src/generated/old.ts removed\n' })
    expect(await readdir(join(cwd, 'src/generated'))).toContain('mine.ts')
  })
})

describe('generate --check', () => {
  it('names what drifted, in every file, and what mends it; and writes nothing', async () => {
    await run(own)
    const edited = providers
      .replace('details: { type: object }', 'region: { type: string }')
      .replace('maxLength: 40', 'maxLength: 9')
    await writeFile(join(cwd, 'openapi/api.yaml'), edited)
    await rm(join(cwd, 'src/generated/validators.d.ts'))
    expect(await run(`${own} --check`)).toEqual({
      code: 1,
      text: `src/generated/types.ts differs from the contract
  Provider.region added
  Provider.details removed
src/generated/validators.js differs from the contract
  Provider.name maxLength changed
  Provider.region added
  Provider.details removed
src/generated/validators.d.ts is missing
src/generated/judge.js differs from the contract
  Provider.name maxLength changed
  Provider.region added
  Provider.details removed
Run: npx blackbox-contract generate --contract openapi/api.yaml --out src/generated
`,
    })
    expect(await readdir(join(cwd, 'src/generated'))).not.toContain('validators.d.ts')
  })

  it('is content after what it told to run', async () => {
    expect((await run(`${own} --check`)).code).toBe(1)
    await run(own)
    expect((await run(`${own} --check`)).code).toBe(0)
  })
})

describe('generate on bad input', () => {
  const cases: [string, { given: string; want: string }][] = [
    [
      'no folder for a contract of one’s own',
      {
        given: '--contract openapi/api.yaml',
        want: 'error: generate does not know where to write. Name a folder: --out src/generated.',
      },
    ],
    [
      '--check with --watch',
      {
        given: `${own} --check --watch`,
        want: 'error: generate takes either --check or --watch, not both.',
      },
    ],
    [
      'a missing document',
      {
        given: '--contract openapi/none.yaml --out out',
        want: 'error: openapi/none.yaml does not exist.',
      },
    ],
    [
      'a file for a folder',
      { given: '--contract openapi/api.yaml --out openapi/api.yaml', want: 'cannot be read' },
    ],
    [
      'an empty document',
      { given: '--contract openapi/empty.yaml --out out', want: 'error: openapi/empty.yaml' },
    ],
    [
      'a document without types',
      { given: '--contract openapi/bad.yaml --out out', want: 'has no TypeScript types' },
    ],
  ]
  it.each(cases)('%s', async (_, { given, want }) => {
    await writeFile(join(cwd, 'openapi/empty.yaml'), '')
    await writeFile(
      join(cwd, 'openapi/bad.yaml'),
      providers.replace('details: { type: object }', 'details: 5'),
    )
    const { code, text } = await run(given)
    expect(code).toBe(2)
    expect(text).toContain(want)
    expect(text.trimEnd().split('\n')).toHaveLength(1)
    expect((await readdir(cwd)).sort()).toEqual(['openapi'])
    expect(await readFile(join(cwd, 'openapi/api.yaml'), 'utf8')).toBe(providers)
  })
})

describe('generate --watch', () => {
  it('follows saves, replacements and broken documents until it is stopped', async () => {
    const document = join(cwd, 'openapi/api.yaml')
    const types = () => readFile(join(cwd, 'src/generated/types.ts'), 'utf8')
    const stop = new AbortController()
    const watch = start(`${own} --watch`, stop.signal)
    await watch.saw(/watching openapi\/api\.yaml\n$/)

    await writeFile(document, providers.replace('uri:', 'address:'))
    await watch.saw(/types\.ts written/)
    expect(await types()).toContain('address?:')

    await writeFile(document, 'openapi: [')
    await watch.saw(/error: openapi\/api\.yaml/)
    expect(await types()).toContain('address?:')

    await writeFile(join(cwd, 'openapi/.api.yaml.swp'), providers.replace('uri:', 'place:'))
    await rename(join(cwd, 'openapi/.api.yaml.swp'), document)
    await watch.saw(/types\.ts written/)
    expect(await types()).toContain('place?:')

    await rm(document)
    await watch.saw(/error: openapi\/api\.yaml does not exist/)
    await writeFile(document, providers)
    await watch.saw(/types\.ts written/)
    expect(await types()).toContain('uri?:')

    stop.abort()
    expect(await watch.code).toBe(0)
  }, 60_000)

  it('follows a document that the contract refers to', async () => {
    const text = providers.replace("'#/components/schemas/problem'", "'./problem.yaml'")
    await writeFile(
      join(cwd, 'openapi/problem.yaml'),
      'type: object\nproperties: { title: { type: string } }\n',
    )
    await writeFile(join(cwd, 'openapi/api.yaml'), text)
    const stop = new AbortController()
    const watch = start(`${own} --watch`, stop.signal)
    await watch.saw(/watching/)
    await writeFile(
      join(cwd, 'openapi/problem.yaml'),
      'type: object\nproperties: { detail: { type: string } }\n',
    )
    await watch.saw(/types\.ts written/)
    expect(await readFile(join(cwd, 'src/generated/types.ts'), 'utf8')).toContain('detail?:')
    stop.abort()
    expect(await watch.code).toBe(0)
  }, 60_000)

  it('says that there is no folder to watch', async () => {
    const { code, text } = await run('--contract none/api.yaml --out out --watch')
    expect(code).toBe(2)
    expect(text).toContain('none cannot be watched: there is no such folder.')
  })
})
