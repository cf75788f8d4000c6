// Pact matchers from the contract: what its schemas say of an example, in Pact's integration form.
import type { Contract } from '../../src/contract/contract.ts'
import { evaluate } from '../../src/contract/evaluate.ts'
import { isObject, type Json, type JsonObject, join } from '../../src/contract/json.ts'

export type Expected = {
  /** Pointer of the schema, and a value that obeys it. */
  schema: string
  example: Json
  /** Pointers of values that the consumer expects as they stand in the example. */
  exact?: readonly string[]
}

type Place = { value: Json; at: string }
type Rule = { 'pact:matcher:type': string; regex?: string }

/** What the contract says of each place of the example. */
type Known = { schemas: (place: string) => JsonObject[]; exact: readonly string[] }

// The contract has a name for these, Pact's regular expressions need their form. Digits are spelt out:
// in some of Pact's languages \d takes those of any script.
const formats: Readonly<Record<string, string>> = {
  uuid: '^[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$',
  'date-time':
    '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$',
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

function regexOf(schema: JsonObject): string[] {
  const { enum: allowed, pattern, format } = schema
  if (Array.isArray(allowed)) return [`^(${allowed.map(String).map(literal).join('|')})$`]
  if (typeof pattern === 'string') return [pattern]
  const known = typeof format === 'string' ? formats[format] : undefined
  return known === undefined ? [] : [known]
}

function rulesOf(value: Json, schemas: readonly JsonObject[]): Rule[] {
  const patterns = typeof value === 'string' ? schemas.flatMap(regexOf) : []
  const isWhole = schemas.some(({ type }) => [type].flat().includes('integer'))
  const type = typeof value === 'number' && isWhole ? 'integer' : 'type'
  const rules = [...new Set(patterns)].map((regex) => ({ 'pact:matcher:type': 'regex', regex }))
  // What the contract ties to the request is tied to the request of the pact, too.
  const isTied = schemas.some((schema) => schema['x-equals'] !== undefined)
  const tied = isTied ? [{ 'pact:matcher:type': 'equality' }] : []
  return rules.length + tied.length > 0 ? [...rules, ...tied] : [{ 'pact:matcher:type': type }]
}

function matching(rules: readonly Rule[], value: Json): Json {
  const [first, ...more] = rules
  return more.length === 0 ? { ...first, value } : { 'pact:matcher:type': [...rules], value }
}

/** Only members of which the contract says something: what it leaves open, nobody may rely on. */
function membersOf({ value, at }: Place, known: Known): JsonObject {
  const members = Object.entries(isObject(value) ? value : {}).flatMap(([name, each]) => {
    const made = expectation({ value: each, at: join(at, name) }, known)
    return made === undefined ? [] : [[name, made] as const]
  })
  return Object.fromEntries(members)
}

/** Each element is like the last, as far as all elements of the example have its members. */
function element(items: readonly Json[], at: string, known: Known): Json | undefined {
  const last = items.at(-1) ?? null
  const place = join(at, items.length - 1)
  if (!isObject(last)) return expectation({ value: last, at: place }, known)
  const shared = Object.entries(last).filter(([name]) =>
    items.every((each) => isObject(each) && Object.hasOwn(each, name) && each[name] !== null),
  )
  return expectation({ value: Object.fromEntries(shared), at: place }, known)
}

function expectation(place: Place, known: Known): Json | undefined {
  const { value, at } = place
  const schemas = known.schemas(at)
  if (schemas.length === 0) return undefined
  if (value === null || known.exact.includes(at)) return value
  if (Array.isArray(value)) {
    const each = value.length === 0 ? undefined : element(value, at, known)
    return {
      'pact:matcher:type': 'type',
      ...(each === undefined ? { value: [] } : { min: 1, value: [each] }),
    }
  }
  if (!isObject(value)) return matching(rulesOf(value, schemas), value)
  const members = membersOf(place, known)
  // An empty object alone would forbid all members.
  return Object.keys(members).length > 0 ? members : { 'pact:matcher:type': 'type', value: {} }
}

/**
 * What a consumer may expect where the contract has a schema, in the form of an example: the regular
 * expression of a pattern, an enum or a format, else the type; null is null. Parts that the contract
 * only assumes are left out; undefined where nothing is left.
 */
export function matchers(contract: Contract, expected: Expected): Json | undefined {
  const { schema, example, exact = [] } = expected
  const { faults, visits } = evaluate({ ...contract, direction: 'response' }, schema, example)
  const [fault] = faults
  if (fault !== undefined) throw new Error(`The example breaks ${fault.pointer} at ${fault.at}.`)
  const sure = visits.filter(({ assumed, tentative }) => !assumed && !tentative)
  const schemas = (place: string) =>
    sure.filter(({ at }) => at === place).map((each) => each.schema)
  return expectation({ value: example, at: '' }, { schemas, exact })
}
