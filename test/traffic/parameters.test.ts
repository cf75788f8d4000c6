// Holds the reading of parameters against the style table of OpenAPI 3.1 §4.8.12.3, and against guessing.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Parameter } from '../../src/contract/contract.ts'
import type { Json } from '../../src/contract/json.ts'
import type { Headers } from '../../src/traffic/exchange.ts'
import { type ParameterReading, readParameter } from '../../src/traffic/parameters.ts'

type Place = Parameter['in']
type Given = {
  in?: Place
  name?: string
  style?: string
  explode?: boolean
  mediaType?: string
  schema?: Json
  /** The query, the path's text, the header field's value or the cookie field's value. */
  text?: string
  headers?: Headers
  declared?: { [key: string]: Json }
}

const styles = { query: 'form', cookie: 'form', path: 'simple', header: 'simple' }

const document = {
  components: {
    schemas: {
      Id: { type: 'integer' },
      Name: { allOf: [{ $ref: '#/components/schemas/Text' }, { maxLength: 5 }] },
      Text: { type: 'string' },
      Loop: { allOf: [{ $ref: '#/components/schemas/Loop' }] },
    },
  },
}

function read(given: Given): ParameterReading {
  const where = given.in ?? 'query'
  const style = given.style ?? styles[where]
  const name = given.name ?? 'color'
  const parameter: Parameter = {
    name,
    in: where,
    required: true,
    style,
    explode: given.explode ?? style === 'form',
    pointer: '/parameter',
    schema: given.schema === undefined ? undefined : '/parameter/schema',
    mediaType: given.mediaType,
  }
  const { text } = given
  const field = where === 'cookie' ? 'Cookie' : name
  const isField = where === 'header' || where === 'cookie'
  const source = {
    url: `https://api.example.com/colors${where === 'query' && text !== undefined ? `?${text}` : ''}`,
    headers: given.headers ?? (isField && text !== undefined ? [[field, text] as const] : []),
    path: where === 'path' && text !== undefined ? { [name]: text } : {},
  }
  const declared = { ...given.declared, schema: given.schema ?? true }
  return readParameter(parameter, source, { ...document, parameter: declared })
}

const value = (first: Json, ...others: Json[]): ParameterReading => ({
  present: true,
  value: first,
  others,
})

type Case = [string, { given: Given; want: ParameterReading }]

const text = { type: 'string' }
const list = { type: 'array', items: { type: 'string' } }
const numbers = { type: 'array', items: { type: 'integer' } }
const record = {
  type: 'object',
  properties: { R: { type: 'integer' }, G: { type: 'integer' }, B: { type: 'integer' } },
}
const colors = ['blue', 'black', 'brown']
const rgb = { R: 100, G: 200, B: 150 }

function row(style: string, explode: boolean, cells: [Place, string, string, string]): Case[] {
  const [where, one, many, members] = cells
  const named = (shape: string): string => `${where} ${style} ${explode ? 'exploded ' : ''}${shape}`
  const given = { in: where, style, explode }
  const cases: Case[] = [
    [named('string'), { given: { ...given, schema: text, text: one }, want: value('blue') }],
    [named('array'), { given: { ...given, schema: list, text: many }, want: value(colors) }],
    [named('object'), { given: { ...given, schema: record, text: members }, want: value(rgb) }],
  ]
  return cases
}

