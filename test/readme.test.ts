// The README keeps its word: its blocks are generated or run, its links lead somewhere, its folders exist.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { refresh } from '../scripts/generated-blocks.ts'
import { readmeBlocks } from '../scripts/readme-blocks.ts'
import { loadContract } from '../src/adapters/contract-file.ts'
import { serve } from '../src/adapters/serve.ts'
import { createReferenceProvider } from '../src/reference/provider.ts'
import { startBrokerDouble } from './adapters/broker-double.ts'
import { blocksOf } from './readme/blocks.ts'
import { type Answer, preload, startLoopback } from './readme/loopback.ts'
import { openWorkshop, type Ran, root, type Workshop } from './readme/workshop.ts'

const readme = read('README.md')
const blocks = blocksOf(readme)
const contributing = read('CONTRIBUTING.md')

// Programs are started and compiled, on machines that share their cores.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

function read(name: string): string {
  return readFileSync(join(root, name), 'utf8').replaceAll('\r\n', '\n')
}

/** The text of the one block of a language under a heading. */
function block(heading: string, language: string, from = blocks): string {
  const found = from.filter((each) => each.heading === heading && each.language === language)
  expect(found, `${language} blocks under "${heading}"`).toHaveLength(1)
  return found[0]?.text ?? ''
}

/** Made when it is first asked for, whichever test that is. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

const title = 'blackbox-contract'
const inClone = [title]
const inProject = [
  'The typed client',
  'In CI, on recorded traffic',
  'Your own OpenAPI document',
  'Pacts and a Pact Broker',
  'A live API',
]

/** An API that does as the contract says, with one provider in it. */
async function serveReference(options: { keys?: string[] } = {}) {
  const contract = await loadContract('openapi/blackbox.yaml', { cwd: root })
  return serve(createReferenceProvider({ contract, populated: true, ...options }).fetch)
}

describe('the README', () => {
  it('is short, and shows its two commands before line 25', () => {
    const lines = readme.split('\n')
    expect(lines.length).toBeLessThan(300)
    const start = lines.slice(0, 24).join('\n')
    expect(start).toContain('npm ci && npm run gate')
    expect(start).toContain('npm cit')
  })

  it('has no block that is neither generated nor run here', () => {
    const shown = blocks.filter(({ language }) => language !== 'text')
    expect([...new Set(shown.map(({ heading }) => heading))].sort()).toEqual(
      [...inClone, ...inProject].sort(),
    )
    expect(
      shown.map(({ language }) => language).filter((each) => !/^(?:sh|ts)$/.test(each)),
    ).toEqual([])
  })

  it.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'])(
    'has links that lead somewhere: %s',
    (name) => {
      const targets = [...read(name).matchAll(/\]\((?!https?:)(?<path>[^)#]+)/g)]
      for (const { groups } of targets)
        expect(existsSync(join(root, groups?.path ?? ''))).toBe(true)
    },
  )

  it.each(['README.md', 'CONTRIBUTING.md'])('names only scripts of the package: %s', (name) => {
    const { scripts = {} }: { scripts?: Record<string, string> } = JSON.parse(read('package.json'))
    const named = [...read(name).matchAll(/npm run (?<script>[\w:-]+)/g)]
    expect(named.length).toBeGreaterThan(0)
    const unknown = named
      .map(({ groups }) => groups?.script ?? '')
      .filter((each) => !(each in scripts))
    expect(unknown).toEqual([])
  })

  it('has every folder of src in its map, and no other', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `src/${name}/`)
    const rows = readme.split('\n').filter((each) => each.startsWith('| `src/'))
    const named = rows.flatMap((row) => row.match(/(?<=`)src\/\w+\/(?=`)/g) ?? [])
    expect(named.sort()).toEqual(folders.sort())
  })
})

