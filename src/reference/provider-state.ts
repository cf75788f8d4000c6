// What the reference provider knows, and the provider states that a pact can ask it to be in.
import type { Contract } from '../contract/contract.ts'
import { evaluate } from '../contract/evaluate.ts'
import { at, isObject, type Json, type JsonObject, member, tokens } from '../contract/json.ts'
import { nearest } from '../contract/nearest.ts'
import type { Examples } from './examples.ts'

const schema = '/components/schemas/TwilioProvider'

export type Store = {
  /** Ids compare without case (RFC 9562 §4). */
  find: (id: string) => JsonObject | undefined
  save: (id: string, provider: JsonObject) => void
  /** Whether every key has expired, whichever it is. */
  expired: () => boolean
  /** Enters a provider state; says in words why it cannot. */
  enter: (name: string, params: JsonObject) => string | undefined
  /** Forgets all states. */
  reset: () => void
}

type State = { example?: keyof Examples; enter: (id: string, provider: JsonObject) => void }

/** Names in the texts of errors are cut: they may be anything. */
const quoted = (name: string) => JSON.stringify(name.slice(0, 100))

/** What is wrong with the members that a state gives to an example, or undefined. */
function wrongMembers(
  contract: Contract,
  example: JsonObject,
  members: JsonObject,
): string | undefined {
  const known = Object.keys(at(contract.document, `${schema}/properties`) ?? {})
  const other = Object.keys(members).find((name) => !known.includes(name))
  if (other !== undefined) {
    const near = nearest(other, known)
    const hint = near === undefined ? `It has ${known.join(', ')}.` : `Did you mean ${near}?`
    return `A provider has no member ${quoted(other)}. ${hint}`
  }
  const provider = { ...example, ...members }
  const { faults } = evaluate({ ...contract, direction: 'response' }, schema, provider)
  // What is wrong with the example itself is not the state's doing.
  const fault = faults.find((each) => Object.hasOwn(members, tokens(each.at)[0] ?? ''))
  return fault && `No provider has such a value at ${fault.at.slice(0, 100)} (${fault.keyword}).`
}

function isIdentifier(contract: Contract, id: Json | undefined): id is string {
  const pointer = '/components/parameters/ProviderId/schema'
  if (typeof id !== 'string') return false
  return evaluate({ ...contract, direction: 'request' }, pointer, id).faults.length === 0
}

/** Starts empty, so that a state which is not entered shows; or with the first example in it. */
export function createStore(contract: Contract, examples: Examples, populated: boolean): Store {
  const providers = new Map<string, JsonObject>()
  let allExpired = false
  const find = (id: string) => providers.get(id.toLowerCase())
  const save = (id: string, provider: JsonObject) => {
    providers.set(id.toLowerCase(), provider)
  }
  const reset = () => {
    providers.clear()
    allExpired = false
    const { id } = examples.verified
    if (populated && typeof id === 'string') save(id, examples.verified)
  }
  const states: Readonly<Record<string, State>> = {
    'a provider exists': { example: 'verified', enter: save },
    'a provider that was never verified': { example: 'neverVerified', enter: save },
    'a provider whose verification failed': { example: 'failed', enter: save },
    'no provider exists': { enter: (id) => providers.delete(id.toLowerCase()) },
  }
  const enter = (name: string, params: JsonObject) => {
    // Pact calls with an empty name for interactions that need no state.
    if (name === '') return undefined
    if (name === expiry) {
      allExpired = true
      return undefined
    }
    const state = Object.hasOwn(states, name) ? states[name] : undefined
    if (state === undefined) return unknownState(name, [...Object.keys(states), expiry])
    const id = member(params, 'id')
    if (!isIdentifier(contract, id))
      return `The state ${quoted(name)} needs a parameter id, a UUID.`
    const example = state.example === undefined ? {} : examples[state.example]
    const wrong = wrongMembers(contract, example, params)
    if (wrong === undefined) state.enter(id, { ...example, ...params })
    return wrong
  }
  reset()
  return { find, save, expired: () => allExpired, enter, reset }
}

const expiry = 'the API key has expired'

function unknownState(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  const list = known.map(quoted).join(', ')
  const hint = near === undefined ? `There are ${list}.` : `Did you mean ${quoted(near)}?`
  return `There is no provider state ${quoted(name)}. ${hint}`
}

/** Does what Pact's verifier asks for (`{state, params, action}`); says in words why it cannot. */
export function changeState(store: Store, wanted: Json): string | undefined {
  const state = member(wanted, 'state') ?? ''
  const params = member(wanted, 'params') ?? {}
  const action = member(wanted, 'action') ?? 'setup'
  if (!isObject(wanted) || typeof state !== 'string' || !isObject(params)) {
    return 'A provider state is {"state": "its name", "params": {}, "action": "setup" or "teardown"}.'
  }
  if (action === 'setup') return store.enter(state, params)
  if (action !== 'teardown') return 'The action of a provider state is setup or teardown.'
  store.reset()
  return undefined
}
