// Holds the judge of values against JSON Schema 2020-12, keyword by keyword, with the exact place of each fault.
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../src/contract/json.ts'
import { type Judged, judged, ref, told, untold } from './judged.ts'

type Row = [name: string, row: { given: Judged; want: string[] }]

/** A schema with values that it accepts and values that it refuses, each with what is told of it. */
type Keyword = [
  name: string,
  row: { given: Json; want: { valid: Json[]; faults: [value: Json, ...told: string[]][] } },
]

describe('each keyword accepts and refuses as the standard says', () => {
  test.each<Keyword>([
    [
      'type with one name',
      {
        given: { type: 'integer' },
        want: {
          valid: [0, -0, 1.0, 1e300, -5],
          faults: [1.5, '1', null, true, [], {}].map((value) => [value, 'type type @']),
        },
      },
    ],
    [
      'type with several names',
      {
        given: { type: ['string', 'null'] },
        want: { valid: ['', null], faults: [[0, 'type type @']] },
      },
    ],
    [
      'type number',
      { given: { type: 'number' }, want: { valid: [1, 1.5], faults: [['1', 'type type @']] } },
    ],
    [
      'type object is not one of arrays or null',
      {
        given: { type: 'object' },
        want: {
          valid: [{}],
          faults: [
            [[], 'type type @'],
            [null, 'type type @'],
          ],
        },
      },
    ],
    [
      'type array',
      { given: { type: 'array' }, want: { valid: [[]], faults: [[{}, 'type type @']] } },
    ],
    [
      'type boolean',
      { given: { type: 'boolean' }, want: { valid: [true, false], faults: [[0, 'type type @']] } },
    ],
    [
      'enum compares by value, whatever the order of members',
      {
        given: { enum: [{ a: 1, b: [2] }, 'x', null, 0] },
        want: {
          valid: [{ b: [2], a: 1 }, 'x', null, 0, -0],
          faults: [
            ['X', 'enum enum @'],
            [false, 'enum enum @'],
            [{ a: 1 }, 'enum enum @'],
            ['null', 'enum enum @'],
          ],
        },
      },
    ],
    [
      'const',
      {
        given: { const: [1] },
        want: {
          valid: [[1]],
          faults: [
            [[1, 1], 'const const @'],
            [1, 'const const @'],
          ],
        },
      },
    ],
    [
      'const null',
      { given: { const: null }, want: { valid: [null], faults: [[0, 'const const @']] } },
    ],
    [
      'minimum and maximum include their bounds',
      {
        given: { minimum: 1, maximum: 3 },
        want: {
          valid: [1, 3, 2.5, 'text', null],
          faults: [
            [0.999, 'minimum minimum @'],
            [3.001, 'maximum maximum @'],
          ],
        },
      },
    ],
    [
      'exclusive bounds do not',
      {
        given: { exclusiveMinimum: 1, exclusiveMaximum: 3 },
        want: {
          valid: [1.001, 2.999],
          faults: [
            [1, 'exclusiveMinimum exclusiveMinimum @'],
            [3, 'exclusiveMaximum exclusiveMaximum @'],
          ],
        },
      },
    ],
    [
      'multipleOf counts in decimals',
      {
        given: { multipleOf: 0.01 },
        want: {
          valid: [19.99, 0.07, 4.35, 1.1, 0, -0.29, 1e22],
          faults: [
            [19.995, 'multipleOf multipleOf @'],
            [1e-7, 'multipleOf multipleOf @'],
          ],
        },
      },
    ],
    [
      'multipleOf of very small and very large numbers',
      {
        given: { multipleOf: 1e-8 },
        want: { valid: [12391239123, 1e308, 5e-8], faults: [[1.5e-8, 'multipleOf multipleOf @']] },
      },
    ],
    [
      'lengths count characters, not UTF-16 units',
      {
        given: { minLength: 2, maxLength: 2 },
        want: {
          valid: ['ab', '💩💩', 7],
          faults: [
            ['💩', 'minLength minLength @'],
            ['abc', 'maxLength maxLength @'],
          ],
        },
      },
    ],
    [
      'pattern is not anchored unless it says so',
      {
        given: { pattern: 'b+' },
        want: { valid: ['abbc', 5], faults: [['ac', 'pattern pattern @']] },
      },
    ],
    [
      'pattern that only reads without the u flag',
      {
        given: { pattern: '^a\\-b$' },
        want: { valid: ['a-b'], faults: [['ab', 'pattern pattern @']] },
      },
    ],
    [
      'pattern with characters beyond the basic plane',
      {
        given: { pattern: '^.$' },
        want: { valid: ['💩'], faults: [['💩💩', 'pattern pattern @']] },
      },
    ],
    [
      'pattern whose end is the end of the text, not of a line',
      { given: { pattern: '^a$' }, want: { valid: ['a'], faults: [['a\n', 'pattern pattern @']] } },
    ],
    [
      'minItems and maxItems',
      {
        given: { minItems: 1, maxItems: 2 },
        want: {
          valid: [[1], [1, 2], {}, ''],
          faults: [
            [[], 'minItems minItems @'],
            [[1, 2, 3], 'maxItems maxItems @'],
          ],
        },
      },
    ],
    [
      'uniqueItems names each repetition',
      {
        given: { uniqueItems: true },
        want: {
          valid: [
            [1, '1', true, null, [1], { a: 1 }, { a: '1' }],
            [
              [1, 2],
              [2, 1],
            ],
          ],
          faults: [
            [[1, 2, 1.0, 1], 'uniqueItems uniqueItems @/2', 'uniqueItems uniqueItems @/3'],
            [
              [
                { a: 1, b: 2 },
                { b: 2, a: 1 },
              ],
              'uniqueItems uniqueItems @/1',
            ],
          ],
        },
      },
    ],
    ['uniqueItems false', { given: { uniqueItems: false }, want: { valid: [[1, 1]], faults: [] } }],
    [
      'prefixItems and items',
      {
        given: { prefixItems: [{ type: 'string' }, { type: 'integer' }], items: { type: 'null' } },
        want: {
          valid: [[], ['a'], ['a', 1], ['a', 1, null], 'text'],
          faults: [
            [[1], 'type prefixItems/0/type @/0'],
            [['a', 1, null, 3], 'type items/type @/3'],
          ],
        },
      },
    ],
    [
      'items false',
      { given: { items: false }, want: { valid: [[]], faults: [[[1], 'false items @/0']] } },
    ],
    [
      'contains',
      {
        given: { contains: { minimum: 5 } },
        want: {
          valid: [[1, 5], 'text'],
          faults: [
            [[], 'contains contains @'],
            [[1, 4], 'contains contains @'],
          ],
        },
      },
    ],
    [
      'minContains and maxContains',
      {
        given: { contains: { const: 1 }, minContains: 2, maxContains: 3 },
        want: {
          valid: [
            [1, 1],
            [1, 1, 1, 2],
          ],
          faults: [
            [[1], 'minContains minContains @'],
            [[1, 1, 1, 1], 'maxContains maxContains @'],
          ],
        },
      },
    ],
    [
      'minContains 0 asks for none',
      { given: { contains: { const: 1 }, minContains: 0 }, want: { valid: [[], [2]], faults: [] } },
    ],
    [
      'minContains without contains',
      { given: { minContains: 2 }, want: { valid: [[]], faults: [] } },
    ],
    [
      'properties',
      {
        given: { properties: { a: { type: 'string' }, 'x/y~z': { type: 'null' }, never: false } },
        want: {
          valid: [{}, { a: '' }, { b: 1 }, { 'x/y~z': null }, []],
          faults: [
            [{ a: 1 }, 'type properties/a/type @/a'],
            [{ 'x/y~z': 1 }, 'type properties/x~1y~0z/type @/x~1y~0z'],
            [{ never: 1 }, 'false properties/never @/never'],
          ],
        },
      },
    ],
    [
      'patternProperties apply beside properties',
      {
        given: {
          properties: { foo: { minimum: 3 } },
          patternProperties: { '^f': { type: 'integer' }, o$: { maximum: 9 } },
        },
        want: {
          valid: [{ foo: 5, bar: 'x' }],
          faults: [
            [{ foo: 12 }, 'maximum patternProperties/o$/maximum @/foo'],
            [{ f: 'x' }, 'type patternProperties/^f/type @/f'],
          ],
        },
      },
    ],
    [
      'additionalProperties false',
      {
        given: {
          properties: { a: true },
          patternProperties: { '^x-': true },
          additionalProperties: false,
        },
        want: {
          valid: [{ a: 1, 'x-b': 2 }],
          faults: [
            [
              { a: 1, b: 2, c: 3 },
              'additionalProperties additionalProperties @/b',
              'additionalProperties additionalProperties @/c',
            ],
          ],
        },
      },
    ],
    [
      'additionalProperties with a schema',
      {
        given: { properties: { a: true }, additionalProperties: { type: 'integer' } },
        want: {
          valid: [{ a: 'x', b: 2 }],
          faults: [[{ b: 'x' }, 'type additionalProperties/type @/b']],
        },
      },
    ],
    [
      'propertyNames',
      {
        given: { propertyNames: { pattern: '^[a-z]+$', maxLength: 3 } },
        want: {
          valid: [{ abc: 1 }, []],
          faults: [[{ abcd: 1 }, 'propertyNames propertyNames @/abcd']],
        },
      },
    ],
    [
      'required',
      {
        given: { required: ['a', 'b'] },
        want: {
          valid: [{ a: null, b: 0 }, [], null],
          faults: [
            [{ a: 1 }, 'required required @/b'],
            [{}, 'required required @/a', 'required required @/b'],
          ],
        },
      },
    ],
    [
      'required names that every JavaScript object inherits',
      {
        given: { required: ['toString', '__proto__', 'constructor'] },
        want: {
          valid: [JSON.parse('{"toString":1,"__proto__":2,"constructor":3}')],
          faults: [
            [
              {},
              'required required @/toString',
              'required required @/__proto__',
              'required required @/constructor',
            ],
          ],
        },
      },
    ],
    [
      'dependentRequired',
      {
        given: { dependentRequired: { a: ['b', 'c'] } },
        want: {
          valid: [{ b: 1 }, { a: 1, b: 2, c: 3 }],
          faults: [[{ a: 1, b: 2 }, 'dependentRequired dependentRequired @/c']],
        },
      },
    ],
    [
      'dependentSchemas',
      {
        given: { dependentSchemas: { a: { properties: { b: { type: 'integer' } } } } },
        want: {
          valid: [{ b: 'x' }, { a: 1, b: 2 }],
          faults: [[{ a: 1, b: 'x' }, 'type dependentSchemas/a/properties/b/type @/b']],
        },
      },
    ],
    [
      'minProperties and maxProperties',
      {
        given: { minProperties: 1, maxProperties: 2 },
        want: {
          valid: [{ a: 1 }, []],
          faults: [
            [{}, 'minProperties minProperties @'],
            [{ a: 1, b: 2, c: 3 }, 'maxProperties maxProperties @'],
          ],
        },
      },
    ],
    [
      'allOf',
      {
        given: { allOf: [{ required: ['a'] }, { properties: { a: { type: 'string' } } }] },
        want: {
          valid: [{ a: 'x' }],
          faults: [
            [{}, 'required allOf/0/required @/a'],
            [{ a: 1 }, 'type allOf/1/properties/a/type @/a'],
          ],
        },
      },
    ],
    [
      'not',
      { given: { not: { type: 'null' } }, want: { valid: [0], faults: [[null, 'not not @']] } },
    ],
    [
      'if with then and else',
      {
        given: {
          if: { properties: { k: { const: 1 } }, required: ['k'] },
          // biome-ignore lint/suspicious/noThenProperty: this is the name of the JSON Schema keyword
          then: { required: ['a'] },
          else: { required: ['b'] },
        },
        want: {
          valid: [
            { k: 1, a: 1 },
            { k: 2, b: 1 },
          ],
          faults: [
            [{ k: 1 }, 'required then/required @/a'],
            [{ k: 2 }, 'required else/required @/b'],
          ],
        },
      },
    ],
    [
      'then without if',
      { given: Object.fromEntries([['then', false]]), want: { valid: [1], faults: [] } },
    ],
    [
      'oneOf refuses two matches',
      {
        given: { oneOf: [{ type: 'integer' }, { minimum: 2 }] },
        want: { valid: [1, 2.5], faults: [[3, 'oneOf oneOf @']] },
      },
    ],
    [
      'unevaluatedProperties sees through allOf, anyOf, if and references',
      {
        given: {
          allOf: [{ properties: { a: true } }],
          anyOf: [{ properties: { b: true }, required: ['b'] }, { properties: { c: true } }],
          if: { required: ['d'] },
          // biome-ignore lint/suspicious/noThenProperty: this is the name of the JSON Schema keyword
          then: { properties: { d: true } },
          unevaluatedProperties: false,
        },
        want: {
          valid: [{ a: 1, b: 2, c: 3, d: 4 }],
          faults: [
            [{ b: 1, e: 2 }, 'unevaluatedProperties unevaluatedProperties @/e'],
            [{ x: 1 }, 'unevaluatedProperties unevaluatedProperties @/x'],
          ],
        },
      },
    ],
    [
      'unevaluatedProperties with a schema',
      {
        given: { properties: { a: true }, unevaluatedProperties: { type: 'integer' } },
        want: {
          valid: [{ a: 'x', b: 1 }],
          faults: [[{ b: 'x' }, 'type unevaluatedProperties/type @/b']],
        },
      },
    ],
    [
      'unevaluatedItems',
      {
        given: { prefixItems: [true], contains: { const: 'x' }, unevaluatedItems: false },
        want: {
          valid: [[1, 'x', 'x']],
          faults: [[[1, 'x', 2], 'unevaluatedItems unevaluatedItems @/2']],
        },
      },
    ],
    [
      'false',
      { given: false, want: { valid: [], faults: [[1, 'false /components/schemas/Main @']] } },
    ],
    ['true', { given: true, want: { valid: [null, 1, {}], faults: [] } }],
    ['an empty schema', { given: {}, want: { valid: [null, 1, {}], faults: [] } }],
    [
      'unknown keywords',
      { given: { 'x-a': 1, nullable: false }, want: { valid: [null], faults: [] } },
    ],
  ])('%s', (_, { given, want }) => {
    for (const value of want.valid) {
      const evaluation = judged({ schema: given, value })
      expect([value, told(evaluation), evaluation.gaps]).toEqual([value, [], []])
    }
    for (const [value, ...faults] of want.faults) {
      expect([value, told(judged({ schema: given, value }))]).toEqual([value, faults])
    }
  })
})

