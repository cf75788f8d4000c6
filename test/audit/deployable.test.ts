// Rule deployable: one finding for each pact that does not hold, or is not known to.
import { describe, expect, it, test } from 'vitest'
import { deploymentFindings, type Matrix, type MatrixRow } from '../../src/audit/deployable.ts'

function row(verified: boolean | null, provider: string | null = '7'): MatrixRow {
  return {
    consumer: { name: 'A', version: '1' },
    provider: { name: 'B', version: provider },
    verified,
  }
}

describe('deploymentFindings', () => {
  it.each<[string, { given: Matrix; want: string[] }]>([
    [
      'a pact that holds',
      { given: { deployable: true, reasons: [], rows: [row(true)] }, want: [] },
    ],
    ['no pacts', { given: { deployable: true, reasons: ['none'], rows: [] }, want: [] }],
    [
      'a broken one beside one that holds',
      {
        given: { deployable: false, reasons: ['no'], rows: [row(true), row(false)] },
        want: ['B 7 does not honour the pact of A 1'],
      },
    ],
    [
      'one not verified yet',
      {
        given: { deployable: false, reasons: ['no'], rows: [row(null)] },
        want: ['B 7 has not verified the pact of A 1 yet'],
      },
    ],
    [
      'one that no provider could verify',
      {
        given: { deployable: false, reasons: ['no'], rows: [row(null, null)] },
        want: ['B (no version that it would meet) has not verified the pact of A 1 yet'],
      },
    ],
    [
      'a refusal for reasons beyond the rows',
      {
        given: { deployable: false, reasons: ['one', 'two'], rows: [row(true)] },
        want: ['the broker says: one', 'the broker says: two'],
      },
    ],
    [
      'a refusal without a word',
      {
        given: { deployable: false, reasons: [], rows: [] },
        want: ['the broker says: it gives no reason'],
      },
    ],
    [
      'a yes that the rows contradict',
      {
        given: { deployable: true, reasons: [], rows: [row(false)] },
        want: ['B 7 does not honour the pact of A 1'],
      },
    ],
  ])('%s', (_, { given, want }) => {
    const findings = deploymentFindings(given, 'A')
    expect(findings.map(({ message }) => message)).toEqual(want)
    expect(findings.every(({ severity }) => severity === 'error')).toBe(true)
  })
})

test('the same two have the same fingerprint in any version', () => {
  const of = (given: MatrixRow) =>
    deploymentFindings({ deployable: false, reasons: [], rows: [given] }, 'A')[0]?.fingerprint
  expect(of(row(false))).toBe(of(row(null, '8')))
  const other = { ...row(false), provider: { name: 'C', version: '7' } }
  expect(of(other)).not.toBe(of(row(false)))
})
