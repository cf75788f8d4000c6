// Rule: a request that the API accepted obeys the contract: its parameters, its media type, its body.
import type { RequestBody } from '../contract/contract.ts'
import { evaluate } from '../contract/evaluate.ts'
import { assumedAt } from '../contract/evidence.ts'
import { join, at as schemaAt } from '../contract/json.ts'
import { readBody } from '../traffic/body.ts'
import { headerValue } from '../traffic/exchange.ts'
import { typedForm } from '../traffic/parameters.ts'
import type { Check, Gap, Violation } from './check.ts'
import { bodyValue, mediaTypeFor, type Subject } from './subject.ts'
import { judgeParameter, verdicts } from './values.ts'
import { faultWords } from './words.ts'

const folders = { path: 'path', query: 'query', header: 'headers', cookie: 'cookies' } as const

function* judgeParameters({ exchange, operation, match, contract }: Subject) {
  const { url, headers } = exchange.request
  const source = { url, headers, path: match.operation === undefined ? {} : match.path }
  for (const parameter of operation?.parameters ?? []) {
    // Browsers and exporters keep cookies out of recordings, so a missing one says nothing.
    const isKept = exchange.kind === 'expected' || headerValue(headers, 'cookie') !== undefined
    if (parameter.in === 'cookie' && !isKept) continue
    const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name
    const at = join(`/request/${folders[parameter.in]}`, name)
    yield* judgeParameter({ contract, parameter, source, direction: 'request', at })
  }
}

function* judgeBody(subject: Subject, documented: RequestBody): Generator<Violation | Gap> {
  const { contract, exchange } = subject
  const { headers, body } = exchange.request
  const contentType = headerValue(headers, 'content-type')
  const mediaType = mediaTypeFor(documented.content, contentType)
  const { pointer } = documented
  const assumed = assumedAt(contract.document, pointer)
  const reading = readBody(body, contentType)
  const place = '/request/body'
  const gap = (reason: string): Gap => {
    return { kind: 'unchecked', at: place, pointer, reason, contractFault: false }
  }
  if (reading.kind === 'absent') yield gap('the recording kept no request body')
  else if (reading.kind === 'empty') {
    const args = { keyword: 'required' }
    if (documented.required) yield { kind: 'violation', at: place, pointer, args, assumed }
  } else if (mediaType === undefined) {
    const at = '/request/headers/content-type'
    const problem = `is ${contentType ?? 'missing'}; documented: ${documented.content.map(({ range }) => range).join(' or ')}`
    yield { kind: 'violation', at, pointer, args: { keyword: 'text', problem }, assumed }
  } else if (reading.kind === 'broken') {
    const args = { keyword: 'text', problem: `${reading.problem} (at offset ${reading.offset})` }
    yield { kind: 'violation', at: place, pointer, args, assumed }
  } else if (mediaType.schema !== undefined) {
    const { document } = contract
    const schema = schemaAt(document, mediaType.schema) ?? true
    const value =
      reading.kind === 'form' ? typedForm(reading.value, schema, document) : bodyValue(reading)
    if (value === undefined) yield gap(`there is no parser for ${contentType ?? ''}`)
    else {
      const options = { ...contract, direction: 'request' } as const
      yield* verdicts(evaluate(options, mediaType.schema, value), place)
    }
  }
}

export const requestSchema: Check = {
  id: 'request-schema',
  title: 'Accepted request obeys the contract',
  why: 'The API took what the contract forbids: one of them is wrong, and the next version may refuse it.',
  severity: 'error',
  message: (args) => faultWords(args),
  *run(subject) {
    const { operation, exchange } = subject
    // A refusal is the API doing its duty: a bad request that it turned down is no fault of anyone's contract.
    if (operation === undefined || exchange.response.status >= 400) return
    // What is wrong with a probe is meant to be, and its answer is another rule's matter.
    if (exchange.probe !== undefined && exchange.probe.wanted !== 'documented') return
    yield* judgeParameters(subject)
    if (operation.requestBody !== undefined) yield* judgeBody(subject, operation.requestBody)
  },
}
