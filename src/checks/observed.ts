// Judges what really happened, a probe or an answer that broke off included, and says what it leaves open.
import type { Contract } from '../contract/contract.ts'
import type { Inconclusive } from '../report.ts'
import type { Break, Exchange } from '../traffic/exchange.ts'
import { inconclusive, isUnavailable } from '../traffic/live/expectation.ts'
import type { Check } from './check.ts'
import { checks, probeChecks } from './index.ts'
import { exchangePlace, type Judgement, judge } from './run.ts'
import { secretLeak } from './secret-leak.ts'
import type { Subject } from './subject.ts'
import { wireSound } from './wire-sound.ts'

export type ObservedOptions = {
  /** A base URL beside the contract's servers, under which the exchange may lie. */
  baseUrl?: string | undefined
  /** Is shown every answer that is whole and the API's own. */
  observe?: ((subject: Subject) => void) | undefined
  /** Is shown those among them that tell what they were asked for. */
  observeLive?: ((subject: Subject) => void) | undefined
}

export type Observed = Judgement & {
  /** Empty where the exchange shows what it was to show. */
  inconclusive: Inconclusive[]
}

const all: readonly Check[] = [...checks, ...probeChecks]

function isStopgap({ probe, response }: Exchange): boolean {
  return probe !== undefined && isUnavailable(response.status)
}

/** What is answered for want of time, or by a gateway, need not be documented, nor be in the form of the API. */
function checksFor(exchange: Exchange): readonly Check[] {
  if (exchange.broken !== undefined) return [wireSound, secretLeak]
  return isStopgap(exchange) ? [secretLeak] : all
}

/** Why an answer that is documented is not the one that a sound request was sent for. */
function otherAnswer({ exchange, response }: Subject): string | undefined {
  const { status } = exchange.response
  if (exchange.probe?.wanted !== 'documented' || response === undefined) return undefined
  if (status >= 500) return `the provider failed (${status})`
  const isMeant = response.status.toLowerCase() !== 'default'
  return status >= 300 && !isMeant ? `the request was led elsewhere (${status})` : undefined
}

/** In the words of a reason, which follow the name of a probe. */
export function asReason({ words }: Break): string {
  return words.replace(/^The /, 'the ').replace(/\.$/, '')
}

function reasonOf(subject: Subject): string | undefined {
  const { broken } = subject.exchange
  if (broken === undefined) return inconclusive(subject.exchange) ?? otherAnswer(subject)
  return broken.isViolation ? undefined : asReason(broken)
}

/** Judges one exchange that happened. Pure; never throws, whatever the bytes are. */
export function judgeObserved(
  exchange: Exchange,
  contract: Contract,
  { baseUrl, observe, observeLive }: ObservedOptions = {},
): Observed {
  const isWhole = exchange.broken === undefined && !isStopgap(exchange)
  const open: Inconclusive[] = []
  const judgement = judge(exchange, contract, {
    checks: checksFor(exchange),
    baseUrl,
    observe: (subject) => {
      const reason = reasonOf(subject)
      if (isWhole) observe?.(subject)
      if (isWhole && reason === undefined) observeLive?.(subject)
      if (reason === undefined) return
      const operation = subject.operation?.key ?? null
      const probe = exchange.probe?.id ?? exchange.request.method
      open.push({ operation, probe, reason, exchange: exchangePlace(subject) })
    },
  })
  return { ...judgement, inconclusive: open }
}
