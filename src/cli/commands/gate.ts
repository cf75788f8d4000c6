// `gate`: everything that CI needs, stage by stage, with one exit code.
import type { Contract } from '../../contract/contract.ts'
import { isToolError, ToolError } from '../../errors.ts'
import { buildReport, isFailure, type Stage } from '../../report.ts'
import { type CommandContext, command } from '../command.ts'
import { contractPath, openContract } from '../contract-option.ts'
import { startEvidence } from '../evidence-option.ts'
import { gateFlags, stageNames } from '../gate-flags.ts'
import { startKnown } from '../known-option.ts'
import { chosenOperations } from '../operation-option.ts'
import type { StageInput, StageOutcome } from '../stages/stage.ts'
import { stages } from '../stages.ts'

type Context = CommandContext<typeof gateFlags>
type Ran = { stage: Stage; outcome: StageOutcome; error?: ToolError }

const nothing: StageOutcome = { checked: '', findings: [], unchecked: [] }

function chosen({ options }: Context): (typeof stageNames)[number][] {
  const { only, skip, url } = options
  if (only.includes('live') && url === undefined) {
    throw new ToolError('E_USAGE', 'Stage live needs --url URL.', {
      hint: 'It names the provider to ask.',
    })
  }
  // Nobody misses it who has no provider to ask.
  const names = stageNames.filter((name) => name !== 'live' || url !== undefined)
  return names.filter((name) => (only.length === 0 || only.includes(name)) && !skip.includes(name))
}

function verdictOf(outcome: StageOutcome, allowUnchecked: boolean): Stage['verdict'] {
  if (outcome.skipped !== undefined) return 'skipped'
  const blind = !allowUnchecked && outcome.unchecked.some(({ severity }) => severity === 'error')
  if (blind || outcome.findings.some(isFailure)) return 'fail'
  return (outcome.inconclusive ?? []).length > 0 ? 'inconclusive' : 'pass'
}

async function runStage(name: (typeof stageNames)[number], input: StageInput): Promise<Ran> {
  const { context } = input
  context.signal.throwIfAborted()
  const start = context.now()
  context.progress(`stage ${name}`)
  const took = () => context.now() - start
  try {
    const stage = await stages[name]()
    const found = await stage.run(input)
    const outcome = { ...found, findings: input.mark(found.findings) }
    const verdict = verdictOf(outcome, context.options['allow-unchecked'])
    const checked = outcome.skipped ?? outcome.checked
    return { stage: { name, checked, verdict, durationMs: took() }, outcome }
  } catch (error) {
    if (!isToolError(error)) throw error
    // The stages before it have their results; they are reported, and then the error is.
    const stage: Stage = { name, checked: 'could not be run', verdict: 'fail', durationMs: took() }
    return { stage, outcome: nothing, error }
  } finally {
    context.progress('')
  }
}

/** A name or a URL that cannot be meant stops the run before the work. */
async function checkAsked(context: Context, contract: Contract): Promise<void> {
  const { url, param, operation, seed } = context.options
  chosenOperations(contract, operation)
  if (!chosen(context).includes('live')) return
  const { prepareLive } = await import('../live/live-ask.ts')
  prepareLive(contract, { url, param, operation, unsafe: [], seed }, context)
}

/** Runs the chosen stages in order. With a broken contract, the rest would only repeat its faults. */
async function runStages(input: StageInput): Promise<Ran[]> {
  const ran: Ran[] = []
  for (const name of chosen(input.context)) {
    const broken = ran.some(({ stage }) => stage.name === 'contract' && stage.verdict === 'fail')
    if (broken || ran.some(({ error }) => error !== undefined)) {
      const checked = broken ? 'the contract is at fault' : 'an earlier stage could not be run'
      ran.push({ stage: { name, checked, verdict: 'skipped', durationMs: 0 }, outcome: nothing })
    } else ran.push(await runStage(name, input))
  }
  return ran
}

function nothingChecked(ran: readonly Ran[]): ToolError {
  const reasons = ran.map(({ stage }) => `${stage.name}: ${stage.checked}.`)
  return new ToolError('E_INPUT', 'Nothing was checked.', {
    hint: reasons.length > 0 ? reasons.join(' ') : 'Leave at least one stage in.',
  })
}

export const gate = command({
  name: 'gate',
  summary: 'Run everything that CI needs, offline',
  details: `Stages: ${stageNames.join(', ')}. The last runs with --url only. All have one exit code between them.`,
  flags: gateFlags,
  async run(context) {
    const { options, now } = context
    const start = now()
    const contract = await openContract(context)
    await checkAsked(context, contract)
    const { observe, conclude } = await startEvidence(context, contract)
    const known = await startKnown(context)
    const path = contractPath(context)
    const witnesses = { observe, observeLive: known.observe, mark: known.mark }
    const input = { context, contract, path, seed: options.seed, ...witnesses }
    const ran = await runStages(input)
    if (ran.every(({ stage }) => stage.verdict === 'skipped')) throw nothingChecked(ran)
    const outcomes = ran.map(({ outcome }) => outcome)
    const evidence = await conclude()
    const accepted = await known.conclude(outcomes.flatMap(({ findings }) => findings))
    const report = buildReport({
      contract,
      exchanges: outcomes.reduce((sum, { exchanges = 0 }) => sum + exchanges, 0),
      operations: new Set(outcomes.flatMap(({ operations = [] }) => operations)).size,
      findings: [...accepted.findings, ...evidence.findings],
      unchecked: outcomes.flatMap(({ unchecked }) => unchecked),
      inconclusive: outcomes.flatMap(({ inconclusive = [] }) => inconclusive),
      durationMs: now() - start,
      notes: [...outcomes.flatMap(({ notes = [] }) => notes), ...evidence.notes],
      stages: ran.map(({ stage }) => stage),
      coverage: evidence.coverage,
      allowUnchecked: options['allow-unchecked'],
    })
    const exitCode = await context.publish(report)
    const failure = ran.find(({ error }) => error !== undefined)?.error
    if (failure !== undefined) throw failure
    return exitCode
  },
})
