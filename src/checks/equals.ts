// Rule: a value that the contract ties to another one (`x-equals`) equals it.
import { isObject, type Json } from '../contract/json.ts'
import { readBody } from '../traffic/body.ts'
import { headerValue } from '../traffic/exchange.ts'
import { type ExpressionSource, resolveExpression } from '../traffic/runtime-expression.ts'
import type { Check } from './check.ts'
import { bodyValue, type Subject } from './subject.ts'
import { shown } from './words.ts'

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

/** Values as they compare: text, UUIDs without case (RFC 9562 §4 reads either). */
function comparable(value: Json): string {
  const text = isObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value)
  return uuid.test(text) ? text.toLowerCase() : text
}

function sourceOf({ exchange, match, body }: Subject): ExpressionSource {
  const { request, response } = exchange
  const sent = readBody(request.body, headerValue(request.headers, 'content-type'))
  return {
    method: request.method,
    url: request.url,
    status: response.status,
    path: match.operation === undefined ? {} : match.path,
    request: { headers: request.headers, body: bodyValue(sent) },
    response: { headers: response.headers, body: bodyValue(body) },
  }
}

export const equals: Check = {
  id: 'equals',
  title: 'Value equals what it is tied to',
  why: 'The answer speaks of another thing than the one that was asked for.',
  severity: 'error',
  message: ({ expression, value, wanted }) =>
    value === wanted
      ? `is another value than ${expression}`
      : `is ${value}, but ${expression} is ${wanted}`,
  *run(subject) {
    const { evaluation } = subject
    const tied = (evaluation?.visits ?? []).filter(
      ({ schema, value, tentative }) =>
        typeof schema['x-equals'] === 'string' && value !== null && !tentative,
    )
    if (tied.length === 0) return
    const source = sourceOf(subject)
    const faulty = new Set(evaluation?.faults.map(({ at }) => at))
    for (const { schema, pointer, at, value, assumed } of tied) {
      const expression = String(schema['x-equals'])
      const wanted = resolveExpression(expression, source)
      const place = { at: `/response/body${at}`, pointer: `${pointer}/x-equals` }
      if (wanted === undefined) {
        const reason = `${expression} has no value in this exchange`
        yield { kind: 'unchecked', ...place, reason, contractFault: false }
      } else if (!faulty.has(at) && comparable(wanted) !== comparable(value)) {
        const args = { expression, value: shown(value), wanted: shown(wanted) }
        yield { kind: 'violation', ...place, args, assumed }
      }
    }
  },
}
