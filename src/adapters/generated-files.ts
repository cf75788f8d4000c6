// The generated files of a contract on the disk: read, compared, written.
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { compareOutputs, type Drift, isCurrent, type OutputFiles } from '../codegen/drift.ts'
import { generatedMark, generateFiles } from '../codegen/generate.ts'
import type { Contract } from '../contract/contract.ts'
import { ToolError } from '../errors.ts'
import { removeFile, writeTextFiles } from './write-file.ts'

/**
 * What a contract generates into a folder. The files name the document by its place relative to
 * that folder, without the steps upward: so the text does not depend on where the tool is run.
 */
export function outputsFor(contract: Contract, folder: string, cwd: string): OutputFiles {
  const place = relative(resolve(cwd, folder), resolve(cwd, contract.path))
  return generateFiles(contract, place.replace(/^(?:\.\.[\\/])+/, ''))
}

/** How a folder's generated files differ from what the contract makes of them; empty if they do not. */
export async function findDrift(wanted: OutputFiles, folder: string): Promise<Drift[]> {
  return compareOutputs(wanted, await readGenerated(folder, wanted))
}

export type Written = { written: readonly string[]; removed: readonly string[] }

/**
 * Writes the files that differ, all or none, and removes those that are no longer generated: after
 * it there is no drift.
 */
export async function writeOutputs(wanted: OutputFiles, folder: string): Promise<Written> {
  const found = await readGenerated(folder, wanted)
  const stale = [...wanted].filter(([name, text]) => !isCurrent(text, found.get(name) ?? ''))
  await writeTextFiles(new Map(stale.map(([name, text]) => [join(folder, name), text])))
  const removed = [...found.keys()].filter((name) => !wanted.has(name))
  for (const name of removed) await removeFile(join(folder, name))
  return { written: stale.map(([name]) => name), removed }
}

/** The wanted files that are there, and those that say that they were generated. */
async function readGenerated(folder: string, wanted: OutputFiles): Promise<OutputFiles> {
  const found = new Map<string, string>()
  for (const name of await namesIn(folder)) {
    if (!wanted.has(name) && !/\.[jt]s$/.test(name)) continue
    const text = await read(join(folder, name))
    if (wanted.has(name) || text.startsWith(generatedMark)) found.set(name, text)
  }
  return found
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink())
    return files.map(({ name }) => name).sort()
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw unreadable(folder, cause)
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

function unreadable(path: string, cause: unknown): ToolError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new ToolError('E_OUTPUT', `${path} cannot be read: ${reason}.`, {
    hint: 'Name another folder with --out.',
    cause,
  })
}
