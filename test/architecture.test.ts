// The house rules of src/ and scripts/, and the proof that each of them bites.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PURE } from './architecture/edges.ts'
import { isCast } from './architecture/expression.ts'
import { scan } from './architecture/scan.ts'
import { nodesOf, parse, type Sources } from './architecture/source.ts'

const MOST_CASTS = 30

function read(folder: string): Sources {
  if (!existsSync(folder)) return {}
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')]))
}

const house = { ...read('src'), ...read('scripts') }

describe('the house', () => {
  it('is there to be looked at', () => {
    expect(Object.keys(house)).toContain('src/report.ts')
  })

  it('breaks none of its rules', () => {
    const lines = scan(house).map(({ path, line, rule, what }) => `${path}:${line} ${rule} ${what}`)
    expect(lines).toEqual([])
  })

  it('casts seldom', () => {
    const casts = Object.entries(house)
      .filter(([path]) => !path.startsWith('src/generated/'))
      .flatMap(([path, text]) => [...nodesOf(parse(path, text).tree)].filter(isCast))
    expect(casts.length).toBeLessThanOrEqual(MOST_CASTS)
  })
})

/** A file that breaks nothing, with lines added. */
function file(...lines: string[]): string {
  return ['// What it is for.', ...lines, ''].join('\n')
}

/** A planted breach: the files, and the rules that must find something, each exactly once. */
type Plant = [name: string, row: { given: Sources; want: string[] }]

const edge = (from: string, to: string): Sources => ({
  [from]: file(`import type { A } from '${to}'`, 'export type B = A'),
})

const edges: Plant[] = [
  ['errors know nobody', { given: edge('src/errors.ts', './report.ts'), want: ['direction'] }],
  ['report knows nobody', { given: edge('src/report.ts', './errors.ts'), want: ['direction'] }],
  ...(
    [
      ['src/contract/a.ts', '../samples/a.ts'],
      ['src/samples/a.ts', '../traffic/a.ts'],
      ['src/traffic/a.ts', '../checks/a.ts'],
      ['src/checks/a.ts', '../prove/a.ts'],
      ['src/checks/a.ts', '../audit/a.ts'],
      ['src/audit/a.ts', '../prove/a.ts'],
      ['src/checks/a.ts', '../known/a.ts'],
      ['src/known/a.ts', '../audit/a.ts'],
      ['src/prove/a.ts', '../diff/a.ts'],
      ['src/diff/a.ts', '../codegen/a.ts'],
      ['src/codegen/a.ts', '../adapters/a.ts'],
      ['src/adapters/a.ts', '../cli/a.ts'],
      ['src/adapters/a.ts', '../reporters/a.ts'],
      ['src/adapters/a.ts', '../generated/a.ts'],
      ['src/cli/a.ts', '../cli.ts'],
      ['src/cli/a.ts', '../generated/a.ts'],
      ['src/cli.ts', './contract/a.ts'],
      ['src/checks/a.ts', '../client/a.ts'],
      ['src/checks/a.ts', '../reference/a.ts'],
      ['src/reference/a.ts', '../checks/a.ts'],
      ['src/reference/a.ts', '../traffic/a.ts'],
      ['src/checks/a.ts', '../generated/a.ts'],
      ['src/client/a.ts', '../contract/a.ts'],
      ['src/reporters/a.ts', '../contract/a.ts'],
      ['src/generated/a.ts', '../contract/a.ts'],
      ['src/index.ts', './adapters/a.ts'],
      ['src/contract/a.ts', '../../scripts/a.ts'],
      ['src/contract/a.ts', '../../test/a.ts'],
    ] as const
  ).map(
    ([from, to]): Plant => [
      `${from} may not import ${to}`,
      { given: edge(from, to), want: ['direction'] },
    ],
  ),
]

