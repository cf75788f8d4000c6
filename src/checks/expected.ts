// Holds what a consumer expects against the contract: by the same rules as what happened, read as expectations.
import type { Contract } from '../contract/contract.ts'
import { tokens } from '../contract/json.ts'
import { matchOperation } from '../contract/match.ts'
import { partialVocabulary } from '../contract/partial.ts'
import type { Finding, Unchecked } from '../report.ts'
import type { Exchange } from '../traffic/exchange.ts'
import { mostItems } from '../traffic/pact/lists.ts'
import type { Pact, PactGap } from '../traffic/pact/pact.ts'
import { redactUrl } from '../traffic/redact-url.ts'
import { expectedDocumented } from './expected-documented.ts'
import { withMediaType } from './expected-media-type.ts'
import { checks, expectedChecks } from './index.ts'
import { type Judgement, judge } from './run.ts'
import { responseFor } from './subject.ts'
import { undocumentedField } from './undocumented-field.ts'

// Of an expectation, the rule about expectations says it, and as an error.
const rules = [...checks.filter(({ id }) => id !== undocumentedField.id), ...expectedChecks]

export type ExpectedOptions = {
  /** A base URL beside the contract's servers, under which the paths of the pact may lie. */
  baseUrl?: string | undefined
}

const known = new WeakMap<Contract, Contract>()

/** The contract as a consumer's expectations are held against it. */
function expecting(contract: Contract): Contract {
  const made = known.get(contract)
  if (made !== undefined) return made
  const operations = contract.operations.map((operation) => {
    // Who does not look at a header does not mind that it comes.
    const responses = operation.responses.map((response) => {
      const headers = response.headers.map((header) => ({ ...header, required: false }))
      return { ...response, headers }
    })
    return { ...operation, responses }
  })
  // A pact's paths may begin below the servers' or above.
  const servers = [...contract.servers, '/']
  const vocabulary = partialVocabulary(contract.vocabulary)
  const expected = { ...contract, operations, servers, vocabulary }
  known.set(contract, expected)
  return expected
}

/** The contract as one expectation is held against it, some of whose lists may be longer than they are. */
function expectingOf({ lists }: Exchange, contract: Contract): Contract {
  const expected = expecting(contract)
  if (lists === undefined) return expected
  const vocabulary = partialVocabulary(contract.vocabulary, (at) => mostItems(lists, tokens(at)))
  return { ...expected, vocabulary }
}

/** An exchange with the media types that its consumer took for granted. */
function settle(exchange: Exchange, contract: Contract, baseUrl: string | undefined): Exchange {
  const { operation } = matchOperation(contract, exchange.request, baseUrl)
  if (operation === undefined) return exchange
  const sent = operation.requestBody?.content
  const answered = responseFor(operation, exchange.response.status)?.content
  return {
    ...exchange,
    request: withMediaType(exchange.request, sent, { contract, direction: 'request' }),
    response: withMediaType(exchange.response, answered, { contract, direction: 'response' }),
  }
}

/** Judges one expected exchange. Pure; never throws, whatever the bytes are. */
export function judgeExpected(
  exchange: Exchange,
  contract: Contract,
  { baseUrl }: ExpectedOptions = {},
): Judgement {
  const expected = expectingOf(exchange, contract)
  return judge(settle(exchange, expected, baseUrl), expected, { checks: rules, baseUrl })
}

export type PactJudgement = {
  /** Keys of the operations that the pact speaks of. */
  operations: readonly string[]
  findings: Finding[]
  unchecked: Unchecked[]
}

function toUnchecked(gap: PactGap, pact: Pact, contract: Contract): Unchecked {
  const { index, interaction, method, status, at, reason } = gap
  const { operation } = matchOperation(expecting(contract), gap)
  return {
    rule: expectedDocumented.id,
    severity: 'warning',
    operation: operation?.key ?? null,
    reason,
    contract: null,
    at,
    exchange: {
      source: pact.source,
      index,
      method,
      url: redactUrl(gap.url, contract),
      status,
      interaction,
    },
  }
}

/** Judges each interaction of a pact, and says of the rest why it was not judged. */
export function judgePact(
  pact: Pact,
  contract: Contract,
  options: ExpectedOptions = {},
): PactJudgement {
  const findings: Finding[] = []
  const unchecked = pact.unchecked.map((gap) => toUnchecked(gap, pact, contract))
  const operations = new Set<string>()
  for (const exchange of pact.exchanges) {
    const judgement = judgeExpected(exchange, contract, options)
    const isPending = pact.pending.has(exchange.index)
    for (const finding of judgement.findings) {
      findings.push(isPending ? { ...finding, severity: 'warning' } : finding)
    }
    for (const gap of judgement.unchecked) unchecked.push(gap)
    if (judgement.operation !== null) operations.add(judgement.operation)
  }
  return { operations: [...operations], findings, unchecked }
}
