// Rule: no secret in an answer: no secret member under any spelling, no credential that the request carried.
import { isObject, type Json, join } from '../contract/json.ts'
import { compilePattern } from '../contract/keywords-value.ts'
import { declaredMember } from '../contract/members.ts'
import { plainName } from '../contract/secrets.ts'
import { readJson } from '../traffic/json-text.ts'
import type { Check, Violation } from './check.ts'
import { bodyValue, type Subject } from './subject.ts'

/** A name as secrets are known by: `X-Auth-Token` and `authToken` are one. */
export const spell = (name: string) => plainName(name.replace(/^x[-_]/i, ''))

function leak(at: string, pointer: string, args: { kind: string; length: number }): Violation {
  return { kind: 'violation', at, pointer, args }
}

/** Whether the contract itself documents the member in this very place, and not as a secret. */
function isDocumented({ contract, evaluation }: Subject, at: string, name: string): boolean {
  const declared = (evaluation?.visits ?? [])
    .filter((visit) => `/response/body${visit.at}` === at)
    .flatMap(({ schema }) => declaredMember(contract.document, schema, name))
  return (
    declared.length > 0 &&
    !declared.some((schema) => schema.writeOnly === true || schema.format === 'password')
  )
}

// `authToken: 0123…`, `auth_token=0123…`, `<authToken>0123…`: a name and what follows it in any text.
const assignment =
  /(?<![\w-])([a-z][\w-]{0,60})["']?\s{0,3}[:=>]\s{0,3}["']?(?=([^\s"'&;,<>]{1,200}))/gi

/** Secrets inside one text. A name counts only before a value of the secret's own pattern. */
function* inText(subject: Subject, text: string, at: string): Generator<Violation> {
  const credential = subject.credentials.find((each) => text.includes(each))
  if (credential !== undefined) {
    yield leak(at, '/security', { kind: 'credential', length: credential.length })
    return
  }
  for (const [, name = '', value = ''] of text.matchAll(assignment)) {
    const secret = subject.contract.secrets.get(spell(name))
    if (secret?.pattern === undefined || !compilePattern(secret.pattern)?.test(value)) continue
    yield leak(at, secret.pointer, { kind: 'member', length: value.length })
    return
  }
}

function* inString(subject: Subject, text: string, at: string): Generator<Violation> {
  // A document inside a string is a favourite hiding place: logs and upstream errors are kept so.
  const inner = /^\s*[{[]/.test(text) ? readJson(text) : undefined
  const leaks = inner?.ok ? [...inValue(subject, inner.value, at)] : [...inText(subject, text, at)]
  const [first] = leaks
  if (first !== undefined) yield { ...first, at }
}

function* inValue(subject: Subject, root: Json, place: string): Generator<Violation> {
  const waiting: { value: Json; at: string }[] = [{ value: root, at: place }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, at } = next
    if (typeof value === 'string') yield* inString(subject, value, at)
    if (typeof value !== 'object' || value === null) continue
    const rest: typeof waiting = []
    for (const [name, held] of Object.entries(value)) {
      const where = join(at, name)
      const credential = subject.credentials.find((each) => name.includes(each))
      if (credential !== undefined) {
        yield leak(where, '/security', { kind: 'credential', length: credential.length })
      }
      const secret = isObject(value) ? subject.contract.secrets.get(spell(name)) : undefined
      if (secret !== undefined && typeof held === 'string' && !isDocumented(subject, at, name)) {
        yield leak(where, secret.pointer, { kind: 'member', length: held.length })
      } else rest.push({ value: held, at: where })
    }
    for (const each of rest.reverse()) waiting.push(each)
  }
}

function* inHeaders(subject: Subject): Generator<Violation> {
  const { exchange, contract } = subject
  for (const [name, value] of exchange.response.headers) {
    const at = join('/response/headers', name.toLowerCase())
    const secret = contract.secrets.get(spell(name))
    if (secret !== undefined && value !== '')
      yield leak(at, secret.pointer, { kind: 'member', length: value.length })
    else yield* inText(subject, value, at)
  }
}

function textOf(bytes: Uint8Array | null): string {
  return bytes === null ? '' : new TextDecoder().decode(bytes)
}

export const secretLeak: Check = {
  id: 'secret-leak',
  title: 'No secret in an answer',
  why: 'Answers end up in logs, caches and browsers; a secret in one must be treated as stolen.',
  severity: 'error',
  message: ({ kind, length }) =>
    kind === 'credential'
      ? `repeats a credential of the request (${length} characters)`
      : `holds a secret that must never be in an answer (${length} characters)`,
  *run(subject) {
    const { exchange, body } = subject
    yield* inHeaders(subject)
    const value = bodyValue(body)
    const place = '/response/body'
    if (value !== undefined) yield* inValue(subject, value, place)
    else yield* inString(subject, textOf(exchange.response.body), place)
  },
}
