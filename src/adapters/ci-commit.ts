// Reads from the variables of a CI service which commit, branch and build a run belongs to.
import { readFileSync } from 'node:fs'
import { at } from '../contract/json.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What a service says; a branch is missing where it builds a tag or a detached commit. */
export type CiCommit = {
  sha: string
  branch: string | undefined
  buildUrl: string | undefined
}

/** The commit of a pull request: GITHUB_SHA is that of a trial merge, which nobody ever deploys. */
function pullRequestHead(env: Environment): string | undefined {
  try {
    const event: unknown = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH ?? '', 'utf8'))
    // JSON.parse makes nothing else.
    const sha = at(event as Parameters<typeof at>[0], '/pull_request/head/sha')
    return typeof sha === 'string' ? sha : undefined
  } catch {
    return undefined
  }
}

type Service = (env: Environment) => {
  sha: string | undefined
  branches: readonly (string | undefined)[]
  buildUrl: string | undefined
}

const services: readonly Service[] = [
  (env) => ({
    sha: pullRequestHead(env) ?? env.GITHUB_SHA,
    branches: [
      env.GITHUB_HEAD_REF,
      env.GITHUB_REF_TYPE === 'tag' ? undefined : env.GITHUB_REF_NAME,
    ],
    buildUrl:
      env.GITHUB_RUN_ID &&
      `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`,
  }),
  (env) => ({
    sha: env.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA || env.CI_COMMIT_SHA,
    branches: [
      env.CI_MERGE_REQUEST_SOURCE_BRANCH_NAME,
      env.CI_COMMIT_BRANCH,
      env.CI_COMMIT_TAG ? undefined : env.CI_COMMIT_REF_NAME,
    ],
    buildUrl: env.CI_JOB_URL,
  }),
  (env) => ({
    sha: env.CIRCLE_SHA1,
    branches: [env.CIRCLE_BRANCH],
    buildUrl: env.CIRCLE_BUILD_URL,
  }),
  (env) => ({
    sha: env.BUILDKITE_COMMIT,
    branches: [env.BUILDKITE_BRANCH],
    buildUrl: env.BUILDKITE_BUILD_URL,
  }),
  (env) => ({ sha: env.BITBUCKET_COMMIT, branches: [env.BITBUCKET_BRANCH], buildUrl: undefined }),
  (env) => ({
    sha: env.BUILD_SOURCEVERSION,
    branches: [env.SYSTEM_PULLREQUEST_SOURCEBRANCH, env.BUILD_SOURCEBRANCH].map((ref) =>
      ref?.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined,
    ),
    buildUrl: undefined,
  }),
  (env) => ({
    sha: env.GIT_COMMIT,
    branches: [env.CHANGE_BRANCH, env.BRANCH_NAME, env.GIT_BRANCH?.replace(/^origin\//, '')],
    buildUrl: env.BUILD_URL,
  }),
]

/** The commit that a CI service is building; undefined outside of one. */
export function ciCommit(env: Environment): CiCommit | undefined {
  for (const service of services) {
    const { sha = '', branches, buildUrl } = service(env)
    if (!/^(?:[\da-f]{40}|[\da-f]{64})$/i.test(sha)) continue
    const branch = branches.find((name) => name !== undefined && name !== '' && name !== 'HEAD')
    return { sha, branch, buildUrl: buildUrl || undefined }
  }
  return undefined
}