describe('the style table', () => {
  test.each<Case>([
    ...row('matrix', false, [
      'path',
      ';color=blue',
      ';color=blue,black,brown',
      ';color=R,100,G,200,B,150',
    ]),
    ...row('matrix', true, [
      'path',
      ';color=blue',
      ';color=blue;color=black;color=brown',
      ';R=100;G=200;B=150',
    ]),
    ...row('label', false, ['path', '.blue', '.blue,black,brown', '.R,100,G,200,B,150']),
    ...row('label', true, ['path', '.blue', '.blue.black.brown', '.R=100.G=200.B=150']),
    ...row('simple', false, ['path', 'blue', 'blue,black,brown', 'R,100,G,200,B,150']),
    ...row('simple', true, ['path', 'blue', 'blue,black,brown', 'R=100,G=200,B=150']),
    ...row('simple', false, ['header', 'blue', 'blue, black ,brown', 'R,100,G,200,B,150']),
    ...row('simple', true, ['header', ' blue ', 'blue,black,brown', 'R=100, G=200,B=150']),
    ...row('form', false, [
      'query',
      'color=blue',
      'color=blue,black,brown',
      'color=R,100,G,200,B,150',
    ]),
    ...row('form', true, [
      'query',
      'a=1&color=blue',
      'color=blue&a=1&color=black&color=brown',
      'R=100&G=200&a=1&B=150',
    ]),
    ...row('form', false, [
      'cookie',
      'a=1; color=blue',
      'color=blue,black,brown; b=2',
      'color=R,100,G,200,B,150',
    ]),
    ...row('spaceDelimited', false, [
      'query',
      'color=blue',
      'color=blue%20black+brown',
      'color=R%20100%20G%20200%20B%20150',
    ]),
    ...row('pipeDelimited', false, [
      'query',
      'color=blue',
      'color=blue|black%7cbrown',
      'color=R%7C100%7CG%7C200%7CB%7C150',
    ]),
  ])('%s', (_name, { given, want }) => {
    expect(read(given)).toEqual(want)
  })
})

