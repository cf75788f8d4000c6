// Rule: what the run was asked to see was seen, so that a green is not a green of nothing.
import type { Rule } from '../checks/check.ts'
import { contractPlace } from '../checks/place.ts'
import { nearest } from '../contract/nearest.ts'
import { ToolError } from '../errors.ts'
import { type Args, type Coverage, type Finding, fingerprint } from '../report.ts'
import type { EvidencePlan } from './contract-places.ts'
import { factsSeen } from './coverage.ts'
import type { Evidence, Facts } from './evidence.ts'
import type { Place } from './place.ts'

export const evidenceRequired: Rule = {
  id: 'evidence-required',
  title: 'What must be seen was seen',
  why: 'A run that met only nulls, or one status, is green whatever the contract says of the rest.',
  severity: 'error',
  message: ({ place, fact, saw, seen, total, percent, required, first }) => {
    if (required === undefined) return placeWords(String(place), String(fact), textsOf(saw))
    const names = textsOf(first).join('; ')
    return `${seen} of ${total} places were seen (${percent} %), ${required} % are required; never seen: ${names}`
  },
}

function textsOf(value: Args[string] | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function placeWords(place: string, fact: string, saw: readonly string[]): string {
  if (fact !== 'value' && fact !== 'matched') return `${place} was never seen to be ${fact}`
  return fact === 'matched' || saw.length === 0
    ? `${place} was never seen`
    : `${place} was only ever seen to be ${saw.join(' or ')}`
}

/** What a run must have seen: a share of all places, and all that is at or below some pointers. */
export type Requirement = { percent: number | undefined; pointers: readonly string[] }

const isBelow = (pointer: string, top: string) => pointer === top || pointer.startsWith(`${top}/`)

// Nobody can be made to leave a member out: what is required is that something was there.
const somethingThere = (fact: string) => !['null', 'empty', 'absent'].includes(fact)

function pointersOf({ places }: EvidencePlan): string[] {
  return [...places.values()].flatMap(({ facts }) =>
    [...facts].flatMap(([fact, pointer]) => (somethingThere(fact) ? [pointer] : [])),
  )
}

/** Reads what was asked for: `80`, or JSON Pointers into the contract. */
export function readRequirement(texts: readonly string[], plan: EvidencePlan): Requirement {
  const usage = (message: string, hint: string) => new ToolError('E_USAGE', message, { hint })
  const percents = texts.filter((text) => !/^#?\//.test(text))
  const wrong = percents.find((text) => !/^\d{1,3}(?:\.\d+)?$/.test(text) || Number(text) > 100)
  if (wrong !== undefined) {
    throw usage(
      `--require-evidence takes a percentage up to 100 or a JSON Pointer, not ${JSON.stringify(wrong)}.`,
      'Write 80, or /components/schemas/NAME/properties/MEMBER.',
    )
  }
  if (percents.length > 1) {
    throw usage('--require-evidence names more than one percentage.', 'Leave the highest.')
  }
  const pointers = texts.filter((text) => /^#?\//.test(text)).map((text) => text.replace('#', ''))
  const known = pointers.length === 0 ? [] : pointersOf(plan)
  const unknown = pointers.find((top) => !known.some((pointer) => isBelow(pointer, top)))
  if (unknown !== undefined) {
    const near = nearest(unknown, known)
    throw usage(
      `--require-evidence: no traffic could show ${unknown} of ${plan.contract.path}.`,
      near === undefined
        ? 'Name a place that an answer or a request can have.'
        : `Did you mean ${near}?`,
    )
  }
  return { percent: percents[0] === undefined ? undefined : Number(percents[0]), pointers }
}

type Unseen = { place: Place; fact: string; pointer: string; saw: Facts }

/** What was never seen, each at its outermost place: below what was never there, nothing else can have been. */
function unseen(
  plan: EvidencePlan,
  evidence: Evidence,
  counts: (fact: string, pointer: string) => boolean,
): Unseen[] {
  const all = [...plan.places.values()].flatMap((place) => {
    const saw = factsSeen(plan, evidence, place)
    return [...place.facts].flatMap(([fact, pointer]): Unseen[] =>
      saw.includes(fact) || !counts(fact, pointer) ? [] : [{ place, fact, pointer, saw }],
    )
  })
  const missing = new Set(all.flatMap(({ fact, place }) => (fact === 'value' ? [place.key] : [])))
  return all.filter(({ place, fact }) => {
    if (fact !== 'value' && missing.has(place.key)) return false
    for (let end = place.key.lastIndexOf('/'); end > 0; end = place.key.lastIndexOf('/', end - 1))
      if (missing.has(place.key.slice(0, end))) return false
    return true
  })
}

function toFinding({ contract }: EvidencePlan, pointer: string, args: Args): Finding {
  const rule = evidenceRequired.id
  return {
    rule,
    severity: evidenceRequired.severity,
    operation: null,
    message: evidenceRequired.message(args),
    contract: contractPlace(contract, pointer),
    at: pointer,
    exchange: null,
    args,
    fingerprint: fingerprint({ rule, operation: null, pointer, at: pointer }),
  }
}

const named = 5

/** One finding for each required place that was never seen, and one if too few of all were. */
export function requiredFindings(
  plan: EvidencePlan,
  seen: { evidence: Evidence; coverage: Coverage },
  { percent, pointers }: Requirement,
): Finding[] {
  const { evidence, coverage } = seen
  const required = (fact: string, pointer: string) =>
    somethingThere(fact) && pointers.some((top) => isBelow(pointer, top))
  const found = unseen(plan, evidence, required).map(({ place, fact, pointer, saw }) =>
    toFinding(plan, pointer, { place: place.path.join(' '), fact, saw }),
  )
  const { total } = coverage
  // Of nothing, no share was seen.
  const enough = total > 0 && coverage.seen * 100 >= (percent ?? 0) * total
  if (percent === undefined || percent === 0 || enough) return found
  const all = unseen(plan, evidence, () => true)
  // What was not there at all tells more than which of its values was not.
  const isWhole = ({ fact }: Unseen) => fact === 'value' || fact === 'matched'
  const first = [...all.filter(isWhole), ...all.filter((each) => !isWhole(each))]
    .slice(0, named)
    .map((each) => [...each.place.path, ...(isWhole(each) ? [] : [each.fact])].join(' '))
  const args = { seen: coverage.seen, total, percent: coverage.percent, required: percent, first }
  return [toFinding(plan, '/paths', args), ...found]
}
