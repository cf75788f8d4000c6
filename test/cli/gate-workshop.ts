// A folder with a contract and its generated files, in which one thing can be broken, and the gate run on it.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MainInput } from '../../src/cli/main.ts'
import type { Report } from '../../src/report.ts'
import { type Outcome, run } from './command-line.ts'

const blackbox = fileURLToPath(new URL('../../openapi/blackbox.yaml', import.meta.url))

export type Workshop = { folder: string; remove: () => void }

/** Where a test works: `contract.yaml`, and its generated files in `generated`. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = mkdtempSync(join(tmpdir(), 'gate-'))
  cpSync(blackbox, join(folder, 'contract.yaml'))
  const argv = ['generate', '--contract', 'contract.yaml', '--out', 'generated']
  const { exitCode, stderr } = await run({ argv, cwd: folder })
  if (exitCode !== 0) throw new Error(stderr)
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}

/** Another folder with the same files. */
export function copyWorkshop({ folder }: Workshop): Workshop {
  const copy = mkdtempSync(join(tmpdir(), 'gate-'))
  cpSync(folder, copy, { recursive: true })
  return { folder: copy, remove: () => rmSync(copy, { recursive: true }) }
}

/** Changes a file; a change that changes nothing is a mistake of the test. */
export function edit({ folder }: Workshop, name: string, change: (text: string) => string): void {
  const path = join(folder, name)
  const before = readFileSync(path, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`${name} was not changed`)
  writeFileSync(path, after)
}

export type Gated = Outcome & { report: Report; stages: Record<string, string> }

/** Runs the gate on a workshop's files, with one answer of each kind. */
export async function runGate(
  { folder }: Workshop,
  argv: readonly string[] = [],
  input: Partial<MainInput> = {},
): Promise<Gated> {
  const few = argv.some((each) => each.startsWith('--answers')) ? [] : ['--answers', '1']
  // A workshop has no pacts; the tests of pacts bring their own.
  const pactless = ['--skip', 'pacts,provider']
  const named = ['--contract', 'contract.yaml', '--out', 'generated', ...pactless, ...few]
  const outcome = await run({
    argv: ['gate', ...named, '--report', 'json=-', ...argv],
    cwd: folder,
    ...input,
  })
  const report: Report = outcome.stdout === '' ? noReport : JSON.parse(outcome.stdout)
  const stages = (report.stages ?? []).map(({ name, verdict }) => [name, verdict])
  return { ...outcome, report, stages: Object.fromEntries(stages) }
}

const noReport: Report = {
  version: 1,
  verdict: 'fail',
  contract: { title: '', version: '', path: '' },
  summary: {
    exchanges: 0,
    operations: 0,
    findings: { error: 0, warning: 0 },
    unchecked: 0,
    durationMs: 0,
  },
  findings: [],
  unchecked: [],
  notes: [],
}
