// Tests of the redactor by a search that undoes encodings: no form of a secret is left, and nothing else is touched.
import { describe, expect, it } from 'vitest'
import { createSecrets } from '../../src/cli/secrets.ts'
import { givesAway } from './canary.ts'

const key = 'sk/live+4f"9é<ö>&c~2 b7'
const secrets = createSecrets({ BLACKBOX_API_KEY: key })

const base64 = (text: string) => Buffer.from(text).toString('base64')
const json = (text: string) => JSON.stringify(text).slice(1, -1)

const forms: [string, string][] = [
  ['as it is', key],
  ['in capitals', key.toUpperCase()],
  ['as a whole URL', encodeURI(key)],
  ['as a part of a URL', encodeURIComponent(key)],
  ['in small hexadecimal digits', encodeURIComponent(key).toLowerCase()],
  ['by RFC 3986', encodeURIComponent(key).replaceAll("'", '%27')],
  ['as a form', new URLSearchParams({ key }).toString()],
  ['twice for a URL', encodeURIComponent(encodeURIComponent(key))],
  ['each byte for a URL', [...Buffer.from(key)].map((byte) => `%${byte.toString(16)}`).join('')],
  ['in base64', base64(key)],
  ['in base64 after one byte', base64(`:${key}`)],
  ['in base64 after two', base64(`ab${key}c`)],
  ['in base64url', Buffer.from(`key=${key}`).toString('base64url')],
  ['in base64 for a URL', encodeURIComponent(base64(key))],
  ['as the password of Basic', `Basic ${base64(`user:${key}`)}`],
  ['as the name of Basic', `Basic ${base64(`${key}:`)}`],
  ['in JSON', json(key)],
  ['in JSON in JSON', json(json(key))],
  ['in JSON with escaped slashes', json(key).replaceAll('/', '\\/')],
  ['in JSON in ASCII', json(key).replaceAll('é', '\\u00e9').replaceAll('ö', '\\u00F6')],
  [
    'in JSON for HTML',
    key.replace(
      /["<>&+é-ö]/g,
      (each) => `\\u${each.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
    ),
  ],
  [
    'in XML',
    key.replace(
      /[<>&"]/g,
      (each) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[each] ?? '&quot;',
    ),
  ],
  [
    'in HTML',
    key.replace(/[<>&"]/g, (each) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[each] ?? '&#34;'),
  ],
  ['in hexadecimal', Buffer.from(key).toString('hex')],
  ['in large hexadecimal digits', Buffer.from(key).toString('hex').toUpperCase()],
  ['in Latin-1 for UTF-8', Buffer.from(key).toString('latin1')],
  ['as a pointer', key.replaceAll('~', '~0').replaceAll('/', '~1')],
]

describe('a secret is taken out', () => {
  it.each(forms)('%s', (_, form) => {
    const text = `before ${form} after`
    expect(givesAway(text, key)).toBe(true)
    const redacted = secrets.redact(text)
    expect(givesAway(redacted, key)).toBe(false)
    expect(redacted).toMatch(/^before .*\[masked\].* after$/)
  })

  const breaks: [string, string][] = [
    ['a line feed', '\n'],
    ['a return', '\r\n'],
    ['indentation', '\n        '],
    ['blank lines and tabs', '\n\n\t'],
    ['a line feed in JSON', '\\n'],
    ['indentation in JSON', '\\r\\n\\t  '],
    ['a line feed in a URL', '%0A'],
    ['a line feed in XML', '&#10;'],
    ['a soft line break of quoted-printable', '=\r\n'],
    ['a backslash at the end of the line', '\\\n  '],
  ]
  it.each(breaks)('cut in two at any place by %s', (_, cut) => {
    const plain = createSecrets({ BLACKBOX_API_KEY: 'key-51f0c6a9b2d84e7f' })
    for (const form of ['key-51f0c6a9b2d84e7f', base64(':key-51f0c6a9b2d84e7f:')]) {
      for (let at = 1; at < form.length; at++) {
        const redacted = plain.redact(`a ${form.slice(0, at)}${cut}${form.slice(at)} b`)
        expect(redacted).toContain('[masked]')
        expect(redacted.length).toBeLessThan(`a ${form} b`.length)
        expect(givesAway(redacted, 'key-51f0c6a9b2d84e7f')).toBe(false)
      }
    }
  })

  it('cut at every character', () => {
    expect(secrets.redact(`a ${[...key].join('\n ')} b`)).toBe('a [masked] b')
  })

  it('with line breaks of its own', () => {
    const pem = 'BEGIN KEY\nabcdef\nghijkl\nEND KEY'
    const { redact } = createSecrets({ PACT_BROKER_TOKEN: pem })
    expect(redact(`x ${pem} y`)).toBe('x [masked] y')
    expect(redact(`x ${json(pem)} y`)).toBe('x [masked] y')
    expect(redact(`x ${pem.replaceAll('\n', '')} y`)).toBe('x [masked] y')
  })
})

describe('the list', () => {
  it('begins with the secrets of the environment, trimmed', () => {
    const env = {
      BLACKBOX_API_KEY: ' one-key ',
      PACT_BROKER_TOKEN: 'a-token',
      PACT_BROKER_PASSWORD: 'pass-word',
    }
    expect(createSecrets(env).values()).toEqual(['one-key', 'a-token', 'pass-word'])
  })

  it('takes further values, for what is written from then on', () => {
    const { add, redact, values } = createSecrets({})
    expect(redact('wrong-key')).toBe('wrong-key')
    add('wrong-key')
    add('wrong-key')
    add(undefined)
    expect(redact('the wrong-key!')).toBe('the [masked]!')
    expect(values()).toEqual(['wrong-key'])
  })

  it('leaves out what is too short to be told from ordinary text', () => {
    const { add, redact, values } = createSecrets({ BLACKBOX_API_KEY: 'test' })
    add('12345')
    expect(redact('test 12345')).toBe('test 12345')
    expect(values()).toEqual([])
  })
})

describe('what is left', () => {
  it.each<[string, { secrets: string[]; given: string; want: string }]>([
    [
      'a secret in another one',
      { secrets: ['abcdef', 'xabcdefy'], given: '-xabcdefy-abcdef-', want: '-[masked]-[masked]-' },
    ],
    [
      'two that overlap',
      { secrets: ['abcdef', 'defghi'], given: '-abcdefghi-', want: '-[masked]-' },
    ],
    [
      'one over a line break, and one in it',
      { secrets: ['abcdefghij', 'defghi'], given: 'abc\ndefghij', want: '[masked]' },
    ],
    [
      'line breaks elsewhere',
      {
        secrets: ['abcdef'],
        given: 'abc\n\n  abcdef\nabc def',
        want: 'abc\n\n  [masked]\nabc def',
      },
    ],
    [
      'one over a line break, one in it, and one behind',
      {
        secrets: ['abcdefghij', 'defghi'],
        given: 'abc\ndefghij defghi',
        want: '[masked] [masked]',
      },
    ],
    ['half of one', { secrets: ['abcdef'], given: 'abcde', want: 'abcde' }],
    ['no text', { secrets: ['abcdef'], given: '', want: '' }],
    [
      'half of a surrogate pair',
      { secrets: ['abcdef\ud83d'], given: 'x abcdef\ud83d', want: 'x [masked]' },
    ],
  ])('%s', (_, { secrets: values, given, want }) => {
    const { add, redact } = createSecrets({})
    for (const value of values) add(value)
    expect(redact(given)).toBe(want)
  })
})

describe('ten secrets in ten megabytes take less than a second', () => {
  const many = createSecrets({})
  for (let index = 0; index < 10; index++) many.add(`aaaa-${index * 7919}+"é${'a'.repeat(index)}`)
  const fill = (text: string) => text.repeat(10_000_000 / text.length)
  it.each<[string, string]>([
    ['indented JSON', fill('{"name":"Support line","sid":"ACaaaa bb"}\n         ')],
    ['beginnings of secrets', fill('aaaa-')],
    ['blanks', fill(' ')],
    ['line feeds', fill('\n')],
    ['backslashes', fill('\\')],
    ['percent signs', fill('%0')],
    ['entities without end', fill('&#x00')],
  ])('%s', (_, text) => {
    many.redact('')
    const used = process.cpuUsage()
    expect(many.redact(text)).toBe(text)
    const { user } = process.cpuUsage(used)
    expect(user / 1e6).toBeLessThan(1)
  })
})
