// Reads argv: which command, which flags, which positionals, and what is wrong with them.
import { parseArgs } from 'node:util'
import { ToolError } from '../errors.ts'
import type { FlagTable } from './command.ts'
import { contractFlags, globalFlags, reportFlags } from './flags.ts'
import { refuseSecret } from './secret-flags.ts'
import { suggestion } from './suggest.ts'
import { quoted } from './values.ts'

const shorts = new Map([
  ['h', 'help'],
  ['V', 'version'],
])

const seeHelp = 'blackbox-contract COMMAND --help shows the usage.'

/** What argv says of each flag: the texts given, or whether a boolean is on. */
export type GivenFlags = ReadonlyMap<string, boolean | readonly string[]>
export type Arguments = { flags: GivenFlags; positionals: readonly string[] }

function usage(message: string, hint = ''): ToolError {
  return new ToolError('E_USAGE', message, { hint })
}

function tokensOf(argv: readonly string[], table: FlagTable) {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, flag]) => {
      return [name, { type: flag.type === 'boolean' ? 'boolean' : 'string' } as const]
    }),
  )
  // Not strict: parseArgs' own errors repeat what was typed, and suggest nothing.
  return parseArgs({
    args: [...argv],
    options: {
      ...options,
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'V' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens
}

type Token = ReturnType<typeof tokensOf>[number]
type OptionToken = Extract<Token, { kind: 'option' }>

/**
 * Splits argv into the command's name and everything else. Only flags that many commands share may
 * stand before the name, since whether another one takes a value depends on the command.
 */
export function splitCommand(argv: readonly string[]): {
  name: string | undefined
  rest: readonly string[]
} {
  const table = { ...globalFlags, ...contractFlags, ...reportFlags }
  for (const token of tokensOf(argv, table)) {
    if (token.kind === 'positional') {
      return { name: token.value, rest: argv.filter((_, index) => index !== token.index) }
    }
    if (token.kind === 'option') {
      refuseSecret(token.name, token.rawName, 'E_USAGE')
      if (flagName(token.name, table) === undefined) {
        throw usage(
          `Unknown flag ${quoted(token.rawName)} before the command.`,
          'A command comes first, then its flags: blackbox-contract COMMAND --flag.',
        )
      }
    }
  }
  return { name: undefined, rest: argv }
}

/** The flag that a name stands for, and whether it turns it off; undefined for an unknown one. */
function flagName(name: string, table: FlagTable): { flag: string; off: boolean } | undefined {
  const long = shorts.get(name) ?? name
  if (Object.hasOwn(table, long)) return { flag: long, off: false }
  const positive = long.startsWith('no-') ? long.slice(3) : undefined
  if (positive === undefined || !Object.hasOwn(table, positive)) return undefined
  return table[positive]?.type === 'boolean' ? { flag: positive, off: true } : undefined
}

/** Whether a global flag stands in argv, whatever else is wrong there. */
export function asksFor(argv: readonly string[], name: keyof typeof globalFlags): boolean {
  return tokensOf(argv, globalFlags).some((token) => {
    const found = token.kind === 'option' ? flagName(token.name, globalFlags) : undefined
    return found?.flag === name && !found.off
  })
}

function readOption(token: OptionToken, table: FlagTable, flags: Map<string, boolean | string[]>) {
  refuseSecret(token.name, token.rawName, 'E_USAGE')
  const found = flagName(token.name, table)
  if (found === undefined) {
    const names = Object.keys(table).map((name) => `--${name}`)
    const hint = suggestion(token.rawName, names, 'blackbox-contract COMMAND --help lists them.')
    throw usage(`Unknown flag ${quoted(token.rawName)}.`, hint)
  }
  const place = `--${found.off ? 'no-' : ''}${found.flag}`
  const { value } = token
  if (table[found.flag]?.type === 'boolean') {
    if (value !== undefined) throw usage(`${place} takes no value.`)
    flags.set(found.flag, !found.off)
    return
  }
  if (value === undefined || value === '') throw usage(`${place} needs a value.`)
  if (token.inlineValue !== true && value.startsWith('-') && value !== '-') {
    throw usage(`${place} needs a value.`, `One that starts with a dash: ${place}=-value.`)
  }
  const before = flags.get(found.flag)
  flags.set(found.flag, [...(Array.isArray(before) ? before : []), value])
}

/** Reads the flags of one command; `table` holds all of them, the global ones included. */
export function readArguments(argv: readonly string[], table: FlagTable): Arguments {
  const flags = new Map<string, boolean | string[]>()
  const positionals: string[] = []
  for (const token of tokensOf(argv, table)) {
    if (token.kind === 'option') readOption(token, table, flags)
    if (token.kind === 'positional') positionals.push(token.value)
  }
  return { flags, positionals }
}

/** Checks positionals against a usage such as `verify|publish [FILE]...`. */
export function checkPositionals(positionals: readonly string[], usageText: string): void {
  const slots = usageText === '' ? [] : usageText.split(' ')
  const required = slots.filter((slot) => !slot.startsWith('['))
  const missing = required[positionals.length]
  if (positionals.length < required.length && missing !== undefined) {
    const choices = missing.split('|')
    const what = choices.length > 1 ? `One of ${choices.join(', ')}` : missing.replace('...', '')
    throw usage(`${what} is missing.`, seeHelp)
  }
  const extra = positionals[slots.length]
  if (extra !== undefined && !slots.at(-1)?.endsWith('...')) {
    throw usage(`Unexpected argument ${quoted(extra)}.`, seeHelp)
  }
  slots.forEach((slot, index) => {
    const word = positionals[index]
    const choices = slot.split('|')
    if (word === undefined || choices.length === 1 || choices.includes(word)) return
    const hint = suggestion(word, choices, '')
    throw usage(`${quoted(word)} is none of ${choices.join(', ')}.`, hint)
  })
}
