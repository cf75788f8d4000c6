// Rule: a value of an open set (`x-known-values`) is one of those known so far.
import { equal } from '../contract/compare.ts'
import type { Check } from './check.ts'
import { shown } from './words.ts'

export const knownValue: Check = {
  id: 'known-value',
  title: 'Value is a known one',
  why: 'The set is open, so a new value breaks no promise; code that switches over it may still miss a case.',
  severity: 'warning',
  message: ({ value, known }) =>
    `is ${value}; known so far: ${Array.isArray(known) ? known.join(', ') : ''}`,
  *run({ evaluation }) {
    const faulty = new Set(evaluation?.faults.map(({ at }) => at))
    for (const { schema, pointer, at, value, tentative } of evaluation?.visits ?? []) {
      const known = schema['x-known-values']
      if (!Array.isArray(known) || tentative || value === null || faulty.has(at)) continue
      if (known.some((each) => equal(each, value))) continue
      const args = { value: shown(value), known: known.map((each) => JSON.stringify(each)) }
      const place = `${pointer}/x-known-values`
      yield { kind: 'violation', at: `/response/body${at}`, pointer: place, args }
    }
  },
}
