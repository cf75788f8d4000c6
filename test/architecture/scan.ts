// All architecture rules over a set of source files; what it returns is empty when the house stands.
import { cycleBreaches, edgeBreaches } from './edges.ts'
import { expressionBreaches } from './expression.ts'
import { shapeBreaches } from './shape.ts'
import { type Breach, parse, type Sources } from './source.ts'

/** Generated code is judged by its own tests: only its imports concern the architecture. */
function isGenerated(path: string): boolean {
  return path.startsWith('src/generated/')
}

export function scan(files: Sources): Breach[] {
  const sources = Object.entries(files).map(([path, text]) => parse(path, text))
  const written = sources.filter(({ path }) => !isGenerated(path))
  return [
    ...sources.flatMap((source) => [...edgeBreaches(source)]),
    ...cycleBreaches(sources),
    ...written.flatMap((source) => [...shapeBreaches(source), ...expressionBreaches(source)]),
  ]
}
