// Strict formats: each as the RFC that the OpenAPI Format Registry names for it defines it.
import { areLabels } from './idn.ts'
import type { Json } from './json.ts'
import type { Format } from './schema-node.ts'

const text =
  (test: (value: string) => boolean): Format =>
  (value: Json) =>
    typeof value !== 'string' || test(value)

const number =
  (test: (value: number) => boolean): Format =>
  (value: Json) =>
    typeof value !== 'number' || test(value)

const matches = (expression: RegExp): Format => text((value) => expression.test(value))

const leapYear = /^(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)/
const fullDate =
  /^\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-9]))$/
const fullTime = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d):(\d\d))$/i

function isDate(value: string): boolean {
  return fullDate.test(value) && (!value.endsWith('-02-29') || leapYear.test(value))
}

function isTime(value: string): boolean {
  const parts = fullTime.exec(value)
  if (parts === null) return false
  const [hour = 0, minute = 0, second = 0] = parts.slice(1, 4).map(Number)
  const [offsetHour = 0, offsetMinute = 0] = parts.slice(5).map((part) => Number(part ?? 0))
  if (hour > 23 || minute > 59 || offsetHour > 23 || offsetMinute > 59) return false
  if (second < 60) return true
  // A leap second stands at 23:59:60 UTC only (RFC 3339 §5.7).
  const sign = parts[4] === '-' ? -1 : 1
  const utc = hour * 60 + minute - sign * (offsetHour * 60 + offsetMinute)
  return second === 60 && (utc + 1440) % 1440 === 1439
}

/** RFC 3339 full-date. */
export const date = /* @__PURE__ */ text(isDate)
/** RFC 3339 full-time: with an offset, a leap second only where UTC can have one. */
export const time = /* @__PURE__ */ text(isTime)
/** RFC 3339 date-time: with its `T`, with an offset. */
export const dateTime = /* @__PURE__ */ text(
  (value) => /^.{10}t/i.test(value) && isDate(value.slice(0, 10)) && isTime(value.slice(11)),
)
/** RFC 3339 appendix A. */
export const duration = /* @__PURE__ */ matches(
  /^P(?!$)(?:\d+W|(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?(?:T(?!$)(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)$/,
)
/** RFC 9562 §4: the 36-character form, either case. */
export const uuid = /* @__PURE__ */ matches(/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i)
const plainHostname = /^(?=.{1,253}$)(?:(?!-)[a-z\d-]{1,63}(?<!-)\.)*(?!-)[a-z\d-]{1,63}(?<!-)$/i

function isHostname(value: string): boolean {
  if (!plainHostname.test(value)) return false
  // Only these are more than their letters (RFC 5890 §2.3.1).
  return !/(?:^|\.)xn--/i.test(value) || areLabels(value.split('.'))
}

/** RFC 1123 §2.1: labels of letters, digits and hyphens, 63 at most each, 253 in all; RFC 5890 A-labels. */
export const hostname = /* @__PURE__ */ text(isHostname)
// RFC 3490 §3.1 names the full stops of other scripts.
const isIdnHostname = (value: string) => areLabels(value.split(/[.\u3002\uff0e\uff61]/))

/** RFC 5890 §2.3.2.3: a host name in any script. */
export const idnHostname = /* @__PURE__ */ text(isIdnHostname)
const octets = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/

/** RFC 2673 §3.2. */
export const ipv4 = /* @__PURE__ */ matches(octets)

function isIpv6(value: string): boolean {
  const halves = value.split('::')
  if (halves.length > 2) return false
  let groups = 0
  for (const [index, half] of halves.entries()) {
    if (half === '') continue
    const parts = half.split(':')
    const tail = parts.at(-1) ?? ''
    // A dotted quad stands for two groups, at the very end only (RFC 4291 §2.2).
    if (tail.includes('.')) {
      if (index < halves.length - 1 || !octets.test(tail)) return false
      parts.splice(-1, 1, '0', '0')
    }
    if (!parts.every((part) => /^[\da-f]{1,4}$/i.test(part))) return false
    groups += parts.length
  }
  return halves.length === 2 ? groups < 8 : groups === 8
}

/** RFC 4291 §2.2, without a zone. */
export const ipv6 = /* @__PURE__ */ text(isIpv6)

const uriCharacters = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\da-f]{2})*$/i
const iriCharacters =
  /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]|[\ud800-\udbff][\udc00-\udfff]|%[\da-f]{2})*$/i
