// Merges what flags, environment and config file say into the options of a command.
import type { JsonObject } from '../contract/json.ts'
import { ToolError } from '../errors.ts'
import type { GivenFlags } from './args.ts'
import type { Environment, FlagTable, Options } from './command.ts'
import { refuseSecret } from './secret-flags.ts'
import { suggestion } from './suggest.ts'
import { defaultOf, fromJson, fromText, quoted, type Value } from './values.ts'

/** A config file's options; `path` as the user knows it. */
export type ConfigFile = { path: string; values: JsonObject }

// They steer the command line itself, before a config file is read.
const flagsOnly = new Set(['help', 'version', 'config'])

/** The environment variable of a flag: `allow-unchecked` → `BLACKBOX_ALLOW_UNCHECKED`. */
export function variableOf(flag: string): string {
  return `BLACKBOX_${flag.toUpperCase().replaceAll('-', '_')}`
}

/** Refuses keys that no command knows and values of the wrong type, of other commands' flags too. */
export function checkConfigFile(file: ConfigFile, known: FlagTable): void {
  for (const [key, value] of Object.entries(file.values)) {
    const origin = { place: `${file.path}: ${quoted(key)}`, code: 'E_CONFIG' } as const
    refuseSecret(key, origin.place, origin.code)
    const flag = Object.hasOwn(known, key) && !flagsOnly.has(key) ? known[key] : undefined
    if (flag === undefined) {
      const names = Object.keys(known).filter((name) => !flagsOnly.has(name))
      const hint = suggestion(key, names, 'blackbox-contract COMMAND --help lists them.')
      throw new ToolError(origin.code, `${origin.place} is no option.`, { hint })
    }
    fromJson(flag, value, origin)
  }
}

type Sources = {
  table: FlagTable
  flags: GivenFlags
  env: Environment
  file: ConfigFile | undefined
}

function optionOf(name: string, { table, flags, env, file }: Sources): Value {
  const flag = table[name]
  if (flag === undefined) return undefined
  const given = flags.get(name)
  if (typeof given === 'boolean') return given
  if (given !== undefined) return fromText(flag, given, { place: `--${name}`, code: 'E_USAGE' })
  if (flagsOnly.has(name) && name !== 'config') return false
  const variable = variableOf(name)
  const text = env[variable] ?? ''
  if (text !== '') {
    const texts = flag.type === 'list' ? text.split(',') : [text]
    return fromText(flag, texts, { place: variable, code: 'E_CONFIG' })
  }
  if (file !== undefined && Object.hasOwn(file.values, name) && !flagsOnly.has(name)) {
    const origin = { place: `${file.path}: ${quoted(name)}`, code: 'E_CONFIG' } as const
    return fromJson(flag, file.values[name] ?? null, origin)
  }
  return defaultOf(flag)
}

/** Flags before environment before config file before default; lists are replaced, not joined. */
export function resolveConfig(sources: Sources): Options<FlagTable> {
  const names = Object.keys(sources.table)
  return Object.fromEntries(names.map((name) => [name, optionOf(name, sources)]))
}
