// The values of a form by the types of its schema.
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../../src/contract/json.ts'
import { typedForm } from '../../src/traffic/parameters.ts'

const schema: JsonObject = {
  type: 'object',
  properties: {
    count: { type: 'integer' },
    isOpen: { type: 'boolean' },
    name: { type: 'string' },
    nothing: { type: 'null' },
    tags: { type: 'array', items: { type: 'string' } },
    sizes: { type: 'array', items: { $ref: '#/components/schemas/Size' } },
  },
}
const document: JsonObject = { components: { schemas: { Size: { type: 'number' } } } }

const cases: [string, { given: JsonObject; want: Json }][] = [
  ['reads a number where one is documented', { given: { count: '12' }, want: { count: 12 } }],
  [
    'leaves what is no number for the schema to refuse',
    { given: { count: '12x' }, want: { count: '12x' } },
  ],
  ['reads a boolean', { given: { isOpen: 'true' }, want: { isOpen: true } }],
  ['keeps digits in a string', { given: { name: '12' }, want: { name: '12' } }],
  [
    'reads null where only null is documented',
    { given: { nothing: 'null' }, want: { nothing: null } },
  ],
  ['makes a list of a single value', { given: { tags: 'a' }, want: { tags: ['a'] } }],
  ['follows references of items', { given: { sizes: ['1', '2.5'] }, want: { sizes: [1, 2.5] } }],
  ['keeps a member that the schema does not know', { given: { other: 'x' }, want: { other: 'x' } }],
  [
    'keeps a member named __proto__',
    { given: JSON.parse('{"__proto__":"x"}'), want: JSON.parse('{"__proto__":"x"}') },
  ],
]

test.each(cases)('%s', (_, { given, want }) => {
  const typed = typedForm(given, schema, document)
  expect(JSON.stringify(typed)).toBe(JSON.stringify(want))
})
