// Writes the value of a parameter or header as its style says (OpenAPI 3.1 §4.8.12), where that has a form.
import { canonical } from '../contract/compare.ts'
import type { Contract, Header, Parameter } from '../contract/contract.ts'
import { isObject, type Json } from '../contract/json.ts'
import type { ParameterSource } from './parameter-pieces.ts'
import { readParameter } from './parameters.ts'

// A field's value is trimmed on the way, so blanks at its ends would not arrive.
const fieldValue = /^(?:[!-~](?:[\t -~]*[!-~])?)?$/

function encoded(text: string): string | undefined {
  try {
    return encodeURIComponent(text)
  } catch {
    // Half of a surrogate pair has no UTF-8 form.
    return undefined
  }
}

/** A scalar as text; undefined for a value that holds others, or whose text nobody can send. */
function scalar(parameter: Parameter, value: Json): string | undefined {
  if (typeof value === 'object' && value !== null) return undefined
  const text = String(value)
  if (parameter.in === 'header') return fieldValue.test(text) ? text : undefined
  return encoded(text)
}

function allOf(texts: readonly (string | undefined)[]): string[] | undefined {
  const known = texts.filter((each) => each !== undefined)
  return known.length === texts.length ? known : undefined
}

/** Names and values in turn, or `name=value`, as exploding wants it. */
function membersOf(parameter: Parameter, value: { [name: string]: Json }): string[] | undefined {
  const parts = Object.entries(value).map(([name, held]) => {
    const [key, text] = [scalar(parameter, name), scalar(parameter, held)]
    if (key === undefined || text === undefined) return undefined
    const { in: place, name: own, style, explode } = parameter
    if (style === 'deepObject') return `${encoded(own)}[${key}]=${text}`
    return explode && place !== 'cookie' ? `${key}=${text}` : `${key},${text}`
  })
  return allOf(parts)
}

const delimiters: Readonly<Record<string, string>> = { spaceDelimited: '%20', pipeDelimited: '|' }

function queryText(parameter: Parameter, value: Json): string | undefined {
  const { style, explode } = parameter
  const name = encoded(parameter.name)
  if (Array.isArray(value)) {
    const items = allOf(value.map((each) => scalar(parameter, each)))
    if (items === undefined || items.length === 0) return undefined
    if (explode && style === 'form') return items.map((each) => `${name}=${each}`).join('&')
    return `${name}=${items.join(delimiters[style] ?? ',')}`
  }
  if (isObject(value)) {
    const members = membersOf(parameter, value)
    if (members === undefined || members.length === 0) return undefined
    return explode || style === 'deepObject' ? members.join('&') : `${name}=${members.join(',')}`
  }
  const text = scalar(parameter, value)
  return text === undefined ? undefined : `${name}=${text}`
}

function fieldText(parameter: Parameter, value: Json): string | undefined {
  const { style, explode, name } = parameter
  const isList = Array.isArray(value)
  const parts = isList
    ? allOf(value.map((each) => scalar(parameter, each)))
    : isObject(value)
      ? membersOf(parameter, value)
      : allOf([scalar(parameter, value)])
  if (parts === undefined) return undefined
  if (style === 'label') return `.${parts.join(explode ? '.' : ',')}`
  if (style !== 'matrix') return parts.join(',')
  if (explode && isObject(value)) return `;${parts.join(';')}`
  if (explode && isList) return parts.map((each) => `;${name}=${each}`).join('')
  return `;${name}=${parts.join(',')}`
}

/**
 * The text of a value: of a path's template, of a field, or `name=value` for a query or a cookie. Whoever reads
 * it may take it for another value, as `5` for a number.
 */
export function writtenText(parameter: Parameter, value: Json): string | undefined {
  const { in: place, mediaType } = parameter
  // A `content` parameter is a document of its own.
  const isText = mediaType === undefined || /^text\/plain\b/i.test(mediaType)
  const written = isText ? value : JSON.stringify(value)
  if (place === 'query') return queryText(parameter, written)
  const text = fieldText(parameter, written)
  return place === 'cookie' && text !== undefined ? `${parameter.name}=${text}` : text
}

/** What a reader of this one parameter is given. */
export function sourceOf(parameter: Parameter, text: string): ParameterSource {
  const { in: place, name } = parameter
  const field = place === 'header' ? name : 'cookie'
  return {
    url: place === 'query' ? `/?${text}` : '/',
    headers: place === 'header' || place === 'cookie' ? [[field, text]] : [],
    path: place === 'path' ? { [name]: text } : {},
  }
}

/** The text of a value that is read as this very value and no other; undefined where it has no such form. */
export function parameterText(
  contract: Contract,
  parameter: Parameter,
  value: Json,
): string | undefined {
  const text = writtenText(parameter, value)
  if (text === undefined || (parameter.in === 'path' && text === '')) return undefined
  const reading = readParameter(parameter, sourceOf(parameter, text), contract.document)
  if (!('present' in reading) || !reading.present || reading.others.length > 0) return undefined
  return canonical(reading.value) === canonical(value) ? text : undefined
}

/** A response header is written like a header parameter (OpenAPI 3.1 §4.8.21). */
export function headerParameter({ name, required, pointer, schema }: Header): Parameter {
  const form = { in: 'header', style: 'simple', explode: false, mediaType: undefined } as const
  return { name, required, pointer, schema, ...form }
}
