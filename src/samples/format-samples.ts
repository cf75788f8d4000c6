// Strings that have each format, at the corners of its grammar, and near misses that have not.

type FormatSamples = {
  valid: readonly string[]
  invalid: readonly (readonly [string, how: string])[]
}

const addresses = {
  valid: ['a@example.com', 'first.last+tag@sub.example.org', "o'neil@example.com"],
  invalid: [
    ['example.com', 'without an at sign'],
    ['a@', 'without a domain'],
    ['@example.com', 'without a mailbox'],
    ['a b@example.com', 'with a blank'],
  ],
} as const satisfies FormatSamples

export const formatSamples: Readonly<Record<string, FormatSamples>> = {
  uuid: {
    valid: [
      '3f2b8c1e-5d4a-4f6b-9c7d-8e1a2b3c4d5e',
      '00000000-0000-0000-0000-000000000000',
      'FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF',
    ],
    invalid: [
      ['3f2b8c1e-5d4a-4f6b-9c7d-8e1a2b3c4d5', 'one digit short'],
      ['3f2b8c1e-5d4a-4f6b-9c7d-8e1a2b3c4d5e0', 'one digit long'],
      ['3f2b8c1e5d4a4f6b9c7d8e1a2b3c4d5e', 'without hyphens'],
      ['urn:uuid:3f2b8c1e-5d4a-4f6b-9c7d-8e1a2b3c4d5e', 'as a URN'],
      ['{3f2b8c1e-5d4a-4f6b-9c7d-8e1a2b3c4d5e}', 'in braces'],
      ['3f2b8c1e-5d4a-4f6b-9c7d-8e1a2b3c4d5g', 'with a letter that is no digit'],
      ['3f2b8c1e-5d4a-4f6b-9c7d-8e1a2b3c4d5e\n', 'with a line end'],
    ],
  },
  'date-time': {
    valid: [
      '2024-02-29T23:59:59Z',
      '2023-11-07T05:31:56.123456789+05:30',
      '2016-12-31T23:59:60Z',
      '1985-04-12t23:20:50.52z',
      '0001-01-01T00:00:00-00:00',
    ],
    invalid: [
      ['2023-11-07 05:31:56Z', 'with a blank for the T'],
      ['2023-11-07T05:31:56', 'without an offset'],
      ['2023-02-30T05:31:56Z', 'on 30 February'],
      ['2023-02-29T05:31:56Z', 'on 29 February of a common year'],
      ['2023-13-07T05:31:56Z', 'in month 13'],
      ['2023-11-07T24:00:00Z', 'at hour 24'],
      ['2023-11-07T05:31:60Z', 'at a leap second that was none'],
      ['2023-11-07', 'without a time'],
      ['2023-11-07T05:31:56Z\n', 'with a line end'],
    ],
  },
  date: {
    valid: ['2024-02-29', '0001-01-01', '9999-12-31'],
    invalid: [
      ['2023-02-29', 'on 29 February of a common year'],
      ['2023-04-31', 'on 31 April'],
      ['2023-1-1', 'without leading zeros'],
      ['20230101', 'without hyphens'],
    ],
  },
  time: {
    valid: ['00:00:00Z', '23:59:59.999+23:59', '23:59:60Z'],
    invalid: [
      ['24:00:00Z', 'at hour 24'],
      ['12:00:00', 'without an offset'],
      ['12:60:00Z', 'at minute 60'],
    ],
  },
  duration: {
    valid: ['P1D', 'PT0S', 'P1Y2M3DT4H5M6S', 'P52W'],
    invalid: [
      ['P', 'without a number'],
      ['1D', 'without the P'],
      ['P1YT', 'with an empty time'],
      ['P1W1D', 'with weeks and days'],
    ],
  },
  email: addresses,
  'idn-email': addresses,
  hostname: {
    valid: ['example.com', 'a', `${'a'.repeat(63)}.example`, '1-2.example'],
    invalid: [
      ['-a.example', 'with a hyphen at the start'],
      ['a_b.example', 'with an underscore'],
      [`${'a'.repeat(64)}.example`, 'with a label of 64'],
      ['a..example', 'with an empty label'],
    ],
  },
  ipv4: {
    valid: ['0.0.0.0', '255.255.255.255', '192.0.2.1'],
    invalid: [
      ['256.0.0.1', 'with an octet of 256'],
      ['192.0.2', 'with three octets'],
      ['192.0.02.1', 'with a leading zero'],
    ],
  },
  ipv6: {
    valid: ['::', '2001:db8::1', '::ffff:192.0.2.1', '1:2:3:4:5:6:7:8'],
    invalid: [
      ['2001:db8:::1', 'with three colons'],
      ['1:2:3:4:5:6:7', 'with seven groups'],
      ['12345::', 'with a group of five digits'],
      ['fe80::1%eth0', 'with a zone'],
    ],
  },
  uri: {
    valid: ['https://example.com/a?b=c#d', 'urn:isbn:0451450523', 'mailto:a@example.com'],
    invalid: [
      ['/a/b', 'without a scheme'],
      ['https://exa mple.com/', 'with a blank'],
      ['https://example.com/%zz', 'with a broken escape'],
    ],
  },
  'uri-reference': {
    valid: ['', '/a/b?c#d', 'https://example.com/', '../x'],
    invalid: [
      ['a b', 'with a blank'],
      ['%zz', 'with a broken escape'],
      ['\\\\host\\share', 'with backslashes'],
    ],
  },
  iri: {
    valid: ['https://exämple.com/ä', 'https://example.com/'],
    invalid: [
      ['/ä', 'without a scheme'],
      ['https://exa mple.com/', 'with a blank'],
    ],
  },
  'iri-reference': {
    valid: ['/ä', 'https://example.com/'],
    invalid: [['ä b', 'with a blank']],
  },
  'uri-template': {
    valid: ['https://example.com/{id}', '/a{?b,c}'],
    invalid: [['/a/{id', 'with an open brace']],
  },
  'json-pointer': {
    valid: ['', '/a/0', '/a~1b/~0c'],
    invalid: [
      ['a', 'without a slash'],
      ['/a~2', 'with a broken escape'],
    ],
  },
  'relative-json-pointer': {
    valid: ['0', '1/a', '2#'],
    invalid: [
      ['/a', 'without a number'],
      ['01/a', 'with a leading zero'],
    ],
  },
  regex: { valid: ['^a+$', ''], invalid: [['(', 'with an open group']] },
  byte: {
    valid: ['', 'YQ==', 'YWI=', 'YWJj'],
    invalid: [
      ['YQ', 'without padding'],
      ['Y*==', 'with a character that is none of it'],
    ],
  },
}

/** Formats that assert nothing of a string or number. */
export const descriptiveFormats: readonly string[] = ['password', 'binary', 'double']

/** Numbers just outside a numeric format's range, and at its ends. */
export const numericFormats: Readonly<Record<string, { valid: number[]; invalid: number[] }>> = {
  int32: { valid: [-(2 ** 31), 2 ** 31 - 1, 0], invalid: [-(2 ** 31) - 1, 2 ** 31] },
  int64: {
    valid: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 0],
    invalid: [2 ** 64, -(2 ** 64)],
  },
  float: { valid: [0, 1.5, -3.4e38], invalid: [1e39, -1e39] },
}
