// Which requests `verify` sends to a provider that is not ours, and what must come of each.
import type { Contract, Operation, Parameter } from '../../contract/contract.ts'
import { seededRandom } from '../../samples/random.ts'
import type { Expectation } from '../exchange.ts'
import { bodyFor } from '../probe-request.ts'
import { checkGiven, knownText } from './given.ts'
import { type Draft, wrongRequests } from './refusals.ts'
import { type LiveRequest, writeRequest } from './request.ts'
import { anyText, type Texts } from './values.ts'

export type LiveProbe = {
  /** Equal in every run, whatever the parameters are: `GET /users/{id} no key`. */
  id: string
  /** The operation, or the first of its path where the method is none that is documented. */
  operation: Operation
  /** What is sought: `documented answer`, or what is wrong with the request. */
  aim: string
  request: LiveRequest
  expectation: Expectation
}

/** What is not asked, and why. */
export type LeftOut = { operation: Operation; aim: string; reason: string }

export type LivePlan = {
  /** In the order in which they are to be sent: what changes something comes last. */
  probes: readonly LiveProbe[]
  left: readonly LeftOut[]
  /** A key of no form that anybody gives out. */
  wrongKey: string
}

export type LiveOptions = {
  /** Values by the parameter's name, or by operation and name: `id`, `getUser.id`. */
  parameters: ReadonlyMap<string, string>
  /** Keys of the operations with an unsafe method that are asked for by name. */
  unsafe: readonly string[]
  seed: number
  /** All by default. */
  operations?: readonly Operation[] | undefined
}

type Planning = {
  texts: Texts
  probes: LiveProbe[]
  left: LeftOut[]
  /** Paths whose undocumented method is planned already. */
  paths: Set<string>
}

// Those that RFC 9110 §9.2.1 calls safe and a document can describe; fetch does not send TRACE.
const safe: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'TRACE']

/** Safe ones first, then those that change something, deletions at the very end. */
function rankOf({ method }: Operation): number {
  if (safe.includes(method)) return 0
  return method === 'DELETE' ? 2 : 1
}

const positiveAim = 'documented answer'

/** Puts a draft into the plan, or says why it cannot be written. */
function add(planning: Planning, operation: Operation, draft: Draft): void {
  const { aim, expectation, parts } = draft
  const request = writeRequest(planning.texts.contract, operation, parts)
  if (request === undefined) {
    const reason = 'its URL would belong to another operation, or to none'
    planning.left.push({ operation, aim, reason })
    return
  }
  const { id } = expectation
  if (planning.probes.some((each) => each.id === id)) return
  planning.probes.push({ id, operation, aim, request, expectation })
}

type Values = { known: Map<Parameter, string>; missing: Parameter[] }

function valuesOf(texts: Texts, operation: Operation): Values {
  const known = new Map<Parameter, string>()
  const missing: Parameter[] = []
  for (const parameter of operation.parameters) {
    const text = knownText(texts, operation, parameter)
    if (text !== undefined) known.set(parameter, text)
    else if (parameter.required) missing.push(parameter)
  }
  return { known, missing }
}

function planOperation(planning: Planning, operation: Operation): void {
  const { texts, left } = planning
  const sendable = bodyFor(texts.contract, operation)
  if (typeof sendable === 'string') {
    left.push({ operation, aim: 'any answer', reason: sendable })
    return
  }
  const { known, missing } = valuesOf(texts, operation)
  const key = operation.secured ? 'right' : 'none'
  const positive: Draft = {
    aim: positiveAim,
    expectation: { id: `${operation.key} ${positiveAim}`, wanted: 'documented' },
    parts: { texts: known, ...sendable, key },
  }
  const isSafe = rankOf(operation) === 0
  const names = missing.map(({ name }) => name)
  const isKnown = names.length === 0
  if (!isKnown) {
    const reason = `no value is given: ${names.map((name) => `--param ${name}=VALUE`).join(' ')}`
    left.push({ operation, aim: positiveAim, reason })
  } else if (isSafe) add(planning, operation, positive)
  planWrong(planning, operation, { known, missing, body: sendable.body, isSafe })
  // What changes something comes after what must not.
  if (isKnown && !isSafe) add(planning, operation, positive)
}

type Asked = Values & { body: LiveRequestBody; isSafe: boolean }
type LiveRequestBody = Draft['parts']['body']

function planWrong(planning: Planning, operation: Operation, asked: Asked): void {
  const { texts, left, paths } = planning
  const { known, missing, body, isSafe } = asked
  // The path's own are made where they are needed: there, what nobody has is better than an example.
  const others = missing.filter((each) => each.in !== 'path')
  const full = new Map(known)
  for (const parameter of others) {
    const text = anyText(texts, parameter)
    if (text !== undefined) full.set(parameter, text)
  }
  const unknown = others.find((each) => !full.has(each))
  if (unknown !== undefined) {
    const reason = `no value is known for its parameter ${unknown.name}`
    left.push({ operation, aim: 'refusals', reason })
    return
  }
  const isFirst = !paths.has(operation.path)
  const wrong = wrongRequests(texts, operation, { known: full, body, isSafe, isFirst })
  for (const draft of wrong.drafts) {
    if (draft.expectation.wanted === 'unsupported') paths.add(operation.path)
    add(planning, operation, draft)
  }
  left.push(...wrong.left.map((each) => ({ operation, ...each })))
}

/**
 * Plans probes of a live provider: each safe operation whose parameters are known, and requests that must be
 * refused. The same options give the same plan.
 *
 * @throws {ToolError} E_USAGE where a parameter is given that the contract does not have, or does not allow.
 */
export function planLive(contract: Contract, options: LiveOptions): LivePlan {
  const { parameters, unsafe, seed, operations = contract.operations } = options
  const random = seededRandom(seed)
  const wrongKey = `wrong-key-${Math.floor(random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0')}`
  const texts: Texts = { contract, seed, random, parameters, sampled: new Map() }
  checkGiven(texts)
  const planning: Planning = { texts, probes: [], left: [], paths: new Set() }
  const ordered = [...operations].sort((one, other) => rankOf(one) - rankOf(other))
  for (const operation of ordered) {
    if (rankOf(operation) === 0 || unsafe.includes(operation.key)) {
      planOperation(planning, operation)
      continue
    }
    const reason = `it may change something: --allow-unsafe '${operation.key}' asks for it`
    planning.left.push({ operation, aim: 'any answer', reason })
  }
  return { probes: planning.probes, left: planning.left, wrongKey }
}
