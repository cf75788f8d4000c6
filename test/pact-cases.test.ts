// Holds pacts against contracts by our judge and by PactFlow's comparator: every difference is argued in its case.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { loadContractText } from '../src/adapters/contract-file.ts'
import { judgePact } from '../src/checks/expected.ts'
import { isObject, type JsonObject } from '../src/contract/json.ts'
import { parseText } from '../src/contract/parse.ts'
import type { Severity } from '../src/report.ts'
import { readPact } from '../src/traffic/pact/pact.ts'

type Result = { type: string; code: string }
type Oracle = { compare: (pact: unknown) => AsyncIterable<Result> }

// Its declarations name files that it does not ship, so the compiler cannot see what it exports.
const require = createRequire(import.meta.url)
const { Comparator }: { Comparator: new (document: JsonObject) => Oracle } =
  require('@pactflow/openapi-pact-comparator')

const folder = 'test/pact-cases'
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

// Each kind of constraint has its own; the first word of a case's name is its area.
const wantedAreas = [
  ...['path', 'query', 'header', 'security', 'body', 'media', 'status', 'nullable', 'allof'],
  ...['oneof', 'anyof', 'additional', 'readonly', 'writeonly', 'discriminator', 'format', 'value'],
  ...['array', 'reference', 'state', 'matcher', 'interaction'],
]

const read = (name: string, file: string) => readFileSync(`${folder}/${name}/${file}`, 'utf8')

/** What both say of a case. */
type Outcome = {
  name: string
  area: string
  ours: { rule: string; at: string; severity: Severity }[]
  /** What we could not judge; left out where there is nothing. */
  unchecked?: string[]
  /** `error response.body.incompatible`, or why it gave up. */
  oracle: string[]
  agrees: boolean
  reason?: string
}

async function judgeByUs(name: string): Promise<Pick<Outcome, 'ours' | 'unchecked'>> {
  const contract = await loadContractText('contract.yaml', read(name, 'contract.yaml'))
  const { findings, unchecked } = judgePact(
    readPact(read(name, 'pact.json'), 'pact.json'),
    contract,
  )
  const ours = findings.map(({ rule, at, severity }) => ({ rule, at, severity }))
  const gaps = unchecked.map(({ at, reason }) => `${at} ${reason}`.trim())
  return gaps.length === 0 ? { ours } : { ours, unchecked: gaps }
}

async function judgeByOracle(name: string): Promise<string[]> {
  const { root } = parseText('contract.yaml', read(name, 'contract.yaml'))
  const said: string[] = []
  try {
    const results = new Comparator(root).compare(JSON.parse(read(name, 'pact.json')))
    for await (const { type, code } of results) said.push(`${type} ${code}`)
  } catch (error) {
    said.push(`gave up: ${error instanceof Error ? error.message : String(error)}`)
  }
  return said
}

/** A verdict of the oracle: whether it has errors, or undefined where it gave up. */
function refusedByOracle(said: readonly string[]): boolean | undefined {
  if (said.some((each) => each.startsWith('gave up'))) return undefined
  return said.some((each) => each.startsWith('error'))
}

const refusedByUs = ({ ours }: Pick<Outcome, 'ours'>) =>
  ours.some(({ severity }) => severity === 'error')

async function outcomeOf(name: string): Promise<Outcome> {
  const [area = ''] = name.split('-')
  const own = await judgeByUs(name)
  const oracle = await judgeByOracle(name)
  const wanted: unknown = JSON.parse(read(name, 'want.json'))
  const reason = isObject(wanted) && typeof wanted.reason === 'string' ? wanted.reason : undefined
  const outcome = { name, area, ...own, oracle, agrees: true }
  const agrees = refusedByOracle(oracle) === refusedByUs(outcome)
  return { ...outcome, agrees, ...(reason === undefined ? {} : { reason }) }
}

