// Keywords that combine schemas over one value (JSON Schema 2020-12 Core §10.2, §8.2.3; OpenAPI 3.1 §4.8.25).
import { type Json, member } from './json.ts'
import {
  evaluateAll,
  fault,
  type Keyword,
  merge,
  mergeEvaluated,
  mergeGaps,
  mergeTentative,
  mergeTrail,
  misuse,
  type Outcome,
  type SchemaNode,
} from './schema-node.ts'

export const reference: Keyword = (node, operand) => {
  const outcome = typeof operand === 'string' ? node.scope.follow(node, operand) : undefined
  if (outcome === undefined) {
    misuse(node, '$ref', `$ref ${JSON.stringify(operand)} does not lead to a schema`)
    evaluateAll(node)
    return
  }
  merge(node.out, outcome)
  mergeEvaluated(node.out, outcome)
}

function applyAll(node: SchemaNode, keyword: string, operand: Json): Outcome[] {
  const outcomes: Outcome[] = []
  if (!Array.isArray(operand)) misuse(node, keyword, `${keyword} is not an array`)
  // A loop and not a callback: schemas nest, and the stack is short.
  else for (const index of operand.keys()) outcomes.push(node.scope.descend(node, [keyword, index]))
  return outcomes
}

export const allOf: Keyword = (node, operand) => {
  for (const outcome of applyAll(node, 'allOf', operand)) {
    merge(node.out, outcome)
    mergeEvaluated(node.out, outcome)
  }
}

const passes = (outcome: Outcome) => !outcome.failed
/** Passes, and nothing was left unchecked that could have said otherwise. */
const surelyPasses = (outcome: Outcome) => !outcome.failed && !outcome.unsure

/** No branch matched: blame the one that was meant, or the choice itself where none stands out. */
function blame(node: SchemaNode, keyword: 'anyOf' | 'oneOf', branches: Outcome[]): void {
  const meant = node.scope.vocabulary.blame?.(node, keyword, branches)
  if (meant !== undefined) {
    merge(node.out, meant)
    mergeEvaluated(node.out, meant)
    return
  }
  for (const branch of branches) {
    mergeTentative(node.out, branch)
    mergeEvaluated(node.out, branch)
  }
  fault(node, keyword, { branches: branches.length })
}

export const anyOf: Keyword = (node, operand) => {
  const branches = applyAll(node, 'anyOf', operand)
  const matched = branches.filter(passes)
  for (const outcome of matched) {
    mergeTrail(node.out, outcome)
    mergeEvaluated(node.out, outcome)
  }
  if (matched.length === 0 && branches.length > 0) blame(node, 'anyOf', branches)
}

export const oneOf: Keyword = (node, operand) => {
  const branches = applyAll(node, 'oneOf', operand)
  const matched = branches.filter(passes)
  for (const outcome of matched) {
    mergeTrail(node.out, outcome)
    mergeEvaluated(node.out, outcome)
  }
  if (matched.length === 0 && branches.length > 0) blame(node, 'oneOf', branches)
  // A branch that could not be checked whole may not match after all.
  if (matched.filter(surelyPasses).length > 1) {
    const indexes = branches.flatMap((each, index) => (surelyPasses(each) ? [String(index)] : []))
    fault(node, 'oneOf', { branches: branches.length, matched: indexes })
  }
}

export const not: Keyword = (node) => {
  const outcome = node.scope.descend(node, ['not'])
  if (surelyPasses(outcome)) fault(node, 'not', {})
  else if (passes(outcome)) mergeGaps(node.out, outcome)
}

export const conditional: Keyword = (node) => {
  const test = node.scope.descend(node, ['if'])
  if (passes(test)) {
    mergeTrail(node.out, test)
    mergeEvaluated(node.out, test)
  } else mergeTentative(node.out, test)
  // Neither `then` nor `else` is due before it is known which.
  if (passes(test) && !surelyPasses(test)) return
  const keyword = passes(test) ? 'then' : 'else'
  if (member(node.schema, keyword) === undefined) return
  const outcome = node.scope.descend(node, [keyword])
  merge(node.out, outcome)
  mergeEvaluated(node.out, outcome)
}
