// The client of Dasha BlackBox: the generic one, bound to the types and the judge generated from its contract.

import type { paths } from '../generated/types.js'
import { isCleanAnswer } from '../generated/validators.js'
import { type ClientOptions, connect, type Judge } from './connect.ts'
import type { ExactClient } from './exact.ts'

export type BlackBoxClient = ExactClient<paths>

/**
 * A clean answer is known for clean by the small quick pass. The judge, three times its size, is loaded with
 * the first answer of which that is not sure.
 */
const judge: Judge = async (exchange, call) => {
  if (isCleanAnswer(exchange, call)) {
    return { operation: call.operation, findings: [], unchecked: [] }
  }
  const full = await import('../generated/judge.js')
  return full.judge(exchange, { baseUrl: call.baseUrl })
}

/**
 * Creates a client whose answers are held against the contract by the same rules as the gate: status, media
 * type, schema, invariants, secrets. Calls give `{ data, error, response }`.
 *
 * @example
 * const client = createClient({ apiKey: process.env.BLACKBOX_API_KEY ?? '' })
 * const { data, error } = await client.GET('/api/v1/providers/twilio/{id}', {
 *   params: { path: { id: '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603' } },
 * })
 *
 * @throws {TypeError} if an option cannot be used.
 */
export function createClient(options: ClientOptions): BlackBoxClient {
  return connect<paths>(judge, 'https://blackbox.dasha.ai', options)
}