describe('a value is read', () => {
  test.each<Case>([
    [
      'a deep object',
      {
        given: {
          style: 'deepObject',
          schema: record,
          text: 'color[R]=100&color%5BG%5D=200&x[R]=1&color[B]=150',
        },
        want: value(rgb),
      },
    ],
    [
      'an undeclared member, either way',
      {
        given: { style: 'deepObject', schema: record, text: 'color[a]=1' },
        want: value({ a: 1 }, { a: '1' }),
      },
    ],
    [
      'a deep object without a schema',
      { given: { style: 'deepObject', text: 'color[a]=b' }, want: value({ a: 'b' }) },
    ],
    ['an integer', { given: { schema: { type: 'integer' }, text: 'color=12' }, want: value(12) }],
    [
      'a negative fraction',
      { given: { schema: { type: 'number' }, text: 'color=-1.5e2' }, want: value(-150) },
    ],
    [
      'a boolean',
      { given: { schema: { type: 'boolean' }, text: 'color=false' }, want: value(false) },
    ],
    [
      'a null',
      { given: { schema: { type: ['integer', 'null'] }, text: 'color=null' }, want: value(null) },
    ],
    [
      'a null that may be text',
      {
        given: { schema: { type: ['string', 'null'] }, text: 'color=null' },
        want: value(null, 'null'),
      },
    ],
    [
      'an integer that may be text',
      {
        given: { schema: { oneOf: [text, { type: 'integer' }] }, text: 'color=12' },
        want: value(12, '12'),
      },
    ],
    [
      'the types of enum and const',
      {
        given: { schema: { anyOf: [{ enum: [1, 2] }, { const: true }] }, text: 'color=2' },
        want: value(2),
      },
    ],
    ['digits that are text', { given: { schema: text, text: 'color=007' }, want: value('007') }],
    [
      'a leading zero is no number',
      { given: { schema: { type: 'integer' }, text: 'color=007' }, want: value('007') },
    ],
    [
      'a plus sign is no number',
      { given: { schema: { type: 'integer' }, text: 'color=%2B7' }, want: value('+7') },
    ],
    [
      'a space is no number',
      { given: { schema: { type: 'integer' }, text: 'color=%207' }, want: value(' 7') },
    ],
    [
      'an empty text is no number',
      { given: { schema: { type: 'number' }, text: 'color=' }, want: value('') },
    ],
    [
      'True is no boolean',
      { given: { schema: { type: 'boolean' }, text: 'color=True' }, want: value('True') },
    ],
    ['a name without a value', { given: { schema: text, text: 'color' }, want: value('') }],
    [
      'over a reference',
      { given: { schema: { $ref: '#/components/schemas/Id' }, text: 'color=1' }, want: value(1) },
    ],
    [
      'over allOf',
      {
        given: { schema: { $ref: '#/components/schemas/Name' }, text: 'color=1' },
        want: value('1'),
      },
    ],
    [
      'over a reference in items',
      {
        given: {
          schema: { type: 'array', items: { $ref: '#/components/schemas/Id' } },
          text: 'color=1&color=2',
        },
        want: value([1, 2]),
      },
    ],
    [
      'over a schema that leads to itself',
      {
        given: { schema: { $ref: '#/components/schemas/Loop' }, text: 'color=a' },
        want: value('a', ['a']),
      },
    ],
    [
      'over prefixItems',
      {
        given: {
          explode: false,
          schema: { type: 'array', prefixItems: [text, { type: 'integer' }] },
          text: 'color=1,2',
        },
        want: value(['1', 2]),
      },
    ],
    [
      'untyped, in each way it can be meant',
      { given: { schema: {}, text: 'color=1' }, want: value(1, '1', [1], ['1']) },
    ],
    [
      'untyped and repeated',
      { given: { schema: {}, text: 'color=a&color=b' }, want: value(['a', 'b']) },
    ],
    [
      'one of a text and an array',
      { given: { schema: { oneOf: [text, list] }, text: 'color=a' }, want: value('a', ['a']) },
    ],
    ['an array of one', { given: { schema: list, text: 'color=a,b' }, want: value(['a,b']) }],
    [
      'percent signs undone',
      { given: { schema: text, text: 'color=%C3%A9%25' }, want: value('é%') },
    ],
    [
      'a plus sign as a space in a query',
      { given: { schema: text, text: 'color=a+b%2Bc' }, want: value('a b+c') },
    ],
    [
      'a plus sign as itself in a path',
      { given: { in: 'path', schema: text, text: 'a+b' }, want: value('a+b') },
    ],
    [
      'a slash in a path',
      { given: { in: 'path', schema: text, text: 'a%2Fb' }, want: value('a/b') },
    ],
    [
      'a header field as it is',
      { given: { in: 'header', schema: text, text: '100%25+' }, want: value('100%25+') },
    ],
    [
      'a header field in any case, twice',
      {
        given: {
          in: 'header',
          name: 'X-Ids',
          schema: numbers,
          headers: [
            ['x-ids', '1'],
            ['X-IDS', '2, 3'],
          ],
        },
        want: value([1, 2, 3]),
      },
    ],
    [
      'a cookie as it is',
      { given: { in: 'cookie', schema: text, text: 'color=100%' }, want: value('100%') },
    ],
    [
      'an encoded cookie',
      { given: { in: 'cookie', schema: text, text: 'color=a%20b' }, want: value('a b') },
    ],
    [
      'an encoded name',
      { given: { name: 'a b', schema: text, text: 'a%20b=c' }, want: value('c') },
    ],
    [
      'a name with brackets',
      {
        given: { name: 'ids[]', schema: numbers, text: 'ids[]=1&ids%5B%5D=2' },
        want: value([1, 2]),
      },
    ],
    [
      'beside a name that is malformed',
      { given: { schema: text, text: '%=1&color=a' }, want: value('a') },
    ],
    ['before a fragment', { given: { schema: text, text: 'color=a#color=b' }, want: value('a') }],
    [
      'an encoded comma, as a delimiter or as data',
      {
        given: { explode: false, schema: list, text: 'color=a%2Cb' },
        want: value(['a', 'b'], ['a,b']),
      },
    ],
    [
      'an encoded comma between commas, as data',
      { given: { explode: false, schema: list, text: 'color=a%2Cb,c' }, want: value(['a,b', 'c']) },
    ],
    [
      'an empty list, or one empty text',
      { given: { explode: false, schema: list, text: 'color=' }, want: value([], ['']) },
    ],
    [
      'label dots, as delimiters or as data',
      {
        given: { in: 'path', style: 'label', schema: list, text: '.a.b' },
        want: value(['a', 'b'], ['a.b']),
      },
    ],
    [
      'JSON content',
      {
        given: { mediaType: 'application/json', text: 'color=%7B%22a%22:[1]%7D' },
        want: value({ a: [1] }),
      },
    ],
    [
      'JSON content in a header field',
      {
        given: { in: 'header', mediaType: 'application/json; charset=utf-8', text: '["a", 1]' },
        want: value(['a', 1]),
      },
    ],
    [
      'text content',
      { given: { in: 'path', mediaType: 'text/plain', text: '%31' }, want: value('1') },
    ],
  ])('%s', (_name, { given, want }) => {
    expect(read(given)).toEqual(want)
  })

  test('a member named __proto__ stays a member', () => {
    const got = read({ style: 'deepObject', schema: record, text: 'color[__proto__]=a' })
    const first = 'present' in got && got.present ? got.value : undefined
    expect(Object.keys(Object(first))).toEqual(['__proto__'])
  })
})

