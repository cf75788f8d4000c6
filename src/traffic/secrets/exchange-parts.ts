// The texts that an exchange is made of, each with the places of its secrets, and an exchange made of other texts.
import type { Contract } from '../../contract/contract.ts'
import { matchOperation } from '../../contract/match.ts'
import { isSecretParameter } from '../../contract/secrets.ts'
import { type Body, type Exchange, type Headers, headerValue } from '../exchange.ts'
import { decodePercent } from '../percent.ts'
import { fieldPlaces, urlPlaces } from './fields.ts'
import { binaryText } from './forms.ts'
import {
  asIs,
  encodedTexts,
  type Places,
  pairPlaces,
  type SecretPlace,
  secretNamed,
  secretPlaces,
} from './places.ts'

export type Part = { text: string } & Places

export type MessageParts = {
  headers: readonly (readonly [name: Part, value: Part])[]
  /** Undefined where there is no body to be read. */
  body: (Part & { isBytes: boolean }) | undefined
}

export type ExchangeParts = { url: Part; request: MessageParts; response: MessageParts }

export type Reading = { contract: Contract; baseUrl?: string | undefined }

const plain = (text: string, secrets: SecretPlace[] = []): Part => ({ text, secrets, nested: [] })

/** The text of a body in UTF-8; of any other, its bytes as characters. */
function textOf(bytes: Uint8Array): { text: string; isBytes: boolean } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { text, isBytes: false }
  } catch {
    return { text: binaryText(bytes), isBytes: true }
  }
}

function bodyPart(contract: Contract, headers: Headers, body: Body): MessageParts['body'] {
  if (body === null || body.length === 0) return undefined
  const { text, isBytes } = textOf(body)
  const mediaType = headerValue(headers, 'content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\b/i.test(mediaType)) {
    return { text, isBytes, ...secretPlaces(contract, text) }
  }
  const isSecret = (name: string) => secretNamed(contract, name) !== undefined
  return { text, isBytes, secrets: pairPlaces(text, isSecret), nested: encodedTexts(text) }
}

function messageParts(
  contract: Contract,
  { headers, body }: { headers: Headers; body: Body },
): MessageParts {
  const fields = headers.map(([name, value]): [Part, Part] => {
    return [plain(name), plain(value, fieldPlaces(contract, name, value))]
  })
  return { headers: fields, body: bodyPart(contract, headers, body) }
}

/** Places of the operation's parameters that the contract keeps secret, whatever their names are. */
function parameterPlaces({ contract, baseUrl }: Reading, { request }: Exchange) {
  const match = matchOperation(contract, request, baseUrl)
  const url: SecretPlace[] = []
  const fields = new Map<string, string | undefined>()
  for (const parameter of match.operation?.parameters ?? []) {
    if (!isSecretParameter(contract, parameter)) continue
    const { name, schema } = parameter
    if (parameter.in === 'header') fields.set(name.toLowerCase(), schema)
    if (parameter.in === 'query') {
      const pairs = pairPlaces(request.url, (each) => each === name)
      url.push(...pairs.map((each) => ({ ...each, schema })))
    }
    const raw = parameter.in === 'path' && match.operation !== undefined ? match.path[name] : ''
    const start = raw === undefined || raw === '' ? -1 : request.url.lastIndexOf(`/${raw}`) + 1
    if (raw === undefined || start < 1) continue
    const value = decodePercent(raw) ?? raw
    const write = value === raw ? asIs : encodeURIComponent
    url.push({ start, end: start + raw.length, value, schema, write })
  }
  return { url, fields }
}

export function partsOfExchange(reading: Reading, exchange: Exchange): ExchangeParts {
  const { contract } = reading
  const { request, response } = exchange
  const secret = parameterPlaces(reading, exchange)
  const sent = messageParts(contract, request)
  const headers = sent.headers.map(([name, part]): [Part, Part] => {
    const { text } = part
    const lower = name.text.toLowerCase()
    if (text === '' || !secret.fields.has(lower)) return [name, part]
    const schema = secret.fields.get(lower)
    return [name, plain(text, [{ start: 0, end: text.length, value: text, schema, write: asIs }])]
  })
  return {
    url: {
      text: request.url,
      secrets: [...secret.url, ...urlPlaces(contract, request.url)],
      nested: encodedTexts(request.url),
    },
    request: { ...sent, headers },
    response: messageParts(contract, response),
  }
}

/** The exchange with each of its texts written anew. */
export function writeParts(
  exchange: Exchange,
  { url, request, response }: ExchangeParts,
  write: (part: Part) => string,
): Exchange {
  const headersOf = ({ headers }: MessageParts): Headers =>
    headers.map(([name, value]) => [write(name), write(value)] as const)
  const bodyOf = ({ body }: MessageParts, own: Body): Body => {
    const text = body === undefined ? undefined : write(body)
    if (body === undefined || text === undefined || text === body.text) return own
    return body.isBytes
      ? Uint8Array.from(text, (character) => character.charCodeAt(0))
      : new TextEncoder().encode(text)
  }
  return {
    ...exchange,
    request: {
      ...exchange.request,
      url: write(url),
      headers: headersOf(request),
      body: bodyOf(request, exchange.request.body),
    },
    response: {
      ...exchange.response,
      headers: headersOf(response),
      body: bodyOf(response, exchange.response.body),
    },
  }
}
