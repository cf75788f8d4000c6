// What can be wrong with a request to a live provider without doing any harm, and what must come of it.
import type { Contract, Operation, Parameter } from '../../contract/contract.ts'
import { join } from '../../contract/json.ts'
import type { Expectation } from '../exchange.ts'
import { securityPointer } from '../plan.ts'
import type { ProbeRequest } from '../probe-request.ts'
import { keyPlace } from './expectation.ts'
import type { RequestParts } from './request.ts'
import { absentText, anyText, malformedTexts, type Texts } from './values.ts'

/** A probe that is not written out yet. */
export type Draft = { aim: string; expectation: Expectation; parts: RequestParts }

export type Wrong = { drafts: Draft[]; left: { aim: string; reason: string }[] }

export type Sound = {
  /** What is known: given values, and any of those that are required outside the path. */
  known: ReadonlyMap<Parameter, string>
  body: ProbeRequest['body']
  isSafe: boolean
  /** Whether no operation of the same path was planned before. */
  isFirst: boolean
}

/** Safe (RFC 9110 §9.2.1, RFC 4918 §9.1) and, since OpenAPI 3.1 has no word for it, never documented. */
const undocumentedMethod = 'PROPFIND'

/** A media type that nobody has. */
const unacceptable = 'application/vnd.unacceptable'

type Fault = Pick<Extract<Expectation, { fault: string }>, 'wanted' | 'fault' | 'pointer' | 'at'>

function draft(operation: Operation, fault: Fault, parts: RequestParts): Draft {
  const id = `${operation.key} ${fault.fault}`
  return { aim: fault.fault, expectation: { id, ...fault }, parts }
}

function keyFaults(contract: Contract, operation: Operation, parts: RequestParts): Draft[] {
  if (!operation.secured) return []
  const pointer = securityPointer(contract, operation)
  const place = { wanted: 'refused', pointer, at: keyPlace } as const
  return [
    draft(operation, { ...place, fault: 'no key' }, { ...parts, key: 'none' }),
    draft(operation, { ...place, fault: 'a wrong key' }, { ...parts, key: 'wrong' }),
  ]
}

function malformedFaults(
  texts: Texts,
  operation: Operation,
  parts: RequestParts,
): Pick<Wrong, 'drafts' | 'left'> {
  const wrong: Wrong = { drafts: [], left: [] }
  for (const parameter of operation.parameters.filter((each) => each.in === 'path')) {
    const { name } = parameter
    const found = malformedTexts(texts, parameter)
    for (const { text, breaks, how } of found) {
      const fault = `malformed ${name} (${how})`
      const place = join('/request/path', name)
      const own = { ...parts, texts: new Map(parts.texts).set(parameter, text) }
      const wanted = { wanted: 'refused', fault, pointer: breaks, at: place } as const
      wrong.drafts.push(draft(operation, wanted, own))
    }
    const reason = 'the contract forbids no text that a URL can carry'
    if (found.length === 0) wrong.left.push({ aim: `malformed ${name}`, reason })
  }
  return wrong
}

/** Why an operation may well serve what nobody has. */
function mayServe({ method, responses }: Operation): string | undefined {
  if (method === 'DELETE') return 'to delete what is not there may succeed'
  const creates = method === 'PUT' && responses.some(({ status }) => status === '201')
  return creates ? 'it may create what is not there' : undefined
}

function absentFaults(
  texts: Texts,
  operation: Operation,
  { parts, isGiven }: { parts: RequestParts; isGiven: (parameter: Parameter) => boolean },
): Wrong {
  const wrong: Wrong = { drafts: [], left: [] }
  const inPath = operation.parameters.filter((each) => each.in === 'path')
  // Beside another value that nobody has, one tells no more.
  const alone = inPath.filter((each) => inPath.every((other) => other === each || isGiven(other)))
  for (const parameter of alone.length > 0 ? alone : inPath.slice(-1)) {
    const { name, pointer } = parameter
    const fault = `a random ${name}`
    const text = absentText(texts, operation, parameter)
    const may = mayServe(operation)
    if (text === undefined || may !== undefined) {
      const reason = may ?? 'a well-formed value may well be one of something'
      wrong.left.push({ aim: fault, reason })
      continue
    }
    const own = { ...parts, texts: new Map(parts.texts).set(parameter, text) }
    const place = { pointer, at: join('/request/path', name) }
    wrong.drafts.push(draft(operation, { wanted: 'absent', fault, ...place }, own))
  }
  return wrong
}

function acceptFault(operation: Operation, parts: RequestParts): Draft {
  const fault = 'an unacceptable Accept'
  const place = { pointer: join(operation.pointer, 'responses'), at: '/request/headers/accept' }
  const headers = { ...parts.headers, Accept: unacceptable }
  return draft(operation, { wanted: 'negotiated', fault, ...place }, { ...parts, headers })
}

function methodFault({ path, pointer }: Operation, parts: RequestParts): Draft {
  const fault = `method ${undocumentedMethod}`
  const item = pointer.slice(0, pointer.lastIndexOf('/'))
  const id = `${undocumentedMethod} ${path} undocumented method`
  return {
    aim: 'undocumented method',
    expectation: { id, wanted: 'unsupported', fault, pointer: item, at: '/request/method' },
    // Without a depth it would ask for all that is below (RFC 4918 §9.1).
    parts: {
      ...parts,
      method: undocumentedMethod,
      headers: { ...parts.headers, Depth: '0' },
      body: undefined,
    },
  }
}

/** Requests that are wrong in one way each, and what cannot be made wrong. */
export function wrongRequests(texts: Texts, operation: Operation, sound: Sound): Wrong {
  const { known, body, isSafe, isFirst } = sound
  const filled = new Map(known)
  for (const parameter of operation.parameters) {
    if (parameter.in !== 'path' || known.has(parameter)) continue
    const text = absentText(texts, operation, parameter) ?? anyText(texts, parameter)
    if (text === undefined) {
      const reason = `no value is known for its parameter ${parameter.name}`
      return { drafts: [], left: [{ aim: 'refusals', reason }] }
    }
    filled.set(parameter, text)
  }
  const parts: RequestParts = { texts: filled, body, key: operation.secured ? 'right' : 'none' }
  const isKnown = filled.size === known.size
  const malformed = malformedFaults(texts, operation, parts)
  const absent = absentFaults(texts, operation, { parts, isGiven: (each) => known.has(each) })
  const hasRepresentation = operation.method === 'GET' && isKnown
  return {
    drafts: [
      ...keyFaults(texts.contract, operation, parts),
      ...malformed.drafts,
      ...absent.drafts,
      ...(hasRepresentation ? [acceptFault(operation, parts)] : []),
      ...(isSafe && isFirst ? [methodFault(operation, parts)] : []),
    ],
    left: [...malformed.left, ...absent.left],
  }
}
