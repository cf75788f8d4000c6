// The heart: one exchange in, findings out. Whoever judges traffic calls this, and nothing else judges.
import type { Contract } from '../contract/contract.ts'
import { tokens } from '../contract/json.ts'
import {
  type Args,
  type ExchangePlace,
  type Finding,
  fingerprint,
  type Severity,
  type Unchecked,
} from '../report.ts'
import type { Exchange } from '../traffic/exchange.ts'
import { redactUrl } from '../traffic/redact-url.ts'
import type { Check, Gap, Violation } from './check.ts'
import { contractPlace } from './place.ts'
import { spell } from './secret-leak.ts'
import { createSubject, type Subject } from './subject.ts'

export type Judgement = {
  /** The operation's key, or null where the exchange fits none. */
  operation: string | null
  findings: Finding[]
  unchecked: Unchecked[]
}

export type JudgeOptions = {
  checks: readonly Check[]
  /** A base URL beside the contract's servers, under which the exchange may lie. */
  baseUrl?: string | undefined
  /** Is shown what the exchange was taken for, to gather evidence without judging twice. */
  observe?: ((subject: Subject) => void) | undefined
}

export function exchangePlace({ exchange, contract, credentials }: Subject): ExchangePlace {
  const { source, index, request, response } = exchange
  const url = hide(redactUrl(request.url, contract), credentials)
  const status = response.status || null
  const place = { source, index, method: request.method, url, status }
  const { interaction } = exchange
  return interaction === undefined
    ? place
    : { ...place, interaction: hide(interaction, credentials) }
}

/** A text without the credentials of the request, wherever an answer may have put them. */
function hide(text: string, credentials: readonly string[]): string {
  return credentials.reduce((rest, each) => rest.replaceAll(each, '***'), text)
}

function hideInArgs(args: Args, credentials: readonly string[]): Args {
  if (credentials.length === 0) return args
  const safe = (value: string) => hide(value, credentials)
  const entries = Object.entries(args).map(([name, value]) => {
    if (typeof value === 'string') return [name, safe(value)]
    return [name, Array.isArray(value) ? value.map(safe) : value]
  })
  return Object.fromEntries(entries)
}

/** What the contract keeps secret is wrong in its form, too, without being shown. */
function describedArgs({ contract }: Subject, { at, args }: Violation): Args {
  const isSecret = tokens(at).some((name) => contract.secrets.has(spell(name)))
  return isSecret && args.value !== undefined ? { ...args, value: 'a secret' } : args
}

function toFinding(subject: Subject, check: Check, violation: Violation): Finding {
  const { pointer, aspect } = violation
  const args = hideInArgs(describedArgs(subject, violation), subject.credentials)
  const at = hide(violation.at, subject.credentials)
  const operation = subject.operation?.key ?? null
  const severity: Severity = violation.assumed ? 'warning' : check.severity
  return {
    rule: check.id,
    severity,
    operation,
    message: check.message(args),
    contract: contractPlace(subject.contract, pointer),
    at,
    exchange: exchangePlace(subject),
    args,
    fingerprint: fingerprint({
      rule: check.id,
      operation,
      pointer,
      at: aspect === undefined ? at : `${at} ${aspect}`,
    }),
  }
}

function toUnchecked(subject: Subject, check: Check, gap: Gap): Unchecked {
  return {
    rule: check.id,
    severity: gap.contractFault ? 'error' : 'warning',
    operation: subject.operation?.key ?? null,
    reason: hide(gap.reason, subject.credentials),
    contract: contractPlace(subject.contract, gap.pointer),
    at: hide(gap.at, subject.credentials),
    exchange: exchangePlace(subject),
  }
}

/** Judges one exchange by every check. Pure; never throws, whatever the bytes are. */
export function judge(exchange: Exchange, contract: Contract, options: JudgeOptions): Judgement {
  const subject = createSubject(exchange, contract, options.baseUrl)
  options.observe?.(subject)
  const findings: Finding[] = []
  const unchecked: Unchecked[] = []
  for (const check of options.checks) {
    const told = new Set<string>()
    for (const verdict of check.run(subject)) {
      // A schema that is reached in two ways is still broken once.
      const place = JSON.stringify([
        verdict.at,
        verdict.pointer,
        'reason' in verdict ? verdict.reason : '',
      ])
      if (told.has(place)) continue
      told.add(place)
      if (verdict.kind === 'violation') findings.push(toFinding(subject, check, verdict))
      else unchecked.push(toUnchecked(subject, check, verdict))
    }
  }
  return { operation: subject.operation?.key ?? null, findings, unchecked }
}
