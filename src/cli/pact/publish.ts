// `pact publish`: shares pact files with a Pact Broker, as what a version of the consumer needs.
import { type Publication, publishContracts } from '../../adapters/broker/broker.ts'
import { readPactBytes } from '../../adapters/pact/bytes.ts'
import { type Json, member } from '../../contract/json.ts'
import { ToolError } from '../../errors.ts'
import { clip, visible } from '../../reporters/escape.ts'
import { readJson } from '../../traffic/json-text.ts'
import type { ExitCode } from '../command.ts'
import type { Secrets } from '../secrets.ts'
import { type BrokerContext, chosenBroker } from './broker-flags.ts'
import { pactSecrets } from './pact-secrets.ts'
import { chosenVersion } from './version.ts'

type PactFile = { path: string; consumer: string; provider: string; content: Uint8Array }

const longestNotice = 600

function input(message: string, hint: string): ToolError {
  return new ToolError('E_INPUT', message, { hint })
}

function readText(path: string, content: Uint8Array): { text: string; value: Json } {
  const wrong = (problem: string) => input(`${path} ${problem}`, 'Name a pact file.')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    throw wrong('is not a text file in UTF-8.')
  }
  const read = readJson(text)
  if (!read.ok) throw wrong(`is not JSON: it ${read.problem} at offset ${read.offset}.`)
  return { text, value: read.value }
}

/** A broker shows its pacts to many, and forgets nothing: a credential in one is given away. */
function refuseSecrets(
  path: string,
  { text, value }: ReturnType<typeof readText>,
  { redact }: Secrets,
) {
  // Escapes such as \u0041 hide a key from a search of the text, and odd spacing from the other.
  const written = JSON.stringify(value)
  if (redact(text) !== text || redact(written) !== written) {
    throw input(
      `${path} holds a secret of the environment, so it is not published.`,
      'Take it out; a pact says that there is a key, not which.',
    )
  }
  for (const { at, length } of pactSecrets(value)) {
    throw input(
      `${path}: ${at} with what could be a real credential (${length} characters), so it is not published.`,
      "Write a word in its place, such as 'placeholder'.",
    )
  }
}

async function readPactFile(path: string, { cwd, secrets }: BrokerContext): Promise<PactFile> {
  const content = await readPactBytes(path, cwd)
  const read = readText(path, content)
  const [consumer, provider] = ['consumer', 'provider'].map((role) => {
    const name = member(member(read.value, role), 'name')
    if (typeof name === 'string' && name.trim() !== '') return name
    throw input(`${path} does not name its ${role}, as a pact does.`, 'Name a pact file.')
  })
  refuseSecrets(path, read, secrets)
  return { path, consumer: consumer ?? '', provider: provider ?? '', content }
}

/** The files by consumer: a broker takes all pacts of a version at once, or may drop some. */
function byConsumer(files: readonly PactFile[]): Map<string, PactFile[]> {
  const groups = new Map<string, PactFile[]>()
  for (const file of files) {
    const group = groups.get(file.consumer) ?? []
    const other = group.find(({ provider }) => provider === file.provider)
    if (other !== undefined) {
      throw input(
        `${other.path} and ${file.path} are both between ${file.consumer} and ${file.provider}.`,
        'A version has one pact with a provider: publish one of them.',
      )
    }
    groups.set(file.consumer, [...group, file])
  }
  return groups
}

/** Publishes the given files; tells on standard output what was published, and what the broker said. */
export async function publishPacts(context: BrokerContext): Promise<ExitCode> {
  const { positionals: paths } = context
  if (paths.length === 0) {
    throw new ToolError('E_USAGE', 'pact publish needs a pact file.', {
      hint: 'Name one or more: blackbox-contract pact publish contracts/*.json.',
    })
  }
  const broker = chosenBroker(context)
  const files: PactFile[] = []
  for (const path of paths) files.push(await readPactFile(path, context))
  const groups = byConsumer(files)
  // Before a text is cut: half of a secret would not be recognised.
  const { redact } = context.secrets
  const { version, branch, buildUrl } = await chosenVersion(context, { clean: true })
  const where = branch === undefined ? '' : ` of branch ${branch}`
  for (const [consumer, contracts] of groups) {
    context.progress(`publishing the pacts of ${consumer}`)
    const { tag: tags } = context.options
    const given: Publication = { consumer, version, branch, tags, buildUrl, contracts }
    const notices = await publishContracts(broker, given)
    const told = contracts.map(({ path, provider }) => {
      return `published ${path}: what ${consumer} ${version}${where} needs of ${provider}`
    })
    const said = notices.map((notice) => `  ${clip(redact(notice).trimEnd(), longestNotice)}`)
    context.stdout([...told, ...said].map((line) => `${visible(line)}\n`).join(''))
  }
  return 0
}
