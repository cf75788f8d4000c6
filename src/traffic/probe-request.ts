// The simplest request that an operation documents, with no credential in it.
import type { Contract, Operation, Parameter, RequestBody } from '../contract/contract.ts'
import type { Json } from '../contract/json.ts'
import { isJsonMediaType, parseMediaType } from '../contract/media-type.ts'
import { sampleValue } from './sample-value.ts'

/** What a request carries, by the parts that the contract names. */
export type ProbeRequest = {
  path: Readonly<Record<string, Json>>
  query: Readonly<Record<string, Json>>
  headers: Readonly<Record<string, string>>
  body: { mediaType: string; value: Json } | undefined
}

// What fetch refuses to send (Fetch §4.1, §5.4).
const unsendable = ['CONNECT', 'TRACE', 'TRACK']
const bodiless = ['GET', 'HEAD']
const fieldName = /^[\w!#$%&'*+.^`|~-]+$/
const fieldValue = /^[\t\x20-\x7e]*$/

type Values = Record<Parameter['in'], Record<string, Json>>

/** Values of the required parameters, or the name of one for which there is none. */
function parameterValues(contract: Contract, parameters: readonly Parameter[]): Values | string {
  const values: Values = { path: {}, query: {}, header: {}, cookie: {} }
  for (const { name, in: place, pointer, schema, required } of parameters) {
    if (!required) continue
    const value = sampleValue(contract, { holder: pointer, schema })
    const field = place === 'header' || place === 'cookie'
    const fits = !field || (fieldName.test(name) && fieldValue.test(String(value)))
    if (value === undefined || !fits) return name
    values[place][name] = value
  }
  return values
}

function headersOf({ header, cookie }: Values): Record<string, string> {
  const pairs = Object.entries(cookie).map(([name, value]) => `${name}=${value}`)
  return {
    ...Object.fromEntries(Object.entries(header).map(([name, value]) => [name, String(value)])),
    ...(pairs.length === 0 ? {} : { Cookie: pairs.join('; ') }),
  }
}

function isJson(range: string): boolean {
  const parsed = parseMediaType(range)
  return parsed !== undefined && isJsonMediaType(parsed)
}

function bodyOf(contract: Contract, body: RequestBody): ProbeRequest['body'] {
  const media = body.content.find(({ range }) => isJson(range))
  const value = media && sampleValue(contract, { holder: media.pointer, schema: media.schema })
  return media === undefined || value === undefined ? undefined : { mediaType: media.range, value }
}

/** The body of a request for an operation, undefined where it has none; or why no request can be made. */
export function bodyFor(
  contract: Contract,
  { method, requestBody }: Operation,
): { body: ProbeRequest['body'] } | string {
  if (unsendable.includes(method)) return `${method} is not a method that fetch can send`
  const body =
    requestBody === undefined || bodiless.includes(method)
      ? undefined
      : bodyOf(contract, requestBody)
  if (body === undefined && requestBody?.required) {
    if (bodiless.includes(method)) return `fetch sends no body with ${method}`
    const json = requestBody.content.some(({ range }) => isJson(range))
    return json ? 'no value is known for its request body' : 'its request body is not JSON'
  }
  return { body }
}

/** A request for an operation, or why none can be made. */
export function requestFor(contract: Contract, operation: Operation): ProbeRequest | string {
  const sendable = bodyFor(contract, operation)
  if (typeof sendable === 'string' && unsendable.includes(operation.method)) return sendable
  const values = parameterValues(contract, operation.parameters)
  if (typeof values === 'string') return `no value is known for its parameter ${values}`
  if (typeof sendable === 'string') return sendable
  return { path: values.path, query: values.query, headers: headersOf(values), ...sendable }
}
