// `check`: recorded traffic held against the contract.
import { mostMegabytes } from '../../adapters/recording-file.ts'
import type { Contract } from '../../contract/contract.ts'
import { ToolError } from '../../errors.ts'
import { buildReport, type Finding, type Inconclusive, type Unchecked } from '../../report.ts'
import { count, number } from '../../reporters/words.ts'
import type { Exchange } from '../../traffic/exchange.ts'
import type { LeftOutReason } from '../../traffic/har/entry.ts'
import type { Pact } from '../../traffic/pact/pact.ts'
import { type CommandContext, command } from '../command.ts'
import { openContract } from '../contract-option.ts'
import { startEvidence, type Witness } from '../evidence-option.ts'
import { acceptFlags, contractFlags, evidenceFlags, knownFlags, reportFlags } from '../flags.ts'
import { type Ledger, startKnown } from '../known-option.ts'
import { quoted } from '../values.ts'
import { witnessesFor } from '../witness-option.ts'

const flags = {
  ...contractFlags,
  'base-url': {
    type: 'string',
    value: 'URL',
    summary: 'Judge the exchanges under this URL',
    defaultText: "the contract's servers",
  },
  'max-size': {
    type: 'integer',
    value: 'MB',
    summary: 'Largest recording to read',
    default: 100,
    min: 1,
    max: mostMegabytes,
  },
  ...evidenceFlags,
  ...knownFlags,
  ...acceptFlags,
  ...reportFlags,
} as const

type Context = CommandContext<typeof flags>

export const check = command({
  name: 'check',
  summary: 'Hold recorded traffic against the contract',
  usage: 'FILE...',
  details:
    "FILE is a HAR 1.2 document, has a HAR entry on each line, or is a pact; - is standard input. Of a pact the examples are judged, not what its matchers admit besides. Recorded exchanges with other hosts than the contract's servers are left out and counted.",
  flags,
  async run(context) {
    const { options, now } = context
    const start = now()
    checkArguments(context)
    const contract = await openContract(context)
    const witness = await startEvidence(context, contract)
    const known = await startKnown(context)
    const traffic = await readTraffic(context, contract)
    const expected = traffic.pacts.reduce((sum, { exchanges }) => sum + exchanges.length, 0)
    const exchanges = traffic.exchanges.length + expected
    if (exchanges === 0) throw nothingToJudge(context, contract, traffic)
    const bench = { contract, observe: witness.observe, observeLive: known.observe }
    const verdicts = await judgeAll(context, bench, traffic)
    const accepted = await known.conclude(verdicts.findings)
    const { coverage, findings, notes } = await witness.conclude()
    const report = buildReport({
      contract,
      exchanges,
      ...verdicts,
      findings: [...accepted.findings, ...findings],
      durationMs: now() - start,
      notes: [...leftOutNotes(traffic), ...accepted.notes, ...notes],
      coverage,
      allowUnchecked: options['allow-unchecked'],
    })
    return context.publish(report)
  },
})

