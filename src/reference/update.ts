// The partial update: which requests for one are accepted, and what a provider becomes by them.
import type { Contract, Operation } from '../contract/contract.ts'
import { evaluate } from '../contract/evaluate.ts'
import { at, type Json, type JsonObject, member, tokens } from '../contract/json.ts'
import { matchMediaType } from '../contract/media-type.ts'

const update = '/components/schemas/TwilioProviderUpdate'
const shown = '/components/schemas/TwilioProvider'

/** In one sentence why a request for an update is refused; undefined where it is not. */
export function wrongUpdate(
  contract: Contract,
  { requestBody }: Operation,
  { type, value }: { type: string; value: Json },
): string | undefined {
  const ranges = requestBody?.content.map(({ range }) => range) ?? []
  if (matchMediaType(type, ranges) === undefined) {
    return `The Content-Type is none of ${ranges.join(', ')}.`
  }
  const [fault] = evaluate({ ...contract, direction: 'request' }, update, value).faults
  if (fault === undefined) return undefined
  const place = fault.at === '' ? 'as a whole' : `at ${fault.at.slice(0, 100)}`
  return `The body breaks its schema ${place} (${fault.keyword}).`
}

/**
 * A provider with the members that an update names. What no answer could show is not taken over:
 * nobody says what null means for the call transfer, and there it cannot be told from absence.
 */
export function updated(contract: Contract, provider: JsonObject, wanted: Json): JsonObject {
  let result = provider
  for (const name of Object.keys(at(contract.document, `${update}/properties`) ?? {})) {
    const value = member(wanted, name)
    if (value === undefined) continue
    const next = { ...result, [name]: value }
    const { faults } = evaluate({ ...contract, direction: 'response' }, shown, next)
    if (!faults.some((fault) => tokens(fault.at)[0] === name)) result = next
  }
  return result
}
