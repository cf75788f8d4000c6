// A correct request for an operation: the simplest one, with a key that is none, to hang answers on.
import { judgeParameter } from '../checks/values.ts'
import type { Contract, MediaType, Operation, Parameter } from '../contract/contract.ts'
import { evaluate } from '../contract/evaluate.ts'
import { isObject, type Json } from '../contract/json.ts'
import { matchOperation } from '../contract/match.ts'
import { plainName } from '../contract/secrets.ts'
import type { Samples } from '../samples/sample.ts'
import { samplesOf } from '../samples/samples.ts'
import type { Exchange } from '../traffic/exchange.ts'
import { parameterText, sourceOf } from '../traffic/parameter-text.ts'
import { sampleValue } from '../traffic/sample-value.ts'
import { encodeBody, sentAs } from './encode-body.ts'

/** Carried by every request, so that its echo can be planted. It opens nothing anywhere. */
export const bearer = 'prove-0-no-key-of-anyone'

/** What is sent as a secret must not be in an answer by chance. */
const sentSecret = 'prove-0-no-secret-of-anyone'

export type Seeded = { contract: Contract; seed: number }

/** A request in the parts that flaws exchange for others. */
export type RequestParts = {
  /** Text of each parameter that is sent. */
  texts: ReadonlyMap<Parameter, string>
  headers: Exchange['request']['headers']
  body: Uint8Array
  media: MediaType | undefined
}

function samplesFor({ contract, seed }: Seeded, schema: string): Samples {
  return samplesOf(schema, { contract, seed, direction: 'request', resolve: () => undefined })
}

/** The text of the first value that the parameter may have; undefined where none has a form. */
function parameterValue(seeded: Seeded, parameter: Parameter): string | undefined {
  const { contract } = seeded
  const { pointer, schema } = parameter
  const fits = (value: Json | undefined): string | undefined => {
    const text = value === undefined ? undefined : parameterText(contract, parameter, value)
    if (text === undefined) return undefined
    const sought = { contract, parameter, source: sourceOf(parameter, text), at: '' }
    const [verdict] = judgeParameter({ ...sought, direction: 'request' })
    return verdict === undefined ? text : undefined
  }
  const given = fits(sampleValue(contract, { holder: pointer, schema }))
  if (given !== undefined) return given
  if (schema === undefined) return fits('example')
  for (const { value } of samplesFor(seeded, schema).valid) {
    const text = fits(value)
    if (text !== undefined) return text
  }
  return undefined
}

/** Secrets that are sent must not be in an answer: a value that occurs nowhere else takes their place. */
function withOwnSecrets(contract: Contract, schema: string, value: Json): Json {
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([name, held]): [string, Json] => [
    name,
    contract.secrets.has(plainName(name)) && typeof held === 'string' ? sentSecret : held,
  ])
  const changed = Object.fromEntries(entries)
  const { faults } = evaluate({ ...contract, direction: 'request' }, schema, changed)
  return faults.length === 0 ? changed : value
}

/** The simplest body of a media type; undefined where none can be written. */
function simpleBody({ contract, seed }: Seeded, media: MediaType): Uint8Array | undefined {
  const { pointer: holder, schema } = media
  const given = sampleValue(contract, { holder, schema })
  if (schema === undefined) return encodeBody(media, given ?? 'example', contract.document)
  const written = (value: Json) =>
    encodeBody(media, withOwnSecrets(contract, schema, value), contract.document)
  const shown = given === undefined ? undefined : written(given)
  if (shown !== undefined) return shown
  for (const { value } of samplesFor({ contract, seed }, schema).valid) {
    const body = written(value)
    if (body !== undefined) return body
  }
  return undefined
}

/** The request's text. A parameter of the path that has no text keeps its template. */
export function assemble(
  server: string,
  operation: Operation,
  { texts, headers, body }: RequestParts,
): Exchange['request'] {
  const given = (place: Parameter['in']) => [...texts].filter(([each]) => each.in === place)
  const path = given('path').reduce(
    (text, [{ name }, value]) => text.replaceAll(`{${name}}`, () => value),
    operation.path,
  )
  const query = given('query').map(([, text]) => text)
  const cookies = given('cookie').map(([, text]) => text)
  const fields = given('header').map(([{ name }, text]) => [name, text] as const)
  const cookie = cookies.length === 0 ? [] : [['Cookie', cookies.join('; ')] as const]
  const base = server.replace(/[?#].*$/s, '').replace(/\/+$/, '')
  const url = `${base}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`
  return { method: operation.method, url, headers: [...fields, ...cookie, ...headers], body }
}

/** The server under which the request is known as the operation's; undefined where there is none. */
export function serverFor(
  contract: Contract,
  operation: Operation,
  parts: RequestParts,
): string | undefined {
  return contract.servers.find((server) => {
    const { method, url } = assemble(server, operation, parts)
    return matchOperation(contract, { method, url }).operation?.pointer === operation.pointer
  })
}

/** A correct request, or why there is none. */
export function requestParts(seeded: Seeded, operation: Operation): RequestParts | string {
  const texts = new Map<Parameter, string>()
  for (const parameter of operation.parameters) {
    if (!parameter.required) continue
    const text = parameterValue(seeded, parameter)
    if (text === undefined) return `no value is known for its parameter ${parameter.name}`
    texts.set(parameter, text)
  }
  const headers = [['Authorization', `Bearer ${bearer}`] as const]
  const { requestBody } = operation
  const none: RequestParts = { texts, headers, body: new Uint8Array(), media: undefined }
  if (requestBody === undefined || !requestBody.required) return none
  for (const media of requestBody.content) {
    const body = simpleBody(seeded, media)
    if (body === undefined || body.length === 0) continue
    return { texts, headers: [...headers, ['Content-Type', sentAs(media)]], body, media }
  }
  return 'no value is known for its request body'
}
