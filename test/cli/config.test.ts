// How flags, environment, config file and defaults are merged, and what a config file may say.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { FlagTable } from '../../src/cli/command.ts'
import { commands } from '../../src/cli/commands.ts'
import { checkConfigFile, resolveConfig, variableOf } from '../../src/cli/config.ts'
import { globalFlags } from '../../src/cli/flags.ts'
import type { JsonObject } from '../../src/contract/json.ts'
import { run } from './command-line.ts'
import { sampleCommands } from './sample-commands.ts'

const table = {
  'base-url': { type: 'string', value: 'URL', summary: '', default: 'https://default' },
  strict: { type: 'boolean', summary: '' },
  port: { type: 'integer', value: 'N', summary: '', min: 1 },
  report: { type: 'list', value: 'FORMAT=PATH', summary: '' },
} as const satisfies FlagTable

const file = (values: JsonObject) => ({ path: 'x.json', values })
const nothing = { table, flags: new Map(), env: {}, file: undefined }

test('a flag wins over the environment, that over the file, that over the default', () => {
  const flags = new Map([['base-url', ['https://flag']]])
  const env = { BLACKBOX_BASE_URL: 'https://env' }
  const values = { 'base-url': 'https://file' }
  const all = { table, flags, env, file: file(values) }
  const urls = [
    resolveConfig(all),
    resolveConfig({ ...all, flags: new Map() }),
    resolveConfig({ ...all, flags: new Map(), env: {} }),
    resolveConfig(nothing),
  ].map((options) => options['base-url'])
  expect(urls).toEqual(['https://flag', 'https://env', 'https://file', 'https://default'])
})

test('a switch that is turned off wins over a file that turns it on', () => {
  const flags = new Map([['strict', false]])
  expect(resolveConfig({ ...nothing, flags, file: file({ strict: true }) }).strict).toBe(false)
})

test.each<[string, { given: Record<string, string>; want: object }]>([
  ['true', { given: { BLACKBOX_STRICT: 'true' }, want: { strict: true } }],
  ['1', { given: { BLACKBOX_STRICT: '1' }, want: { strict: true } }],
  ['false', { given: { BLACKBOX_STRICT: 'false' }, want: { strict: false } }],
  ['an empty text, which is not set', { given: { BLACKBOX_PORT: '' }, want: { port: undefined } }],
  ['a number', { given: { BLACKBOX_PORT: '12' }, want: { port: 12 } }],
  [
    'a list between commas',
    { given: { BLACKBOX_REPORT: 'json=a, terminal' }, want: { report: ['json=a', 'terminal'] } },
  ],
])('reads from the environment: %s', (_, { given, want }) => {
  expect(resolveConfig({ ...nothing, env: given })).toMatchObject(want)
})

test.each<[string, { given: JsonObject; want: object }]>([
  ['a switch', { given: { strict: true }, want: { strict: true } }],
  ['a number', { given: { port: 12 }, want: { port: 12 } }],
  [
    'a list',
    { given: { report: ['json=a', 'terminal'] }, want: { report: ['json=a', 'terminal'] } },
  ],
  ['one word for a list', { given: { report: 'json=a' }, want: { report: ['json=a'] } }],
])('reads from a file: %s', (_, { given, want }) => {
  checkConfigFile(file(given), table)
  expect(resolveConfig({ ...nothing, file: file(given) })).toMatchObject(want)
})

test.each<[string, { given: JsonObject; want: string }]>([
  [
    'a text for a switch',
    { given: { strict: 'true' }, want: "x.json: 'strict' must be true or false." },
  ],
  [
    'a text for a number',
    { given: { port: '12' }, want: "x.json: 'port' must be a whole number of at least 1." },
  ],
  [
    'a number out of range',
    { given: { port: 0 }, want: "x.json: 'port' must be a whole number of at least 1." },
  ],
  ['null', { given: { 'base-url': null }, want: "x.json: 'base-url' must be a string." }],
  ['an empty text', { given: { 'base-url': '' }, want: "x.json: 'base-url' needs a value." }],
  [
    'a number in a list',
    {
      given: { report: ['json', 1] },
      want: "x.json: 'report' must be a string or a list of strings.",
    },
  ],
  ['an unknown key', { given: { baseUrl: 'x' }, want: "x.json: 'baseUrl' is no option." }],
  [
    'a member of every object',
    { given: { toString: 'x' }, want: "x.json: 'toString' is no option." },
  ],
  [
    'a key to the API',
    {
      given: { token: 'sk-private' },
      want: "x.json: 'token' is refused: others could read the key there.",
    },
  ],
  [
    'help, which is for the command line',
    { given: { help: true }, want: "x.json: 'help' is no option." },
  ],
])('refuses in a file: %s', (_, { given, want }) => {
  expect(() => checkConfigFile(file(given), { ...table, ...globalFlags })).toThrow(want)
})

const folder = mkdtempSync(join(tmpdir(), 'config-'))
afterAll(() => rmSync(folder, { recursive: true }))

test.each<[string, { given: string; want: object }]>([
  [
    'its own member',
    {
      given: '{"blackbox-contract":{"port":1}}',
      want: { exitCode: 0, stdout: expect.stringContaining('"port":1,') },
    },
  ],
  [
    'no member',
    {
      given: '{"name":"x"}',
      want: { exitCode: 0, stdout: expect.stringContaining('"port":4010,') },
    },
  ],
  [
    'a byte order mark',
    {
      given: '\ufeff{"blackbox-contract":{"port":1}}',
      want: { exitCode: 0, stdout: expect.stringContaining('"port":1,') },
    },
  ],
  ['a fault that is not ours', { given: '{"name"', want: { exitCode: 0 } }],
  [
    'a wrong key',
    {
      given: '{"blackbox-contract":{"prot":1}}',
      want: {
        exitCode: 2,
        stderr:
          "error: package.json#blackbox-contract: 'prot' is no option. Did you mean 'port'?\n",
      },
    },
  ],
  [
    'no object',
    {
      given: '{"blackbox-contract":[]}',
      want: { exitCode: 2, stderr: expect.stringContaining('is not a JSON object') },
    },
  ],
])('reads package.json of the current folder: %s', async (_, { given, want }) => {
  writeFileSync(join(folder, 'package.json'), given)
  expect(await run({ argv: ['echo'], cwd: folder, known: sampleCommands })).toMatchObject(want)
})

test('a config file may hold options of other commands', async () => {
  writeFileSync(join(folder, 'some.json'), '{"port":1}')
  const other = async () => ({ name: 'other', summary: '', flags: {}, run: async () => 0 as const })
  const known = { ...sampleCommands, other }
  const argv = ['other', '--config', 'some.json']
  expect(await run({ argv, cwd: folder, known })).toMatchObject({ exitCode: 0 })
})

test('flags and their variables mean the same in every command', async () => {
  const seen = new Map<string, string>()
  for (const [name, load] of Object.entries(commands)) {
    const command = await load()
    expect(command.name).toBe(name)
    for (const [flag, { type }] of Object.entries(command.flags)) {
      expect(Object.hasOwn(globalFlags, flag)).toBe(false)
      expect(flag).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
      expect(variableOf(flag)).not.toBe('BLACKBOX_API_KEY')
      expect([flag, seen.get(flag) ?? type]).toEqual([flag, type])
      seen.set(flag, type)
    }
  }
})
