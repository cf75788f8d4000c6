// The hint of every error about an unknown word: what was most likely meant.
import { nearest } from '../contract/nearest.ts'

/** `Did you mean 'x'?`, or the given sentence where nothing is near. */
export function suggestion(word: string, candidates: readonly string[], otherwise: string): string {
  // Somebody who stops early (`gen`, `--allow-un`) means the longer word, however far it is.
  const begun = candidates.filter((candidate) => candidate.startsWith(word.toLowerCase()))
  const [only] = begun
  const found = word.length >= 3 && begun.length === 1 ? only : nearest(word, candidates)
  return found === undefined ? otherwise : `Did you mean '${found}'?`
}
