// Rule generated-fresh: one finding for each file, with what drifted and what to do.
import { expect, test } from 'vitest'
import { driftFinding } from '../../src/audit/generated-fresh.ts'

const mend = 'npx blackbox-contract generate'

test('names the file, its changes and the command', () => {
  const finding = driftFinding('src/generated/types.ts', ['differs', '  User.name added'], mend)
  expect(finding).toMatchObject({
    rule: 'generated-fresh',
    severity: 'error',
    at: 'src/generated/types.ts',
    message: 'src/generated/types.ts differs; User.name added. Run: npx blackbox-contract generate',
    contract: null,
    exchange: null,
  })
})

test('the same file has the same fingerprint, whatever drifted', () => {
  const one = driftFinding('a.ts', ['is missing'], mend)
  const two = driftFinding('a.ts', ['differs'], 'another command')
  expect(one.fingerprint).toBe(two.fingerprint)
  expect(driftFinding('b.ts', ['is missing'], mend).fingerprint).not.toBe(one.fingerprint)
})
