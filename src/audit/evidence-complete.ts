// Rule: a contract that keeps evidence keeps it for every operation, response and schema.
import { ownEvidence, sourceAt } from '../contract/evidence.ts'
import { type Json, type JsonObject, step, tokens } from '../contract/json.ts'
import { type WalkedPart, walkDocument } from '../contract/walk.ts'
import { breach, type ContractRule } from './contract-rule.ts'

const words = ['stated', 'prose', 'example', 'assumed']

/** Whether a part is one that must say how it is known. A reference is known by its target. */
function isClaim({ kind, value, pointer }: WalkedPart): boolean {
  if (typeof value.$ref === 'string') return false
  if (kind === 'Operation' || kind === 'Response') return true
  return kind === 'Schema' && /^\/components\/schemas\/[^/]+$/.test(pointer)
}

/** Whether evidence is declared at a place or above it; what holds without any is no declaration. */
function isDeclared(document: JsonObject, pointer: string): boolean {
  let value: Json | undefined = document
  for (const token of tokens(pointer)) {
    if (ownEvidence(value) !== undefined) return true
    value = step(value, token)
  }
  return ownEvidence(value) !== undefined
}

export const evidenceComplete: ContractRule = {
  id: 'evidence-complete',
  title: 'Part says how it is known',
  why: 'Severity follows from evidence: a part without it is taken for stated, whoever wrote it.',
  severity: 'error',
  message: ({ missing, value }) =>
    missing === undefined
      ? `x-evidence is ${value}; it is one of ${words.join(', ')}`
      : `has no ${missing}, neither of its own nor inherited`,
  *run({ contract: { document } }) {
    const parts = [...walkDocument(document)]
    // A document of somebody else's has no evidence at all, and needs none.
    if (!parts.some(({ value }) => value['x-evidence'] !== undefined)) return
    for (const part of parts) {
      const { value, pointer } = part
      const evidence = value['x-evidence']
      if (evidence !== undefined && ownEvidence(value) === undefined) {
        yield breach(`${pointer}/x-evidence`, { value: JSON.stringify(evidence) })
      }
      if (!isClaim(part)) continue
      if (evidence === undefined && !isDeclared(document, pointer)) {
        yield breach(pointer, { missing: 'x-evidence' })
      }
      if (sourceAt(document, pointer) === undefined) yield breach(pointer, { missing: 'x-source' })
    }
  },
}
