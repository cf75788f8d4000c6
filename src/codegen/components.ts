// The component schemas of a document with the identifiers that generated code calls them by.
import { isObject, type JsonObject, member } from '../contract/json.ts'
import { identifiers } from './names.ts'

/** Each component schema's name with its identifier, in document order. */
export function componentNames(document: JsonObject): ReadonlyMap<string, string> {
  const schemas = member(member(document, 'components'), 'schemas')
  return identifiers(isObject(schemas) ? Object.keys(schemas) : [])
}
