// Where generated files belong, and the command that brings them up to date.
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { packageRoot } from '../adapters/package-root.ts'

export type GeneratedTarget = { folder: string; mend: string }

type Given = {
  cwd: string
  options: {
    contract: string | undefined
    out: string | undefined
    'allow-remote-refs': boolean
  }
}

function shellWord(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** The folder that --out names, or that of this package's own files; undefined where there is neither. */
export function generatedTarget({ options, cwd }: Given): GeneratedTarget | undefined {
  const sources = join(packageRoot(), 'src')
  // Only a checkout of this package has sources; an installed one must not be written into.
  const usual = options.contract === undefined && existsSync(sources)
  const folder = options.out ?? (usual ? relative(cwd, join(sources, 'generated')) : undefined)
  if (folder === undefined) return undefined
  const given = [
    ...(options.contract === undefined ? [] : ['--contract', shellWord(options.contract)]),
    ...(options.out === undefined ? [] : ['--out', shellWord(options.out)]),
    ...(options['allow-remote-refs'] ? ['--allow-remote-refs'] : []),
  ]
  return { folder, mend: ['npx blackbox-contract generate', ...given].join(' ') }
}
