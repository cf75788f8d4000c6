// `verify`: a live provider, asked politely, held against the contract.

import type { LiveDrive } from '../../adapters/live-drive.ts'
import type { Contract } from '../../contract/contract.ts'
import { ToolError } from '../../errors.ts'
import { buildReport } from '../../report.ts'
import type { Exchange } from '../../traffic/exchange.ts'
import { type CommandContext, command, type ExitCode } from '../command.ts'
import { openContract } from '../contract-option.ts'
import { startEvidence } from '../evidence-option.ts'
import {
  acceptFlags,
  contractFlags,
  evidenceFlags,
  knownFlags,
  liveFlags,
  reportFlags,
} from '../flags.ts'
import { startKnown } from '../known-option.ts'
import type { Prepared } from '../live/live-ask.ts'
import type { LiveLimits, LiveRun } from '../live/live-run.ts'
import { witnessesFor } from '../witness-option.ts'

const flags = {
  ...contractFlags,
  ...liveFlags,
  plan: { type: 'boolean', summary: 'Show what would be sent, and send nothing' },
  operation: {
    type: 'list',
    value: 'KEY',
    summary: 'Ask for this operation only: "GET /users/{id}"',
    defaultText: 'all',
  },
  'allow-unsafe': {
    type: 'list',
    value: 'KEY',
    summary: 'Ask for this operation, too, though it may change something',
    defaultText: 'none',
  },
  timeout: {
    type: 'integer',
    value: 'MS',
    summary: 'Wait so long for each whole answer',
    default: 10_000,
    min: 1,
    max: 600_000,
  },
  'run-timeout': {
    type: 'integer',
    value: 'S',
    summary: 'Send nothing after that time',
    default: 300,
    min: 1,
    max: 86_400,
  },
  'max-body': {
    type: 'integer',
    value: 'MB',
    summary: 'Largest body to read, decompressed',
    default: 10,
    min: 1,
    max: 500,
  },
  rate: {
    type: 'integer',
    value: 'N',
    summary: 'Requests a second, at most',
    default: 5,
    min: 1,
    max: 1000,
  },
  'max-requests': {
    type: 'integer',
    value: 'N',
    summary: 'Requests in all, at most, those sent again included',
    defaultText: 'no limit',
    min: 1,
  },
  record: {
    type: 'string',
    value: 'FILE.har',
    summary: 'Keep the exchanges, without their secrets, for check and --replay',
    defaultText: 'none',
  },
  replay: {
    type: 'string',
    value: 'FILE.har',
    summary: 'Ask the recording of an earlier run instead, and send nothing',
    defaultText: 'none',
  },
  ca: {
    type: 'string',
    value: 'FILE',
    summary: 'Certificates to trust instead of the usual ones, in PEM form',
    defaultText: 'none',
  },
  seed: {
    type: 'integer',
    value: 'N',
    summary: 'Makes the values that nobody has repeatable',
    default: 1,
    min: 0,
    max: 2 ** 31 - 1,
  },
  ...evidenceFlags,
  ...knownFlags,
  ...acceptFlags,
  ...reportFlags,
} as const

type Context = CommandContext<typeof flags>

async function limitsOf({ options, env, signal, cwd }: Context): Promise<LiveLimits> {
  const { readCertificates } = await import('../../adapters/wire/certificate-file.ts')
  return {
    timeoutMs: options.timeout,
    runMs: options['run-timeout'] * 1000,
    maxBodyBytes: options['max-body'] * 1_000_000,
    rate: options.rate,
    maxRequests: options['max-requests'],
    signal,
    env,
    ca: options.ca === undefined ? undefined : await readCertificates(options.ca, cwd),
  }
}

async function showPlan(
  context: Context,
  contract: Contract,
  { plan, baseUrl = '' }: Prepared,
): Promise<ExitCode> {
  const { planTables } = await import('../../traffic/live/plan-table.ts')
  const report = buildReport({
    contract,
    exchanges: 0,
    operations: new Set(plan.probes.map(({ operation }) => operation.key)).size,
    findings: [],
    unchecked: [],
    durationMs: 0,
    notes: [],
    tables: planTables(plan, baseUrl),
    planned: true,
  })
  return context.publish(report)
}

