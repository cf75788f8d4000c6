// A run against a live provider, for `verify` and for the gate: sends the plan, and says what was not asked.
import { driveLive, type LiveDrive, type LiveResult } from '../../adapters/live-drive.ts'
import { type LiveOptions, openLive } from '../../adapters/wire/live-fetch.ts'
import { ToolError } from '../../errors.ts'
import type { Inconclusive } from '../../report.ts'
import { count } from '../../reporters/words.ts'
import type { Exchange } from '../../traffic/exchange.ts'
import type { LivePlan } from '../../traffic/live/plan.ts'
import { startReplay } from '../../traffic/live/replay.ts'

// Longer notes are not read.
const shown = 5
const mostNotes = 12

const documented = 'documented answer'

/** What is left out for one reason: one aim of some operations, or several of them. */
function leftWords(left: LivePlan['left']): string {
  const aims = [...new Set(left.map(({ aim }) => aim))]
  const keys = [...new Set(left.map(({ operation }) => operation.key))]
  const [aim = ''] = aims
  const what = aims.length > 1 ? count(left.length, 'probe') : aim
  const rest = keys.length - shown
  const more = rest > 0 ? ` and ${count(rest, 'more operation')}` : ''
  return `${what} of ${keys.slice(0, shown).join(', ')}${more}`
}

/** One note for each reason, with the first of the operations that it keeps out. */
function leftNotes(left: LivePlan['left']): string[] {
  const reasons = [...new Set(left.map(({ reason }) => reason))]
  const notes = reasons.slice(0, mostNotes).map((reason) => {
    const own = left.filter((each) => each.reason === reason)
    return `live: left out, ${leftWords(own)}: ${reason}`
  })
  const rest = reasons.length - notes.length
  return rest > 0 ? [...notes, `live: left out for ${count(rest, 'more reason')}`] : notes
}

/** Refusals alone do not tell the API from a wall: where no documented answer is asked for, that is said. */
function unsought({ probes, left }: LivePlan): Inconclusive[] {
  if (probes.some(({ expectation }) => expectation.wanted === 'documented')) return []
  const safe = left.filter(({ aim }) => aim === documented)
  const kept = safe.length > 0 ? safe : left.filter(({ aim }) => aim === 'any answer')
  return kept.map(({ operation: { key }, reason }) => ({
    operation: key,
    probe: `${key} ${documented}`,
    reason,
    exchange: null,
  }))
}

function nothingPlanned(left: LivePlan['left']): ToolError {
  const [first] = left
  const hint =
    first === undefined ? 'It has no operation.' : `${first.operation.key}: ${first.reason}.`
  return new ToolError('E_INPUT', 'The contract gives nothing to ask for.', { hint })
}

export type LiveLimits = Omit<LiveOptions, 'now' | 'sleep'>

export type LiveRun = LiveResult & { notes: string[] }

function assertPlanned({ probes, left }: LivePlan): void {
  if (probes.length === 0) throw nothingPlanned(left)
}

function asRun(plan: LivePlan, result: LiveResult, notes: readonly string[]): LiveRun {
  const inconclusive = [...result.inconclusive, ...unsought(plan)]
  return { ...result, inconclusive, notes: [...notes, ...leftNotes(plan.left)] }
}

/** Where a secret is also an ordinary word, its stand-in may break, or mend, what the word did. */
function alteredNotes({ altered }: LiveResult, path: string | undefined): string[] {
  if (path === undefined || altered.length === 0) return []
  const places = altered.slice(0, shown).map((index) => `#${index}`)
  const rest = altered.length - places.length
  const more = rest > 0 ? ` and ${rest} more` : ''
  return [
    `live: check judges ${places.join(', ')}${more} of ${path} otherwise, as a secret is an ordinary word there`,
  ]
}

/** Throws E_INPUT where there is nothing to send. */
export async function runLive(
  plan: LivePlan,
  limits: LiveLimits,
  drive: Omit<LiveDrive, 'live'>,
): Promise<LiveRun> {
  assertPlanned(plan)
  const live = openLive(limits)
  try {
    const result = await driveLive(plan, { ...drive, live })
    const note = `live: ${count(live.sent(), 'request')} to ${drive.baseUrl}`
    return asRun(plan, result, [note, ...alteredNotes(result, drive.recorder?.path)])
  } finally {
    await live.close()
  }
}

type Replayed = {
  /** The file, as the user names it. */
  path: string
  exchanges: readonly Exchange[]
  secrets: readonly string[]
}

/** The same run again, by its recording: nothing is sent. Throws E_INPUT where nothing would be. */
export async function replayRun(
  plan: LivePlan,
  { path, exchanges, secrets }: Replayed,
  drive: Omit<LiveDrive, 'live'>,
): Promise<LiveRun> {
  assertPlanned(plan)
  const { contract, baseUrl, key = plan.wrongKey } = drive
  const live = startReplay(exchanges, { contract, baseUrl, secrets })
  const result = await driveLive(plan, { ...drive, key, live })
  const left = live.left()
  const notes = [`live: ${count(exchanges.length - left, 'exchange')} of ${path}; nothing was sent`]
  if (left > 0) notes.push(`live: ${count(left, 'exchange')} of ${path} not asked for`)
  return asRun(plan, result, notes)
}