describe('one fault is told once, at its innermost place', () => {
  const cat = {
    properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
    required: ['kind'],
  }
  const dog = {
    properties: { kind: { const: 'dog' }, owner: { type: 'string' } },
    required: ['kind'],
  }
  const pets = { Cat: cat, Dog: dog }
  const union = { oneOf: [ref('Cat'), ref('Dog')] }
  const mapped = {
    ...union,
    discriminator: {
      propertyName: 'kind',
      mapping: { cat: '#/components/schemas/Cat', Hund: 'Dog' },
    },
  }
  const nullable = { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] }
  test.each<Row>([
    [
      'a number where a string of some form is due',
      {
        given: { schema: { type: 'string', format: 'uuid', pattern: '^a', enum: ['a'] }, value: 5 },
        want: ['type type @'],
      },
    ],
    [
      'a number outside its enumeration and its range',
      { given: { schema: { enum: [1, 2], minimum: 1 }, value: 0 }, want: ['enum enum @'] },
    ],
    [
      'an array that is wrong in two ways',
      {
        given: { schema: { minItems: 3, contains: { const: 1 } }, value: [] },
        want: ['minItems minItems @', 'contains contains @'],
      },
    ],
    [
      'the same constraint reached twice',
      {
        given: {
          schema: { allOf: [ref('S'), ref('S')] },
          value: 1,
          schemas: { S: { type: 'string' } },
        },
        want: ['type /components/schemas/S/type @'],
      },
    ],
    [
      'a missing member that two schemas require',
      {
        given: { schema: { required: ['a'], dependentRequired: { b: ['a'] } }, value: { b: 1 } },
        want: ['required required @/a'],
      },
    ],
    [
      'a wrong form in a nullable anyOf',
      { given: { schema: nullable, value: 'soon' }, want: ['format anyOf/0/format @'] },
    ],
    ['null in a nullable anyOf', { given: { schema: nullable, value: null }, want: [] }],
    [
      'another type than any branch of an anyOf has',
      { given: { schema: nullable, value: 5 }, want: ['anyOf anyOf @'] },
    ],
    [
      'a member of the form that the discriminator maps to',
      {
        given: { schema: mapped, value: { kind: 'cat', lives: 'nine' }, schemas: pets },
        want: ['type /components/schemas/Cat/properties/lives/type @/lives'],
      },
    ],
    [
      'a mapping that gives a bare name',
      {
        given: { schema: mapped, value: { kind: 'Hund', owner: 'me' }, schemas: pets },
        want: ['const /components/schemas/Dog/properties/kind/const @/kind'],
      },
    ],
    [
      'a discriminator without mapping, by the name of the component',
      {
        given: {
          schema: { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'kind' } },
          value: { kind: 'Dog', owner: 1 },
          schemas: {
            Cat: { properties: { kind: { const: 'Cat' } } },
            Dog: { properties: { owner: { type: 'string' } } },
          },
        },
        want: ['type /components/schemas/Dog/properties/owner/type @/owner'],
      },
    ],
    [
      'a form told by the tag of its members',
      {
        given: { schema: union, value: { kind: 'dog', owner: 1 }, schemas: pets },
        want: ['type /components/schemas/Dog/properties/owner/type @/owner'],
      },
    ],
    [
      'a form told by an enumeration of one',
      {
        given: {
          schema: {
            anyOf: [
              {
                properties: {
                  kind: { enum: ['a'] },
                  x: { type: 'integer' },
                  y: { type: 'integer' },
                },
              },
              { properties: { kind: { enum: ['b'] }, x: { type: 'boolean' } } },
            ],
          },
          value: { kind: 'a', x: 'no', y: 'no' },
        },
        want: ['type anyOf/0/properties/x/type @/x', 'type anyOf/0/properties/y/type @/y'],
      },
    ],
    [
      'a constant further down is no tag',
      {
        given: {
          schema: {
            oneOf: [
              {
                properties: {
                  kind: { const: 'a' },
                  sub: { properties: { v: { const: 1 } } },
                  x: { type: 'string' },
                },
              },
              { properties: { kind: { const: 'b' } } },
            ],
          },
          value: { kind: 'a', sub: { v: 2 }, x: 1 },
        },
        want: [
          'const oneOf/0/properties/sub/properties/v/const @/sub/v',
          'type oneOf/0/properties/x/type @/x',
        ],
      },
    ],
    [
      'no form stands out',
      {
        given: { schema: { oneOf: [{ required: ['a'] }, { required: ['b'] }] }, value: { c: 1 } },
        want: ['oneOf oneOf @'],
      },
    ],
    [
      'no form stands out, and nothing else is blamed for it',
      {
        given: {
          schema: {
            oneOf: [
              { properties: { a: { type: 'string' } }, required: ['a'] },
              { properties: { b: { type: 'string' } }, required: ['b'] },
            ],
            unevaluatedProperties: false,
          },
          value: { a: 1, b: 1 },
        },
        want: ['oneOf oneOf @'],
      },
    ],
    [
      'a fault in the form that was meant leaves no member over',
      {
        given: {
          schema: {
            anyOf: [
              { type: 'null' },
              { type: 'object', properties: { a: { type: 'string' }, b: true } },
            ],
            unevaluatedProperties: false,
          },
          value: { a: 1, b: 2 },
        },
        want: ['type anyOf/1/properties/a/type @/a'],
      },
    ],
    [
      'a fault deep inside nested choices',
      {
        given: {
          schema: {
            anyOf: [
              { type: 'null' },
              {
                type: 'array',
                items: {
                  oneOf: [{ type: 'string' }, { type: 'object', properties: { n: nullable } }],
                },
              },
            ],
          },
          value: ['a', { n: 'x' }],
        },
        want: ['format anyOf/1/items/oneOf/1/properties/n/anyOf/0/format @/1/n'],
      },
    ],
    [
      'a member named __proto__',
      {
        given: {
          schema: JSON.parse(
            '{"properties":{"__proto__":{"type":"string"}},"additionalProperties":false}',
          ),
          value: JSON.parse('{"__proto__":{"a":1}}'),
        },
        want: ['type properties/__proto__/type @/__proto__'],
      },
    ],
    [
      'a member named __proto__ that no schema declares',
      {
        given: {
          schema: { properties: {}, additionalProperties: false },
          value: JSON.parse('{"__proto__":{"a":1}}'),
        },
        want: ['additionalProperties additionalProperties @/__proto__'],
      },
    ],
  ])('%s', (_, { given, want }) => {
    const evaluation = judged(given)
    expect(told(evaluation)).toEqual(want)
    expect(evaluation.gaps).toEqual([])
  })
})

