// What came of each constraint, and the counts of it: for an operation, and for the contract as a whole.

/** The later, the worse: a constraint of several samples counts as its worst. */
const outcomes = ['implied', 'unsampled', 'caught', 'missed'] as const

export type ConstraintOutcome = (typeof outcomes)[number]

export type Tally = {
  constraints: Map<string, ConstraintOutcome>
  falseAlarms: number
  /** Valid samples that were judged. */
  valid: number
}

export type Counts = {
  /** Distinct constraints but the implied ones: caught, missed and unsampled together. */
  constraints: number
  caught: number
  missed: number
  falseAlarms: number
  unsampled: number
  /** Implied by another constraint of the same value, so that nothing breaks them alone. */
  implied: number
  valid: number
}

export function emptyTally(): Tally {
  return { constraints: new Map(), falseAlarms: 0, valid: 0 }
}

export function note(tally: Tally, constraint: string, outcome: ConstraintOutcome): void {
  const before = tally.constraints.get(constraint)
  const isWorse = before === undefined || outcomes.indexOf(outcome) > outcomes.indexOf(before)
  if (isWorse) tally.constraints.set(constraint, outcome)
}

/** Adds one tally to another. */
export function addTally(sum: Tally, more: Tally): void {
  for (const [constraint, outcome] of more.constraints) note(sum, constraint, outcome)
  sum.falseAlarms += more.falseAlarms
  sum.valid += more.valid
}

export function countsOf({ constraints, falseAlarms, valid }: Tally): Counts {
  const counted = { implied: 0, unsampled: 0, caught: 0, missed: 0 }
  for (const outcome of constraints.values()) counted[outcome]++
  const { caught, missed, unsampled, implied } = counted
  const all = caught + missed + unsampled
  return { constraints: all, caught, missed, falseAlarms, unsampled, implied, valid }
}
