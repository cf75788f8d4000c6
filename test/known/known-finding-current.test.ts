// The rule about entries that outlive their faults.
import { expect, test } from 'vitest'
import { allRules, trafficRules } from '../../src/cli/rule-list.ts'
import { fixedFinding, knownFindingCurrent } from '../../src/known/known-finding-current.ts'

const entry = {
  fingerprint: '0123456789abcdef',
  rule: 'response-schema',
  operation: 'GET /trunks/{id}',
  at: '/response/body/channels',
  pointer: '/paths',
  statuses: [200],
  reason: 'The vendor knows it',
  until: '2026-12-31',
  line: 7,
}

test('names the entry, what it was for, and its line', () => {
  expect(fixedFinding('contracts/known-findings.yaml', entry)).toMatchObject({
    rule: 'known-finding-current',
    severity: 'warning',
    operation: 'GET /trunks/{id}',
    at: 'contracts/known-findings.yaml:7',
    message:
      'response-schema at /response/body/channels no longer occurs: remove the entry 0123456789abcdef (The vendor knows it)',
    exchange: null,
  })
})

test('has a fingerprint that does not move with the line', () => {
  const [one, moved, other] = [
    entry,
    { ...entry, line: 70 },
    { ...entry, fingerprint: 'f'.repeat(16) },
  ].map((each) => fixedFinding('known.yaml', each).fingerprint)
  expect(moved).toBe(one)
  expect(other).not.toBe(one)
})

test('is a rule as any, and cannot be accepted itself', () => {
  expect(knownFindingCurrent.why).toMatch(/[.]$/)
  expect(allRules).toContain(knownFindingCurrent)
  expect(trafficRules).not.toContain(knownFindingCurrent)
})
