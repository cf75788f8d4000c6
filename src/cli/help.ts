// The help texts, made from the tables of commands and flags so that they cannot fall behind.

import { reporters } from '../reporters/index.ts'
import { alignColumns, wrap } from '../reporters/layout.ts'
import type { Command, Flag, FlagTable } from './command.ts'
import { variableOf } from './config.ts'
import { contractFlags, globalFlags, reportFlags } from './flags.ts'

const width = 100
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

function flagRow([name, flag]: [string, Flag]): string[] {
  const value = flag.type === 'boolean' ? '' : ` ${flag.value}`
  const repeat = flag.type === 'list' ? '...' : ''
  const choices =
    'choices' in flag && flag.choices !== undefined ? ` (${flag.choices.join(', ')})` : ''
  const words = `${flag.summary}${choices}${defaultText(flag)}`
  return [`  ${shortOf.get(name) ?? '    '}--${name}${value}${repeat}`, words]
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [title, ...alignColumns(rows, width), '']
}

function flagSection(title: string, flags: FlagTable): string[] {
  return section(title, Object.entries(flags).map(flagRow))
}

const environment = [
  ['  BLACKBOX_API_KEY', 'The key to the API. No flag and no file can give it.'],
  [
    '  BLACKBOX_<FLAG>',
    `Any flag in capitals, such as ${variableOf('contract')} or ${variableOf('allow-unchecked')}=true; commas part a list.`,
  ],
  ['  NO_COLOR, FORCE_COLOR', 'Switch colour off or on.'],
]

const exitCodes = [
  ['  0', 'Clean'],
  ['  1', 'Findings of severity error, drift, or breaking changes'],
  ['  2', 'The job could not be done: usage, unreadable input, no answer, nothing checked'],
]

/** The help for the whole program. */
export function programHelp(commands: readonly Command[]): string {
  const rows = commands.map(({ name, usage = '', summary }) => [
    `  ${name} ${usage}`.trimEnd(),
    summary,
  ])
  const precedence =
    'A flag and its config key are the same word. Flags win over the environment, that over the config file. Paths are relative to the current folder. --no-FLAG turns a switch off.'
  const lines = [
    `Usage: ${program} COMMAND [FLAGS]`,
    '',
    ...wrap('Holds an API, its mock, its client and recorded traffic against one contract.', width),
    '',
    ...section('Commands:', rows),
    ...flagSection('Flags of every command:', globalFlags),
    ...flagSection('Flags of commands that read a contract:', contractFlags),
    ...flagSection('Flags of commands that write a report:', reportFlags),
    ...section('Environment:', environment),
    ...section('Exit codes:', exitCodes),
    `Report formats: ${Object.keys(reporters).join(' ')}`,
    '',
    ...wrap(precedence, width),
    '',
    `${program} COMMAND --help shows the flags of one command.`,
  ]
  return `${lines.join('\n')}\n`
}

/** The help for one command. */
export function commandHelp({ name, usage, summary, details, flags }: Command): string {
  const own = usage === undefined ? '' : ` ${usage}`
  const lines = [
    `Usage: ${program} ${name}${own} [FLAGS]`,
    '',
    ...wrap(`${summary}.`, width),
    '',
    ...(details === undefined
      ? []
      : [...details.split('\n').flatMap((line) => wrap(line, width)), '']),
    ...flagSection('Flags:', flags),
    ...flagSection('Flags of every command:', globalFlags),
    ...section('Exit codes:', exitCodes),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}