describe('an absent parameter is absent', () => {
  test.each<[string, Given]>([
    ['without a query', { schema: text }],
    ['with other names', { schema: text, text: 'colors=a&Color=b' }],
    ['in the fragment only', { schema: text, text: 'a=1#?color=b' }],
    ['without its members', { schema: record, text: 'X=1' }],
    ['without its brackets', { style: 'deepObject', schema: record, text: 'colors[R]=1' }],
    ['without a header field', { in: 'header', schema: text }],
    ['without a cookie', { in: 'cookie', schema: text, text: 'other=1' }],
    ['without an array in the cookies', { in: 'cookie', schema: list, text: 'other=1' }],
    ['named like an object member', { in: 'path', name: 'toString', schema: text }],
    ['as content', { mediaType: 'application/json' }],
  ])('%s', (_name, given) => {
    expect(read(given)).toEqual({ present: false })
  })
})

describe('what is wrong is a fault', () => {
  test.each<[string, { given: Given; want: string }]>([
    [
      'half an escape',
      { given: { schema: text, text: 'color=%4' }, want: 'has a malformed percent-encoding' },
    ],
    [
      'bytes that are not UTF-8',
      {
        given: { in: 'path', schema: text, text: '%ff' },
        want: 'has a malformed percent-encoding',
      },
    ],
    [
      'half an escape in an item',
      {
        given: { schema: numbers, text: 'color=1&color=%' },
        want: 'has a malformed percent-encoding',
      },
    ],
    [
      'half an escape in a member name',
      {
        given: { explode: false, schema: record, text: 'color=%,1' },
        want: 'has a malformed percent-encoding',
      },
    ],
    [
      'half an escape in content',
      {
        given: { mediaType: 'application/json', text: 'color=%' },
        want: 'has a malformed percent-encoding',
      },
    ],
    [
      'one value given twice',
      { given: { schema: text, text: 'color=a&color=b' }, want: 'is given 2 times' },
    ],
    [
      'a joined list given twice',
      {
        given: { explode: false, schema: list, text: 'color=a&color=b' },
        want: 'is given 2 times',
      },
    ],
    [
      'a cookie given twice',
      { given: { in: 'cookie', schema: text, text: 'color=a; color=b' }, want: 'is given 2 times' },
    ],
    [
      'a matrix value given twice',
      {
        given: { in: 'path', style: 'matrix', schema: text, text: ';color=a;color=b' },
        want: 'is given 2 times',
      },
    ],
    [
      'a name without a value',
      {
        given: { explode: false, schema: record, text: 'color=R,100,G' },
        want: 'has a name without a value',
      },
    ],
    [
      'a pair without a value',
      {
        given: { in: 'header', explode: true, schema: record, text: 'R=100,G' },
        want: 'has a name without a value',
      },
    ],
    [
      'a label without its dot',
      {
        given: { in: 'path', style: 'label', schema: text, text: 'blue' },
        want: 'does not begin with a dot',
      },
    ],
    [
      'a matrix without its semicolon',
      {
        given: { in: 'path', style: 'matrix', schema: text, text: 'color=blue' },
        want: 'does not begin with a semicolon',
      },
    ],
    [
      'a matrix with another name',
      {
        given: { in: 'path', style: 'matrix', schema: text, text: ';x=blue' },
        want: 'does not repeat its name before its value',
      },
    ],
    [
      'content that is not JSON',
      {
        given: { mediaType: 'application/json', text: 'color={a' },
        want: 'has a member name without quotes',
      },
    ],
  ])('%s', (_name, { given, want }) => {
    expect(read(given)).toEqual({ fault: want })
  })
})

