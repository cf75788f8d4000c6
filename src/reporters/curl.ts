// A request as a curl command that any POSIX shell takes as it is meant, whatever stands in the request.
import { keyPlaceholder, type Witness } from '../witness.ts'

// A shell reads nothing into these, so they need no quotes.
const plain = /^[\w./:=@%,+-]+$/
// What would be invisible, or obeyed by a terminal. A line end may stay where it is.
const unseen = /(?:(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}])+/gu
// RFC 9110 §5.6.2. Other names are none, and curl would take `@file` for a file to read.
const fieldName = /^[\w!#$%&'*+.^`|~-]+$/

/** Octal escapes of the UTF-8 bytes, as printf reads them (POSIX, printf utility). */
function octal(text: string): string {
  const bytes = [...new TextEncoder().encode(text)]
  return bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}

/** Text as one word (POSIX Shell Command Language §2.2): all of it literal. */
function quote(text: string): string {
  if (plain.test(text)) return text
  const single = (part: string) => `'${part.replaceAll("'", `'\\''`)}'`
  const hidden = text.match(unseen) ?? []
  return text
    .split(unseen)
    .map((part, index) => {
      const next = hidden[index]
      const shown = part === '' && next !== undefined ? '' : single(part)
      return next === undefined ? shown : `${shown}"$(printf '${octal(next)}')"`
    })
    .join('')
}

/** As {@link quote}, with the key taken from the environment wherever its word stands. */
function quoteWithKey(text: string): string {
  const parts = text.split(keyPlaceholder)
  if (parts.length === 1) return quote(text)
  const isSimple = parts.every((part) => part === '' || /^[\w ./:=@%,+?&-]+$/.test(part))
  if (isSimple) return `"${text}"`
  return parts.map((part) => (part === '' ? '' : quote(part))).join(`"${keyPlaceholder}"`)
}

function header([name, value]: readonly [string, string]): string[] {
  if (!fieldName.test(name)) return []
  const basic = `Basic ${keyPlaceholder}`
  if (name.toLowerCase() === 'authorization' && value === basic) {
    return [`--user "${keyPlaceholder}:${keyPlaceholder}"`]
  }
  const text = value.replace(/[\r\n]+/g, ' ').trim()
  // With a colon, curl would leave an empty field out.
  return [`--header ${quoteWithKey(text === '' ? `${name};` : `${name}: ${text}`)}`]
}

/** Percent-encodes what no URL can hold (RFC 3986 §2) and leaves the rest as it is. */
function wire(url: string): string {
  // Half of a surrogate pair has no UTF-8 form.
  return url.replace(/[^\x21-\x7e]/gu, (each) =>
    /\p{Cs}/u.test(each) ? '%EF%BF%BD' : encodeURIComponent(each),
  )
}

function urlOptions(given: string): string[] {
  const url = wire(given)
  const path = url.split('?', 1)[0] ?? ''
  return [
    ...(/[{}[\]]/.test(url) ? ['--globoff'] : []),
    ...(/\/\.\.?(?:\/|$)/.test(path) ? ['--path-as-is'] : []),
    `--url ${quoteWithKey(url)}`,
  ]
}

/** The command, one option a line. It prints the head of the answer too. */
export function curl({ method, url, headers, body }: Witness['request']): string {
  const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type')
  const options = [
    // Asked for a HEAD by another option, curl waits for a body.
    ...(method === 'HEAD' ? ['--head'] : ['--include']),
    ...(['GET', 'HEAD'].includes(method) && body === undefined
      ? []
      : [`--request ${quote(method)}`]),
    ...urlOptions(url),
    ...headers.flatMap(header),
    // Else curl would say that it is a form.
    ...(body === undefined || isTyped ? [] : [`--header 'Content-Type:'`]),
    // Unlike --data-binary, it takes no leading @ for the name of a file.
    ...(body === undefined ? [] : [`--data-raw ${quote(body)}`]),
  ]
  return `curl ${options.join(' \\\n  ')}`
}
