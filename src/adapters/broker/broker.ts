// Publishes pacts to a Pact Broker, and asks it whether a version may be deployed.
import type { Matrix, MatrixRow } from '../../audit/deployable.ts'
import { type Json, type JsonObject, member } from '../../contract/json.ts'
import { type Broker, brokerError } from './hal.ts'
import { linked, readIndex, target } from './hal-link.ts'

/** The pacts of one consumer version. */
export type Publication = {
  consumer: string
  version: string
  branch: string | undefined
  tags: readonly string[]
  buildUrl: string | undefined
  contracts: readonly { provider: string; content: Uint8Array }[]
}

function textsOf(list: Json | undefined, name: string): string[] {
  const items = Array.isArray(list) ? list : []
  return items.map((item) => member(item, name)).filter((text) => typeof text === 'string')
}

/** Publishes all contracts of a version at once; returns what the broker has to say of it. */
export async function publishContracts(broker: Broker, given: Publication): Promise<string[]> {
  const href = linked(await readIndex(broker), ['pb:publish-contracts'])
  if (href === undefined) {
    throw brokerError(
      broker.base,
      'has no link pb:publish-contracts in its index.',
      'It must be a Pact Broker of version 2.86 or later, and this must be its address.',
    )
  }
  const body: JsonObject = {
    pacticipantName: given.consumer,
    pacticipantVersionNumber: given.version,
    ...(given.branch === undefined ? {} : { branch: given.branch }),
    ...(given.tags.length === 0 ? {} : { tags: [...given.tags] }),
    ...(given.buildUrl === undefined ? {} : { buildUrl: given.buildUrl }),
    contracts: given.contracts.map(({ provider, content }) => ({
      consumerName: given.consumer,
      providerName: provider,
      specification: 'pact',
      contentType: 'application/json',
      content: Buffer.from(content).toString('base64'),
    })),
  }
  const url = target(broker, href)
  const answer = await broker.send({ doing: 'to publish contracts', url, method: 'POST', body })
  const notices = textsOf(member(answer.body, 'notices'), 'text')
  // Brokers before 2.90 have logs only.
  return notices.length > 0 ? notices : textsOf(member(answer.body, 'logs'), 'message')
}

export type DeploymentQuestion = {
  pacticipant: string
  version: string
  /** Where to: an environment, a tag, or beside the latest versions of the others if neither. */
  to: { environment: string } | { tag: string } | undefined
}

/** What the broker knows of a version and of those that it would meet. */
export async function readMatrix(broker: Broker, asked: DeploymentQuestion): Promise<Matrix> {
  const query = new URLSearchParams([
    ['q[][pacticipant]', asked.pacticipant],
    ['q[][version]', asked.version],
    ['latestby', 'cvp'],
  ])
  const { to } = asked
  if (to !== undefined && 'environment' in to) query.set('environment', to.environment)
  else query.set('latest', 'true')
  if (to !== undefined && 'tag' in to) query.set('tag', to.tag)
  // The index links the matrix only with a target, and under names that differ between versions.
  const url = `${broker.base}/matrix?${query}`
  const { body } = await broker.send({ doing: 'for its matrix', url })
  const summary = member(body, 'summary')
  const deployable = member(summary, 'deployable')
  const lines = member(body, 'matrix')
  if (!(typeof deployable === 'boolean' || deployable === null) || !Array.isArray(lines)) {
    throw noMatrix(broker)
  }
  const reason = member(summary, 'reason')
  return {
    // Null means that something is unknown yet.
    deployable: deployable === true,
    reasons: typeof reason === 'string' ? reason.split('\n').filter((line) => line !== '') : [],
    rows: lines
      .filter((line) => member(line, 'ignored') !== true)
      .map((line) => rowOf(line) ?? fail(noMatrix(broker))),
  }
}

function fail(error: Error): never {
  throw error
}

function noMatrix(broker: Broker): Error {
  return brokerError(
    broker.base,
    'answers something else when asked for its matrix.',
    'It must be a Pact Broker of version 2.23 or later.',
  )
}

function rowOf(line: Json): MatrixRow | undefined {
  const [consumer, provider] = [member(line, 'consumer'), member(line, 'provider')]
  const names = [member(consumer, 'name'), member(provider, 'name')]
  const versions = [consumer, provider].map((each) => member(member(each, 'version'), 'number'))
  const result = member(member(line, 'verificationResult'), 'success')
  const [consumerName, providerName] = names
  const [consumerVersion, providerVersion] = versions
  if (typeof consumerName !== 'string' || typeof providerName !== 'string') return undefined
  if (typeof consumerVersion !== 'string') return undefined
  return {
    consumer: { name: consumerName, version: consumerVersion },
    provider: {
      name: providerName,
      version: typeof providerVersion === 'string' ? providerVersion : null,
    },
    verified: typeof result === 'boolean' ? result : null,
  }
}
