// Tests that generated validators run alone, judge as the judge does, and hold for awkward contracts.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, describe, expect, it } from 'vitest'
import type { KnownRequest } from '../../src/checks/clean.ts'
import { checks } from '../../src/checks/index.ts'
import { type Judgement, judge } from '../../src/checks/run.ts'
import { generateFiles } from '../../src/codegen/generate.ts'
import type { Contract } from '../../src/contract/contract.ts'
import type { Exchange } from '../../src/traffic/exchange.ts'
import { compile } from './compile.ts'
import { contractOf, providers, schemasOnly } from './sample.ts'

const run = promisify(execFile)
const folders: string[] = []

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

/** Writes the generated files of a contract into a new folder. */
async function written(contract: Contract): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'validators-'))
  folders.push(folder)
  for (const [name, text] of generateFiles(contract, contract.path)) {
    await writeFile(join(folder, name), text)
  }
  return folder
}

type Validators = {
  judge: (exchange: Exchange, options?: { baseUrl?: string }) => Judgement
  isCleanAnswer: (exchange: Exchange, known: KnownRequest) => boolean
} & Record<`is${string}`, (value: unknown) => boolean>

async function validatorsOf(contract: Contract): Promise<Validators> {
  const folder = await written(contract)
  const load = (name: string) => import(/* @vite-ignore */ pathToFileURL(join(folder, name)).href)
  // The test knows what it has generated; the compiler cannot.
  return { ...(await load('validators.js')), ...(await load('judge.js')) } as Validators
}

const id = '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
const good = { name: null, accountSid: `AC${'a'.repeat(32)}`, trunkSid: null }

function exchange(change: {
  status?: number
  type?: string
  body?: unknown
  url?: string
}): Exchange {
  const { status = 200, type = 'application/json', body = good, url = `/providers/${id}` } = change
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return {
    kind: 'observed',
    source: 'test',
    index: 0,
    request: {
      method: 'GET',
      url,
      headers: [['X-Key', 'k3y-0f-the-caller']],
      body: new Uint8Array(),
    },
    response: {
      status,
      headers: [['content-type', type]],
      body: new TextEncoder().encode(text),
    },
  }
}

const exchanges: [string, Exchange][] = [
  ['a good answer', exchange({})],
  ['a SID of another kind', exchange({ body: { ...good, accountSid: `TK${'a'.repeat(32)}` } })],
  ['a missing member', exchange({ body: { name: null, trunkSid: null } })],
  ['a wrong type deep inside', exchange({ body: { ...good, checks: [{ at: 5 }] } })],
  ['a bad date deep inside', exchange({ body: { ...good, checks: [{ at: '2024-01-01 00:00' }] } })],
  ['an undocumented member', exchange({ body: { ...good, more: 1 } })],
  ['a leaked secret', exchange({ body: { ...good, authToken: 'b'.repeat(32) } })],
  ['a key that comes back', exchange({ body: { ...good, name: 'k3y-0f-the-caller' } })],
  ['an undocumented status', exchange({ status: 418 })],
  ['an undocumented media type', exchange({ type: 'text/html', body: '<p>' })],
  [
    'a documented problem',
    exchange({ status: 404, type: 'application/problem+json', body: { title: '' } }),
  ],
  ['an empty body', exchange({ body: '' })],
  ['a cut body', exchange({ body: '{"name":' })],
  ['a doubled name', exchange({ body: '{"name":null,"name":1}' })],
  ['an unknown path', exchange({ url: '/nowhere' })],
  ['endless nesting', exchange({ body: '['.repeat(100_000) })],
]

const contract = await contractOf(providers)
const validators = await validatorsOf(contract)

/** A judgement without what only the contract's text knows. */
function bare({ operation, findings, unchecked }: Judgement) {
  const place = (verdict: { contract: { pointer: string } | null }) => verdict.contract?.pointer
  return {
    operation,
    findings: findings.map((each) => ({ ...each, contract: place(each) })),
    unchecked: unchecked.map((each) => ({ ...each, contract: place(each) })),
  }
}

describe('quick pass of generated validators', () => {
  const known = { operation: 'GET /providers/{id}', path: { id } }
  it.each(exchanges)('says of %s no more than the judge allows', (_, given) => {
    const { findings, unchecked } = validators.judge(given)
    const isClean = validators.isCleanAnswer(given, known)
    expect(isClean && findings.length + unchecked.length > 0).toBe(false)
  })
})

