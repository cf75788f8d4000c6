// The operations of the reference provider: who is let in, what is refused, and what is shown.
import type { Contract, Operation } from '../contract/contract.ts'
import { evaluate } from '../contract/evaluate.ts'
import type { JsonObject } from '../contract/json.ts'
import { type Answer, jsonAnswer, problemAnswer } from './answer.ts'
import type { Examples } from './examples.ts'
import { type FaultName, faultNames, faults } from './faults.ts'
import { readJsonBody } from './json-body.ts'
import type { Store } from './provider-state.ts'
import { updated, wrongUpdate } from './update.ts'

/** What one reference provider consists of. */
export type Reference = {
  contract: Contract
  examples: Examples
  store: Store
  /** The keys that are good; undefined where any is. */
  keys: readonly string[] | undefined
  /** The faults that are on. */
  on: Set<FaultName>
}

type Call = { operation: Operation; id: string; request: Request }

/** What an operation does once its provider is found. */
export type Run = (
  reference: Reference,
  provider: JsonObject,
  call: Call,
) => Answer | Promise<Answer>

type DamageOf<Part> = (name: FaultName, part: Part) => Part

/** A part of an answer after all faults that are on. */
function damaged<Part>(on: ReadonlySet<FaultName>, part: Part, how: DamageOf<Part>): Part {
  return faultNames.filter((name) => on.has(name)).reduce((rest, name) => how(name, rest), part)
}

const show: Run = ({ on }, provider) => {
  const shown = damaged(on, provider, (name, part) => faults[name].show?.(part) ?? part)
  return jsonAnswer(200, shown)
}

const change: Run = async (reference, provider, call) => {
  const { contract, examples, store, on } = reference
  const body = await readJsonBody(call.request)
  const refuse = (detail: string) => problemAnswer({ ...examples.badRequest, detail }, 400)
  if ('wrong' in body) return refuse(body.wrong)
  const type = call.request.headers.get('content-type') ?? ''
  const wrong = wrongUpdate(contract, call.operation, { type, value: body.value })
  if (wrong !== undefined && !on.has('accepts-broken-update')) return refuse(wrong)
  if (on.has('keeps-old-values')) return show(reference, provider, call)
  const next = updated(contract, provider, body.value)
  store.save(call.id, next)
  return show(reference, next, call)
}

/** No page says what the answer looks like, and nothing is invented. */
const list: Run = () => ({ status: 200, headers: { 'content-length': '0' }, text: '' })

/** What each operation does, by its operationId. */
export const operations: Readonly<Record<string, Run>> = {
  getTwilioProvider: show,
  updateTwilioProvider: change,
  getProvider: show,
  listAvailableNumbers: list,
}

function isAdmitted({ keys, store, on }: Reference, request: Request): boolean {
  if (on.has('ignores-key')) return true
  const key = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  return key !== undefined && !store.expired() && (keys === undefined || keys.includes(key))
}

function isIdentifier(contract: Contract, { operation, id }: Call): boolean {
  const schema = operation.parameters.find(({ name }) => name === 'id')?.schema ?? ''
  return evaluate({ ...contract, direction: 'request' }, schema, id).faults.length === 0
}

/** What comes before any operation: the key, the form of the id, and whether there is such a provider. */
async function answer(reference: Reference, call: Call, run: Run): Promise<Answer> {
  const { contract, examples, store, on } = reference
  const { id, request } = call
  if (!isAdmitted(reference, request)) {
    const problem = problemAnswer(examples.unauthorized, 401)
    return { ...problem, headers: { ...problem.headers, 'www-authenticate': 'Bearer' } }
  }
  const wellFormed = isIdentifier(contract, call)
  if (!wellFormed && !on.has('accepts-malformed-id')) return problemAnswer(examples.badRequest, 400)
  const anyone = wellFormed ? { ...examples.verified, id } : examples.verified
  const found = store.find(id)
  const provider = found ?? (on.has('finds-anything') || !wellFormed ? anyone : undefined)
  if (provider !== undefined) return run(reference, provider, call)
  const instance = new URL(request.url).pathname
  return problemAnswer({ ...examples.notFound, instance }, 404)
}

/** Like the fetch that it stands in for, gives up when the caller does. */
function never({ signal }: Request): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** Answers one request for an operation, with all that the faults make of it. */
export async function perform(reference: Reference, call: Call, run: Run): Promise<Answer> {
  const { on } = reference
  if (on.has('never-answers')) return never(call.request)
  const right = await answer(reference, call, run)
  return damaged(on, right, (name, part) => faults[name].send?.(part, call.request) ?? part)
}
