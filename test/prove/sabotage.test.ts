// The proof itself bites: with any one check, format, anchor or secret out of order, it says that something is missed.
import { beforeAll, describe, expect, test } from 'vitest'
import { checks } from '../../src/checks/index.ts'
import type { Contract } from '../../src/contract/contract.ts'
import { walkDocument } from '../../src/contract/walk.ts'
import { loadBlackbox, loadOrders, proofOf } from './fixture.ts'

const patience = 60_000
let blackbox: Contract
let orders: Contract

beforeAll(async () => {
  blackbox = await loadBlackbox()
  orders = await loadOrders()
})

/** Checks of which the package's contract gives no hold. */
const elsewhere = ['response-header', 'discriminator']

function formatsOf({ document }: Contract): string[] {
  const formats = [...walkDocument(document)].map(({ kind, value }) =>
    kind === 'Schema' ? value.format : undefined,
  )
  // This one only says what a string is.
  return [...new Set(formats.map(String))].filter(
    (each) => !['undefined', 'password'].includes(each),
  )
}

function blindTo(contract: Contract, format: string): Contract {
  const { vocabulary } = contract
  const formats = { ...vocabulary.formats, [format]: () => true }
  return { ...contract, vocabulary: { ...vocabulary, formats } }
}

test('finds nothing amiss with everything in order', () => {
  for (const contract of [blackbox, orders]) {
    const { findings, total } = proofOf(contract)
    expect({ findings, missed: total.missed }).toEqual({ findings: [], missed: 0 })
  }
})

test.each(checks.map(({ id }) => [id]))(
  'misses something without the check %s',
  (id) => {
    const contract = elsewhere.includes(id) ? orders : blackbox
    const rest = checks.filter((check) => check.id !== id)
    expect(rest).toHaveLength(checks.length - 1)
    const { total, findings } = proofOf(contract, { checks: rest, samples: 0 })
    expect(total.missed).toBeGreaterThan(0)
    expect(findings.every(({ rule }) => rule === 'constraint-bites')).toBe(true)
  },
  patience,
)

describe('a format that accepts all', () => {
  test('is one of those that the contract uses', () => {
    expect(formatsOf(blackbox).sort()).toEqual(['date-time', 'int32', 'uuid'])
  })

  test.each(['date-time', 'int32', 'uuid'])('is missed: %s', (format) => {
    const { total, findings } = proofOf(blackbox, { judged: blindTo(blackbox, format), samples: 0 })
    expect(total.missed).toBeGreaterThan(0)
    expect(findings.some(({ contract }) => contract?.pointer.endsWith('/format'))).toBe(true)
  })
})

const patterns: [name: string, pattern: string][] = [
  ['Account SID', '^AC[a-f0-9]{32}$'],
  ['trunk SID', '^TK[a-f0-9]{32}$'],
]

describe.each(patterns)('the pattern of an %s', (_, pattern) => {
  test.each([
    ['first', pattern.slice(1)],
    ['last', pattern.slice(0, -1)],
  ])('is missed without its %s anchor', async (_name, weaker) => {
    const judged = await loadBlackbox((text) => text.replaceAll(pattern, weaker))
    const { total, findings } = proofOf(blackbox, { judged, samples: 0 })
    expect(total.missed).toBeGreaterThan(0)
    const pointers = findings.map(({ contract }) => contract?.pointer)
    expect(pointers.every((each) => each?.endsWith('Sid/pattern'))).toBe(true)
  })

  test.each([
    ['first', pattern.slice(1)],
    ['last', pattern.slice(0, -1)],
  ])('is missed without its %s anchor even where samples are made of it', async (_name, weaker) => {
    const contract = await loadBlackbox((text) => text.replaceAll(pattern, weaker))
    expect(proofOf(contract, { samples: 0 }).total.missed).toBeGreaterThan(0)
  })
})

test('a scan that knows no secret is missed', () => {
  const judged: Contract = { ...blackbox, secrets: new Map() }
  const { total, findings } = proofOf(blackbox, { judged, samples: 0 })
  expect(total.missed).toBeGreaterThan(0)
  expect(findings.every(({ args }) => args.rule === 'secret-leak')).toBe(true)
})

test.each<[name: string, place: (at: string) => boolean]>([
  ['headers', (at) => at.startsWith('/response/headers/')],
  ['bodies', (at) => at.startsWith('/response/body/')],
])('a scan that skips %s is missed', (_, skips) => {
  const blind = checks.map((check) => {
    if (check.id !== 'secret-leak') return check
    const run: typeof check.run = (subject) =>
      [...check.run(subject)].filter(({ at }) => !skips(at))
    return { ...check, run }
  })
  expect(proofOf(blackbox, { checks: blind, samples: 0 }).total.missed).toBeGreaterThan(0)
})