describe('judge of generated validators', () => {
  it.each(exchanges)('says of %s what the judge says', (_, given) => {
    const answering = checks.filter((check) => check.id !== 'request-schema')
    expect(bare(validators.judge(given))).toEqual(
      bare(judge(given, contract, { checks: answering })),
    )
  })

  it('finds faults, and none where there are none', () => {
    const counts = exchanges.map(([, each]) => validators.judge(each).findings.length)
    expect(counts.filter((count) => count === 0)).toHaveLength(2)
  })

  it('knows a base URL of its caller', () => {
    const given = exchange({ url: `https://example.test/v9/providers/${id}` })
    expect(validators.judge(given).operation).toBe(null)
    const known = validators.judge(given, { baseUrl: 'https://example.test/v9' })
    expect(known.operation).toBe('GET /providers/{id}')
  })
})

describe('generated validators of schemas that depend on their way or their dialect', async () => {
  const text = `
openapi: 3.1.0
info: { title: Trees, version: 1.0.0 }
paths:
  /tree:
    get:
      responses:
        '200':
          description: A tree
          content: { application/json: { schema: { $ref: '#/components/schemas/Strict' } } }
components:
  schemas:
    Tree:
      $id: tree
      $dynamicAnchor: node
      type: object
      properties: { children: { type: array, items: { $dynamicRef: '#node' } } }
    Strict: { $id: strict, $dynamicAnchor: node, $ref: tree, unevaluatedProperties: false }
    Own: { $schema: 'https://x.example/own', type: string }
`
  const trees = await contractOf(text)
  const generated = await validatorsOf(trees)
  const loose = { children: [{ more: 1 }] }

  it.each<[string, { given: [guard: `is${string}`, value: unknown]; want: boolean }]>([
    ['is taken for its own', { given: ['isTree', loose], want: true }],
    ['is constrained by the outermost', { given: ['isStrict', loose], want: false }],
    ['is accepted by the outermost', { given: ['isStrict', { children: [{}] }], want: true }],
    ['cannot be said to be of an unknown dialect', { given: ['isOwn', 'a'], want: false }],
  ])('a value %s', (_, { given: [guard, value], want }) => {
    expect(generated[guard]?.(value)).toBe(want)
  })

  it('judge as the judge does', () => {
    const given = exchange({ url: '/tree', body: loose })
    const answering = checks.filter((check) => check.id !== 'request-schema')
    const judged = generated.judge(given)
    expect(judged.findings.map(({ at }) => at)).toContain('/response/body/children/0/more')
    expect(bare(judged)).toEqual(bare(judge(given, trees, { checks: answering })))
  })
})

describe('guards of generated validators', () => {
  const guards: [string, { given: [`is${string}`, unknown]; want: boolean }][] = [
    ['a SID', { given: ['isAccountSid', good.accountSid], want: true }],
    ['a SID of another kind', { given: ['isAccountSid', `TK${'a'.repeat(32)}`], want: false }],
    ['a SID with a line end', { given: ['isAccountSid', `${good.accountSid}\n`], want: false }],
    ['undefined', { given: ['isAccountSid', undefined], want: false }],
    ['a whole answer', { given: ['isProvider', good], want: true }],
    ['null for an object', { given: ['isProvider', null], want: false }],
    ['a request is judged as one', { given: ['isProviderUpdate', {}], want: false }],
    ['a lower-case schema', { given: ['isProblem', { title: '' }], want: true }],
    ['an inherited member', { given: ['isProblem', Object.create({ title: '' })], want: false }],
  ]
  it.each(guards)('%s', (_, { given: [guard, value], want }) => {
    expect(validators[guard]?.(value)).toBe(want)
  })

  it('exist for every schema under a name of their own', async () => {
    const text = { type: 'string' }
    const found = await validatorsOf(
      await schemasOnly({
        Object: { type: 'object' },
        object: text,
        'ev~il/"\'*/': { const: 'x' },
        JsonMediaType: text,
        class: text,
        'a-b': text,
        'a.b': text,
        never: false,
        Odd: { pattern: '[', type: 'string' },
      }),
    )
    const names = Object.keys(found).filter(
      (name) => name !== 'isCleanAnswer' && name.startsWith('is'),
    )
    expect(names.sort()).toEqual(
      ['AB', 'AB_2', 'Class', 'EvIl', 'JsonMediaType', 'Never', 'Object', 'Object_2', 'Odd'].map(
        (name) => `is${name}`,
      ),
    )
    expect(found.isObject?.({})).toBe(true)
    expect(found.isObject?.('')).toBe(false)
    expect(found.isObject_2?.('')).toBe(true)
    expect(found.isEvIl?.('x')).toBe(true)
    expect(found.isEvIl?.('y')).toBe(false)
    expect(found.isNever?.('')).toBe(false)
    expect(found.isOdd?.('no verdict is no yes')).toBe(false)
  })

  it('say no to what is too deep to be judged, or endless, and never throw for it', async () => {
    const child = { $ref: '#/components/schemas/Tree' }
    const properties = { child, note: { type: 'string', format: 'no-format-that-is-known' } }
    const found = await validatorsOf(await schemasOnly({ Tree: { type: 'object', properties } }))
    const endless: { child?: unknown } = {}
    endless.child = endless
    let deep: unknown = {}
    for (let depth = 0; depth < 100_000; depth += 1) deep = { child: deep }
    expect(found.isTree?.(endless)).toBe(false)
    expect(found.isTree?.(deep)).toBe(false)
    expect(found.isTree?.({ child: { child: { note: 'as you like' } } })).toBe(true)
  })

  it('take a member named __proto__ for what it is', async () => {
    const properties = JSON.parse('{ "__proto__": { "type": "integer" } }')
    const found = await validatorsOf(await schemasOnly({ Trap: { properties } }))
    expect(found.isTrap?.(JSON.parse('{ "__proto__": 1 }'))).toBe(true)
    expect(found.isTrap?.(JSON.parse('{ "__proto__": "x" }'))).toBe(false)
  })
})