function checkArguments({ options, positionals }: Context): void {
  const url = options['base-url']
  if (url !== undefined && !(/^https?:\/\/[^?#]+$/i.test(url) && URL.canParse(url))) {
    throw new ToolError('E_USAGE', `--base-url is not a base URL: ${quoted(url)}.`, {
      hint: 'Write it like http://localhost:3000/api, without a query.',
    })
  }
  const twice = positionals.find((path, index) => positionals.indexOf(path) !== index)
  if (twice !== undefined) {
    throw new ToolError('E_USAGE', `${twice === '-' ? 'Standard input' : twice} is named twice.`)
  }
}

type Traffic = {
  exchanges: Exchange[]
  /** Exchanges with other hosts, by host. */
  hosts: Map<string, number>
  leftOut: Record<LeftOutReason, number>
  pacts: Pact[]
}

async function readTraffic(context: Context, contract: Contract): Promise<Traffic> {
  const { readRecording } = await import('../../traffic/har/har.ts')
  const { isPact, readPact } = await import('../../traffic/pact/pact.ts')
  const { selectByServer } = await import('../../traffic/har/servers.ts')
  const traffic: Traffic = {
    exchanges: [],
    hosts: new Map(),
    leftOut: { aborted: 0, preflight: 0, 'not-http': 0 },
    pacts: [],
  }
  for (const path of context.positionals) {
    const source = path === '-' ? 'standard input' : path
    context.progress(`reading ${source}`)
    const text = await readText(context, path, source)
    if (isPact(text)) {
      traffic.pacts.push(readPact(text, source))
      continue
    }
    const { exchanges, leftOut } = readRecording(text, source)
    const { kept, leftOut: others } = selectByServer(
      exchanges,
      contract.servers,
      context.options['base-url'],
    )
    for (const exchange of kept) traffic.exchanges.push(exchange)
    for (const [host, more] of others)
      traffic.hosts.set(host, (traffic.hosts.get(host) ?? 0) + more)
    traffic.leftOut.aborted += leftOut.aborted
    traffic.leftOut.preflight += leftOut.preflight
    traffic.leftOut['not-http'] += leftOut['not-http']
  }
  return traffic
}

async function readText(context: Context, path: string, source: string): Promise<string> {
  const { readRecordingFile, readRecordingStream } = await import(
    '../../adapters/recording-file.ts'
  )
  const megabytes = context.options['max-size']
  return path === '-'
    ? readRecordingStream(context.stdin, source, megabytes)
    : readRecordingFile(path, { cwd: context.cwd, megabytes })
}

type Bench = {
  contract: Contract
  observe: Witness['observe']
  /** Is shown what tells whether a known finding is gone. */
  observeLive: Ledger['observe']
}

async function judgeAll(context: Context, bench: Bench, { exchanges, pacts }: Traffic) {
  const { judgePact } = await import('../../checks/expected.ts')
  const { judgeObserved } = await import('../../checks/observed.ts')
  const baseUrl = context.options['base-url']
  const { observe, observeLive } = bench
  const options = { baseUrl, observe, observeLive }
  const show = await witnessesFor(context, { contract: bench.contract, baseUrl })
  const findings: Finding[] = []
  const unchecked: Unchecked[] = []
  const inconclusive: Inconclusive[] = []
  const operations = new Set<string>()
  for (const [index, exchange] of exchanges.entries()) {
    if (index % 1000 === 0)
      context.progress(`judging ${number(index)} of ${number(exchanges.length)}`)
    const judgement = judgeObserved(exchange, bench.contract, options)
    for (const finding of show(judgement.findings, exchange)) findings.push(finding)
    for (const gap of judgement.unchecked) unchecked.push(gap)
    for (const open of judgement.inconclusive) inconclusive.push(open)
    if (judgement.operation !== null) operations.add(judgement.operation)
  }
  for (const pact of pacts) {
    context.progress(`judging ${pact.source}`)
    const judgement = judgePact(pact, bench.contract, { baseUrl })
    for (const finding of judgement.findings) findings.push(finding)
    for (const gap of judgement.unchecked) unchecked.push(gap)
    for (const operation of judgement.operations) operations.add(operation)
  }
  context.progress('')
  return { findings, unchecked, inconclusive, operations: operations.size }
}

const shown = 8

/** The hosts that were left out, the busiest first. */
function hostList(hosts: ReadonlyMap<string, number>): string {
  const sorted = [...hosts].sort(([, a], [, b]) => b - a)
  const words = sorted.slice(0, shown).map(([host, times]) => `${host} (${number(times)})`)
  const rest = sorted.length - words.length
  return [...words, ...(rest > 0 ? [`${count(rest, 'more host')}`] : [])].join(', ')
}

function leftOutNotes({ hosts, leftOut }: Traffic): string[] {
  const others = [...hosts.values()].reduce((sum, times) => sum + times, 0)
  const counted: [number, string][] = [
    [others, `${count(others, 'exchange')} with other hosts: ${hostList(hosts)}`],
    [leftOut.aborted, `${count(leftOut.aborted, 'request')} without an answer`],
    [leftOut.preflight, `${count(leftOut.preflight, 'CORS preflight')}`],
    [leftOut['not-http'], `${count(leftOut['not-http'], 'request')} by other means than HTTP`],
  ]
  return counted.flatMap(([times, words]) => (times > 0 ? [`Left out: ${words}.`] : []))
}

function nothingToJudge(context: Context, contract: Contract, traffic: Traffic): ToolError {
  const base = context.options['base-url']
  const servers = base === undefined ? contract.servers : [base]
  const sources = context.positionals.map((path) => (path === '-' ? 'standard input' : path))
  const where = sources.join(', ')
  if (traffic.hosts.size === 0) {
    const messages = traffic.pacts.reduce((sum, { interactions }) => sum + interactions, 0)
    const other = `Left out: ${count(messages, 'interaction')} by other means than HTTP.`
    const notes = [...leftOutNotes(traffic), ...(messages > 0 ? [other] : [])].join(' ')
    return new ToolError('E_INPUT', `${where}: no exchange at all.`, {
      hint: notes === '' ? 'Record some traffic first.' : notes,
    })
  }
  return new ToolError('E_INPUT', `${where}: no exchange with ${servers.join(' or ') || '/'}.`, {
    hint: `Hosts seen: ${hostList(traffic.hosts)}. Name the API's with --base-url URL.`,
  })
}
