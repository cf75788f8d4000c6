// Writes a pact so that equal expectations are equal bytes: fixed order, no tool versions, no secrets.
import type { Contract } from '../../contract/contract.ts'
import { isObject, type Json, type JsonObject, member } from '../../contract/json.ts'
import { ToolError } from '../../errors.ts'
import { readJson } from '../json-text.ts'
import { withoutCredentials } from './credentials.ts'
import { withFixedExamples } from './generated.ts'

export type PactScrub = {
  /** Its security schemes and secret members name the places where a credential may stand. */
  contract: Contract
  /** Takes the key in use out of a text, in whatever form it stands there. */
  mask: (text: string) => string
}

const lists = ['interactions', 'messages']

/** What a pact says of itself; all else that brokers and libraries add changes from run to run. */
const parts = ['consumer', ...lists, 'metadata', 'provider']
const specifications = ['pactSpecification', 'pact-specification']

/** Names that a library or a broker gave to an interaction. */
const passing = ['_id', 'key']

function unreadable(source: string, what: string): ToolError {
  return new ToolError('E_INPUT', `${source} ${what}`, {
    hint: 'Give a pact file as a Pact library writes it.',
  })
}

function byCodeUnit(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** The same value, its members in order and every text masked. */
function settled(value: Json, mask: (text: string) => string): Json {
  if (typeof value === 'string') return mask(value)
  if (Array.isArray(value)) return value.map((each) => settled(each, mask))
  if (!isObject(value)) return value
  const members = Object.entries(value).map(([name, each]): [string, Json] => {
    return [mask(name), settled(each, mask)]
  })
  return Object.fromEntries(members.sort(([left], [right]) => byCodeUnit(left, right)))
}

function filtered(value: Json, keeps: (name: string) => boolean): Json {
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => keeps(name)))
}

function cleanInteraction(interaction: Json, contract: Contract): Json {
  const kept = filtered(interaction, (name) => !passing.includes(name))
  if (!isObject(kept)) return kept
  const cleaned = Object.entries(kept).map(([name, value]): [string, Json] => {
    const isMessage = isObject(value) && (name === 'request' || name === 'response')
    return [name, isMessage ? withoutCredentials(withFixedExamples(value), contract) : value]
  })
  return Object.fromEntries(cleaned)
}

function byDescription(left: Json, right: Json): number {
  const description = (each: Json) => String(member(each, 'description') ?? '')
  return (
    byCodeUnit(description(left), description(right)) ||
    byCodeUnit(JSON.stringify(left), JSON.stringify(right))
  )
}

function readPactText(text: string, source: string): JsonObject {
  const read = readJson(text)
  if (!read.ok)
    throw unreadable(source, `is not JSON: it ${read.problem} at offset ${read.offset}.`)
  const [hazard] = read.hazards
  if (hazard !== undefined)
    throw unreadable(source, `is ambiguous: ${hazard.kind} at ${hazard.at}.`)
  const { value } = read
  if (isObject(value) && lists.some((name) => Array.isArray(value[name]))) return value
  throw unreadable(source, 'has no list of interactions.')
}

/**
 * The text of a pact file in its settled form: interactions by description, members by name, nothing of
 * the day, of the tool or of a key. `source` is only for messages.
 */
export function pactFileText(text: string, source: string, scrub: PactScrub): string {
  // Masked before the placeholders are set: those stay the same whatever the key is.
  const whole = settled(readPactText(text, source), scrub.mask)
  const pact = filtered(whole, (name) => parts.includes(name))
  const members = Object.entries(isObject(pact) ? pact : {}).map(
    ([name, value]): [string, Json] => {
      if (name === 'metadata')
        return [name, filtered(value, (each) => specifications.includes(each))]
      if (!lists.includes(name) || !Array.isArray(value)) return [name, value]
      return [name, value.map((each) => cleanInteraction(each, scrub.contract)).sort(byDescription)]
    },
  )
  return `${JSON.stringify(Object.fromEntries(members), null, 2)}\n`
}
