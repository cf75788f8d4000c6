// The nearest right word to a wrong one, for every "did you mean".

function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const swap = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[right.length] ?? 0
}

/** The candidate most like a word, compared without case; undefined where none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  // A longer word is no slip of the pen, and would only cost time.
  if (word.length > 100) return undefined
  const farthest = Math.max(2, word.length / 3)
  const scored = candidates
    .filter((candidate) => Math.abs(candidate.length - word.length) <= farthest)
    .map((candidate) => ({
      candidate,
      score: distance(word.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.score - b.score)
  const [best] = scored
  return best !== undefined && best.score <= farthest ? best.candidate : undefined
}
