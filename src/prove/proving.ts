// A proof under way: each exchange is judged, and what was due is held against what was said.
import type { Check } from '../checks/check.ts'
import { type Judgement, judge } from '../checks/run.ts'
import type { Contract, Operation } from '../contract/contract.ts'
import type { Finding } from '../report.ts'
import type { Unsampled } from '../samples/sample.ts'
import type { Exchange } from '../traffic/exchange.ts'
import { slipped } from './constraint-bites.ts'
import type { Flaw } from './flaw.ts'
import { falseAlarm } from './no-false-alarm.ts'
import { addTally, emptyTally, note, type Tally } from './tally.ts'

export type Proving = {
  /** Samples are made of this one. */
  contract: Contract
  /** Exchanges are held against this one: the same, unless the proof itself is put to the test. */
  judged: Contract
  checks: readonly Check[]
  seed: number
  /** Random valid samples for each place. */
  share: number
  /** Whether what several operations share is proven for the first of them only, and by few samples. */
  isSparing: boolean
  /** How often each schema was sampled, by direction; undefined where each place is sampled in full. */
  sampled: { request: Map<string, number>; response: Map<string, number> } | undefined
  total: Tally
  /** What came of places that several operations may share, by place. */
  places: Map<string, Round>
  findings: Map<string, Finding>
  unsampled: Map<string, Unsampled>
  exchanges: number
}

/** What is proven in one go. */
export type Round = {
  proving: Proving
  operation: Operation
  /** The judged contract with this operation alone: among a thousand, finding it would take all the time. */
  narrow: Contract
  tally: Tally
  /** The first answer that obeyed the contract. */
  sound: Exchange['response'] | undefined
}

// A judge that misses everything would else fill the memory with its findings.
const mostFindings = 5000

function startRound(proving: Proving, operation: Operation): Round {
  const { judged } = proving
  const operations = judged.operations.filter(({ key }) => key === operation.key)
  return {
    proving,
    operation,
    narrow: { ...judged, operations },
    tally: emptyTally(),
    sound: undefined,
  }
}

/**
 * Proves a place that several operations may share; or takes over what is known of it, where one proof has to do
 * for all of them.
 */
export function provePlace(
  proving: Proving,
  operation: Operation,
  { place, prove }: { place: string; prove: (round: Round) => void },
): Round {
  const known = proving.isSparing ? proving.places.get(place) : undefined
  if (known !== undefined) return known
  const round = startRound(proving, operation)
  prove(round)
  addTally(proving.total, round.tally)
  if (proving.isSparing) proving.places.set(place, round)
  return round
}

function judgeIn(round: Round, exchange: Exchange, isWhole = false): Judgement {
  const { proving, narrow } = round
  proving.exchanges++
  const against = isWhole ? proving.judged : narrow
  return judge(exchange, against, { checks: proving.checks })
}

function keep({ findings }: Proving, finding: Finding): void {
  const key = `${finding.operation} ${finding.fingerprint}`
  if (!findings.has(key) && findings.size < mostFindings) findings.set(key, finding)
}

/** Judges what obeys the contract: nothing may be said of it but what the standard leaves open. */
export function tryValid(round: Round, exchange: Exchange): void {
  const { proving, tally } = round
  const { findings, unchecked } = judgeIn(round, exchange)
  const said = [...findings, ...unchecked.filter(({ severity }) => severity === 'error')]
  const number = { seed: proving.seed, sample: tally.valid }
  tally.valid++
  if (said.length > 0) tally.falseAlarms++
  else round.sound ??= exchange.response
  for (const each of said) keep(proving, falseAlarm(each, number))
}

function isTold({ at, severity, rule }: Flaw, findings: readonly Finding[]): boolean {
  return findings.some(
    (each) =>
      (each.at === at || each.at.startsWith(`${at}/`)) &&
      each.severity === severity &&
      (rule === undefined || each.rule === rule),
  )
}

/** Whether nothing is left to prove of a constraint. */
function isProven({ isSparing, total }: Proving, constraint: string): boolean {
  const outcome = total.constraints.get(constraint)
  return isSparing && (outcome === 'caught' || outcome === 'missed')
}

/** Judges what breaks the contract; `isWhole` where all its operations have a say. */
function tryFlaw(round: Round, flaw: Flaw, isWhole: boolean): void {
  const { proving, operation, tally } = round
  const { findings } = judgeIn(round, flaw.exchange, isWhole)
  const isCaught = isTold(flaw, findings)
  note(tally, flaw.constraint, isCaught ? 'caught' : 'missed')
  if (!isCaught) keep(proving, slipped(proving.contract, operation.key, flaw))
}

function noteUnsampled({ proving, tally }: Round, unsampled: Unsampled): void {
  const { pointer, isImplied } = unsampled
  note(tally, pointer, isImplied ? 'implied' : 'unsampled')
  const known = proving.unsampled.get(pointer)
  if (known === undefined || (known.isImplied && !isImplied)) {
    proving.unsampled.set(pointer, unsampled)
  }
}

/** Tries all flaws, and notes what none could be made of. */
export function tryAll(round: Round, flaws: Iterable<Flaw | Unsampled>, isWhole = false): void {
  const proven = new Set<string>()
  for (const each of flaws) {
    if ('reason' in each) {
      noteUnsampled(round, each)
      continue
    }
    const { constraint } = each
    if (isProven(round.proving, constraint)) proven.add(constraint)
    else tryFlaw(round, each, isWhole)
  }
  for (const constraint of proven) {
    const outcome = round.proving.total.constraints.get(constraint)
    if (outcome !== undefined) note(round.tally, constraint, outcome)
  }
}

/** Says of an operation, or of a part of it, that nothing can be proven. */
export function giveUp(round: Round, pointer: string, reason: string): void {
  noteUnsampled(round, { pointer, reason, isImplied: false })
}
