// The standalone judge of a contract: one ES module without imports, and its declarations.
import type { Contract } from '../contract/contract.ts'
import { judgeRuntime, runtimeTypes } from '../generated/runtime-source.ts'
import { contractText, exportsText, localNames } from './contract-text.ts'
import { mentioned } from './judged-document.ts'

const local = localNames(judgeRuntime)

/** The text of `judge.js` below its header. `path` is what the contract is called in reports. */
export function judgeText(contract: Contract, path: string): string {
  const judgeExchange = judgeRuntime.names.judgeExchange ?? ''
  return [
    judgeRuntime.source,
    contractText(judgeRuntime, contract, path),
    rulesText(contract),
    '/** Holds one exchange against the contract. */',
    `function ${local('judge')}(exchange, options) {`,
    `  return ${judgeExchange}({ contract, checks: ${local('rules')} }, exchange, options)`,
    '}',
    '',
    exportsText(['contract', 'judge'], local),
  ].join('\n')
}

/** The text of `judge.d.ts` below its header. */
export function judgeTypesText(): string {
  return [
    runtimeTypes,
    '/** The contract that the judge was made from. */',
    'export declare const contract: { readonly title: string; readonly version: string; readonly path: string }',
    '',
    '/** Holds one exchange against the contract. `baseUrl` is a base beside the servers of the contract. */',
    'export declare function judge(exchange: Exchange, options?: { baseUrl?: string }): Judgement',
    '',
  ].join('\n')
}

/**
 * Rules that have nothing to say of this contract. Requests are the types' matter: a generated judge looks
 * at answers.
 */
function idleRules(contract: Contract): Set<string> {
  const { keywords } = mentioned(contract)
  const headers = contract.operations.some(({ responses }) => {
    return responses.some((response) => response.headers.length > 0)
  })
  return new Set([
    'request-schema',
    ...(headers ? [] : ['response-header']),
    ...(keywords.has('discriminator') ? [] : ['discriminator']),
    ...(keywords.has('x-equals') ? [] : ['equals']),
    ...(keywords.has('x-known-values') ? [] : ['known-value']),
  ])
}

function rulesText(contract: Contract): string {
  const idle = idleRules(contract)
  const names = Object.entries(judgeRuntime.checks).filter(([id]) => !idle.has(id))
  return `const ${local('rules')} = [\n${names.map(([, name]) => `  ${name},\n`).join('')}]\n`
}
