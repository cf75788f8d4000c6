// The rules about files and functions: sizes, names, first lines, and what a file may export.
import ts from 'typescript'
import { type Breach, lineOf, nodesOf, type Source } from './source.ts'

const BARRELS = ['src/index.ts', 'src/checks/index.ts', 'src/reporters/index.ts']
const MAX_FILE = 250
const MAX_FUNCTION = 60
const MAX_PARAMETERS = 3

export function* shapeBreaches(source: Source): Generator<Breach> {
  yield* fileBreaches(source)
  for (const node of nodesOf(source.tree)) {
    yield* functionBreaches(source, node)
    yield* exportBreaches(source, node)
  }
}

function* fileBreaches({ path, text, tree }: Source): Generator<Breach> {
  const found = (rule: string, what: string, line = 1) => ({ rule, path, line, what })
  const lines = text.replace(/\n$/, '').split('\n')
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.ts$/, '')
  if (lines.length > MAX_FILE) yield found('file-length', `${lines.length} lines`)
  const start = lines[0]?.startsWith('#!') ? lines[1] : lines[0]
  if (!/^\/\/ \S/.test(start ?? '')) yield found('first-line', start ?? '')
  if (!/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(name)) yield found('kebab-case', name)
  if (path.split('/').some((part) => /(?:^|-)(?:utils?|helpers?|common)(?:\.|$)/.test(part))) {
    yield found('vague-name', path)
  }
  if (!BARRELS.includes(path) && isBarrel(name, tree)) yield found('barrel', path)
  for (const [index, line] of lines.entries()) {
    const mark = /\b(?:TODO|FIXME|XXX)\b/.exec(line)
    if (mark !== null) yield found('unfinished', mark[0], index + 1)
    const disable = /@ts-(?:ignore|expect-error|nocheck)|biome-ignore/.exec(line)
    if (disable !== null) yield found('disabled-check', disable[0], index + 1)
  }
}

function isBarrel(name: string, tree: ts.SourceFile): boolean {
  const passesOn = (statement: ts.Statement) =>
    ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined
  return name === 'index' || (tree.statements.length > 0 && tree.statements.every(passesOn))
}

function* functionBreaches({ path, tree }: Source, node: ts.Node): Generator<Breach> {
  if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return
  const line = lineOf(tree, node.getStart())
  const what = node.name?.getText() ?? '(anonymous)'
  const length = lineOf(tree, node.getEnd()) - line + 1
  if (length > MAX_FUNCTION) yield { rule: 'function-length', path, line, what }
  if (node.parameters.length > MAX_PARAMETERS) yield { rule: 'parameters', path, line, what }
}

function* exportBreaches({ path, tree }: Source, node: ts.Node): Generator<Breach> {
  const found = (rule: string) => ({
    rule,
    path,
    line: lineOf(tree, node.getStart()),
    what: node.getText().slice(0, 60),
  })
  if (ts.isExportAssignment(node)) yield found('default-export')
  if (ts.isExportSpecifier(node) && node.name.text === 'default') yield found('default-export')
  if (ts.canHaveModifiers(node)) {
    const modifiers = ts.getModifiers(node) ?? []
    if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) {
      yield found('default-export')
    }
  }
  if (ts.isExportDeclaration(node) && !BARRELS.includes(path)) {
    const { exportClause } = node
    if (node.moduleSpecifier !== undefined && exportClause === undefined) yield found('export-star')
  }
  if (ts.isClassLike(node) && !extendsError(node)) yield found('class')
}

function extendsError(node: ts.ClassLikeDeclaration): boolean {
  const [clause] = node.heritageClauses ?? []
  return clause?.types.some((type) => /Error$/.test(type.expression.getText())) ?? false
}
