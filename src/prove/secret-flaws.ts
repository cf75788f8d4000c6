// Answers that give a secret away: by its name in any spelling, or by repeating the key of the request.
import type { Contract } from '../contract/contract.ts'
import { evaluate } from '../contract/evaluate.ts'
import { isObject, type Json, join, tokens } from '../contract/json.ts'
import { declaredMember } from '../contract/members.ts'
import type { Visit } from '../contract/schema-node.ts'
import type { Answer } from './answer.ts'
import { answering, beyondSchema, bytesOf, type Flaw } from './flaw.ts'
import { bearer } from './request.ts'

const rule = 'secret-leak'
const body = '/response/body'
const stolen = 'prove-0-a-stolen-secret'

/** `authToken` as it is, `auth_token`, `auth-token`, `AUTH_TOKEN`. */
function spellings(name: string): string[] {
  const words = name.replace(/(?<=[a-z\d])(?=[A-Z])/g, '_').replace(/[^\p{L}\p{N}]+/gu, '_')
  const snake = words.toLowerCase()
  return [...new Set([name, snake, snake.replaceAll('_', '-'), snake.toUpperCase()])]
}

/** Whether a place is one where the contract documents nothing and forbids nothing. */
function isFreeForm(visits: readonly Visit[]): boolean {
  const closers = ['additionalProperties', 'unevaluatedProperties']
  return visits.every(
    ({ schema }) =>
      (!isObject(schema.properties) || Object.keys(schema.properties).length === 0) &&
      schema.patternProperties === undefined &&
      closers.every((each) => schema[each] === undefined || schema[each] === true),
  )
}

/** The deepest object of a value that is free-form; undefined where there is none. */
function freePlace(
  { contract, media }: Pick<Answer, 'media'> & { contract: Contract },
  value: Json,
) {
  if (media?.schema === undefined) return ''
  const { visits } = evaluate({ ...contract, direction: 'response' }, media.schema, value)
  const places = new Map<string, Visit[]>()
  for (const visit of visits) {
    if (isObject(visit.value)) places.set(visit.at, [...(places.get(visit.at) ?? []), visit])
  }
  const free = [...places].filter(([, each]) => isFreeForm(each)).map(([at]) => at)
  return free.sort((a, b) => tokens(b).length - tokens(a).length)[0]
}

/** A value with one more member in the object at a place. */
function planted(value: Json, path: readonly string[], member: { [name: string]: Json }): Json {
  const [token, ...rest] = path
  if (token === undefined) return isObject(value) ? { ...value, ...member } : member
  if (Array.isArray(value)) {
    return value.map((each, index) =>
      String(index) === token ? planted(each, rest, member) : each,
    )
  }
  return isObject(value) ? { ...value, [token]: planted(value[token] ?? {}, rest, member) } : value
}

/** Whether the contract itself documents a member of this name there, and not as a secret. */
function isDocumented(contract: Contract, { media }: Answer, name: string): boolean {
  const schema = media?.schema
  if (schema === undefined) return false
  const pointed = evaluate({ ...contract, direction: 'response' }, schema, {}).visits
  return pointed
    .filter(({ at }) => at === '')
    .flatMap((visit) => declaredMember(contract.document, visit.schema, name))
    .some((each) => each.writeOnly !== true && each.format !== 'password')
}

type Values = { small: Json; rich: Json; deep: string | undefined }
type Secret = { name: string; spelling: string }

/** What hides a secret in a body: how, where, and the whole value. */
function leaksOf({ name, spelling }: Secret, { small, rich, deep }: Values) {
  const held = { [spelling]: stolen }
  const text = { unheardOf: JSON.stringify({ cause: held }) }
  const inside = {
    how: `${spelling} in a free-form object`,
    at: join(`${deep}/unheardOf/0`, spelling),
    value: planted(rich, tokens(deep ?? ''), { unheardOf: [held] }),
  }
  return [
    { how: `${spelling} at the top`, at: join('', spelling), value: planted(small, [], held) },
    ...(deep === undefined ? [] : [inside]),
    {
      how: `${name} in a document inside a string, as ${spelling}`,
      at: '/unheardOf',
      value: planted(small, [], text),
    },
  ]
}

/** Each secret name in each spelling: in the body, in a document inside a string, in a header. */
export function* secretFlaws(
  contract: Contract,
  answer: Answer,
  values: Omit<Values, 'deep'>,
): Generator<Flaw> {
  const { exchange, media } = answer
  const deep = freePlace({ contract, media }, values.rich)
  for (const { pointer: breaks } of contract.secrets.values()) {
    const name = tokens(breaks).at(-1) ?? ''
    for (const spelling of spellings(name)) {
      for (const leak of leaksOf({ name, spelling }, { ...values, deep })) {
        if (leak.at === join('', spelling) && isDocumented(contract, answer, spelling)) continue
        const wrong = answering(exchange, { body: bytesOf(JSON.stringify(leak.value)) })
        yield beyondSchema({ exchange: wrong, breaks, at: body + leak.at, how: leak.how, rule })
      }
    }
    yield inHeader(answer, { name, breaks }, values.small)
  }
}

// A field's name has no other characters (RFC 9110 §5.1).
const notInNames = /[^\w!#$%&'*+.^`|~-]+/g

function inHeader(
  { exchange }: Answer,
  secret: { name: string; breaks: string },
  value: Json,
): Flaw {
  const { name, breaks } = secret
  const field = `X-${spellings(name)[2] ?? name}`.replace(notInNames, '-')
  const { headers } = exchange.response
  const wrong = answering(exchange, {
    headers: [...headers, [field, stolen]],
    body: bytesOf(JSON.stringify(value)),
  })
  const at = join('/response/headers', field.toLowerCase())
  return beyondSchema({ exchange: wrong, breaks, at, how: `a field ${field}`, rule })
}

/** The request's own key in the answer's body and in a header of it. */
export function* echoFlaws({ exchange }: Answer, value: Json): Generator<Flaw> {
  const breaks = '/security'
  const { headers } = exchange.response
  const text = bytesOf(JSON.stringify(value))
  const echo = planted(value, [], { unheardOf: `no such key: ${bearer}` })
  const inBody = answering(exchange, { body: bytesOf(JSON.stringify(echo)) })
  const inField = answering(exchange, { headers: [...headers, ['X-Echo', bearer]], body: text })
  const how = 'the key of the request'
  yield beyondSchema({ exchange: inBody, breaks, at: `${body}/unheardOf`, how, rule })
  yield beyondSchema({ exchange: inField, breaks, at: '/response/headers/x-echo', how, rule })
}
