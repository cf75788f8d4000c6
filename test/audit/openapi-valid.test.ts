// Rule openapi-valid: what a linter found, with its severity and its place.
import { expect, test } from 'vitest'
import { auditContract } from '../../src/audit/audit.ts'
import type { DocumentProblem } from '../../src/audit/contract-rule.ts'
import { openapiValid } from '../../src/audit/openapi-valid.ts'
import { contractOf } from '../checks/fixture.ts'
import { testRule } from './fixture.ts'

const problem: DocumentProblem = {
  rule: 'struct',
  severity: 'error',
  message: 'Property `pathz` is not expected here.',
  pointer: '/pathz',
  file: 'parts/other.yaml',
  line: 12,
}

testRule(openapiValid, {
  clean: [['a document without problems', { given: { parts: 'paths: {}' } }]],
  violating: [
    [
      'what the linter calls an error',
      {
        given: { parts: 'paths: {}', problems: [problem] },
        want: ['error /pathz: Property `pathz` is not expected here. (struct)'],
      },
    ],
    [
      'what the linter calls a warning, as a warning',
      {
        given: { parts: 'paths: {}', problems: [{ ...problem, severity: 'warning' }] },
        want: ['warning /pathz: Property `pathz` is not expected here. (struct)'],
      },
    ],
  ],
  unchecked: 'The linter reads the whole document.',
})

test('the place is that of the linter, which may be another file', async () => {
  const { findings } = auditContract(await contractOf('paths: {}'), [problem])
  expect(findings[0]?.contract).toEqual({ pointer: '/pathz', file: 'parts/other.yaml', line: 12 })
})