const uriParts = /^(?:([a-z][a-z\d+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?$/i
const authority = /^(?:[^@[\]]*@)?(?:\[([^\]]*)\]|[^:@[\]]*)(?::\d*)?$/

function isUriReference(value: string, characters: RegExp): boolean {
  const parts = uriParts.exec(value)
  if (parts === null || !characters.test(value)) return false
  const [, scheme, host, path = '', query = '', fragment = ''] = parts
  if (/[[\]]/.test(path + query + fragment) || fragment.includes('#', 1)) return false
  if (scheme === undefined && host === undefined && /^[^/]*:/.test(path)) return false
  if (host === undefined) return true
  const address = authority.exec(host)
  if (address === null) return false
  const literal = address[1]
  return (
    literal === undefined || isIpv6(literal) || /^v[\da-f]+\.[\w\-.~!$&'()*+,;=:]+$/i.test(literal)
  )
}

const hasScheme = (value: string) => /^[a-z][a-z\d+.-]*:/i.test(value)

/** RFC 3986 §3: a URI, with its scheme. */
export const uri = /* @__PURE__ */ text((v) => hasScheme(v) && isUriReference(v, uriCharacters))
/** RFC 3986 §4.1. */
export const uriReference = /* @__PURE__ */ text((v) => isUriReference(v, uriCharacters))
/** RFC 3987 §2.2. */
export const iri = /* @__PURE__ */ text((v) => hasScheme(v) && isUriReference(v, iriCharacters))
/** RFC 3987 §2.2. */
export const iriReference = /* @__PURE__ */ text((v) => isUriReference(v, iriCharacters))
/** RFC 6570 §2. */
export const uriTemplate = /* @__PURE__ */ matches(
  /^(?:[^\s"'<>\\^`{|}%]|%[\da-f]{2}|\{[+#./;?&=,!@|]?(?:[\w.]|%[\da-f]{2})+(?::[1-9]\d{0,3}|\*)?(?:,(?:[\w.]|%[\da-f]{2})+(?::[1-9]\d{0,3}|\*)?)*\})*$/i,
)

function localPart(): RegExp {
  const atom = "[a-z\\d!#$%&'*+/=?^_`{|}~-]+"
  const quoted = '"(?:[ !#-\\[\\]-~]|\\\\[ -~])*"'
  return new RegExp(`^(?:${atom}(?:\\.${atom})*|${quoted})$`, 'i')
}

// Called and not written in place: a bundler drops a pure call that nobody needs, but no text that is put together.
const asciiLocalPart = /* @__PURE__ */ localPart()
const isLocalPart = (value: string) => asciiLocalPart.test(value)
/** RFC 6531 §3.3: beyond ASCII, every character counts as one of a word. */
const isAnyLocalPart = (value: string) => isLocalPart(value.replace(/[^\0-\x9f]/gu, 'a'))

type Test = (text: string) => boolean

function isMailbox(value: string, isLocal: Test, isDomain: Test): boolean {
  const split = value.lastIndexOf('@')
  const domain = value.slice(split + 1)
  if (split < 1 || split > 64 || !isLocal(value.slice(0, split))) return false
  const literal = /^\[(?:IPv6:(.*)|([\d.]+))\]$/i.exec(domain)
  if (literal === null) return domain !== '' && isDomain(domain)
  return literal[1] === undefined ? ipv4(literal[2] ?? '') : isIpv6(literal[1])
}

/** RFC 5321 §4.1.2: a mailbox. */
export const email = /* @__PURE__ */ text((v) => isMailbox(v, isLocalPart, isHostname))
/** RFC 6531 §3.3: a mailbox in any script. */
export const idnEmail = /* @__PURE__ */ text((v) => isMailbox(v, isAnyLocalPart, isIdnHostname))

/** RFC 6901 §3. */
export const jsonPointer = /* @__PURE__ */ matches(/^(?:\/(?:[^~/]|~[01])*)*$/)
/** draft-bhutton-relative-json-pointer-00 §3. */
export const relativeJsonPointer = /* @__PURE__ */ matches(
  /^(?:0|[1-9]\d*)(?:[+-][1-9]\d*)?(?:#|(?:\/(?:[^~/]|~[01])*)*)$/,
)
/** ECMA-262 with the `u` flag. */
export const regex = /* @__PURE__ */ text((value) => {
  try {
    return new RegExp(value, 'u') instanceof RegExp
  } catch {
    return false
  }
})
/** RFC 4648 §4. */
export const byte = /* @__PURE__ */ matches(
  /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/,
)

export const int32 = /* @__PURE__ */ number(
  (value) => Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31,
)
/** The double nearest to the upper end is 2^63 itself, which is already too large. */
export const int64 = /* @__PURE__ */ number(
  (value) => Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63,
)
export const float = /* @__PURE__ */ number((value) => Math.abs(value) <= 3.4028234663852886e38)

/** Formats that only describe: nothing about the value follows from them. */
export const descriptive: Format = () => true
