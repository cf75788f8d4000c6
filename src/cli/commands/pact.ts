// `pact`: a provider held to the pacts of its consumers, and the Pact Broker.
import { ToolError } from '../../errors.ts'
import { command } from '../command.ts'
import { pactActions, pactFlags } from '../pact/pact-flags.ts'
import { suggestion } from '../suggest.ts'
import { quoted } from '../values.ts'

export const pact = command({
  name: 'pact',
  summary: 'Hold a provider to its pacts, or talk to a Pact Broker',
  usage: 'verify|publish|can-i-deploy [FILE]...',
  details:
    "verify sends the interactions of the pact FILEs to a provider, with Pact's own verifier, and judges the answers by the contract too. publish gives the FILEs to a Pact Broker; can-i-deploy asks it whether a version may be deployed. Without FILE, verify works on the pacts of this package.",
  flags: pactFlags,
  async run(context) {
    const [action = '', ...positionals] = context.positionals
    const given = { ...context, positionals }
    switch (pactActions.find((each) => each === action)) {
      case 'verify':
        return (await import('../pact/verify.ts')).verifyProvider(given)
      case 'publish':
        return (await import('../pact/publish.ts')).publishPacts(given)
      case 'can-i-deploy':
        return (await import('../pact/can-i-deploy.ts')).canIDeploy(given)
      case undefined:
        throw new ToolError('E_USAGE', `Unknown action ${quoted(action)} of pact.`, {
          hint: suggestion(action, pactActions, `It has these: ${pactActions.join(', ')}.`),
        })
    }
  },
})
