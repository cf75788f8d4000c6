// Reads schemas for what a consumer expects: an answer may have more members than are named, never others.
import { discriminated } from './branch.ts'
import { isObject, type Json, member } from './json.ts'
import {
  emptyOutcome,
  fault,
  type Keyword,
  merge,
  mergeEvaluated,
  mergeGaps,
  mergeTentative,
  mergeTrail,
  type Outcome,
  type SchemaNode,
  type Vocabulary,
} from './schema-node.ts'

type Keywords = Vocabulary['keywords']

/** The most items that a list at a place of the answer may have; undefined where it has what it shows. */
export type MostItems = (at: string) => number | undefined

const isWhole = (value: Json) => typeof value === 'object' && value !== null
const holdsWhole = (value: Json) => Array.isArray(value) && value.some(isWhole)

/** Whether an answer may have a list of another length here. */
const isOpen = ({ value, at }: SchemaNode, most: MostItems) =>
  Array.isArray(value) && most(at) !== undefined
/** Whether an answer may hold more than the value says; of text and numbers it may not. */
const isPartial = (node: SchemaNode, most: MostItems) =>
  isObject(node.value) || holdsWhole(node.value) || isOpen(node, most)

// Whatever an object's further members are, they could change what these say of it.
const open = [
  'additionalProperties',
  'patternProperties',
  'propertyNames',
  'unevaluatedProperties',
  'minProperties',
  'maxProperties',
  'dependentRequired',
  'dependentSchemas',
]
// A branch that fails now may fit once more members are there.
const branching = ['not', 'if', 'oneOf', 'contains', 'uniqueItems', 'const', 'enum']
// A list that is longer may hold what does not fit.
const counting = ['minItems', 'maxItems', 'items', 'prefixItems', 'unevaluatedItems']

/** A keyword that owns up where its yes could become a no with further members. */
function cautious(name: string, keyword: Keyword, most: MostItems): Keyword {
  return (node, operand) => {
    keyword(node, operand)
    const { value, out } = node
    const isMissing = (each: string) => member(value, each) === undefined
    const isBlank = name === 'properties' && isObject(value) && isObject(operand)
    if (isBlank && Object.keys(operand).some(isMissing)) out.unsure = true
    if (isObject(value) && open.includes(name)) out.unsure = true
    if (isPartial(node, most) && branching.includes(name)) out.unsure = true
    if (isOpen(node, most) && counting.includes(name)) out.unsure = true
  }
}

/** The vocabulary by which a yes holds for every value that has the same members and more. */
function firm({ keywords, blame: _, ...rest }: Vocabulary, most: MostItems): Vocabulary {
  const entries = Object.entries(keywords).map(([name, keyword]): [string, Keyword] => {
    return [name, cautious(name, keyword, most)]
  })
  return { ...rest, keywords: Object.fromEntries(entries) }
}

/** What a subschema says whatever further members come. */
function applyFirmly(node: SchemaNode, keyword: string, vocabulary: Vocabulary): Outcome {
  // What is known of the parts so far was found by another way of reading.
  const { ways: _, ...shared } = node.scope
  const scope = { ...shared, vocabulary, known: new Map<string, Outcome>() }
  return scope.descend({ ...node, scope }, [keyword])
}

const surelyPasses = ({ failed, unsure }: Outcome) => !failed && !unsure

/** Runs a keyword apart, so that what it says can be weighed before it counts. */
function apart(node: SchemaNode, keyword: Keyword | undefined, operand: Json): Outcome {
  const out = emptyOutcome()
  keyword?.({ ...node, out }, operand)
  return out
}

function take(node: SchemaNode, outcome: Outcome): void {
  merge(node.out, outcome)
  mergeEvaluated(node.out, outcome)
}

function glance(node: SchemaNode, outcome: Outcome): void {
  mergeTentative(node.out, outcome)
  mergeEvaluated(node.out, outcome)
}

/** Several forms may fit an object that names too few members to tell them apart. */
function oneOf(full: Keywords, most: MostItems): Keyword {
  return (node, operand) => {
    const outcome = apart(node, full.oneOf, operand)
    const isSeveral = outcome.faults?.some(({ args }) => args.matched !== undefined)
    if (!isSeveral || !isPartial(node, most)) return take(node, outcome)
    const named = discriminated(node, 'oneOf')
    const meant = named === undefined ? undefined : node.scope.descend(node, ['oneOf', named])
    if (meant === undefined || meant.failed) glance(node, outcome)
    else take(node, meant)
  }
}