const wrongImports: Plant[] = [
  [
    'an import type inside a type counts',
    {
      given: { 'src/contract/a.ts': file("export type B = import('../checks/a.ts').A") },
      want: ['direction'],
    },
  ],
  [
    'a re-export counts',
    {
      given: {
        'src/contract/a.ts': file("export type { A } from '../checks/a.ts'", 'export const b = 1'),
      },
      want: ['direction'],
    },
  ],
  [
    'a lazy import counts',
    {
      given: { 'src/contract/a.ts': file("export const b = () => import('../checks/a.ts')") },
      want: ['direction'],
    },
  ],
  [
    'a folder that the design does not know',
    { given: { 'src/misc/a.ts': file('export const a = 1') }, want: ['unknown-folder'] },
  ],
  [
    'the client imports another package',
    { given: { 'src/client/a.ts': file("import 'ajv'") }, want: ['client-import'] },
  ],
  [
    'the client imports a value from report.ts',
    {
      given: { 'src/client/a.ts': file("import { a } from '../report.ts'", 'export const b = a') },
      want: ['client-import'],
    },
  ],
  [
    'a reporter imports a package',
    { given: { 'src/reporters/a.ts': file("import 'yaml'") }, want: ['reporters-import'] },
  ],
  [
    'a relative import without .ts',
    { given: edge('src/contract/a.ts', './b.js'), want: ['import-extension'] },
  ],
  [
    'a cycle of types alone',
    {
      given: {
        'src/contract/a.ts': file("import type { B } from './b.ts'", 'export type A = B'),
        'src/contract/b.ts': file("import type { C } from './c.ts'", 'export type B = C'),
        'src/contract/c.ts': file("import type { A } from './a.ts'", 'export type C = A | 1'),
      },
      want: ['cycle'],
    },
  ],
  ['a file that imports itself', { given: edge('src/contract/a.ts', './a.ts'), want: ['cycle'] }],
]

const inPure = (rule: string, line: string): Plant => [
  `${line} in a pure folder`,
  { given: { 'src/contract/a.ts': file(line) }, want: [rule] },
]

const pure: Plant[] = [
  inPure('pure-import', "import 'node:fs'"),
  inPure('pure-import', "import 'fs'"),
  inPure('pure-import', "import 'fs/promises'"),
  inPure('pure-import', "import type { Stats } from 'node:fs'"),
  inPure('pure-import', "export const a = () => import('node:os')"),
  inPure('pure-import', 'export const a = (name: string) => import(name)'),
  inPure('pure-import', "export const a = require('node:os')"),
  inPure('impure', 'export const a = process.env.A'),
  inPure('impure', 'export const { env } = process'),
  inPure('impure', 'export const a = globalThis.process'),
  inPure('impure', 'export const a = Date.now()'),
  inPure('impure', "export const a = Date['now']"),
  inPure('impure', 'export const a = new Date()'),
  inPure('impure', 'export const a = new Date'),
  inPure('impure', 'export const a = Date()'),
  inPure('impure', 'export const a = performance.now()'),
  inPure('impure', 'export const a = Math.random()'),
  inPure('impure', 'export const a = crypto.randomUUID()'),
  inPure('impure', "console.log('a')"),
  inPure('impure', 'setTimeout(() => undefined, 1)'),
  inPure('impure', "export const a = Buffer.from('')"),
  ...PURE.map((unit): Plant => {
    const path = unit.endsWith('.ts')
      ? unit
      : unit === 'errors' || unit === 'report'
        ? `${unit}.ts`
        : `${unit}/a.ts`
    return [
      `${unit} is pure`,
      { given: { [`src/${path}`]: file('export const a = Date.now()') }, want: ['impure'] },
    ]
  }),
]

const anywhere = (rule: string, ...lines: string[]): Plant => [
  `${rule}: ${lines.find((line) => line !== '')}`,
  { given: { 'src/cli/a.ts': file(...lines) }, want: [rule] },
]

const at = (path: string, rule: string, text = file('export const a = 1')): Plant => [
  `${rule}: ${path}`,
  { given: { [path]: text }, want: [rule] },
]

