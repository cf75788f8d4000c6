// Tells the exchanges with the contract's servers from all else that a recording holds.
import { basePath } from '../../contract/match.ts'
import type { Exchange } from '../exchange.ts'

/** `leftOut` counts the exchanges with others by host (`cdn.example.com:8443`), in order of name. */
export type Selection = { kept: Exchange[]; leftOut: ReadonlyMap<string, number> }

/**
 * Keeps the exchanges whose URL lies under a server's (OpenAPI 3.1 §4.8.5): under its origin and base
 * path, or, for a server without an origin, under its path on any host. A base URL, if given, takes the
 * place of all servers.
 */
export function selectByServer(
  exchanges: readonly Exchange[],
  servers: readonly string[],
  baseUrl?: string,
): Selection {
  const bases = baseUrl === undefined ? servers : [baseUrl]
  // Without servers the API is at `/` of wherever it is (§4.8.1.1).
  const isUnder = (bases.length === 0 ? ['/'] : bases).map(underBase)
  const kept: Exchange[] = []
  const others = new Map<string, number>()
  for (const exchange of exchanges) {
    const url = new URL(exchange.request.url)
    if (isUnder.some((test) => test(url))) kept.push(exchange)
    else others.set(url.host, (others.get(url.host) ?? 0) + 1)
  }
  return { kept, leftOut: new Map([...others].sort(([a], [b]) => (a < b ? -1 : 1))) }
}

function underBase(server: string): (url: URL) => boolean {
  const path = basePath(server)
  const origin = URL.canParse(server) ? new URL(server).origin : undefined
  const isAbsolute = /^[a-z][a-z\d+.-]*:/i.test(server)
  return ({ origin: own, pathname }) =>
    (pathname === path || pathname.startsWith(`${path}/`)) && (!isAbsolute || own === origin)
}
