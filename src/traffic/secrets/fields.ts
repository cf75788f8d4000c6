// Where secrets stand in the header fields and the URL of a message, by what HTTP and the contract call them.
import type { Contract } from '../../contract/contract.ts'
import { plainName } from '../../contract/secrets.ts'
import { apiKeyNames } from '../placed-key.ts'
import { isSuspicious } from '../redact-url.ts'
import { asIs, pairPlaces, type SecretPlace, secretNamed, secretPlaces } from './places.ts'

/** The name and the password of a credential for Basic; undefined where it is none (RFC 7617 §2). */
export function basicPair(credential: string): [name: string, password: string] | undefined {
  try {
    const [, name, password] = /^([^:]*):(.*)$/s.exec(atob(credential)) ?? []
    return name === undefined || password === undefined ? undefined : [name, password]
  } catch {
    return undefined
  }
}

const place = (value: string, start: number, isGuess = false): SecretPlace[] =>
  value === '' ? [] : [{ start, end: start + value.length, value, isGuess, write: asIs }]

/** The credential behind the name of its scheme, or the whole where it has none (RFC 9110 §11.4). */
function credentialPlace(plain: string, value: string): SecretPlace[] {
  const schemed = /authorization$/.test(plain)
    ? /^(\s*[\w-]+\s+)\S/
    : /^(\s*(?:basic|bearer|digest|token)\s+)\S/i
  const [, scheme = ''] = schemed.exec(value) ?? []
  return place(value.slice(scheme.length).trimEnd(), scheme.length)
}

function cookiePlaces(contract: Contract, value: string, isAnswer: boolean): SecretPlace[] {
  const keys = apiKeyNames(contract.document, 'cookie')
  // What follows in an answer are attributes, no secrets (RFC 6265 §4.1.1).
  const pairs = value.matchAll(isAnswer ? /^\s*([^=;]*)=([^;]*)/g : /(?<=^|;)\s*([^=;]*)=([^;]*)/g)
  return [...pairs].flatMap(({ 0: whole, 1: name = '', 2: held = '', index }) => {
    const bare = held.trim().replace(/^"(.*)"$/s, '$1')
    const start = index + whole.length - held.length + held.indexOf(bare)
    return place(bare, start, !keys.includes(name.trim()))
  })
}

/** Where secrets stand in the value of a header field. */
export function fieldPlaces(contract: Contract, name: string, value: string): SecretPlace[] {
  const lower = name.toLowerCase()
  if (lower === 'cookie' || lower === 'set-cookie')
    return cookiePlaces(contract, value, lower !== 'cookie')
  const plain = plainName(name)
  const secret = secretNamed(contract, name)
  const isKey = apiKeyNames(contract.document, 'header').some(
    (each) => each.toLowerCase() === lower,
  )
  if (isKey || secret !== undefined || isSuspicious(plain)) {
    const isGuess = !isKey && secret === undefined && plain !== 'authorization'
    const told = { schema: secret?.pointer, isGuess }
    return credentialPlace(plain, value).map((each) => ({ ...each, ...told }))
  }
  if (/^(?:content-)?location$|^referer$/.test(lower)) return urlPlaces(contract, value)
  return secretPlaces(contract, value).secrets
}

/** Where secrets stand in a URL: user and password, and parameters by their names. */
export function urlPlaces(contract: Contract, url: string): SecretPlace[] {
  const keys = apiKeyNames(contract.document, 'query')
  const [, scheme = '', user = ''] = /^([a-z][a-z\d+.-]*:\/\/)([^/?#@]*)@/i.exec(url) ?? []
  const [name = '', ...rest] = user.split(':')
  const password = rest.join(':')
  const isKnown = (each: string) => keys.includes(each) || secretNamed(contract, each) !== undefined
  const query = url.search(/[?#]/)
  const pairsOf = (isSecret: (each: string) => boolean) =>
    query < 0 ? [] : pairPlaces(url.slice(query), isSecret)
  const pairs = [
    ...pairsOf(isKnown),
    ...pairsOf((each) => !isKnown(each) && isSuspicious(plainName(each))).map((each) => ({
      ...each,
      isGuess: true,
    })),
  ]
  return [
    ...place(name, scheme.length),
    ...place(password, scheme.length + name.length + 1),
    ...pairs.map((each) => ({ ...each, start: each.start + query, end: each.end + query })),
  ]
}
