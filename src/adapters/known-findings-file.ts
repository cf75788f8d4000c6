// Reads and extends the file in which a team keeps the findings that it accepts for now.
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ToolError } from '../errors.ts'
import { writeTextFile } from './write-file.ts'

const largest = 1_000_000

/** The text of the file; undefined where there is none. */
export async function readKnownFile(path: string, cwd: string): Promise<string | undefined> {
  const fail = (problem: string, cause?: unknown) =>
    new ToolError('E_CONFIG', `${path} ${problem}.`, {
      hint: 'Name a file of known findings with --known-findings FILE.',
      cause,
    })
  try {
    const found = await stat(resolve(cwd, path))
    if (!found.isFile()) throw fail('is no file')
    if (found.size > largest) throw fail('is too large for a list of known findings')
    return await readFile(resolve(cwd, path), 'utf8')
  } catch (error) {
    if (error instanceof ToolError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw fail('cannot be read', error)
  }
}

/** Replaces the file whole, or leaves it as it was; makes its folder if there is none. */
export async function writeKnownFile(path: string, cwd: string, text: string): Promise<void> {
  const absolute = resolve(cwd, path)
  await writeTextFile(absolute === resolve(path) ? path : absolute, text)
}
