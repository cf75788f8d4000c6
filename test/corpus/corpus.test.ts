// Judges the recorded traffic: every planted fault is named at its place, and nothing odd but legal is called an error.
import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadContract } from '../../src/adapters/contract-file.ts'
import { checks } from '../../src/checks/index.ts'
import { type Judgement, judge } from '../../src/checks/run.ts'
import type { Contract } from '../../src/contract/contract.ts'
import { type Exchange, headerValue } from '../../src/traffic/exchange.ts'
import { readRecording } from '../../src/traffic/har/har.ts'
import { selectByServer } from '../../src/traffic/har/servers.ts'
import { CHROMIUM, recordCorpus } from './browser.ts'
import { CASE_FIELD, ORIGIN, type Want } from './case.ts'
import { cases, faults, odds } from './cases.ts'
import { rawCorpus } from './raw.ts'

const recorded = read('recorded.har')
const raw = read('raw.ndjson')
const hasChromium = existsSync(CHROMIUM)

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}

/** The case that an exchange was recorded for; the URL for the pages that the browser started from. */
function caseOf({ request }: Exchange): string {
  return headerValue(request.headers, CASE_FIELD) ?? request.url
}

const keptOf = (text: string) => selectByServer(readRecording(text, 'corpus').exchanges, [], ORIGIN)

function judgeAll(contract: Contract, text: string): [name: string, judgement: Judgement][] {
  return keptOf(text).kept.map((exchange) => [
    caseOf(exchange),
    judge(exchange, contract, { checks, baseUrl: ORIGIN }),
  ])
}

function inOrder(wants: readonly Want[]): Want[] {
  const order = (a: Want, b: Want) => (a.at + a.rule < b.at + b.rule ? -1 : 1)
  return wants.map(({ rule, at, severity }) => ({ rule, at, severity })).sort(order)
}

/** What a judgement found; undefined where the case was never judged. */
function found(judgement: Judgement | undefined): Want[] | undefined {
  return judgement && inOrder(judgement.findings)
}

const judgements = new Map<string, Judgement>()

beforeAll(async () => {
  const contract = await loadContract('openapi/blackbox.yaml')
  for (const [name, each] of [...judgeAll(contract, recorded), ...judgeAll(contract, raw)]) {
    judgements.set(name, each)
  }
})

/** Entries that are no exchange with the provider, so nothing is judged. */
const leftOut = odds.filter(
  ([name, { given }]) => given.request?.elsewhere || name === 'a preflight',
)
const judgedOdds = odds.filter((each) => !leftOut.includes(each))

describe('the corpus', () => {
  it('is large enough', () => {
    expect(faults.length).toBeGreaterThanOrEqual(65)
    expect(odds.length).toBeGreaterThanOrEqual(35)
  })

  it('names each case once', () => {
    expect(cases.size).toBe(faults.length + odds.length)
  })

  it('wants an error or a warning of each fault and no error of an odd answer', () => {
    for (const [name, { want }] of faults) expect(want.length, name).toBeGreaterThan(0)
    for (const [, { want }] of odds) for (const each of want) expect(each.severity).toBe('warning')
  })

  it('is recorded whole: every answer in one of the files', () => {
    const names = [recorded, raw].flatMap((text) =>
      readRecording(text, 'corpus').exchanges.map(caseOf),
    )
    const pages = names.filter((name) => name.startsWith('http'))
    expect(pages).toHaveLength(2)
    const want = [...cases.keys()].filter((name) => name !== 'a preflight')
    expect(names.filter((name) => !pages.includes(name)).sort()).toEqual(want.sort())
  })

  it('leaves out the entries of the other server and the preflight', () => {
    expect([...keptOf(recorded).leftOut]).toEqual([['127.0.0.1:4011', 3]])
    expect(readRecording(raw, 'corpus').leftOut.preflight).toBe(1)
    for (const [name] of leftOut) expect(judgements.has(name)).toBe(false)
  })

  it('holds no path of the machine that recorded it', () => {
    expect(recorded + raw).not.toMatch(/\/(?:home|root|tmp|work|Users)\b/)
  })

  it('has hand-made entries that are up to date', () => {
    expect(rawCorpus()).toBe(raw)
  })
})

describe('a planted fault', () => {
  it.each(faults)('is found at its place and nothing else: %s', (name, { want }) => {
    expect(found(judgements.get(name))).toEqual(inOrder(want))
  })
})

describe('an odd answer', () => {
  it.each(judgedOdds)('raises no error: %s', (name, { want }) => {
    const judgement = judgements.get(name)
    expect(found(judgement)).toEqual(inOrder(want))
    expect(judgement?.unchecked.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

describe('the page that the browser started from', () => {
  it('belongs to no operation', () => {
    expect(found(judgements.get(`${ORIGIN}/`))).toEqual([
      { rule: 'operation-known', at: '/request/url', severity: 'error' },
    ])
  })
})

describe('a new recording', () => {
  const why = hasChromium ? '' : ` (skipped: there is no ${CHROMIUM})`

  it.skipIf(!hasChromium)(
    `is judged like the committed one${why}`,
    async () => {
      const contract = await loadContract('openapi/blackbox.yaml')
      const verdicts = (text: string) =>
        judgeAll(contract, text).map(([name, each]) => [name, found(each)])
      expect(verdicts(await recordCorpus())).toEqual(verdicts(recorded))
    },
    120_000,
  )
})
