// Reads certificates to trust, as PEM text.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ToolError } from '../../errors.ts'

/** Throws E_CONFIG where there is no such file. Whether it holds certificates is asked where they are used. */
export async function readCertificates(path: string, cwd: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, path), 'utf8')
  } catch (cause) {
    throw new ToolError('E_CONFIG', `${path} cannot be read.`, {
      hint: 'Name a file with certificates in PEM form.',
      cause,
    })
  }
}
