// Rule extension-understood: x-known-values is a list, x-equals an expression.
import { extensionUnderstood } from '../../src/audit/extension-understood.ts'
import { schemaOnly, testRule } from './fixture.ts'

const s = '/components/schemas/S'
const notList = `error ${s}/x-known-values: x-known-values is not a list of values`
const notExpression = `error ${s}/x-equals: x-equals is not a run-time expression such as $request.path.id`

testRule(extensionUnderstood, {
  clean: [
    ['known values', { given: schemaOnly('{x-known-values: [a, 1, null]}') }],
    ['a path parameter', { given: schemaOnly('{x-equals: $request.path.id}') }],
    ['a pointer into a body', { given: schemaOnly("{x-equals: '$response.body#/a/0'}") }],
    [
      'the URL, the method and the status',
      {
        given: schemaOnly(
          '{oneOf: [{x-equals: $url}, {x-equals: $method}, {x-equals: $statusCode}]}',
        ),
      },
    ],
    ['an extension of somebody else', { given: schemaOnly('{x-other: {x-equals: 5}}') }],
  ],
  violating: [
    [
      'one known value without a list',
      { given: schemaOnly('{x-known-values: a}'), want: [notList] },
    ],
    ['no known value', { given: schemaOnly('{x-known-values: []}'), want: [notList] }],
    [
      'known values that are null',
      { given: schemaOnly('{x-known-values: null}'), want: [notList] },
    ],
    ['a plain name', { given: schemaOnly('{x-equals: id}'), want: [notExpression] }],
    ['no text', { given: schemaOnly('{x-equals: 5}'), want: [notExpression] }],
    ['an empty text', { given: schemaOnly("{x-equals: ''}"), want: [notExpression] }],
    [
      'a misspelt part',
      { given: schemaOnly('{x-equals: $request.pth.id}'), want: [notExpression] },
    ],
    [
      'both',
      { given: schemaOnly('{x-known-values: {}, x-equals: $}'), want: [notList, notExpression] },
    ],
  ],
  unchecked: 'The form of an extension is always plain to see.',
})
