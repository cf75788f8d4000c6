// Tells which lists of an expected body may be of another length than in the example, as its matching rules say.
import { isObject, type Json, member } from '../../contract/json.ts'

/** What a pact says of the length of the lists at a path. */
export type ListRule = {
  /** Steps below the body; `*` stands for any. */
  path: readonly string[]
  /** The most items that the consumer takes; undefined where it wants as many as in the example. */
  most: number | undefined
  /** Holds for the lists below as well, unless they have a rule of their own. */
  cascades: boolean
}

/** Matchers that hold the items of a list against something, whatever their number is. */
const counting = ['type', 'min', 'max', 'notEmpty']
const sorting = ['arrayContains', 'eachValue', 'eachKey']

/** `$.a['b'][*]` as its steps; undefined for a path that is more than names and indexes. */
function stepsOf(path: string): string[] | undefined {
  const step = /\.([^.[\]'"]+)|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]/uy
  if (!path.startsWith('$')) return undefined
  const found: string[] = []
  step.lastIndex = 1
  while (step.lastIndex < path.length) {
    const match = step.exec(path)
    if (match === null) return undefined
    const quoted = match[2] ?? match[3]
    found.push(match[1] ?? match[4] ?? quoted?.replace(/\\(.)/gu, '$1') ?? '')
  }
  return found
}

/** Since specification 2 a length may stand in a rule that names no matcher. */
function matcherOf(rule: Json): string {
  const isLength = member(rule, 'min') !== undefined || member(rule, 'max') !== undefined
  return String(member(rule, 'match') ?? (isLength ? 'type' : ''))
}

/** All matchers at one path have to be content. */
function ruleOf(path: readonly string[], matchers: readonly Json[]): ListRule {
  const names = matchers.map(matcherOf)
  const isOpen = names.every((name) => counting.includes(name) || sorting.includes(name))
  const limits = matchers
    .map((each) => member(each, 'max'))
    .filter((max) => typeof max === 'number')
  const most = limits.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY)
  return {
    path,
    most: isOpen ? most : undefined,
    cascades: names.some((name) => !sorting.includes(name)),
  }
}

type Held = { path: readonly string[]; held: Json }

/** Each rule below a path by its own path. */
function rulesBelow(start: readonly string[], rules: Json | undefined): Held[] {
  return Object.entries(isObject(rules) ? rules : {}).flatMap(([path, held]) => {
    const steps = stepsOf(path)
    return steps === undefined ? [] : [{ path: [...start, ...steps], held }]
  })
}

/** The rules that a matcher has for the items of its list. */
function rulesWithin(path: readonly string[], matcher: Json): Held[] {
  const { variants, rules } = isObject(matcher) ? matcher : {}
  const ofVariants = (Array.isArray(variants) ? variants : []).flatMap((each) =>
    rulesBelow([...path, String(member(each, 'index'))], member(each, 'rules')),
  )
  return matcherOf(matcher) === 'eachValue' && Array.isArray(rules)
    ? [...ofVariants, { path: [...path, '*'], held: { matchers: rules } }]
    : ofVariants
}

/** What the matching rules of a response say of the lists in its body, by any specification. */
export function listRules(rules: Json | undefined): ListRule[] {
  // Specification 2 writes `$.body.items`, later ones `$.items` below `body`.
  const early = rulesBelow([], rules).filter(({ path }) => path[0] === 'body')
  const waiting = [
    ...early.map(({ path, held }) => ({ path: path.slice(1), held })),
    ...rulesBelow([], member(rules, 'body')),
  ]
  const found: ListRule[] = []
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, held } = next
    const listed = member(held, 'matchers')
    const matchers = Array.isArray(listed) ? listed : [held]
    found.push(ruleOf(path, matchers))
    for (const each of matchers) {
      for (const within of rulesWithin(path, each)) waiting.push(within)
    }
  }
  return found
}

/** How many steps of a rule name what they stand for; undefined where it is about another place. */
function closeness(rule: ListRule, place: readonly string[]): number | undefined {
  const { path } = rule
  if (path.length > place.length || (path.length < place.length && !rule.cascades)) return undefined
  if (path.some((step, index) => step !== '*' && step !== place[index])) return undefined
  return path.filter((step) => step !== '*').length
}

/** The most items that a list may have; undefined where it is to be as long as in the example. */
export function mostItems(
  rules: readonly ListRule[],
  place: readonly string[],
): number | undefined {
  let best: { rule: ListRule; named: number } | undefined
  for (const rule of rules) {
    const named = closeness(rule, place)
    if (named === undefined) continue
    // Of rules that are equally close the longer one says more.
    const ahead =
      best === undefined ? 1 : named - best.named || rule.path.length - best.rule.path.length
    if (ahead > 0) best = { rule, named }
  }
  if (best?.rule.most === undefined) return undefined
  // A list below has no bounds of its own.
  return best.rule.path.length === place.length ? best.rule.most : Number.POSITIVE_INFINITY
}
