// Settles which version, branch and build a pact action is about: flags, then CI, then git.
import { ciCommit } from '../../adapters/ci-commit.ts'
import { gitCommit } from '../../adapters/git.ts'
import { ToolError } from '../../errors.ts'
import type { BrokerContext } from './broker-flags.ts'

export type ChosenVersion = {
  version: string
  branch: string | undefined
  buildUrl: string | undefined
}

function changesWords(changed: readonly string[]): string {
  const [first = '', ...rest] = changed
  return rest.length === 0 ? first : `${first} and ${rest.length} more`
}

/**
 * The version that is spoken about. What is to be published or was verified must be the commit
 * itself: with `clean`, changes beyond it are refused, since nobody could ever get that version back.
 */
export async function chosenVersion(
  { options, env, cwd }: BrokerContext,
  { clean }: { clean: boolean },
): Promise<ChosenVersion> {
  const ci = ciCommit(env)
  const given = options['pacticipant-version']?.trim()
  const buildUrl = options['build-url'] ?? ci?.buildUrl
  // Of a named version, git would not know the branch: it may be another commit.
  if (given !== undefined) {
    return { version: named(given), branch: options.branch ?? ci?.branch, buildUrl }
  }
  if (ci !== undefined) {
    return { version: ci.sha, branch: options.branch ?? ci.branch, buildUrl }
  }
  const { sha, branch, changed } = await gitCommit(cwd)
  if (clean && changed.length > 0) {
    throw new ToolError(
      'E_INPUT',
      `There are changes that commit ${sha.slice(0, 12)} does not hold: ${changesWords(changed)}.`,
      { hint: 'Commit them first, or name a version yourself: --pacticipant-version VERSION.' },
    )
  }
  return { version: sha, branch: options.branch ?? branch, buildUrl }
}

function named(version: string): string {
  if (version !== '' && !/\p{Cc}/u.test(version)) return version
  throw new ToolError('E_USAGE', '--pacticipant-version must be a word without line ends.')
}
