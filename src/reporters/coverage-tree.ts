// What a run never saw of the contract, as a tree for people: what was seen whole is left out.
import type { Coverage, CoverageNode } from '../report.ts'
import { clip, visible } from './escape.ts'
import type { Paint } from './paint.ts'
import { count, number } from './words.ts'

// A tree that does not fit on two screens is not read.
const mostLines = 60
const longestName = 200
const mostFacts = 8

function safe(text: string): string {
  return visible(clip(text, longestName))
}

/** What was never seen of one part, in a few words. */
function words({ saw, never, seen, total, children }: CoverageNode): string {
  const only = saw.filter((fact) => ['null', 'empty', 'absent'].includes(fact))
  const absent = never.includes('value') || never.includes('matched')
  if (seen === 0 && children.length > 0 && only.length === 0) {
    return `never (${count(total, 'place')})`
  }
  if (absent) return only.length > 0 ? `only ${only.join(' or ')}` : 'never'
  const facts = never.slice(0, mostFacts).map(safe)
  const rest = never.length - facts.length
  const list = [...facts, ...(rest > 0 ? [`${number(rest)} more`] : [])].join(', ')
  return list === '' ? '' : `never ${list}`
}

function* nodeLines(node: CoverageNode, depth: number, paint: Paint): Generator<string> {
  if (node.seen === node.total) return
  const said = words(node)
  const name = depth === 0 ? paint.bold(safe(node.name)) : safe(node.name)
  yield `${'  '.repeat(depth + 1)}${name}${said === '' ? '' : `  ${paint.yellow(said)}`}`
  // Below what was never there, nothing else can have been.
  if (node.seen === 0) return
  for (const child of node.children) yield* nodeLines(child, depth + 1, paint)
}

/** One line, and below it what was never seen where the tree was asked for. */
export function coverageLines({ seen, total, percent, tree }: Coverage, paint: Paint): string[] {
  const sum = `evidence: ${number(seen)} of ${count(total, 'place')} seen`
  if (tree === undefined) return [sum, '']
  const lines = tree.flatMap((node) => [...nodeLines(node, 0, paint)])
  const rest = lines.length - mostLines
  const more = rest > 0 ? [`  … and ${count(rest, 'more line')}; --report json=FILE has all.`] : []
  const head = `${sum} (${percent} %)${lines.length > 0 ? '; not seen:' : ''}`
  return [head, ...lines.slice(0, mostLines), ...more, '']
}
