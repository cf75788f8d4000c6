// What a command is: a table of flags and one function, given everything it may touch.
import type { Report } from '../report.ts'
import type { Format } from '../reporters/index.ts'
import type { Secrets } from './secrets.ts'

/** 0 clean; 1 findings, drift or breaking changes; 2 the job could not be done. */
export type ExitCode = 0 | 1 | 2

type Named = { summary: string }
type Valued = Named & {
  /** The word that stands for the value in the help text: `FILE`, `N`, `FORMAT=PATH`. */
  value: string
  /** What the help text calls the default where `default` cannot say it. */
  defaultText?: string
}

/** One flag; its key in a flag table is its long name, its config key and (in capitals) its variable. */
export type Flag =
  | (Named & { type: 'boolean' })
  | (Valued & { type: 'string'; default?: string; choices?: readonly string[] })
  | (Valued & { type: 'integer'; default?: number; min?: number; max?: number })
  /** May be given more than once. With `choices`, one value may hold several, between commas. */
  | (Valued & { type: 'list'; default?: readonly string[]; choices?: readonly string[] })

/** Flags by long name, without the dashes: `'allow-unchecked'`. */
export type FlagTable = Readonly<Record<string, Flag>>

type Choice<F> = F extends { choices: readonly (infer C extends string)[] } ? C : string

/** The type of a flag's value once flags, environment, config file and default are merged. */
export type OptionOf<F> = F extends { type: 'boolean' }
  ? boolean
  : F extends { type: 'list' }
    ? readonly Choice<F>[]
    : F extends { type: 'integer' }
      ? number | (F extends { default: number } ? never : undefined)
      : Choice<F> | (F extends { default: string } ? never : undefined)

export type Options<F extends FlagTable> = { readonly [Name in keyof F]: OptionOf<F[Name]> }

export type Environment = Readonly<Record<string, string | undefined>>

/** Writes text as it is, without a line end of its own; secrets are masked on the way. */
export type Write = (text: string) => void

/** Everything of the outside world that a command may use; what is not here is in `adapters/`. */
export type Surroundings = {
  env: Environment
  cwd: string
  stdin: AsyncIterable<Uint8Array>
  stdout: Write
  stderr: Write
  fetch: typeof fetch
  /** Milliseconds since the epoch. */
  now: () => number
  /** Aborts when the user interrupts; long work stops on it and closes what it has opened. */
  signal: AbortSignal
}

export type CommandContext<F extends FlagTable = FlagTable> = Surroundings & {
  /** As many as the command's `usage` allows; already counted. */
  positionals: readonly string[]
  options: Options<F>
  /** Where a secret has to be added before it is used, and by which all is redacted that is written. */
  secrets: Secrets
  /** How many columns the lines of prose on standard output may take. */
  columns: number
  /** Shows what is going on, on one line of standard error; does nothing where nobody watches. */
  progress: (text: string) => void
  /** Whether a report of this format is asked for: what only that one shows need not be made otherwise. */
  wants: (format: Format) => boolean
  /**
   * Writes every report that `--report` asks for, the terminal's on standard output unless another
   * one goes there, and gives the exit code that the verdict means. Needs `reportFlags`.
   */
  publish: (report: Report) => Promise<ExitCode>
}

export type CommandDefinition<F extends FlagTable> = {
  name: string
  /** One line for the list of commands, without a full stop. */
  summary: string
  /**
   * The positionals, and by it how many there may be: `FILE...`, `[ID]`, `BASE [REVISION]`,
   * `verify|publish [FILE]...`. None if absent.
   */
  usage?: string
  /** Further lines for the command's own help. */
  details?: string
  flags: F
  // Method syntax on purpose: it lets commands with different flag tables stand in one list.
  run(context: CommandContext<F>): Promise<ExitCode>
}

export type Command = CommandDefinition<FlagTable>

/**
 * Declares a command, so that `context.options` is typed by its own flag table.
 *
 * A command's file is loaded whenever help is shown or a config file is read: it imports heavy
 * packages (Prism, Redocly, openapi-typescript) inside `run` only.
 *
 * @example
 * export const check = command({
 *   name: 'check',
 *   summary: 'Judge recorded traffic',
 *   usage: 'FILE...',
 *   flags: { ...contractFlags, ...reportFlags, 'base-url': { type: 'string', value: 'URL', summary: '…' } },
 *   async run({ options, positionals, publish }) { … return publish(report) },
 * })
 */
export function command<const F extends FlagTable>(definition: CommandDefinition<F>): Command {
  return definition
}
