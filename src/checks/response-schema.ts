// Rule: the answer's body obeys its schema, apart from the forms of strings, which have a rule of their own.
import type { Check, Gap } from './check.ts'
import { isFormOfString } from './string-format.ts'
import { isBodiless, type Subject } from './subject.ts'
import { faultArgs, faultWords } from './words.ts'

/** Why a body was not held against a schema, where that is worth saying. */
function* notJudged({ exchange, response, mediaType, body, operation }: Subject): Generator<Gap> {
  if (operation === undefined || response === undefined || isBodiless(exchange)) return
  // Who expects no body asks for none, and who expects an undocumented one is told by another rule.
  const isOpen = body.kind === 'absent' || response.content === undefined
  if (exchange.kind === 'expected' && isOpen) return
  const gap = (reason: string): Gap => {
    const pointer = mediaType?.pointer ?? response.pointer
    return { kind: 'unchecked', at: '/response/body', pointer, reason, contractFault: false }
  }
  if (body.kind === 'absent') yield gap('the recording kept no body')
  else if (response.content === undefined) {
    if (body.kind !== 'empty') yield gap('the contract documents no content for this status')
  } else if (
    mediaType !== undefined &&
    body.kind === 'unparsed' &&
    mediaType.schema !== undefined
  ) {
    yield gap(`there is no parser for ${body.mediaType ?? 'a body without media type'}`)
  }
}

export const responseSchema: Check = {
  id: 'response-schema',
  title: 'Body obeys its schema',
  why: 'The types that a client is compiled with are a lie for this answer.',
  severity: 'error',
  message: (args) => faultWords(args),
  *run(subject) {
    yield* notJudged(subject)
    for (const fault of subject.evaluation?.faults ?? []) {
      if (isFormOfString(fault)) continue
      const { pointer, at, assumed } = fault
      yield {
        kind: 'violation',
        at: `/response/body${at}`,
        pointer,
        args: faultArgs(fault),
        assumed,
      }
    }
    for (const gap of subject.evaluation?.gaps ?? []) {
      yield { kind: 'unchecked', ...gap, at: `/response/body${gap.at}` }
    }
  },
}
