// The rules about single expressions: impure globals in pure folders, process.exit, any, `!` and `as`.
import ts from 'typescript'
import { isPure, unitOf } from './edges.ts'
import { type Breach, lineOf, nodesOf, type Source } from './source.ts'

/** Globals that make the same call give another answer, or reach outside. */
const IMPURE = ['process', 'console', 'performance', 'Buffer', '__dirname', '__filename']
const TIMERS = ['setTimeout', 'setInterval', 'setImmediate']
const IMPURE_MEMBERS = [
  'Date.now',
  'Math.random',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'globalThis.process',
  'globalThis.console',
  'import.meta.env',
]

export function* expressionBreaches(source: Source): Generator<Breach> {
  const pure = isPure(source.path)
  for (const node of nodesOf(source.tree)) {
    const rule = anywhere(source, node) ?? (pure ? impure(node, unitOf(source.path)) : undefined)
    if (rule === undefined) continue
    const line = lineOf(source.tree, node.getStart())
    yield { rule, path: source.path, line, what: node.getText().slice(0, 60) }
  }
}

function anywhere(source: Source, node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return 'any'
  if (ts.isNonNullExpression(node)) return 'non-null'
  if (memberText(node) === 'process.exit') return 'process-exit'
  if (isCast(node) && !isExplained(source, node)) return 'unexplained-cast'
  return undefined
}

/** `x as T` and `<T>x`; `as const` promises nothing that the compiler does not know. */
export function isCast(node: ts.Node): node is ts.AssertionExpression {
  return ts.isAssertionExpression(node) && !ts.isConstTypeReference(node.type)
}

/** Whether a comment stands on the line of the cast's type or on the line before the cast. */
function isExplained({ text, tree }: Source, cast: ts.AssertionExpression): boolean {
  const last = lineOf(tree, cast.getEnd())
  const first = lineOf(tree, cast.type.getStart())
  const before = [first - 1, lineOf(tree, cast.getStart()) - 1]
  return commentLines(text).some((line) => line === first || line === last || before.includes(line))
}

function commentLines(text: string): number[] {
  const isComment = (line: string) => /(?:^|\s)\/\/ \S|^\s*(?:\/\*|\*)/.test(line)
  return text.split('\n').flatMap((line, index) => (isComment(line) ? [index + 1] : []))
}

function impure(node: ts.Node, unit: string): string | undefined {
  if (IMPURE_MEMBERS.includes(memberText(node) ?? '')) return 'impure'
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    const isDate = ts.isIdentifier(node.expression) && node.expression.text === 'Date'
    // `Date(…)` without `new` is the present time whatever its arguments are.
    if (isDate && (ts.isCallExpression(node) || !node.arguments?.length)) return 'impure'
  }
  if (!ts.isIdentifier(node) || !isReference(node)) return undefined
  // The client has a time-out to keep; nothing else that is pure knows of time.
  const names = unit === 'client' ? IMPURE : [...IMPURE, ...TIMERS]
  return names.includes(node.text) ? 'impure' : undefined
}

function memberText(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    return `${node.expression.getText()}.${node.name.text}`
  }
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return `${node.expression.getText()}.${node.argumentExpression.text}`
  }
  return undefined
}

/** Whether an identifier stands for a value, and not for a member's, a type's or a key's name. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  if (ts.isShorthandPropertyAssignment(parent)) return true
  return !(
    ts.isPropertySignature(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isTypeReferenceNode(parent) ||
    (ts.isBindingElement(parent) && parent.propertyName === node)
  )
}
