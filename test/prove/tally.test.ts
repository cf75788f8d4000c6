// How outcomes add up: the worst of a constraint's samples counts, and the implied ones stand apart.
import { expect, test } from 'vitest'
import {
  addTally,
  type ConstraintOutcome,
  countsOf,
  emptyTally,
  note,
} from '../../src/prove/tally.ts'

test.each<[string, { given: ConstraintOutcome[]; want: ConstraintOutcome }]>([
  ['missed once is missed', { given: ['caught', 'missed', 'caught'], want: 'missed' }],
  ['caught somewhere is sampled', { given: ['unsampled', 'caught', 'implied'], want: 'caught' }],
  ['implied here and unsampled there', { given: ['implied', 'unsampled'], want: 'unsampled' }],
])('%s', (_, { given, want }) => {
  const tally = emptyTally()
  for (const outcome of given) note(tally, 'a', outcome)
  expect([...tally.constraints]).toEqual([['a', want]])
})

test('counts each constraint once in a sum', () => {
  const [first, second] = [emptyTally(), emptyTally()]
  note(first, 'shared', 'caught')
  note(second, 'shared', 'missed')
  note(second, 'other', 'implied')
  note(second, 'third', 'unsampled')
  first.valid = 3
  second.valid = 4
  second.falseAlarms = 1
  addTally(first, second)
  expect(countsOf(first)).toEqual({
    constraints: 2,
    caught: 0,
    missed: 1,
    falseAlarms: 1,
    unsampled: 1,
    implied: 1,
    valid: 7,
  })
})