describe('a reference', () => {
  const tree = {
    properties: { children: { type: 'array', items: ref('Tree') }, name: { type: 'string' } },
  }
  test.each<[string, { given: Judged; want: { faults: string[]; gaps: string[] } }]>([
    [
      'to a schema that holds itself is followed as far as the value goes',
      {
        given: {
          schema: ref('Tree'),
          value: { children: [{ children: [{ name: 1 }] }] },
          schemas: { Tree: tree },
        },
        want: {
          faults: [
            'type /components/schemas/Tree/properties/name/type @/children/0/children/0/name',
          ],
          gaps: [],
        },
      },
    ],
    [
      'with siblings applies beside them',
      {
        given: {
          schema: { ...ref('S'), minLength: 3 },
          value: 'ab',
          schemas: { S: { pattern: '^b' } },
        },
        want: { faults: ['pattern /components/schemas/S/pattern @'], gaps: [] },
      },
    ],
    [
      'into the middle of another schema',
      {
        given: {
          schema: { $ref: '#/components/schemas/S/properties/a%20b~1c' },
          value: 1,
          schemas: { S: { properties: { 'a b/c': { type: 'string' } } } },
        },
        want: { faults: ['type /components/schemas/S/properties/a b~1c/type @'], gaps: [] },
      },
    ],
    [
      'that leads back to itself is a fault of the contract',
      {
        given: { schema: ref('A'), value: 1, schemas: { A: ref('B'), B: ref('A') } },
        want: {
          faults: [],
          gaps: [
            '/components/schemas/B/$ref @: $ref "#/components/schemas/A" leads back to itself',
          ],
        },
      },
    ],
    [
      'that leads back to itself beside other keywords leaves these in force',
      {
        given: {
          schema: ref('A'),
          value: 1,
          schemas: { A: { allOf: [ref('A')], type: 'string' } },
        },
        want: {
          faults: ['type /components/schemas/A/type @'],
          gaps: [
            '/components/schemas/A/allOf/0/$ref @: $ref "#/components/schemas/A" leads back to itself',
          ],
        },
      },
    ],
    [
      'to a missing place leaves the rest in force',
      {
        given: { schema: { ...ref('Nope'), type: 'object', required: ['a'] }, value: {} },
        want: {
          faults: ['required required @/a'],
          gaps: ['$ref @: $ref "#/components/schemas/Nope" does not lead to a schema'],
        },
      },
    ],
    [
      'to a missing place leaves no member over',
      {
        given: { schema: { allOf: [ref('Nope')], unevaluatedProperties: false }, value: { a: 1 } },
        want: {
          faults: [],
          gaps: ['allOf/0/$ref @: $ref "#/components/schemas/Nope" does not lead to a schema'],
        },
      },
    ],
    [
      'that names the schema of its own member names',
      {
        given: {
          schema: ref('N'),
          value: { a: {}, b: { 'no way': {} } },
          schemas: {
            N: { pattern: '^\\w+$', propertyNames: ref('N'), additionalProperties: ref('N') },
          },
        },
        want: {
          faults: ['propertyNames /components/schemas/N/propertyNames @/b/no way'],
          gaps: [],
        },
      },
    ],
    [
      'that is dynamic is not followed, and says so',
      {
        given: { schema: { $dynamicRef: '#x', unevaluatedProperties: false }, value: { a: 1 } },
        want: { faults: [], gaps: ['$dynamicRef @: $dynamicRef is not followed'] },
      },
    ],
  ])('%s', (_, { given, want }) => {
    const evaluation = judged(given)
    expect({ faults: told(evaluation), gaps: untold(evaluation) }).toEqual(want)
  })
})

