// The forms in which a secret may stand in a text: as it is, escaped for JSON, XML or a URL, and encoded.
import { join } from '../../contract/json.ts'

// A shorter value is no key, and hiding each place where it occurs would garble honest text.
export const shortestSecret = 6

/** Each byte as the character of the same number: UTF-8 that was taken for Latin-1. */
export function binaryText(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 0x1000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x1000))
  }
  return text
}

function hex(bytes: Uint8Array, before = ''): string {
  return Array.from(bytes, (byte) => before + byte.toString(16).padStart(2, '0')).join('')
}

/** What any text that holds the secret has in its base64: for each alignment, within the text and at its end. */
function base64Runs(bytes: Uint8Array): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const padded = new Uint8Array(offset + bytes.length)
    padded.set(bytes, offset)
    const text = btoa(binaryText(padded)).replace(/=+$/, '')
    // Characters at the ends mix bits of the secret with bits of its neighbours.
    const start = [0, 2, 3][offset] ?? 0
    const end = padded.length % 3 === 0 ? text.length : text.length - 1
    return [text.slice(start, end), text.slice(start)]
  })
}

function base64Forms(bytes: Uint8Array): string[] {
  const plain = base64Runs(bytes)
  return [
    ...plain,
    ...plain.map((each) => each.replaceAll('+', '-').replaceAll('/', '_')),
    ...plain.map(encodeURIComponent),
  ]
}

/** Names and numbers for the characters that HTML and XML reserve, as libraries choose among them. */
const entities: readonly Readonly<Record<string, string>>[] = [
  {},
  { '"': '&quot;' },
  { '"': '&quot;', "'": '&#39;' },
  { '"': '&quot;', "'": '&#x27;', '/': '&#x2F;' },
  { '"': '&quot;', "'": '&apos;' },
  { '"': '&#34;', "'": '&#39;' },
  { '"': '&#34;', "'": '&#39;', '+': '&#43;' },
]

function xmlForms(secret: string): string[] {
  return entities.map((own) => {
    const all: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', ...own }
    return secret.replace(/[&<>"'/+]/g, (character) => all[character] ?? character)
  })
}

function codeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** The inside of a JSON string that holds the text. */
export function jsonForm(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function jsonForms(secret: string): string[] {
  const plain = jsonForm(secret)
  return [
    plain,
    plain.replaceAll('/', '\\/'),
    plain.replace(/[\u0080-\uffff]/g, codeUnit),
    // As for JSON inside HTML, which is the default of some servers.
    plain.replaceAll('\\"', '\\u0022').replace(/[<>&'`+\u0080-\uffff]/g, codeUnit),
    jsonForm(plain),
  ]
}

/** Escaped first and encoded then: as a whole document is that holds the secret. */
function layeredForms(secret: string): string[] {
  const asToken = (text: string) => join('', text).slice(1)
  return [jsonForm(secret), asToken(secret), ...xmlForms(secret)].flatMap((inner) => {
    const bytes = new TextEncoder().encode(inner)
    const sound = new TextDecoder().decode(bytes)
    return [encodeURIComponent(sound), asToken(inner), hex(bytes), ...base64Forms(bytes)]
  })
}

function urlForms(secret: string, bytes: Uint8Array): string[] {
  const component = encodeURIComponent(secret)
  return [
    encodeURI(secret),
    component,
    component.replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16)}`),
    new URLSearchParams({ '': secret }).toString().slice(1),
    encodeURIComponent(component),
    hex(bytes, '%'),
  ]
}

/**
 * Every form of a secret, in a fixed order: a text with the same punctuation has its own form at the same
 * place of the list. Case is left open, and line breaks are not among them: who searches minds neither.
 */
export function secretForms(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret)
  // Half of a surrogate pair, which environments and JSON can hold, has no URL form.
  const sound = new TextDecoder().decode(bytes)
  return [
    secret,
    ...urlForms(sound, bytes),
    ...jsonForms(secret),
    ...xmlForms(secret),
    ...base64Forms(bytes),
    hex(bytes),
    ...layeredForms(secret),
    binaryText(bytes),
    // UTF-16 that was taken for bytes, in either order.
    [...secret].join('\0'),
    join('', secret).slice(1),
  ]
}
