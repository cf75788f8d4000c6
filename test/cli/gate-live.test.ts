// The gate's stage for a live provider: there only where one is named, and then as strict as `verify`.
import { describe, expect, it } from 'vitest'
import { serve } from '../../src/adapters/serve.ts'
import type { Report } from '../../src/report.ts'
import { run } from './command-line.ts'

type Reply = (request: Request) => Response

const key = 'a-key-for-users'

/** Has user 5, and obeys the contract. */
const good: Reply = ({ method, url, headers }) => {
  const id = new URL(url).pathname.slice('/users/'.length)
  if (method !== 'GET') return new Response(null, { status: 405 })
  if (headers.get('authorization') !== `Bearer ${key}`) return new Response(null, { status: 401 })
  if (!/^[1-9]\d*$/.test(id)) return new Response(null, { status: 400 })
  return id === '5' ? Response.json({ id: 5, name: 'Ada' }) : new Response(null, { status: 404 })
}

async function gate(argv: readonly string[], reply: Reply = good) {
  let requests = 0
  const { url, close } = await serve(async (request) => {
    requests++
    return reply(request)
  })
  const outcome = await run({
    argv: ['gate', '--report', 'json=-', ...argv.map((each) => each.replace('URL', url))],
    env: { BLACKBOX_API_KEY: key },
  }).finally(close)
  const report: Partial<Report> = outcome.stdout === '' ? {} : JSON.parse(outcome.stdout)
  const stages = report.stages?.map(({ name, verdict }) => `${name} ${verdict}`)
  return { ...outcome, report, stages, requests }
}

const users = ['--contract', 'users.yaml', '--only', 'contract,live']
const asked = [...users, '--url', 'URL', '--param']

describe('stage live', () => {
  it('is not there without a provider', async () => {
    const { exitCode, stages } = await gate(['--contract', 'users.yaml', '--skip', 'proof,mock'])
    expect(exitCode).toBe(0)
    expect(stages?.join()).toContain('contract pass')
    expect(stages?.join()).not.toContain('live')
  })

  it('passes with a provider that obeys', async () => {
    const { exitCode, stages, report, requests } = await gate([...asked, 'id=5'])
    expect([exitCode, stages]).toEqual([0, ['contract pass', 'live pass']])
    expect(report.summary).toMatchObject({ exchanges: requests, operations: 1 })
  })

  it('fails with one that does not', async () => {
    const reply: Reply = (request) => (request.method === 'GET' ? Response.json({}) : good(request))
    const { exitCode, stages, report } = await gate([...asked, 'id=5'], reply)
    expect([exitCode, stages]).toEqual([1, ['contract pass', 'live fail']])
    expect(report.findings?.map(({ rule }) => rule)).toContain('response-schema')
  })

  it('is inconclusive where an answer shows nothing, and so is the gate', async () => {
    const { exitCode, stages, report, stderr } = await gate([...asked, 'id=6'])
    expect([exitCode, stages]).toEqual([2, ['contract pass', 'live inconclusive']])
    expect(report.verdict).toBe('inconclusive')
    expect(stderr).toContain('GET /users/{id} documented answer: nothing is there')
  })

  it.each<[string, { given: string[]; want: string }]>([
    ['no URL', { given: users, want: 'Stage live needs --url URL.' }],
    ['another parameter', { given: [...asked, 'ids=5'], want: 'has no parameter "ids"' }],
    [
      'the key in plain text',
      {
        given: [...users, '--url', 'http://api.example', '--param', 'id=5'],
        want: 'others could read the key',
      },
    ],
  ])('stops the gate before its work for %s', async (_, { given, want }) => {
    const { exitCode, stdout, stderr, requests } = await gate(given)
    expect([exitCode, stdout, requests]).toEqual([2, '', 0])
    expect(stderr).toContain(want)
  })
})
