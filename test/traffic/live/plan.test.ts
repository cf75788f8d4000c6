// The plan for a provider that is not ours: what is asked, with which key, what must come, and what is never asked.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadContract } from '../../../src/adapters/contract-file.ts'
import type { Contract } from '../../../src/contract/contract.ts'
import { evaluate } from '../../../src/contract/evaluate.ts'
import { matchOperation } from '../../../src/contract/match.ts'
import { isToolError } from '../../../src/errors.ts'
import { type LiveOptions, planLive } from '../../../src/traffic/live/plan.ts'
import { planTables } from '../../../src/traffic/live/plan-table.ts'
import { readParameter } from '../../../src/traffic/parameters.ts'
import { contractOf } from '../../checks/fixture.ts'

const ours = await loadContract('openapi/blackbox.yaml')
const id = '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
const update = 'PUT /api/v1/providers/twilio/{id}'

type Asked = Omit<Partial<LiveOptions>, 'parameters'> & { parameters?: Record<string, string> }

function planned(contract: Contract, { parameters = {}, ...rest }: Asked = {}) {
  const own = new Map(Object.entries(parameters))
  return planLive(contract, { unsafe: [], seed: 1, ...rest, parameters: own })
}

/** The probes of one operation of a contract of a few lines, in words. */
function words(contract: Contract, asked: Asked = {}): string[] {
  const { probes, left } = planned(contract, asked)
  return [
    ...probes.map(
      ({ aim, request, expectation }) => `${request.key}: ${aim} → ${expectation.wanted}`,
    ),
    ...left.map(({ aim, reason }) => `left: ${aim}, ${reason}`),
  ]
}

const ok = "responses: {'200': {description: d}, '404': {description: d}}"
const inPath = (name: string, schema: string, more = '') =>
  `{name: ${name}, in: path, required: true, schema: ${schema}${more}}`
const reading = (path: string, parameters: string[], responses = ok) =>
  contractOf(`paths: {'${path}': {get: {parameters: [${parameters.join(', ')}], ${responses}}}}`)

