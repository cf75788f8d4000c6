// Rule about expectations: a request that hopes for success carries a credential where the operation needs one.
import type { Operation } from '../contract/contract.ts'
import { assumedAt } from '../contract/evidence.ts'
import { at, isObject, type Json, type JsonObject, join, member } from '../contract/json.ts'
import { localPointer } from '../contract/members.ts'
import { type Exchange, headerValue } from '../traffic/exchange.ts'
import { decodeForm, splitPair } from '../traffic/percent.ts'
import type { Check, Gap, Violation } from './check.ts'

/** A security scheme by its name, behind its reference if it is one. */
export function schemeNamed(document: JsonObject, name: string): Json | undefined {
  const scheme = at(document, join('/components/securitySchemes', name))
  const target = localPointer(member(scheme, '$ref'))
  return target === undefined ? scheme : at(document, target)
}

function hasQuery(url: string, name: string): boolean {
  const pairs = (/\?([^#]*)/.exec(url)?.[1] ?? '').split('&').map(splitPair)
  return pairs.some(([each, value]) => decodeForm(each) === name && value !== '')
}

function hasCookie(header: string | undefined, name: string): boolean {
  const pairs = (header ?? '').split(';').map((pair) => splitPair(pair.trim()))
  return pairs.some(([each, value]) => each === name && value !== '')
}

/** Whether a request carries what a scheme asks for; undefined where no message shows it. */
export function carries({ request }: Exchange, scheme: Json | undefined): boolean | undefined {
  const { headers, url } = request
  const name = String(member(scheme, 'name') ?? '')
  switch (member(scheme, 'type')) {
    case 'apiKey':
      if (member(scheme, 'in') === 'query') return hasQuery(url, name)
      if (member(scheme, 'in') === 'cookie') return hasCookie(headerValue(headers, 'cookie'), name)
      return (headerValue(headers, name) ?? '').trim() !== ''
    case 'http': {
      const [wanted, credential] = (headerValue(headers, 'authorization') ?? '').split(/\s+/)
      // RFC 9110 §11.1: the name of a scheme is compared without case.
      const isSame = wanted?.toLowerCase() === String(member(scheme, 'scheme')).toLowerCase()
      return isSame && (credential ?? '') !== ''
    }
    case 'oauth2':
    case 'openIdConnect':
      return /^bearer\s+\S/i.test(headerValue(headers, 'authorization') ?? '')
    default:
      return undefined
  }
}

/** Where in a request the credential of a scheme belongs; a certificate has no place in it. */
function placeOf(scheme: Json | undefined): string {
  const type = String(member(scheme, 'type'))
  if (['http', 'oauth2', 'openIdConnect'].includes(type)) return '/request/headers/authorization'
  if (type !== 'apiKey') return '/request'
  const name = String(member(scheme, 'name') ?? '')
  if (member(scheme, 'in') === 'query') return join('/request/query', name)
  if (member(scheme, 'in') === 'cookie') return join('/request/cookies', name)
  return join('/request/headers', name.toLowerCase())
}

/** The alternatives of an operation, and where they are stated (OpenAPI 3.1 §4.8.30). */
export function requirementsOf(document: JsonObject, operation: Operation) {
  const own = member(at(document, operation.pointer), 'security')
  const pointer = own === undefined ? '/security' : join(operation.pointer, 'security')
  const listed = own ?? document.security
  const alternatives = (Array.isArray(listed) ? listed : []).map((each) =>
    Object.keys(isObject(each) ? each : {}),
  )
  return { alternatives, pointer }
}

type Need = { name: string; at: string; carried: boolean | undefined }

/** What is not sent of a requirement whose schemes are needed together. */
const missingOf = (needs: readonly Need[]) => needs.filter(({ carried }) => carried === false)

/** Of several requirements the one that was meant: of which most is sent. */
function meant(requirements: readonly Need[][]): Need[] {
  const sent = (needs: readonly Need[]) => needs.filter(({ carried }) => carried === true).length
  return [...requirements].sort((left, right) => sent(right) - sent(left))[0] ?? []
}

export const credentialSent: Check = {
  id: 'credential-sent',
  title: 'Expected request carries its credential',
  why: 'Without one the API refuses the request, so the answer that the consumer expects never comes.',
  severity: 'error',
  message: ({ schemes, missing }) => {
    const needed = Array.isArray(schemes) ? schemes.join(' or ') : 'one'
    const lacking = Array.isArray(missing) ? ` for ${missing.join(' and ')}` : ''
    return `expects success but sends no credential${lacking}; the operation needs ${needed}`
  },
  *run({ exchange, operation, contract }): Generator<Violation | Gap> {
    if (operation === undefined || !operation.secured || exchange.response.status >= 400) return
    const { document } = contract
    const { alternatives, pointer } = requirementsOf(document, operation)
    const requirements = alternatives.map((names) =>
      names.map((name): Need => {
        const scheme = schemeNamed(document, name)
        return { name, at: placeOf(scheme), carried: carries(exchange, scheme) }
      }),
    )
    if (requirements.some((needs) => needs.every(({ carried }) => carried === true))) return
    const unseen = requirements.find((needs) => missingOf(needs).length === 0)
    if (unseen !== undefined) {
      const { at: where = '/request' } = unseen.find(({ carried }) => carried === undefined) ?? {}
      const reason = 'whether the credential is sent cannot be seen in a message'
      yield { kind: 'unchecked', at: where, pointer, reason, contractFault: false }
      return
    }
    const chosen = meant(requirements)
    const missing = missingOf(chosen)
    const schemes = alternatives.map((names) => names.join(' with '))
    const isPart = missing.length < chosen.length
    yield {
      kind: 'violation',
      at: missing[0]?.at ?? '/request',
      pointer,
      args: isPart ? { schemes, missing: missing.map(({ name }) => name) } : { schemes },
      assumed: assumedAt(document, pointer),
    }
  },
}
