// A value to send where the contract asks for one: what its author gave as an example, else the simplest that fits.
import type { Contract } from '../contract/contract.ts'
import { evaluate } from '../contract/evaluate.ts'
import { at, isObject, type Json, type JsonObject, member } from '../contract/json.ts'
import { localPointer, schemasInPlace } from '../contract/members.ts'

const byFormat: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-4000-8000-000000000000',
  date: '2024-02-29',
  'date-time': '2024-02-29T12:00:00Z',
  time: '12:00:00Z',
  email: 'someone@example.com',
  hostname: 'example.com',
  uri: 'https://example.com/',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
}

const byType: Readonly<Record<string, Json>> = {
  string: 'example',
  integer: 1,
  number: 1,
  boolean: true,
  array: [],
  object: {},
  null: null,
}

/** Example values of a Media Type, Parameter or Header Object, in order of preference. */
function given(document: JsonObject, holder: Json | undefined): Json[] {
  if (!isObject(holder)) return []
  const named = isObject(holder.examples) ? Object.values(holder.examples) : []
  const values = named.map((each) => {
    const target = localPointer(member(each, '$ref'))
    return member(target === undefined ? each : at(document, target), 'value')
  })
  return [holder.example, ...values].filter((value) => value !== undefined)
}

function fromSchema(schema: JsonObject): Json[] {
  const { type, format } = schema
  const listed = [schema.examples, schema.enum].flatMap((list) => (Array.isArray(list) ? list : []))
  const named = typeof format === 'string' ? byFormat[format] : undefined
  const typed = (Array.isArray(type) ? type : [type]).map((name) => byType[String(name)])
  const limits = [schema.minimum, schema.maximum]
  const own = [schema.example, schema.default, schema.const]
  const candidates = [...own, ...listed, named, ...typed, ...limits]
  return candidates.filter((value) => value !== undefined)
}

/**
 * A value for a parameter or body: `holder` is the pointer of the object that may have examples. Undefined
 * where no example is given and nothing simple obeys the schema.
 */
export function sampleValue(
  contract: Contract,
  place: { holder: string; schema: string | undefined },
): Json | undefined {
  const { document } = contract
  const { holder, schema: pointer } = place
  const schema = pointer === undefined ? undefined : at(document, pointer)
  const simple = schemasInPlace(document, schema ?? true).flatMap(fromSchema)
  const candidates = [...given(document, at(document, holder)), ...simple]
  if (pointer === undefined) return candidates[0]
  return candidates.find(
    (value) => evaluate({ ...contract, direction: 'request' }, pointer, value).faults.length === 0,
  )
}
