// Writes the pact of our client anew from the consumer's tests; with --check, only says what has drifted.
import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadContract } from '../src/adapters/contract-file.ts'
import { packageRoot } from '../src/adapters/package-root.ts'
import { writeTextFile } from '../src/adapters/write-file.ts'
import { createSecrets } from '../src/cli/secrets.ts'
import { isCurrent } from '../src/codegen/drift.ts'
import { isToolError, ToolError } from '../src/errors.ts'
import { pactFileText } from '../src/traffic/pact/file.ts'
import { pactChanges } from './pact-changes.ts'

const root = packageRoot()
const tests = 'test/consumer/blackbox-client.test.ts'

/** The text of every pact that the tests write, by the name of its file. */
async function written(): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'pact-'))
  try {
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
    const { status, stdout } = spawnSync(process.execPath, [vitest, 'run', tests], {
      cwd: root,
      env: { ...process.env, PACT_FOLDER: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    })
    if (status !== 0) {
      process.stdout.write(stdout)
      const hint = 'Mend the client or the tests first; no pact was written.'
      throw new ToolError('E_PROVIDER', `${tests} fails.`, { hint })
    }
    const contract = await loadContract('openapi/blackbox.yaml', { cwd: root })
    const scrub = { contract, mask: createSecrets(process.env).redact }
    const names = (await readdir(folder)).sort()
    const texts = names.map(async (name): Promise<[string, string]> => {
      return [name, pactFileText(await readFile(join(folder, name), 'utf8'), name, scrub)]
    })
    return new Map(await Promise.all(texts))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function bring(name: string, text: string, check: boolean): Promise<number> {
  const file = join('contracts', name)
  const path = join(root, file)
  const found = await readFile(path, 'utf8').catch(() => undefined)
  const isFresh = found !== undefined && isCurrent(text, found)
  if (isFresh) process.stdout.write(`${file}: up to date\n`)
  else if (check) {
    const changes = pactChanges(text, found).map((change) => `  ${change}\n`)
    process.stdout.write(`${file} differs from its tests\n${changes.join('')}Run: npm run pact\n`)
  } else {
    await writeTextFile(path, text)
    process.stdout.write(`${file}: written\n`)
  }
  return check && !isFresh ? 1 : 0
}

try {
  const check = process.argv.includes('--check')
  process.exitCode = 0
  for (const [name, text] of await written()) {
    if ((await bring(name, text, check)) !== 0) process.exitCode = 1
  }
} catch (error) {
  if (!isToolError(error)) throw error
  process.stderr.write(`error: ${error.message} ${error.hint}\n`)
  process.exitCode = 2
}
