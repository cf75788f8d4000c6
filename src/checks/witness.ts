// Adds to findings what the owner of an API needs in order to see them: request, promise, and what came.
import type { Contract } from '../contract/contract.ts'
import { evidenceAt } from '../contract/evidence.ts'
import { at, isObject, member, tokens } from '../contract/json.ts'
import type { Finding } from '../report.ts'
import type { Exchange } from '../traffic/exchange.ts'
import type { Witness } from '../witness.ts'
import { concealCredentials } from './conceal.ts'
import { excerptFor } from './excerpt.ts'
import { checks, probeChecks } from './index.ts'
import { createSubject, type Subject } from './subject.ts'
import { witnessRequest } from './witness-request.ts'

export type WitnessOptions = {
  contract: Contract
  /** As for the judge. */
  baseUrl?: string | undefined
}

/** Gives findings of one exchange back, the first of each fingerprint with its witness. */
export type AddWitnesses = (findings: readonly Finding[], exchange: Exchange) => Finding[]

// Nobody writes more issues than that, and each costs some judgements.
const mostWitnesses = 200
const longestSentence = 300
const longestConstraint = 200

/** What the contract says of the part that holds a constraint; what stands further up is about more. */
function descriptionAt({ document }: Contract, pointer: string): string | undefined {
  const parent = pointer.slice(0, pointer.lastIndexOf('/'))
  // A parameter and a header describe what their schema constrains.
  const holder = parent.endsWith('/schema') ? [parent.slice(0, -'/schema'.length)] : []
  for (const place of [pointer, parent, ...holder]) {
    const text = member(at(document, place), 'description')
    if (typeof text !== 'string' || text.trim() === '') continue
    const line = text.trim().replace(/\s+/g, ' ')
    if (line.length > longestSentence) return `${line.slice(0, longestSentence)}…`
    return /[.!?]$/.test(line) ? line : `${line}.`
  }
  return undefined
}

/** The broken keyword with its value, where that is short. */
function constraintAt({ document }: Contract, pointer: string): string | undefined {
  const value = at(document, pointer)
  if (value === undefined || isObject(value)) return undefined
  const name = tokens(pointer).at(-1) ?? ''
  // A name that stands in a list of required ones.
  if (/^\d+$/.test(name)) return undefined
  const text = `${JSON.stringify(name)}: ${JSON.stringify(value)}`
  return text.length > longestConstraint ? undefined : text
}

function promiseOf(contract: Contract, pointer: string | undefined) {
  if (pointer === undefined) return { evidence: 'stated' }
  const documented = descriptionAt(contract, pointer)
  const constraint = constraintAt(contract, pointer)
  return {
    ...(documented === undefined ? {} : { documented }),
    ...(constraint === undefined ? {} : { constraint }),
    evidence: evidenceAt(contract.document, pointer),
  }
}

/** Undefined for a finding of a rule that is not about single answers. */
function witnessOf(
  finding: Finding,
  subject: Subject,
  baseUrl: string | undefined,
): Witness | undefined {
  const check = [...checks, ...probeChecks].find(({ id }) => id === finding.rule)
  if (check === undefined) return undefined
  const { contract, exchange } = subject
  const { startedAt, response } = exchange
  const contentType = subject.contentType?.slice(0, 100)
  return {
    why: check.why,
    ...promiseOf(contract, finding.contract?.pointer),
    ...(startedAt === undefined ? {} : { startedAt: startedAt.slice(0, 40) }),
    request: witnessRequest(subject),
    response: {
      status: response.status,
      contentType: contentType === undefined ? null : concealCredentials(subject, contentType),
      excerpt: excerptFor({ finding, subject, baseUrl, check }),
    },
  }
}

/** For one run: the same fault in a thousand exchanges is shown once. */
export function startWitnesses({ contract, baseUrl }: WitnessOptions): AddWitnesses {
  const seen = new Set<string>()
  return (findings, exchange) => {
    let subject: Subject | undefined
    return findings.map((finding) => {
      const isKnown = seen.has(finding.fingerprint) || seen.size >= mostWitnesses
      // Of what only a pact hopes for, nothing has been sent.
      if (isKnown || exchange.kind !== 'observed') return finding
      subject ??= createSubject(exchange, contract, baseUrl)
      const witness = witnessOf(finding, subject, baseUrl)
      if (witness === undefined) return finding
      seen.add(finding.fingerprint)
      return { ...finding, witness }
    })
  }
}