describe('planLive', () => {
  it('asks each safe operation, and then for what must be refused', () => {
    const { probes, left } = planned(ours, { parameters: { id } })
    const path = '/api/v1/providers/twilio/{id}'
    const own = probes.filter(({ operation }) => operation.path === path)
    expect(own.map((probe) => [probe.id, probe.request.key, probe.expectation.wanted])).toEqual([
      [`GET ${path} documented answer`, 'right', 'documented'],
      [`GET ${path} no key`, 'none', 'refused'],
      [`GET ${path} a wrong key`, 'wrong', 'refused'],
      [`GET ${path} malformed id (format, one digit short)`, 'right', 'refused'],
      [`GET ${path} a random id`, 'right', 'absent'],
      [`GET ${path} an unacceptable Accept`, 'right', 'negotiated'],
      [`PROPFIND ${path} undocumented method`, 'right', 'unsupported'],
    ])
    expect(probes).toHaveLength(21)
    expect(left.map(({ operation, reason }) => [operation.key, reason])).toEqual([
      [update, `it may change something: --allow-unsafe '${update}' asks for it`],
    ])
  })

  it('says of each refusal what the contract says of the part, in plain data', () => {
    const { probes } = planned(ours, { parameters: { id } })
    const expected = probes.slice(1, 7).map(({ expectation }) => expectation)
    const item = '/paths/~1api~1v1~1providers~1twilio~1{id}'
    expect(expected.map((each) => 'pointer' in each && [each.pointer, each.at])).toEqual([
      ['/security', '/request/headers/authorization'],
      ['/security', '/request/headers/authorization'],
      ['/components/parameters/ProviderId/schema/format', '/request/path/id'],
      ['/components/parameters/ProviderId', '/request/path/id'],
      [`${item}/get/responses`, '/request/headers/accept'],
      [item, '/request/method'],
    ])
    expect(JSON.parse(JSON.stringify(expected))).toEqual(expected)
  })

  it('leaves out what only a given value can answer, and asks the rest', () => {
    const { probes, left } = planned(ours)
    expect(new Set(probes.map(({ expectation }) => expectation.wanted))).toEqual(
      new Set(['refused', 'absent', 'unsupported']),
    )
    expect(left.filter(({ aim }) => aim === 'documented answer')).toHaveLength(3)
    expect(left[0]?.reason).toBe('no value is given: --param id=VALUE')
  })

  it('changes nothing unless told to by name, and then last', () => {
    const unsafe = (asked: Asked) =>
      planned(ours, asked).probes.filter(({ request }) => request.method === 'PUT')
    expect(unsafe({ parameters: { id } })).toEqual([])
    expect(unsafe({ parameters: { id }, unsafe: ['PUT /other'] })).toEqual([])
    const probes = unsafe({ parameters: { id }, unsafe: [update] })
    expect(probes.map(({ aim }) => aim)).toEqual([
      'no key',
      'a wrong key',
      'malformed id (format, one digit short)',
      'a random id',
      'documented answer',
    ])
    expect(probes.at(-1)?.request.body).toEqual({
      mediaType: 'application/json',
      text: '{"name":"Support line, Europe"}',
    })
  })

  it('deletes after everything else', async () => {
    const contract = await contractOf(
      `paths: {/a: {delete: {${ok}}, post: {${ok}}, get: {${ok}}}, /b: {get: {${ok}}}}`,
    )
    const { probes } = planned(contract, { unsafe: ['DELETE /a', 'POST /a'] })
    const methods = probes.map(({ request }) => request.method)
    expect(methods.slice(-2)).toEqual(['POST', 'DELETE'])
    expect(methods.filter((each) => each === 'PROPFIND')).toHaveLength(2)
  })

  const numeric = inPath('id', '{type: integer, minimum: 1}')
  const free = inPath('q', '{type: string}')
  const uuid = (name: string) => inPath(name, '{type: string, format: uuid}')

  it.each<[string, { given: [Promise<Contract>, Asked?]; want: string[] }]>([
    [
      'an operation without parameters or security',
      {
        given: [reading('/a', [])],
        want: [
          'none: documented answer → documented',
          'none: an unacceptable Accept → negotiated',
          'none: undocumented method → unsupported',
        ],
      },
    ],
    [
      'a number, with a malformed one for each constraint',
      {
        given: [reading('/a/{id}', [numeric]), { parameters: { id: '5' } }],
        want: [
          'none: documented answer → documented',
          'none: malformed id (type, number instead) → refused',
          'none: malformed id (minimum, just outside) → refused',
          'none: a random id → absent',
          'none: an unacceptable Accept → negotiated',
          'none: undocumented method → unsupported',
        ],
      },
    ],
    [
      'a number of which the contract does not say that there may be none',
      {
        given: [reading('/a/{id}', [numeric], "responses: {'200': {description: d}}")],
        want: [
          'none: malformed id (type, number instead) → refused',
          'none: malformed id (minimum, just outside) → refused',
          'none: undocumented method → unsupported',
          'left: documented answer, no value is given: --param id=VALUE',
          'left: a random id, a well-formed value may well be one of something',
        ],
      },
    ],
    [
      'a text to search for',
      {
        given: [reading('/a/{q}', [free], "responses: {'200': {description: d}}")],
        want: [
          'none: undocumented method → unsupported',
          'left: documented answer, no value is given: --param q=VALUE',
          'left: malformed q, the contract forbids no text that a URL can carry',
          'left: a random q, a well-formed value may well be one of something',
        ],
      },
    ],
    [
      'a value of which there is no choice',
      {
        given: [reading('/a', ['{name: v, in: query, required: true, schema: {enum: ["2"]}}'])],
        want: [
          'none: documented answer → documented',
          'none: an unacceptable Accept → negotiated',
          'none: undocumented method → unsupported',
        ],
      },
    ],
    [
      'two identifiers, each beside a given one only',
      {
        given: [reading('/a/{x}/b/{y}', [uuid('x'), uuid('y')]), { parameters: { x: id } }],
        want: [
          'none: malformed x (format, one digit short) → refused',
          'none: malformed y (format, one digit short) → refused',
          'none: a random y → absent',
          'none: undocumented method → unsupported',
          'left: documented answer, no value is given: --param y=VALUE',
        ],
      },
    ],
    [
      'a required query of which nothing is known',
      {
        given: [reading('/a', ['{name: q, in: query, required: true, schema: {not: {}}}'])],
        want: [
          'left: documented answer, no value is given: --param q=VALUE',
          'left: refusals, no value is known for its parameter q',
        ],
      },
    ],
    [
      'what fetch does not send',
      {
        given: [contractOf(`paths: {/a: {trace: {${ok}}}}`)],
        want: ['left: any answer, TRACE is not a method that fetch can send'],
      },
    ],
    [
      'what may create or delete what is not there',
      {
        given: [
          contractOf(
            `paths: {'/a/{x}': {parameters: [${uuid('x')}], put: {responses: {'201': {description: d}}}, delete: {${ok}}}}`,
          ),
          { unsafe: ['PUT /a/{x}', 'DELETE /a/{x}'] },
        ],
        want: [
          'none: malformed x (format, one digit short) → refused',
          'none: malformed x (format, one digit short) → refused',
          'left: documented answer, no value is given: --param x=VALUE',
          'left: a random x, it may create what is not there',
          'left: documented answer, no value is given: --param x=VALUE',
          'left: a random x, to delete what is not there may succeed',
        ],
      },
    ],
  ])('%s', async (_, { given: [contract, asked], want }) => {
    expect(words(await contract, asked)).toEqual(want)
  })

  it('takes a value for one operation before one for all', async () => {
    const contract = await contractOf(
      `paths: {'/a/{x}': {get: {operationId: one, parameters: [${numeric.replace('id', 'x')}], ${ok}}}, '/b/{x}': {get: {operationId: other, parameters: [${numeric.replace('id', 'x')}], ${ok}}}}`,
    )
    const { probes } = planned(contract, { parameters: { x: '1', 'other.x': '2' } })
    const targets = probes
      .filter(({ expectation }) => expectation.wanted === 'documented')
      .map(({ request }) => request.target)
    expect(targets).toEqual(['/a/1', '/b/2'])
  })

  it('writes values where and as the contract says', async () => {
    const contract = await contractOf(
      `paths: {'/a/{n}': {get: {parameters: [${[
        inPath('n', '{type: string}'),
        '{name: list, in: query, explode: false, schema: {type: array, items: {type: integer}}}',
        '{name: q, in: query, schema: {type: [string, integer]}}',
        '{name: X-Own, in: header, schema: {type: string}}',
        '{name: sid, in: cookie, schema: {type: string}}',
        '{name: not-sent, in: query, schema: {type: string}}',
      ].join(', ')}], ${ok}}}}`,
    )
    const parameters = { n: 'a/b ü', list: '1,2', q: '5', 'X-Own': 'v', sid: 's' }
    const [probe] = planned(contract, { parameters }).probes
    expect(probe?.request).toEqual({
      method: 'GET',
      target: '/a/a%2Fb%20%C3%BC?list=1,2&q=5',
      shown: '/a/a%2Fb%20%C3%BC?list=1,2&q=5',
      headers: { 'X-Own': 'v', Cookie: 'sid=s' },
      body: undefined,
      key: 'none',
    })
  })

  it.each<[string, { given: Record<string, string>; want: string }]>([
    ['a name that no operation has', { given: { ident: '1' }, want: 'no parameter "ident"' }],
    ['an operation that has no such name', { given: { 'getX.id': id }, want: 'no parameter' }],
    ['a value of another form', { given: { id: 'secret-1' }, want: '--param id has a value' }],
    ['a way out of the path', { given: { id: '..' }, want: '--param id has a value' }],
    ['nothing', { given: { id: '' }, want: '--param id has a value' }],
    ['a line end', { given: { id: `${id}\n` }, want: '--param id has a value' }],
  ])('refuses %s, without repeating a value', (_, { given, want }) => {
    const failure = (() => {
      try {
        return planned(ours, { parameters: given })
      } catch (error) {
        return error
      }
    })()
    expect(failure).toMatchObject({ code: 'E_USAGE', message: expect.stringContaining(want) })
    expect(JSON.stringify(failure) + String(failure)).not.toContain('secret-1')
  })

  it.each(['.', '..', ''])('refuses the path segment %j, which a URL does not keep', async (q) => {
    const contract = await reading('/a/{q}', [free])
    expect(() => planned(contract, { parameters: { q } })).toThrow('--param q has a value')
  })

  it('says which name was meant', () => {
    expect(() => planned(ours, { parameters: { 'getProvider.i': id } })).toThrow(
      expect.objectContaining({ hint: "Did you mean 'getProvider.id'?" }),
    )
  })

  it('takes a value that only an assumption of the contract forbids', async () => {
    const contract = await reading('/a/{x}', [
      inPath('x', '{type: string, maxLength: 2, x-evidence: assumed}'),
    ])
    const { probes } = planned(contract, { parameters: { x: 'abc' } })
    expect(probes.map(({ request }) => request.target)).toContain('/a/abc')
    expect(probes.filter(({ aim }) => aim.startsWith('malformed'))).toEqual([])
  })

  it('leaves the operation alone whose URL would be that of another', async () => {
    const contract = await contractOf(
      `paths: {'/u/{n}': {get: {parameters: [${inPath('n', '{type: string}')}], ${ok}}}, /u/me: {delete: {${ok}}}}`,
    )
    const { probes, left } = planned(contract, { parameters: { n: 'me' } })
    expect(probes.filter(({ request }) => request.target === '/u/me')).toEqual([])
    expect(left.map(({ reason }) => reason)).toContain(
      'its URL would belong to another operation, or to none',
    )
  })

  it('plans for chosen operations only', () => {
    const operations = ours.operations.filter(({ id: name }) => name === 'getProvider')
    const { probes } = planned(ours, { operations, parameters: { id } })
    expect(new Set(probes.map(({ operation }) => operation.id))).toEqual(new Set(['getProvider']))
  })
})

