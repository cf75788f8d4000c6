// Reads a pact file as it is, to the byte, since that is what a broker compares with.
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ToolError } from '../../errors.ts'

const mostMegabytes = 10

/** The bytes of a file; throws for one that is not there, not a file, or too large to be shared. */
export async function readPactBytes(path: string, cwd: string): Promise<Uint8Array> {
  const file = resolve(cwd, path)
  const wrong = (problem: string, cause?: unknown) =>
    new ToolError('E_INPUT', `${path} ${problem}`, { hint: 'Name a pact file.', cause })
  try {
    const found = await stat(file)
    if (!found.isFile()) throw wrong('is no file.')
    if (found.size > mostMegabytes * 1e6) throw wrong(`is larger than ${mostMegabytes} MB.`)
    return await readFile(file)
  } catch (error) {
    if (error instanceof ToolError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    throw wrong(code === 'ENOENT' ? 'does not exist.' : `cannot be read (${code}).`, error)
  }
}
