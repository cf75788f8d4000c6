// What the reference provider shows: the examples of the contract, so that nothing is written down twice.
import type { Contract } from '../contract/contract.ts'
import { at, isObject, type JsonObject } from '../contract/json.ts'
import { ToolError } from '../errors.ts'

export type Examples = {
  verified: JsonObject
  neverVerified: JsonObject
  failed: JsonObject
  badRequest: JsonObject
  unauthorized: JsonObject
  notFound: JsonObject
}

/** The error for a contract that lacks a part of ours. */
export function notOurs({ path }: Contract, part: string): ToolError {
  return new ToolError('E_CONTRACT', `${path} has no ${part}.`, {
    hint: 'The reference provider serves openapi/blackbox.yaml, or a version of it, and nothing else.',
  })
}

function exampleIn(contract: Contract, name: string): JsonObject {
  const value = at(contract.document, `/components/examples/${name}/value`)
  if (isObject(value)) return value
  throw notOurs(contract, `example ${name} with an object as its value`)
}

/** Throws E_CONTRACT where the contract is another than ours. */
export function readExamples(contract: Contract): Examples {
  return {
    verified: exampleIn(contract, 'VerifiedProvider'),
    neverVerified: exampleIn(contract, 'NeverVerifiedProvider'),
    failed: exampleIn(contract, 'FailedProvider'),
    badRequest: exampleIn(contract, 'BadRequestProblem'),
    unauthorized: exampleIn(contract, 'UnauthorizedProblem'),
    notFound: exampleIn(contract, 'NotFoundProblem'),
  }
}
