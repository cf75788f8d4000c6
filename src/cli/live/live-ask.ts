// What is asked of a live provider: its URL, the key, and values for parameters, refused where they would do harm.
import type { Contract } from '../../contract/contract.ts'
import { isSecretParameter } from '../../contract/secrets.ts'
import { ToolError } from '../../errors.ts'
import { type LivePlan, type LiveProbe, planLive } from '../../traffic/live/plan.ts'
import type { Environment } from '../command.ts'
import { chosenOperations } from '../operation-option.ts'
import { apiKey, checkUrl } from '../pact/verify.ts'
import type { Secrets } from '../secrets.ts'
import { quoted } from '../values.ts'

/** A base URL as requests to it begin, without a slash at its end. Throws E_USAGE for one that holds more, or a password. */
function liveUrl(url: string): string {
  return new URL(checkUrl('--url', url)).href.replace(/\/+$/, '')
}

/** Values of parameters by name. Their texts are not repeated: some are secret. */
function readParameters(texts: readonly string[]): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  for (const text of texts) {
    const mark = text.indexOf('=')
    const name = mark < 0 ? '' : text.slice(0, mark)
    if (name === '') {
      throw new ToolError('E_USAGE', '--param gives no name and value.', {
        hint: 'Write it like --param id=7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603.',
      })
    }
    if (parameters.has(name)) {
      throw new ToolError('E_USAGE', `--param ${quoted(name)} is given more than once.`, {
        hint: 'A list is one value, with commas between its items.',
      })
    }
    parameters.set(name, text.slice(mark + 1))
  }
  return parameters
}

/** Keeps the values out of all that is written whose parameters the contract calls secret. */
function keepSecret(
  contract: Contract,
  parameters: ReadonlyMap<string, string>,
  secrets: Secrets,
): void {
  for (const operation of contract.operations) {
    for (const parameter of operation.parameters) {
      if (!isSecretParameter(contract, parameter)) continue
      secrets.add(parameters.get(parameter.name))
      secrets.add(parameters.get(`${operation.id}.${parameter.name}`))
    }
  }
}

/** An undocumented method need not get past the key to be turned down. */
function needsKey({ request, expectation }: LiveProbe): boolean {
  return request.key === 'right' && expectation.wanted !== 'unsupported'
}

function withoutKey({ probes, left, wrongKey }: LivePlan): LivePlan {
  const reason = 'BLACKBOX_API_KEY is not set'
  const out = probes.filter(needsKey)
  return {
    probes: probes.filter((probe) => !needsKey(probe)),
    left: [...left, ...out.map(({ operation, aim }) => ({ operation, aim, reason }))],
    wrongKey,
  }
}

const loopback = /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Throws E_USAGE where the key would go over the network for everybody to read. */
function checkSecrecy(plan: LivePlan, baseUrl: string, key: string | undefined): void {
  const { protocol, hostname } = new URL(baseUrl)
  const isSent = key !== undefined && plan.probes.some(({ request }) => request.key === 'right')
  if (!isSent || protocol === 'https:' || loopback.test(hostname)) return
  throw new ToolError('E_USAGE', '--url is refused: others could read the key on its way.', {
    hint: 'Write https:// instead of http://, or unset BLACKBOX_API_KEY.',
  })
}

export type LiveAsk = {
  url: string | undefined
  /** `NAME=VALUE`. */
  param: readonly string[]
  /** Keys of the operations to ask; all if empty. */
  operation: readonly string[]
  /** Keys of operations with an unsafe method that may be asked. */
  unsafe: readonly string[]
  seed: number
  /** Ids of the probes that a recording answers, where one is asked in the place of the provider. */
  recorded?: ReadonlySet<string> | undefined
}

export type Prepared = {
  /** What can be sent: without a key, nothing that needs one. */
  plan: LivePlan
  /** Undefined where no URL is given. */
  baseUrl: string | undefined
  key: string | undefined
}

/** Settles what is to be sent and where. Throws E_USAGE for what the contract does not have, or what would do harm. */
export function prepareLive(
  contract: Contract,
  ask: LiveAsk,
  { env, secrets }: { env: Environment; secrets: Secrets },
): Prepared {
  const baseUrl = ask.url === undefined ? undefined : liveUrl(ask.url)
  const parameters = readParameters(ask.param)
  const key = apiKey(env)
  keepSecret(contract, parameters, secrets)
  const chosen = new Set(chosenOperations(contract, ask.operation))
  const unsafe = ask.unsafe.length === 0 ? [] : chosenOperations(contract, ask.unsafe)
  const operations = contract.operations.filter((each) => chosen.has(each.key))
  const whole = planLive(contract, { parameters, unsafe, seed: ask.seed, operations })
  const { recorded } = ask
  // What was sent with a key can be judged again without.
  const isKeyed =
    key !== undefined || whole.probes.some((each) => needsKey(each) && recorded?.has(each.id))
  const plan = isKeyed ? whole : withoutKey(whole)
  if (baseUrl !== undefined && recorded === undefined) checkSecrecy(plan, baseUrl, key)
  return { plan, baseUrl, key }
}
