// A flaw: an exchange that breaks the contract in one known way, and what has to be said of it.
import type { Contract } from '../contract/contract.ts'
import { assumedAt } from '../contract/evidence.ts'
import { type Json, at as valueAt } from '../contract/json.ts'
import type { Severity } from '../report.ts'
import type { InvalidSample, Samples, Unsampled } from '../samples/sample.ts'
import type { Exchange } from '../traffic/exchange.ts'

export type Flaw = {
  exchange: Exchange
  /** Pointer of what is broken in the contract. */
  breaks: string
  /** Which constraint it is a sample of: the pointer, and for what no keyword says, the rule too. */
  constraint: string
  /** Place in the exchange where the finding is due. */
  at: string
  /** What was done, in a few words. */
  how: string
  /** The rule that is due; undefined where any may say it. */
  rule: string | undefined
  severity: Severity
  /** What would slip through; undefined where no single value is wrong. */
  value: Json | undefined
}

/** What every maker of flaws starts from. */
export type Wrong = Pick<Flaw, 'exchange' | 'breaks' | 'at' | 'how'> & { rule: string }

/** A flaw that no keyword speaks of: the rule and the place in the contract make the constraint. */
export function beyondSchema(wrong: Wrong, severity: Severity = 'error'): Flaw {
  return { ...wrong, severity, value: undefined, constraint: `${wrong.rule} ${wrong.breaks}` }
}

/** How a sample becomes an exchange, and what is due then. */
type Setting = {
  /** Undefined for a value that has no form there. */
  write: (value: Json) => Exchange | undefined
  place: string
  /** Instead of the rule that a sample names. */
  rule?: string
  /** Why values have no form there. */
  formless: string
}

/** Exchanges around values that break a keyword each; and keywords that nothing with a form can break. */
export function* schemaFlaws(
  { invalid, unsampled }: Pick<Samples, 'invalid' | 'unsampled'>,
  { write, place, rule: only, formless }: Setting,
): Generator<Flaw | Unsampled> {
  const told = new Set<string>()
  const untold = new Set<string>()
  for (const { breaks, at, how, value, isWarning, rule: own } of invalid) {
    const exchange = write(value)
    if (exchange === undefined) {
      untold.add(breaks)
      continue
    }
    told.add(breaks)
    const severity = isWarning ? 'warning' : 'error'
    const wrong = { exchange, breaks, constraint: breaks, at: place + at, how, severity } as const
    yield { ...wrong, rule: only ?? own, value: valueAt(value, at) }
  }
  yield* unsampled
  for (const pointer of untold) {
    if (!told.has(pointer)) yield { pointer, reason: formless, isImplied: true }
  }
}

// What these say of a body in an answer, nothing says of a request, a parameter or a header.
const answersOnly = ['known-value', 'equals', 'undocumented-field']

/** Whether what a sample breaks is held outside of the bodies of answers, too. */
export function isHeldEverywhere({ rule }: Pick<InvalidSample, 'rule'>): boolean {
  return rule === undefined || !answersOnly.includes(rule)
}

/** Two samples of each constraint, broken in different ways: a choice of many forms breaks each in all of them. */
export function fewOfEach(samples: readonly InvalidSample[]): InvalidSample[] {
  const ways = new Map<string, Set<string>>()
  return samples.filter(({ breaks, how }) => {
    const known = ways.get(breaks) ?? new Set()
    ways.set(breaks, known)
    if (known.size >= 2 || known.has(how)) return false
    known.add(how)
    return true
  })
}

/** How severe a breach of a part is: what is assumed of it can only be warned of. */
export function severityAt({ document }: Contract, pointer: string): Severity {
  return assumedAt(document, pointer) ? 'warning' : 'error'
}

/** An exchange with another answer. */
export function answering(exchange: Exchange, change: Partial<Exchange['response']>): Exchange {
  return { ...exchange, response: { ...exchange.response, ...change } }
}

/** An exchange with another request. */
export function asking(exchange: Exchange, change: Partial<Exchange['request']>): Exchange {
  return { ...exchange, request: { ...exchange.request, ...change } }
}

/** Fields without those of one name, and with a new value for it where one is given. */
export function withField(
  headers: Exchange['response']['headers'],
  name: string,
  value?: string,
): Exchange['response']['headers'] {
  const rest = headers.filter(([field]) => field.toLowerCase() !== name.toLowerCase())
  return value === undefined ? rest : [...rest, [name, value]]
}

const encoder = new TextEncoder()

export function bytesOf(text: string): Uint8Array {
  return encoder.encode(text)
}
