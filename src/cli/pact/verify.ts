// `pact verify`: a provider held to pacts by Pact's own verifier, and its answers judged by the contract.
import type { PactFile, Verification } from '../../adapters/pact/verify-pacts.ts'
import { ToolError } from '../../errors.ts'
import { buildReport } from '../../report.ts'
import { count } from '../../reporters/words.ts'
import { readPact } from '../../traffic/pact/pact.ts'
import type { Environment, ExitCode } from '../command.ts'
import { openContract } from '../contract-option.ts'
import { startEvidence } from '../evidence-option.ts'
import { pactFiles, readPactText } from '../pact-option.ts'
import { quoted } from '../values.ts'
import { brokerPacts } from './broker-pacts.ts'
import type { PactContext } from './pact-flags.ts'

/** A flag's value as a URL to which paths can be added. Throws E_USAGE for another. */
export function checkUrl(flag: string, url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const isPlain = parsed !== undefined && /^https?:$/.test(parsed.protocol) && !/[?#]/.test(url)
  if (parsed !== undefined && (parsed.username !== '' || parsed.password !== '')) {
    throw new ToolError('E_USAGE', `${flag} is refused: others could read the password in it.`, {
      hint: 'The key to the API comes from BLACKBOX_API_KEY.',
    })
  }
  if (isPlain) return url
  throw new ToolError('E_USAGE', `${flag} is not a URL of a server: ${quoted(url)}.`, {
    hint: 'Write it like http://localhost:3000/api, without a query.',
  })
}

/** The key from the environment; undefined where there is none. */
export function apiKey({ BLACKBOX_API_KEY: value }: Environment): string | undefined {
  const key = value?.trim() ?? ''
  // The error of fetch for such a header would repeat it.
  if (!/^[\x21-\x7e]*$/.test(key)) {
    throw new ToolError('E_CONFIG', 'BLACKBOX_API_KEY has characters that no key has.', {
      hint: 'Was it copied whole?',
    })
  }
  return key === '' ? undefined : key
}

export async function readPacts(paths: readonly string[], cwd: string): Promise<PactFile[]> {
  const files: PactFile[] = []
  for (const path of paths) files.push({ source: path, text: await readPactText(path, cwd) })
  return files
}

/** Refuses pacts of several providers: they cannot all be meant by one URL. */
export function checkProviders(files: readonly PactFile[]): void {
  const named = files.map(({ text, source }) => readPact(text, source).provider)
  const names = [...new Set(named)]
  if (names.length < 2) return
  const list = names.map(quoted).join(', ')
  throw new ToolError('E_INPUT', `The pacts are of different providers: ${list}.`, {
    hint: 'Verify the pacts of one provider at a time: name the files.',
  })
}

/** What was left out and why, for people. */
export function leftOutNotes({ leftOut }: Verification): string[] {
  const { states, other } = leftOut
  const needy = `${count(states, 'interaction')} left out, since provider states can be set up nowhere; --states URL names the place`
  const strange = `${count(other, 'interaction')} left out that HTTP does not carry`
  return [...(states > 0 ? [`pact: ${needy}`] : []), ...(other > 0 ? [`pact: ${strange}`] : [])]
}

/** Why nothing at all was verified. */
export function nothingWords(found: Verification): string {
  // Of what was not verified, nothing else is left unchecked.
  const [unread] = found.unchecked
  const [note] = leftOutNotes(found)
  return unread?.reason ?? note?.slice('pact: '.length) ?? 'there is no interaction at all'
}

function nothingVerified(sources: readonly string[], found: Verification): ToolError {
  const where = sources.join(', ') || 'pact verify'
  const words = nothingWords(found)
  return new ToolError('E_INPUT', `${where}: nothing was verified.`, {
    hint: `${words.charAt(0).toUpperCase()}${words.slice(1)}.`,
  })
}

async function chosenPacts(context: PactContext) {
  const broker = await brokerPacts(context)
  if (broker !== undefined) {
    const files = broker.pacts.map(({ name, text, pending }) => ({ source: name, text, pending }))
    return { files, publish: broker.publish }
  }
  const paths = await pactFiles(context)
  return { files: await readPacts(paths, context.cwd), publish: async () => undefined }
}

function providerOf({ options, fetch: send }: PactContext) {
  if (options.url === undefined) {
    throw new ToolError('E_USAGE', 'pact verify needs --url URL.', {
      hint: 'It names the provider that is held to the pacts.',
    })
  }
  const url = checkUrl('--url', options.url)
  const statesUrl = options.states && checkUrl('--states', options.states)
  const timeoutMs = options.timeout
  return { name: url, url, statesUrl, timeoutMs, fetch: (request: Request) => send(request) }
}

export async function verifyProvider(context: PactContext): Promise<ExitCode> {
  const { now, env, signal, options } = context
  const start = now()
  const provider = providerOf(context)
  const key = apiKey(env)
  const contract = await openContract(context)
  const witness = await startEvidence(context, contract)
  const { files, publish } = await chosenPacts(context)
  checkProviders(files)
  const { verifyPacts } = await import('../../adapters/pact/verify-pacts.ts')
  const { credentialReplacer } = await import('../../traffic/pact/placeholder-key.ts')
  context.progress(`verifying ${count(files.length, 'pact')}`)
  const found = await verifyPacts(files, {
    ...{ contract, provider, signal, env, observe: witness.observe },
    ...(key === undefined ? {} : { prepare: credentialReplacer(contract, key) }),
  })
  if (found.interactions === 0) {
    throw nothingVerified(
      files.map(({ source }) => source),
      found,
    )
  }
  await publish(found.results.map(({ success }) => success))
  const evidence = await witness.conclude()
  context.progress('')
  const report = buildReport({
    contract,
    exchanges: found.exchanges,
    operations: found.operations.length,
    findings: [...found.findings, ...evidence.findings],
    unchecked: found.unchecked,
    durationMs: now() - start,
    notes: [
      `pact: ${count(found.interactions, 'interaction')} of ${count(files.length, 'pact')} verified`,
      ...leftOutNotes(found),
      ...evidence.notes,
    ],
    coverage: evidence.coverage,
    allowUnchecked: options['allow-unchecked'],
  })
  return context.publish(report)
}
