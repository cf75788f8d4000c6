// Each fault of the reference provider: the rule that tells of it does, and nothing else is wrong.
import { describe, expect, it } from 'vitest'
import { createClient } from '../../src/client/client.ts'
import { faultsPath, statesPath } from '../../src/reference/control.ts'
import { type FaultName, faultNames, faults } from '../../src/reference/faults.ts'
import { createReferenceProvider } from '../../src/reference/provider.ts'
import { planProbes } from '../../src/traffic/plan.ts'
import { type Asked, contract, id, judged, key, otherId, served, start, twilio } from './fixture.ts'

type Row = { given: Asked; want: string[] }

const found: Readonly<Record<string, Row>> = {
  'leaks-auth-token': {
    given: {},
    want: ['error secret-leak /response/body/authToken'],
  },
  'wrong-account-sid': { given: {}, want: ['error string-format /response/body/accountSid'] },
  'upper-case-sid': { given: {}, want: ['error string-format /response/body/accountSid'] },
  'null-account-sid': { given: {}, want: ['error response-schema /response/body/accountSid'] },
  'drops-account-sid': { given: {}, want: ['error response-schema /response/body/accountSid'] },
  'drops-name': { given: {}, want: ['error response-schema /response/body/name'] },
  'other-id': { given: {}, want: ['error equals /response/body/id'] },
  'unknown-verification-status': {
    given: {},
    want: ['error response-schema /response/body/verificationStatus'],
  },
  'unknown-region': { given: {}, want: ['warning known-value /response/body/region'] },
  'other-provider-type': { given: {}, want: ['error response-schema /response/body/providerType'] },
  'count-as-text': { given: {}, want: ['error response-schema /response/body/phoneNumberCount'] },
  'blank-in-date': { given: {}, want: ['error string-format /response/body/lastVerifiedAt'] },
  'extra-member': { given: {}, want: ['warning undocumented-field /response/body/revision'] },
  'echoes-key': { given: {}, want: ['error secret-leak /response/headers/x-caller'] },
  'wrong-content-type': { given: {}, want: ['error content-type /response/headers/content-type'] },
  'html-error-page': {
    given: { path: `/api/v1/providers/${otherId}` },
    want: ['warning content-type /response/headers/content-type'],
  },
  'status-500': { given: {}, want: ['error status-documented /response/status'] },
  'cut-off-body': { given: {}, want: ['error body-readable /response/body'] },
  'empty-body': { given: {}, want: ['error body-readable /response/body'] },
  'repeated-member': { given: {}, want: ['error body-readable /response/body/name'] },
  'accepts-broken-update': {
    given: { method: 'PUT', json: { name: 'x'.repeat(101) } },
    want: ['error request-schema /request/body/name'],
  },
}

/** What the provider does with a fault on, told in words. */
const unseen: Readonly<Record<string, () => Promise<unknown>>> = {
  'drops-verification': async () => {
    const answer = await faulty('drops-verification', {})
    return {
      clean: judged(answer).findings.length === 0,
      names: Object.keys(JSON.parse(answer.text)),
    }
  },
  'keeps-old-values': async () => {
    const json = { name: 'New' }
    return JSON.parse((await faulty('keeps-old-values', { method: 'PUT', json })).text)
  },
  'finds-anything': async () => {
    const path = `/api/v1/providers/${otherId}`
    return JSON.parse((await faulty('finds-anything', { path })).text)
  },
  'ignores-states': async () => {
    const { ask, enter } = start({ faults: ['ignores-states'] })
    await enter('no such state at all')
    await enter('a provider exists', { id })
    return { status: (await ask({})).status }
  },
  'never-answers': async () => {
    const { fetch } = createReferenceProvider({ contract, faults: ['never-answers'] })
    const client = createClient({ apiKey: key, fetch, timeoutMs: 5, baseUrl: 'http://reference' })
    const path = { id }
    return client
      .GET('/api/v1/providers/twilio/{id}', { params: { path } })
      .catch(({ name }) => ({ name }))
  },
  'breaks-off': async () => {
    const { headers, text } = await faulty('breaks-off', {})
    return { longer: Number(headers.get('content-length')) > text.length }
  },
}

const seen: Readonly<Record<string, object>> = {
  'drops-verification': {
    clean: true,
    names: expect.not.arrayContaining(['verificationStatus']),
  },
  'keeps-old-values': { name: 'Support line' },
  'finds-anything': { id: otherId, providerType: 'twilio' },
  'ignores-states': { status: 404 },
  'never-answers': { name: 'TimeoutError' },
  'breaks-off': { longer: true },
}

