// The commit and branch of a folder, and what keeps them from being known.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { gitCommit } from '../../src/adapters/git.ts'
import { ToolError } from '../../src/errors.ts'
import { gitIn } from './repository.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'git-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const git = (...args: string[]) => gitIn(folder, ...args)

function commit(): string {
  git('init', '--quiet', '--initial-branch', 'feat/näme')
  writeFileSync(join(folder, 'a b.txt'), 'one')
  git('add', '.')
  git('commit', '--quiet', '--message', 'one')
  return git('rev-parse', 'HEAD')
}

describe('gitCommit', () => {
  it('gives the commit in full and its branch', async () => {
    const sha = commit()
    expect(sha).toMatch(/^[\da-f]{40}$/)
    expect(await gitCommit(folder)).toEqual({ sha, branch: 'feat/näme', changed: [] })
  })

  it('gives no branch for a detached head', async () => {
    const sha = commit()
    git('checkout', '--quiet', '--detach')
    expect(await gitCommit(folder)).toEqual({ sha, branch: undefined, changed: [] })
  })

  it('names files that differ from the commit, staged or not, but none that git does not know', async () => {
    commit()
    writeFileSync(join(folder, 'unknown.txt'), 'x')
    expect((await gitCommit(folder)).changed).toEqual([])
    writeFileSync(join(folder, 'a b.txt'), 'two')
    expect((await gitCommit(folder)).changed).toEqual(['a b.txt'])
    git('mv', 'a b.txt', 'c.txt')
    git('add', 'unknown.txt')
    expect((await gitCommit(folder)).changed).toEqual(['c.txt', 'unknown.txt'])
  })

  it.each<[string, { given: () => string; want: RegExp }]>([
    ['a folder of no repository', { given: () => folder, want: /is in no git repository\./ }],
    [
      'a repository without a commit',
      {
        given: () => {
          git('init', '--quiet')
          return folder
        },
        want: /the git repository has no commit yet\./,
      },
    ],
  ])('says what to do in %s', async (_, { given, want }) => {
    const error = await gitCommit(given()).catch((reason) => reason)
    expect(error).toBeInstanceOf(ToolError)
    expect(error.message).toMatch(want)
    expect(error.hint).toContain('--pacticipant-version')
  })
})
