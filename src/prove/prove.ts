// The self-proof: what breaks a contract is found, and what obeys it passes, operation by operation.
import type { Check } from '../checks/check.ts'
import type { Contract, Operation } from '../contract/contract.ts'
import { walkDocument } from '../contract/walk.ts'
import type { Finding } from '../report.ts'
import type { Unsampled } from '../samples/sample.ts'
import { type OpenMember, openMembers } from './open-members.ts'
import { placeOf, proveAnswers } from './prove-answers.ts'
import { proveRequests, requestPlaceOf } from './prove-requests.ts'
import { giveUp, type Proving, provePlace, type Round } from './proving.ts'
import { assemble, requestParts, serverFor } from './request.ts'
import { addTally, type Counts, countsOf, emptyTally } from './tally.ts'

export type ProofOptions = {
  checks: readonly Check[]
  seed: number
  /** Random valid samples in all; spread evenly, at least one for each place. */
  samples: number
  /** Keys of the operations to prove; all by default. */
  operations?: readonly string[]
  /** The contract by which exchanges are judged; samples are made of the other. The same by default. */
  judged?: Contract
}

export type ProofRow = Counts & { operation: string }

export type Proof = {
  rows: readonly ProofRow[]
  /** Each constraint counted once, however many operations share it. */
  total: Counts
  findings: readonly Finding[]
  unsampled: readonly Unsampled[]
  open: readonly OpenMember[]
  exchanges: number
  /** Whether what operations share was proven for the first of them only, and by few samples. */
  isSparing: boolean
}

// Beyond this many operations, what they share is proven once: each use again would take hours.
const mostThorough = 100

/** Whether any value is tied to another one. */
function hasTies({ document }: Contract): boolean {
  return [...walkDocument(document)].some(({ value }) => value['x-equals'] !== undefined)
}

/** In how many places random samples are tried. */
function countPlaces(
  contract: Contract,
  operations: readonly Operation[],
  isSparing: boolean,
): number {
  const places = operations.flatMap(({ responses, requestBody }) => [
    ...responses.flatMap((response) =>
      (response.content ?? []).map((media) => placeOf(contract, response, media)),
    ),
    ...(requestBody?.content ?? []).map((media) => requestPlaceOf(contract, media)),
  ])
  return isSparing ? new Set(places).size : places.length
}

/**
 * An answer that obeyed the contract, for this operation: one that several operations share was proven for the
 * first of them, which may document it under another status.
 */
function asOwn(operation: Operation, sound: Round['sound']): Round['sound'] {
  const own = operation.responses.map(({ status }) => Number(status))
  if (sound === undefined || own.includes(sound.status)) return sound
  const accepted = own.filter((status) => status >= 200 && status < 300)
  const [status] = accepted
  const isAccepted = sound.status >= 200 && sound.status < 300
  return isAccepted && status !== undefined && accepted.length === 1
    ? { ...sound, status }
    : undefined
}

function proveOperation(proving: Proving, operation: Operation): Round[] {
  const { contract } = proving
  const parts = requestParts(proving, operation)
  const server = typeof parts === 'string' ? undefined : serverFor(contract, operation, parts)
  if (typeof parts === 'string' || server === undefined) {
    const reason = typeof parts === 'string' ? parts : 'another operation takes its requests'
    const prove = (round: Round) => giveUp(round, operation.pointer, reason)
    return [provePlace(proving, operation, { place: operation.pointer, prove })]
  }
  const request = assemble(server, operation, parts)
  const answers = proveAnswers(proving, operation, request)
  const sound = answers.flatMap((round) => asOwn(operation, round.sound) ?? [])
  return [...answers, ...proveRequests(proving, operation, { parts, server, sound })]
}

function rowOf(operation: string, rounds: readonly Round[]): ProofRow {
  const sum = emptyTally()
  for (const { tally } of rounds) addTally(sum, tally)
  return { operation, ...countsOf(sum) }
}

function startProving(
  contract: Contract,
  options: ProofOptions,
  chosen: readonly Operation[],
): Proving {
  const { checks, seed, samples, judged = contract } = options
  const isSparing = contract.operations.length > mostThorough
  const places = countPlaces(contract, chosen, isSparing)
  return {
    ...{ contract, judged, checks, seed, isSparing },
    share: Math.ceil(samples / Math.max(1, places)),
    // What a value is tied to differs from answer to answer, and samples with it.
    sampled:
      isSparing && !hasTies(contract) ? { request: new Map(), response: new Map() } : undefined,
    total: emptyTally(),
    places: new Map(),
    findings: new Map(),
    unsampled: new Map(),
    exchanges: 0,
  }
}

/** Proves a contract. Yields before each operation, so that whoever waits can be told, and can stop. */
export function* proveContract(
  contract: Contract,
  options: ProofOptions,
): Generator<Operation, Proof> {
  const wanted = options.operations
  const chosen = contract.operations.filter(({ key }) => wanted?.includes(key) ?? true)
  const proving = startProving(contract, options, chosen)
  const rows: ProofRow[] = []
  for (const operation of chosen) {
    yield operation
    rows.push(rowOf(operation.key, proveOperation(proving, operation)))
  }
  const { total, findings, unsampled, exchanges, isSparing } = proving
  const isLeft = ({ pointer }: Unsampled) => {
    const outcome = total.constraints.get(pointer)
    return outcome === 'unsampled' || outcome === 'implied'
  }
  return {
    rows,
    total: countsOf(total),
    findings: [...findings.values()],
    unsampled: [...unsampled.values()].filter(isLeft),
    open: openMembers(contract),
    exchanges,
    isSparing,
  }
}
