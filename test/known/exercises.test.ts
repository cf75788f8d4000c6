// Which exchanges show that a known finding is gone: never one that could not have shown it.
import { describe, expect, test } from 'vitest'
import { judgeObserved } from '../../src/checks/observed.ts'
import type { Subject } from '../../src/checks/subject.ts'
import type { Contract } from '../../src/contract/contract.ts'
import { accept } from '../../src/known/accept.ts'
import { exercises } from '../../src/known/exercises.ts'
import type { Accepted } from '../../src/known/known-entry.ts'
import type { Finding } from '../../src/report.ts'
import type { Expectation } from '../../src/traffic/exchange.ts'
import { contractOf, exchangeOf, type Given } from '../checks/fixture.ts'

const parts = `
paths:
  /trunk:
    get:
      security: [{ key: [] }]
      responses:
        '200':
          description: A trunk
          headers: { X-Region: { schema: { type: string, minLength: 2 } } }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Trunk' }
        '404':
          description: None
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Trunk' }
    head: { responses: { '200': { description: The same } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    Trunk:
      type: object
      required: [sid]
      properties:
        sid: { type: string, x-equals: $request.query.sid }
        channels: { type: [integer, 'null'], minimum: 1 }
        at: { type: string, format: date-time }
        region: { type: string, x-known-values: [us] }
        lines: { type: array, items: { type: object, properties: { port: { type: integer } } } }
        inner: { $ref: '#/components/schemas/Trunk' }
        password: { type: string, writeOnly: true }
`

const operation = 'GET /trunk'
const request = 'GET /trunk?sid=a'
const sound = { request, body: { sid: 'a' } }
const probe = (fault: string): Expectation => ({
  id: `${operation} ${fault}`,
  wanted: 'refused',
  fault,
  pointer: '/paths/~1trunk/get/security',
  at: '/request/headers/x-key',
})
const documented: Expectation = { id: operation, wanted: 'documented' }

function judged(contract: Contract, given: Given): { findings: Finding[]; subject: Subject } {
  const subjects: Subject[] = []
  const { findings } = judgeObserved(exchangeOf(given), contract, {
    observe: (subject) => subjects.push(subject),
  })
  const [subject] = subjects
  if (subject === undefined) throw new Error('The answer was not judged.')
  return { findings, subject }
}

async function entryOf(contract: Contract, rule: string, given: Given): Promise<Accepted> {
  const found = judged(contract, given).findings.find((each) => each.rule === rule)
  const terms = { reason: 'known', until: '2026-12-31' }
  const [entry] = accept(
    { fingerprints: [found?.fingerprint ?? rule], terms },
    found ? [found] : [],
  )
  if (entry === undefined) throw new Error('Nothing was accepted.')
  return entry
}

type Row = [
  rule: string,
  row: {
    /** What was accepted. */
    given: Given
    /** What shows that it is gone. */
    gone: Given[]
    /** What does not. */
    silent: Given[]
  },
]

const body = (members: object) => ({ request, body: { sid: 'a', ...members } })
const lines = (...ports: unknown[]) => body({ lines: ports.map((port) => ({ port })) })

