// Stage `mock`: Prism's answers obey the contract, seen through the typed client; wrong requests are refused.
import { driveNegative, drivePositive, startDrive } from '../../adapters/prism/mock-drive.ts'
import { type PrismProvider, startPrism } from '../../adapters/prism/prism.ts'
import { isToolError, ToolError } from '../../errors.ts'
import type { Finding } from '../../report.ts'
import { count, number } from '../../reporters/words.ts'
import { type Plan, planProbes } from '../../traffic/plan.ts'
import { chosenOperations } from '../operation-option.ts'
import type { GateStage, StageInput } from './stage.ts'

const deadlineMs = 60_000

// The mock listens on another port each time, and reports of equal runs are to be equal.
const baseUrl = 'http://mock'

// Long notes are not read.
const shown = 5
const mostNotes = 12

// Prism takes a second for some hundred answers: a document with a thousand operations would take hours.
const mostOperations = 100

/** One note for each place and rule that the mock gets wrong, however often and for whom. */
function artefactNotes(artefacts: readonly Finding[]): string[] {
  const groups = new Map<string, number>()
  for (const { at, rule } of artefacts) {
    // Names that Prism makes up are no place to look at.
    const place = rule === 'undocumented-field' ? at.replace(/[^/]*$/, '*') : at
    const key = `${place.replace(/\/\d+(?=\/|$)/g, '/*')} breaks ${rule}`
    groups.set(key, (groups.get(key) ?? 0) + 1)
  }
  // The busiest first, and not by the order of the answers, which come in any.
  const sorted = [...groups].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
  const notes = sorted
    .slice(0, mostNotes)
    .map(([key, times]) => `mock artefact: ${key} in ${count(times, 'answer')}: Prism's own doing`)
  const rest = sorted.length - notes.length
  return rest > 0 ? [...notes, `mock artefacts at ${count(rest, 'more place')}`] : notes
}

/** One note for each reason, with the first of the operations that it keeps out. */
function leftNotes(left: Plan['left']): string[] {
  const groups = new Map<string, string[]>()
  for (const { operation, reason } of left) {
    groups.set(reason, [...(groups.get(reason) ?? []), operation.key])
  }
  return [...groups].map(([reason, keys]) => {
    const rest = keys.length - shown
    const more = rest > 0 ? ` and ${count(rest, 'more operation')}` : ''
    return `mock: not asked, since ${reason}: ${keys.slice(0, shown).join(', ')}${more}`
  })
}

function restNotes(rest: number): string[] {
  if (rest <= 0) return []
  const others = count(rest, 'more operation')
  return [
    `mock: only the first ${mostOperations} operations are asked, not ${others}; --operation names them`,
  ]
}

async function start(
  { contract, context, seed }: StageInput,
  operations: readonly string[],
): Promise<PrismProvider> {
  const { document } = contract
  const { signal, fetch } = context
  try {
    return await startPrism({ document, operations, seed, deadlineMs, signal, fetch })
  } catch (cause) {
    if (!isToolError(cause) || cause.code !== 'E_PROVIDER') throw cause
    throw new ToolError('E_PROVIDER', cause.message, {
      hint: 'Choose operations with --operation KEY, or leave this stage out with --skip mock.',
      cause,
    })
  }
}

async function drive(input: StageInput, { positive, negative }: Plan, prism: PrismProvider) {
  const { contract, context, observe } = input
  const server = { name: prism.name, url: baseUrl, fetch: prism.fetch, observe }
  const driven = startDrive(contract, server, context.signal)
  for (const [index, probe] of positive.entries()) {
    const { operation, status } = probe
    context.progress(`mock: ${operation.key} ${status} (${index + 1}/${positive.length})`)
    await drivePositive(driven, probe, context.options.answers)
  }
  for (const probe of negative) await driveNegative(driven, probe)
  return driven.result
}

export const mockStage: GateStage = {
  name: 'mock',
  summary: "Prism's answers obey the contract through the typed client; wrong requests are refused",
  async run(input) {
    const { contract, context, seed } = input
    const { operation: named, answers: times } = context.options
    const chosen = chosenOperations(contract, named)
    const asked = new Set(named.length > 0 ? chosen : chosen.slice(0, mostOperations))
    const plan = planProbes(
      contract,
      contract.operations.filter(({ key }) => asked.has(key)),
    )
    const { positive, negative, left } = plan
    const notes = [...leftNotes(left), ...restNotes(chosen.length - asked.size)]
    const keys = [...new Set([...positive, ...negative].map(({ operation }) => operation.key))]
    if (keys.length === 0) {
      const skipped = 'there is nothing to ask for'
      return { checked: '', findings: [], unchecked: [], notes, skipped }
    }
    const prism = await start(input, keys)
    const { artefacts, ...result } = await drive(input, plan, prism).finally(prism.close)
    const answers = `${count(positive.length, 'answer')} × ${number(times)}`
    return {
      checked: `${count(keys.length, 'operation')}, ${answers}, ${count(negative.length, 'refusal')}`,
      ...result,
      notes: [...notes, `mock: seed ${seed}`, ...artefactNotes(artefacts)],
      operations: keys,
    }
  },
}
