// Values that break one constraint each of what a single value is: its type, its choices, its form, its size.
import { equal } from '../contract/compare.ts'
import { applySchema } from '../contract/evaluate.ts'
import type { Json, JsonObject } from '../contract/json.ts'
import { brokenNumbers } from './numbers.ts'
import type { Pools } from './pools.ts'
import type { InvalidSample } from './sample.ts'
import { operands, type Part, type Shape } from './shape.ts'
import { brokenStrings, validStrings } from './strings.ts'

export type Break = {
  value: Json
  how: string
  at?: string
  rule?: string
  isWarning?: boolean
  alsoBreaks?: readonly string[]
}

/** Makes an invalid sample of a keyword of a part; none of a part that is but a condition. */
export function broken(part: Part, keyword: string, made: Break): InvalidSample[] {
  if (part.isCondition) return []
  const { isWarning, at = '', ...rest } = made
  const breaks = `${part.pointer}/${keyword}`
  return [{ ...rest, at, breaks, isWarning: part.assumed || isWarning === true }]
}

// One value of each JSON type; the fraction tells integers from numbers.
const ofType: readonly (readonly [type: string, value: Json])[] = [
  ['null', null],
  ['boolean', true],
  ['number', 1.5],
  ['integer', 7],
  ['string', 'text'],
  ['array', []],
  ['object', {}],
]

function brokenTypes(shape: Shape): InvalidSample[] {
  return operands(shape, 'type').flatMap(({ part, operand }) => {
    const named = Array.isArray(operand) ? operand : [operand]
    const allowed = (type: string) =>
      named.includes(type) || (type === 'integer' && named.includes('number'))
    return ofType
      .filter(([type]) => !allowed(type))
      .flatMap(([type, value]) => broken(part, 'type', { value, how: `${type} instead` }))
  })
}

function strangers(values: readonly Json[]): { value: Json; how: string }[] {
  const [text] = values.filter((value) => typeof value === 'string' && value !== '')
  const beyond = Math.max(0, ...values.filter((value) => typeof value === 'number')) + 7
  if (typeof text !== 'string') {
    const isFlag = values.every((value) => typeof value === 'boolean')
    if (isFlag) return [{ value: values[0] !== true, how: 'another value' }]
    const isWhole = values.some((value) => typeof value === 'object' && value !== null)
    const other: Json = Array.isArray(values[0]) ? ['no-such-item'] : { noSuch: 'member' }
    return [{ value: isWhole ? other : beyond, how: 'another value' }]
  }
  return [
    {
      value: text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase(),
      how: 'in the other case',
    },
    { value: ` ${text}`, how: 'with a blank before it' },
    { value: `${text} `, how: 'with a blank after it' },
    { value: 'no-such-value', how: 'another value' },
    { value: '', how: 'empty' },
  ]
}

/** Values of a type that the choice allows, so that only the choice is wrong. */
function brokenChoices(pools: Pools, shape: Shape): InvalidSample[] {
  const closed = ['enum', 'const'].flatMap((keyword) =>
    operands(shape, keyword).flatMap(({ part, operand }) => {
      const list = keyword === 'enum' && Array.isArray(operand) ? operand : [operand]
      return strangers(list)
        .filter(({ value }) => !list.some((each) => equal(each, value)))
        .flatMap((sample) => broken(part, keyword, sample))
    }),
  )
  const open = operands(shape, 'x-known-values').flatMap(({ part }) => {
    const how = 'a value not heard of'
    const sample = { value: 'zz9-unheard-of', how, rule: 'known-value', isWarning: true }
    return shape.types.includes('string') ? broken(part, 'x-known-values', sample) : []
  })
  const tied = operands(shape, 'x-equals').flatMap(({ part, operand }) => {
    const wanted = pools.options.resolve(String(operand))
    const other =
      typeof wanted === 'number'
        ? wanted + 1
        : validStrings(shape, pools.options).find((value) => value !== wanted)
    if (wanted === undefined || other === undefined) return []
    return broken(part, 'x-equals', { value: other, how: 'of another one', rule: 'equals' })
  })
  return [...closed, ...open, ...tied]
}

function isChosen(shape: Shape, ...keywords: string[]): boolean {
  return keywords.some((keyword) => operands(shape, keyword).length > 0)
}

function brokenForms(pools: Pools, shape: Shape): InvalidSample[] {
  const isText = shape.types.includes('string') && !isChosen(shape, 'enum', 'const')
  const strings = isText ? brokenStrings(shape, validStrings(shape, pools.options)) : []
  const isNumeric = shape.types.some((type) => type === 'number' || type === 'integer')
  const isOpen = !isChosen(shape, 'enum', 'const', 'x-known-values', 'x-equals')
  const numbers = isNumeric && isOpen ? brokenNumbers(shape) : []
  return [...strings, ...numbers].flatMap(({ value, part, keyword, how }) =>
    broken(part, keyword, { value, how }),
  )
}

/** Values that break what a value is: its type, its choices, the form of its text, the size of its number. */
export function brokenScalars(pools: Pools, shape: Shape): InvalidSample[] {
  return [...brokenTypes(shape), ...brokenChoices(pools, shape), ...brokenForms(pools, shape)]
}

// Keywords whose operand alone says whether a value breaks them.
const plain = [
  ...['type', 'enum', 'const', 'pattern', 'format', 'minLength', 'maxLength', 'multipleOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems'],
  ...['uniqueItems', 'minProperties', 'maxProperties', 'required', 'dependentRequired'],
]

/** Adds the other keywords of the shape that the value of a sample breaks as well. */
export function withCompany(pools: Pools, shape: Shape, sample: InvalidSample): InvalidSample {
  const { contract, direction } = pools.options
  const others = shape.parts.flatMap(({ pointer, schema, isCondition }) => {
    if (isCondition === true) return []
    const names = plain.filter((name) => schema[name] !== undefined)
    return names
      .filter((name) => `${pointer}/${name}` !== sample.breaks)
      .filter((name) => {
        const document: JsonObject = { [name]: schema[name] ?? null }
        const { faults } = applySchema({ ...contract, document, direction }, '', sample.value)
        return faults.length > 0
      })
      .map((name) => `${pointer}/${name}`)
  })
  const all = [...new Set([...(sample.alsoBreaks ?? []), ...others])]
  return all.length === 0 ? sample : { ...sample, alsoBreaks: all }
}
