// The consumer's tests: the typed client understands every answer that it needs, and Pact writes them down.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { interactions } from './interactions.ts'
import { contract, expectedValue, record } from './record.ts'

const KEY = 'key-91c4e07d5ab2f368'

// Whoever wants to have the pact names a folder for it.
const wanted = process.env.PACT_FOLDER
const folder = wanted ?? (await mkdtemp(join(tmpdir(), 'pact-')))

afterAll(async () => {
  if (wanted === undefined) await rm(folder, { recursive: true, force: true })
})

const all = interactions(contract)
const named = (from: number, to: number) =>
  all
    .filter(({ status }) => status >= from && status < to)
    .map((each) => [each.description, each] as const)

describe('the client reads the answer to', () => {
  it.each(named(200, 300))('%s', async (_, each) => {
    const { status, data, error, findings } = await record(each, { folder, apiKey: KEY })
    expect(status).toBe(each.status)
    expect(data).toEqual(expectedValue(each))
    expect(error).toBeUndefined()
    expect(findings).toEqual([])
  })
})

describe('the client is refused', () => {
  it.each(named(400, 500))('%s', async (_, each) => {
    const { status, data, findings } = await record(each, { folder, apiKey: KEY })
    expect(status).toBe(each.status)
    expect(data).toBeUndefined()
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

describe('the interactions', () => {
  it('meet every status of every documented operation', () => {
    const met = all.map(({ operation, status }) => `${operation.key} ${status}`)
    const documented = contract.operations.flatMap(({ key, responses }) =>
      responses.map(({ status }) => `${key} ${status}`),
    )
    expect([...new Set(met)].sort()).toEqual(documented.sort())
  })

  it('differ in their descriptions', () => {
    const descriptions = all.map(({ description }) => description)
    expect(new Set(descriptions).size).toBe(descriptions.length)
  })
})
