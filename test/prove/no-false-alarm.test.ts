// The words of a false alarm: who told of what, and by which sample it can be had again.
import { expect, test } from 'vitest'
import { falseAlarm, noFalseAlarm } from '../../src/prove/no-false-alarm.ts'
import { finding, gap } from '../reporters/sample-report.ts'

test('repeats what a rule said of a valid sample, and how to have it again', () => {
  const told = falseAlarm(finding(), { seed: 7, sample: 12 })
  expect(told).toMatchObject({
    rule: noFalseAlarm.id,
    severity: 'error',
    message:
      "a valid sample breaks string-format: The value is no 'uuid': it has 35 characters. (seed 7, sample 12)",
    contract: finding().contract,
    at: '/response/body/id',
    exchange: null,
    args: { told: 'string-format', seed: 7, sample: 12 },
  })
})

test('repeats why a part could not be judged', () => {
  const { message } = falseAlarm(gap({ severity: 'error' }), { seed: 1, sample: 0 })
  expect(message).toContain('The pattern is not ECMAScript.')
})

test('is the same fault whichever sample shows it', () => {
  const first = falseAlarm(finding(), { seed: 1, sample: 0 })
  const other = falseAlarm(finding(), { seed: 2, sample: 9 })
  expect(other.fingerprint).toBe(first.fingerprint)
  expect(other.fingerprint).not.toBe(finding().fingerprint)
})
