// Values in headers and parameters, held against their schemas: shared by the rules for both sides.

import type { Contract, Parameter } from '../contract/contract.ts'
import { type Evaluation, evaluate } from '../contract/evaluate.ts'
import { assumedAt } from '../contract/evidence.ts'
import type { Direction } from '../contract/schema-node.ts'
import type { ParameterSource } from '../traffic/parameter-pieces.ts'
import { readParameter } from '../traffic/parameters.ts'
import type { Gap, Violation } from './check.ts'
import { faultArgs } from './words.ts'

type Sought = {
  contract: Contract
  parameter: Parameter
  source: ParameterSource
  direction: Direction
  /** Place in the exchange. */
  at: string
}

/** The faults and gaps of one evaluation, as verdicts at a place. */
export function* verdicts(evaluation: Evaluation, place: string): Generator<Violation | Gap> {
  for (const fault of evaluation.faults) {
    const { pointer, at, assumed } = fault
    yield { kind: 'violation', at: place + at, pointer, args: faultArgs(fault), assumed }
  }
  for (const gap of evaluation.gaps) yield { kind: 'unchecked', ...gap, at: place + gap.at }
}

/** Judges one parameter or header: that it is there if due, readable, and of the documented form. */
export function* judgeParameter(sought: Sought): Generator<Violation | Gap> {
  const { contract, parameter, source, at } = sought
  const { document } = contract
  const { pointer } = parameter
  const assumed = assumedAt(document, pointer)
  const reading = readParameter(parameter, source, document)
  if ('unchecked' in reading) {
    yield { kind: 'unchecked', at, pointer, reason: reading.unchecked, contractFault: false }
  } else if ('fault' in reading) {
    yield {
      kind: 'violation',
      at,
      pointer,
      args: { keyword: 'text', problem: reading.fault },
      assumed,
    }
  } else if (!reading.present) {
    const args = { keyword: 'required' }
    if (parameter.required) yield { kind: 'violation', at, pointer, args, assumed }
  } else if (parameter.schema !== undefined) {
    // Text can be read in more than one way; it is wrong only if it is wrong in every one.
    const [first, ...others] = [reading.value, ...reading.others].map((value) =>
      evaluate({ ...contract, direction: sought.direction }, parameter.schema ?? '', value),
    )
    const clean = others.find(({ faults }) => faults.length === 0)
    const best = first?.faults.length === 0 ? first : (clean ?? first)
    if (best !== undefined) yield* verdicts(best, at)
  }
}
