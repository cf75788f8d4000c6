// Holds the judge against the JSON Schema Test Suite for 2020-12, each of its tests wrapped as an answer of a small API.
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadContractText } from '../../src/adapters/contract-file.ts'
import { checks } from '../../src/checks/index.ts'
import { judge } from '../../src/checks/run.ts'
import type { Contract } from '../../src/contract/contract.ts'
import { isObject, type Json } from '../../src/contract/json.ts'

type Group = {
  description: string
  schema: Json
  tests: { description: string; data: Json; valid: boolean }[]
}

/** What became of one test. */
type Outcome = {
  name: string
  /** Whether the judge says what the suite says, says the opposite, or that it could not check. */
  kind: 'agrees' | 'differs' | 'unchecked'
  /** Whether it would agree if formats were annotations, as they are by default in JSON Schema. */
  bareAgrees: boolean
}

const folders = [process.env.JSON_SCHEMA_TEST_SUITE, '/usr/share/json-schema-test-suite']
const suite = folders.find((folder) => folder && existsSync(join(folder, 'tests/draft2020-12')))
const want = 'for want of JSON_SCHEMA_TEST_SUITE=DIR that holds tests/draft2020-12 and remotes'

/** Every URL that the suite refers to, without a network. */
const serve =
  (folder: string): typeof fetch =>
  async (input) => {
    const [, host = '', path = ''] = /^https?:\/\/([^/]+)\/([^?#]*)/.exec(String(input)) ?? []
    const local: Record<string, string> = {
      'localhost:1234': join(folder, 'remotes', path),
      'json-schema.org': join(
        'node_modules/ajv/dist/refs/json-schema-2020-12',
        `${path.replace('draft/2020-12/', '')}.json`,
      ),
    }
    const file = local[host]
    if (file === undefined || !existsSync(file)) return new Response('', { status: 404 })
    return new Response(await readFile(file))
  }

/** An API whose one answer has the schema, which is at home at a URL as if it had been read from there. */
function load(folder: string, schema: Json): Promise<Contract> {
  const atHome = isObject(schema) ? { $id: 'http://suite.example/schema', ...schema } : schema
  const content = { 'application/json': { schema: atHome } }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Suite', version: '1' },
    paths: { '/value': { get: { responses: { 200: { description: 'A value', content } } } } },
  }
  const options = { allowRemoteRefs: true, fetch: serve(folder) }
  return loadContractText('suite.json', JSON.stringify(document), options)
}

function verdicts(contract: Contract, value: Json) {
  const { findings, unchecked } = judge(
    {
      source: 'suite',
      index: 0,
      kind: 'observed',
      request: {
        method: 'GET',
        url: 'http://localhost/value',
        headers: [],
        body: new Uint8Array(),
      },
      response: {
        status: 200,
        headers: [['content-type', 'application/json']],
        body: new TextEncoder().encode(JSON.stringify(value)),
      },
    },
    contract,
    { checks },
  )
  const rules = ['response-schema', 'string-format']
  const faults = findings.filter(({ rule }) => rules.includes(rule))
  const gaps = unchecked.filter(({ rule }) => rules.includes(rule))
  return { faults, gaps }
}

async function run(folder: string, files: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const place = join(folder, 'tests/draft2020-12', files)
  for (const file of (await readdir(place)).filter((each) => each.endsWith('.json')).sort()) {
    const groups: Group[] = JSON.parse(await readFile(join(place, file), 'utf8'))
    for (const group of groups) {
      const contract = await load(folder, group.schema)
      for (const { description, data, valid } of group.tests) {
        const { faults, gaps } = verdicts(contract, data)
        const bare = faults.filter(({ args }) => args.keyword !== 'format')
        const isUnchecked = faults.length === 0 && gaps.length > 0
        const agrees = (faults.length === 0) === valid
        outcomes.push({
          name: `${file} | ${group.description} | ${description}`,
          kind: isUnchecked ? 'unchecked' : agrees ? 'agrees' : 'differs',
          bareAgrees: !isUnchecked && (bare.length === 0) === valid,
        })
      }
    }
  }
  return outcomes
}

/** Tests that the judge does not agree with, each for a reason; whatever else differs is wrong. */
const exceptions: readonly { kind: Outcome['kind']; name: RegExp; reason: string }[] = [
  {
    kind: 'differs',
    name: /^format\.json \| .+ \| invalid .+ string is only an annotation by default$/,
    reason: 'formats are asserted, since OpenAPI registers what each means',
  },
  {
    kind: 'unchecked',
    name: /^vocabulary\.json \| /,
    reason: 'a metaschema of its own is not read, and what is written by it not guessed at',
  },
  {
    kind: 'unchecked',
    name: /^unknown\.json \| unknown format \| /,
    reason: 'a format that nobody knows is unchecked, and the value accepted',
  },
]

const exceptionFor = (outcome: Outcome) =>
  exceptions.find(({ kind, name }) => kind === outcome.kind && name.test(outcome.name))

const count = (outcomes: readonly Outcome[], isCounted: (outcome: Outcome) => boolean) =>
  outcomes.filter(isCounted).length

/** The figures, for the name of a test. */
function figures(outcomes: readonly Outcome[]): string {
  const agreeing = count(outcomes, ({ kind }) => kind === 'agrees')
  const rest = exceptions.flatMap((exception) => {
    const listed = count(outcomes, (outcome) => exceptionFor(outcome) === exception)
    return listed === 0 ? [] : [`${listed} not: ${exception.reason}`]
  })
  return [`${agreeing} of ${outcomes.length} agree`, ...rest].join('; ')
}

if (suite === undefined) {
  describe(`the JSON Schema Test Suite is skipped ${want}`, () => {
    test.skip('all of it', () => undefined)
  })
} else {
  const required = await run(suite, '.')
  const formats = await run(suite, 'optional/format')

  describe('in the JSON Schema Test Suite for 2020-12', () => {
    const bare = count(required, ({ bareAgrees }) => bareAgrees)
    test.each([
      [`${figures(required)} (${bare} if formats assert nothing)`, required],
      [figures(formats), formats],
    ])('%s', (_, outcomes) => {
      expect(outcomes.filter((each) => each.kind !== 'agrees' && !exceptionFor(each))).toEqual([])
    })

    test('there are enough tests to mean anything', () => {
      expect(required.length).toBeGreaterThan(1200)
      expect(formats.length).toBeGreaterThan(400)
    })

    test('no exception is listed that is none', () => {
      const all = [...required, ...formats].map(exceptionFor)
      expect(exceptions.filter((exception) => !all.includes(exception))).toEqual([])
    })
  })
}
