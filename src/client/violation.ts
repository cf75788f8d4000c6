// The error of a client whose answer breaks the contract: findings, and nothing of the body.
import type { Finding } from '../generated/judge.js'

const shownAtMost = 3

function sentence({ operation, at, message }: Finding): string {
  return `${operation ?? 'unknown operation'} ${at} ${message}`
}

/**
 * Thrown for an answer that breaks the contract. `findings` says what, where, and by which part of the
 * contract; neither it nor the message holds the body or a credential.
 */
export class ContractViolationError extends Error {
  override readonly name = 'ContractViolationError'
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[]) {
    const rest = findings.length - shownAtMost
    const more = rest > 0 ? `; and ${rest} more` : ''
    super(
      `The answer breaks its contract: ${findings.slice(0, shownAtMost).map(sentence).join('; ')}${more}`,
    )
    this.findings = findings
  }
}