const outcomes = await Promise.all(names.map(outcomeOf))
const differing = outcomes.filter(({ agrees }) => !agrees)
const areas = [...new Set(outcomes.map(({ area }) => area))]

/** `we accept, the comparator gives up` */
function verdicts({ ours, oracle }: Outcome): string {
  const refused = refusedByOracle(oracle)
  const theirs = refused === undefined ? 'gives up' : refused ? 'refuses' : 'accepts'
  return `we ${refusedByUs({ ours }) ? 'refuse' : 'accept'}, the comparator ${theirs}`
}

/** A Markdown table as the formatter leaves it: the first column to the left, numbers to the right. */
function markdownTable(rows: readonly (readonly [string, ...(string | number)[]])[]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => String(row[column]).length))
  const lines = rows.map((row) => {
    const cells = row.map((cell, column) => {
      const text = String(cell)
      return column === 0 ? text.padEnd(width(0)) : text.padStart(width(column))
    })
    return `| ${cells.join(' | ')} |`
  })
  const rules = (rows[0] ?? []).map((_, column) =>
    column === 0 ? '-'.repeat(width(0)) : `${'-'.repeat(width(column) - 1)}:`,
  )
  return lines.toSpliced(1, 0, `| ${rules.join(' | ')} |`)
}

/** Cases, agreements and differences by area, then every difference with its argument. */
function comparison(): string {
  const row = (area: string, cases: readonly Outcome[]): [string, ...number[]] => {
    const broken = cases.filter(refusedByUs).length
    const agreed = cases.filter(({ agrees }) => agrees).length
    return [area, cases.length, cases.length - broken, broken, agreed, cases.length - agreed]
  }
  const rows = areas.map((area) => {
    return row(
      area,
      outcomes.filter((each) => each.area === area),
    )
  })
  const head = ['Area', 'Cases', 'Matching', 'Broken', 'Agreements', 'Differences'] as const
  const table = markdownTable([head, ...rows, row('all', outcomes)])
  const argued = differing.map((each) => `- \`${each.name}\`: ${verdicts(each)}. ${each.reason}`)
  return [...table, '', ...argued, ''].join('\n')
}

describe('a pact against a contract', () => {
  it.each(outcomes.map((outcome): [string, Outcome] => [outcome.name, outcome]))(
    '%s is judged as its case says',
    (name, { name: _, area: __, ...got }) => {
      expect(got).toEqual(JSON.parse(read(name, 'want.json')))
    },
  )

  it('is judged otherwise than by the comparator only with a reason', () => {
    const reasoned = outcomes.filter(({ reason }) => reason !== undefined && reason.length > 20)
    expect(reasoned.map(({ name }) => name)).toEqual(differing.map(({ name }) => name))
  })

  it('has each reason in one line', () => {
    const long = differing.filter(({ reason = '' }) => /[\n|]/.test(reason) || reason.length > 200)
    expect(long.map(({ name }) => name)).toEqual([])
  })

  it('is shown by sixty cases or more', () => {
    expect(names.length).toBeGreaterThanOrEqual(60)
  })

  it('is shown matching and broken in each area', () => {
    const onesided = areas.filter((area) => {
      const refused = outcomes.filter((each) => each.area === area).map(refusedByUs)
      return new Set(refused).size < 2
    })
    expect(onesided).toEqual([])
    expect([...areas].sort()).toEqual([...wantedAreas].sort())
  })

  it('is written in each version of the specification', () => {
    const versions = names.map((name) => {
      const pact: unknown = JSON.parse(read(name, 'pact.json'))
      return JSON.stringify(pact).match(/"version":"(\d)/)?.[1]
    })
    expect([...new Set(versions)].sort()).toEqual(['2', '3', '4'])
  })

  it('compares with the comparator as the committed table says', () => {
    const table = comparison()
    if (process.env.UPDATE === '1') writeFileSync(`${folder}/table.md`, table)
    expect(table).toBe(readFileSync(`${folder}/table.md`, 'utf8'))
  })
})
