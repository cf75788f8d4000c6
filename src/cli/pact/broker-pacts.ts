// `pact verify --from-broker`: the pacts that a provider must honour, and their results on the way back.
import {
  type BrokerPact,
  pactsForVerification,
  publishResults,
} from '../../adapters/broker/verification.ts'
import { ToolError } from '../../errors.ts'
import { type BrokerContext, chosenBroker } from './broker-flags.ts'
import { chosenVersion } from './version.ts'

export type BrokerPacts = {
  pacts: readonly BrokerPact[]
  /**
   * Tells the broker of each pact, in order, whether the provider honours it; undefined for one that
   * could not be verified whole, of which nothing is told. Does nothing without --publish-results.
   */
  publish: (honoured: readonly (boolean | undefined)[]) => Promise<void>
}

/**
 * The pacts that the broker wants verified by --pacticipant; undefined where files are verified.
 * Whatever would keep the results from being published is said now, and not after the work.
 */
export async function brokerPacts(context: BrokerContext): Promise<BrokerPacts | undefined> {
  const { options } = context
  if (!options['from-broker']) {
    if (!options['publish-results']) return undefined
    throw new ToolError('E_USAGE', '--publish-results needs --from-broker.', {
      hint: 'Results belong to a pact that the broker has, which a file does not name.',
    })
  }
  const { pacticipant: provider } = options
  if (provider === undefined) {
    throw new ToolError('E_USAGE', '--from-broker needs --pacticipant NAME.', {
      hint: 'It is the name of the provider in its pacts.',
    })
  }
  const broker = chosenBroker(context)
  const chosen = options['publish-results']
    ? await chosenVersion(context, { clean: true })
    : undefined
  const pacts = await pactsForVerification(broker, {
    provider,
    branch: chosen?.branch ?? options.branch,
    consumerBranches: options['consumer-branch'],
  })
  if (pacts.length === 0) {
    throw new ToolError('E_PROVIDER', `The Pact Broker has no pact for ${provider} to verify.`, {
      hint: 'Is that its name in the pacts? --consumer-branch NAME takes those of another branch.',
    })
  }
  return {
    pacts,
    publish: async (honoured) => {
      if (chosen === undefined) return
      const results = pacts.flatMap((pact, index) => {
        const success = honoured[index]
        return success === undefined ? [] : [{ pact, success }]
      })
      await publishResults(broker, { provider, ...chosen, tags: options.tag, results })
    },
  }
}
