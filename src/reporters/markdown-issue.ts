// One finding as an issue that the owner of an API can act on: what was promised, what came, how to see it.
import type { Finding } from '../report.ts'
import type { Witness } from '../witness.ts'
import { curl } from './curl.ts'
import { block, code, description, link, sentence } from './markdown-text.ts'
import { termsOf } from './terms.ts'
import { number } from './words.ts'

/** A fault, and in how many exchanges it was found. */
export type Issue = { finding: Finding; times: number }

// Places by what they begin with, and the words around the name of what stands there.
const sides: readonly (readonly [start: string, before: string, after: string])[] = [
  ['/response/body/', '', ''],
  ['/response/headers/', 'header ', ''],
  ['/request/headers/', 'request header ', ''],
  ['/request/query/', 'query parameter ', ''],
  ['/request/path/', 'path parameter ', ''],
  ['/request/cookies/', 'cookie ', ''],
  ['/request/body/', '', ' of the request'],
]

/** `verificationDetails[0].status` for `verificationDetails/0/status`. */
function dotted(pointer: string): string {
  return pointer
    .replaceAll('/', '.')
    .replace(/\.(\d+)(?=\.|$)/g, '[$1]')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
}

/** A place in the exchange as people call it. */
function placeWords(at: string): string {
  if (at === '/response/body') return 'the body'
  if (at === '/request/body') return "the request's body"
  const side = sides.find(([start]) => at.startsWith(start))
  if (side === undefined) return code(at)
  const [start, before, after] = side
  return before + code(dotted(at.slice(start.length))) + after
}

// What a rule says of a place begins so; other sentences have a subject of their own.
const predicate = /^(?:is|has|holds|repeats|fits|breaks)\b/

/** The operation, or what was asked for where it is none that is documented. */
function asked({ operation, exchange }: Finding): string {
  if (operation !== null || exchange === null || exchange.method === '') return operation ?? ''
  const path = exchange.url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '')
  return `${exchange.method} ${path || '/'}`
}

export function title(finding: Finding): string {
  const { message, at, severity } = finding
  const subject = predicate.test(message) ? `${placeWords(at)} ` : ''
  const operation = asked(finding)
  const where = operation === '' ? '' : `${code(operation)}: `
  return `${where}${subject}${sentence(message)}${severity === 'warning' ? ' (warning)' : ''}`
}

const known: Readonly<Record<string, string>> = {
  example: 'Only an example shows it.',
  assumed: 'No page says it: it is assumed.',
}

function promised({ contract, witness }: Finding): string[] {
  const { documented, constraint, evidence } = witness ?? {}
  const words = [
    documented === undefined ? '' : description(documented),
    constraint === undefined ? '' : code(constraint),
    known[evidence ?? ''] ?? '',
    contract?.source === undefined ? '' : link(contract.source),
  ].filter((each) => each !== '')
  return words.length === 0 ? [] : [`**Documented:** ${words.join(' ')}`]
}

const lead = {
  smallest: 'The smallest part of the answer that shows it:',
  part: 'From the answer:',
  header: 'The field:',
} as const

function received({ exchange, witness }: Finding, times: number): string[] {
  if (exchange === null) return []
  const status = witness?.response.status ?? exchange.status ?? 0
  const type = witness?.response.contentType
  const parts = [
    status === 0 ? 'no whole answer' : `status ${status}`,
    ...(type === null || type === undefined ? [] : [code(type)]),
    ...(witness?.startedAt === undefined ? [] : [`at ${code(witness.startedAt)}`]),
    ...(times > 1 ? [`in ${number(times)} exchanges, of which this is one`] : []),
  ]
  const excerpt = witness?.response.excerpt ?? null
  const answer = `**Received:** ${parts.join(', ')}.`
  if (excerpt === null) return [answer]
  const { kind, form, text } = excerpt
  return [`${answer} ${lead[kind]}`, block(text, form === 'json' ? 'json' : 'text')]
}

function request({ exchange, witness }: Finding): string[] {
  if (witness !== undefined) return reproduction(witness)
  if (exchange === null || exchange.method === '') return []
  return [`**Asked:** ${code(`${exchange.method} ${exchange.url}`)}`]
}

function reproduction({ request: sent }: Witness): string[] {
  const { leftOut } = sent
  const note = leftOut === undefined ? '' : ` (without its body of ${number(leftOut)} bytes)`
  return [`**To reproduce${note}:**`, block(curl(sent), 'sh')]
}

/** On what terms it is accepted, or was. */
export function accepted(finding: Finding): string[] {
  const terms = termsOf(finding)
  if (terms === undefined) return []
  const where = terms.link === undefined ? '' : ` ${link(terms.link)}`
  return [sentence(terms.sentence) + where]
}

/** For whoever sends the issue: where it was found, and by what name it is known. */
function trace({ rule, at, contract, exchange, fingerprint }: Finding): string {
  const line = contract?.line === undefined ? '' : `:${contract.line}`
  const parts = [
    `rule ${code(rule)}`,
    `place ${code(at)}`,
    ...(contract === null ? [] : [`contract ${code(contract.file + line)}`]),
    ...(exchange === null ? [] : [`found in ${code(exchange.source)}, exchange ${exchange.index}`]),
    ...(exchange?.interaction === undefined ? [] : [`interaction ${code(exchange.interaction)}`]),
    `fingerprint ${code(fingerprint)}`,
  ]
  return `Found by blackbox-contract: ${parts.join(', ')}.`
}

/** The issue under a heading of the given level. */
export function issueText({ finding, times }: Issue, level: number): string {
  const { witness } = finding
  const paragraphs = [
    `${'#'.repeat(level)} ${title(finding)}`,
    ...promised(finding),
    ...received(finding, times),
    ...request(finding),
    ...(witness === undefined ? [] : [`**Why it matters:** ${sentence(witness.why)}`]),
    ...accepted(finding).map((each) => `**Known:** ${each}`),
    trace(finding),
  ]
  return paragraphs.join('\n\n')
}
