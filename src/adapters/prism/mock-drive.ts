// Drives a mock by the typed client and judges what it answers; what the mock itself got wrong is set apart.
import { checks, probeChecks } from '../../checks/index.ts'
import { judge } from '../../checks/run.ts'
import type { Subject } from '../../checks/subject.ts'
import { connect, type Judge } from '../../client/connect.ts'
import type { Contract } from '../../contract/contract.ts'
import type { ExchangePlace, Finding, Unchecked } from '../../report.ts'
import { headerValue } from '../../traffic/exchange.ts'
import { placeKey } from '../../traffic/placed-key.ts'
import { type NegativeProbe, type PositiveProbe, refusalOf } from '../../traffic/plan.ts'
import type { ProbeRequest } from '../../traffic/probe-request.ts'
import { redactUrl } from '../../traffic/redact-url.ts'
import { isExcuse, isMockArtefact } from './mock-artefact.ts'

/** A server to drive: the mock, or the mock behind something that changes its answers. */
export type Driven = {
  name: string
  url: string
  fetch: (request: Request) => Promise<Response>
  /** Is shown every answer, but for those that only say that the mock has failed. */
  observe?: (subject: Subject) => void
}

export type DriveResult = {
  findings: Finding[]
  /** Findings that are the mock's own doing. */
  artefacts: Finding[]
  unchecked: Unchecked[]
  exchanges: number
}

type Drive = {
  contract: Contract
  server: Driven
  /** Rejects when the user interrupts. Not the signal itself: each request would add a listener to it. */
  interrupted: Promise<never>
  result: DriveResult
}

// More at once gain nothing: the mock has one thread.
const lanes = 4

// Anything will do: the mock only looks whether there is a key.
const key = 'any-key-will-do'

export function startDrive(contract: Contract, server: Driven, signal: AbortSignal): Drive {
  const result = { findings: [], artefacts: [], unchecked: [], exchanges: 0 }
  const interrupted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  // An interrupt after the drive is no failure of it.
  interrupted.catch(() => undefined)
  return { contract, server, interrupted, result }
}

function otherStatus(operation: string | null, wanted: number, exchange: ExchangePlace): Unchecked {
  return {
    rule: 'status-documented',
    severity: 'warning',
    operation,
    reason: `the mock answered ${exchange.status} where ${wanted} was asked for`,
    contract: null,
    at: '/response/status',
    exchange,
  }
}

/** Judges as the gate does, and keeps the findings instead of giving them to the client. */
function collector({ contract, server, result }: Drive, wanted: number, index: number): Judge {
  return (exchange, { baseUrl }) => {
    const own = { ...exchange, source: server.name, index }
    const { request, response } = own
    const admitted = headerValue(response.headers, 'sl-violations')
    const excused = isExcuse(response.body)
    const observe = excused ? undefined : server.observe
    const judgement = judge(own, contract, { checks, baseUrl, observe })
    for (const finding of judgement.findings) {
      const artefact = excused || isMockArtefact(finding, admitted)
      const list = artefact ? result.artefacts : result.findings
      list.push(finding)
    }
    if (!excused) result.unchecked.push(...judgement.unchecked)
    const told = judgement.findings.some(({ at }) => at === '/response/status')
    if (response.status !== wanted && (excused || !told)) {
      const url = redactUrl(request.url, contract)
      const { method } = request
      const place = { source: server.name, index, method, url, status: response.status }
      result.unchecked.push(otherStatus(judgement.operation, wanted, place))
    }
    return { ...judgement, findings: [], unchecked: [] }
  }
}

type Call = {
  method: string
  path: string
  request: ProbeRequest
  /** Whether it carries a key. Prism refuses one that nothing asks for. */
  keyed: boolean
}
type Send = (method: string, path: string, init: object) => Promise<{ response: Response }>

/** Sends one request through the typed client; the answer's body is read where it is judged, and nowhere else. */
async function send(
  { contract, server, interrupted }: Drive,
  { method, path, request, keyed }: Call,
  options: { judge: Judge; prefer?: string },
): Promise<void> {
  const { judge: judgeOne, prefer } = options
  const client = connect<Record<string, object>>(judgeOne, server.url, {
    apiKey: key,
    validate: 'report',
    fetch: server.fetch,
    timeoutMs: 0,
  })
  const placed = placeKey(contract.document, key)
  client.use({
    onRequest({ request: sent }) {
      if (keyed) sent.headers.set('Authorization', placed.headers.Authorization)
      else sent.headers.delete('Authorization')
    },
  })
  // as: the paths of a contract loaded at run time have no types to check a call against.
  const call: Send = client.request as never
  const { body } = request
  const cookies = [request.headers.Cookie, keyed ? placed.headers.Cookie : undefined]
  const answer = call(method.toLowerCase(), path, {
    params: { path: request.path, query: { ...request.query, ...(keyed ? placed.query : {}) } },
    headers: {
      ...request.headers,
      ...(keyed ? placed.headers : {}),
      Cookie: cookies.filter((each) => each !== undefined).join('; ') || undefined,
      Prefer: prefer,
      'Content-Type': body?.mediaType,
    },
    ...(body === undefined ? {} : { body: body.value }),
    parseAs: 'stream',
  })
  const { response } = await Promise.race([answer, interrupted])
  if (!response.bodyUsed) await response.body?.cancel()
}

/** Sends one request again and again, in a few lanes at once. */
export async function drivePositive(
  drive: Drive,
  { operation, status, request }: PositiveProbe,
  times: number,
): Promise<void> {
  const { method, path } = operation
  const one = () => {
    const judgeOne = collector(drive, status, drive.result.exchanges++)
    const call = { method, path, request, keyed: operation.secured }
    return send(drive, call, { judge: judgeOne, prefer: `code=${status}` })
  }
  for (let sent = 0; sent < times; sent += lanes) {
    const lane = Array.from({ length: Math.min(lanes, times - sent) }, one)
    await Promise.all(lane)
  }
}

/** Judges nothing but whether a probe was refused: what Prism says to it is of Prism's own form. */
function refusalJudge({ contract, server, result }: Drive, probe: NegativeProbe): Judge {
  const index = result.exchanges++
  return (exchange, { baseUrl }) => {
    const own = { ...exchange, source: server.name, index, probe: refusalOf(probe) }
    const { operation, findings } = judge(own, contract, { checks: probeChecks, baseUrl })
    result.findings.push(...findings)
    return { operation, findings: [], unchecked: [] }
  }
}

/** Sends a request that must be refused. */
export async function driveNegative(drive: Drive, probe: NegativeProbe): Promise<void> {
  const { operation, request, fault } = probe
  const { method, path } = operation
  const call = { method, path, request, keyed: operation.secured && fault !== 'no key' }
  await send(drive, call, { judge: refusalJudge(drive, probe) })
}
