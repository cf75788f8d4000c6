// Findings and the report: the complete, ordered result of a run, from which every output is made.

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
}

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

export type Summary = {
  exchanges: number
  operations: number
  findings: { error: number; warning: number }
  unchecked: number
  durationMs: number
}

/** One stage of the gate: what it looked at, and what came of it. */
export type Stage = {
  name: string
  /** What was checked, with counts: `8 operations, 12 examples`. */
  checked: string
  verdict: 'pass' | 'fail' | 'skipped'
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
  verdict: 'pass' | 'fail'
  contract: { title: string; version: string; path: string }
  summary: Summary
  findings: readonly Finding[]
  unchecked: readonly Unchecked[]
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
  const place = at.replace(/\/\d+(?=\/|$)/g, '/*')
  const key = [rule, operation ?? '', pointer ?? '', place].join('\n')
  return fnv(key, 0x811c9dc5) + fnv(key, 0x050c5d1f)
}

function compare(left: string | number, right: string | number): number {
  if (left === right) return 0
  return left < right ? -1 : 1
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
  durationMs: number
  notes?: readonly string[]
  stages?: readonly Stage[]
  tables?: readonly Table[]
  coverage?: Coverage | undefined
  /** Whether what could not be checked through the contract's own fault may pass. Default false. */
  allowUnchecked?: boolean
}

/** Sorts, counts and gives the verdict: fail on any error, be it found or left unchecked. */
export function buildReport(input: ReportInput): Report {
  const { findings, unchecked, stages, tables, coverage } = input
  const count = (severity: Severity) => findings.filter((each) => each.severity === severity).length
  const error = count('error')
  const blind = unchecked.some((each) => each.severity === 'error') && !input.allowUnchecked
  const failed = error > 0 || blind || (stages ?? []).some(({ verdict }) => verdict === 'fail')
  const { title, version, path } = input.contract
  return {
    version: 1,
    verdict: failed ? 'fail' : 'pass',
    contract: { title, version, path },
    summary: {
      exchanges: input.exchanges,
      operations: input.operations,
      findings: { error, warning: count('warning') },
      unchecked: unchecked.length,
      durationMs: input.durationMs,
    },
    findings: [...findings].sort(byPlace),
    unchecked: [...unchecked].sort(byPlace),
    notes: input.notes ?? [],
    ...(stages === undefined ? {} : { stages }),
    ...(tables === undefined ? {} : { tables }),
    ...(coverage === undefined ? {} : { coverage }),
  }
}
