// The report as JSON, version 1: a frozen shape, spelt out member by member so that nothing slips in.
import type {
  Acceptance,
  ContractPlace,
  Coverage,
  CoverageNode,
  ExchangePlace,
  Finding,
  Inconclusive,
  Report,
  Stage,
  Table,
  Unchecked,
} from '../report.ts'
import type { Witness } from '../witness.ts'
import { visibleJson } from './escape.ts'

function contractPlace(place: ContractPlace | null) {
  if (place === null) return null
  const { pointer, file, line, source } = place
  return { pointer, file, line, source }
}

function exchangePlace(place: ExchangePlace | null) {
  if (place === null) return null
  const { source, index, method, url, status, interaction } = place
  return { source, index, method, url, status, interaction }
}

function accepted({ reason, until, owner, link }: Acceptance) {
  return { reason, until, owner, link }
}

function witnessed({ request, response, ...told }: Witness) {
  const { why, documented, constraint, evidence, startedAt } = told
  const { method, url, headers, body, leftOut } = request
  const { status, contentType, excerpt } = response
  const shown = excerpt && { kind: excerpt.kind, form: excerpt.form, text: excerpt.text }
  return {
    ...{ why, documented, constraint, evidence, startedAt },
    request: { method, url, headers, body, leftOut },
    response: { status, contentType, excerpt: shown },
  }
}

function finding(found: Finding) {
  const { rule, severity, operation, message, at, args, fingerprint } = found
  const { known, expired, widens, witness } = found
  const contract = contractPlace(found.contract)
  const exchange = exchangePlace(found.exchange)
  return {
    ...{ rule, severity, operation, message, contract, at, exchange, args, fingerprint },
    known: known && accepted(known),
    expired: expired && accepted(expired),
    widens: widens && { fingerprint: widens.fingerprint, ...accepted(widens) },
    witness: witness && witnessed(witness),
  }
}

function gap(unchecked: Unchecked) {
  const { rule, severity, operation, reason, at } = unchecked
  const contract = contractPlace(unchecked.contract)
  const exchange = exchangePlace(unchecked.exchange)
  return { rule, severity, operation, reason, contract, at, exchange }
}

function open({ operation, probe, reason, exchange }: Inconclusive) {
  return { operation, probe, reason, exchange: exchangePlace(exchange) }
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
      findings: {
        error: summary.findings.error,
        warning: summary.findings.warning,
        known: summary.findings.known,
      },
      unchecked: summary.unchecked,
      inconclusive: summary.inconclusive,
      durationMs: summary.durationMs,
    },
    findings: report.findings.map(finding),
    unchecked: report.unchecked.map(gap),
    inconclusive: report.inconclusive?.map(open),
    notes: report.notes,
    stages: report.stages?.map(stage),
    coverage: report.coverage && covered(report.coverage),
    tables: report.tables?.map(table),
  }
  return `${visibleJson(JSON.stringify(shape, null, 2))}\n`
}
