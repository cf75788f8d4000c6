// Constraints of which there is no sample, each with its reason: nothing is skipped in silence.
import type { Json } from '../contract/json.ts'
import { descriptiveFormats } from './format-samples.ts'
import type { Pools } from './pools.ts'
import type { Unsampled } from './sample.ts'
import type { Found } from './search.ts'
import type { Part } from './shape.ts'
import { isUnknownFormat } from './strings.ts'

/** Keywords that forbid something, as opposed to those that only say where further ones stand. */
const forbidding = [
  ...['type', 'enum', 'const', 'pattern', 'format', 'minLength', 'maxLength', 'multipleOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems'],
  ...['uniqueItems', 'items', 'contains', 'minContains', 'maxContains', 'required'],
  ...['dependentRequired', 'minProperties', 'maxProperties', 'propertyNames', 'not', 'oneOf'],
  ...['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'],
  ...['x-known-values', 'x-equals'],
]

const closing = ['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'items']

/** Whether the operand forbids nothing: `uniqueItems: false`, a choice of one, a format that only describes. */
function isIdle(keyword: string, operand: Json, { schema }: Part): boolean {
  if (closing.includes(keyword)) return operand !== false
  if (keyword === 'uniqueItems') return operand !== true
  if (keyword === 'oneOf') return !Array.isArray(operand) || operand.length < 2
  if (keyword === 'format') return descriptiveFormats.includes(String(operand))
  if (keyword === 'required') return !Array.isArray(operand) || operand.length === 0
  if (keyword === 'contains') return schema.minContains !== undefined
  if (/^m(?:in|ax)Contains$/.test(keyword)) return schema.contains === undefined || operand === 0
  if (/^min(?:Length|Items|Properties)$/.test(keyword)) return operand === 0
  if (keyword === 'propertyNames') return operand === true
  return keyword === 'type' && Array.isArray(operand) && operand.length >= 7
}

const implying: Readonly<Record<string, readonly string[]>> = {
  minLength: ['pattern', 'format', 'enum', 'const'],
  maxLength: ['pattern', 'format', 'enum', 'const'],
  pattern: ['enum', 'const'],
  format: ['enum', 'const', 'pattern'],
}

type Reached = {
  alone: ReadonlySet<string>
  together: ReadonlySet<string>
  overlapping: ReadonlySet<string>
}

function reasonOf(found: Found, part: Part, keyword: string): string {
  const operand = part.schema[keyword] ?? null
  if (!found.sampled.has(part.pointer)) return 'no value can be made that obeys what is beside it'
  if (keyword === 'format' && isUnknownFormat(String(operand)))
    return `format ${JSON.stringify(operand)} is not known`
  if (keyword === 'oneOf') return 'no value was found that fits two branches'
  return 'no value was found that breaks it'
}

function takenWords(taken: number): string {
  if (taken === Number.POSITIVE_INFINITY) return 'another branch allows whatever breaks it'
  return `another branch allows what breaks it, in each of the values tried`
}

function unsampledIn(
  found: Found,
  part: Part,
  { alone, together, overlapping }: Reached,
): Unsampled[] {
  const { pointer, schema } = part
  return forbidding.flatMap((keyword): Unsampled[] => {
    const operand = schema[keyword]
    const place = `${pointer}/${keyword}`
    if (operand === undefined || isIdle(keyword, operand, part) || alone.has(place)) return []
    if (together.has(place)) {
      const reason = 'whatever breaks it breaks another constraint of the same value, too'
      return [{ pointer: place, isImplied: true, reason }]
    }
    const taken = found.allowed.get(place)
    if (taken !== undefined) {
      return [{ pointer: place, isImplied: true, reason: takenWords(taken) }]
    }
    if (keyword === 'oneOf' && found.sampled.has(pointer) && !overlapping.has(pointer)) {
      return [{ pointer: place, isImplied: true, reason: 'its branches exclude each other' }]
    }
    if ((implying[keyword] ?? []).some((each) => schema[each] !== undefined)) {
      const reason = 'implied by another constraint of the same value'
      return [{ pointer: place, isImplied: true, reason }]
    }
    return [{ pointer: place, isImplied: false, reason: reasonOf(found, part, keyword) }]
  })
}

/** Branches of which there is no honest value: every one obeys another branch, too. */
function strangeIn(found: Found, strange: ReadonlySet<string>): Unsampled[] {
  const reason =
    'only a member that it does not document keeps its values from obeying more than it'
  return [...strange]
    .filter((pointer) => found.met.has(pointer) && !found.shown.has(pointer))
    .map((pointer) => ({ pointer, isImplied: false, reason }))
}

/** A word on every constraint that was met and that no sample breaks alone, and on every branch without a value. */
export function unsampledOf(
  found: Found,
  { overlapping, strange }: Pick<Pools, 'overlapping' | 'strange'>,
): Unsampled[] {
  const reached = {
    overlapping,
    alone: new Set(found.invalid.map(({ breaks }) => breaks)),
    together: new Set(found.invalid.flatMap(({ alsoBreaks = [] }) => alsoBreaks)),
  }
  const parts = new Map([...found.met, ...found.sampled])
  const constraints = [...parts.values()]
    .filter(({ isCondition }) => isCondition !== true)
    .flatMap((part) => unsampledIn(found, part, reached))
  return [...constraints, ...strangeIn(found, strange)]
}
