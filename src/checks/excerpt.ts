// What a finding shows of the answer: the smallest part that still breaks the contract, without secrets.
import { isObject, type Json, tokens } from '../contract/json.ts'
import { jsonPositions } from '../contract/json-position.ts'
import type { Finding } from '../report.ts'
import { headerValue } from '../traffic/exchange.ts'
import type { Excerpt } from '../witness.ts'
import type { Check } from './check.ts'
import { concealField, concealText, concealValue, type Secrets } from './conceal.ts'
import { judge } from './run.ts'
import { shrink } from './shrink.ts'
import type { Subject } from './subject.ts'

export type Shown = {
  finding: Finding
  subject: Subject
  baseUrl: string | undefined
  /** The rule that found it. */
  check: Check
}

const bodyPlace = '/response/body'

// An array and a text beyond this say no more.
const mostItems = 8
const longestString = 200
const longest = 3000
// Around a place in a text. What is looked through for secrets begins well before what is shown.
const before = 100
const after = 300
const margin = 2000

/** The value as far as people read it; what is left out is counted. */
function abbreviate(value: Json): Json {
  if (typeof value === 'string' && value.length > longestString) {
    return `${value.slice(0, longestString / 2)}… (${value.length} characters)`
  }
  if (Array.isArray(value)) {
    const more = value.length - mostItems
    const first = (more > 0 ? value.slice(0, mostItems - 1) : value).map(abbreviate)
    return more > 0 ? [...first, `… ${more + 1} more`] : first
  }
  if (!isObject(value)) return value
  const members = Object.entries(value).map(([name, held]): [string, Json] => [
    name.length > longestString ? `${name.slice(0, longestString)}…` : name,
    abbreviate(held),
  ])
  return Object.fromEntries(members)
}

function jsonExcerpt(secrets: Secrets, value: Json, kind: Excerpt['kind']): Excerpt {
  const text = JSON.stringify(abbreviate(concealValue(secrets, value)), null, 2)
  if (text.length <= longest) return { kind, form: 'json', text }
  return { kind: 'part', form: 'text', text: `${text.slice(0, longest)}…` }
}

// Where in an array a fault lies is its occasion, and changes as items are left out.
const occasion = ['first']

function argsOf({ args }: Finding): string {
  return JSON.stringify(Object.entries(args).filter(([name]) => !occasion.includes(name)))
}

function smallestPart({ finding, check, subject, baseUrl }: Shown, value: Json) {
  const { exchange, contract } = subject
  const wanted = argsOf(finding)
  const still = (part: Json): boolean => {
    const body = new TextEncoder().encode(JSON.stringify(part))
    const answer = { ...exchange, response: { ...exchange.response, body } }
    const { findings } = judge(answer, contract, { checks: [check], baseUrl })
    return findings.some(
      (each) => each.fingerprint === finding.fingerprint && argsOf(each) === wanted,
    )
  }
  return shrink(value, { pointer: finding.at.slice(bodyPlace.length), still })
}

/** A part of a text around a place, from a copy in which every secret is struck out. */
function around(secrets: Secrets, text: string, place: number): Excerpt {
  const from = Math.max(0, place - margin)
  const clean = concealText(secrets, text.slice(from, place + margin))
  const start = Math.max(0, place - from - before)
  const end = place - from + after
  const cut = clean.slice(start, end)
  const isWhole = { start: from + start === 0, end: from + end >= text.length }
  const shown = `${isWhole.start ? '' : '…'}${cut}${isWhole.end ? '' : '…'}`
  return { kind: 'part', form: 'text', text: shown }
}

/** The text of a body and the place in it that a finding is about. */
function textPlace(finding: Finding, { body, exchange }: Subject): { text: string; place: number } {
  const bytes = exchange.response.body ?? new Uint8Array()
  const decode = (part: Uint8Array) => new TextDecoder().decode(part)
  const text = decode(bytes)
  if (body.kind === 'broken') return { text, place: decode(bytes.subarray(0, body.offset)).length }
  const pointer = finding.at.slice(bodyPlace.length)
  if (body.kind !== 'json' || tokens(pointer).length === 0) return { text, place: 0 }
  const { line, column } = jsonPositions(text)(pointer)
  const start = text.split('\n', line - 1).reduce((sum, each) => sum + each.length + 1, 0)
  return { text, place: start + column - 1 }
}

/** The beginning of a body that tells more about the fault than the fault itself. */
function beginning(subject: Subject): Excerpt | null {
  const { body, exchange } = subject
  const { kind } = body
  if (kind === 'empty' || kind === 'absent') return null
  if (kind === 'json') return jsonExcerpt(subject, body.value, 'part')
  const text = new TextDecoder().decode(exchange.response.body ?? new Uint8Array())
  return /[\0\ufffd]/.test(text.slice(0, after)) ? null : around(subject, text, 0)
}

function headerExcerpt(subject: Subject, name: string): Excerpt | null {
  const value = headerValue(subject.exchange.response.headers, name)
  if (value === undefined) return null
  const text = concealField(subject, name, value)
  return { kind: 'header', form: 'text', text: `${name}: ${text.slice(0, longestString)}` }
}

/** The excerpt for a finding; null where the status and the media type say it all. */
export function excerptFor(shown: Shown): Excerpt | null {
  const { finding, subject } = shown
  const { status, body } = subject.exchange.response
  const [, header] = /^\/response\/headers\/(.*)$/s.exec(finding.at) ?? []
  if (header === 'content-type') return beginning(subject)
  if (header !== undefined) return headerExcerpt(subject, tokens(`/${header}`)[0] ?? '')
  if (!finding.at.startsWith(bodyPlace)) {
    // What was served against the contract may be somebody's; what was refused says why.
    return status >= 400 ? beginning(subject) : null
  }
  if (body === null || body.length === 0) return null
  // What is wrong with a text is lost when it is written anew.
  if (subject.body.kind === 'json' && finding.rule !== 'body-readable') {
    const { value, isSmallest } = smallestPart(shown, subject.body.value)
    return jsonExcerpt(subject, value, isSmallest ? 'smallest' : 'part')
  }
  const { text, place } = textPlace(finding, subject)
  return around(subject, text, place)
}
