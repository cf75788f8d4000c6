// The flags by which the actions of `pact` speak with a Pact Broker, and what they come to.
import { type Broker, type Credential, openBroker } from '../../adapters/broker/hal.ts'
import { ToolError } from '../../errors.ts'
import type { CommandContext, Environment, FlagTable } from '../command.ts'
import { quoted } from '../values.ts'

export const brokerFlags = {
  broker: {
    type: 'string',
    value: 'URL',
    summary: 'Address of the Pact Broker',
    defaultText: 'PACT_BROKER_BASE_URL',
  },
  timeout: {
    type: 'integer',
    value: 'MS',
    summary: 'Wait so long for each whole answer',
    default: 30_000,
    min: 1,
    max: 600_000,
  },
  'from-broker': {
    type: 'boolean',
    summary: 'verify: take the pacts from the broker',
  },
  'consumer-branch': {
    type: 'list',
    value: 'NAME',
    summary: 'verify: take the pacts of these branches of the consumers',
    defaultText: 'main branches, those of the same name, and what is deployed',
  },
  'publish-results': {
    type: 'boolean',
    summary: 'verify: tell the broker what came of its pacts',
  },
  pacticipant: {
    type: 'string',
    value: 'NAME',
    summary: 'can-i-deploy: who is to be deployed; verify --from-broker: the provider',
  },
  'pacticipant-version': {
    type: 'string',
    value: 'VERSION',
    summary: 'Version that is published, verified or deployed',
    defaultText: 'the commit',
  },
  branch: {
    type: 'string',
    value: 'NAME',
    summary: 'Branch that the version belongs to',
    defaultText: 'the branch of the commit',
  },
  tag: {
    type: 'list',
    value: 'NAME',
    summary: 'publish, verify: tag for the version',
    defaultText: 'none',
  },
  'build-url': {
    type: 'string',
    value: 'URL',
    summary: 'publish, verify: page of the build, which the broker links to',
    defaultText: "the CI's own",
  },
  'to-environment': {
    type: 'string',
    value: 'NAME',
    summary: 'can-i-deploy: environment to deploy to',
    defaultText: 'beside the latest versions of all others',
  },
  'to-tag': {
    type: 'string',
    value: 'NAME',
    summary: 'can-i-deploy: tag of the versions to be deployed beside',
    defaultText: 'none',
  },
} as const satisfies FlagTable

export type BrokerContext = CommandContext<typeof brokerFlags>

const tokenOnly = 'Set PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD.'

function credentialOf(env: Environment): Credential | undefined {
  const token = env.PACT_BROKER_TOKEN?.trim() ?? ''
  const user = env.PACT_BROKER_USERNAME?.trim() ?? ''
  const password = env.PACT_BROKER_PASSWORD?.trim() ?? ''
  const wrong = (message: string, hint: string) => new ToolError('E_CONFIG', message, { hint })
  if (token !== '') {
    // The error of fetch for such a header would repeat it.
    if (!/^[\x21-\x7e]+$/.test(token)) {
      throw wrong('PACT_BROKER_TOKEN has characters that no token has.', 'Was it copied whole?')
    }
    return { authorization: `Bearer ${token}`, from: 'PACT_BROKER_TOKEN' }
  }
  if (user === '' && password === '') return undefined
  if (user === '' || password === '') {
    const missing = user === '' ? 'PACT_BROKER_USERNAME' : 'PACT_BROKER_PASSWORD'
    throw wrong(`${missing} is missing, though the other of the two is set.`, tokenOnly)
  }
  if (user.includes(':')) throw wrong('PACT_BROKER_USERNAME has a colon.', tokenOnly)
  const basic = Buffer.from(`${user}:${password}`).toString('base64')
  return {
    authorization: `Basic ${basic}`,
    from: 'the name and password of PACT_BROKER_USERNAME',
  }
}

function addressOf({ options, env }: BrokerContext): string {
  const variable = env.PACT_BROKER_BASE_URL?.trim() ?? ''
  const [text, place] =
    options.broker === undefined
      ? [variable, 'PACT_BROKER_BASE_URL']
      : [options.broker.trim(), '--broker']
  const wrong = (message: string, hint: string) => new ToolError('E_USAGE', message, { hint })
  if (text === '') {
    throw wrong('No Pact Broker is named.', 'Set PACT_BROKER_BASE_URL, or use --broker URL.')
  }
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    // It may hold a secret in a form that no URL parser finds.
    const shown = text.includes('@') ? 'what it holds' : quoted(text)
    throw wrong(`${place} must be an http or https URL, not ${shown}.`, '')
  }
  if (url.username !== '' || url.password !== '') {
    throw wrong(`${place} is refused: others could read the password in it.`, tokenOnly)
  }
  if (url.search !== '' || url.hash !== '') {
    throw wrong(`${place} must be the address of the broker alone, without query or fragment.`, '')
  }
  return url.href
}

const isLoopback = ({ hostname }: URL) =>
  /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)

/** The broker that the flags and the environment name. */
export function chosenBroker(context: BrokerContext): Broker {
  const url = addressOf(context)
  const credential = credentialOf(context.env)
  const parsed = new URL(url)
  if (credential !== undefined && parsed.protocol === 'http:' && !isLoopback(parsed)) {
    context.stderr(`warning: ${credential.from} is sent unencrypted to ${parsed.origin}.\n`)
  }
  const { fetch, signal, options } = context
  return openBroker({ url, credential, fetch, milliseconds: options.timeout, signal })
}
