// How an exchange ended without a whole answer, read back from a recording.
import { type Json, member } from '../../contract/json.ts'
import type { Break } from '../exchange.ts'

// Longer texts are none of ours.
const longestKind = 40
const longestWords = 1000

/** What a recording has kept of a break; undefined for anything else. */
export function readBreak(value: Json | undefined): Break | undefined {
  const kind = member(value, 'kind')
  const words = member(value, 'words')
  const isViolation = member(value, 'isViolation')
  if (typeof kind !== 'string' || kind.length > longestKind) return undefined
  if (typeof words !== 'string' || words.length > longestWords) return undefined
  return typeof isViolation === 'boolean' ? { kind, isViolation, words } : undefined
}
