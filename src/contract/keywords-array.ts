// Keywords that look into an array (JSON Schema 2020-12 Core §10.3.1, §11.2; Validation §6.4).
import { canonical } from './compare.ts'
import { join } from './json.ts'
import {
  addItem,
  fault,
  type Keyword,
  merge,
  mergeTrail,
  misuse,
  type SchemaNode,
} from './schema-node.ts'

/** Applies a subschema to one item and marks it as evaluated. */
function applyToItem(node: SchemaNode, path: readonly (string | number)[], index: number): void {
  const value = Array.isArray(node.value) ? node.value[index] : undefined
  if (value === undefined) return
  addItem(node.out, index)
  merge(node.out, node.scope.descend(node, path, { value, at: join(node.at, index) }))
}

export const prefixItems: Keyword = (node, operand) => {
  if (!Array.isArray(operand)) misuse(node, 'prefixItems', 'prefixItems is not an array')
  else for (const index of operand.keys()) applyToItem(node, ['prefixItems', index], index)
}

export const items: Keyword = (node, operand) => {
  if (Array.isArray(operand)) {
    misuse(node, 'items', 'items is an array, which is prefixItems since JSON Schema 2020-12')
    return
  }
  if (!Array.isArray(node.value)) return
  const { prefixItems: prefix } = node.schema
  const start = Array.isArray(prefix) ? prefix.length : 0
  for (let index = start; index < node.value.length; index++) applyToItem(node, ['items'], index)
}

export const contains: Keyword = (node) => {
  if (!Array.isArray(node.value)) return
  const { minContains = 1, maxContains = Number.POSITIVE_INFINITY } = node.schema
  let count = 0
  let unsure = 0
  node.value.forEach((value, index) => {
    const outcome = node.scope.descend(node, ['contains'], { value, at: join(node.at, index) })
    if (outcome.failed) return
    if (outcome.unsure) unsure++
    else count++
    addItem(node.out, index)
    mergeTrail(node.out, outcome)
  })
  if (typeof minContains === 'number' && count + unsure < minContains) {
    const keyword = node.schema.minContains === undefined ? 'contains' : 'minContains'
    fault(node, keyword, { limit: minContains, got: count })
  }
  if (typeof maxContains === 'number' && count > maxContains) {
    fault(node, 'maxContains', { limit: maxContains, got: count })
  }
}

export const uniqueItems: Keyword = (node, operand) => {
  if (typeof operand !== 'boolean') misuse(node, 'uniqueItems', 'uniqueItems is not true or false')
  if (operand !== true || !Array.isArray(node.value)) return
  const first = new Map<string, number>()
  node.value.forEach((value, index) => {
    const key = canonical(value)
    const earlier = first.get(key)
    if (earlier === undefined) first.set(key, index)
    else
      fault({ ...node, at: join(node.at, index), value }, 'uniqueItems', {
        first: earlier,
        got: index,
      })
  })
}

/** Runs after all others, since it speaks of what they left over. */
export const unevaluatedItems: Keyword = (node, operand) => {
  if (!Array.isArray(node.value)) return
  node.value.forEach((value, index) => {
    if (node.out.items?.has(index)) return
    addItem(node.out, index)
    if (operand !== false) applyToItem(node, ['unevaluatedItems'], index)
    else fault({ ...node, at: join(node.at, index), value }, 'unevaluatedItems', { item: index })
  })
}
