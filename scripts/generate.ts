// Rebuilds all that this package commits of generated code: the judge's text, then the contract's files.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageRoot } from '../src/adapters/package-root.ts'
import { writeTextFile } from '../src/adapters/write-file.ts'
import { main } from '../src/cli/main.ts'
import { driftLines, isCurrent } from '../src/codegen/drift.ts'
import { runtimeModule } from './bundle-runtime.ts'

const root = packageRoot()
const file = join('src', 'generated', 'runtime-source.ts')
const path = join(root, file)
const check = process.argv.includes('--check')
const wanted = await runtimeModule(root)
const found = await readFile(path, 'utf8').catch(() => '')
const isStale = !isCurrent(wanted, found)

if (isStale && check) {
  const drift = { file, kind: 'changed', changes: ['the judge has changed'] } as const
  process.stdout.write(`${driftLines(drift).join('\n')}\nRun: npm run generate\n`)
}
if (isStale && !check) {
  await writeTextFile(path, wanted)
  process.stdout.write(`${file} written\n`)
}

// Loaded only now: the command reads the judge's text that has just been written.
const code = await main(
  {
    argv: ['generate', ...process.argv.slice(2)],
    env: process.env,
    cwd: root,
    stdin: process.stdin,
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    stdoutColumns: undefined,
    stderrColumns: undefined,
    fetch,
    now: Date.now,
    signal: new AbortController().signal,
  },
  { generate: async () => (await import('../src/cli/commands/generate.ts')).generate },
)
process.exitCode = isStale && check && code === 0 ? 1 : code
