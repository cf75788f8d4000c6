// What is read from argv, and each way in which it may be wrong.
import { expect, test } from 'vitest'
import { checkPositionals } from '../../src/cli/args.ts'
import { run } from './command-line.ts'
import { sampleCommands } from './sample-commands.ts'

const defaults = {
  'allow-remote-refs': false,
  report: [],
  'allow-unchecked': false,
  port: 4010,
  only: [],
  help: false,
  version: false,
  debug: false,
  positionals: [],
}

test.each<[string, { given: string[]; want: object }]>([
  ['nothing', { given: [], want: {} }],
  ['a switch', { given: ['--allow-unchecked'], want: { 'allow-unchecked': true } }],
  ['a switch turned off', { given: ['--no-allow-unchecked'], want: {} }],
  ['the last word about a switch', { given: ['--no-debug', '--debug'], want: { debug: true } }],
  ['a value after a blank', { given: ['--port', '80'], want: { port: 80 } }],
  ['a value after an equals sign', { given: ['--port=80'], want: { port: 80 } }],
  ['a value with an equals sign', { given: ['--contract=a=b'], want: { contract: 'a=b' } }],
  ['a value that starts with a dash', { given: ['--contract=-a'], want: { contract: '-a' } }],
  ['zero', { given: ['--port=0'], want: { port: 0 } }],
  [
    'a list',
    { given: ['--only', 'mock', '--only=contract'], want: { only: ['mock', 'contract'] } },
  ],
  [
    'a list between commas',
    { given: ['--only', 'mock,contract'], want: { only: ['mock', 'contract'] } },
  ],
  [
    'commas in a list of free words',
    { given: ['--report', 'json=a,b'], want: { report: ['json=a,b'] } },
  ],
  [
    'positionals between flags',
    { given: ['a', '--debug', 'b'], want: { debug: true, positionals: ['a', 'b'] } },
  ],
  [
    'positionals after two dashes',
    { given: ['--', '--debug', '-h'], want: { positionals: ['--debug', '-h'] } },
  ],
  ['a dash alone, which is standard input', { given: ['-'], want: { positionals: ['-'] } }],
  ['a file named like the command', { given: ['echo'], want: { positionals: ['echo'] } }],
  ['an empty positional', { given: [''], want: { positionals: [''] } }],
])('reads %s', async (_, { given, want }) => {
  const outcome = await run({ argv: ['echo', ...given], known: sampleCommands })
  expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
  expect(JSON.parse(outcome.stdout)).toEqual({ ...defaults, ...want })
})

test('shared flags with their values may stand before the command', async () => {
  const argv = ['--contract', 'a.yaml', '--debug', 'echo', 'b.har']
  const { stdout } = await run({ argv, known: sampleCommands })
  expect(JSON.parse(stdout)).toMatchObject({
    contract: 'a.yaml',
    debug: true,
    positionals: ['b.har'],
  })
})

