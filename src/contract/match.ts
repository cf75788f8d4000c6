// URL and method → operation: concrete paths before templated ones (OpenAPI 3.1 §4.8.8.1), or the near miss.
import type { Contract, Operation } from './contract.ts'
import { nearest } from './nearest.ts'

export type Match = {
  operation: Operation
  /** Raw (still percent-encoded) values of the path's templates by name. */
  path: Readonly<Record<string, string>>
}

export type Miss = {
  operation: undefined
  /** The methods documented for a path that did match; empty where no path did. */
  methods: readonly string[]
  /** The documented path most like the one asked for, or undefined. */
  near: string | undefined
}

type Template = { expression: RegExp; names: readonly string[]; rank: string }

const templates = /* @__PURE__ */ new Map<string, Template>()

const escapeText = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

function template(path: string): Template {
  const known = templates.get(path)
  if (known !== undefined) return known
  const names = [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '')
  const source = path
    .split(/\{[^}]*\}/)
    .map(escapeText)
    .join('([^/]+?)')
  // Ranked segment by segment: written out before partly templated before templated.
  const rank = path
    .split('/')
    .map((segment) => (!segment.includes('{') ? 'a' : /^\{[^}]*\}$/.test(segment) ? 'c' : 'b'))
    .join('')
  const made = { expression: new RegExp(`^${source}$`), names, rank }
  templates.set(path, made)
  return made
}

/** A path without the names of its templates: paths that differ in these alone are one (OpenAPI 3.1 §4.8.8.1). */
const unnamed = ({ path }: Operation) => path.replaceAll(/\{[^}]*\}/g, '{}')

/** The path of a base URL, absolute or path-only, without the slash at its end. */
export function basePath(server: string): string {
  const path = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(server)?.[1] ?? server
  return path.replace(/\/+$/, '')
}

/** The path of a URL as sent, not normalised. */
function pathOf(url: string): string {
  return (
    (/^[a-z][a-z\d+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? url.replace(/[?#].*$/s, '')) || '/'
  )
}

function bind(found: Template, path: string): Record<string, string> | undefined {
  const values = found.expression.exec(path)
  if (values === null) return undefined
  return Object.fromEntries(found.names.map((name, index) => [name, values[index + 1] ?? '']))
}

/** What is left of a URL's path under each base that it lies under, the longest base first. */
function pathsUnder(contract: Contract, url: string, baseUrl: string | undefined): string[] {
  const path = pathOf(url)
  const bases = [...(baseUrl === undefined ? [] : [baseUrl]), ...contract.servers].map(basePath)
  return [...new Set(bases)]
    .filter((base) => path === base || path.startsWith(`${base}/`))
    .sort((a, b) => b.length - a.length)
    .map((base) => path.slice(base.length) || '/')
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** Finds the operation for a request. `baseUrl` is a further base beside the contract's servers. */
export function matchOperation(
  contract: Contract,
  request: { method: string; url: string },
  baseUrl?: string,
): Match | Miss {
  const paths = pathsUnder(contract, request.url, baseUrl)
  const method = request.method.toUpperCase()
  const methods = new Set<string>()
  for (const path of paths) {
    const found = contract.operations
      .flatMap((operation) => {
        const bound = bind(template(operation.path), path)
        return bound === undefined ? [] : [{ operation, path: bound }]
      })
      .sort((a, b) => compareText(template(a.operation.path).rank, template(b.operation.path).rank))
    // Only the most specific path counts: its missing method is not made up for by a wider one.
    const [first] = found
    const same = found.filter(
      ({ operation }) => unnamed(operation) === (first && unnamed(first.operation)),
    )
    const match = same.find(({ operation }) => operation.method === method)
    if (match !== undefined) return match
    for (const { operation } of same) methods.add(operation.method)
  }
  const known = [...new Set(contract.operations.map(({ path }) => path))]
  const near = methods.size > 0 ? undefined : nearest(paths[0] ?? pathOf(request.url), known)
  return { operation: undefined, methods: [...methods], near }
}