describe('what the specification does not define is unchecked', () => {
  test.each<[string, Given, RegExp]>([
    [
      'members that may have any name',
      { schema: { type: 'object' }, text: 'a=1' },
      /cannot be told/,
    ],
    [
      'members invited by a schema',
      { schema: { ...record, additionalProperties: text }, text: 'a=1' },
      /cannot be told/,
    ],
    [
      'two levels of brackets',
      { style: 'deepObject', schema: record, text: 'color[R][x]=1' },
      /nests/,
    ],
    ['empty brackets', { style: 'deepObject', schema: record, text: 'color[]=1' }, /nests/],
    [
      'a deep object without brackets',
      { style: 'deepObject', schema: record, text: 'color=1' },
      /nests/,
    ],
    ['a deep array', { style: 'deepObject', schema: list, text: 'color[0]=a' }, /no object/],
    [
      'an array in a deep object',
      {
        style: 'deepObject',
        schema: { type: 'object', properties: { R: list } },
        text: 'color[R]=a',
      },
      /nests/,
    ],
    ['an array in an array', { schema: { type: 'array', items: list }, text: 'color=a' }, /nests/],
    [
      'a member given twice',
      { style: 'deepObject', schema: record, text: 'color[R]=1&color[R]=2' },
      /twice/,
    ],
    [
      'an exploded array as a cookie',
      { in: 'cookie', schema: list, text: 'color=a' },
      /exploded array/,
    ],
    [
      'an exploded object as a cookie',
      { in: 'cookie', schema: record, text: 'R=1' },
      /exploded object/,
    ],
    [
      'an integer past 2^53',
      { schema: { type: 'integer' }, text: 'color=9007199254740993' },
      /cannot hold/,
    ],
    [
      'a media type that nothing reads',
      { mediaType: 'application/xml', text: 'color=<a/>' },
      /application\/xml/,
    ],
    [
      'an empty value that is allowed',
      { schema: { type: 'boolean' }, declared: { allowEmptyValue: true }, text: 'color' },
      /allowEmptyValue/,
    ],
  ])('%s', (_name, given, want) => {
    const got = read(given)
    expect('unchecked' in got && got.unchecked).toMatch(want)
  })
})

describe('hostile text', () => {
  test('nothing is thrown, and no reason repeats the text', () => {
    const style = fc.constantFrom(
      'simple',
      'label',
      'matrix',
      'form',
      'spaceDelimited',
      'pipeDelimited',
      'deepObject',
    )
    const where = fc.constantFrom<Place>('query', 'path', 'header', 'cookie')
    const schema = fc.constantFrom<Json>(text, list, numbers, record, {}, true, false)
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('color', '=', '&', ';', '.', '[', ']', '%', '%2C', ','),
    )
    const way = fc.record({ style, in: where, schema, explode: fc.boolean() })
    fc.assert(
      fc.property(way, fc.array(piece), (given, pieces) => {
        const got = read({ ...given, text: `${pieces.join('')}s3cr3t` })
        if ('fault' in got || 'unchecked' in got)
          expect(JSON.stringify(got)).not.toContain('s3cr3t')
      }),
      { numRuns: 2000 },
    )
  })

  test('a query of two hundred thousand pairs comes to an end', () => {
    const got = read({ schema: list, text: 'color=a&'.repeat(200_000) })
    expect('present' in got && got.present && got.value).toHaveLength(200_000)
  })
})