describe('members of one direction are due in that direction only', () => {
  const secret = { properties: { token: { type: 'string', writeOnly: true } }, required: ['token'] }
  const served = { properties: { id: { type: 'string', readOnly: true } }, required: ['id'] }
  type Given = { schema: JsonObject; value: Json; schemas?: JsonObject }
  test.each<[string, { given: Given; want: { response: string[]; request: string[] } }]>([
    [
      'writeOnly',
      {
        given: { schema: secret, value: {} },
        want: { response: [], request: ['required required @/token'] },
      },
    ],
    [
      'readOnly',
      {
        given: { schema: served, value: {} },
        want: { response: ['required required @/id'], request: [] },
      },
    ],
    [
      'through a reference of the member',
      {
        given: {
          schema: { properties: { token: ref('T') }, required: ['token'] },
          value: {},
          schemas: { T: { type: 'string', writeOnly: true } },
        },
        want: { response: [], request: ['required required @/token'] },
      },
    ],
    [
      'required in one branch of allOf and declared in another',
      {
        given: {
          schema: { allOf: [{ required: ['token'] }, ref('S')] },
          value: {},
          schemas: { S: { properties: secret.properties } },
        },
        want: { response: [], request: ['required allOf/0/required @/token'] },
      },
    ],
    [
      'in an object of an array, behind oneOf',
      {
        given: {
          schema: { type: 'array', items: { oneOf: [ref('S'), { type: 'null' }] } },
          value: [{}],
          schemas: { S: secret },
        },
        want: { response: [], request: ['required /components/schemas/S/required @/0/token'] },
      },
    ],
    [
      'declared as a nullable choice',
      {
        given: {
          schema: {
            properties: {
              token: { anyOf: [{ type: 'string', writeOnly: true }, { type: 'null' }] },
            },
            required: ['token'],
          },
          value: {},
        },
        want: { response: [], request: ['required required @/token'] },
      },
    ],
  ])('%s', (_, { given, want }) => {
    const response = told(judged({ ...given, direction: 'response' }))
    const request = told(judged({ ...given, direction: 'request' }))
    expect({ response, request }).toEqual(want)
  })
})

