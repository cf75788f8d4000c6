// Keeps the API key out of everything that is written: output, errors, stacks and report files.
import type { Environment } from './command.ts'

const mark = '[masked]'
// A shorter value is no key, and masking each place where it occurs would garble honest output.
const shortest = 6

/** The middle of the base64 of any text that holds the secret: three forms, one per alignment. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes])
    const text = padded.toString('base64').replace(/=+$/, '')
    // Characters at the ends mix bits of the secret with bits of its neighbours.
    const start = [0, 2, 3][offset] ?? 0
    const end = padded.length % 3 === 0 ? text.length : text.length - 1
    return text.slice(start, end)
  })
}

function hexCase(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
}

function xmlForm(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Every way in which a secret may stand in a text: raw, in JSON, in XML, in a URL, in base64. */
function forms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const url = [secret, encodeURI(secret), encodeURIComponent(secret)]
  const base64 = base64Forms(bytes)
  const all = [
    ...url,
    ...url.map(hexCase),
    new URLSearchParams({ '': secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    xmlForm(secret),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
  ]
  // The longest first, so that no form is left over around a shorter one that is part of it.
  return [...new Set(all)].sort((one, other) => other.length - one.length)
}

/** A function that masks the value of `BLACKBOX_API_KEY` wherever it occurs in a text. */
export function masker(env: Environment): (text: string) => string {
  const secret = env.BLACKBOX_API_KEY?.trim() ?? ''
  if (secret.length < shortest) return (text) => text
  // Environment values may hold lone surrogates on Windows, which have no URL form.
  const hidden = forms(Buffer.from(secret).toString()).filter((form) => form.length >= shortest)
  return (text) => hidden.reduce((masked, form) => masked.replaceAll(form, mark), text)
}
