// Puts a real key where a pact has a word in its place.
import type { Contract } from '../../contract/contract.ts'
import type { Exchange } from '../exchange.ts'
import { placeKey } from '../placed-key.ts'

/**
 * A function that replaces the credential of a request by the key, in a header field or the query. A
 * request without one stays so, and one that is to be refused keeps its own.
 */
export function credentialReplacer(
  { document }: Contract,
  key: string,
): (request: { url: URL; headers: Headers }, expected: Exchange) => void {
  const placed = placeKey(document, key)
  return ({ url, headers }, { response }) => {
    if (response.status === 401) return
    for (const [name, value] of Object.entries(placed.headers)) {
      // A cookie may carry more than the key.
      if (name !== 'Cookie' && headers.has(name)) headers.set(name, value)
    }
    for (const [name, value] of Object.entries(placed.query)) {
      if (url.searchParams.has(name)) url.searchParams.set(name, value)
    }
  }
}
