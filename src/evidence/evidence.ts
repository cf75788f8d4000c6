// What runs saw of a contract, place by place: sets of facts, so that merging twice adds nothing.
import { ToolError } from '../errors.ts'

/**
 * Facts are `value`, `null`, `empty`, `absent`, `true`, `false`, `matched`, or an enum member or known value
 * of the contract as JSON text. Never a value of the traffic itself.
 */
export type Facts = readonly string[]

export type Evidence = {
  version: 1
  contract: {
    title: string
    /** Every version of which there is evidence. */
    versions: readonly string[]
  }
  /** Facts by place, and by the fingerprint that the place had when they were seen. */
  places: Readonly<Record<string, Readonly<Record<string, Facts>>>>
}

function sorted(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort()
}

/** A copy with sorted keys; without assignment, so that no name can be more than a name. */
function merged<T>(
  left: Readonly<Record<string, T>>,
  right: Readonly<Record<string, T>>,
  join: (a: T, b: T) => T,
): Record<string, T> {
  const names = sorted([...Object.keys(left), ...Object.keys(right)])
  const entries = names.flatMap((name): [string, T][] => {
    const a = Object.hasOwn(left, name) ? left[name] : undefined
    const b = Object.hasOwn(right, name) ? right[name] : undefined
    const first = a ?? b
    return first === undefined ? [] : [[name, join(first, b ?? first)]]
  })
  return Object.fromEntries(entries)
}

/** What either of two runs saw. Commutative, associative, idempotent; in canonical order. */
export function mergeEvidence(left: Evidence, right: Evidence): Evidence {
  const { title } = left.contract
  if (title !== right.contract.title) {
    const titles = sorted([title, right.contract.title]).map((each) => JSON.stringify(each))
    throw new ToolError('E_INPUT', `The evidence is of two contracts: ${titles.join(' and ')}.`, {
      hint: 'Keep the evidence of each contract in a file of its own.',
    })
  }
  const versions = sorted([...left.contract.versions, ...right.contract.versions])
  const places = merged(left.places, right.places, (a, b) =>
    merged<Facts>(a, b, (some, others) => sorted([...some, ...others])),
  )
  return { version: 1, contract: { title, versions }, places }
}
