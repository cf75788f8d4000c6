// How sure the contract is of a place, and which page of the docs says so: both inherited downward.
import type { Evidence } from './contract.ts'
import { isObject, type Json, type JsonObject, step, tokens } from './json.ts'

const levels: readonly string[] = ['stated', 'prose', 'example', 'assumed'] satisfies Evidence[]

function isEvidence(value: Json | undefined): value is Evidence {
  return typeof value === 'string' && levels.includes(value)
}

/** The evidence that a part itself declares (`x-evidence`), if any. */
export function ownEvidence(part: Json | undefined): Evidence | undefined {
  const own = isObject(part) ? part['x-evidence'] : undefined
  return isEvidence(own) ? own : undefined
}

/** The parts on the way from the document to a place, outermost first. */
function partsTo(document: JsonObject, pointer: string): Json[] {
  const parts: Json[] = [document]
  for (const token of tokens(pointer)) {
    const next = step(parts.at(-1), token)
    if (next === undefined) break
    parts.push(next)
  }
  return parts
}

/** The nearest evidence at or above a place; `stated` where nothing says otherwise. */
export function evidenceAt(document: JsonObject, pointer: string): Evidence {
  const declared = partsTo(document, pointer).map(ownEvidence)
  return declared.findLast((evidence) => evidence !== undefined) ?? 'stated'
}

export function assumedAt(document: JsonObject, pointer: string): boolean {
  return evidenceAt(document, pointer) === 'assumed'
}

/** The docs page (`x-source`) that the nearest part at or above a place names. */
export function sourceAt(document: JsonObject, pointer: string): string | undefined {
  const declared = partsTo(document, pointer).map((part) =>
    isObject(part) ? part['x-source'] : undefined,
  )
  const nearest = declared.findLast((source) => typeof source === 'string')
  return typeof nearest === 'string' ? nearest : undefined
}
