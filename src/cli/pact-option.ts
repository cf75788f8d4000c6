// The pacts that a command works on: the files that it is given, or those that this package brings.
import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { packageRoot } from '../adapters/package-root.ts'

type Given = {
  cwd: string
  positionals: readonly string[]
  options: { contract: string | undefined; pact?: readonly string[] }
}

/** Paths as messages show them. Only the contract of this package has pacts that nobody needs to name. */
export async function pactFiles({ cwd, positionals, options }: Given): Promise<string[]> {
  const named = options.pact ?? positionals
  if (named.length > 0 || options.contract !== undefined) return [...new Set(named)]
  const folder = join(packageRoot(), 'contracts')
  const names = await readdir(folder).catch(() => [])
  const pacts = names.filter((name) => name.endsWith('.json')).sort()
  return pacts.map((name) => relative(cwd, join(folder, name)))
}

/** The text of a pact file. */
export async function readPactText(path: string, cwd: string): Promise<string> {
  const { mostMegabytes, readRecordingFile } = await import('../adapters/recording-file.ts')
  return readRecordingFile(path, { cwd, megabytes: mostMegabytes })
}
