// The file of known findings: what is read, and the sentence for each thing that may be wrong with it.
import { describe, expect, test } from 'vitest'
import { isToolError } from '../../src/errors.ts'
import { readKnown } from '../../src/known/known-file.ts'

const file = { path: 'known.yaml', rules: ['response-schema', 'secret-leak'], today: '2026-03-02' }

const entry = (changes: Record<string, string | undefined> = {}): string => {
  const members = {
    fingerprint: '0123456789abcdef',
    rule: 'response-schema',
    operation: 'GET /trunks/{id}',
    at: '/response/body/id',
    reason: 'The vendor knows it',
    until: '2026-12-31',
    ...changes,
  }
  const lines = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  )
  return `- ${lines.join('\n  ')}\n`
}

function failure(text: string): string {
  try {
    return `read: ${JSON.stringify(readKnown(text, file))}`
  } catch (error) {
    if (!isToolError(error)) throw error
    return `${error.code} ${error.message} ${error.hint}`
  }
}

describe('what is read', () => {
  test('an entry with all its members', () => {
    const more = {
      status: '[200, 404]',
      contract: '/paths',
      owner: 'ada',
      link: 'https://a.example/1',
    }
    expect(readKnown(`# ours\n\n${entry(more)}`, file)).toEqual([
      {
        fingerprint: '0123456789abcdef',
        rule: 'response-schema',
        operation: 'GET /trunks/{id}',
        at: '/response/body/id',
        pointer: '/paths',
        statuses: [200, 404],
        reason: 'The vendor knows it',
        until: '2026-12-31',
        owner: 'ada',
        link: 'https://a.example/1',
        line: 3,
      },
    ])
  })

  test.each<[string, { given: string; want: string[] }]>([
    ['no text', { given: '', want: [] }],
    ['comments', { given: '# none yet\n', want: [] }],
    ['an empty list', { given: '[]', want: [] }],
    ['a document that is begun', { given: '---\n', want: [] }],
    ['JSON', { given: JSON.stringify([]), want: [] }],
    [
      'a fingerprint that YAML takes for a number',
      { given: entry({ fingerprint: '7034013000000000' }), want: ['7034013000000000'] },
    ],
    [
      'a fingerprint that YAML takes for an enormous number',
      { given: entry({ fingerprint: '12345678e1234567' }), want: ['12345678e1234567'] },
    ],
    [
      'a fingerprint in quotes',
      { given: entry({ fingerprint: "'0000000000000000'" }), want: ['0000000000000000'] },
    ],
    ['Windows line ends', { given: entry().replaceAll('\n', '\r\n'), want: ['0123456789abcdef'] }],
    ['a day that is over', { given: entry({ until: '2020-01-01' }), want: ['0123456789abcdef'] }],
    ['a byte order mark', { given: `\ufeff${entry()}`, want: ['0123456789abcdef'] }],
  ])('%s', (_, { given, want }) => {
    expect(readKnown(given, file).map(({ fingerprint }) => fingerprint)).toEqual(want)
  })
})

const other = '00000000000000aa'
const deep = '['.repeat(20_000)

describe('what is refused, and where', () => {
  test.each<[string, { given: string; want: string }]>([
    ['no list', { given: 'known: []', want: '1:1 is no list of known findings.' }],
    ['a text', { given: 'none', want: '1:1 is no list of known findings.' }],
    ['text for an entry', { given: '- none', want: '1:3 is no entry with members.' }],
    ['an empty entry', { given: '-\n', want: 'is no entry with members.' }],
    ['broken YAML', { given: `${entry()}  - x`, want: '7:' }],
    ['a tab', { given: '-\tfingerprint: [', want: 'is not readable as YAML: ' }],
    ['two documents', { given: '[]\n---\n[]\n', want: 'is not readable as YAML: ' }],
    ['a bottomless list', { given: deep, want: 'known.yaml:1:' }],
    [
      'no reason',
      { given: entry({ reason: undefined }), want: '1:3 has no reason in this entry.' },
    ],
    ['an empty reason', { given: entry({ reason: '' }), want: '5:11 reason needs a text.' }],
    ['a blank reason', { given: entry({ reason: "' '" }), want: '5:11 reason needs a text.' }],
    [
      'a reason without end',
      {
        given: entry({ reason: 'x'.repeat(501) }),
        want: '5:11 reason is longer than 500 characters.',
      },
    ],
    [
      'no fingerprint',
      { given: entry({ fingerprint: undefined }), want: '1:3 has no fingerprint' },
    ],
    ['no day', { given: entry({ until: undefined }), want: '1:3 has no until in this entry.' }],
    [
      'half a fingerprint',
      { given: entry({ fingerprint: 'abc' }), want: '1:16 fingerprint is not sixteen hexadecimal' },
    ],
    [
      'a misspelt rule',
      {
        given: entry({ rule: 'respons-schema' }),
        want: `2:9 rule names no rule about traffic: "respons-schema". Did you mean 'response-schema'?`,
      },
    ],
    [
      'a rule like no other',
      {
        given: entry({ rule: 'everything' }),
        want: '"everything". blackbox-contract rules lists them.',
      },
    ],
    [
      'a day that is not',
      { given: entry({ until: '2026-02-30' }), want: '6:10 until is no day of the calendar' },
    ],
    [
      'a day far ahead',
      {
        given: entry({ until: '2027-03-03' }),
        want: '6:10 until is more than a year ahead: 2027-03-02 is the last day that it may be.',
      },
    ],
    [
      'a misspelt member',
      {
        given: entry({ untill: '2026-12-31' }),
        want: `7:3 is no member of a known finding: "untill". Did you mean 'until'?`,
      },
    ],
    ['a member twice', { given: `${entry()}  at: /x\n`, want: '7:3 is not readable as YAML: ' }],
    [
      'a fingerprint twice',
      {
        given: entry() + entry({ fingerprint: other }) + entry(),
        want: '13:3 accepts 0123456789abcdef again, which line 1 accepts. Leave one of the two entries.',
      },
    ],
    [
      'a list for a text',
      { given: entry({ reason: '[a]' }), want: '5:11 reason is no plain text.' },
    ],
    [
      'an alias',
      { given: `${entry({ reason: '&a x' })}  owner: *a\n`, want: '7:10 owner is no plain text.' },
    ],
    [
      'a status that is none',
      { given: entry({ status: 'ok' }), want: '7:11 status is no status of HTTP' },
    ],
    [
      'a link that is none',
      { given: entry({ link: 'TICKET-7' }), want: '7:9 link is no http(s) address.' },
    ],
    [
      'a link that runs',
      { given: entry({ link: 'javascript:alert(1)' }), want: '7:9 link is no http(s) address.' },
    ],
    [
      'a link with a password',
      {
        given: entry({ link: 'https://ada:secret@a.example' }),
        want: '7:9 link holds a user or a password.',
      },
    ],
    [
      'a pointer that is none',
      { given: entry({ contract: 'paths' }), want: '7:13 contract is no JSON Pointer.' },
    ],
  ])('%s', (_, { given, want }) => {
    const said = failure(given)
    expect(said).toMatch(/^E_CONFIG known\.yaml:\d+:\d+ /)
    expect(said).toContain(want)
    expect(said).not.toContain('secret')
  })

  test('ten thousand entries are read in a moment', () => {
    const all = Array.from({ length: 10_000 }, (_, index) =>
      entry({ fingerprint: index.toString(16).padStart(16, '0') }),
    )
    expect(readKnown(all.join(''), file)).toHaveLength(10_000)
  })
})
