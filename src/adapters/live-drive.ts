// Sends the probes of a plan to a live provider, one after another, and judges whatever comes of each.
import { judgeKept } from '../checks/judge-kept.ts'
import { asReason, type ObservedOptions } from '../checks/observed.ts'
import type { AddWitnesses } from '../checks/witness.ts'
import type { Contract } from '../contract/contract.ts'
import type { Finding, Inconclusive, Unchecked } from '../report.ts'
import type { Break, Exchange } from '../traffic/exchange.ts'
import { isUnavailable } from '../traffic/live/expectation.ts'
import type { LivePlan, LiveProbe } from '../traffic/live/plan.ts'
import type { Replay } from '../traffic/live/replay.ts'
import { sendable } from '../traffic/live/request.ts'
import { WireFault } from './wire/fault.ts'
import type { Live } from './wire/live-fetch.ts'

export type LiveDrive = Pick<ObservedOptions, 'observe' | 'observeLive'> & {
  contract: Contract
  /** Where the API is: an origin, with a path if it has one, without userinfo. */
  baseUrl: string
  key: string | undefined
  /** Where the answers come from: the provider, or a recording of it. */
  live: Pick<Live, 'fetch' | 'sent'> | Pick<Replay, 'recorded'>
  /** Milliseconds since the epoch. */
  now: () => number
  /** Is told what is sent next. */
  progress?: (words: string) => void
  /** Is given everything that happened, with its secrets, and gives back what it keeps in that file. */
  recorder?: { path: string; record: (exchange: Exchange) => Exchange } | undefined
  /** Adds to findings what a report shows of their exchange. */
  show?: AddWitnesses | undefined
}

export type LiveResult = {
  findings: Finding[]
  unchecked: Unchecked[]
  inconclusive: Inconclusive[]
  /** Places of those in the recording that are judged otherwise there, for want of their secrets. */
  altered: number[]
  /** Probes to which the provider had something to say, whole or not. */
  answers: number
  /** Keys of the operations that answered. */
  operations: Set<string>
}

// Whoever gives no answer so often will give none.
const mostSilentAtFirst = 3
// One operation alone may be down.
const mostSilent = 8

type Run = {
  drive: LiveDrive
  plan: LivePlan
  result: LiveResult
  /** Exchanges that happened: a recording counts them so. */
  happened: number
  /** How many of the last ones gave no answer. */
  silent: number
}

function unasked({ result }: Run, { id, operation }: LiveProbe, reason: string): void {
  result.inconclusive.push({ operation: operation.key, probe: id, reason, exchange: null })
}

/** The request as fetch takes it; undefined where it does not. */
function written({ drive, plan }: Run, probe: LiveProbe): Request | undefined {
  const { contract, baseUrl, key } = drive
  try {
    return sendable(probe.request, { contract, baseUrl, key, wrongKey: plan.wrongKey })
  } catch {
    // fetch says why, and repeats the value.
    return undefined
  }
}

type Answer = { response: Exchange['response']; broken?: Break }

async function answerTo(live: Pick<Live, 'fetch'>, request: Request): Promise<Answer> {
  try {
    const response = await live.fetch(request)
    const body = new Uint8Array(await response.arrayBuffer())
    return { response: { status: response.status, headers: [...response.headers], body } }
  } catch (error) {
    if (!(error instanceof WireFault)) throw error
    const { kind, isViolation, message: words, status = 0, headers } = error
    return { response: { status, headers, body: null }, broken: { kind, isViolation, words } }
  }
}

/** What came of a probe, or the reason why it was not sent. */
async function exchangeOf(
  run: Run,
  probe: LiveProbe,
  request: Request,
): Promise<Exchange | string> {
  const { live, now, recorder, baseUrl } = run.drive
  if ('recorded' in live) return live.recorded(probe, request)
  const startedAt = new Date(now()).toISOString()
  const { method, url } = request
  const headers = [...request.headers]
  const sent = live.sent()
  const answer = await answerTo(live, request)
  if (answer.broken !== undefined && live.sent() === sent) return asReason(answer.broken)
  const body = new TextEncoder().encode(probe.request.body?.text ?? '')
  return {
    kind: 'observed',
    source: recorder?.path ?? baseUrl,
    index: run.happened++,
    startedAt,
    probe: probe.expectation,
    request: { method, url, headers, body },
    ...answer,
  }
}

function judgeAnswer({ drive, result }: Run, exchange: Exchange): void {
  const { contract, baseUrl, observe, observeLive, show, recorder } = drive
  const kept = recorder?.record(exchange) ?? exchange
  const observed = judgeKept({ exchange, kept }, contract, { baseUrl, observe, observeLive })
  const { findings, judged } = observed
  if (judged !== kept) result.altered.push(exchange.index)
  result.findings.push(...(show === undefined ? findings : show(findings, judged)))
  result.unchecked.push(...observed.unchecked)
  result.inconclusive.push(...observed.inconclusive)
}

/** Whether the provider had nothing to say. */
function isSilence({ response, broken }: Exchange): boolean {
  return broken === undefined ? isUnavailable(response.status) : !broken.isViolation
}

async function sendProbe(run: Run, probe: LiveProbe): Promise<void> {
  const { result } = run
  const request = written(run, probe)
  const exchange =
    request === undefined
      ? 'fetch cannot send a field in it'
      : await exchangeOf(run, probe, request)
  if (typeof exchange === 'string') {
    unasked(run, probe, exchange)
    return
  }
  judgeAnswer(run, exchange)
  run.silent = isSilence(exchange) ? run.silent + 1 : 0
  if (isSilence(exchange)) return
  result.answers++
  result.operations.add(probe.operation.key)
}

/**
 * Sends the probes in their order. A provider that gives no answer to several of them in a row is left
 * alone: the others are then inconclusive, too.
 *
 * Throws the reason of an interrupt, and nothing else.
 */
export async function driveLive(plan: LivePlan, drive: LiveDrive): Promise<LiveResult> {
  const result: LiveResult = {
    findings: [],
    unchecked: [],
    inconclusive: [],
    altered: [],
    answers: 0,
    operations: new Set(),
  }
  const run: Run = { drive, plan, result, happened: 0, silent: 0 }
  for (const [index, probe] of plan.probes.entries()) {
    if (run.silent >= (result.answers === 0 ? mostSilentAtFirst : mostSilent)) {
      unasked(run, probe, 'it was not sent, as nothing came of those before it')
      continue
    }
    drive.progress?.(`${probe.id} (${index + 1}/${plan.probes.length})`)
    await sendProbe(run, probe)
  }
  return result
}