const shape: Plant[] = [
  anywhere('process-exit', 'process.exit(1)'),
  anywhere('any', 'export const a = (b: any) => b'),
  anywhere('any', 'export type A = Record<string, any>'),
  anywhere('non-null', 'export const a = (b?: string) => b!.length'),
  anywhere('unexplained-cast', '// Far away.', '', 'export const a = (b: unknown) => b as string'),
  anywhere('unexplained-cast', '', 'export const a = (b: unknown) => <string>b'),
  anywhere('default-export', 'export default 1'),
  anywhere('default-export', 'export default function a() {}'),
  anywhere('default-export', 'const a = 1', 'export { a as default }'),
  anywhere('export-star', "export * from './b.ts'", 'export const a = 1'),
  anywhere('class', 'export class A {}'),
  anywhere('unfinished', `export const a = 1 // ${'TO'}${'DO'} more`),
  anywhere('disabled-check', '// @ts-expect-error wrong', 'export const a: string = 1'),
  anywhere('disabled-check', '// biome-ignore lint: no', 'export const a = 1'),
  anywhere('barrel', "export { b } from './b.ts'"),
  anywhere('parameters', 'export const f = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d]'),
  anywhere(
    'parameters',
    'export function f(a: 1, b: 1, c: 1, d: 1) {',
    '  return [a, b, c, d]',
    '}',
  ),
  anywhere('function-length', 'export function f() {', ...Array(59).fill(''), '}'),
  anywhere('function-length', 'export const f = () => {', ...Array(59).fill(''), '}'),
  at('src/cli/a.ts', 'file-length', file(...Array(250).fill('export {}'))),
  at('src/cli/a.ts', 'first-line', 'export const a = 1\n'),
  at('src/cli/utils.ts', 'vague-name'),
  at('src/cli/string-helpers.ts', 'vague-name'),
  at('src/cli/common/a.ts', 'vague-name'),
  at('src/cli/camelCase.ts', 'kebab-case'),
  at('src/cli/index.ts', 'barrel'),
  at('scripts/a.ts', 'any', file('export type A = any')),
]

describe('a planted breach is found', () => {
  it.each([...edges, ...wrongImports, ...pure, ...shape])('%s', (_, { given, want }) => {
    const long = want.map((rule) => (rule === 'direction' ? 'import-direction' : rule))
    expect(scan(given).map(({ rule }) => rule)).toEqual(long)
  })
})

describe('what the rules allow is not found', () => {
  it.each<[string, Sources]>([
    ['a file of 250 lines', { 'src/cli/a.ts': file(...Array(249).fill('export {}')) }],
    [
      'a function of 60 lines with three parameters',
      { 'src/cli/a.ts': file('export function f(a: 1, b: 1, c: 1) {', ...Array(58).fill(''), '}') },
    ],
    [
      'casts with a reason, and as const',
      {
        'src/cli/a.ts': file(
          'export const a = [1] as const',
          'export const b = (c: unknown) => c as string // The caller looked.',
          '// The caller looked.',
          'export const d = (c: unknown) => c as string',
        ),
      },
    ],
    [
      'words that only look like globals',
      {
        'src/contract/a.ts': file(
          'export type A = { process: string; console?: () => void }',
          "export const a: A = { process: '' }",
          'export const b = a.process + new Date(0).toISOString()',
        ),
      },
    ],
    ['generated JavaScript', { 'src/client/a.ts': file("import '../generated/validators.js'") }],
    ['time-outs in the client', { 'src/client/a.ts': file('setTimeout(() => undefined, 1)') }],
    [
      'adapters and commands that use the client, Node and the clock',
      {
        'src/adapters/a.ts': file("import 'node:fs'", "import '../client/a.ts'", 'Date.now()'),
        'src/cli/a.ts': file("import '../client/a.ts'", "import '../reporters/index.ts'"),
      },
    ],
    [
      'generated code in its own style',
      { 'src/generated/a.ts': 'export default (a: any) => a!\n' },
    ],
    ['the three index files', { 'src/checks/index.ts': file("export { a } from './a.ts'") }],
  ])('%s', (_, files) => {
    expect(scan(files)).toEqual([])
  })
})
