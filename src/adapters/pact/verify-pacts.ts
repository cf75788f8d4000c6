// Holds a provider to pacts: runs Pact's verifier through a recorder, and judges what the provider answered.
import { randomUUID } from 'node:crypto'
import { checks } from '../../checks/index.ts'
import { judgePromise, leaveUnread } from '../../checks/pact-honoured.ts'
import { judge } from '../../checks/run.ts'
import type { Subject } from '../../checks/subject.ts'
import type { Contract } from '../../contract/contract.ts'
import type { Finding, Unchecked } from '../../report.ts'
import type { Exchange } from '../../traffic/exchange.ts'
import { type Pact, readPact } from '../../traffic/pact/pact.ts'
import { type InteractionResult, numberedPact, statesIn } from '../../traffic/pact/verification.ts'
import { serve } from '../serve.ts'
import { createRecorder, type PactProvider, type Recorder } from './recorder.ts'
import { startVerifier } from './verifier.ts'

/** A pact's text, and what reports call it. */
export type PactFile = { source: string; text: string; pending?: boolean }

export type VerifyOptions = {
  contract: Contract
  provider: Omit<PactProvider, 'prepare'>
  /** Changes a request before it is sent, knowing the interaction that it belongs to. */
  prepare?: (request: { url: URL; headers: Headers }, expected: Exchange) => void
  /** Whether a finding is the provider's own doing, as a mock's may be: it is set apart. */
  isArtefact?: (finding: Finding, answer: Exchange['response']) => boolean
  /** Is shown every answer that was judged. */
  observe?: (subject: Subject) => void
  signal: AbortSignal
  /** Where the native library may be found is a matter of the environment. */
  env: Readonly<Record<string, string | undefined>>
  /** The file or URL from which packages are looked up. Default: this one. */
  from?: string | undefined
}

export type Verification = {
  findings: Finding[]
  artefacts: Finding[]
  unchecked: Unchecked[]
  /** How many interactions were verified, and how many answers of the provider were judged. */
  interactions: number
  exchanges: number
  /** Keys of the operations that were asked for. */
  operations: string[]
  /** Those that were left out: they need a provider state, are no HTTP, or the verifier cannot read them. */
  leftOut: { states: number; other: number; unread: number }
  /** Whether the provider honours each pact; undefined where a part of it was left out. */
  results: { source: string; success: boolean | undefined }[]
}

/** An interaction that is verified, under the tag by which the verifier knows it. */
type Chosen = {
  tag: string
  file: PactFile
  pact: Pact
  expected: Exchange
  states: readonly string[]
  /** The consumer says that the provider need not honour it yet. */
  pending: boolean
}

type Plan = {
  chosen: Chosen[]
  /** The pact of an interaction, by its tag. */
  pactAt: (tag: string) => string | undefined
  leftOut: Verification['leftOut']
  /** Pacts of which every interaction is verified. */
  whole: Set<PactFile>
}

function plan(files: readonly PactFile[], hasStates: boolean): Plan {
  const leftOut = { states: 0, other: 0, unread: 0 }
  const chosen: Chosen[] = []
  const pacts: ((index: number) => string | undefined)[] = []
  const whole = new Set<PactFile>()
  for (const [number, file] of files.entries()) {
    const pact = readPact(file.text, file.source)
    const states = statesIn(file.text)
    const own = pact.exchanges.map((expected): Chosen => {
      const { index } = expected
      const tag = `${number}.${index}`
      const pending = pact.pending.has(index)
      return { tag, file, pact, expected, states: states[index] ?? [], pending }
    })
    const asked = own.filter((each) => hasStates || each.states.length === 0)
    leftOut.states += own.length - asked.length
    leftOut.other += pact.interactions - own.length
    if (asked.length === pact.interactions) whole.add(file)
    chosen.push(...asked)
    pacts.push(numberedPact(file.text, number))
  }
  const pactAt = (tag: string) => {
    const [number = '', index = ''] = tag.split('.')
    return pacts[Number(number)]?.(Number(index))
  }
  return { chosen, pactAt, leftOut, whole }
}

async function runVerifier(recorder: Recorder, { chosen }: Plan, options: VerifyOptions) {
  const { provider, signal, env, from } = options
  const { timeoutMs } = provider
  let alive = () => {}
  const served = await serve((request) => {
    alive()
    return recorder.fetch(request)
  })
  // Whoever else is on this machine must not get through to the provider, with its key at that.
  const base = `${served.url}/${randomUUID()}`
  try {
    const verifier = startVerifier({
      pactUrls: chosen.map(({ tag }) => `${base}/pacts/${tag}`),
      baseUrl: `${base}/provider`,
      statesUrl: chosen.some(({ states }) => states.length > 0) ? `${base}/states` : undefined,
      provider: chosen[0]?.pact.provider ?? '',
      // The recorder gives up first, and knows for what it waited.
      timeoutMs: timeoutMs + 5_000,
      idleMs: timeoutMs + 30_000,
      failure: recorder.failure,
      signal,
      env,
      from,
    })
    alive = verifier.alive
    return await verifier.results
  } finally {
    await served.close()
  }
}

