// Takes pacts from a Pact Broker for verification by a provider, and returns the results to it.
import { type Json, type JsonObject, member } from '../../contract/json.ts'
import { packageVersion } from '../package-root.ts'
import { type Broker, brokerError } from './hal.ts'
import { linked, readIndex, target } from './hal-link.ts'

/** A pact as the broker keeps it. */
export type BrokerPact = {
  /** `Pact between Foo (1.0.0) and Bar`. */
  name: string
  /** The pact itself, byte for byte: numbers such as 1.0 would not survive being read and written. */
  text: string
  /** Never yet verified by this branch of the provider: its failure must not break the build. */
  pending: boolean
  /** Why it is to be verified, in the broker's words. */
  notices: readonly string[]
  /** Where its results go. */
  resultsUrl: string
}

export type PactsQuestion = {
  provider: string
  branch: string | undefined
  /** Branches of consumers whose pacts are wanted; if none, what Pact recommends. */
  consumerBranches: readonly string[]
}

/** The main branches, the branch of the same name, and whatever is deployed or released. */
function selectorsOf({ branch, consumerBranches }: PactsQuestion): Json[] {
  if (consumerBranches.length > 0) return consumerBranches.map((each) => ({ branch: each }))
  const matching = branch === undefined ? [] : [{ matchingBranch: true }]
  return [{ mainBranch: true }, ...matching, { deployedOrReleased: true }]
}

/** Asks which pacts a provider must honour, and reads each of them. */
export async function pactsForVerification(
  broker: Broker,
  asked: PactsQuestion,
): Promise<BrokerPact[]> {
  const relation = 'provider-pacts-for-verification'
  const href = linked(await readIndex(broker), [`pb:${relation}`, `beta:${relation}`])
  if (href === undefined) {
    throw brokerError(
      broker.base,
      `has no link pb:${relation} in its index.`,
      'It must be a Pact Broker of version 2.42 or later, and this must be its address.',
    )
  }
  const { body } = await broker.send({
    doing: `for the pacts that ${asked.provider} must honour`,
    url: target(broker, href, { provider: asked.provider }),
    method: 'POST',
    body: {
      consumerVersionSelectors: selectorsOf(asked),
      ...(asked.branch === undefined
        ? {}
        : { providerVersionBranch: asked.branch, includePendingStatus: true }),
    },
  })
  const listed = member(member(body, '_embedded'), 'pacts')
  if (!Array.isArray(listed)) {
    throw brokerError(broker.base, 'lists no pacts when asked for those to be verified.')
  }
  const pacts: BrokerPact[] = []
  for (const each of listed) pacts.push(await readPact(broker, each))
  return pacts
}

async function readPact(broker: Broker, listed: Json): Promise<BrokerPact> {
  const resource: JsonObject = { _links: member(listed, '_links') ?? null }
  const href = linked(resource, ['self'])
  if (href === undefined) throw brokerError(broker.base, 'lists a pact without saying where it is.')
  const { body, text } = await broker.send({ doing: 'for a pact', url: target(broker, href) })
  const results = linked(body, ['pb:publish-verification-results'])
  if (results === undefined) {
    throw brokerError(broker.base, 'does not say where the results of a pact go.')
  }
  const properties = member(listed, 'verificationProperties')
  const notices = member(properties, 'notices')
  const name = member(member(member(resource, '_links'), 'self'), 'name')
  return {
    name: typeof name === 'string' ? name : target(broker, href),
    text,
    pending: member(properties, 'pending') === true,
    notices: (Array.isArray(notices) ? notices : [])
      .map((notice) => member(notice, 'text'))
      .filter((notice) => typeof notice === 'string'),
    resultsUrl: target(broker, results),
  }
}

export type Results = {
  provider: string
  version: string
  branch: string | undefined
  tags: readonly string[]
  buildUrl: string | undefined
  results: readonly { pact: BrokerPact; success: boolean }[]
}

/** Says which version of the provider honours which pact, and which does not. */
export async function publishResults(broker: Broker, given: Results): Promise<void> {
  const { provider, version, branch, tags, buildUrl, results } = given
  const index = await readIndex(broker)
  const place = async (relation: string, values: Readonly<Record<string, string>>) => {
    const href = linked(index, [relation])
    if (href === undefined) throw brokerError(broker.base, `has no link ${relation} in its index.`)
    const url = target(broker, href, { pacticipant: provider, version, ...values })
    await broker.send({ doing: 'to name a version', url, method: 'PUT', body: {} })
  }
  // Before the results: whether a pact is still pending depends on the branch of its verification.
  if (branch !== undefined) await place('pb:pacticipant-branch-version', { branch })
  for (const tag of tags) await place('pb:pacticipant-version-tag', { tag })
  for (const { pact, success } of results) {
    await broker.send({
      doing: `to take the results of ${pact.name}`,
      url: pact.resultsUrl,
      method: 'POST',
      body: {
        success,
        providerApplicationVersion: version,
        ...(buildUrl === undefined ? {} : { buildUrl }),
        verifiedBy: { implementation: 'blackbox-contract', version: packageVersion() },
      },
    })
  }
}
