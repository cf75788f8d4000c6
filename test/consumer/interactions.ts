// What our client needs of the provider: every documented operation, with each answer that it must understand.
import type { Contract, Operation } from '../../src/contract/contract.ts'
import { at, isObject, type Json } from '../../src/contract/json.ts'
import type { BlackBoxClient, TwilioProviderUpdate } from '../../src/index.ts'
import {
  answerExample,
  type Documented,
  operationOf,
  parameterExample,
  requestExample,
} from './documented.ts'

type Given = { id: string; body: TwilioProviderUpdate }

/** What a call gives; `data` and `error` as the client has them. */
type Answer = { data?: unknown; error?: unknown; response: Response }

export type Interaction = {
  description: string
  /** A provider state, whose parameter is the id. */
  state: string | undefined
  operation: Operation
  id: string
  hasKey: boolean
  body: Json | undefined
  status: number
  /** The documented answer; undefined where the client needs no more than the status. */
  answer: (Documented & { exact: readonly string[] }) | undefined
  call: (client: BlackBoxClient) => Promise<Answer>
}

const calls = {
  getTwilioProvider: (client: BlackBoxClient, { id }: Given): Promise<Answer> =>
    client.GET('/api/v1/providers/twilio/{id}', { params: { path: { id } } }),
  updateTwilioProvider: (client: BlackBoxClient, { id, body }: Given): Promise<Answer> =>
    client.PUT('/api/v1/providers/twilio/{id}', { params: { path: { id } }, body }),
  getProvider: (client: BlackBoxClient, { id }: Given): Promise<Answer> =>
    client.GET('/api/v1/providers/{id}', { params: { path: { id } } }),
  listAvailableNumbers: (client: BlackBoxClient, { id }: Given): Promise<Answer> =>
    client.GET('/api/v1/providers/twilio/{id}/available-numbers', { params: { path: { id } } }),
}

type OperationId = keyof typeof calls

/** A request's words, and what is different about it. */
type Case = {
  operation: OperationId
  /** What is asked for: the description begins with it. */
  asks: string
  state?: string
  hasKey?: boolean
  id?: string
  body?: Json
  status: number
  /** The contract's example of the answer, and what of it is expected as it stands. */
  answer?: { name: string; exact?: readonly string[] }
}

const exists = 'a provider exists'

/** How each operation is asked for, and the body that it takes. */
const requests: readonly { operation: OperationId; asks: string; example?: string }[] = [
  { operation: 'getTwilioProvider', asks: 'a request for a Twilio provider' },
  { operation: 'updateTwilioProvider', asks: 'an update of a Twilio provider', example: 'rename' },
  { operation: 'getProvider', asks: 'a request for a provider of any type' },
  { operation: 'listAvailableNumbers', asks: 'a request for the available numbers of a provider' },
]

/** The answers of which no page shows the body: the client needs their status, and no more. */
function refusals(contract: Contract): Case[] {
  return requests.flatMap(({ operation, asks, example }) => {
    const update = operationOf(contract, operation)
    const body = example === undefined ? {} : { body: requestExample(contract, update, example) }
    return [
      {
        operation,
        asks: `${asks} that does not exist`,
        state: 'no provider exists',
        status: 404,
        ...body,
      },
      { operation, asks: `${asks} without a key`, hasKey: false, status: 401, ...body },
      { operation, asks: `${asks} with a malformed id`, id: 'not-a-uuid', status: 400, ...body },
    ]
  })
}

const readings: readonly Case[] = [
  {
    operation: 'getTwilioProvider',
    asks: 'a request for a Twilio provider',
    state: exists,
    status: 200,
    answer: { name: 'verified' },
  },
  {
    operation: 'getTwilioProvider',
    asks: 'a request for a Twilio provider that was never verified',
    state: 'a provider that was never verified',
    status: 200,
    answer: { name: 'neverVerified' },
  },
  {
    operation: 'getTwilioProvider',
    asks: 'a request for a Twilio provider whose verification failed',
    state: 'a provider whose verification failed',
    status: 200,
    answer: { name: 'failedVerification', exact: ['/verificationStatus'] },
  },
  {
    operation: 'getProvider',
    asks: 'a request for a provider of any type',
    state: exists,
    status: 200,
    answer: { name: 'verified' },
  },
  {
    operation: 'listAvailableNumbers',
    asks: 'a request for the available numbers of a provider',
    state: exists,
    status: 200,
  },
]

/** Changes of some members: the answer repeats them and has all others. */
function updates(contract: Contract): Case[] {
  const operation = 'updateTwilioProvider'
  const update = operationOf(contract, operation)
  const partial = ['rename', 'moveRegion'].map((name): Case => {
    const body = requestExample(contract, update, name)
    const exact = Object.keys(isObject(body) ? body : {}).map((member) => `/${member}`)
    const asks = `a partial update of a Twilio provider: ${exact.map((each) => each.slice(1)).join(', ')}`
    return {
      operation,
      asks,
      state: exists,
      body,
      status: 200,
      answer: { name: 'verified', exact },
    }
  })
  const longest = at(
    contract.document,
    '/components/schemas/TwilioProviderUpdate/properties/name/maxLength',
  )
  const body = { name: 'x'.repeat(Number(longest) + 1) }
  const asks = 'an update of a Twilio provider: a name that is too long'
  return [...partial, { operation, asks, state: exists, body, status: 400 }]
}

function answerOf(contract: Contract, each: Case, operation: Operation): Interaction['answer'] {
  const { answer, status, body } = each
  if (answer === undefined) return undefined
  const { schema, example } = answerExample(contract, operation, { status, name: answer.name })
  const changed = isObject(example) && isObject(body) ? { ...example, ...body } : example
  return { schema, example: changed, exact: answer.exact ?? [] }
}

function interaction(contract: Contract, each: Case): Interaction {
  const operation = operationOf(contract, each.operation)
  const { id = parameterExample(contract, operation, 'id'), body } = each
  // The contract's examples obey its schemas, from which this type is generated.
  const given: Given = { id, body: (body ?? {}) as TwilioProviderUpdate }
  return {
    description: each.asks,
    state: each.state,
    operation,
    id,
    hasKey: each.hasKey ?? true,
    body,
    status: each.status,
    answer: answerOf(contract, each, operation),
    call: (client) => calls[each.operation](client, given),
  }
}

export function interactions(contract: Contract): Interaction[] {
  const cases = [...readings, ...updates(contract), ...refusals(contract)]
  return cases.map((each) => interaction(contract, each))
}
