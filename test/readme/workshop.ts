// Two temporary folders in which the README's blocks are run: a clone of this repository, and a user's project.
import { spawn } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export type Ran = { exitCode: number | null; stdout: string; stderr: string }

export type Workshop = {
  clone: string
  project: string
  /** Runs a script by `sh -e` in a folder, where `npx blackbox-contract` is the one of this checkout. */
  sh: (script: string, folder: string, env?: Record<string, string>) => Promise<Ran>
  close: () => Promise<void>
}

const cloned = [
  'src',
  'scripts',
  'openapi',
  'contracts',
  'test/consumer',
  'test/readme',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'CONTRIBUTING.md',
]

const deadlineMs = 110_000

/** The command from its sources: a checkout need not be built to be tested. */
const npx = `#!/bin/sh
[ "$1" = blackbox-contract ] || exit 127
shift
exec '${join(root, 'node_modules', '.bin', 'tsx')}' '${join(root, 'src', 'cli.ts')}' "$@"
`

/** The clone shares our node_modules, and `npm cit` is what is running this very test. */
const npm = `#!/bin/sh
case "$1" in ci|cit) exit 0 ;; esac
PATH='${process.env.PATH}' exec npm "$@"
`

async function makeClone(folder: string): Promise<void> {
  for (const name of cloned) {
    await cp(join(root, name), join(folder, name), { recursive: true })
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir')
}

/** A user's project: strict, with a recording of one honest answer and a document of its own. */
async function makeProject(folder: string): Promise<void> {
  await mkdir(join(folder, 'src'), { recursive: true })
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    noUnusedLocals: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules', '@types')],
    paths: { 'blackbox-contract': [join(root, 'src', 'index.ts')] },
  }
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['src'] }),
  )
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n')
  for (const name of ['orders.yaml', 'orders.har']) {
    await cp(join(root, 'test', 'readme', name), join(folder, name))
  }
  await cp(join(root, 'contracts', 'blackbox-client-BlackBox.json'), join(folder, 'pact.json'))
  const recording: { log: { entries: unknown[] } } = JSON.parse(
    await readFile(join(root, 'test', 'readme', 'recording.har'), 'utf8'),
  )
  recording.log.entries.splice(1)
  await writeFile(join(folder, 'recording.har'), JSON.stringify(recording))
}

async function makeBin(folder: string): Promise<void> {
  await mkdir(folder)
  for (const [name, text] of Object.entries({ npx, npm })) {
    await writeFile(join(folder, name), text)
    await chmod(join(folder, name), 0o755)
  }
}

export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'readme-'))
  const [clone, project, bin] = [
    join(folder, 'clone'),
    join(folder, 'project'),
    join(folder, 'bin'),
  ]
  await Promise.all([makeClone(clone), makeProject(project), makeBin(bin)])
  const base = {
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    HOME: process.env.HOME ?? folder,
    NO_COLOR: '1',
    // Else npm repeats each script before it runs it.
    npm_config_loglevel: 'silent',
  }
  return {
    clone,
    project,
    sh: (script, cwd, env = {}) => run(script, cwd, { ...base, ...env }),
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

function run(script: string, cwd: string, env: Record<string, string>): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-e', '-c', script], { cwd, env, timeout: deadlineMs })
    const output = { stdout: '', stderr: '' }
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text
      })
    }
    child.stdin.end()
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode, ...output }))
  })
}
