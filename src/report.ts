// Findings and the report: the complete, ordered result of a run, from which every output is made.
import type { Witness } from './witness.ts'

export type Severity = 'error' | 'warning'

/** Small JSON values that a rule's words are made from; never a secret, never a whole body. */
export type Args = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

/** A place in the contract. `pointer` is a JSON Pointer into the document; lines count from 1. */
export type ContractPlace = { pointer: string; file: string; line?: number; source?: string }

/** Which exchange a verdict is about. `index` is its 0-based position in its source. */
export type ExchangePlace = {
  source: string
  index: number
  method: string
  url: string
  status: number | null
  /** Only of a pact: what its interaction is called, with the provider states that it needs. */
  interaction?: string
}

/** On what terms a finding is accepted. `until` is the last day, in UTC: `2026-12-31`. */
export type Acceptance = { reason: string; until: string; owner?: string; link?: string }

/** One verdict of one rule, as data. */
export type Finding = {
  rule: string
  severity: Severity
  /** `GET /path/{id}` as the contract writes it; null where the exchange fits no operation. */
  operation: string | null
  /** What is wrong, in one sentence. */
  message: string
  contract: ContractPlace | null
  /** `/response/body/accountSid`, `/response/headers/content-type`, `/response/status`, `/request/url`… */
  at: string
  exchange: ExchangePlace | null
  args: Args
  /** Sixteen hex digits, equal for the same fault at the same place in any run. */
  fingerprint: string
  /** Accepted for now: it does not fail the run. */
  known?: Acceptance
  /** Was accepted until a day that is over. */
  expired?: Acceptance
  /** The same constraint is accepted to be broken at another place, by the finding of that fingerprint. */
  widens?: Acceptance & { fingerprint: string }
  /** Only where a report asks for it, and only of the first finding with its fingerprint. */
  witness?: Witness
}

/** What could not be judged, and why: neither a pass nor a violation. */
export type Unchecked = {
  rule: string
  /** `error` where the contract itself is at fault, `warning` where the standard leaves it open. */
  severity: Severity
  operation: string | null
  reason: string
  contract: ContractPlace | null
  at: string
  exchange: ExchangePlace | null
}

/** A probe whose answer shows nothing of what it was sent to see, or that got none. */
export type Inconclusive = {
  operation: string | null
  /** What was to be seen, equal in all runs: `GET /users/{id} no key`. */
  probe: string
  reason: string
  /** Null where nothing was sent. */
  exchange: ExchangePlace | null
}

export type Summary = {
  exchanges: number
  operations: number
  /** Those that are known count as such only; the number is there where it is not zero. */
  findings: { error: number; warning: number; known?: number }
  unchecked: number
  /** Only where it is not zero. */
  inconclusive?: number
  durationMs: number
}

/** One stage of the gate: what it looked at, and what came of it. */
export type Stage = {
  name: string
  /** What was checked, with counts: `8 operations, 12 examples`. */
  checked: string
  verdict: 'pass' | 'fail' | 'inconclusive' | 'skipped'
  durationMs: number
}

/** What a command has to tell beside its verdicts, in rows. */
export type Table = {
  title: string
  columns: readonly string[]
  rows: readonly (readonly (string | number)[])[]
  /** How many rows people are shown; all by default. Programs get all of them. */
  shownAtMost?: number
}

/** A part of the contract, and how much of what it and its children could show was seen. */
export type CoverageNode = {
  /** `GET /path/{id}`, `404`, `accountSid`: its name below its parent. */
  name: string
  /** JSON Pointer into the contract. */
  pointer: string
  seen: number
  total: number
  /** Facts of this part itself that were seen: `value`, `null`, `empty`, `absent`, `true`, `"us1"`… */
  saw: readonly string[]
  /** Those that never were. */
  never: readonly string[]
  children: readonly CoverageNode[]
}

/** How much of what the contract could show was seen, this time or in the evidence of earlier runs. */
export type Coverage = {
  seen: number
  total: number
  /** Rounded down to a tenth. */
  percent: number
  /** Only where it was asked for. */
  tree?: readonly CoverageNode[]
}