describe('validators.js', () => {
  const files = generateFiles(contract, contract.path)
  const text = `${files.get('validators.js')}${files.get('judge.js')}`

  it('runs in an empty folder, by plain node, without code from strings', async () => {
    const folder = await written(contract)
    await rm(join(folder, 'types.ts'))
    const script = `
      const { isAccountSid } = await import('./validators.js')
      const { judge } = await import('./judge.js')
      try { new Function('return 1')(); console.log('code from strings') } catch { console.log('forbidden') }
      const given = ${JSON.stringify(exchange({ body: { ...good, name: 5 } }))}
      given.response.body = new TextEncoder().encode(${JSON.stringify(JSON.stringify({ ...good, name: 5 }))})
      console.log(isAccountSid('AC'), judge(given).findings.map(({ rule, at }) => rule + ' ' + at).join())`
    const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '-e', script]
    const { stdout } = await run(process.execPath, flags, { cwd: folder })
    expect(stdout).toBe('forbidden\nfalse response-schema /response/body/name\n')
  })

  it('imports nothing and makes no code', () => {
    const code = /\bimport\b|\brequire\b|\beval\b|new Function|['"]node:|\bprocess\b/.exec(text)
    expect(code?.[0]).toBe(undefined)
  })

  it('carries no remarks', () => {
    expect(text.includes('Shown to people')).toBe(false)
    expect(text.includes('Get a provider')).toBe(false)
  })

  it('leaves what is not used to the bundler', async () => {
    const bundle = async (used: string, file: string) => {
      const contents = `export { ${used} } from './${file}'`
      const { outputFiles } = await build({
        stdin: { contents, resolveDir: await written(contract) },
        bundle: true,
        minify: true,
        write: false,
        format: 'esm',
      })
      return outputFiles[0]?.text ?? ''
    }
    const [guard, all] = await Promise.all([
      bundle('isAccountSid', 'validators.js'),
      bundle('judge', 'judge.js'),
    ])
    expect(guard.length).toBeLessThan(all.length / 2)
    // A misuse of these keywords is told in their own code, which no schema here needs.
    expect(all.includes('items is an array')).toBe(true)
    expect(all.includes('prefixItems is not an array')).toBe(false)
    expect(all.includes('patternProperties is not an object')).toBe(false)
  })

  it('has declarations that compile and narrow', async () => {
    const files = Object.fromEntries(generateFiles(contract, contract.path))
    const use = `import { contract, type Finding, judge } from './judge.js'
import { isAccountSid } from './validators.js'
import type { AccountSid } from './types.js'
declare const value: unknown
export const sid: AccountSid | undefined = isAccountSid(value) ? value : undefined
export const title: string = contract.title
export const findings: readonly Finding[] = judge({ kind: 'observed', source: '', index: 0,
  request: { method: 'GET', url: '/', headers: [], body: null },
  response: { status: 200, headers: [['a', 'b']], body: new Uint8Array() } }).findings
`
    expect(compile({ ...files, 'use.ts': use })).toEqual([])
  }, 60_000)
})
