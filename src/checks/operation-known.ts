// Rule: the request belongs to an operation that the contract documents.
import type { Check } from './check.ts'

export const operationKnown: Check = {
  id: 'operation-known',
  title: 'Operation is documented',
  why: 'Nothing is known of an undocumented operation, so nothing about its answers can be relied on.',
  severity: 'error',
  message: ({ method, near, methods }) => {
    if (Array.isArray(methods) && methods.length > 0) {
      return `${method} is not documented for this path; documented: ${methods.join(', ')}`
    }
    const hint = near === null ? '' : `; the nearest is ${near}`
    return `no documented path matches this URL${hint}`
  },
  *run({ match, exchange }) {
    // A probe with a method that is not documented is answered as another rule says.
    if (match.operation !== undefined || exchange.probe?.wanted === 'unsupported') return
    const { methods, near = null } = match
    const at = methods.length > 0 ? '/request/method' : '/request/url'
    const args = { method: exchange.request.method.toUpperCase(), methods, near }
    yield { kind: 'violation', at, pointer: '/paths', args }
  },
}
