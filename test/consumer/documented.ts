// What the contract documents for an operation, with its examples: the one source of every interaction.
import type { Contract, Operation } from '../../src/contract/contract.ts'
import { at, type Json, join, member } from '../../src/contract/json.ts'
import { localPointer } from '../../src/contract/members.ts'

export type Documented = { schema: string; example: Json }

function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`The contract has no ${what}.`)
  return value
}

export function operationOf(contract: Contract, id: string): Operation {
  return found(
    contract.operations.find((each) => each.id === id),
    `operation ${id}`,
  )
}

/** The example of an operation's parameter, with which all its interactions are made. */
export function parameterExample(contract: Contract, operation: Operation, name: string): string {
  const parameter = found(
    operation.parameters.find((each) => each.name === name),
    `parameter ${name}`,
  )
  return String(
    found(at(contract.document, join(parameter.pointer, 'example')), `example of ${name}`),
  )
}

function exampleIn(contract: Contract, mediaType: string, name: string): Json {
  const example = at(contract.document, `${mediaType}/examples/${name}`)
  const reference = localPointer(member(example, '$ref'))
  const target = reference === undefined ? example : at(contract.document, reference)
  return found(member(target, 'value'), `example ${name} at ${mediaType}`)
}

/** A named example of the body that an operation takes. */
export function requestExample(contract: Contract, operation: Operation, name: string): Json {
  const [mediaType] = operation.requestBody?.content ?? []
  return exampleIn(contract, found(mediaType, 'request body').pointer, name)
}

/** A named example of an answer, and the schema that it obeys. */
export function answerExample(
  contract: Contract,
  operation: Operation,
  answer: { status: number; name: string },
): Documented {
  const { status, name } = answer
  const response = operation.responses.find((each) => each.status === String(status))
  const [mediaType] = found(response, `answer ${status} of ${operation.key}`).content ?? []
  const { pointer, schema } = found(mediaType, `body of ${status} of ${operation.key}`)
  return {
    schema: found(schema, `schema at ${pointer}`),
    example: exampleIn(contract, pointer, name),
  }
}
