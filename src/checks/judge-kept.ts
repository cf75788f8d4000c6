// Judges an exchange as a recording keeps it, unless the stand-ins for its secrets change what it shows.
import type { Contract } from '../contract/contract.ts'
import { tokens } from '../contract/json.ts'
import type { Finding, Unchecked } from '../report.ts'
import type { Exchange } from '../traffic/exchange.ts'
import { judgeObserved, type Observed, type ObservedOptions } from './observed.ts'
import type { Subject } from './subject.ts'

type Kept = Observed & {
  /** The one of both whose verdicts these are. */
  judged: Exchange
}

/** A verdict without what is only shown: a name in its place may be a secret, how deep it lies is none. */
function verdictOf({ rule, severity, operation, contract, at }: Finding | Unchecked): unknown {
  return [rule, severity, operation, contract?.pointer, tokens(at).length]
}

function verdictsOf({ findings, unchecked, inconclusive }: Observed): string {
  const open = inconclusive.map(({ operation, probe, reason }) => [operation, probe, reason])
  return JSON.stringify([findings.map(verdictOf), unchecked.map(verdictOf), open])
}

/** Shows its subjects to nobody before it is settled whose verdicts count. */
function judgeQuietly(exchange: Exchange, contract: Contract, baseUrl: string | undefined) {
  const whole: Subject[] = []
  const telling: Subject[] = []
  const observed = judgeObserved(exchange, contract, {
    baseUrl,
    observe: (subject) => whole.push(subject),
    observeLive: (subject) => telling.push(subject),
  })
  return { exchange, observed, whole, telling }
}

/**
 * Judges what happened by what is kept of it, so that whoever reads the recording finds the same to the byte.
 * Where the rules judge both differently, what happened counts.
 */
export function judgeKept(
  { exchange, kept }: { exchange: Exchange; kept: Exchange },
  contract: Contract,
  { baseUrl, observe, observeLive }: ObservedOptions = {},
): Kept {
  const happened = judgeQuietly(exchange, contract, baseUrl)
  const recorded = kept === exchange ? happened : judgeQuietly(kept, contract, baseUrl)
  const isSame = verdictsOf(recorded.observed) === verdictsOf(happened.observed)
  const { exchange: judged, observed, whole, telling } = isSame ? recorded : happened
  for (const subject of whole) observe?.(subject)
  for (const subject of telling) observeLive?.(subject)
  return { ...observed, judged }
}
