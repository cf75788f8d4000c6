// The report as JSON, version 1: a frozen shape, spelt out member by member so that nothing slips in.
import type {
  ContractPlace,
  Coverage,
  CoverageNode,
  ExchangePlace,
  Finding,
  Report,
  Stage,
  Table,
  Unchecked,
} from '../report.ts'
import { visibleJson } from './escape.ts'

function contractPlace(place: ContractPlace | null) {
  if (place === null) return null
  const { pointer, file, line, source } = place
  return { pointer, file, line, source }
}

function exchangePlace(place: ExchangePlace | null) {
  if (place === null) return null
  const { source, index, method, url, status } = place
  return { source, index, method, url, status }
}

function finding(found: Finding) {
  const { rule, severity, operation, message, at, args, fingerprint } = found
  const contract = contractPlace(found.contract)
  const exchange = exchangePlace(found.exchange)
  return { rule, severity, operation, message, contract, at, exchange, args, fingerprint }
}

function gap(unchecked: Unchecked) {
  const { rule, severity, operation, reason, at } = unchecked
  const contract = contractPlace(unchecked.contract)
  const exchange = exchangePlace(unchecked.exchange)
  return { rule, severity, operation, reason, contract, at, exchange }
}

function stage({ name, checked, verdict, durationMs }: Stage) {
  return { name, checked, verdict, durationMs }
}

function table({ title, columns, rows }: Table) {
  return { title, columns, rows }
}

function coverageNode(node: CoverageNode): object {
  const { name, pointer, seen, total, saw, never } = node
  return { name, pointer, seen, total, saw, never, children: node.children.map(coverageNode) }
}

function covered({ seen, total, percent, tree }: Coverage) {
  return { seen, total, percent, tree: tree?.map(coverageNode) }
}

/** Members that are undefined are left out, as JSON has no such value. */
export function json(report: Report): string {
  const { version, verdict, contract, summary } = report
  const shape = {
    version,
    verdict,
    contract: { title: contract.title, version: contract.version, path: contract.path },
    summary: {
      exchanges: summary.exchanges,
      operations: summary.operations,
      findings: { error: summary.findings.error, warning: summary.findings.warning },
      unchecked: summary.unchecked,
      durationMs: summary.durationMs,
    },
    findings: report.findings.map(finding),
    unchecked: report.unchecked.map(gap),
    notes: report.notes,
    stages: report.stages?.map(stage),
    coverage: report.coverage && covered(report.coverage),
    tables: report.tables?.map(table),
  }
  return `${visibleJson(JSON.stringify(shape, null, 2))}\n`
}
