// Holds each format against the RFC that defines it, corner by corner.
import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/contract/json.ts'
import { fullVocabulary } from '../../src/contract/vocabulary.ts'

type Row = [format: string, row: { given: { yes: Json[]; no: Json[] } }]

const longLabel = 'a'.repeat(63)

const rows: Row[] = [
  [
    'date-time',
    {
      given: {
        yes: [
          '2026-04-23T09:15:00Z',
          '2026-04-23t09:15:00z',
          '2026-04-23T09:15:00.1Z',
          '2026-04-23T09:15:00.123456789Z',
          '2026-04-23T09:15:00+00:00',
          '2026-04-23T09:15:00-00:00',
          '2026-04-23T09:15:00+23:59',
          '2024-02-29T00:00:00Z',
          '2000-02-29T00:00:00Z',
          '0000-01-01T00:00:00Z',
          '1998-12-31T23:59:60Z',
          '1998-12-31T15:59:60.123-08:00',
          '1999-01-01T00:59:60+01:00',
        ],
        no: [
          '2026-04-23 09:15:00Z',
          '2026-04-23_09:15:00Z',
          '2026-04-23T09:15:00',
          '2026-04-23T09:15Z',
          '2026-04-23T9:15:00Z',
          '2026-04-23T09:15:00.Z',
          '2026-04-23T09:15:00,5Z',
          '2026-04-23T24:00:00Z',
          '2026-04-23T09:60:00Z',
          '2026-04-23T09:15:61Z',
          '2026-04-23T09:15:60Z',
          '1998-12-31T22:59:60Z',
          '1998-12-31T23:58:60Z',
          '1998-12-31T23:59:60+01:00',
          '2023-02-29T00:00:00Z',
          '1900-02-29T00:00:00Z',
          '2026-02-30T00:00:00Z',
          '2026-04-31T00:00:00Z',
          '2026-13-01T00:00:00Z',
          '2026-00-01T00:00:00Z',
          '2026-04-00T00:00:00Z',
          '26-04-23T09:15:00Z',
          '12026-04-23T09:15:00Z',
          '+2026-04-23T09:15:00Z',
          '2026-04-23T09:15:00+24:00',
          '2026-04-23T09:15:00+01:60',
          '2026-04-23T09:15:00+0100',
          '2026-04-23T09:15:00+01',
          '2026-04-23T09:15:00Z\n',
          ' 2026-04-23T09:15:00Z',
          '2026-04-23T09:15:00ZZ',
          '2026-113T09:15:00Z',
          '20260423T091500Z',
          '２026-04-23T09:15:00Z',
          '2026-04-23',
          '',
        ],
      },
    },
  ],
  [
    'date',
    {
      given: {
        yes: ['2026-04-23', '2024-02-29', '2000-02-29', '0000-02-29', '2026-12-31'],
        no: [
          '2026-4-23',
          '2023-02-29',
          '1900-02-29',
          '2026-02-30',
          '2026-06-31',
          '2026-01-32',
          '2026/04/23',
          '23-04-2026',
          '2026-04-23Z',
          '2026-04-23T00:00:00Z',
          '2026-W17-4',
          '',
        ],
      },
    },
  ],
  [
    'time',
    {
      given: {
        yes: ['09:15:00Z', '09:15:00z', '23:59:60Z', '09:15:00.5+02:00', '22:59:60-01:00'],
        no: [
          '09:15:00',
          '09:15Z',
          '24:00:00Z',
          '09:15:60Z',
          '23:59:60+01:00',
          '9:15:00Z',
          '09:15:00 Z',
          '',
        ],
      },
    },
  ],
  [
    'duration',
    {
      given: {
        yes: ['P1D', 'P1Y2M3D', 'P1W', 'PT1H2M3S', 'P1DT12H', 'PT36H', 'P0D', 'P1Y', 'P4M'],
        no: [
          'P',
          'PT',
          'P1',
          '1D',
          'P1D2H',
          'P1YT',
          'P1W1D',
          'P1Y2D',
          'PT1H3S',
          'P1.5D',
          '-P1D',
          'p1d',
          'P1S',
          '',
        ],
      },
    },
  ],
  [
    'uuid',
    {
      given: {
        yes: [
          '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603',
          '7D3F6A52-9C1E-4B8A-B0C4-2E5F81A9D603',
          '00000000-0000-0000-0000-000000000000',
          'ffffffff-ffff-ffff-ffff-ffffffffffff',
          '7d3f6a52-9c1e-0b8a-00c4-2e5f81a9d603',
        ],
        no: [
          'urn:uuid:7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603',
          '{7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603}',
          '7d3f6a529c1e4b8ab0c42e5f81a9d603',
          '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d60',
          '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d6033',
          '7d3f6a52-9c1e4-b8a-b0c4-2e5f81a9d603',
          'gd3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603',
          '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603\n',
          '',
        ],
      },
    },
  ],
  [
    'email',
    {
      given: {
        yes: [
          'joe@example.com',
          'te~st@example.com',
          'a.b+c@x.example',
          '"joe bloggs"@example.com',
          '"a@b"@example.com',
          'joe@[127.0.0.1]',
          'joe@[IPv6:::1]',
          "o'neil@example.com",
        ],
        no: [
          'joe',
          '@example.com',
          'joe@',
          '.joe@example.com',
          'joe.@example.com',
          'a..b@example.com',
          'a b@example.com',
          'joe@exa mple.com',
          'joe@-x.com',
          'joe@[127.0.0.300]',
          'joe@[::1]',
          `${'a'.repeat(65)}@example.com`,
          'jöe@example.com',
          'joe@example.com\n',
          'Joe <joe@example.com>',
          '',
        ],
      },
    },
  ],
  [
    'idn-email',
    {
      given: {
        yes: ['실례@실례.테스트', 'joe@example.com', '"실 례"@example.com', 'j\u00f6@[127.0.0.1]'],
        no: [
          '',
          '실례',
          '@실례.테스트',
          '실례@',
          '.실례@a.b',
          '실례@-a.b',
          '실례@a\u0640b',
          '\u0085@a.b',
        ],
      },
    },
  ],
  [
    'idn-hostname',
    {
      given: {
        yes: [
          'example.com',
          'b\u00fccher.example',
          'fa\u00df.de',
          'xn--fa-hia.de',
          '실례。테스트',
          '\u4e2d\u6587',
          'l\u00b7l',
          '\u03b1\u0375\u03b2',
          '\u05d0\u05f3\u05d1',
          '\u30fb\u30a1',
          '\u0915\u094d\u200d\u0937',
          '\u0628\u064a\u200c\u0628\u064a',
          '\u0628\u0660\u0628',
          '\u05d0\u05d1.com',
          '\u05d01',
        ],
        no: [
          '',
          '.',
          'a..b',
          '-a',
          'a_b',
          'ab--cd',
          'B\u00fccher',
          'u\u0308ber',
          '\u0300a',
          '\u00fc-',
          'ab--\u00fc',
          'a\u00b7l',
          '\u03b1\u0375',
          'a\u05f3',
          'a\u30fbb',
          '\u0915\u200d\u0937',
          'a\u200cb',
          '\u0628\u0660\u06f0',
          '\u3031\u3032',
          '\u2603',
          '\u1100\u1161',
          // A name of which one label is written from right to left (RFC 5893 §2).
          '\u05d0a',
          '1\u05d0',
          '3com.\u05d0',
          '\u0628\u06601',
          String.fromCodePoint(
            ...Array.from({ length: 40 }, (_, i) => 0x4e00 + ((i * 7919) % 20000)),
          ),
          `\u05d0${'1'.repeat(60)}-`,
          `\u05d0.${'a'.repeat(100_000)}`,
        ],
      },
    },
  ],
  [
    'hostname',
    {
      given: {
        yes: [
          'example.com',
          'localhost',
          'a',
          'xn--bcher-kva.example',
          'XN--BCHER-KVA.example',
          'ab--cd.example',
          '1.2',
          '0host',
          longLabel,
          `${longLabel}.${longLabel}.${longLabel}.${'a'.repeat(61)}`,
        ],
        no: [
          'xn--x',
          'a.xn--',
          'xn--bcher-kvb.example',
          'xn--a',
          'xn--aa---o47jg78q',
          'b\u00fccher.example',
          '',
          '.',
          'a.',
          '.a',
          'a..b',
          '-a',
          'a-',
          'a.-b',
          'a_b',
          'a b',
          'bücher.example',
          `${longLabel}a`,
          `${longLabel}.${longLabel}.${longLabel}.${'a'.repeat(62)}`,
          'a/b',
          'a:80',
        ],
      },
    },
  ],
  [
    'ipv4',
    {
      given: {
        yes: ['127.0.0.1', '0.0.0.0', '255.255.255.255'],
        no: [
          '127.0.0',
          '127.0.0.1.1',
          '256.0.0.1',
          '01.2.3.4',
          '1.2.3.4.',
          '1.2.3.',
          '0x7f.0.0.1',
          '2130706433',
          '127.0.0.1/8',
          '1.2.3.4\n',
          '',
        ],
      },
    },
  ],
  [
    'ipv6',
    {
      given: {
        yes: [
          '::',
          '::1',
          '1::',
          '2001:db8::8a2e:370:7334',
          '1:2:3:4:5:6:7:8',
          '::ffff:192.0.2.1',
          '1:2:3:4:5:6:1.2.3.4',
          '1:2:3:4:5:6:7::',
          '::2:3:4:5:6:7:8',
          'ABCD::ef',
        ],
        no: [
          '',
          ':',
          ':::',
          '1',
          '1:2:3:4:5:6:7',
          '1:2:3:4:5:6:7:8:9',
          '1:2:3:4::5:6:7:8',
          '1::2::3',
          '12345::',
          ':1',
          '1:',
          '::g',
          '::1%eth0',
          '[::1]',
          '::1.2.3',
          '1.2.3.4',
          '1.2.3.4::',
          '::1.2.3.4:5',
          '::/64',
        ],
      },
    },
  ],
  [
    'uri',
    {
      given: {
        yes: [
          'https://example.com',
          'sip:acme.pstn.twilio.com',
          'mailto:a@b.c',
          'urn:uuid:1',
          'http://a/?q=%20#x',
          'http://[::1]:8080/',
          'http://user:pw@host/',
          'file:///etc',
          'http://',
          'tel:+1-816-555-1212',
          'http://[v1.a:b]/',
          'a:',
        ],
        no: [
          '',
          '//a/b',
          '/a',
          'a b',
          'http://a b',
          'http://a/<>',
          'http://a/%zz',
          'http://a/%1',
          'http://a/ü',
          '1a:b',
          ':a',
          'http://[::1',
          'http://[zz]',
          'http://a:80a/',
          'http://a/[b]',
          'http://a#b#c',
          'http://a\\b',
          'http://a/{b}',
          'http://a\n',
        ],
      },
    },
  ],
  [
    'uri-reference',
    {
      given: {
        yes: ['', '/a', 'a/b', '?q', '#f', '//host/a', '../x', 'https://example.com', './a:b'],
        no: ['a b', '\\\\share', '#a\\b', ':a', '1:b', '%', 'ü'],
      },
    },
  ],
  [
    'iri',
    {
      given: {
        yes: ['http://ƒøø.ßår/?∂éœ=πîx#πîüx', 'https://example.com/ü', 'a:💩'],
        no: ['/ü', 'ü', 'http://a b', 'http://a/\ud800', 'http://[2001:zz]'],
      },
    },
  ],
  ['iri-reference', { given: { yes: ['', '/ü', '#ƒ', 'ü/b'], no: ['\\ü', '#ƒ\\', ':ü'] } }],
  [
    'uri-template',
    {
      given: {
        yes: ['', 'http://a/{id}', '{+path}/x', '{?q,lang}', '{/a*,b:3}', '{a.b}', '%20'],
        no: ['{', '}', '{}', 'a{b', '{a}}', '{a b}', '{a:0}', 'a b', '%2', '{=a,}'],
      },
    },
  ],
  [
    'json-pointer',
    {
      given: {
        yes: ['', '/', '/a~0b/c~1d', '/a//b', '/ü \n'],
        no: ['a', '/~', '/a~2', '#/a', '~0'],
      },
    },
  ],
  [
    'relative-json-pointer',
    {
      given: {
        yes: ['0', '1/a', '0#', '2+1/a', '10-2#', '0/'],
        no: ['', '/a', '01', '-1', '+1', '0##', '1a', '0+0'],
      },
    },
  ],
  [
    'regex',
    {
      given: {
        yes: ['', '^a+$', '\\p{L}', '(?<=a)b', '[^\\]]'],
        no: ['(', '[', '*', '\\Z', 'a{2,1}', '(?P<a>b)', '\\-'],
      },
    },
  ],
  [
    'byte',
    {
      given: {
        yes: ['', 'YQ==', 'YWI=', 'YWJj', '+/8='],
        no: ['YQ', 'YQ=', 'Y', 'YW=J', 'YWJj\n', '-_8=', 'YQ==='],
      },
    },
  ],
  [
    'int32',
    { given: { yes: [0, -2147483648, 2147483647, 1e3], no: [2147483648, -2147483649, 0.5] } },
  ],
  [
    'int64',
    {
      given: {
        yes: [0, 2 ** 53, -(2 ** 63), 2 ** 63 - 1024],
        no: [2 ** 63, -(2 ** 63) - 2048, 0.5, 1e19, Number.POSITIVE_INFINITY],
      },
    },
  ],
  [
    'float',
    { given: { yes: [0, 1.5, 3.4e38, -3.4e38], no: [3.5e38, -1e39, Number.POSITIVE_INFINITY] } },
  ],
  ['double', { given: { yes: [0, 1e308, 'x'], no: [] } }],
  ['binary', { given: { yes: ['\u0000', ''], no: [] } }],
  ['password', { given: { yes: ['', 'x'], no: [] } }],
]

