// Keywords that look into an object (JSON Schema 2020-12 Core §10.3.2, §11.3; Validation §6.5).
import { isObject, type Json, join, member } from './json.ts'
import { compilePattern } from './keywords-value.ts'
import { schemasInPlace } from './members.ts'
import {
  addMember,
  evaluateAll,
  fault,
  type Keyword,
  merge,
  mergeEvaluated,
  mergeGaps,
  misuse,
  type SchemaNode,
} from './schema-node.ts'

/** Applies a subschema to one member and marks it as evaluated. */
function applyToMember(node: SchemaNode, path: readonly string[], name: string): void {
  const value = member(node.value, name)
  if (value === undefined) return
  addMember(node.out, name)
  merge(node.out, node.scope.descend(node, path, { value, at: join(node.at, name) }))
}

export const properties: Keyword = (node, operand) => {
  if (!isObject(operand)) misuse(node, 'properties', 'properties is not an object')
  else for (const name of Object.keys(operand)) applyToMember(node, ['properties', name], name)
}

export const patternProperties: Keyword = (node, operand) => {
  if (!isObject(operand)) {
    misuse(node, 'patternProperties', 'patternProperties is not an object')
    return
  }
  for (const source of Object.keys(operand)) {
    const expression = compilePattern(source)
    if (expression === undefined) {
      misuse(node, 'patternProperties', `"${source}" is not an ECMAScript regular expression`)
      evaluateAll(node)
    } else if (isObject(node.value)) {
      for (const name of Object.keys(node.value).filter((each) => expression.test(each))) {
        applyToMember(node, ['patternProperties', source], name)
      }
    }
  }
}

function isDeclared(schema: SchemaNode['schema'], name: string): boolean {
  if (member(schema.properties, name) !== undefined) return true
  const patterns = isObject(schema.patternProperties) ? Object.keys(schema.patternProperties) : []
  // A pattern that cannot be read might have meant this very member.
  return patterns.some((source) => compilePattern(source)?.test(name) ?? true)
}

function applyToRest(node: SchemaNode, keyword: string, names: readonly string[]): void {
  for (const name of names) {
    if (node.schema[keyword] === false) {
      addMember(node.out, name)
      const value = member(node.value, name) ?? null
      fault({ ...node, at: join(node.at, name), value }, keyword, { member: name })
    } else applyToMember(node, [keyword], name)
  }
}

export const additionalProperties: Keyword = (node) => {
  if (!isObject(node.value)) return
  const rest = Object.keys(node.value).filter((name) => !isDeclared(node.schema, name))
  applyToRest(node, 'additionalProperties', rest)
}

/** Runs after all others, since it speaks of what they left over. */
export const unevaluatedProperties: Keyword = (node) => {
  if (!isObject(node.value)) return
  const rest = Object.keys(node.value).filter((name) => !node.out.members?.has(name))
  applyToRest(node, 'unevaluatedProperties', rest)
}

function faultIfMissing(node: SchemaNode, keyword: string, name: string): void {
  if (member(node.value, name) !== undefined) return
  fault({ ...node, at: join(node.at, name), value: null }, keyword, { member: name })
}

export const required: Keyword = (node, operand) => {
  if (!Array.isArray(operand)) {
    misuse(node, 'required', 'required is not an array')
    return
  }
  if (!isObject(node.value)) return
  // A required member that only travels the other way is not due here (OpenAPI 3.0 §4.7.24.2).
  const absent = node.scope.direction === 'response' ? 'writeOnly' : 'readOnly'
  const missing = operand.map(String).filter((name) => member(node.value, name) === undefined)
  if (missing.length === 0) return
  const { document } = node.scope
  // Looked up once: a root of fifty branches asks for some members in each of them.
  const around = schemasInPlace(document, node.root)
  for (const name of missing) {
    const all = around.flatMap((each) => schemasInPlace(document, member(each.properties, name)))
    if (!all.some((schema) => schema[absent] === true)) faultIfMissing(node, 'required', name)
  }
}

export const dependentRequired: Keyword = (node, operand) => {
  if (!isObject(operand)) {
    misuse(node, 'dependentRequired', 'dependentRequired is not an object')
    return
  }
  for (const [name, due] of Object.entries(operand)) {
    if (member(node.value, name) === undefined || !Array.isArray(due)) continue
    for (const each of due) faultIfMissing(node, 'dependentRequired', String(each))
  }
}

export const dependentSchemas: Keyword = (node, operand) => {
  if (!isObject(operand)) {
    misuse(node, 'dependentSchemas', 'dependentSchemas is not an object')
    return
  }
  for (const name of Object.keys(operand)) {
    if (member(node.value, name) === undefined) continue
    const outcome = node.scope.descend(node, ['dependentSchemas', name])
    merge(node.out, outcome)
    mergeEvaluated(node.out, outcome)
  }
}

export const propertyNames: Keyword = (node) => {
  if (!isObject(node.value)) return
  for (const name of Object.keys(node.value)) {
    const value: Json = name
    const place = { at: join(node.at, name), value }
    const outcome = node.scope.descend(node, ['propertyNames'], place)
    if (outcome.failed) fault({ ...node, ...place }, 'propertyNames', { member: name })
    else mergeGaps(node.out, outcome)
  }
}
