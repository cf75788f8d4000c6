// Texts for the parameters of live probes: what the contract allows, what it forbids, and what nobody has.
import { canonical } from '../../contract/compare.ts'
import type { Contract, Operation, Parameter } from '../../contract/contract.ts'
import { evaluate } from '../../contract/evaluate.ts'
import { at, type Json } from '../../contract/json.ts'
import { schemasInPlace } from '../../contract/members.ts'
import { pick, type Random } from '../../samples/random.ts'
import type { Samples } from '../../samples/sample.ts'
import { samplesOf } from '../../samples/samples.ts'
import { sourceOf, writtenText } from '../parameter-text.ts'
import { readParameter } from '../parameters.ts'
import { sampleValue } from '../sample-value.ts'

export type Texts = {
  contract: Contract
  seed: number
  random: Random
  /** By name, or by operation and name: `id`, `getUser.id`. */
  parameters: ReadonlyMap<string, string>
  /** Samples by schema: many operations share their parameters. */
  sampled: Map<string, Samples>
}

/** A text that its parameter must not have. */
export type Malformed = {
  text: string
  /** Pointer of the constraint that it breaks. */
  breaks: string
  /** `format, one digit short`. */
  how: string
}

/** Whether a value breaks nothing that the contract is sure of. */
function obeys(contract: Contract, schema: string, value: Json): boolean {
  const { faults } = evaluate({ ...contract, direction: 'request' }, schema, value)
  return faults.every(({ assumed }) => assumed)
}

/** Every value as which a text can be read; undefined where that is not said. */
function readings(contract: Contract, parameter: Parameter, text: string): Json[] | undefined {
  const reading = readParameter(parameter, sourceOf(parameter, text), contract.document)
  if (!('present' in reading)) return 'unchecked' in reading ? undefined : []
  return reading.present ? [reading.value, ...reading.others] : []
}

/** Whether a text can be read as a value that the contract allows. */
export function isAllowed(contract: Contract, parameter: Parameter, text: string): boolean {
  const { schema } = parameter
  const values = readings(contract, parameter, text)
  if (values === undefined) return true
  return values.some((value) => schema === undefined || obeys(contract, schema, value))
}

/** The text of a value, where it can be read as this very value. */
export function textOf(contract: Contract, parameter: Parameter, value: Json): string | undefined {
  const text = writtenText(parameter, value)
  const isPlain = text !== undefined && (parameter.in !== 'path' || isPlainSegment(text))
  if (!isPlain) return undefined
  const read = readings(contract, parameter, text) ?? []
  return read.some((each) => canonical(each) === canonical(value)) ? text : undefined
}

function samplesFor({ contract, seed, sampled }: Texts, schema: string): Samples {
  const known = sampled.get(schema)
  if (known !== undefined) return known
  const options = { contract, seed, direction: 'request', resolve: () => undefined } as const
  const made = samplesOf(schema, options)
  sampled.set(schema, made)
  return made
}

/** Whether a text stays one segment of a URL's path: not empty, no dots alone, which a parser would resolve. */
export function isSegment(text: string): boolean {
  return text !== '' && !/^(?:\.|%2e){1,2}$/i.test(text)
}

/** Whether servers and proxies agree on where a text ends, and none of them cuts it short or takes it apart. */
function isPlainSegment(text: string): boolean {
  if (!isSegment(text) || text.length > 200) return false
  const value = decodeURIComponent(text)
  return value.trim() === value && !/^\.+$/.test(value) && !/[\p{Cc}/\\%?#;]/u.test(value)
}

// More would tell little more of a provider that is not ours.
const mostMalformed = 4

/** Texts for a parameter of the path that the contract forbids, one for each constraint that it is sure of. */
export function malformedTexts(texts: Texts, parameter: Parameter): Malformed[] {
  const { contract } = texts
  const { schema } = parameter
  if (schema === undefined) return []
  const found = new Map<string, Malformed>()
  for (const { value, breaks, how, isWarning } of samplesFor(texts, schema).invalid) {
    if (isWarning || found.has(breaks)) continue
    const text = textOf(contract, parameter, value)
    if (text === undefined || isAllowed(contract, parameter, text)) continue
    const keyword = breaks.slice(breaks.lastIndexOf('/') + 1)
    found.set(breaks, { text, breaks, how: `${keyword}, ${how}` })
  }
  return [...found.values()].slice(0, mostMalformed)
}

function randomText(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => pick(random, [...alphabet]) ?? '').join('')
}

function randomUuid(random: Random): string {
  const digits = randomText(random, '0123456789abcdef', 32)
  const variant = pick(random, [...'89ab'])
  const marked = `${digits.slice(0, 12)}4${digits.slice(13, 16)}${variant}${digits.slice(17)}`
  return marked.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

// A shorter text is a code of a country or a currency, and there may well be such a thing.
const unlikely = 12

function isDocumentedMiss({ responses }: Operation): boolean {
  return responses.some(({ status }) => /^(?:404|410|4xx)$/i.test(status))
}

function hasPattern({ document }: Contract, schema: string): boolean {
  const schemas = schemasInPlace(document, at(document, schema) ?? true)
  return schemas.some(({ pattern }) => pattern !== undefined)
}

/**
 * Text of an identifier that is well-formed and that nothing has; undefined where a parameter is too free or too
 * narrow for that.
 */
export function absentText(
  texts: Texts,
  operation: Operation,
  parameter: Parameter,
): string | undefined {
  const { contract, random } = texts
  const { schema } = parameter
  // Always drawn, so that what one parameter gets does not hang on the form of another.
  const uuid = randomUuid(random)
  const word = `zq${randomText(random, 'abcdefghijklmnopqrstuvwxyz0123456789', 22)}`
  const large = 2 ** 52 + Math.floor(random() * 2 ** 52)
  const medium = 2 ** 30 + Math.floor(random() * 2 ** 30)
  if (schema === undefined) return undefined
  // What takes any word may be a text to search for; the contract has to say that it can be absent.
  const hasForm = !obeys(contract, schema, word)
  const isNamed = isDocumentedMiss(operation)
  if (!hasForm && !isNamed) return undefined
  const patterned = hasPattern(contract, schema) ? samplesFor(texts, schema).valid : []
  const long = patterned
    .map(({ value }) => value)
    .filter((value) => typeof value === 'string' && value.length >= unlikely)
  // A number is no form of an identifier: pages and years have it, too.
  for (const value of [uuid, ...(isNamed ? [word, large, medium] : []), ...long]) {
    const isFit = obeys(contract, schema, value)
    const text = isFit ? textOf(contract, parameter, value) : undefined
    if (text !== undefined) return text
  }
  return undefined
}

/** Any text that the contract allows; undefined where none is known. */
export function anyText(texts: Texts, parameter: Parameter): string | undefined {
  const { contract } = texts
  const { pointer: holder, schema } = parameter
  const sampled = schema === undefined ? [] : samplesFor(texts, schema).valid
  const values = [sampleValue(contract, { holder, schema }), ...sampled.map(({ value }) => value)]
  for (const value of values) {
    const text = value === undefined ? undefined : textOf(contract, parameter, value)
    if (text !== undefined) return text
  }
  return undefined
}
