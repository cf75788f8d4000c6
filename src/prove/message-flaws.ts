// Answers that are wrong as messages: their status, their media type, their bytes.

import type { Contract, Operation } from '../contract/contract.ts'
import { isObject, type Json, join } from '../contract/json.ts'
import { matchMediaType } from '../contract/media-type.ts'
import type { Exchange } from '../traffic/exchange.ts'
import { maxDepth } from '../traffic/json-text.ts'
import { type Answer, undocumentedStatus } from './answer.ts'
import { answering, beyondSchema, bytesOf, type Flaw, severityAt, withField } from './flaw.ts'

/** An answer of a status that the operation does not document; none where it documents all. */
export function* statusFlaws(
  contract: Contract,
  operation: Operation,
  exchange: Exchange,
): Generator<Flaw> {
  const status = undocumentedStatus(operation)
  if (status === undefined) return
  const breaks = `${operation.pointer}/responses`
  const wrong = answering(exchange, { status })
  const how = `status ${status}`
  const at = '/response/status'
  const rule = 'status-documented'
  yield beyondSchema({ exchange: wrong, breaks, at, how, rule }, severityAt(contract, breaks))
}

const strangeType = 'application/x-unheard-of'

/** Wrong, missing and malformed media types. */
export function* typeFlaws(contract: Contract, { response, exchange }: Answer): Generator<Flaw> {
  if (response.content === undefined) return
  const ranges = response.content.map(({ range }) => range)
  const breaks = `${response.pointer}/content`
  const types: [how: string, type: string | undefined][] = [
    ['another media type', strangeType],
    ['no Content-Type', undefined],
    ['a malformed Content-Type', 'application/'],
  ]
  for (const [how, type] of types) {
    if (type !== undefined && matchMediaType(type, ranges) !== undefined) continue
    const headers = withField(exchange.response.headers, 'content-type', type)
    const { body } = exchange.response
    // Without a body a media type is nobody's concern.
    const wrong = answering(exchange, { headers, body: body?.length ? body : bytesOf('{}') })
    const at = '/response/headers/content-type'
    yield beyondSchema(
      { exchange: wrong, breaks, at, how, rule: 'content-type' },
      severityAt(contract, breaks),
    )
  }
}

/** A JSON text that stands for a value, with a member put before all others; alone where there are none. */
function withMember(value: Json, member: string): string {
  const text = JSON.stringify(value)
  if (!isObject(value)) return `{${member}}`
  return text === '{}' ? `{${member}}` : `{${member},${text.slice(1)}`
}

/** JSON texts that parsers read differently, or not at all: whatever the schema says. */
function hazards(value: Json): { how: string; text: string; at: string }[] {
  const name = isObject(value) ? Object.keys(value).find((each) => each !== '__proto__') : undefined
  const own = JSON.stringify(name ?? 'twice')
  const first = isObject(value) && name !== undefined ? JSON.stringify(value[name]) : '1,"twice":1'
  const deep = `${'['.repeat(maxDepth + 88)}${']'.repeat(maxDepth + 88)}`
  return [
    {
      how: 'a member twice',
      text: withMember(value, `${own}:${first}`),
      at: join('', name ?? 'twice'),
    },
    {
      how: 'an integer beyond 2^53',
      text: withMember(value, '"unheardOf":[[[9007199254740993]]]'),
      // So deep that no schema of the member speaks of it: a number that it forbids has its finding already.
      at: '/unheardOf/0/0/0',
    },
    { how: 'a member __proto__', text: withMember(value, '"__proto__":{}'), at: '/__proto__' },
    {
      how: `${maxDepth + 88} levels`,
      text: withMember(value, `"unheardOf":${deep}`),
      at: `/unheardOf${'/0'.repeat(maxDepth - 1)}`,
    },
  ]
}

/** Bodies that cannot be read, or not by everybody. */
export function* bodyFlaws(contract: Contract, answer: Answer, value: Json): Generator<Flaw> {
  const { response, exchange } = answer
  const { pointer: breaks } = response
  const rule = 'body-readable'
  const sure = severityAt(contract, breaks)
  const at = '/response/body'
  const flaw = (how: string, body: Uint8Array) =>
    beyondSchema({ exchange: answering(exchange, { body }), breaks, at, how, rule }, sure)
  const text = JSON.stringify(value)
  yield flaw('an empty body', new Uint8Array())
  yield flaw('invalid UTF-8', Uint8Array.of(...bytesOf('["'), 0xff, ...bytesOf('"]')))
  yield flaw('trailing garbage', bytesOf(`${text} x`))
  yield flaw('two bodies', bytesOf(`${text} ${text}`))
  if (/["}\]]$/.test(text)) yield flaw('a body cut off', bytesOf(text.slice(0, -1)))
  for (const hazard of hazards(value)) {
    const body = bytesOf(hazard.text)
    const place = { exchange: answering(exchange, { body }), at: at + hazard.at }
    yield beyondSchema({ ...place, breaks, how: hazard.how, rule })
  }
}

/** A body of text that is missing or not of its charset. */
export function* textFlaws(contract: Contract, { response, exchange }: Answer): Generator<Flaw> {
  const { pointer: breaks } = response
  const bodies: [string, Uint8Array][] = [
    ['an empty body', new Uint8Array()],
    ['invalid UTF-8', Uint8Array.of(0x61, 0xff)],
  ]
  for (const [how, body] of bodies) {
    const wrong = { exchange: answering(exchange, { body }), breaks, at: '/response/body', how }
    yield beyondSchema({ ...wrong, rule: 'body-readable' }, severityAt(contract, breaks))
  }
}
