// What the generated blocks of the documents hold: tables from the registries, and transcripts of commands.
import { loadContract } from '../src/adapters/contract-file.ts'
import { commands } from '../src/cli/commands.ts'
import { programHelp } from '../src/cli/help.ts'
import { main } from '../src/cli/main.ts'
import { allRules } from '../src/cli/rule-list.ts'
import { tokens } from '../src/contract/json.ts'
import { ToolError } from '../src/errors.ts'
import type { Report } from '../src/report.ts'
import type { Format } from '../src/reporters/index.ts'
import { number } from '../src/reporters/words.ts'
import type { Blocks } from './generated-blocks.ts'
import { weakerTypes } from './type-agreement.ts'

const reportWords = {
  terminal: 'for people; findings by exchange, then stages, notes and the verdict',
  json: 'for programs; the whole report, version 1, frozen by a test',
  markdown: "for the API's owner; each fault as an issue, with a curl command and what came",
} satisfies Record<Format, string>

/** A Markdown table, its columns padded as the formatter wants them. */
function table(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))
  const [head = [], ...body] = cells
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n')
}

const code = (text: string) => `\`${text}\``

function rulesTable(): string {
  const rows = allRules.map(({ id, title, severity }) => [code(id), title, severity])
  return table([['Rule', 'What must hold', 'Severity'], ...rows])
}

async function commandsTable(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()))
  const rows = all.map(({ name, usage = '', summary }) => [
    code(`${name} ${usage}`.trim()),
    summary,
  ])
  return table([['Command', 'Does'], ...rows])
}

function reportsTable(): string {
  const rows = Object.entries(reportWords).map(([format, words]) => [
    code(`--report ${format}=PATH`),
    words,
  ])
  return table([['Report', 'Is'], ...rows])
}

/** The help text holds the only list of exit codes. */
function exitCodesTable(): string {
  const [, section = ''] = programHelp([]).split('Exit codes:\n')
  const rows = section
    .slice(0, section.indexOf('\n\n'))
    .split('\n')
    .map((row) => row.trim().split(/ {2,}/))
  return table([['Exit code', 'Means'], ...rows])
}

async function transcript(root: string, argv: readonly string[], wanted: number): Promise<string> {
  let output = ''
  const exitCode = await main({
    argv,
    env: {},
    cwd: root,
    stdin: process.stdin,
    stdout: (text) => {
      output += text
    },
    stderr: (text) => {
      output += text
    },
    stdoutColumns: undefined,
    stderrColumns: undefined,
    fetch,
    now: Date.now,
    signal: new AbortController().signal,
  })
  if (exitCode === wanted) return output.trim()
  const hint = `The README shows a run that ends with ${wanted}. It said:\n${output}`
  throw new ToolError('E_CONTRACT', `${argv.join(' ')} ended with ${exitCode}.`, { hint })
}

function fenced(...texts: string[]): string {
  return ['```text', ...texts, '```'].join('\n')
}

/** One line of the table that `prove` makes of the contract of this package. */
async function proofLine(root: string): Promise<string> {
  const report: Report = JSON.parse(await transcript(root, ['prove', '--report', 'json=-'], 0))
  const { columns = [], rows = [] } = report.tables?.[0] ?? {}
  const counts = (rows.at(-1) ?? [])
    .slice(0, -1)
    .map((each, index) => `${number(Number(each))} ${columns[index]?.toLowerCase()}`)
  return `${counts.join(', ')}.`
}

function few(texts: readonly string[]): string {
  const rest = texts.length - 3
  return texts.slice(0, 3).join(', ') + (rest > 0 ? `, and ${rest} more` : '')
}

/** Where the types of this package's contract take what its validators refuse. */
async function weakerTable(root: string): Promise<string> {
  const contract = await loadContract('openapi/blackbox.yaml', { cwd: root })
  const rows = weakerTypes(contract).map(({ pointer, hows }) => {
    const [, , schema = '', ...rest] = tokens(pointer)
    const keyword = rest.at(-1) ?? ''
    const place = rest.filter((each) => each !== 'properties' && each !== keyword)
    return [code([schema, ...place].join('.')), code(keyword), few(hows)]
  })
  return table([['Place', 'Keyword', 'What the types let pass'], ...rows])
}

const faulty = ['check', 'test/readme/recording.har']

/** The blocks of the README of the checkout at `root`. */
export function readmeBlocks(root: string): Blocks {
  return {
    gate: async () => fenced(await transcript(root, ['gate'], 0)),
    commands: commandsTable,
    rules: rulesTable,
    finding: async () =>
      fenced(`$ npx blackbox-contract ${faulty.join(' ')}`, await transcript(root, faulty, 1)),
    reports: reportsTable,
    'exit-codes': exitCodesTable,
    proof: () => proofLine(root),
    'weaker-types': () => weakerTable(root),
  }
}
