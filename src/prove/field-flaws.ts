// Parameters of requests and headers of answers that are missing, or whose text breaks their schema.
import type { Contract, Operation, Parameter } from '../contract/contract.ts'
import { type Json, join } from '../contract/json.ts'
import type { Direction } from '../contract/schema-node.ts'
import type { Unsampled } from '../samples/sample.ts'
import { samplesOf } from '../samples/samples.ts'
import type { Exchange } from '../traffic/exchange.ts'
import { headerParameter, parameterText } from '../traffic/parameter-text.ts'
import type { Answer } from './answer.ts'
import {
  answering,
  asking,
  beyondSchema,
  type Flaw,
  isHeldEverywhere,
  schemaFlaws,
  severityAt,
  withField,
} from './flaw.ts'
import { assemble, type RequestParts, type Seeded } from './request.ts'

type Field = {
  parameter: Parameter
  direction: Direction
  rule: string
  /** Place in the exchange. */
  at: string
  /** The exchange with another text for this field, or without it. */
  write: (text: string | undefined) => Exchange
}

/** Every wrong text of a field; and each constraint that no text can break, since all of it is text. */
function* wrongTexts({ contract, seed }: Seeded, field: Field): Generator<Flaw | Unsampled> {
  const { parameter, direction, rule, at, write } = field
  const { schema } = parameter
  if (schema === undefined) return
  const options = { contract, seed, direction, resolve: () => undefined }
  const samples = samplesOf(schema, options)
  const invalid = samples.invalid.filter(isHeldEverywhere)
  const written = (value: Json) => {
    const text = parameterText(contract, parameter, value)
    return text === undefined ? undefined : write(text)
  }
  const formless = 'as text, every value that can be written obeys it'
  yield* schemaFlaws({ ...samples, invalid }, { write: written, place: at, rule, formless })
}

function* fieldFlaws(seeded: Seeded, field: Field): Generator<Flaw | Unsampled> {
  const { parameter, rule, at, write } = field
  const { required, pointer: breaks, name, in: place } = parameter
  // A path without a part is another path.
  if (required && place !== 'path') {
    const wrong = { exchange: write(undefined), breaks, at, how: `no ${name}`, rule }
    yield beyondSchema(wrong, severityAt(seeded.contract, breaks))
  }
  yield* wrongTexts(seeded, field)
}

const folders = { path: 'path', query: 'query', header: 'headers', cookie: 'cookies' } as const

/** Each documented parameter, wrong or missing, in a request that the API accepted. */
export function* parameterFlaws(
  seeded: Seeded,
  { operation, exchange }: Pick<Answer, 'operation' | 'exchange'>,
  sent: { parts: RequestParts; server: string },
): Generator<Flaw | Unsampled> {
  const { parts, server } = sent
  for (const parameter of operation.parameters) {
    const write = (text: string | undefined) => {
      const texts = new Map(parts.texts)
      if (text === undefined) texts.delete(parameter)
      else texts.set(parameter, text)
      // A missing cookie says something only beside others.
      const alone = parameter.in === 'cookie' && ![...texts.keys()].some((p) => p.in === 'cookie')
      const headers: RequestParts['headers'] = alone
        ? [...parts.headers, ['Cookie', 'other=1']]
        : parts.headers
      return asking(exchange, assemble(server, operation, { ...parts, texts, headers }))
    }
    const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name
    const at = join(`/request/${folders[parameter.in]}`, name)
    yield* fieldFlaws(seeded, {
      parameter,
      direction: 'request',
      rule: 'request-schema',
      at,
      write,
    })
  }
}

/** Each documented header of an answer, wrong or missing. */
export function* headerFlaws(
  seeded: Seeded,
  { response, exchange }: Answer,
): Generator<Flaw | Unsampled> {
  for (const header of response.headers) {
    const parameter = headerParameter(header)
    const write = (text: string | undefined) =>
      answering(exchange, { headers: withField(exchange.response.headers, header.name, text) })
    const at = join('/response/headers', header.name.toLowerCase())
    const rule = 'response-header'
    yield* fieldFlaws(seeded, { parameter, direction: 'response', rule, at, write })
  }
}

/** Requests for a path or by a method that the contract does not document. */
export function* operationFlaws(
  contract: Contract,
  operation: Operation,
  exchange: Exchange,
): Generator<Flaw> {
  const rule = 'operation-known'
  const { url } = exchange.request
  const path = url.replace(/(?=[?#]|$)/, '/no/such/path/as/this/one/of/the/proof')
  const known = contract.operations.filter((each) => each.path === operation.path)
  const method = ['PATCH', 'DELETE', 'PUT', 'POST', 'OPTIONS', 'LINK'].find(
    (each) => !known.some((one) => one.method === each),
  )
  const place = { breaks: '/paths', rule }
  const at = '/request/url'
  yield beyondSchema({
    exchange: asking(exchange, { url: path }),
    at,
    how: 'another path',
    ...place,
  })
  if (method === undefined) return
  const how = `method ${method}`
  yield beyondSchema({
    exchange: asking(exchange, { method }),
    at: '/request/method',
    how,
    ...place,
  })
}
