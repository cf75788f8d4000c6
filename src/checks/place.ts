// Places in the contract as reports name them: pointer, file and line, and the docs page behind.
import type { Contract } from '../contract/contract.ts'
import { sourceAt } from '../contract/evidence.ts'
import type { ContractPlace } from '../report.ts'

export function contractPlace(contract: Contract, pointer: string | null): ContractPlace | null {
  if (pointer === null) return null
  const location = contract.locate(pointer)
  const source = sourceAt(contract.document, pointer)
  return {
    pointer,
    file: location?.file ?? contract.path,
    ...(location === undefined ? {} : { line: location.line }),
    ...(source === undefined ? {} : { source }),
  }
}