/** Everything a reporter may need. */
export type Report = {
  version: 1
  /** `inconclusive` where nothing is wrong, but a probe shows nothing; `planned` where nothing was done yet. */
  verdict: 'pass' | 'fail' | 'inconclusive' | 'planned'
  contract: { title: string; version: string; path: string }
  summary: Summary
  findings: readonly Finding[]
  unchecked: readonly Unchecked[]
  /** Only where there are any. */
  inconclusive?: readonly Inconclusive[]
  /** Remarks for people: what was left out and counted, mock artefacts, the seed. */
  notes: readonly string[]
  /** Only the gate has stages. */
  stages?: readonly Stage[]
  /** Only a proof has tables. */
  tables?: readonly Table[]
  /** Only runs that look at traffic have it. */
  coverage?: Coverage
}

/** FNV-1a over the UTF-16 units of a text, from a given start: enough to tell findings apart. */
function fnv(text: string, start: number): string {
  let hash = start
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** Names the fault, not the occasion: array indexes do not count, nor does where the traffic came from. */
export function fingerprint(fault: {
  rule: string
  operation: string | null
  pointer: string | null
  at: string
}): string {
  const { rule, operation, pointer, at } = fault
  const key = [rule, operation ?? '', pointer ?? '', at.replace(/\/\d+(?=\/|$)/g, '/*')].join('\n')
  return fnv(key, 0x811c9dc5) + fnv(key, 0x050c5d1f)
}

function compare(left: string | number, right: string | number): number {
  return left === right ? 0 : left < right ? -1 : 1
}

type Placed = Pick<Finding, 'rule' | 'at' | 'exchange' | 'contract'> &
  (Pick<Finding, 'message'> | Pick<Unchecked, 'reason'>)
const said = (each: Placed) => ('message' in each ? each.message : each.reason)

/** The order of a report: source, index, rule, place. */
function byPlace(left: Placed, right: Placed): number {
  return (
    compare(left.exchange?.source ?? '', right.exchange?.source ?? '') ||
    compare(left.exchange?.index ?? -1, right.exchange?.index ?? -1) ||
    compare(left.rule, right.rule) ||
    compare(left.at, right.at) ||
    compare(left.contract?.pointer ?? '', right.contract?.pointer ?? '') ||
    compare(said(left), said(right))
  )
}

export type ReportInput = {
  contract: Report['contract']
  /** How many exchanges were judged, and how many different operations they belong to. */
  exchanges: number
  operations: number
  findings: readonly Finding[]
  unchecked: readonly Unchecked[]
  inconclusive?: readonly Inconclusive[]
  durationMs: number
  notes?: readonly string[]
  stages?: readonly Stage[]
  tables?: readonly Table[]
  coverage?: Coverage | undefined
  /** Whether the report only says what would be done. */
  planned?: boolean
  /** Whether what could not be checked through the contract's own fault may pass. Default false. */
  allowUnchecked?: boolean
}

/** Whether a finding fails the run. */
export function isFailure({ severity, known }: Finding): boolean {
  return severity === 'error' && known === undefined
}

/** Fail on any error, be it found or left unchecked; only then is it asked whether all was seen. */
function verdictOf(input: ReportInput): Report['verdict'] {
  const { findings, unchecked, inconclusive = [], stages = [] } = input
  const blind = unchecked.some((each) => each.severity === 'error') && !input.allowUnchecked
  const failed = stages.some(({ verdict }) => verdict === 'fail')
  if (failed || blind || findings.some(isFailure)) return 'fail'
  if (inconclusive.length > 0) return 'inconclusive'
  return input.planned ? 'planned' : 'pass'
}

/** Sorts, counts and judges. */
export function buildReport(input: ReportInput): Report {
  const { findings, unchecked, inconclusive = [], stages, tables, coverage } = input
  const error = findings.filter(isFailure).length
  const known = findings.filter((each) => each.known !== undefined).length
  const warning = findings.length - error - known
  const { title, version, path } = input.contract
  return {
    version: 1,
    verdict: verdictOf(input),
    contract: { title, version, path },
    summary: {
      exchanges: input.exchanges,
      operations: input.operations,
      findings: { error, warning, ...(known === 0 ? {} : { known }) },
      unchecked: unchecked.length,
      ...(inconclusive.length === 0 ? {} : { inconclusive: inconclusive.length }),
      durationMs: input.durationMs,
    },
    findings: [...findings].sort(byPlace),
    unchecked: [...unchecked].sort(byPlace),
    ...(inconclusive.length === 0 ? {} : { inconclusive }),
    notes: input.notes ?? [],
    ...(stages === undefined ? {} : { stages }),
    ...(tables === undefined ? {} : { tables }),
    ...(coverage === undefined ? {} : { coverage }),
  }
}
