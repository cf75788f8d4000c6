// Documents of other people, as they are: GitHub's 1,200 operations in OpenAPI 3.0, and Galaxy's in 3.1.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Report } from '../../src/report.ts'
import { compile } from '../codegen/compile.ts'
import { run } from './command-line.ts'

const patience = 120_000
const github = fileURLToPath(
  new URL('../../node_modules/@octokit/openapi/generated/api.github.com.json', import.meta.url),
)
const galaxy = fileURLToPath(
  new URL('../../node_modules/@scalar/galaxy/dist/3.1.yaml', import.meta.url),
)
let cwd = ''

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'other-'))
})
afterAll(() => rmSync(cwd, { recursive: true }))

function answer(url: string, body: unknown): object {
  return {
    request: { method: 'GET', url, headers: [], bodySize: 0 },
    response: {
      status: 200,
      headers: [{ name: 'Content-Type', value: 'application/json; charset=utf-8' }],
      content: { text: JSON.stringify(body) },
    },
  }
}

test(
  'check tells a right answer of GitHub from a wrong one',
  async () => {
    const { components } = JSON.parse(readFileSync(github, 'utf8'))
    const license = components.examples.license.value
    const { key, ...keyless } = license
    const mit = 'https://api.github.com/licenses/mit'
    const wrong = {
      ...keyless,
      html_url: 'no address',
      conditions: null,
      featured: 'yes',
      extra: 1,
    }
    const entries = [answer(mit, license), answer(mit, wrong)]
    writeFileSync(join(cwd, 'a.har'), JSON.stringify({ log: { version: '1.2', entries } }))
    const argv = ['check', '--contract', github, '--report=json=-', 'a.har']
    const { exitCode, stdout, stderr } = await run({ argv, cwd })
    const report: Report = JSON.parse(stdout)
    expect({ exitCode, stderr, key }).toEqual({ exitCode: 1, stderr: '', key: 'mit' })
    expect(report.findings.map(({ exchange, rule, at }) => [exchange?.index, rule, at])).toEqual([
      [1, 'response-schema', '/response/body/conditions'],
      [1, 'response-schema', '/response/body/featured'],
      [1, 'response-schema', '/response/body/key'],
      [1, 'string-format', '/response/body/html_url'],
      [1, 'undocumented-field', '/response/body/extra'],
    ])
    expect(report.findings[0]).toMatchObject({
      operation: 'GET /licenses/{license}',
      contract: { pointer: '/components/schemas/license/properties/conditions/type' },
    })
  },
  patience,
)

test(
  'the gate asks a mock of one operation of GitHub',
  async () => {
    const operation = 'GET /licenses/{license}'
    const chosen = ['--only=mock', '--answers=2', '--operation', operation]
    const argv = ['gate', '--contract', github, '--report=json=-', ...chosen]
    const { exitCode, stdout, stderr } = await run({ argv, cwd })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout).stages).toMatchObject([
      { name: 'mock', verdict: 'pass', checked: '1 operation, 4 answers × 2, 0 refusals' },
    ])
  },
  patience,
)

test(
  'the gate finds what is wrong in the document itself',
  async () => {
    const argv = ['gate', '--contract', github, '--report=json=-', '--only=contract']
    const { exitCode, stdout, stderr } = await run({ argv, cwd })
    const report: Report = JSON.parse(stdout)
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
    const rulesOf = (severity: string) =>
      new Set(report.findings.filter((each) => each.severity === severity).map(({ rule }) => rule))
    expect(rulesOf('error')).toEqual(new Set(['example-obeys', 'openapi-valid']))
    // OpenAPI 3.0 gives `nullable` without `type` no effect, which is odd and not forbidden.
    expect(rulesOf('warning')).toEqual(new Set(['openapi-valid']))
    const told = report.findings.map(({ at, contract, message }) =>
      JSON.stringify([at, contract, message]),
    )
    expect(new Set(told).size).toBe(told.length)
  },
  patience,
)

test(
  'check gives verdicts by Galaxy’s document, and generate writes types of it that compile',
  async () => {
    const mars = { id: 1, name: 'Mars', description: null }
    const entries = [
      answer('https://galaxy.scalar.com/planets/1', mars),
      // What 3.1 no longer knows forbids nothing and allows nothing: `nullable` does not help here.
      answer('https://galaxy.scalar.com/planets/1', { ...mars, id: '1', image: null }),
    ]
    writeFileSync(join(cwd, 'b.har'), JSON.stringify({ log: { version: '1.2', entries } }))
    const check = ['check', '--contract', galaxy, '--report=json=-', 'b.har']
    const { exitCode, stdout } = await run({ argv: check, cwd })
    const { findings }: Report = JSON.parse(stdout)
    expect(exitCode).toBe(1)
    expect(findings.map(({ exchange, rule, at }) => [exchange?.index, rule, at])).toEqual([
      [1, 'response-schema', '/response/body/id'],
      [1, 'response-schema', '/response/body/image'],
    ])
    await run({ argv: ['generate', '--contract', galaxy, '--out', 'galaxy'], cwd })
    const types = readFileSync(join(cwd, 'galaxy/types.ts'), 'utf8')
    const use = `import type { Planet } from './types.js'\nexport const mars: Planet = { id: 1, name: 'Mars' }\n`
    expect(compile({ 'types.ts': types, 'use.ts': use })).toEqual([])
  },
  patience,
)
