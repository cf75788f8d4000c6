// The secrets that a request itself carries: whatever they are, an answer must not repeat them.
import { at, isObject, type Json, type JsonObject, join, member } from '../contract/json.ts'
import { plainName } from '../contract/secrets.ts'
import { type Exchange, headerValue } from './exchange.ts'

// Shorter values occur in ordinary text by chance.
const shortest = 8

function base64(text: string): string | undefined {
  try {
    return btoa(text).replace(/=+$/, '')
  } catch {
    return undefined
  }
}

function urlEncoded(text: string): string | undefined {
  try {
    return encodeURIComponent(text)
  } catch {
    // Half of a surrogate pair has no UTF-8 form.
    return undefined
  }
}

function fromBase64(text: string): string {
  try {
    return atob(text)
  } catch {
    return ''
  }
}

function authorizationValues(value: string | undefined): string[] {
  const [scheme = '', credential = ''] = (value ?? '').trim().split(/\s+/, 2)
  if (scheme.toLowerCase() !== 'basic') return [credential]
  const password = fromBase64(credential).replace(/^[^:]*:/s, '')
  return [credential, password]
}

/** Values sent where the document's `apiKey` security schemes say that a key stands. */
function apiKeys(document: JsonObject, { request }: Exchange): string[] {
  const schemes = at(document, '/components/securitySchemes')
  return Object.values(isObject(schemes) ? schemes : {}).map((scheme) => {
    const name = String(member(scheme, 'name') ?? '')
    const place = member(scheme, 'type') === 'apiKey' ? member(scheme, 'in') : undefined
    if (place === 'header') return headerValue(request.headers, name) ?? ''
    if (place === 'query') {
      return new URLSearchParams(/\?([^#]*)/.exec(request.url)?.[1]).get(name) ?? ''
    }
    if (place !== 'cookie') return ''
    const cookies = (headerValue(request.headers, 'cookie') ?? '').split(/;\s*/)
    return cookies.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
  })
}

/** Values of the secret members of a request's body, at its top. */
function sentSecrets(secrets: ReadonlyMap<string, unknown>, body: Json | undefined): string[] {
  return Object.entries(isObject(body) ? body : {}).flatMap(([name, value]) =>
    typeof value === 'string' && secrets.has(plainName(name)) ? [value] : [],
  )
}

/** Every credential of an exchange's request, in each form in which it could be repeated. */
export function credentialsOf(
  contract: { document: JsonObject; secrets: ReadonlyMap<string, unknown> },
  exchange: Exchange,
  body: Json | undefined,
): string[] {
  const plain = [
    ...authorizationValues(headerValue(exchange.request.headers, 'authorization')),
    ...apiKeys(contract.document, exchange),
    ...sentSecrets(contract.secrets, body),
  ].filter((value) => value.length >= shortest)
  const forms = plain.flatMap((each) => [
    each,
    urlEncoded(each) ?? each,
    base64(each) ?? each,
    // As JSON text and as a token of a pointer.
    JSON.stringify(each).slice(1, -1),
    join('', each).slice(1),
  ])
  // The longest first, so that hiding a part never leaves the rest of a whole.
  return [...new Set(forms)].sort((a, b) => b.length - a.length)
}
