// Coverage: how much of what a contract could show was seen, as numbers and as a tree.
import type { Coverage, CoverageNode } from '../report.ts'
import type { EvidencePlan } from './contract-places.ts'
import type { Evidence, Facts } from './evidence.ts'
import { type Place, placeFingerprint } from './place.ts'

/** The facts that were seen at a place while it was what it is now. */
export function factsSeen(plan: EvidencePlan, { places }: Evidence, place: Place): Facts {
  const prints = Object.hasOwn(places, place.key) ? places[place.key] : undefined
  return prints?.[placeFingerprint(place, plan.contract.document)] ?? []
}

const general = ['value', 'null', 'empty', 'absent', 'true', 'false', 'matched']

/** Only what still counts: places that are what they were, and facts that can be seen there. */
export function currentEvidence(plan: EvidencePlan, evidence: Evidence): Evidence {
  const places = [...plan.places.values()].flatMap((place) => {
    const facts = factsSeen(plan, evidence, place).filter(
      (fact) => place.facts.has(fact) || general.includes(fact),
    )
    const print = placeFingerprint(place, plan.contract.document)
    return facts.length === 0 ? [] : [[place.key, { [print]: facts }] as const]
  })
  return { ...evidence, places: Object.fromEntries(places) }
}

type Branch = Omit<CoverageNode, 'saw' | 'never' | 'children'> & {
  saw: Set<string>
  never: Set<string>
  children: Map<string, Branch>
}

function startBranch(name: string, pointer: string): Branch {
  const counts = { seen: 0, total: 0 }
  return { name, pointer, ...counts, saw: new Set(), never: new Set(), children: new Map() }
}

function toNode({ saw, never, children, ...rest }: Branch): CoverageNode {
  return { ...rest, saw: [...saw], never: [...never], children: [...children.values()].map(toNode) }
}

function count(branch: Branch, place: Place, seen: number): void {
  branch.seen += seen
  branch.total += place.facts.size
}

function addTo(root: Branch, place: Place, facts: Facts): void {
  const seen = [...place.facts.keys()].filter((fact) => facts.includes(fact)).length
  count(root, place, seen)
  let branch = root
  for (const name of place.path) {
    const next = branch.children.get(name) ?? startBranch(name, place.pointer)
    branch.children.set(name, next)
    count(next, place, seen)
    branch = next
  }
  for (const fact of facts) branch.saw.add(fact)
  for (const fact of place.facts.keys()) if (!facts.includes(fact)) branch.never.add(fact)
}

/** Operations first, then the parts that several of them share, each in the order of the document. */
export function coverage(plan: EvidencePlan, evidence: Evidence): Required<Coverage> {
  const root = startBranch('', '')
  const operations = new Set(plan.contract.operations.map(({ key }) => key))
  const places = [...plan.places.values()].filter(({ facts }) => facts.size > 0)
  const own = places.filter(({ path: [first = ''] }) => operations.has(first))
  const shared = places.filter(({ path: [first = ''] }) => !operations.has(first))
  for (const place of [...own, ...shared]) addTo(root, place, factsSeen(plan, evidence, place))
  const { seen, total, children } = toNode(root)
  const percent = total === 0 ? 0 : Math.floor((seen / total) * 1000) / 10
  return { seen, total, percent, tree: children }
}
