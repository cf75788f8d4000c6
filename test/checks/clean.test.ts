// Tests that the quick pass never calls an answer clean of which the judge has anything to say, and is of use.
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { loadContract, loadContractText } from '../../src/adapters/contract-file.ts'
import { isClean } from '../../src/checks/clean.ts'
import { checks } from '../../src/checks/index.ts'
import { judge } from '../../src/checks/run.ts'
import type { Contract } from '../../src/contract/contract.ts'
import { matchOperation } from '../../src/contract/match.ts'
import type { Exchange } from '../../src/traffic/exchange.ts'
import { readHar, readNdjson } from '../../src/traffic/har/har.ts'

const root = new URL('../../', import.meta.url).pathname
const contract = await loadContract('openapi/blackbox.yaml', { cwd: root })
const baseUrl = 'http://127.0.0.1:4010'
// The quick pass speaks of answers only.
const answering = checks.filter(({ id }) => id !== 'request-schema')

async function corpus(): Promise<Exchange[]> {
  const har = await readFile(`${root}test/corpus/recorded.har`, 'utf8')
  const lines = await readFile(`${root}test/corpus/raw.ndjson`, 'utf8')
  return [...readHar(har, 'har').exchanges, ...readNdjson(lines, 'lines').exchanges]
}

function quick(given: Contract, exchange: Exchange): boolean {
  const match = matchOperation(given, exchange.request, baseUrl)
  if (match.operation === undefined) return false
  const path = Object.fromEntries(
    Object.entries(match.path).map(([name, value]) => [name, decodeURIComponent(value)]),
  )
  return isClean(given, exchange, { operation: match.operation.key, path })
}

function remarks(given: Contract, exchange: Exchange): number {
  const { findings, unchecked } = judge(exchange, given, { checks: answering, baseUrl })
  return findings.length + unchecked.length
}

describe('isClean', () => {
  it('says yes to nothing in the corpus of which the judge has anything to say', async () => {
    const wrong = (await corpus()).filter(
      (each) => quick(contract, each) && remarks(contract, each) > 0,
    )
    expect(wrong.map(({ source, index }) => `${source} ${index}`)).toEqual([])
  })

  it('says yes to most answers that are clean, so that the judge can stay at home', async () => {
    const clean = (await corpus()).filter((each) => remarks(contract, each) === 0)
    const known = clean.filter((each) => quick(contract, each))
    expect(clean.length).toBeGreaterThan(30)
    expect(known.length / clean.length).toBeGreaterThan(0.5)
  })
})

const id = '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
const plain = { name: 'Main', providerType: 'twilio', accountSid: `AC${'a'.repeat(32)}`, id }

function answer(body: unknown, change: Partial<Exchange['response']> = {}): Exchange {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    kind: 'observed',
    source: 'test',
    index: 0,
    request: {
      method: 'GET',
      url: `${baseUrl}/api/v1/providers/twilio/${id}`,
      headers: [['Authorization', 'Bearer any-key-will-do']],
      body: new Uint8Array(),
    },
    response: {
      status: 200,
      headers: [['content-type', 'application/json; charset=utf-8']],
      body: new TextEncoder().encode(text),
      ...change,
    },
  }
}

const cases: [string, { given: Exchange; want: boolean }][] = [
  ['a plain answer', { given: answer(plain), want: true }],
  ['an answer with white space', { given: answer(JSON.stringify(plain, null, 2)), want: true }],
  ['nulls', { given: answer({ ...plain, trunkSid: null, region: null }), want: true }],
  [
    'a colon and a quote inside a string',
    { given: answer({ ...plain, name: 'a":"b' }), want: true },
  ],
  ['an id in upper case', { given: answer({ ...plain, id: id.toUpperCase() }), want: true }],
  ['another id', { given: answer({ ...plain, id: id.replace('7', '8') }), want: false }],
  ['an unknown region', { given: answer({ ...plain, region: 'xx1' }), want: false }],
  ['an undocumented member', { given: answer({ ...plain, more: 1 }), want: false }],
  ['a doubled name', { given: answer('{"name":"a","name":"b"}'), want: false }],
  [
    'a number of twenty digits',
    { given: answer(`{"phoneNumberCount":${'1'.repeat(20)}}`), want: false },
  ],
  ['a member named __proto__', { given: answer('{"details":{"__proto__":1}}'), want: false }],
  ['the key', { given: answer({ ...plain, name: 'any-key-will-do' }), want: false }],
  [
    'the key in base64',
    { given: answer({ ...plain, name: btoa('any-key-will-do') }), want: false },
  ],
  [
    'a secret under another spelling',
    {
      given: answer({ ...plain, verificationDetails: [{ details: { 'AUTH\ttoken': 'x' } }] }),
      want: false,
    },
  ],
  [
    'a secret in a document in a string, its letters escaped',
    {
      given: answer({
        ...plain,
        verificationDetails: [{ message: '{"auth\\u0054oken":"x"}' }],
      }),
      want: false,
    },
  ],
  [
    'a secret in a header',
    {
      given: answer(plain, {
        headers: [
          ['content-type', 'application/json'],
          ['x-auth-token', 'x'],
        ],
      }),
      want: false,
    },
  ],
  ['a status that is not documented', { given: answer(plain, { status: 418 }), want: false }],
  ['an empty body', { given: answer(''), want: false }],
  ['half a body', { given: answer('{"name":'), want: false }],
  [
    'another media type',
    { given: answer(plain, { headers: [['content-type', 'text/html']] }), want: false },
  ],
  [
    'bytes that are no text',
    { given: answer('', { body: new Uint8Array([0x22, 0xff, 0x22]) }), want: false },
  ],
  ['endless nesting', { given: answer('['.repeat(100_000)), want: false }],
]

describe('isClean of', () => {
  it.each(cases)('%s', (_, { given, want }) => {
    expect(quick(contract, given)).toBe(want)
    if (want) expect(remarks(contract, given)).toBe(0)
  })

  it('a contract whose key travels elsewhere is never sure', async () => {
    const text = await readFile(`${root}openapi/blackbox.yaml`, 'utf8')
    const moved = text.replace(
      'type: http\n      scheme: bearer',
      'type: apiKey\n      in: header\n      name: X-Key',
    )
    expect(moved).not.toBe(text)
    const other = await loadContractText('openapi/other.yaml', moved, { cwd: root })
    expect(quick(other, answer(plain))).toBe(false)
  })
})
