// Tests that every schema name gets one identifier, always the same.
import { describe, expect, it } from 'vitest'
import { identifiers } from '../../src/codegen/names.ts'

const cases: [string, { given: string[]; want: string[] }][] = [
  ['an identifier stays', { given: ['AccountSid'], want: ['AccountSid'] }],
  [
    'hyphens and dots join words',
    { given: ['simple-user', 'Foo.Bar'], want: ['SimpleUser', 'FooBar'] },
  ],
  ['a reserved word gets a capital', { given: ['class', 'string'], want: ['Class', 'String'] }],
  ['a name with a digit first', { given: ['3d-point', '_x'], want: ['Schema3dPoint', 'Schema_x'] }],
  ['a name without any letter', { given: ['--', ''], want: ['Schema', 'Schema_2'] }],
  [
    'what the types use themselves is not taken',
    { given: ['Record', 'Omit'], want: ['Record_2', 'Omit_2'] },
  ],
  [
    'a written-out identifier wins over a derived one',
    { given: ['foo-bar', 'FooBar'], want: ['FooBar_2', 'FooBar'] },
  ],
  [
    'numbers do not collide either',
    { given: ['a-b', 'a.b', 'AB_2'], want: ['AB', 'AB_3', 'AB_2'] },
  ],
  [
    'other scripts and hostile text',
    { given: ['Größe', '*/ alert(1) //', '__proto__'], want: ['GrE', 'Alert1', 'Schema__proto__'] },
  ],
]

describe('identifiers', () => {
  it.each(cases)('%s', (_, { given, want }) => {
    const found = identifiers(given)
    expect([...found.keys()]).toEqual(given)
    expect([...found.values()]).toEqual(want)
  })
})