async function faulty(name: FaultName, asked: Asked) {
  const { ask, enter } = start({ faults: [name] })
  await enter('a provider exists', { id })
  return ask(asked)
}

describe('a fault', () => {
  const refusals = faultNames.filter((name) => faults[name].rule === 'request-refused')

  it('has its test, whichever it is', () => {
    const tested = [...Object.keys(found), ...Object.keys(unseen), ...refusals]
    expect(tested.sort()).toEqual([...faultNames].sort())
  })

  it.each(
    faultNames.flatMap((name) => {
      const row = found[name]
      return row === undefined ? [] : [[name, row] as const]
    }),
  )('is found by its rule: %s', async (name, { given, want }) => {
    const { findings, unchecked } = judged(await faulty(name, given))
    expect(findings.map(({ severity, rule, at }) => `${severity} ${rule} ${at}`)).toEqual(want)
    expect(findings.map(({ rule }) => rule)).toContain(faults[name].rule)
    expect(unchecked).toEqual([])
  })

  it.each(refusals)('is found by probes that must be refused: %s', async (name) => {
    const told = await Promise.all(
      planProbes(contract).negative.map(async (probe) => {
        const { operation, request, fault } = probe
        const path = operation.path.replace('{id}', encodeURIComponent(String(request.path.id)))
        const { method } = operation
        const { ask, enter } = start({ faults: [name] })
        if (fault === 'no key') await enter('a provider exists', { id: String(request.path.id) })
        const json = request.body?.value
        const answer = await ask({
          method,
          path,
          anonymous: fault === 'no key',
          ...(json === undefined ? {} : { json }),
        })
        return served(answer, probe)
      }),
    )
    const wanted = name === 'ignores-key' ? 'no key' : 'malformed id'
    expect(told.flat()).toEqual(Array(4).fill(wanted))
  })

  it.each(Object.entries(unseen))('shows where no rule can see it: %s', async (name, run) => {
    expect(faultNames.find((each) => each === name && faults[each].rule === undefined)).toBe(name)
    expect(await run()).toEqual(expect.objectContaining(seen[name] ?? {}))
  })

  it('is one of several that are on', async () => {
    const { ask, enter } = start({ faults: ['drops-name', 'wrong-account-sid'] })
    await enter('a provider exists', { id })
    const places = judged(await ask({})).findings.map(({ at }) => at)
    expect(places).toEqual(['/response/body/name', '/response/body/accountSid'])
  })
})

describe('switching faults', () => {
  const post = (json: Asked['json']): Asked => ({
    method: 'POST',
    path: faultsPath,
    json: json ?? null,
  })

  it('turns those on that are named, and all others off', async () => {
    const { ask, enter } = start({ faults: ['status-500'] })
    await enter('a provider exists', { id })
    const { status, text } = await ask(post({ faults: ['drops-name'] }))
    const on = JSON.parse(text).filter((each: { on: boolean }) => each.on)
    expect([status, on]).toEqual([
      200,
      [{ name: 'drops-name', summary: faults['drops-name'].summary, on: true }],
    ])
    expect(JSON.parse((await ask({})).text)).not.toHaveProperty('name')
    await ask(post({ faults: [] }))
    expect(judged(await ask({})).findings).toEqual([])
    expect(JSON.parse((await ask({ path: faultsPath })).text)).toHaveLength(faultNames.length)
  })

  it.each<[name: string, row: { given: Asked; want: string }]>([
    [
      'a misspelt name',
      { given: post({ faults: ['drop-name'] }), want: "Did you mean 'drops-name'?" },
    ],
    [
      'a name of a prototype',
      { given: post({ faults: ['constructor'] }), want: 'There is no fault "constructor".' },
    ],
    ['a name that is no text', { given: post({ faults: [5] }), want: 'The body is {"faults"' }],
    ['no list', { given: post({}), want: 'The body is {"faults"' }],
    ['no JSON', { given: { method: 'POST', path: faultsPath, body: '[' }, want: 'no JSON text' }],
  ])('refuses %s and leaves those on that are', async (_, { given, want }) => {
    const { ask } = start({ faults: ['status-500'] })
    const answer = await ask(given)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text).detail).toContain(want)
    expect((await ask({ path: twilio })).status).toBe(500)
  })

  it('does no harm to what steers the provider', async () => {
    const { ask } = start({ faults: ['status-500', 'cut-off-body', 'never-answers'] })
    const json = { state: 'a provider exists', params: { id } }
    const { status, text } = await ask({ method: 'POST', path: statesPath, json })
    expect([status, text]).toEqual([200, '{}'])
  })
})
