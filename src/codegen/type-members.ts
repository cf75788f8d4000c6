// The members of a generated `types.ts`, each by its path, so that two texts can be compared by meaning.
import ts from 'typescript'
import { methods } from '../contract/compile.ts'

/** A member's type as text, what nested members it has left out, and its documentation. */
export type TypeMember = { type: string; comment: string }

/**
 * Every member of every exported type, keyed by its path as JSON: `["components","schemas","Pet"]`.
 * An operation stands under `["GET /pets"]` whatever its operationId; one that is absent
 * (`get?: never`) has no entry. What is neither a type nor a function's declaration is passed over.
 */
export function typeMembers(text: string): ReadonlyMap<string, TypeMember> {
  const source = ts.createSourceFile('types.ts', text, ts.ScriptTarget.ESNext)
  const walk: Walk = { source, found: new Map(), roots: operationRoots(source) }
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement)) {
      for (const each of statement.members) addMember(walk, [statement.name.text], each)
    } else if (ts.isTypeAliasDeclaration(statement)) {
      addType(walk, ['alias', statement.name.text], statement)
    } else if (ts.isFunctionDeclaration(statement)) {
      addType(walk, ['function', statement.name?.text ?? ''], statement)
    }
  }
  return walk.found
}

type Walk = {
  source: ts.SourceFile
  found: Map<string, TypeMember>
  /** `GET /pets` by operationId. */
  roots: ReadonlyMap<string, string>
}

/** Which method and path each entry of `operations` belongs to: `paths` refers to it by its name. */
function operationRoots(source: ts.SourceFile): ReadonlyMap<string, string> {
  const roots = new Map<string, string>()
  for (const statement of source.statements) {
    if (!ts.isInterfaceDeclaration(statement) || statement.name.text !== 'paths') continue
    for (const path of statement.members) {
      if (!ts.isPropertySignature(path) || path.type === undefined) continue
      if (!ts.isTypeLiteralNode(path.type)) continue
      for (const method of path.type.members) {
        if (!ts.isPropertySignature(method) || method.type === undefined) continue
        const { type } = method
        if (!ts.isIndexedAccessTypeNode(type) || !ts.isLiteralTypeNode(type.indexType)) continue
        const { literal } = type.indexType
        if (!ts.isStringLiteral(literal)) continue
        roots.set(literal.text, operationKey(nameOf(path.name), nameOf(method.name)))
      }
    }
  }
  return roots
}

function operationKey(path: string, method: string): string {
  return `${method.toUpperCase()} ${path}`
}

function nameOf(name: ts.PropertyName | undefined): string {
  if (name === undefined) return '[name]'
  return ts.isComputedPropertyName(name) ? '[name]' : name.text
}

function addMember(walk: Walk, parent: readonly string[], node: ts.TypeElement): void {
  if (ts.isIndexSignatureDeclaration(node)) addType(walk, [...parent, '[name]'], node)
  if (!ts.isPropertySignature(node) || node.type === undefined) return
  const optional = node.questionToken !== undefined
  if (optional && node.type.kind === ts.SyntaxKind.NeverKeyword) return
  const path = memberPath(walk, parent, nameOf(node.name))
  addType(walk, path, node)
  const key = JSON.stringify(path)
  const entry = walk.found.get(key)
  const marks = `${node.modifiers === undefined ? '' : 'readonly '}${optional ? 'optional ' : ''}`
  if (entry !== undefined) walk.found.set(key, { ...entry, type: `${marks}${entry.type}` })
}

function memberPath(walk: Walk, parent: readonly string[], name: string): string[] {
  const [root, path] = parent
  if (root === 'operations' && parent.length === 1) return [walk.roots.get(name) ?? name]
  if (root === 'paths' && path !== undefined && parent.length === 2 && methods.includes(name)) {
    return [operationKey(path, name)]
  }
  return [...parent, name]
}

type Typed = ts.Node & { type?: ts.TypeNode | undefined }

function addType(walk: Walk, path: string[], owner: Typed): void {
  const key = JSON.stringify(path)
  const before = walk.found.get(key)
  const type = owner.type === undefined ? '' : outline(walk, path, owner.type)
  const entry = { type, comment: commentOf(walk.source, owner) }
  // An operation stands in `paths` and in `operations`; alternatives may have a member of one name.
  const joined = {
    type: `${before?.type} or ${type}`,
    comment: `${before?.comment}${entry.comment}`,
  }
  walk.found.set(key, before === undefined ? entry : joined)
}

/** The text of a type with `{}` for each object type, whose members become entries of their own. */
function outline(walk: Walk, path: string[], type: ts.TypeNode): string {
  if (ts.isTypeLiteralNode(type)) {
    for (const each of type.members) addMember(walk, path, each)
    return '{}'
  }
  if (ts.isArrayTypeNode(type)) return `${outline(walk, [...path, '[]'], type.elementType)}[]`
  if (ts.isParenthesizedTypeNode(type)) return `(${outline(walk, path, type.type)})`
  if (ts.isUnionTypeNode(type)) {
    return type.types.map((each) => outline(walk, path, each)).join(' | ')
  }
  if (ts.isIntersectionTypeNode(type)) {
    return type.types.map((each) => outline(walk, path, each)).join(' & ')
  }
  return type.getText(walk.source).replaceAll(/\s+/g, ' ')
}

function commentOf(source: ts.SourceFile, node: ts.Node): string {
  const text = source.text
  const ranges = ts.getLeadingCommentRanges(text, node.pos) ?? []
  return ranges.map((range) => text.slice(range.pos, range.end)).join('\n')
}
