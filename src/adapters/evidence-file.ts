// Reads and writes the file in which evidence is kept from run to run.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ToolError } from '../errors.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { evidenceText, readEvidence } from '../evidence/evidence-text.ts'
import { writeTextFile } from './write-file.ts'

/** What the file holds; undefined where there is none yet. */
export async function readEvidenceFile(path: string, cwd: string): Promise<Evidence | undefined> {
  let text: string
  try {
    text = await readFile(resolve(cwd, path), 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOENT') return undefined
    throw new ToolError('E_INPUT', `${path} cannot be read.`, {
      hint: 'Name a file that you may read and write, or one that does not exist yet.',
      cause,
    })
  }
  return readEvidence(text, path)
}

/** Replaces the file whole, or leaves it as it was. */
export async function writeEvidenceFile(
  path: string,
  cwd: string,
  evidence: Evidence,
): Promise<void> {
  const absolute = resolve(cwd, path)
  await writeTextFile(absolute === resolve(path) ? path : absolute, evidenceText(evidence))
}