describe('what cannot be checked is told, and takes nothing with it', () => {
  const beside = (schema: JsonObject) => ({
    properties: { odd: schema, plain: { type: 'string' } },
  })
  const bad = { type: 'string', pattern: '(?<=a' }
  test.each<[string, { given: Judged; want: { faults: string[]; gaps: string[] } }]>([
    [
      'a pattern that is no ECMAScript',
      {
        given: { schema: beside({ ...bad, minLength: 2 }), value: { odd: 'x', plain: 1 } },
        want: {
          faults: [
            'minLength properties/odd/minLength @/odd',
            'type properties/plain/type @/plain',
          ],
          gaps: ['properties/odd/pattern @/odd: pattern is not an ECMAScript regular expression'],
        },
      },
    ],
    [
      'a misspelt type',
      {
        given: { schema: beside({ type: 'strnig', maxLength: 1 }), value: { odd: 'xy', plain: 1 } },
        want: {
          faults: [
            'maxLength properties/odd/maxLength @/odd',
            'type properties/plain/type @/plain',
          ],
          gaps: ['properties/odd/type @/odd: "strnig" is not a JSON Schema type'],
        },
      },
    ],
    [
      'an unknown format',
      {
        given: {
          schema: beside({ format: 'phone', maxLength: 1 }),
          value: { odd: 'xy', plain: 1 },
        },
        want: {
          faults: [
            'maxLength properties/odd/maxLength @/odd',
            'type properties/plain/type @/plain',
          ],
          gaps: ['properties/odd/format @/odd: format "phone" is not one that this tool knows'],
        },
      },
    ],
    [
      'a format named like a member that objects inherit',
      {
        given: { schema: { format: 'constructor' }, value: 'x' },
        want: {
          faults: [],
          gaps: ['format @: format "constructor" is not one that this tool knows'],
        },
      },
    ],
    ...(
      [
        ['minimum', '1', 'minimum is not a number'],
        ['maxLength', null, 'maxLength is not a number'],
        ['multipleOf', 0, 'multipleOf is not a number above 0'],
        ['multipleOf', Number.POSITIVE_INFINITY, 'multipleOf is not a number above 0'],
        ['required', 'a', 'required is not an array'],
        ['enum', 'a', 'enum is not an array'],
        ['properties', [], 'properties is not an object'],
        ['patternProperties', 1, 'patternProperties is not an object'],
        ['dependentRequired', [], 'dependentRequired is not an object'],
        ['dependentSchemas', [], 'dependentSchemas is not an object'],
        ['prefixItems', {}, 'prefixItems is not an array'],
        ['items', [], 'items is an array, which is prefixItems since JSON Schema 2020-12'],
        ['uniqueItems', 'yes', 'uniqueItems is not true or false'],
        ['allOf', {}, 'allOf is not an array'],
        ['anyOf', {}, 'anyOf is not an array'],
        ['oneOf', null, 'oneOf is not an array'],
        ['pattern', 1, 'pattern is not an ECMAScript regular expression'],
        ['format', 1, 'format is not a string'],
        ['type', [], 'null is not a JSON Schema type'],
        ['$ref', 1, '$ref 1 does not lead to a schema'],
        ['not', 1, 'this is not a schema'],
        ['if', null, 'this is not a schema'],
      ] satisfies [string, Json, string][]
    ).map(
      ([keyword, operand, reason]): [
        string,
        { given: Judged; want: { faults: string[]; gaps: string[] } },
      ] => [
        `a wrong operand: ${keyword} ${JSON.stringify(operand)}`,
        {
          given: { schema: { [keyword]: operand, const: 'a' }, value: 'b' },
          want: { faults: ['const const @'], gaps: [`${keyword} @: ${reason}`] },
        },
      ],
    ),
    [
      'a schema that is none',
      {
        given: {
          schema: { properties: { odd: 5, plain: { type: 'string' } } },
          value: { odd: 1, plain: 1 },
        },
        want: {
          faults: ['type properties/plain/type @/plain'],
          gaps: ['properties/odd @/odd: this is not a schema'],
        },
      },
    ],
    [
      'inside not',
      {
        given: { schema: { not: bad }, value: 'x' },
        want: {
          faults: [],
          gaps: ['not/pattern @: pattern is not an ECMAScript regular expression'],
        },
      },
    ],
    [
      'inside not that is refuted anyway',
      { given: { schema: { not: bad }, value: 5 }, want: { faults: [], gaps: [] } },
    ],
    [
      'inside a branch of oneOf, so that a second match is not certain',
      {
        given: { schema: { oneOf: [bad, { type: 'string' }] }, value: 'x' },
        want: {
          faults: [],
          gaps: ['oneOf/0/pattern @: pattern is not an ECMAScript regular expression'],
        },
      },
    ],
    [
      'inside if, so that neither branch is due',
      {
        given: {
          // biome-ignore lint/suspicious/noThenProperty: this is the name of the JSON Schema keyword
          schema: { if: bad, then: false, else: false },
          value: 'x',
        },
        want: {
          faults: [],
          gaps: ['if/pattern @: pattern is not an ECMAScript regular expression'],
        },
      },
    ],
    [
      'inside a branch that is refuted anyway',
      {
        given: {
          schema: {
            anyOf: [{ required: ['a'], patternProperties: { '(': true } }, { required: ['b'] }],
          },
          value: {},
        },
        want: { faults: ['anyOf anyOf @'], gaps: [] },
      },
    ],
    [
      'inside contains',
      {
        given: { schema: { contains: bad, minContains: 2, maxContains: 1 }, value: ['x', 'y'] },
        want: {
          faults: [],
          gaps: ['contains/pattern @/0: pattern is not an ECMAScript regular expression'],
        },
      },
    ],
    [
      'inside propertyNames',
      {
        given: { schema: { propertyNames: bad }, value: { a: 1 } },
        want: {
          faults: [],
          gaps: ['propertyNames/pattern @/a: pattern is not an ECMAScript regular expression'],
        },
      },
    ],
    [
      'a name pattern, which might have meant the member that seems left over',
      {
        given: {
          schema: {
            patternProperties: { '(': true },
            additionalProperties: false,
            unevaluatedProperties: false,
          },
          value: { a: 1 },
        },
        want: {
          faults: [],
          gaps: ['patternProperties @: "(" is not an ECMAScript regular expression'],
        },
      },
    ],
    [
      'the same in a thousand items, once',
      {
        given: { schema: { items: { format: 'phone' } }, value: Array(1000).fill('x') },
        want: {
          faults: [],
          gaps: ['items/format @/0: format "phone" is not one that this tool knows'],
        },
      },
    ],
  ])('%s', (_, { given, want }) => {
    const evaluation = judged(given)
    expect({ faults: told(evaluation), gaps: untold(evaluation) }).toEqual(want)
  })
})

