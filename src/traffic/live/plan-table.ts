// A plan of live probes in rows, for people to read before anything is sent.
import type { Table } from '../../report.ts'
import type { Expectation } from '../exchange.ts'
import { redactUrl } from '../redact-url.ts'
import type { LivePlan, LiveProbe } from './plan.ts'

const due: Readonly<Record<Expectation['wanted'], string>> = {
  documented: '',
  refused: '4xx',
  absent: '4xx, or 3xx',
  unsupported: '4xx or 501, or 3xx',
  negotiated: '406, or what is documented',
}

function dueOf({ expectation, operation }: LiveProbe): string {
  if (expectation.wanted !== 'documented') return due[expectation.wanted]
  return operation.responses.map(({ status }) => status).join(', ') || 'nothing is documented'
}

const keys = { right: 'yours', none: 'none', wrong: 'wrong' } as const

/** The probes in their order, and what is left out. Values that the contract keeps secret are not shown. */
export function planTables(plan: LivePlan, baseUrl: string): Table[] {
  const base = redactUrl(baseUrl.replace(/\/+$/, ''), { secrets: new Map() })
  const probes: Table = {
    title: 'Probes',
    columns: ['#', 'Request', 'Key', 'Aim', 'Must come'],
    rows: plan.probes.map((probe, index) => {
      const { method, shown, key } = probe.request
      return [index + 1, `${method} ${base}${shown}`, keys[key], probe.aim, dueOf(probe)]
    }),
  }
  const left: Table = {
    title: 'Left out',
    columns: ['Operation', 'Aim', 'Reason'],
    rows: plan.left.map(({ operation, aim, reason }) => [operation.key, aim, reason]),
  }
  return [probes, ...(left.rows.length > 0 ? [left] : [])]
}