test.each<[string, { given: string[]; want: string }]>([
  [
    'a word for a number',
    { given: ['--port', 'http'], want: '--port must be a whole number from 0 to 65535.' },
  ],
  [
    'a number out of range',
    { given: ['--port', '65536'], want: '--port must be a whole number from 0 to 65535.' },
  ],
  ['a fraction', { given: ['--seed', '1.5'], want: '--seed must be a whole number.' }],
  [
    'a number that JavaScript cannot hold',
    { given: ['--seed', '9007199254740993'], want: '--seed must be a whole number.' },
  ],
  ['hexadecimal', { given: ['--seed', '0x10'], want: '--seed must be a whole number.' }],
  [
    'an unknown choice',
    {
      given: ['--mode', 'fats'],
      want: "--mode must be one of fast, full, not 'fats'. Did you mean 'fast'?",
    },
  ],
  [
    'an unknown choice in a list',
    {
      given: ['--only', 'mock,mokc'],
      want: "--only must be one of contract, mock, not 'mokc'. Did you mean 'mock'?",
    },
  ],
  ['an empty choice in a list', { given: ['--only', 'mock,'], want: '--only needs a value.' }],
  ['an empty value', { given: ['--contract='], want: '--contract needs a value.' }],
  ['no value at the end', { given: ['--contract'], want: '--contract needs a value.' }],
  [
    'a value flag turned off',
    { given: ['--no-contract'], want: "Unknown flag '--no-contract'. Did you mean '--contract'?" },
  ],
  [
    'a member of every object',
    {
      given: ['--hasOwnProperty'],
      want: "Unknown flag '--hasOwnProperty'. blackbox-contract COMMAND --help lists them.",
    },
  ],
  [
    'a prototype',
    {
      given: ['--__proto__=1'],
      want: "Unknown flag '--__proto__'. blackbox-contract COMMAND --help lists them.",
    },
  ],
  [
    'an unknown format',
    {
      given: ['--report', 'jsno=a'],
      want: "--report knows no format 'jsno'. Did you mean 'json'?",
    },
  ],
  [
    'a report without a file',
    {
      given: ['--report', 'json='],
      want: '--report json= names no file. Write json=FILE, or json=- for standard output.',
    },
  ],
  [
    'two reports to standard output',
    {
      given: ['--report', 'json', '--report', 'terminal=-'],
      want: '--report sends both json and terminal to standard output. Give each report a place of its own.',
    },
  ],
  [
    'two reports to one file',
    {
      given: ['--report', 'json=a', '--report', 'terminal=./x/../a'],
      want: "--report sends both json and terminal to './x/../a'. Give each report a place of its own.",
    },
  ],
])('refuses %s', async (_, { given, want }) => {
  const outcome = await run({ argv: ['echo', ...given], known: sampleCommands })
  expect(outcome).toEqual({ exitCode: 2, stdout: '', stderr: `error: ${want}\n` })
})

test.each([
  ['--api-key=sk-private'],
  ['--apiKey', 'sk-private'],
  ['--token', 'sk-private'],
  ['--key=sk-private'],
  ['--auth-token', 'sk-private'],
  ['--X-API-Key', 'sk-private'],
  ['--password=sk-private'],
  ['--authorization', 'Bearer sk-private'],
])('refuses a secret without repeating it: %s', async (...given) => {
  for (const argv of [
    ['echo', ...given],
    [...given, 'echo'],
    ['echo', 'a', ...given, '--bogus'],
  ]) {
    const outcome = await run({ argv, known: sampleCommands })
    expect(outcome.exitCode).toBe(2)
    expect(outcome.stderr).toContain('BLACKBOX_API_KEY')
    expect(outcome.stderr + outcome.stdout).not.toContain('sk-private')
  }
})

test.each<[string, { given: [string, string[]]; want: string | undefined }]>([
  ['one is due', { given: ['FILE', []], want: 'FILE is missing.' }],
  ['at least one is due', { given: ['FILE...', []], want: 'FILE is missing.' }],
  ['the second is due', { given: ['BASE REVISION', ['a']], want: 'REVISION is missing.' }],
  ['the second is optional', { given: ['BASE [REVISION]', ['a']], want: undefined }],
  ['many are allowed', { given: ['FILE...', ['a', 'b', 'c']], want: undefined }],
  ['none are allowed', { given: ['', ['a']], want: "Unexpected argument 'a'." }],
  ['one too many', { given: ['[ID]', ['a', 'b']], want: "Unexpected argument 'b'." }],
  ['a word of a choice', { given: ['verify|publish [FILE]...', ['verify', 'a']], want: undefined }],
  [
    'a choice is due',
    { given: ['verify|publish', []], want: 'One of verify, publish is missing.' },
  ],
  [
    'no word of a choice',
    { given: ['verify|publish', ['verfy']], want: "'verfy' is none of verify, publish." },
  ],
])('counts positionals: %s', (_, { given: [usage, positionals], want }) => {
  const check = () => checkPositionals(positionals, usage)
  if (want === undefined) expect(check).not.toThrow()
  else expect(check).toThrow(want)
})
