// From argv to an exit code: finds the command, merges its options, runs it, and catches everything.
import { readConfigFile } from '../adapters/config-file.ts'
import { packageVersion } from '../adapters/package-root.ts'
import { isToolError, ToolError } from '../errors.ts'
import { asksFor, checkPositionals, readArguments, splitCommand } from './args.ts'
import type { Command, Environment, ExitCode, FlagTable, Surroundings } from './command.ts'
import { type Commands, commands } from './commands.ts'
import { type ConfigFile, checkConfigFile, resolveConfig } from './config.ts'
import { failureText } from './failure.ts'
import { chosenFinding } from './finding-option.ts'
import { globalFlags } from './flags.ts'
import { commandHelp, programHelp, textWidth } from './help.ts'
import { createOutput, type Output } from './progress.ts'
import { publishReport, type Screen } from './publish.ts'
import { reportTargets } from './report-targets.ts'
import { createSecrets, type Secrets } from './secrets.ts'
import { suggestion } from './suggest.ts'
import { quoted } from './values.ts'

export type MainInput = Surroundings & {
  /** Without node and the script. */
  argv: readonly string[]
  /** How wide the terminal at standard output is; undefined where there is none. */
  stdoutColumns: number | undefined
  stderrColumns: number | undefined
  /** Given where more than this run has to keep its secrets; those of the environment by default. */
  secrets?: Secrets
}

type Run = {
  input: MainInput
  known: Commands
  secrets: Secrets
  output: Output
  debug: boolean
}

/** Runs one command line. Never throws: what stops it is told on standard error and is exit code 2. */
export async function main(input: MainInput, known: Commands = commands): Promise<ExitCode> {
  const secrets = input.secrets ?? createSecrets(input.env)
  const { redact } = secrets
  const output = createOutput({ ...input, redact }, input.stderrColumns)
  const run: Run = { input, known, secrets, output, debug: asksForDebug(input) }
  try {
    return await runCommandLine(run)
  } catch (error) {
    const interrupted = input.signal.aborted && !isToolError(error)
    output.stderr(
      interrupted ? 'error: interrupted.\n' : failureText(error, { debug: run.debug, redact }),
    )
    return 2
  } finally {
    output.progress('')
  }
}

/** Errors may come before argv is understood, and --debug is for them too. */
function asksForDebug({ argv, env }: MainInput): boolean {
  const variable = env.BLACKBOX_DEBUG
  return asksFor(argv, 'debug') || variable === '1' || variable === 'true'
}

async function runCommandLine(run: Run): Promise<ExitCode> {
  const { input, known, output } = run
  const { name, rest } = splitCommand(input.argv)
  const load = name !== undefined && Object.hasOwn(known, name) ? known[name] : undefined
  if (name !== undefined && load === undefined) {
    throw new ToolError('E_USAGE', `Unknown command ${quoted(name)}.`, {
      hint: suggestion(name, Object.keys(known), 'blackbox-contract --help lists them.'),
    })
  }
  if (asksFor(rest, 'version')) {
    output.stdout(`${packageVersion()}\n`)
    return 0
  }
  if (load === undefined) {
    const help = asksFor(rest, 'help')
    const write = help ? output.stdout : output.stderr
    const columns = help ? input.stdoutColumns : input.stderrColumns
    write(programHelp(await loadAll(known), readable(columns)))
    return help ? 0 : 2
  }
  const command = await load()
  if (asksFor(rest, 'help')) {
    output.stdout(commandHelp(command, readable(input.stdoutColumns)))
    return 0
  }
  return runCommand(command, rest, run)
}

function readable(columns = textWidth): number {
  return Math.min(columns, textWidth)
}

function loadAll(known: Commands): Promise<Command[]> {
  return Promise.all(Object.values(known).map((load) => load()))
}

async function runCommand(command: Command, rest: readonly string[], run: Run): Promise<ExitCode> {
  const { input, output, secrets } = run
  const { argv: _, stdoutColumns, stderrColumns: __, ...surroundings } = input
  const table: FlagTable = { ...command.flags, ...globalFlags }
  const { flags, positionals } = readArguments(rest, table)
  checkPositionals(positionals, command.usage ?? '')
  const { config } = resolveConfig({
    table: { config: globalFlags.config },
    flags,
    env: input.env,
    file: undefined,
  })
  const file = await configFile(typeof config === 'string' ? config : undefined, run)
  const options = resolveConfig({ table, flags, env: input.env, file })
  run.debug = options.debug === true
  // Read now, so that a wrong target stops the run before the work and not after it.
  const targets = reportTargets(Array.isArray(options.report) ? options.report : [], input.cwd)
  const finding = chosenFinding(options.finding, targets)
  return command.run({
    ...surroundings,
    ...output,
    secrets,
    columns: readable(stdoutColumns),
    positionals,
    options,
    wants: (format) => targets.some((each) => each.format === format),
    publish: (report) =>
      publishReport(report, targets, {
        cwd: input.cwd,
        finding,
        stdout: output.stdout,
        redact: secrets.redact,
        screen: screenOf(input.env, stdoutColumns),
      }),
  })
}

async function configFile(named: string | undefined, run: Run): Promise<ConfigFile | undefined> {
  const file = await readConfigFile(named, run.input.cwd)
  if (file === undefined) return undefined
  const tables = (await loadAll(run.known)).map(({ flags }) => flags)
  checkConfigFile(file, Object.assign({}, ...tables, globalFlags))
  return file
}

/** Colour as https://no-color.org and FORCE_COLOR ask for it, else where somebody is looking. */
function screenOf(env: Environment, columns: number | undefined): Screen {
  const { NO_COLOR: no = '', FORCE_COLOR: force = '', TERM: term } = env
  const watched = columns !== undefined && term !== 'dumb'
  const color = no === '' && (force === '' ? watched : force !== '0' && force !== 'false')
  return { color, width: columns ?? 100 }
}
