// Rule: the answer's body can be read whole, and reads the same for everyone.
import { assumedAt } from '../contract/evidence.ts'
import type { Check } from './check.ts'
import { isBodiless } from './subject.ts'

const words: Readonly<Record<string, string>> = {
  empty: 'the body is empty, though the contract documents one',
  'duplicate-key': 'the name stands twice in its object, so readers disagree about its value',
  'unsafe-integer': 'the number cannot be held by JavaScript without a change',
  'prototype-key': 'a member named __proto__ can change the prototype of what it is copied into',
  'too-deep': 'the body is nested too deeply to be read safely',
}

export const bodyReadable: Check = {
  id: 'body-readable',
  title: 'Body is readable',
  why: 'Parsers reject such a body, or differ in what they make of it without saying so.',
  severity: 'error',
  message: ({ problem, offset }) =>
    offset === undefined
      ? (words[String(problem)] ?? String(problem))
      : `the body ${problem} (at offset ${offset})`,
  *run({ exchange, response, body, contract, evaluation, mediaType }) {
    if (response === undefined || isBodiless(exchange)) return
    const { content, pointer } = response
    const assumed = assumedAt(contract.document, pointer)
    const place = '/response/body'
    if (body.kind === 'empty' && content !== undefined && content.length > 0) {
      yield { kind: 'violation', at: place, pointer, args: { problem: 'empty' }, assumed }
    }
    if (body.kind === 'broken' && mediaType !== undefined) {
      const args = { problem: body.problem, offset: body.offset }
      yield { kind: 'violation', at: place, pointer, args, assumed }
    }
    if (body.kind !== 'json') return
    const faulty = new Set(evaluation?.faults.map(({ at }) => at))
    for (const { kind, at } of body.hazards) {
      // A number out of its documented range has its finding already.
      if (kind === 'unsafe-integer' && faulty.has(at)) continue
      yield { kind: 'violation', at: place + at, pointer, args: { problem: kind }, assumed: false }
    }
  },
}
