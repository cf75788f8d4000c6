// Holds the strict JSON reader against JSON.parse, hostile text and the hazards that it must tell.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isExact, maxDepth, readJson } from '../../src/traffic/json-text.ts'

function accepted(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

function agrees(text: string): void {
  const want = accepted(text)
  const got = readJson(text)
  expect(got.ok, JSON.stringify(text)).toBe(want !== undefined)
  if (got.ok && want !== undefined) {
    expect(got.value).toStrictEqual(want.value)
    // The order of members is part of what JSON.parse gives.
    expect(JSON.stringify(got.value)).toBe(JSON.stringify(want.value))
  } else if (!got.ok) {
    expect(got.offset).toBeGreaterThanOrEqual(0)
    expect(got.offset).toBeLessThanOrEqual(text.length)
  }
}

const fragments = [
  ...'{}[]:,"\\/ \t\n\r\u0000\u001f\u007f\u2028 é💥0123-+.eEuabtrfn\'#'.split(''),
  ...['true', 'false', 'null', 'tru', 'NaN', '-0', '1e400', '01', '1.', '.5', '-', '1e5', '1E+2'],
  ...['"a"', '"__proto__"', '"a":', '\\u0041', '\\ud800', '\\u12', '\\x', '//', '/*', '\u00a0'],
  ...['[1,2]', '{"a":1}', '{"a":1,"a":2}', '[[]]', '{}', '[]', '""', '\u0085', '\ud800'],
]

describe('the value is that of JSON.parse', () => {
  test('for every JSON value, however it is laid out', () => {
    const layout = fc.constantFrom(undefined, 1, '\t', ' \n\r\t'.slice(0, 2))
    fc.assert(
      fc.property(fc.jsonValue(), layout, (value, space) =>
        agrees(JSON.stringify(value, null, space)),
      ),
    )
  })

  test('for legal and illegal text made of JSON fragments', () => {
    const text = fc
      .array(fc.constantFrom(...fragments), { maxLength: 8 })
      .map((all) => all.join(''))
    fc.assert(fc.property(text, agrees), { numRuns: 5000 })
  })

  test('for JSON text with one piece put in, taken out or cut off', () => {
    const pieces = fc.tuple(
      fc.json({ maxDepth: 4 }),
      fc.nat(),
      fc.nat(3),
      fc.constantFrom('', ...fragments),
    )
    fc.assert(
      fc.property(pieces, ([text, place, removed, piece]) => {
        const start = place % (text.length + 1)
        agrees(text.slice(0, start) + piece + text.slice(start + removed))
        agrees(text.slice(0, start))
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['a negative zero', '-0'],
    ['a negative zero fraction', '[-0.0,-0e5]'],
    ['a number past the doubles', '[1e400,-1e400]'],
    ['an own __proto__ member', '{"__proto__":{"admin":true},"a":1}'],
    ['__proto__ twice', '{"__proto__":1,"b":2,"__proto__":3}'],
    ['constructor and toString members', '{"constructor":1,"toString":2,"hasOwnProperty":3}'],
    ['integer-like names, which come first', '{"b":1,"2":2,"1":3}'],
    ['names that unescape to the same', '{"a":1,"\\u0061":2}'],
    ['an empty name', '{"":0}'],
    ['a lone surrogate escape', '"\\ud800x"'],
    ['all escapes', '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDCA5"'],
    ['line separators in a string', '"\u2028\u2029\u007f"'],
  ])('for %s', (_name, text) => {
    agrees(text)
  })

  test('an own __proto__ member leaves the prototype alone', () => {
    const got = readJson('{"__proto__":{"admin":true}}')
    expect(got.ok && Object.getPrototypeOf(got.value)).toBe(Object.prototype)
    expect(got.ok && Object.hasOwn(Object(got.value), '__proto__')).toBe(true)
  })

  test('one byte order mark is skipped', () => {
    expect(readJson('\uFEFF{"a":1}')).toEqual({ ok: true, value: { a: 1 }, hazards: [] })
    expect(readJson('\uFEFF\uFEFF1')).toMatchObject({ ok: false, offset: 1 })
  })
})

describe('a problem is named at its offset', () => {
  test.each<[string, { given: string; want: [string, number] }]>([
    ['nothing', { given: '', want: ['is empty', 0] }],
    ['only space', { given: ' \n\t', want: ['is empty', 3] }],
    ['only a byte order mark', { given: '\uFEFF', want: ['is empty', 1] }],
    ['a cut object', { given: '{"a":1', want: ['ends inside an object', 6] }],
    ['an object cut after its brace', { given: '{', want: ['ends inside an object', 1] }],
    ['an object cut after a name', { given: '{"a" ', want: ['ends inside an object', 5] }],
    ['an object cut after a colon', { given: '{"a":', want: ['ends inside an object', 5] }],
    ['an object cut after a comma', { given: '{"a":1,', want: ['ends inside an object', 7] }],
    ['a cut array', { given: '{"a":[1,', want: ['ends inside an array', 8] }],
    ['a cut string', { given: '["abc', want: ['ends inside a string', 5] }],
    ['a string cut in an escape', { given: '"a\\', want: ['ends inside a string', 3] }],
    ['a string cut in a unicode escape', { given: '"\\u00', want: ['ends inside a string', 5] }],
    ['a cut literal', { given: '[tru', want: ['ends inside a literal', 1] }],
    ['a number cut after its point', { given: '[1.', want: ['ends inside a number', 1] }],
    ['a lone minus', { given: '-', want: ['ends inside a number', 0] }],
    ['a second value', { given: '{} {}', want: ['has more text after its value', 3] }],
    ['text after the value', { given: '1 x', want: ['has more text after its value', 2] }],
    ['NaN', { given: '{"a":NaN}', want: ['has NaN as a value', 5] }],
    ['Infinity', { given: 'Infinity', want: ['has Infinity as a value', 0] }],
    ['a negative Infinity', { given: '[-Infinity]', want: ['has a malformed number', 1] }],
    ['undefined', { given: '[undefined]', want: ['has undefined as a value', 1] }],
    ['None of Python', { given: '[None]', want: ['has None as a value', 1] }],
    ['a bare word', { given: '[hello]', want: ['has text without quotes', 1] }],
    ['single quotes', { given: "['a']", want: ['has a string in single quotes', 1] }],
    ['a name in single quotes', { given: "{'a':1}", want: ['has a string in single quotes', 1] }],
    ['a bare name', { given: '{a:1}', want: ['has a member name without quotes', 1] }],
    ['a line comment', { given: '[1, // x\n2]', want: ['has a comment', 4] }],
    ['a block comment', { given: '{"a":1/* x */}', want: ['has a comment', 6] }],
    [
      'a comma too many in an array',
      { given: '[1,]', want: ['has a comma before a closing bracket', 3] },
    ],
    [
      'a comma too many in an object',
      { given: '{"a":1,}', want: ['has a comma before a closing bracket', 7] },
    ],
    ['a missing comma', { given: '[1 2]', want: ['misses a comma', 3] }],
    ['a missing colon', { given: '{"a" 1}', want: ['misses the colon after a name', 5] }],
    ['a missing value', { given: '{"a":}', want: ["has an unexpected '}'", 5] }],
    ['the wrong bracket', { given: '[1}', want: ["has an unexpected '}'", 2] }],
    ['a bracket that nothing opened', { given: ']', want: ["has an unexpected ']'", 0] }],
    ['a web page', { given: '<!DOCTYPE html>', want: ["has an unexpected '<'", 0] }],
    ['a leading zero', { given: '[01]', want: ['has a malformed number', 1] }],
    ['a hexadecimal number', { given: '0x10', want: ['has a malformed number', 0] }],
    ['a plus sign', { given: '+1', want: ["has an unexpected '+'", 0] }],
    ['a leading point', { given: '.5', want: ["has an unexpected '.'", 0] }],
    [
      'a raw line feed in a string',
      { given: '"a\nb"', want: ['has a raw control character U+000A in a string', 2] },
    ],
    [
      'a control character between values',
      { given: '[\u0000]', want: ['has an unexpected U+0000', 1] },
    ],
    ['a no-break space', { given: '\u00a01', want: ['has an unexpected U+00A0', 0] }],
    ['an unknown escape', { given: '"\\x41"', want: ['has a bad escape in a string', 1] }],
    [
      'an escape that is not hexadecimal',
      { given: '"\\u00g0"', want: ['has a bad escape in a string', 1] },
    ],
    ['a capital escape', { given: '"\\N"', want: ['has a bad escape in a string', 1] }],
  ])('%s', (_name, { given, want: [problem, offset] }) => {
    expect(readJson(given)).toEqual({ ok: false, problem, offset })
  })

  test('no problem repeats the text, which may hold a secret', () => {
    for (const text of [
      '[s3cr3t]',
      '{s3cr3t:1}',
      '"\\s3cr3t"',
      '[0s3cr3t]',
      "'s3cr3t'",
      '"s3cr3t',
    ]) {
      expect(JSON.stringify(readJson(text))).not.toContain('s3cr3t')
    }
  })
})

describe('a hazard is named at its place', () => {
  test.each<[string, { given: string; want: [string, string][] }]>([
    ['a name twice', { given: '{"a":{"b":1,"b":2}}', want: [['duplicate-key', '/a/b']] }],
    [
      'a name three times',
      {
        given: '{"a":1,"a":1,"a":1}',
        want: [
          ['duplicate-key', '/a'],
          ['duplicate-key', '/a'],
        ],
      },
    ],
    [
      'a name twice under an escape',
      { given: '[{"a":1,"\\u0061":1}]', want: [['duplicate-key', '/0/a']] },
    ],
    ['one name in two objects', { given: '[{"a":1},{"a":1}]', want: [] }],
    [
      'names with slash and tilde',
      { given: '{"a/b~":1,"a/b~":1}', want: [['duplicate-key', '/a~1b~0']] },
    ],
    ['inherited names', { given: '{"toString":1,"constructor":2}', want: [] }],
    [
      'a prototype key',
      { given: '{"a":[0,{"__proto__":1}]}', want: [['prototype-key', '/a/1/__proto__']] },
    ],
    [
      'an escaped prototype key',
      { given: '{"__pro\\u0074o__":1}', want: [['prototype-key', '/__proto__']] },
    ],
    [
      'a prototype key twice',
      {
        given: '{"__proto__":1,"__proto__":2}',
        want: [
          ['prototype-key', '/__proto__'],
          ['prototype-key', '/__proto__'],
          ['duplicate-key', '/__proto__'],
        ],
      },
    ],
    ['an integer past 2^53', { given: '[1,9007199254740993]', want: [['unsafe-integer', '/1']] }],
    ['a negative one', { given: '{"id":-9007199254740993}', want: [['unsafe-integer', '/id']] }],
    ['an overflow by exponent', { given: '1e400', want: [['unsafe-integer', '']] }],
    ['an overflow by digits', { given: `1${'0'.repeat(400)}`, want: [['unsafe-integer', '']] }],
    ['the largest int64', { given: '9223372036854775807', want: [['unsafe-integer', '']] }],
    [
      'integers that a double holds',
      {
        given: '[9007199254740991,9007199254740992,-9007199254740992,9007199254740994,0,-0]',
        want: [],
      },
    ],
    [
      'fractions, rounded by design',
      { given: '[0.1,1.00000000000000000001,1e-400,1e300]', want: [] },
    ],
  ])('%s', (_name, { given, want }) => {
    const got = readJson(given)
    expect(got.ok && got.hazards.map(({ kind, at }) => [kind, at])).toEqual(want)
  })

  test('an integer is exact where BigInt says so', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), (integer) => {
        expect(isExact(String(integer))).toBe(BigInt(Number(integer)) === integer)
      }),
    )
  })
})

