// Rule: the operation documents the status that came.
import { assumedAt } from '../contract/evidence.ts'
import type { Check } from './check.ts'
import { isNotModified } from './subject.ts'

export const statusDocumented: Check = {
  id: 'status-documented',
  title: 'Status is documented',
  why: 'A client written from the contract has no branch for this answer.',
  severity: 'error',
  message: ({ status, documented }) =>
    `status ${status} is not documented; documented: ${Array.isArray(documented) && documented.length > 0 ? documented.join(', ') : 'none'}`,
  *run({ exchange, operation, response, contract }) {
    if (operation === undefined || response !== undefined || isNotModified(exchange)) return
    // Any resource may answer so where nothing is acceptable (RFC 9110 §12.5.1), documented or not.
    if (exchange.probe?.wanted === 'negotiated' && exchange.response.status === 406) return
    const pointer = `${operation.pointer}/responses`
    yield {
      kind: 'violation',
      at: '/response/status',
      pointer,
      args: {
        status: exchange.response.status,
        documented: operation.responses.map(({ status }) => status),
      },
      assumed: assumedAt(contract.document, pointer),
    }
  },
}