describe('a format', () => {
  test.each(rows)('%s accepts and refuses as its definition says', (name, { given }) => {
    const format = fullVocabulary.formats[name]
    const accepted = (values: Json[]) => values.filter((value) => format?.(value))
    expect(accepted(given.yes)).toEqual(given.yes)
    expect(accepted(given.no)).toEqual([])
  })

  test('is tested, whichever the judge knows', () => {
    expect(Object.keys(fullVocabulary.formats).sort()).toEqual(rows.map(([name]) => name).sort())
  })

  test('says nothing about values of other types', () => {
    const numeric = ['int32', 'int64', 'float']
    for (const [name, format] of Object.entries(fullVocabulary.formats)) {
      const others: Json[] = [null, true, [], {}, numeric.includes(name) ? '2026' : 2026]
      expect([name, ...others.map(format)]).toEqual([name, ...others.map(() => true)])
    }
  })

  test('takes a hundred thousand hostile characters in its stride', () => {
    const hostile = [
      'a',
      '.',
      '-',
      '@',
      ':',
      '/',
      '%41',
      '{a}',
      'a.',
      '1:',
      '"',
      '\\a',
      '~0',
      'P1D',
      'aé',
    ]
    const started = performance.now()
    for (const format of Object.values(fullVocabulary.formats)) {
      for (const piece of hostile) {
        const text = piece.repeat(100_000 / piece.length)
        for (const whole of [text, `${text}!`, `a@${text}`, `http://${text} `]) format(whole)
      }
    }
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
