// The media type of a body for which a consumer names none: of the documented ones, the one that it fits best.
import type { Contract, MediaType } from '../contract/contract.ts'
import { applySchema } from '../contract/evaluate.ts'
import { isJsonMediaType, parseMediaType } from '../contract/media-type.ts'
import type { Direction } from '../contract/schema-node.ts'
import { readBody } from '../traffic/body.ts'
import { type Body, type Headers, headerValue } from '../traffic/exchange.ts'
import { readJson } from '../traffic/json-text.ts'
import { bodyValue } from './subject.ts'
import { undocumentedMembers } from './unknown-members.ts'

type Message = { headers: Headers; body: Body }
type Candidate = { media: MediaType; contentType: string; body: Uint8Array }

/** A media type that a range stands for. */
function concrete(range: string): string {
  return range
    .replace(/^\*\/\*/, 'application/json')
    .replace(/^(application|text)\/\*/, (_, type) =>
      type === 'text' ? 'text/plain' : 'application/json',
    )
}

/** The documented media types by which a text can be read; a JSON string may go without its quotes. */
function candidates(content: readonly MediaType[], body: Uint8Array): Candidate[] {
  const text = new TextDecoder().decode(body)
  const isJson = readJson(text).ok
  const known = content.flatMap((media) => {
    const contentType = concrete(media.range)
    const parsed = parseMediaType(contentType)
    return parsed === undefined ? [] : [{ media, contentType, body, parsed }]
  })
  const json = known.filter(({ parsed }) => isJsonMediaType(parsed))
  const other = known.filter(({ parsed }) => !isJsonMediaType(parsed))
  if (isJson) return json.length > 0 ? json : other
  if (other.length > 0) return other
  return json.map((each) => ({ ...each, body: new TextEncoder().encode(JSON.stringify(text)) }))
}

type Scope = { contract: Contract; direction: Direction }

/** How far a body is from what is documented for a media type: the fewer, the more it is meant. */
function strangeness({ media, contentType, body }: Candidate, scope: Scope): number {
  const value = bodyValue(readBody(body, contentType))
  // What nothing here reads is XML or none of ours.
  if (value === undefined) return body[0] === 0x3c ? 0 : Number.POSITIVE_INFINITY
  if (media.schema === undefined) return 0
  const options = { ...scope.contract, direction: scope.direction }
  const evaluation = applySchema(options, media.schema, value)
  return evaluation.faults.length + [...undocumentedMembers(evaluation)].length
}

/** A message with a media type for its body. `content` is what the contract documents for it. */
export function withMediaType<M extends Message>(
  message: M,
  content: readonly MediaType[] | undefined,
  scope: Scope,
): M {
  const { headers, body } = message
  const isStated = headerValue(headers, 'content-type') !== undefined
  if (body === null || body.length === 0 || content === undefined || isStated) return message
  const [first, ...more] = candidates(content, body)
  if (first === undefined) return message
  let best = { ...first, count: more.length === 0 ? 0 : strangeness(first, scope) }
  for (const candidate of more) {
    const count = strangeness(candidate, scope)
    if (count < best.count) best = { ...candidate, count }
  }
  const { contentType, body: bytes } = best
  return { ...message, headers: [...headers, ['content-type', contentType]], body: bytes }
}
