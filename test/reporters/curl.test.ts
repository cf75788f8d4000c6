// Runs the printed commands in a real shell, where a function takes the place of curl and tells what it was given.
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { curl } from '../../src/reporters/curl.ts'
import { keyPlaceholder, type Witness } from '../../src/witness.ts'

type Request = Witness['request']

const url = 'https://api.example/trunks/7'
const key = `k3y "$(id)" 'x' \\`

/** What each command hands over, by a shell that has the key in its environment. */
function argumentsOf(commands: readonly string[]): string[][] {
  const stub = `curl() { printf '%s\\0' "$#" "$@"; }`
  const script = [stub, ...commands].join('\n')
  const env = { PATH: process.env.PATH, BLACKBOX_API_KEY: key }
  const words = execFileSync('/bin/sh', ['-s'], { env, input: script, encoding: 'utf8' }).split(
    '\0',
  )
  return commands.map(() => words.splice(0, Number(words.shift())))
}

const request = (changes: Partial<Request>): Request => ({
  method: 'GET',
  url,
  headers: [],
  ...changes,
})

const withBody = (body: string) =>
  request({ method: 'POST', headers: [['Content-Type', 'text/plain']], body })
const sentBody = (body: string) => [
  ...['--include', '--request', 'POST', '--url', url],
  ...['--header', 'Content-Type: text/plain', '--data-raw', body],
]

const cases: readonly (readonly [string, { given: Request; want: string[] }])[] = [
  ['a plain GET', { given: request({}), want: ['--include', '--url', url] }],
  [
    'HEAD, for which curl has an option',
    { given: request({ method: 'HEAD' }), want: ['--head', '--url', url] },
  ],
  [
    'a method that is a command',
    { given: request({ method: 'A;id' }), want: ['--include', '--request', 'A;id', '--url', url] },
  ],
  [
    'the key, which stays in the environment',
    {
      given: request({ headers: [['Authorization', `Bearer ${keyPlaceholder}`]] }),
      want: ['--include', '--url', url, '--header', `Authorization: Bearer ${key}`],
    },
  ],
  [
    'the key beside hostile text',
    {
      given: request({ headers: [['Cookie', `a='"\`id\`$(id)"; sid=${keyPlaceholder}`]] }),
      want: ['--include', '--url', url, '--header', `Cookie: a='"\`id\`$(id)"; sid=${key}`],
    },
  ],
  [
    'the key as user and password',
    {
      given: request({ headers: [['authorization', `Basic ${keyPlaceholder}`]] }),
      want: ['--include', '--url', url, '--user', `${key}:${key}`],
    },
  ],
  [
    'the key in the query',
    {
      given: request({ url: `${url}?a=1&k=${keyPlaceholder}` }),
      want: ['--include', '--url', `${url}?a=1&k=${key}`],
    },
  ],
  [
    'another variable, which stays a text',
    {
      given: request({ headers: [['Accept', '$HOME $1 $(id) $BLACKBOX_API']] }),
      want: ['--include', '--url', url, '--header', 'Accept: $HOME $1 $(id) $BLACKBOX_API'],
    },
  ],
  [
    'a URL with what curl and shells expand',
    {
      given: request({ url: `${url}?a={1,2}&b[]=*&c=~;#'"` }),
      want: ['--include', '--globoff', '--url', `${url}?a={1,2}&b[]=*&c=~;#'"`],
    },
  ],
  [
    'a URL that curl would make shorter',
    {
      given: request({ url: 'https://api.example/a/../b' }),
      want: ['--include', '--path-as-is', '--url', 'https://api.example/a/../b'],
    },
  ],
  [
    'a URL with what no URL can hold',
    {
      given: request({ url: `${url}/é \n\ud800` }),
      want: ['--include', '--url', `${url}/%C3%A9%20%0A%EF%BF%BD`],
    },
  ],
  [
    'a URL that looks like an option',
    { given: request({ url: '--output=/etc/x' }), want: ['--include', '--url', '--output=/etc/x'] },
  ],
  [
    'a field that would be split in two',
    {
      given: request({ headers: [['Accept', 'a\r\nX-Evil: b']] }),
      want: ['--include', '--url', url, '--header', 'Accept: a X-Evil: b'],
    },
  ],
  [
    'an empty field, which a colon would take out',
    {
      given: request({ headers: [['Accept', '']] }),
      want: ['--include', '--url', url, '--header', 'Accept;'],
    },
  ],
  [
    'no field whose name is a file to be read',
    { given: request({ headers: [['@/etc/passwd', 'a']] }), want: ['--include', '--url', url] },
  ],
  [
    'a body without a media type',
    {
      given: request({ method: 'PUT', body: 'a' }),
      want: [
        ...['--include', '--request', 'PUT', '--url', url],
        ...['--header', 'Content-Type:', '--data-raw', 'a'],
      ],
    },
  ],
  ['an empty body', { given: withBody(''), want: sentBody('') }],
  ['a body that names a file', { given: withBody('@/etc/passwd'), want: sentBody('@/etc/passwd') }],
  ['a body of lines', { given: withBody("a\n'b'\n\nc"), want: sentBody("a\n'b'\n\nc") }],
  [
    'a body that looks like the end of a document',
    { given: withBody('\nEOF\n'), want: sentBody('\nEOF\n') },
  ],
  [
    'a body with what cannot be seen',
    {
      given: withBody('\u001b[2J\t\r\u202ea\u{e0041}'),
      want: sentBody('\u001b[2J\t\r\u202ea\u{e0041}'),
    },
  ],
]

test('a shell hands over exactly the request', () => {
  const got = argumentsOf(cases.map(([, { given }]) => curl(given)))
  const named = (all: readonly string[][]) => cases.map(([name], index) => [name, all[index]])
  expect(named(got)).toEqual(named(cases.map(([, { want }]) => want)))
})

test('a shell hands over any text', () => {
  const unit = fc.constantFrom(...`'"\\$\`!*?[]{}()<>|&;#~=%@-\n\t\r a1é\u202e😀`)
  const text = fc.array(unit, { maxLength: 12 }).map((units) => units.join(''))
  const texts = fc.sample(text, { numRuns: 300, seed: 1 })
  const got = argumentsOf(texts.map((each) => curl(withBody(each))))
  expect(got).toEqual(texts.map(sentBody))
})

test('the key is never in the command', () => {
  const command = curl(request({ headers: [['Authorization', `Bearer ${keyPlaceholder}`]] }))
  expect(command).toBe(
    `curl --include \\\n  --url ${url} \\\n  --header "Authorization: Bearer $BLACKBOX_API_KEY"`,
  )
})

test('nothing is hidden in a command', () => {
  const hostile = '\u001b[2J\u202e\u200b\u2028\t'
  const command = curl(
    request({ method: hostile, url: hostile, headers: [['A', hostile]], body: hostile }),
  )
  expect(command).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
})