describe('planTables', () => {
  it('shows what would be sent, and no secret', async () => {
    const contract = await contractOf(`
paths:
  /a/{pin}/{id}:
    get:
      parameters:
        - ${inPath('pin', '{type: string, format: password}')}
        - ${inPath('id', '{type: integer}')}
        - {name: access_token, in: query, schema: {type: string}}
      responses: {'200': {description: d}, 4XX: {description: d}}
    put: {responses: {}}
`)
    const parameters = { pin: 'canary-1', id: '7', access_token: 'canary-2' }
    const tables = planTables(
      planned(contract, { parameters }),
      'https://me:canary-3@api.example/v1/',
    )
    expect(JSON.stringify(tables)).not.toContain('canary')
    expect(tables[0]?.columns).toEqual(['#', 'Request', 'Key', 'Aim', 'Must come'])
    expect(tables[0]?.rows[0]).toEqual([
      1,
      'GET https://***@api.example/v1/a/***/7?access_token=***',
      'none',
      'documented answer',
      '200, 4XX',
    ])
    expect(tables[1]?.rows).toContainEqual([
      'PUT /a/{pin}/{id}',
      'any answer',
      "it may change something: --allow-unsafe 'PUT /a/{pin}/{id}' asks for it",
    ])
  })

  it('has no second table where nothing is left out', async () => {
    expect(planTables(planned(await reading('/a', [])), 'http://a')).toHaveLength(1)
  })
})

