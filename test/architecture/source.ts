// Source files as the architecture rules see them: parsed, with their imports resolved to paths.
import { posix } from 'node:path'
import ts from 'typescript'

/** Paths from the repository's root, with forward slashes, and their texts. */
export type Sources = Readonly<Record<string, string>>

export type Breach = { rule: string; path: string; line: number; what: string }

export type Import = {
  specifier: string
  line: number
  typeOnly: boolean
  target: string | undefined
}

export type Source = { path: string; text: string; tree: ts.SourceFile; imports: readonly Import[] }

/** Line of a node, from 1. */
export function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1
}

/** Every node of a tree, parents before children. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  const open = [node]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next
    const children: ts.Node[] = []
    ts.forEachChild(next, (child) => {
      children.push(child)
    })
    open.push(...children.reverse())
  }
}

export function parse(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS)
  return { path, text, tree, imports: [...importsOf(path, tree)] }
}

function* importsOf(path: string, tree: ts.SourceFile): Generator<Import> {
  for (const node of nodesOf(tree)) {
    const found = specifierOf(node)
    if (found === undefined) continue
    const { specifier, typeOnly } = found
    const target = specifier.startsWith('.')
      ? posix.normalize(posix.join(posix.dirname(path), specifier))
      : undefined
    yield { specifier, typeOnly, target, line: lineOf(tree, node.getStart()) }
  }
}

function specifierOf(node: ts.Node): { specifier: string; typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node)) {
    return { specifier: textOf(node.moduleSpecifier), typeOnly: isTypeOnly(node.importClause) }
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return { specifier: textOf(node.moduleSpecifier), typeOnly: node.isTypeOnly }
  }
  if (ts.isImportTypeNode(node)) {
    const { argument } = node
    const literal = ts.isLiteralTypeNode(argument) ? argument.literal : argument
    return { specifier: textOf(literal), typeOnly: true }
  }
  if (!ts.isCallExpression(node)) return undefined
  const callee = node.expression
  const loads =
    callee.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(callee) && callee.text === 'require')
  const [argument] = node.arguments
  return loads && argument !== undefined
    ? { specifier: textOf(argument), typeOnly: false }
    : undefined
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const names = clause.namedBindings
  return (
    clause.name === undefined &&
    names !== undefined &&
    ts.isNamedImports(names) &&
    names.elements.length > 0 &&
    names.elements.every((element) => element.isTypeOnly)
  )
}

/** What a specifier that is computed at run time is called: no rule can vouch for it. */
export const COMPUTED = '(computed)'

function textOf(node: ts.Node): string {
  return ts.isStringLiteralLike(node) ? node.text : COMPUTED
}
