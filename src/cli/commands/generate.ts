// `generate`: the contract's types and validators, written, checked for drift, or kept up to date.
import { join, resolve } from 'node:path'
import { isToolError, ToolError } from '../../errors.ts'
import { type CommandContext, command, type ExitCode } from '../command.ts'
import { contractPath, openContract } from '../contract-option.ts'
import { failureText } from '../failure.ts'
import { contractFlags } from '../flags.ts'
import { type GeneratedTarget, generatedTarget } from '../generated-target.ts'

const flags = {
  contract: contractFlags.contract,
  'allow-remote-refs': contractFlags['allow-remote-refs'],
  out: {
    type: 'string',
    value: 'DIR',
    summary: 'Folder of the generated files',
    defaultText: 'src/generated, for the contract of this package',
  },
  check: { type: 'boolean', summary: 'Write nothing; fail if any file differs' },
  watch: { type: 'boolean', summary: 'Generate again whenever the contract is saved' },
} as const

type Context = CommandContext<typeof flags>
type Target = GeneratedTarget & { path: string }

export const generate = command({
  name: 'generate',
  summary: 'Write TypeScript types and standalone validators',
  details:
    'Writes types.ts, validators.js and judge.js, and declarations of these two. They import nothing and evaluate no text as code.',
  flags,
  async run(context) {
    const { check, watch } = context.options
    if (check && watch) {
      throw new ToolError('E_USAGE', 'generate takes either --check or --watch, not both.')
    }
    const target = targetOf(context)
    if (watch) return watchContract(context, target)
    return check ? checkOutputs(context, target) : writeAll(context, target)
  },
})

function targetOf(context: Context): Target {
  const target = generatedTarget(context)
  if (target !== undefined) return { path: contractPath(context), ...target }
  throw new ToolError('E_USAGE', 'generate does not know where to write.', {
    hint: 'Name a folder: --out src/generated.',
  })
}

/** The wanted files, and where they belong. What generates is heavy, so it is loaded only here. */
async function outputs(context: Context, { folder }: Target) {
  const { outputsFor } = await import('../../adapters/generated-files.ts')
  const contract = await openContract(context)
  return outputsFor(contract, folder, context.cwd)
}

async function writeAll(context: Context, target: Target): Promise<ExitCode> {
  const { writeOutputs } = await import('../../adapters/generated-files.ts')
  const wanted = await outputs(context, target)
  const { written, removed } = await writeOutputs(wanted, resolve(context.cwd, target.folder))
  const lines = [
    ...written.map((name) => `${join(target.folder, name)} written`),
    ...removed.map((name) => `${join(target.folder, name)} removed`),
  ]
  const none = `${target.folder}: ${wanted.size} files, all up to date`
  context.stdout(`${(lines.length === 0 ? [none] : lines).join('\n')}\n`)
  return 0
}

async function checkOutputs(context: Context, target: Target): Promise<ExitCode> {
  const { findDrift } = await import('../../adapters/generated-files.ts')
  const { driftLines } = await import('../../codegen/drift.ts')
  const wanted = await outputs(context, target)
  const drifts = await findDrift(wanted, resolve(context.cwd, target.folder))
  if (drifts.length === 0) {
    context.stdout(`${target.folder}: ${wanted.size} files, all up to date\n`)
    return 0
  }
  const lines = drifts.flatMap((drift) => {
    return driftLines({ ...drift, file: join(target.folder, drift.file) })
  })
  context.stdout(`${lines.join('\n')}\nRun: ${target.mend}\n`)
  return 1
}

/** Generates now and after every save, until interrupted. A document that is broken is told of, and waited for. */
async function watchContract(context: Context, target: Target): Promise<ExitCode> {
  const { documentChanges } = await import('../../adapters/watch-folder.ts')
  const changes = documentChanges(resolve(context.cwd, target.path), context.signal)
  await attempt(context, target)
  context.stdout(`watching ${target.path}\n`)
  for await (const _ of changes) await attempt(context, target)
  return 0
}

async function attempt(context: Context, target: Target): Promise<void> {
  try {
    await writeAll(context, target)
  } catch (error) {
    if (!isToolError(error)) throw error
    context.stderr(failureText(error, { debug: false, redact: context.secrets.redact }))
  }
}
