// Asks git which commit and branch a folder is at, and whether it holds changes beyond them.
import { execFile } from 'node:child_process'
import { ToolError } from '../errors.ts'

export type GitCommit = {
  /** In full. */
  sha: string
  /** Undefined for a detached head. */
  branch: string | undefined
  /** Files under version control that differ from the commit. */
  changed: readonly string[]
}

const override = 'Name the version yourself: --pacticipant-version VERSION.'

type Ended = { stdout: string; stderr: string; code: number | string }

function git(cwd: string, args: readonly string[]): Promise<Ended> {
  // A monitor is a program named in the repository's configuration: none is run for a question.
  const all = ['-c', 'core.fsmonitor=false', ...args]
  const limits = { cwd, timeout: 30_000, maxBuffer: 50_000_000 }
  return new Promise((resolve) => {
    execFile('git', all, limits, (error, stdout, stderr) => {
      resolve({ stdout, stderr, code: error === null ? 0 : (error.code ?? 'killed') })
    })
  })
}

/** The commit that is checked out in a folder. */
export async function gitCommit(cwd: string): Promise<GitCommit> {
  const head = await git(cwd, ['rev-parse', '--verify', 'HEAD^{commit}'])
  if (head.code !== 0) throw new ToolError('E_INPUT', problem(head, cwd), { hint: override })
  const branch = await git(cwd, ['symbolic-ref', '--quiet', '--short', 'HEAD'])
  const status = await git(cwd, ['status', '--porcelain', '-z', '--untracked-files=no'])
  if (status.code !== 0) throw new ToolError('E_INPUT', problem(status, cwd), { hint: override })
  return {
    sha: head.stdout.trim(),
    branch: branch.stdout.trim() || undefined,
    // A record is `XY path`; the old path of a renamed file follows as a record of its own.
    changed: status.stdout
      .split('\0')
      .filter((record) => /^[ MTADRCU]{2} /.test(record))
      .map((record) => record.slice(3)),
  }
}

function problem({ stderr, code }: Ended, cwd: string): string {
  if (code === 'ENOENT') return 'The version is not known: git is not installed.'
  if (/not a git repository/i.test(stderr)) {
    return `The version is not known: ${cwd} is in no git repository.`
  }
  if (/needed a single revision|unknown revision|bad revision/i.test(stderr)) {
    return 'The version is not known: the git repository has no commit yet.'
  }
  const [first = ''] = stderr.trim().split('\n')
  return `The version is not known: git says '${first || code}'.`
}
