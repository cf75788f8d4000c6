// Which branch of anyOf or oneOf a value was meant for, when it fits none.
import { at, type JsonObject, member } from './json.ts'
import { collect, type Fault, type Outcome, type SchemaNode } from './schema-node.ts'

/** The branch that a discriminator names for this value (OpenAPI 3.1 §4.8.25), or undefined. */
export function discriminated(
  node: Pick<SchemaNode, 'schema' | 'value'>,
  keyword: string,
): number | undefined {
  const { discriminator } = node.schema
  const name = member(discriminator, 'propertyName')
  const value = typeof name === 'string' ? member(node.value, name) : undefined
  const branches = node.schema[keyword]
  if (typeof value !== 'string' || !Array.isArray(branches)) return undefined
  const mapped = member(member(discriminator, 'mapping'), value)
  const wanted = typeof mapped === 'string' ? mapped : value
  const index = branches.findIndex((branch) => {
    const reference = member(branch, '$ref')
    if (typeof reference !== 'string') return false
    return reference === wanted || reference === `#/components/schemas/${wanted}`
  })
  return index === -1 ? undefined : index
}

/** Whether a branch speaks of the value's JSON type at all. */
function fitsType(faults: readonly Fault[], place: string): boolean {
  return !faults.some((each) => each.keyword === 'type' && each.at === place)
}

/** Whether a branch agrees with the members whose one allowed value tells branches apart. */
function fitsTags(document: JsonObject, faults: readonly Fault[], place: string): boolean {
  return !faults.some(({ keyword, at: where, pointer }) => {
    if (keyword !== 'const' && keyword !== 'enum') return false
    const allowed = at(document, pointer)
    const single = keyword === 'const' || (Array.isArray(allowed) && allowed.length === 1)
    return single && where.lastIndexOf('/') === place.length && where.startsWith(place)
  })
}

/**
 * The failed branch whose faults say best what is wrong: the one that the discriminator names, else the only
 * one of a fitting type, else of fitting tags, else with the fewest faults. Undefined where several are as good.
 */
export function chooseBranch(
  node: SchemaNode,
  keyword: string,
  branches: readonly Outcome[],
): Outcome | undefined {
  const named = discriminated(node, keyword)
  if (named !== undefined) return branches[named]
  const typed = branches
    .map((outcome) => ({ outcome, faults: collect(outcome).faults }))
    .filter(({ faults }) => fitsType(faults, node.at))
  const tagged = typed.filter(({ faults }) => fitsTags(node.scope.document, faults, node.at))
  const rest = tagged.length === 0 ? typed : tagged
  const fewest = Math.min(...rest.map(({ faults }) => faults.length))
  const best = rest.filter(({ faults }) => faults.length === fewest)
  return best.length === 1 ? best[0]?.outcome : undefined
}
