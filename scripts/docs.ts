// Rewrites the generated blocks of the documents; with --check, only names those that have drifted.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageRoot } from '../src/adapters/package-root.ts'
import { writeTextFile } from '../src/adapters/write-file.ts'
import { isToolError } from '../src/errors.ts'
import { refresh } from './generated-blocks.ts'
import { readmeBlocks } from './readme-blocks.ts'

const files = ['README.md', 'CONTRIBUTING.md']

async function run(file: string, check: boolean): Promise<number> {
  const root = packageRoot()
  const path = join(root, file)
  const { text, names, drifted } = await refresh(await readFile(path, 'utf8'), readmeBlocks(root))
  if (drifted.length === 0) {
    process.stdout.write(`${file}: ${names.length} generated blocks, all up to date\n`)
    return 0
  }
  if (check) {
    process.stdout.write(`${file}: drifted: ${drifted.join(', ')}\nRun: npm run docs\n`)
    return 1
  }
  await writeTextFile(path, text)
  process.stdout.write(`${file}: rewritten: ${drifted.join(', ')}\n`)
  return 0
}

try {
  const check = process.argv.includes('--check')
  process.exitCode = 0
  for (const file of files) if ((await run(file, check)) !== 0) process.exitCode = 1
} catch (error) {
  if (!isToolError(error)) throw error
  process.stderr.write(`error: ${error.message} ${error.hint}\n`)
  process.exitCode = 2
}
