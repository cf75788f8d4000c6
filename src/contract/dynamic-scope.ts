// Schemas that need more than their own place to be applied: `$dynamicRef` its way, `$schema` a dialect (JSON Schema 2020-12 Core §8.1.1, §8.2.3.2).
import { isSpoken } from './dialect.ts'
import { at, member } from './json.ts'
import { localPointer } from './members.ts'
import {
  evaluateAll,
  gap,
  type Keyword,
  merge,
  mergeEvaluated,
  misuse,
  type SchemaNode,
  type SchemaResource,
} from './schema-node.ts'

/** The innermost resource that a place lies in. */
function resourceAt(
  resources: readonly SchemaResource[],
  pointer: string,
): SchemaResource | undefined {
  const around = resources.filter((each) => `${pointer}/`.startsWith(`${each.pointer}/`))
  return around.sort((a, b) => b.pointer.length - a.pointer.length)[0]
}

/** Applies a schema with its resource in the dynamic scope; one of a dialect that is not spoken, not at all. */
export function enterSchema(node: SchemaNode, applyKeywords: (node: SchemaNode) => void): void {
  const { scope, schema, pointer } = node
  if (schema.$schema !== undefined && !isSpoken(schema.$schema)) {
    const reason = `the dialect ${JSON.stringify(schema.$schema)} is not one that this tool knows`
    gap(node, '$schema', { reason, contractFault: false })
    evaluateAll(node)
    return
  }
  const { known, dynamic = [] } = scope
  const resource = resourceAt(scope.resources ?? [], pointer)
  if (resource === undefined || dynamic.includes(resource)) {
    applyKeywords(node)
    return
  }
  scope.dynamic = [...dynamic, resource]
  // What comes of a schema depends on the way, so nothing that was found on another is reused.
  const way = scope.dynamic.map((each) => each.pointer).join(' ')
  scope.ways ??= new Map()
  scope.known = scope.ways.get(way) ?? new Map()
  scope.ways.set(way, scope.known)
  applyKeywords(node)
  Object.assign(scope, { known, dynamic })
}

/**
 * Its operand is the pointer of the schema that it names at first; if that has a `$dynamicAnchor`, the outermost
 * resource on the way that has one of the same name decides.
 */
export const dynamicReference: Keyword = (node, operand) => {
  const { document, resources, dynamic = [], follow } = node.scope
  if (resources === undefined) {
    gap(node, '$dynamicRef', { reason: '$dynamicRef is not followed', contractFault: false })
    evaluateAll(node)
    return
  }
  const first = localPointer(operand)
  const name = first === undefined ? undefined : member(at(document, first), '$dynamicAnchor')
  const outermost = dynamic.find(({ anchors }) => Object.hasOwn(anchors, String(name)))
  const pointer = outermost?.anchors[String(name)] ?? first
  const outcome =
    pointer === undefined ? undefined : follow(node, `#${pointer.replaceAll('%', '%25')}`)
  if (outcome === undefined) {
    misuse(node, '$dynamicRef', `$dynamicRef ${JSON.stringify(operand)} does not lead to a schema`)
    evaluateAll(node)
    return
  }
  merge(node.out, outcome)
  mergeEvaluated(node.out, outcome)
}
