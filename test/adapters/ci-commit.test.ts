// What the variables of a CI service say of commit, branch and build.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ciCommit } from '../../src/adapters/ci-commit.ts'
import type { Environment } from '../../src/cli/command.ts'

const sha = '4da18ef0c1b2a3948576a0b1c2d3e4f5a6b7c8d9'
const github = {
  GITHUB_SHA: sha,
  GITHUB_REF_NAME: 'main',
  GITHUB_REF_TYPE: 'branch',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'a/b',
  GITHUB_RUN_ID: '17',
}
const githubRun = 'https://github.com/a/b/actions/runs/17'

it.each<[string, { given: Environment; want: (string | undefined)[] | undefined }]>([
  ['no service', { given: {}, want: undefined }],
  ['a name for a commit', { given: { BUILDKITE_COMMIT: 'HEAD' }, want: undefined }],
  ['GitHub', { given: github, want: ['main', githubRun] }],
  [
    'GitHub, for a tag',
    {
      given: { ...github, GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' },
      want: [undefined, githubRun],
    },
  ],
  [
    'GitHub, for a pull request whose event is not there',
    {
      given: { ...github, GITHUB_HEAD_REF: 'fix', GITHUB_REF_NAME: '7/merge' },
      want: ['fix', githubRun],
    },
  ],
  [
    'GitLab',
    { given: { CI_COMMIT_SHA: sha, CI_COMMIT_BRANCH: 'x', CI_JOB_URL: 'u' }, want: ['x', 'u'] },
  ],
  [
    'GitLab, for a tag',
    { given: { CI_COMMIT_SHA: sha, CI_COMMIT_TAG: 'v1', CI_COMMIT_REF_NAME: 'v1' }, want: [] },
  ],
  [
    'GitLab, for a merge request',
    {
      given: {
        CI_COMMIT_SHA: 'f'.repeat(40),
        CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: sha,
        CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'fix',
        CI_COMMIT_REF_NAME: 'refs/merge-requests/1/merge',
      },
      want: ['fix'],
    },
  ],
  ['CircleCI', { given: { CIRCLE_SHA1: sha, CIRCLE_BRANCH: 'x' }, want: ['x'] }],
  ['Buildkite', { given: { BUILDKITE_COMMIT: sha, BUILDKITE_BRANCH: 'x' }, want: ['x'] }],
  ['Bitbucket', { given: { BITBUCKET_COMMIT: sha, BITBUCKET_BRANCH: 'x' }, want: ['x'] }],
  [
    'Azure',
    { given: { BUILD_SOURCEVERSION: sha, BUILD_SOURCEBRANCH: 'refs/heads/f/x' }, want: ['f/x'] },
  ],
  [
    'Azure, for a tag',
    { given: { BUILD_SOURCEVERSION: sha, BUILD_SOURCEBRANCH: 'refs/tags/v1' }, want: [] },
  ],
  ['Jenkins', { given: { GIT_COMMIT: sha, GIT_BRANCH: 'origin/f/x' }, want: ['f/x'] }],
])('%s', (_, { given, want }) => {
  const [branch, buildUrl] = want ?? []
  expect(ciCommit(given)).toEqual(want === undefined ? undefined : { sha, branch, buildUrl })
})

it('names the commit of a pull request on GitHub, not that of its trial merge', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ci-'))
  try {
    const event = join(folder, 'event.json')
    writeFileSync(event, JSON.stringify({ pull_request: { head: { sha } } }))
    const given = { ...github, GITHUB_SHA: 'f'.repeat(40), GITHUB_EVENT_PATH: event }
    expect(ciCommit(given)?.sha).toBe(sha)
    writeFileSync(event, 'null')
    expect(ciCommit(given)?.sha).toBe(given.GITHUB_SHA)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
