// The help texts, made from the tables of commands and flags so that they cannot fall behind.

import { reporters } from '../reporters/index.ts'
import { alignColumns, wrap } from '../reporters/layout.ts'
import type { Command, Flag, FlagTable } from './command.ts'
import { variableOf } from './config.ts'
import {
  acceptFlags,
  contractFlags,
  evidenceFlags,
  globalFlags,
  knownFlags,
  reportFlags,
} from './flags.ts'

/** Longer lines are hard to read, however many columns there are. */
export const textWidth = 100

const program = 'blackbox-contract'
const shortOf = new Map([
  ['help', '-h, '],
  ['version', '-V, '],
])

function defaultText(flag: Flag): string {
  if (flag.type === 'boolean') return ''
  const text = flag.defaultText ?? flag.default
  if (text === undefined || (Array.isArray(text) && text.length === 0)) return ''
  return ` [default: ${Array.isArray(text) ? text.join(',') : text}]`
}

type Row = readonly [name: string, words: string]
type Section = readonly [title: string, rows: readonly Row[]]

function flagRow([name, flag]: [string, Flag]): Row {
  const value = flag.type === 'boolean' ? '' : ` ${flag.value}`
  const repeat = flag.type === 'list' ? '...' : ''
  const choices =
    'choices' in flag && flag.choices !== undefined ? ` (${flag.choices.join(', ')})` : ''
  const words = `${flag.summary}${choices}${defaultText(flag)}`
  return [`  ${shortOf.get(name) ?? '    '}--${name}${value}${repeat}`, words]
}

function flagSection(title: string, flags: FlagTable): Section {
  return [title, Object.entries(flags).map(flagRow)]
}

// What is named at more length stands on a line of its own, or it would leave no room for the words.
const longestName = 29

/** Sections in which all words begin at the same column. */
function sections(all: readonly Section[], width: number): string[] {
  const lengths = all.flatMap(([, rows]) => rows.map(([name]) => name.length))
  const column = Math.max(0, ...lengths.filter((length) => length <= longestName))
  const lines = ([name, words]: Row) =>
    name.length > column
      ? [name, ...alignColumns([[' '.repeat(column), words]], width)]
      : alignColumns([[name.padEnd(column), words]], width)
  return all.flatMap(([title, rows]) =>
    rows.length === 0 ? [] : [title, ...rows.flatMap(lines), ''],
  )
}

/** The flags that several commands share, by what they are about. */
const shared: readonly (readonly [string, FlagTable])[] = [
  ['Flags about the contract:', contractFlags],
  ['Flags about what was seen of the contract:', evidenceFlags],
  ['Flags about findings that are accepted for a while:', { ...knownFlags, ...acceptFlags }],
  ['Flags about the report:', reportFlags],
]

/** A command's own flags come first: they are what its help is opened for. */
function flagSections(flags: FlagTable): Section[] {
  const entries = Object.entries(flags)
  const isShared = (name: string, flag: Flag) => shared.some(([, table]) => table[name] === flag)
  const pick = (isWanted: (name: string, flag: Flag) => boolean): FlagTable =>
    Object.fromEntries(entries.filter(([name, flag]) => isWanted(name, flag)))
  return [
    flagSection(
      'Flags:',
      pick((name, flag) => !isShared(name, flag)),
    ),
    ...shared.map(([title, table]) =>
      flagSection(
        title,
        pick((name, flag) => table[name] === flag),
      ),
    ),
    flagSection('Flags of every command:', globalFlags),
  ]
}

const environment: readonly Row[] = [
  ['  BLACKBOX_API_KEY', 'The key to the API. No flag and no file can give it.'],
  [
    '  BLACKBOX_<FLAG>',
    `Any flag in capitals, such as ${variableOf('contract')} or ${variableOf('allow-unchecked')}=true; commas part a list.`,
  ],
  ['  PACT_BROKER_BASE_URL', 'Where the Pact Broker is.'],
  [
    '  PACT_BROKER_TOKEN',
    'The token to it; or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD. No flag and no file can give them.',
  ],
  [
    '  HTTPS_PROXY, HTTP_PROXY',
    'The proxy on the way to a live provider; NO_PROXY names the hosts to reach without it.',
  ],
  ['  NO_COLOR, FORCE_COLOR', 'Switch colour off or on.'],
]

const exitCodes: readonly Row[] = [
  ['  0', 'Clean'],
  ['  1', 'Findings of severity error, drift, or breaking changes'],
  [
    '  2',
    'The job could not be done: usage, unreadable input, no conclusive answer, nothing checked',
  ],
]

/** The help for the whole program. */
export function programHelp(commands: readonly Command[], width = textWidth): string {
  const rows = commands.map(
    ({ name, usage = '', summary }): Row => [`  ${name} ${usage}`.trimEnd(), summary],
  )
  const precedence =
    'A flag and its config key are the same word. Flags win over the environment, that over the config file. Paths are relative to the current folder. --no-FLAG turns a switch off.'
  const lines = [
    `Usage: ${program} COMMAND [FLAGS]`,
    '',
    ...wrap('Holds an API, its mock, its client and recorded traffic against one contract.', width),
    '',
    ...sections(
      [
        ['Commands:', rows],
        flagSection('Flags of every command:', globalFlags),
        flagSection('Flags of commands that read a contract:', contractFlags),
        flagSection('Flags of commands that write a report:', reportFlags),
        ['Environment:', environment],
      ],
      width,
    ),
    ...sections([['Exit codes:', exitCodes]], width),
    `Report formats: ${Object.keys(reporters).join(' ')}`,
    '',
    ...wrap(precedence, width),
    '',
    `${program} COMMAND --help shows the flags of one command.`,
  ]
  return `${lines.join('\n')}\n`
}

/** The help for one command. */
export function commandHelp(command: Command, width = textWidth): string {
  const { name, usage, summary, details, flags } = command
  const own = usage === undefined ? '' : ` ${usage}`
  const lines = [
    `Usage: ${program} ${name}${own} [FLAGS]`,
    '',
    ...wrap(`${summary}.`, width),
    '',
    ...(details === undefined
      ? []
      : [...details.split('\n').flatMap((line) => wrap(line, width)), '']),
    ...sections(flagSections(flags), width),
    ...sections([['Exit codes:', exitCodes]], width),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}
