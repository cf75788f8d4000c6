// Where a contract's security schemes say that a key stands (OpenAPI 3.1 §4.8.27).
import { at, isObject, type JsonObject, member } from '../contract/json.ts'

export type PlacedKey = {
  headers: Readonly<Record<string, string>> & { Authorization: string }
  query: Readonly<Record<string, string>>
}

/** Names of the API keys that a document's security schemes look for in a place, in their order. */
export function apiKeyNames(document: JsonObject, place: 'header' | 'query' | 'cookie'): string[] {
  const schemes = at(document, '/components/securitySchemes')
  return Object.values(isObject(schemes) ? schemes : {})
    .filter((scheme) => member(scheme, 'type') === 'apiKey' && member(scheme, 'in') === place)
    .flatMap((scheme) => member(scheme, 'name') ?? [])
    .map(String)
}

/** The key in every place where a scheme looks for one. It holds no characters with a meaning there. */
export function placeKey(document: JsonObject, key: string): PlacedKey {
  const schemes = at(document, '/components/securitySchemes')
  const all = isObject(schemes) ? Object.values(schemes) : []
  const http = all.map((scheme) => String(member(scheme, 'scheme') ?? '').toLowerCase())
  // One field carries one credential: Basic only where nothing else would want a bearer token.
  const basic = http.includes('basic') && all.length === 1
  const cookies = apiKeyNames(document, 'cookie').map((name) => `${name}=${key}`)
  return {
    headers: {
      ...Object.fromEntries(apiKeyNames(document, 'header').map((name) => [name, key])),
      ...(cookies.length === 0 ? {} : { Cookie: cookies.join('; ') }),
      Authorization: basic ? `Basic ${btoa(`${key}:${key}`)}` : `Bearer ${key}`,
    },
    query: Object.fromEntries(apiKeyNames(document, 'query').map((name) => [name, key])),
  }
}