type Ended = { recorder: Recorder; results: ReadonlyMap<string, InteractionResult> }

/** What the verifier found wrong with one interaction, or what kept it from looking. */
function broken({ tag }: Chosen, { recorder, results }: Ended) {
  const state = recorder.brokenStates.get(tag)
  if (state !== undefined) {
    const text = `provider state ${JSON.stringify(state.state)} could not be set up: ${state.reason}`
    return { mismatches: [], error: { at: '/request', text } }
  }
  const found = results.get(tag) ?? { mismatches: [], error: 'the verifier left it out' }
  if (found.unread !== undefined) return undefined
  // A path such as /../.. leads past the provider, and whatever comes of it is not its word.
  const isAsked = recorder.exchanges.has(tag)
  const problem = found.error ?? (isAsked ? undefined : 'it is no request that can be sent')
  const mismatches = isAsked ? found.mismatches : []
  if (problem === undefined)
    return mismatches.length === 0 ? undefined : { mismatches, error: undefined }
  const reason = problem.replace(/https?:\/\/[^\s)]+/g, 'the provider')
  return { mismatches, error: { at: '/response', text: `could not be verified: ${reason}` } }
}

function verdictsOn(each: Chosen, ended: Ended, options: VerifyOptions) {
  const { contract, provider, observe } = options
  const { tag, file, pact, expected } = each
  const { source, index, interaction = '' } = expected
  const baseUrl = provider.name
  const recorded = ended.recorder.exchanges.get(tag)
  const common = { kind: 'observed', source, index, interaction } as const
  const judgement =
    recorded === undefined
      ? undefined
      : judge({ ...common, ...recorded }, contract, { checks, baseUrl, observe })
  const path = expected.request.url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '')
  const asked = { ...expected.request, url: baseUrl.replace(/\/+$/, '') + path }
  const { request = asked, response } = recorded ?? {}
  const promise = {
    exchange: { ...common, request, response },
    consumer: pact.consumer,
    interaction,
    baseUrl,
    pending: each.pending || file.pending === true,
  }
  const wrong = broken(each, ended)
  const findings = wrong === undefined ? [] : judgePromise({ ...promise, ...wrong }, contract)
  const reason = ended.results.get(tag)?.unread
  const unread = reason === undefined ? undefined : leaveUnread(promise, reason, contract)
  return { judgement, findings, unread }
}

/**
 * Verifies pacts of one provider. Interactions that need a provider state are left out where nothing
 * can set one up, and unchecked where the verifier cannot read them. Throws E_DEPENDENCY without Pact or its native library, E_PROVIDER where the
 * provider or the verifier gives no answer, and what reading the pacts throws.
 */
export async function verifyPacts(
  files: readonly PactFile[],
  options: VerifyOptions,
): Promise<Verification> {
  const { provider } = options
  const planned = plan(files, provider.statesUrl !== undefined)
  const { chosen, pactAt, leftOut, whole } = planned
  const found: Verification = {
    ...{ findings: [], artefacts: [], unchecked: [], operations: [], results: [] },
    ...{ interactions: chosen.length, exchanges: 0, leftOut },
  }
  if (chosen.length === 0) return found
  const expected = new Map(chosen.map((each) => [each.tag, each.expected]))
  const prepare: PactProvider['prepare'] = (request, tag) => {
    const interaction = expected.get(tag)
    if (interaction !== undefined) options.prepare?.(request, interaction)
  }
  const recorder = createRecorder({ ...provider, prepare }, pactAt)
  const ended = { recorder, results: await runVerifier(recorder, planned, options) }
  const failed = new Set<PactFile>()
  const operations = new Set<string>()
  for (const each of chosen) {
    const { judgement, findings, unread } = verdictsOn(each, ended, options)
    if (unread !== undefined) {
      found.unchecked.push(unread)
      leftOut.unread++
      whole.delete(each.file)
    }
    if (findings.length > 0 && !each.pending) failed.add(each.file)
    const answer = recorder.exchanges.get(each.tag)?.response
    for (const finding of [...findings, ...(judgement?.findings ?? [])]) {
      const isArtefact = answer !== undefined && options.isArtefact?.(finding, answer)
      const list = isArtefact ? found.artefacts : found.findings
      list.push(finding)
    }
    found.unchecked.push(...(judgement?.unchecked ?? []))
    if (judgement !== undefined) found.exchanges++
    if (judgement?.operation) operations.add(judgement.operation)
  }
  found.interactions -= leftOut.unread
  found.operations = [...operations]
  found.results = files.map((file) => {
    const honoured = whole.has(file) ? true : undefined
    return { source: file.source, success: failed.has(file) ? false : honoured }
  })
  return found
}