describe('hostile text', () => {
  const nested = (depth: number, inner = ''): string =>
    '['.repeat(depth) + inner + ']'.repeat(depth)

  test('nesting up to the limit is kept whole', () => {
    const got = readJson(nested(maxDepth, '1'))
    expect(got.ok && got.hazards).toEqual([])
    expect(got.ok && JSON.stringify(got.value)).toBe(nested(maxDepth, '1'))
  })

  test('nesting past the limit is cut there and told once', () => {
    const text = `{"a":[${nested(600, '1')},${nested(700, '{"b":[1,{}],"b":1e400}')},2]}`
    const got = readJson(text)
    const place = `/a/0${'/0'.repeat(maxDepth - 2)}`
    expect(got.ok && got.hazards).toEqual([{ kind: 'too-deep', at: place }])
    const cut = nested(maxDepth - 1)
    expect(got.ok && JSON.stringify(got.value)).toBe(`{"a":[${cut},${cut},2]}`)
  })

  test('containers past the limit share nothing with the next text', () => {
    const text = `${nested(600)}`
    readJson(text.replace('[]', '[{"x":1},2,{"y":[3]}]'))
    const got = readJson(text)
    expect(got.ok && JSON.stringify(got.value)).toBe(nested(maxDepth + 1))
  })

  test.each([
    ['100,000 nested arrays', nested(100_000)],
    ['5,000 nested objects', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
    ['1,000,000 nested arrays', nested(1_000_000)],
  ])('%s are read without overflow', (_name, text) => {
    const got = readJson(text)
    expect(got.ok && got.hazards.map(({ kind }) => kind)).toEqual(['too-deep'])
    expect(got.ok && JSON.stringify(got.value).length).toBeLessThan(10_000)
  })

  test('an unclosed run of brackets is told as cut off', () => {
    expect(readJson('['.repeat(100_000))).toEqual({
      ok: false,
      problem: 'ends inside an array',
      offset: 100_000,
    })
  })

  test('twenty megabytes are read whole', () => {
    const long = 'x'.repeat(20_000_000)
    expect(readJson(`"${long}"`)).toEqual({ ok: true, value: long, hazards: [] })
    const escaped = readJson(`"${'\\u0041'.repeat(1_000_000)}"`)
    expect(escaped.ok && escaped.value).toHaveLength(1_000_000)
    const many = readJson(`[${'{"id":12345,"name":"abc"},'.repeat(400_000)}0]`)
    expect(many.ok && Array.isArray(many.value) && many.value.length).toBe(400_001)
    expect(readJson('1'.repeat(5_000_000))).toMatchObject({ ok: true, value: Infinity })
    expect(readJson(' '.repeat(5_000_000))).toMatchObject({ ok: false, problem: 'is empty' })
    expect(readJson('x'.repeat(5_000_000))).toMatchObject({ ok: false, offset: 0 })
  }, 30_000)

  test('a million hazards are not a million pointers', () => {
    const got = readJson(`{${'"a":1,'.repeat(1_000_000)}"a":1}`)
    expect(got.ok && got.hazards).toHaveLength(100)
    expect(got.ok && got.value).toEqual({ a: 1 })
  })
})
