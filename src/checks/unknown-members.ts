// Which members of a value no schema that was applied to it knows.
import type { Evaluation } from '../contract/evaluate.ts'
import { isObject, type Json } from '../contract/json.ts'
import { compilePattern } from '../contract/keywords-value.ts'
import type { Visit } from '../contract/schema-node.ts'

type Known = { pointer: string; names: Set<string>; patterns: RegExp[]; open: boolean }

// A schema that speaks of these has a say in which members there are.
const openers = ['additionalProperties', 'unevaluatedProperties', 'propertyNames']

const namesIn = (held: Json | undefined) => Object.keys(isObject(held) ? held : {})

function learn(known: Known, { schema }: Visit): void {
  const { properties, required, dependentRequired, dependentSchemas } = schema
  // Who asks for a member knows it, even where no schema describes it.
  for (const name of [properties, dependentRequired, dependentSchemas].flatMap(namesIn))
    known.names.add(name)
  for (const name of Array.isArray(required) ? required : []) known.names.add(String(name))
  for (const source of namesIn(schema.patternProperties)) {
    const expression = compilePattern(source)
    if (expression !== undefined) known.patterns.push(expression)
  }
  if (openers.some((keyword) => schema[keyword] !== undefined)) known.open = true
}

/** What the schemas applied to each object say together about its members. */
function knownMembers(visits: readonly Visit[]): Map<string, Known & { value: Json }> {
  const byPlace = new Map<string, Known & { value: Json }>()
  for (const visit of visits) {
    if (!isObject(visit.value)) continue
    const { at, pointer, value } = visit
    const known = byPlace.get(at) ?? { pointer, names: new Set(), patterns: [], open: false, value }
    byPlace.set(at, known)
    learn(known, visit)
  }
  return byPlace
}

/** Each member that is not documented, where it is, and the schema that does not know it. */
export function* unknownMembers(
  visits: readonly Visit[],
): Generator<{ at: string; pointer: string; name: string; value: Json }> {
  for (const [at, { value, ...known }] of knownMembers(visits)) {
    // An object without any documented member is free-form.
    if (known.open || (known.names.size === 0 && known.patterns.length === 0)) continue
    for (const [name, held] of Object.entries(isObject(value) ? value : {})) {
      if (known.names.has(name) || known.patterns.some((each) => each.test(name))) continue
      yield { at, pointer: known.pointer, name, value: held }
    }
  }
}

/** As {@link unknownMembers}, but nothing is claimed of an object of which a part could not be followed. */
export function* undocumentedMembers({
  visits,
  gaps,
}: Pick<Evaluation, 'visits' | 'gaps'>): ReturnType<typeof unknownMembers> {
  // What such a reference leads to might have known any member.
  const blind = new Set(
    gaps.filter(({ pointer }) => /\/\$(?:dynamicR|r)ef$/.test(pointer)).map(({ at }) => at),
  )
  for (const found of unknownMembers(visits)) if (!blind.has(found.at)) yield found
}
