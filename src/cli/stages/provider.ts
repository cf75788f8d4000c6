// Stage `provider`: a provider honours the pacts; without one of one's own, the reference provider or Prism.

import { type PactFile, type Verification, verifyPacts } from '../../adapters/pact/verify-pacts.ts'
import { isExcuse, isMockArtefact } from '../../adapters/prism/mock-artefact.ts'
import { startPrism } from '../../adapters/prism/prism.ts'
import type { Contract } from '../../contract/contract.ts'
import { basePath, matchOperation } from '../../contract/match.ts'
import { ToolError } from '../../errors.ts'
import { statesPath } from '../../reference/control.ts'
import { createReferenceProvider } from '../../reference/provider.ts'
import type { Finding } from '../../report.ts'
import { count } from '../../reporters/words.ts'
import { type Exchange, headerValue } from '../../traffic/exchange.ts'
import { readPact } from '../../traffic/pact/pact.ts'
import { credentialReplacer } from '../../traffic/pact/placeholder-key.ts'
import {
  apiKey,
  checkProviders,
  checkUrl,
  leftOutNotes,
  nothingWords,
  readPacts,
} from '../pact/verify.ts'
import { pactFiles } from '../pact-option.ts'
import type { GateStage, StageInput, StageOutcome } from './stage.ts'

const timeoutMs = 10_000
const readyMs = 60_000

// What listens on another port each time has one name in reports of equal runs.
const reference = 'http://provider'
const mock = 'http://mock'

type Verified = Verification & { notes: string[] }

function common({ contract, context, observe }: StageInput) {
  const { signal, env } = context
  return { contract, signal, env, observe }
}

function named(input: StageInput, files: readonly PactFile[], url: string): Promise<Verification> {
  const { env, options, fetch: send } = input.context
  const key = apiKey(env)
  const statesUrl = options.states && checkUrl('--states', options.states)
  const fetch = (request: Request) => send(request)
  const provider = { name: url, url: checkUrl('--provider', url), statesUrl, fetch, timeoutMs }
  const prepare = key === undefined ? {} : { prepare: credentialReplacer(input.contract, key) }
  return verifyPacts(files, { ...common(input), provider, ...prepare })
}

function byReference(input: StageInput, files: readonly PactFile[]): Promise<Verification> {
  const { fetch } = createReferenceProvider({ contract: input.contract })
  const statesUrl = reference + statesPath
  const provider = { name: reference, url: reference, statesUrl, fetch, timeoutMs }
  return verifyPacts(files, { ...common(input), provider })
}

/** Prism makes its values up: that they are other values than a pact's examples says nothing. */
function isArtefact(finding: Finding, { headers, body }: Exchange['response']): boolean {
  const isInvented = finding.rule === 'pact-honoured' && finding.at.startsWith('/response/body')
  return (
    isInvented || isExcuse(body) || isMockArtefact(finding, headerValue(headers, 'sl-violations'))
  )
}

/** Prism serves the bare paths of a contract; those of a pact may begin with the path of a server. */
function bareUrl(contract: Contract, { url, method }: { url: string; method: string }): string {
  const { pathname, search } = new URL(url, mock)
  const bare = { ...contract, servers: ['/'] }
  const paths = ['', ...contract.servers.map(basePath)]
    .filter((base) => pathname.startsWith(`${base}/`))
    .map((base) => pathname.slice(base.length))
  const path = paths.find((each) => matchOperation(bare, { method, url: each }).operation)
  return mock + (path ?? pathname) + search
}

async function byPrism(input: StageInput, files: readonly PactFile[]): Promise<Verified> {
  const { contract, context, seed } = input
  const { document } = contract
  const { signal, fetch } = context
  const exchanges = files.flatMap(({ text, source }) => readPact(text, source).exchanges)
  const keys = exchanges.flatMap(
    ({ request }) => matchOperation(contract, request, mock).operation?.key ?? [],
  )
  const operations = [...new Set(keys)]
  if (operations.length === 0) {
    throw new ToolError('E_INPUT', 'No interaction of the pacts asks for what the contract has.', {
      hint: 'Is it the contract of the provider that the pacts name?',
    })
  }
  const options = { document, operations, seed, deadlineMs: readyMs }
  const prism = await startPrism({ ...options, signal, fetch })
  const serve = (request: Request) => prism.fetch(new Request(bareUrl(contract, request), request))
  try {
    const found = await verifyPacts(files, {
      ...common(input),
      provider: { name: mock, url: mock, fetch: serve, timeoutMs },
      prepare: ({ headers }, { response }) => headers.set('Prefer', `code=${response.status}`),
      isArtefact,
    })
    const artefacts = found.artefacts.length
    const note = `provider: ${count(artefacts, 'difference')} that Prism made up`
    return { ...found, notes: artefacts === 0 ? [] : [note] }
  } finally {
    await prism.close()
  }
}

async function verified(input: StageInput, files: readonly PactFile[]): Promise<Verified> {
  const { contract, provider } = input.context.options
  if (provider !== undefined) return { ...(await named(input, files, provider)), notes: [] }
  if (contract !== undefined) return byPrism(input, files)
  return { ...(await byReference(input, files)), notes: [] }
}

function skip(skipped: string): StageOutcome {
  return { checked: '', findings: [], unchecked: [], skipped }
}

export const providerStage: GateStage = {
  name: 'provider',
  summary: 'A provider honours the pacts; what it answers obeys the contract',
  async run(input) {
    const { context } = input
    const paths = await pactFiles(context)
    if (paths.length === 0) return skip('no pacts are named; say where they are with --pact FILE')
    const files = await readPacts(paths, context.cwd)
    checkProviders(files)
    const found = await verified(input, files)
    const { interactions, exchanges, findings, unchecked, operations } = found
    const notes = [...leftOutNotes(found), ...found.notes]
    if (interactions === 0) {
      return { ...skip(nothingWords(found)), unchecked, notes }
    }
    const checked = `${count(interactions, 'interaction')}, ${count(exchanges, 'exchange')}`
    return { checked, findings, unchecked, notes, exchanges, operations }
  },
}