describe('a fault is assumed where the contract is', () => {
  const assumed = (schema: JsonObject) => ({ ...schema, 'x-evidence': 'assumed' })
  test.each<[string, { given: Judged; want: [string, boolean][] }]>([
    [
      'below an assumed schema',
      {
        given: { schema: assumed({ properties: { a: { type: 'string' } } }), value: { a: 1 } },
        want: [['/a', true]],
      },
    ],
    [
      'but not below a part of it that is stated',
      {
        given: {
          schema: assumed({ properties: { a: { type: 'string', 'x-evidence': 'stated' } } }),
          value: { a: 1 },
        },
        want: [['/a', false]],
      },
    ],
    [
      'and below a stated component to which an assumed part refers',
      {
        given: {
          schema: { properties: { a: assumed(ref('S')), b: ref('S') } },
          value: { a: { x: 1 }, b: { x: 1 } },
          schemas: { S: { properties: { x: { type: 'string' } }, 'x-evidence': 'stated' } },
        },
        want: [
          ['/a/x', true],
          ['/b/x', false],
        ],
      },
    ],
    [
      'and never softens a stated fault at the same place',
      {
        given: { schema: { allOf: [assumed({ type: 'string' }), { enum: ['a'] }] }, value: 1 },
        want: [['', false]],
      },
    ],
    [
      'and is not softened by an assumed fault that comes later',
      {
        given: { schema: { allOf: [{ minimum: 5 }, assumed({ type: 'string' })] }, value: 1 },
        want: [['', false]],
      },
    ],
  ])('%s', (_, { given, want }) => {
    expect(judged(given).faults.map(({ at, assumed: soft }) => [at, soft])).toEqual(want)
  })
})