const rows: Row[] = [
  [
    'response-schema',
    {
      given: body({ channels: 0 }),
      gone: [body({ channels: 7 })],
      silent: [
        sound,
        body({ channels: null }),
        body({ channels: 'many' }),
        body({ inner: { sid: 'a', channels: 7 } }),
        { ...body({ channels: 7 }), status: 404 },
        { ...body({ channels: 7 }), request: 'HEAD /trunk' },
        { request, text: '{"channels": 7' },
        { request, body: null },
      ],
    },
  ],
  [
    'response-schema',
    { given: { request, body: {} }, gone: [sound], silent: [{ request, body: [] }] },
  ],
  [
    'response-schema',
    { given: lines(1, 'two'), gone: [lines(3)], silent: [lines(), sound, lines('four')] },
  ],
  [
    'string-format',
    {
      given: body({ at: 'noon' }),
      gone: [body({ at: '2026-03-02T08:00:00Z' })],
      silent: [sound, body({ at: 7 })],
    },
  ],
  ['equals', { given: { request, body: { sid: 'b' } }, gone: [sound], silent: [body({ sid: 7 })] }],
  [
    'known-value',
    { given: body({ region: 'mars' }), gone: [body({ region: 'us' })], silent: [sound] },
  ],
  [
    'undocumented-field',
    {
      given: body({ inner: { sid: 'a', extra: 1 } }),
      gone: [body({ inner: { sid: 'a' } })],
      silent: [sound],
    },
  ],
  [
    'body-readable',
    { given: { request, text: '{"sid":' }, gone: [sound], silent: [{ ...sound, status: 404 }] },
  ],
  [
    'content-type',
    {
      given: { ...sound, headers: [['content-type', 'text/html']] },
      gone: [sound],
      silent: [{ ...sound, status: 404 }, { request }],
    },
  ],
  [
    'response-header',
    {
      given: { ...sound, headers: [['x-region', 'u']] },
      gone: [{ ...sound, headers: [['X-Region', 'us']] }],
      silent: [sound],
    },
  ],
  [
    'secret-leak',
    {
      given: body({ inner: { sid: 'a', password: 'swordfish' } }),
      gone: [body({ inner: { sid: 'a' } })],
      silent: [sound, { request, body: null }],
    },
  ],
  [
    'secret-leak',
    {
      given: { ...sound, headers: [['x-password', 'swordfish']] },
      gone: [sound],
      silent: [{ ...sound, status: 404 }],
    },
  ],
  [
    'status-documented',
    {
      given: { ...sound, status: 418 },
      gone: [sound, { ...sound, status: 404 }, { ...sound, probe: documented }],
      silent: [{ ...sound, status: 404, probe: probe('no key') }],
    },
  ],
  [
    'request-refused',
    {
      given: { ...sound, probe: probe('no key') },
      gone: [{ ...sound, status: 404, probe: probe('no key') }],
      silent: [sound, { ...sound, status: 404, probe: probe('a wrong key') }],
    },
  ],
]

describe.each(rows)('%s', (rule, { given, gone, silent }) => {
  test('is gone where it could have been seen and was not, and only there', async () => {
    const contract = await contractOf(parts)
    const entry = await entryOf(contract, rule, given)
    const shows = (each: Given) => exercises(entry, judged(contract, each).subject)
    expect(gone.map(shows)).toEqual(gone.map(() => true))
    expect(silent.map(shows)).toEqual(silent.map(() => false))
  })

  test('is not gone for another operation, nor for what a consumer expects', async () => {
    const contract = await contractOf(parts)
    const entry = await entryOf(contract, rule, given)
    for (const each of gone) {
      const { subject } = judged(contract, each)
      const expected = { ...subject, exchange: { ...subject.exchange, kind: 'expected' as const } }
      expect(exercises({ ...entry, operation: 'PUT /trunk' }, subject)).toBe(false)
      expect(exercises(entry, expected)).toBe(false)
    }
  })
})

test('an answer that broke off is whole again when the same probe is answered', async () => {
  const contract = await contractOf(parts)
  const broken = { kind: 'truncated', isViolation: true, words: 'The answer ends early.' } as const
  const given = { ...exchangeOf({ ...sound, probe: documented }), broken }
  const { findings } = judgeObserved(given, contract)
  const [{ fingerprint = '' } = {}] = findings
  const terms = { reason: 'known', until: '2026-12-31' }
  const [entry] = accept({ fingerprints: [fingerprint], terms }, findings)
  const shows = (each: Given) =>
    entry !== undefined && exercises(entry, judged(contract, each).subject)
  expect(shows({ ...sound, probe: documented })).toBe(true)
  expect(shows({ ...sound, status: 404, probe: documented })).toBe(true)
  expect(shows(sound)).toBe(false)
  expect(shows({ ...sound, status: 404, probe: probe('no key') })).toBe(false)
})

test('a rule that cannot tell never says that its fault is gone', async () => {
  const contract = await contractOf(parts)
  const entry = await entryOf(contract, 'response-schema', body({ channels: 0 }))
  const { subject } = judged(contract, body({ channels: 7 }))
  expect(exercises({ ...entry, rule: 'pact-honoured' }, subject)).toBe(false)
  expect(exercises({ ...entry, pointer: null }, subject)).toBe(false)
})