describe('whatever the contract and the values are', () => {
  const schemas = [
    ...['{type: string}', '{format: uuid}', '{type: integer}', '{type: integer, maximum: 3}'],
    ...['{enum: [., .., a]}', '{enum: ["a/b", "%2e%2e", "?", "#", ";"]}', '{maxLength: 1}'],
    ...["{pattern: '^\\.+$'}", "{pattern: '^[A-Z]{2}$'}", "{pattern: '^AC[a-f0-9]{32}$'}"],
    ...['{type: array, items: {type: integer}, minItems: 2}', '{type: boolean}', '{}', 'false'],
    ...['{type: string, format: date-time}', '{type: string, minLength: 3, maxLength: 300}'],
    ...['{not: {type: string}}', '{type: object, properties: {a: {type: integer}}}'],
  ]
  const styles = ['', ', style: label', ', style: matrix', ', content: {application/json: {}}']
  const responses = [ok, "responses: {'200': {description: d}}"]
  const paths = ['/x/{p}', '/x/{p}/y', '/x/a{p}.json', '/{p}', '/x/{p}/{p}']
  const hostile = fc.oneof(
    fc.constantFrom('..', '.', '', '%2e%2e', 'a/../b', '\\', '?', '#', '\n', ' ', 'me', '\ud800'),
    fc.constantFrom(id, '7', 'true', '1,2', 'US', `AC${'0'.repeat(32)}`, '.5', ';p=5'),
    fc.string({ unit: 'binary', maxLength: 12 }),
  )
  const arbitrary = fc.record({
    schema: fc.constantFrom(...schemas),
    style: fc.constantFrom(...styles),
    response: fc.constantFrom(...responses),
    path: fc.constantFrom(...paths),
    given: fc.option(hostile),
    seed: fc.nat(),
  })

  it('no URL leaves its path, nothing unsafe is sent unasked, what is malformed is, and all is repeatable', async () => {
    const compiled = new Map<string, Contract>()
    const seen = new Set<string>()
    const property = fc.asyncProperty(
      arbitrary,
      async ({ schema, style, response, path, given, seed }) => {
        const parameter = `{name: p, in: path, required: true${style}${style.includes('content') ? '' : `, schema: ${schema}`}}`
        const text = `servers: [{url: /x}]\npaths: {'${path}': {parameters: [${parameter}], get: {${response}}, post: {${response}}, delete: {${response}}}, /x/me: {get: {${ok}}}}`
        const contract = compiled.get(text) ?? (await contractOf(text))
        compiled.set(text, contract)
        const asked = {
          seed,
          unsafe: ['POST /x/me', `DELETE ${path}`],
          parameters: given === null ? {} : { p: given },
        }
        const run = () => {
          try {
            return planned(contract, asked)
          } catch (error) {
            if (isToolError(error)) return error.message
            throw error
          }
        }
        const plan = run()
        expect(run()).toEqual(plan)
        if (typeof plan === 'string') return
        expect(new Set(plan.probes.map((each) => each.id)).size).toBe(plan.probes.length)
        for (const probe of plan.probes) {
          const { operation, expectation, request } = probe
          seen.add(expectation.wanted)
          expect(['GET', 'PROPFIND', 'DELETE']).toContain(request.method)
          const sent = new URL(`http://host${request.target}`)
          expect(sent.pathname + sent.search).toBe(request.target)
          const alone = { ...contract, servers: [] }
          const { method } = operation
          const match = matchOperation(alone, { method, url: sent.href }, '/')
          expect(match.operation).toBe(operation)
          if (match.operation === undefined || !probe.aim.startsWith('malformed')) continue
          const [own] = operation.parameters
          if (own?.schema === undefined) throw new Error('nothing can be malformed')
          const read = readParameter(
            own,
            { url: sent.href, headers: [], path: match.path },
            contract.document,
          )
          const values = 'present' in read && read.present ? [read.value, ...read.others] : []
          expect(values.length).toBeGreaterThan(0)
          for (const value of values) {
            const { faults } = evaluate({ ...contract, direction: 'request' }, own.schema, value)
            expect(faults).not.toEqual([])
          }
        }
      },
    )
    await fc.assert(property, { seed: 20260501, numRuns: 150 })
    expect(seen).toEqual(new Set(['documented', 'refused', 'absent', 'negotiated', 'unsupported']))
  })
})