describe('values and schemas of any size are judged without an overflow', () => {
  const deep = (levels: number, end: Json): Json => {
    let value = end
    for (let level = 0; level < levels; level++) value = { n: value, kind: 'x' }
    return value
  }

  test('a value as deep as the schema is judged at its end', () => {
    const schema = { properties: { n: { allOf: [ref('Main')] }, end: { type: 'string' } } }
    const evaluation = judged({ schema, value: deep(100, { end: 1 }) })
    expect(evaluation.faults.map(({ at }) => at)).toEqual([`${'/n'.repeat(100)}/end`])
    expect(evaluation.gaps).toEqual([])
  })

  test('512 levels of a recursive schema end in a gap', () => {
    const schema = { allOf: [{ properties: { n: { oneOf: [ref('Main'), { type: 'null' }] } } }] }
    const evaluation = judged({ schema, value: deep(512, null) })
    expect(evaluation.gaps.map(({ reason }) => reason)).toContain(
      'schemas and values are nested too deeply here',
    )
  })

  test('a schema nested twenty thousand times ends in a gap', () => {
    let schema: Json = { type: 'string' }
    for (let level = 0; level < 20_000; level++) schema = { allOf: [schema] }
    expect(judged({ schema, value: 1 }).gaps).toHaveLength(1)
  })

  test('branches that all look into the same member do not double the work at each level', () => {
    const branch = (kind: string) => ({ properties: { n: ref('Main'), kind: { const: kind } } })
    const schema = { oneOf: [branch('a'), branch('b'), branch('x')] }
    const evaluation = judged({ schema, value: deep(60, { kind: 'y' }) })
    expect(told(evaluation)).toEqual([`oneOf oneOf @${'/n'.repeat(60)}`])
    expect(evaluation.visits.length).toBeLessThan(2000)
  })

  test('nor do branches that all match', () => {
    const branch = { properties: { n: ref('Main') } }
    const { faults, gaps, visits } = judged({
      schema: { anyOf: [branch, branch] },
      value: deep(60, null),
    })
    expect([faults, gaps]).toEqual([[], []])
    expect(visits.length).toBeLessThan(1000)
  })

  test('a hundred thousand repeated items are a hundred thousand faults', () => {
    const { faults } = judged({ schema: { uniqueItems: true }, value: Array(100_001).fill(0) })
    expect(faults).toHaveLength(100_000)
  })
})

describe('the trail of schemas that were applied', () => {
  const visited = (given: Judged) =>
    judged(given).visits.map(({ pointer, at, tentative }) => [pointer, at, tentative])

  test('holds the branch that matched, not the others', () => {
    const schema = { anyOf: [{ type: 'string' }, { type: 'integer' }] }
    expect(visited({ schema, value: 1 })).toEqual([
      ['/components/schemas/Main', '', false],
      ['/components/schemas/Main/anyOf/1', '', false],
    ])
  })

  test('marks branches as tentative where none matched', () => {
    const schema = { anyOf: [{ required: ['a'] }, { required: ['b'] }] }
    expect(visited({ schema, value: {} })).toEqual([
      ['/components/schemas/Main', '', false],
      ['/components/schemas/Main/anyOf/0', '', true],
      ['/components/schemas/Main/anyOf/1', '', true],
    ])
  })
})