type Asked = Prepared & {
  contract: Contract
  baseUrl: string
  /** Those of the recording that answers instead of the provider. */
  exchanges: readonly Exchange[] | undefined
}

async function ask(
  context: Context,
  asked: Asked,
  drive: Omit<LiveDrive, 'live' | 'recorder'>,
): Promise<LiveRun> {
  const { options, secrets } = context
  const { plan, exchanges } = asked
  const { runLive, replayRun } = await import('../live/live-run.ts')
  if (exchanges !== undefined) {
    const recording = { path: options.replay ?? '', exchanges, secrets: secrets.values() }
    return replayRun(plan, recording, drive)
  }
  const limits = await limitsOf(context)
  const recorder = await recorderFor(context, asked)
  return runLive(plan, limits, { ...drive, recorder }).finally(recorder?.save)
}

async function recorderFor({ options, cwd, secrets }: Context, { contract, baseUrl }: Asked) {
  if (options.record === undefined) return undefined
  const { startRecorder } = await import('../live/recorder.ts')
  const recorder = startRecorder(options.record, { contract, baseUrl, cwd, secrets })
  // A file that cannot be written costs no run.
  await recorder.save()
  return recorder
}

function recordNotes({ options }: Context, { baseUrl }: Asked): string[] {
  if (options.record === undefined) return []
  return [`live: kept in ${options.record}, for check with --base-url ${baseUrl}`]
}

async function send(context: Context, asked: Asked): Promise<ExitCode> {
  const { options, now, progress } = context
  const { contract, baseUrl, key } = asked
  const start = now()
  const { observe, conclude } = await startEvidence(context, contract)
  const known = await startKnown(context)
  const show = await witnessesFor(context, { contract, baseUrl })
  const run = await ask(context, asked, {
    ...{ contract, baseUrl, key, now, progress, show, observe },
    observeLive: known.observe,
  })
  progress('')
  const accepted = await known.conclude(run.findings)
  const evidence = await conclude()
  const report = buildReport({
    contract,
    exchanges: run.answers,
    operations: run.operations.size,
    findings: [...accepted.findings, ...evidence.findings],
    unchecked: run.unchecked,
    inconclusive: run.inconclusive,
    durationMs: now() - start,
    notes: [...run.notes, ...recordNotes(context, asked), ...accepted.notes, ...evidence.notes],
    coverage: evidence.coverage,
    allowUnchecked: options['allow-unchecked'],
  })
  return context.publish(report)
}

export const verify = command({
  name: 'verify',
  summary: 'Hold a live provider against the contract',
  details:
    'Asks each safe operation whose parameters are given, and sends requests that must be refused. The key comes from BLACKBOX_API_KEY and goes to that URL alone. Exit code 2 where nothing is wrong, but an answer shows nothing.',
  flags,
  async run(context) {
    const { options } = context
    const { url, param, operation, seed } = options
    if (url === undefined && !options.plan) {
      throw new ToolError('E_USAGE', 'verify needs --url URL.', {
        hint: 'It names the provider to ask; --plan shows what for.',
      })
    }
    const { prepareLive } = await import('../live/live-ask.ts')
    const contract = await openContract(context)
    const { readReplay } = await import('../live/read-replay.ts')
    const exchanges = await readReplay(options, context.cwd)
    const recorded = exchanges && new Set(exchanges.map(({ probe }) => probe?.id ?? ''))
    const wanted = { url, param, operation, unsafe: options['allow-unsafe'], seed, recorded }
    const prepared = prepareLive(contract, wanted, context)
    const { baseUrl } = prepared
    if (options.plan || baseUrl === undefined) return showPlan(context, contract, prepared)
    return send(context, { ...prepared, contract, baseUrl, exchanges })
  },
})