describe.skipIf(process.platform === 'win32')('the blocks (they need sh)', () => {
  let workshop: Workshop
  let gate: Promise<Ran>

  const inFolder = (folder: string) => async (script: string, env?: Record<string, string>) => {
    const ran = await workshop.sh(script, folder, env)
    expect(ran.exitCode, `${script}\n${ran.stdout}${ran.stderr}`).toBe(0)
    return ran
  }

  beforeAll(async () => {
    workshop = await openWorkshop()
    // It takes its time, and the project's blocks need not wait for it.
    gate = workshop.sh(block(title, 'sh'), workshop.clone)
    gate.catch(() => undefined)
  })

  afterAll(async () => {
    await gate.catch(() => undefined)
    await workshop.close()
  })

  describe('in a project', () => {
    let loopback: Awaited<ReturnType<typeof startLoopback>>
    const tsx = join(root, 'node_modules', '.bin', 'tsx')
    const run = (script: string, env?: Record<string, string>) =>
      inFolder(workshop.project)(script, env)
    const node = (file: string) =>
      run(`'${tsx}' --import '${preload(loopback.port)}' src/${file}`, {
        BLACKBOX_API_KEY: 'key',
        ORDERS_API_KEY: 'key',
      })

    const own = once(() => run(block('Your own OpenAPI document', 'sh')))

    beforeAll(async () => {
      loopback = await startLoopback()
      const source = (name: string) => join(workshop.project, 'src', name)
      await writeFile(source('client.ts'), block('The typed client', 'ts'))
      await writeFile(source('orders.ts'), block('Your own OpenAPI document', 'ts'))
    })
    afterAll(() => loopback.close())

    it('judge a recording', async () => {
      const { stdout } = await run(block('In CI, on recorded traffic', 'sh'))
      expect(stdout.match(/^PASS {2}.* 1 exchange /gm)).toHaveLength(3)
      const report = JSON.parse(await readFile(join(workshop.project, 'report.json'), 'utf8'))
      expect(report).toMatchObject({ version: 1, verdict: 'pass' })
    })

    it("judge another API's recording, generate its files and run its gate", async () => {
      const { stdout } = await own()
      expect(stdout).toMatch(/^mock {7}pass/m)
    })

    it('hold a consumer and a provider to a pact, and tell a broker', async () => {
      const broker = await startBrokerDouble()
      const provider = await serveReference()
      try {
        const script = block('Pacts and a Pact Broker', 'sh')
        const { stdout } = await run(script.replaceAll('http://localhost:3000', provider.url), {
          PACT_BROKER_BASE_URL: broker.url,
        })
        expect(stdout.match(/^PASS {2}/gm)).toHaveLength(3)
      } finally {
        await Promise.all([broker.close(), provider.close()])
      }
    })

    it('verify a live API, and judge its recording again', async () => {
      const key = 'the-key-that-is-good'
      const provider = await serveReference({ keys: [key] })
      try {
        const here = block('A live API', 'sh')
          .replaceAll('https://blackbox.dasha.ai', provider.url)
          .replace('check live.har', `check live.har --base-url ${provider.url}`)
        const { stdout } = await run(here, { BLACKBOX_API_KEY: key })
        expect(stdout.match(/^PASS {2}/gm)).toHaveLength(2)
        expect(stdout).not.toContain(key)
      } finally {
        await provider.close()
      }
    })

    it('compile', async () => {
      await own()
      await run(`'${join(root, 'node_modules', '.bin', 'tsc')}' -p .`)
    })

    it.each<
      [string, { given: Partial<Answer> & { status: number; change?: object }; want: unknown }]
    >([
      ['an honest answer', { given: { status: 200 }, want: `AC${'a'.repeat(32)} verified\n` }],
      [
        'an answer that breaks the contract',
        {
          given: { status: 200, change: { accountSid: `TK${'b'.repeat(32)}` } },
          want: expect.stringMatching(/^\/response\/body\/accountSid is .*\^AC/),
        },
      ],
      [
        'a refusal',
        {
          given: {
            status: 404,
            type: 'application/problem+json',
            body: { title: 'Not Found', status: 404 },
          },
          want: '404 Not Found\n',
        },
      ],
    ])('are a client that tells of %s', async (_, { given, want }) => {
      const recording = JSON.parse(read('test/readme/recording.har'))
      const honest = JSON.parse(recording.log.entries[0].response.content.text)
      const { change, ...answer } = given
      loopback.set({ type: 'application/json', body: { ...honest, ...change }, ...answer })
      expect((await node('client.ts')).stdout).toEqual(want)
    })

    it('are a client of another API', async () => {
      await own()
      const body = { id: 1042, state: 'sent', total: 19.99 }
      loopback.set({ status: 200, type: 'application/json', body })
      expect((await node('orders.ts')).stdout).toBe('sent true\n')
    })
  })

  describe('in a clone', () => {
    const run = (script: string) => inFolder(workshop.clone)(script)

    it('run the gate, and the generated blocks say what the commands say', async () => {
      const { exitCode, stdout } = await gate
      expect(exitCode, stdout).toBe(0)
      const made = readmeBlocks(root)
      const said = { ...made, gate: () => `\`\`\`text\n${stdout.trim()}\n\`\`\`` }
      const { names, drifted } = await refresh(readme, said)
      // The one other block is CONTRIBUTING's.
      expect([...names, 'weaker-types'].sort()).toEqual(Object.keys(made).sort())
      expect(drifted).toEqual([])
    })

    it('bring the generated files up to date after a change', async () => {
      await gate
      const contract = join(workshop.clone, 'openapi', 'blackbox.yaml')
      const changed = (await readFile(contract, 'utf8')).replace(
        '        supportsCallTransfer:\n',
        '        nickname:\n          type: string\n        supportsCallTransfer:\n',
      )
      await writeFile(contract, changed)
      const { stdout } = await run(
        block('After a change of the contract', 'sh', blocksOf(contributing)),
      )
      expect(stdout).toMatch(/types\.ts written/)
      expect(stdout).toMatch(/^generated {2}pass/m)
      const types = await readFile(join(workshop.clone, 'src/generated/types.ts'), 'utf8')
      expect(types).toContain('nickname?: string')
    })

    it('add a check by one file and an entry, known to rules, docs and check', async () => {
      await gate
      const code = block('Adding a check', 'ts', blocksOf(contributing))
      const id = /id: '(?<id>[\w-]+)'/.exec(code)?.groups?.id ?? ''
      const name = /const (?<name>\w+): Check/.exec(code)?.groups?.name ?? ''
      expect(contributing).toContain(`\`src/checks/${id}.ts\``)
      await writeFile(join(workshop.clone, 'src', 'checks', `${id}.ts`), code)
      const registry = join(workshop.clone, 'src', 'checks', 'index.ts')
      const list = await readFile(registry, 'utf8')
      const entry = `import { ${name} } from './${id}.ts'\n`
      await writeFile(registry, entry + list.replace('= [\n', `= [\n  ${name},\n`))
      const tables = '<!-- generated: rules -->\n<!-- /generated -->\n'
      await writeFile(join(workshop.clone, 'README.md'), tables)

      const recording = 'test/readme/recording.har'
      const har = join(workshop.clone, recording)
      const text = await readFile(har, 'utf8')
      await writeFile(har, text.replace('"status": 200', '"status": 429'))
      const script = [
        'npm run generate',
        'tsx() { ./node_modules/.bin/tsx "$@"; }',
        `tsx src/cli.ts check ${recording} || test $? = 1`,
        'npm run docs -- --check || test $? = 1',
        'npm run docs',
        'npm run docs -- --check',
        'tsx src/cli.ts rules',
      ].join('\n')
      const { stdout } = await run(script)
      expect(stdout).toContain('warning  retry-after  /response/headers/retry-after')
      expect(stdout).toMatch(/README\.md: drifted: rules\nRun: npm run docs\n/)
      expect(stdout).toContain('README.md: rewritten: rules\n')
      expect(stdout).toContain('README.md: 1 generated blocks, all up')
      expect(stdout).toMatch(/^retry-after +warning +Refusal for now says until when$/m)
      expect(await readFile(join(workshop.clone, 'README.md'), 'utf8')).toMatch(
        /^\| `retry-after` +\| Refusal for now says until when +\| warning +\|$/m,
      )
    })
  })
})