function not(full: Keywords, firmly: Vocabulary, most: MostItems): Keyword {
  return (node, operand) => {
    if (!isPartial(node, most)) return full.not?.(node, operand)
    const outcome = applyFirmly(node, 'not', firmly)
    if (surelyPasses(outcome)) fault(node, 'not', {})
    else if (!outcome.failed) mergeGaps(node.out, outcome)
  }
}

/** `then` or `else` is due only where no further member could turn the test. */
function conditional(full: Keywords, firmly: Vocabulary, most: MostItems): Keyword {
  return (node, operand) => {
    if (!isPartial(node, most)) return full.if?.(node, operand)
    const { descend } = node.scope
    const test = descend(node, ['if'])
    const branch = (keyword: string) =>
      member(node.schema, keyword) === undefined ? emptyOutcome() : descend(node, [keyword])
    if (test.failed) {
      mergeTentative(node.out, test)
      take(node, branch('else'))
    } else if (surelyPasses(applyFirmly(node, 'if', firmly))) {
      mergeTrail(node.out, test)
      mergeEvaluated(node.out, test)
      take(node, branch('then'))
    } else for (const outcome of [test, branch('then'), branch('else')]) glance(node, outcome)
  }
}

/** A schema that comes with a member may be what allows others, even where that member is not named. */
function dependentSchemas(full: Keywords): Keyword {
  return (node, operand) => {
    full.dependentSchemas?.(node, operand)
    if (!isObject(node.value) || !isObject(operand)) return
    for (const name of Object.keys(operand)) {
      if (member(node.value, name) !== undefined) continue
      glance(node, node.scope.descend(node, ['dependentSchemas', name]))
    }
  }
}

/** Items that are alike may come to differ. */
function uniqueItems(full: Keywords, most: MostItems): Keyword {
  return (node, operand) => {
    if (operand !== true || !isPartial(node, most)) full.uniqueItems?.(node, operand)
  }
}

/** Asks nothing of a value that may come to equal one of those that a keyword names. */
function equality(
  keyword: Keyword | undefined,
  most: MostItems,
  named: (operand: Json) => readonly Json[],
): Keyword {
  return (node, operand) => {
    const isAlike = (each: Json) =>
      isWhole(each) && Array.isArray(each) === Array.isArray(node.value)
    if (!isPartial(node, most) || !named(operand).some(isAlike)) keyword?.(node, operand)
  }
}

/** How many items fit is only known from below, and nothing of a list that may have others. */
function contains(full: Keywords, most: MostItems): Keyword {
  return (node, operand) => {
    if (!isPartial(node, most)) return full.contains?.(node, operand)
    const { maxContains: _, ...schema } = node.schema
    const asked = isOpen(node, most) ? { ...schema, minContains: 0 } : schema
    full.contains?.({ ...node, schema: asked }, operand)
  }
}

/** A list that may be longer need not be long enough yet. */
function minItems(full: Keywords, most: MostItems): Keyword {
  return (node, operand) => {
    const limit = Array.isArray(node.value) ? most(node.at) : undefined
    const isReachable = limit !== undefined && typeof operand === 'number' && operand <= limit
    if (!isReachable) full.minItems?.(node, operand)
  }
}

const silent: Keyword = () => {}

/**
 * A vocabulary for expected answers. A consumer names the members that it needs; an answer may have any
 * other that its schema allows. A fault is what no such answer could mend. Requests are read in full.
 */
export function partialVocabulary(
  full: Vocabulary,
  mostItems: MostItems = () => undefined,
): Vocabulary {
  const { keywords } = full
  const firmly = firm(full, mostItems)
  const lenient: Keywords = {
    required: silent,
    dependentRequired: silent,
    minProperties: silent,
    dependentSchemas: dependentSchemas(keywords),
    oneOf: oneOf(keywords, mostItems),
    not: not(keywords, firmly, mostItems),
    if: conditional(keywords, firmly, mostItems),
    minItems: minItems(keywords, mostItems),
    contains: contains(keywords, mostItems),
    uniqueItems: uniqueItems(keywords, mostItems),
    const: equality(keywords.const, mostItems, (operand) => [operand]),
    enum: equality(keywords.enum, mostItems, (operand) => [operand].flat()),
  }
  const entries = Object.entries(keywords).map(([name, keyword]): [string, Keyword] => {
    const relaxed = Object.hasOwn(lenient, name) ? lenient[name] : undefined
    const chosen: Keyword = (node, operand) =>
      node.scope.direction === 'response' && relaxed !== undefined
        ? relaxed(node, operand)
        : keyword(node, operand)
    return [name, relaxed === undefined ? keyword : chosen]
  })
  return { ...full, keywords: Object.fromEntries(entries) }
}
