// Rule keyword-understood: every constraint can be applied, or the contract is told so.
import { keywordUnderstood } from '../../src/audit/keyword-understood.ts'
import { answering, type Given, schemaOnly, testRule } from './fixture.ts'

const s = '/components/schemas/S'
const wrong = (name: string, schema: string, at: string, words: string) =>
  [name, { given: schemaOnly(schema), want: [`error ${s}${at}: ${words}`] }] as [
    string,
    { given: Given; want: string[] },
  ]

testRule(keywordUnderstood, {
  clean: [
    ['no schema at all', { given: { parts: 'paths: {}' } }],
    ['true and false', { given: schemaOnly('{properties: {a: true, b: false}}') }],
    [
      'every kind of keyword',
      {
        given: schemaOnly(
          "{type: [object, 'null'], required: [a], minProperties: 1, properties: {a: {type: string, pattern: '^a$', format: uuid, maxLength: 3}}, patternProperties: {'^x-': {enum: [1]}}, oneOf: [{minimum: 1}], not: {const: 5}}",
        ),
      },
    ],
    ['a pattern that only works without the u flag', { given: schemaOnly("{pattern: '\\-'}") }],
    ['an example that looks like a schema', { given: schemaOnly('{example: {type: strnig}}') }],
    ['a vendor keyword', { given: schemaOnly('{x-anything: [1]}') }],
  ],
  violating: [
    wrong('a misspelt type', '{type: strnig}', '/type', '"strnig" is not a JSON Schema type'),
    wrong(
      'a pattern of another dialect',
      "{type: string, pattern: '(?<a>x)(?P<b>y)'}",
      '/pattern',
      'pattern is not an ECMAScript regular expression',
    ),
    wrong('a limit in quotes', "{maximum: '5'}", '/maximum', 'maximum is not a number'),
    wrong('an enum that is no list', '{enum: a}', '/enum', 'enum is not an array'),
    wrong('required as a flag', '{required: true}', '/required', 'required is not an array'),
    wrong(
      'items as a list',
      '{items: [{type: string}]}',
      '/items',
      'items is an array, which is prefixItems since JSON Schema 2020-12',
    ),
    wrong(
      'a bad pattern below other schemas',
      "{properties: {a: {allOf: [{items: {pattern: '['}}]}}}",
      '/properties/a/allOf/0/items/pattern',
      'pattern is not an ECMAScript regular expression',
    ),
    wrong(
      'a bad name pattern',
      "{patternProperties: {'(': true}}",
      '/patternProperties',
      '"(" is not an ECMAScript regular expression',
    ),
    [
      'one fault once, although it is referred to twice',
      {
        given: answering(
          "{schema: {properties: {a: {$ref: '#/components/schemas/S'}, b: {$ref: '#/components/schemas/S'}}}}",
          'components: {schemas: {S: {type: strnig}}}',
        ),
        want: [`error ${s}/type: "strnig" is not a JSON Schema type`],
      },
    ],
    wrong(
      'a reference that leads nowhere',
      "{$ref: '#/components/schemas/Gone'}",
      '/$ref',
      '$ref "#/components/schemas/Gone" does not lead to a schema',
    ),
    wrong(
      'a dynamic reference that leads nowhere',
      "{$dynamicRef: '#node'}",
      '/$dynamicRef',
      '$dynamicRef "#node" does not lead to a schema',
    ),
  ],
  unchecked: [
    [
      'a format that nobody registered',
      {
        given: schemaOnly('{type: string, format: colour}'),
        want: [`unchecked warning ${s}/format: format "colour" is not one that this tool knows`],
      },
    ],
    [
      'a dialect of its own',
      {
        given: schemaOnly("{$schema: 'https://x.example/own', type: strnig}"),
        want: [
          `unchecked warning ${s}/$schema: the dialect "https://x.example/own" is not one that this tool knows`,
        ],
      },
    ],
  ],
})
