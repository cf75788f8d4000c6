// Takes credentials out of a pact's requests and responses: what a pact says of a key is that there is one.
import type { Contract } from '../../contract/contract.ts'
import { isObject, type Json, type JsonObject, member } from '../../contract/json.ts'
import { plainName } from '../../contract/secrets.ts'
import { decodeForm } from '../percent.ts'
import { apiKeyNames, placeKey } from '../placed-key.ts'
import { sampleValue } from '../sample-value.ts'

/** Stands in a pact for every key; no one takes it for one. */
export const placeholder = 'placeholder'

type Places = { headers: readonly string[]; query: readonly string[]; cookies: readonly string[] }

function credentialPlaces(document: JsonObject): Places {
  const { headers, query } = placeKey(document, placeholder)
  const named = Object.keys(headers).map((name) => name.toLowerCase())
  return {
    headers: [...named.filter((name) => name !== 'cookie'), 'proxy-authorization'],
    query: Object.keys(query),
    cookies: apiKeyNames(document, 'cookie'),
  }
}

/** Every text in a value; a header or a query parameter has one or a list. */
function mapTexts(value: Json, make: (text: string) => string): Json {
  if (typeof value === 'string') return make(value)
  return Array.isArray(value) ? value.map((each) => mapTexts(each, make)) : value
}

function withoutCredential(text: string): string {
  const [, scheme] = /^\s*(\S+)\s+\S/.exec(text) ?? []
  if (scheme === undefined) return placeholder
  const isBasic = scheme.toLowerCase() === 'basic'
  return `${scheme} ${isBasic ? btoa(`${placeholder}:${placeholder}`) : placeholder}`
}

/** Pairs of a name and a value, with the values of some names replaced. */
function withoutPairs(
  text: string,
  separator: string,
  isSecret: (name: string) => boolean,
): string {
  const pairs = text.split(separator).map((pair) => {
    const name = pair.slice(0, Math.max(pair.indexOf('='), 0))
    return isSecret(name) ? `${name}=${placeholder}` : pair
  })
  return pairs.join(separator)
}

function cleanHeaders(headers: Json, places: Places): Json {
  if (!isObject(headers)) return headers
  const cleaned = Object.entries(headers).map(([name, value]): [string, Json] => {
    const lower = name.toLowerCase()
    if (places.headers.includes(lower)) return [name, mapTexts(value, withoutCredential)]
    if (lower !== 'cookie' && lower !== 'set-cookie') return [name, value]
    const isSecret = (cookie: string) => places.cookies.includes(cookie.trim())
    return [name, mapTexts(value, (text) => withoutPairs(text, ';', isSecret))]
  })
  return Object.fromEntries(cleaned)
}

/** Up to version 2 the query is a text, from version 3 a list for each name. */
function cleanQuery(query: Json, names: readonly string[]): Json {
  if (typeof query === 'string') {
    return withoutPairs(query, '&', (name) => names.includes(decodeForm(name) ?? name))
  }
  if (!isObject(query)) return query
  const cleaned = Object.entries(query).map(([name, value]): [string, Json] => {
    return [name, names.includes(name) ? mapTexts(value, () => placeholder) : value]
  })
  return Object.fromEntries(cleaned)
}

/** The place that a rule is about: `header` and `authorization` of either form of rules. */
function isCredentialRule(category: string, path: string, places: Places): boolean {
  const name = path.replace(/\[\d+\]$/, '').replace(/^\$?\.?/, '')
  const bare = name.replace(/^\[?['"]?|['"]?\]?$/g, '')
  if (category === 'query') return places.query.includes(bare)
  const lower = bare.toLowerCase()
  return category.startsWith('header') && (lower === 'cookie' || places.headers.includes(lower))
}

/** A rule for a credential asks that there is one, and repeats nothing of it. */
function anyCredential(rule: Json): Json {
  const anyOne = (regex: Json | undefined) => {
    const [, scheme] = /^\^?([A-Za-z]+)(?: |\\s)/.exec(String(regex ?? '')) ?? []
    return { match: 'regex', regex: scheme === undefined ? '^.+$' : `^${scheme} .+$` }
  }
  const matchers = member(rule, 'matchers')
  if (!Array.isArray(matchers)) return anyOne(member(rule, 'regex'))
  return {
    combine: 'AND',
    matchers: matchers.slice(0, 1).map((each) => anyOne(member(each, 'regex'))),
  }
}

function cleanRules(rules: Json, places: Places): Json {
  if (!isObject(rules)) return rules
  const cleaned = Object.entries(rules).map(([category, held]): [string, Json] => {
    const [, oldCategory = '', oldPath = ''] = /^\$\.(headers?|query)\.?(.*)$/.exec(category) ?? []
    if (oldCategory !== '') {
      const isOne = isCredentialRule(oldCategory, oldPath, places)
      return [category, isOne ? anyCredential(held) : held]
    }
    if (!isObject(held)) return [category, held]
    const entries = Object.entries(held).map(([path, rule]): [string, Json] => {
      return [path, isCredentialRule(category, path, places) ? anyCredential(rule) : rule]
    })
    return [category, Object.fromEntries(entries)]
  })
  return Object.fromEntries(cleaned)
}

/** Members that the contract keeps secret hold the contract's own example, or the placeholder. */
function cleanBody(value: Json, contract: Contract): Json {
  if (Array.isArray(value)) return value.map((each) => cleanBody(each, contract))
  if (!isObject(value)) return value
  const cleaned = Object.entries(value).map(([name, each]): [string, Json] => {
    const secret = contract.secrets.get(plainName(name))
    if (secret === undefined || each === null || typeof each === 'boolean') {
      return [name, cleanBody(each, contract)]
    }
    const { pointer } = secret
    return [name, sampleValue(contract, { holder: pointer, schema: pointer }) ?? placeholder]
  })
  return Object.fromEntries(cleaned)
}

/** A request or response of a pact without any credential that the contract knows of. */
export function withoutCredentials(message: JsonObject, contract: Contract): JsonObject {
  const places = credentialPlaces(contract.document)
  const clean: Readonly<Record<string, (value: Json) => Json>> = {
    headers: (headers) => cleanHeaders(headers, places),
    query: (query) => cleanQuery(query, places.query),
    matchingRules: (rules) => cleanRules(rules, places),
    body: (body) => cleanBody(body, contract),
  }
  const cleaned = Object.entries(message).map(([name, value]): [string, Json] => {
    const make = Object.hasOwn(clean, name) ? clean[name] : undefined
    return [name, make === undefined ? value : make(value)]
  })
  return Object.fromEntries(cleaned)
}
