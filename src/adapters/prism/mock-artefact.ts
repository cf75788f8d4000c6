// Tells what Prism itself got wrong in an answer from what breaks the contract.
import { isObject, type Json, join, member } from '../../contract/json.ts'
import type { Finding } from '../../report.ts'

/**
 * Rules about extensions of the contract, which no mock server knows, and about members beyond it: Prism
 * makes some up wherever the schema does not forbid it.
 */
const unknowable = ['equals', 'known-value', 'undocumented-field']

/** What Prism says instead of an answer, in a body of its own form. */
const excuse = /"type":\s*"https:\/\/stoplight\.io\/prism\/errors#/

/** Whether a body is Prism's account of why it has no answer: the contract knows nothing of it. */
export function isExcuse(body: Uint8Array | null): boolean {
  return body !== null && excuse.test(new TextDecoder().decode(body.subarray(0, 1024)))
}

/** Prism puts this before a list that it cuts off in the middle. */
const cutOff = 'Too many violations! '

/**
 * Whether a finding in an answer of Prism is Prism's own doing. `slViolations` is the answer's
 * header of that name, in which Prism lists what it knows to be wrong with the answer it made; what
 * somebody changed on the way is not in it.
 */
export function isMockArtefact(finding: Finding, slViolations: string | undefined): boolean {
  if (unknowable.includes(finding.rule)) return true
  return listOf(slViolations ?? '').some((violation) => placesOf(violation).includes(finding.at))
}

/** Where findings of what Prism admits would be; nowhere for what is not an error in the response. */
function placesOf(violation: Json): string[] {
  const location = member(violation, 'location')
  if (!Array.isArray(location) || member(violation, 'severity') !== 'Error') return []
  const [message, part, ...path] = location.map(String)
  if (message !== 'response' || part === undefined) return []
  const isHeader = part === 'header'
  const root = isHeader ? '/response/headers' : join('/response', part)
  const named = namedMember(violation)
  const steps = named === undefined ? [path] : [path, [...path, named]]
  // Names of header fields have no case (RFC 9110 §5.1), members of a body do.
  return steps.map((each) =>
    each.map((name) => (isHeader ? name.toLowerCase() : name)).reduce<string>(join, root),
  )
}

/** Prism gives the place of the object, where ours is that of the member missing or too many. */
function namedMember(violation: Json): string | undefined {
  const message = member(violation, 'message')
  if (typeof message !== 'string') return undefined
  return /(?:required property |; found |must NOT have unevaluated properties: )'(.*)'$/.exec(
    message,
  )?.[1]
}

function listOf(slViolations: string): Json[] {
  const whole = slViolations.startsWith(cutOff)
    ? `${slViolations.slice(cutOff.length, slViolations.lastIndexOf('},{'))}}]`
    : slViolations
  try {
    const list: Json = JSON.parse(whole)
    return Array.isArray(list) ? list.filter(isObject) : []
  } catch {
    return []
  }
}
