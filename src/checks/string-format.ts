// Rule: strings have the documented form: the pattern as ECMA-262 reads it, the format by its RFC.
import type { Fault } from '../contract/schema-node.ts'
import type { Check } from './check.ts'
import { faultArgs, faultWords } from './words.ts'

/** Whether a fault is about the form of a string. */
export function isFormOfString({ keyword, value }: Fault): boolean {
  return (keyword === 'pattern' || keyword === 'format') && typeof value === 'string'
}

export const stringFormat: Check = {
  id: 'string-format',
  title: 'String has its format',
  why: 'Identifiers of another form belong to something else; dates of another form parse differently by platform.',
  severity: 'error',
  message: (args) => faultWords(args),
  *run({ evaluation }) {
    for (const fault of evaluation?.faults ?? []) {
      if (!isFormOfString(fault)) continue
      const { pointer, at, assumed } = fault
      yield {
        kind: 'violation',
        at: `/response/body${at}`,
        pointer,
        args: faultArgs(fault),
        assumed,
      }
    }
  },
}
