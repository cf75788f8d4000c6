// The rules about imports: who may know whom, no cycles, and nothing of Node in the pure folders.
import { builtinModules } from 'node:module'
import { type Breach, COMPUTED, type Source } from './source.ts'

const BASE = ['errors', 'report', 'witness']
const CORE = [...BASE, 'contract', 'samples', 'traffic', 'checks']

/** What each unit of src/ may import besides itself; the table of the design, lowest first. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  witness: [],
  report: ['witness'],
  contract: BASE,
  samples: CORE.slice(0, 4),
  traffic: CORE.slice(0, 5),
  checks: CORE.slice(0, 6),
  known: CORE,
  evidence: CORE,
  audit: CORE,
  prove: CORE,
  diff: CORE,
  codegen: [...CORE, 'generated'],
  generated: ['generated'],
  client: ['generated', 'report'],
  reporters: ['report', 'witness'],
  reference: [...BASE, 'contract'],
  adapters: [
    ...CORE,
    'known',
    'evidence',
    'audit',
    'prove',
    'diff',
    'codegen',
    'client',
    'reference',
  ],
  cli: [
    ...CORE,
    'known',
    'evidence',
    'audit',
    'prove',
    'diff',
    'codegen',
    'adapters',
    'client',
    'reference',
    'reporters',
  ],
  'cli.ts': [...BASE, 'cli', 'adapters'],
  'index.ts': [...BASE, 'client', 'generated'],
}

/** Folders whose code is values in, values out. */
export const PURE = [
  ...['contract', 'samples', 'traffic', 'checks', 'known', 'evidence', 'audit', 'prove'],
  ...['diff', 'codegen', 'reference'],
  ...['reporters', 'client', 'errors', 'report', 'witness', 'index.ts'],
]

/** The folder of src/ that a file belongs to, or its own name where it stands in src/ itself. */
export function unitOf(path: string): string {
  const [top, unit = '', ...rest] = path.split('/')
  if (top !== 'src') return ''
  if (rest.length > 0) return unit
  return BASE.includes(unit.slice(0, -3)) ? unit.slice(0, -3) : unit
}

export function isPure(path: string): boolean {
  return PURE.includes(unitOf(path))
}

export function* edgeBreaches(source: Source): Generator<Breach> {
  const unit = unitOf(source.path)
  if (unit === '') return
  const allowed = ALLOWED[unit]
  if (allowed === undefined) {
    yield { rule: 'unknown-folder', path: source.path, line: 1, what: unit }
    return
  }
  for (const { specifier, target, typeOnly, line } of source.imports) {
    const found = (rule: string) => ({ rule, path: source.path, line, what: specifier })
    if (target === undefined) {
      if (isPure(source.path) && isBuiltin(specifier)) yield found('pure-import')
      if (unit === 'client' && specifier !== 'openapi-fetch') yield found('client-import')
      if (unit === 'reporters') yield found('reporters-import')
      continue
    }
    const wanted = unitOf(target)
    // The validators are generated as JavaScript, with types of their own beside them.
    const isWritten = target.endsWith('.ts') || (wanted === 'generated' && target.endsWith('.js'))
    if (!isWritten) yield found('import-extension')
    if (wanted !== unit && !allowed.includes(wanted)) yield found('import-direction')
    if (unit === 'client' && wanted === 'report' && !typeOnly) yield found('client-import')
  }
}

function isBuiltin(specifier: string): boolean {
  const [name = ''] = specifier.split('/')
  return specifier.startsWith('node:') || builtinModules.includes(name) || specifier === COMPUTED
}

/** One breach for each group of files that import one another in a ring, named by its first file. */
export function* cycleBreaches(sources: readonly Source[]): Generator<Breach> {
  const graph = new Map(
    sources.map((source) => [source.path, source.imports.flatMap(({ target }) => target ?? [])]),
  )
  const reach = new Map([...graph.keys()].map((path) => [path, reachable(graph, path)]))
  const told = new Set<string>()
  for (const path of [...graph.keys()].sort()) {
    if (told.has(path) || reach.get(path)?.has(path) !== true) continue
    const ring = [...graph.keys()].filter(
      (other) => reach.get(path)?.has(other) && reach.get(other)?.has(path),
    )
    for (const one of ring) told.add(one)
    yield { rule: 'cycle', path, line: 1, what: ring.sort().join(' ') }
  }
}

function reachable(graph: ReadonlyMap<string, readonly string[]>, from: string): Set<string> {
  const seen = new Set<string>()
  const open = [...(graph.get(from) ?? [])]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    open.push(...(graph.get(next) ?? []))
  }
  return seen
}
