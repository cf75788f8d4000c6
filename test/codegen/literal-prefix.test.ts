// Tests which patterns have a literal start, and that every match of theirs begins with it.
import { describe, expect, it } from 'vitest'
import { literalPrefix } from '../../src/codegen/literal-prefix.ts'

const cases: [string, { given: string; want: string | undefined }][] = [
  ['a SID', { given: '^AC[a-f0-9]{32}$', want: 'AC' }],
  ['a SIP address', { given: '^sip:[a-z0-9-]+\\.pstn\\.twilio\\.com$', want: 'sip:' }],
  ['an escaped plus', { given: '^\\+[1-9]\\d{1,14}$', want: '+' }],
  ['an escape class at once', { given: '^\\d+$', want: undefined }],
  ['a class at once', { given: '^[A-Z]{2}$', want: undefined }],
  ['no anchor at the start', { given: 'AC[a-f0-9]{32}$', want: undefined }],
  ['no anchor at the end', { given: '^AC[a-f0-9]{32}', want: undefined }],
  ['an escaped dollar is no anchor', { given: '^AC.+\\$', want: undefined }],
  ['an escaped backslash before the anchor', { given: '^AC.+\\\\$', want: 'AC' }],
  ['a constant', { given: '^abc$', want: undefined }],
  ['an alternative outside of a group', { given: '^AC.+|TK.+$', want: undefined }],
  ['an alternative within a group', { given: '^AC(a|b)$', want: 'AC' }],
  ['a bar in a class', { given: '^AC[|)]+$', want: 'AC' }],
  ['an optional last letter', { given: '^ACx?[0-9]+$', want: 'AC' }],
  ['a repeated last letter', { given: '^ACx*[0-9]+$', want: 'AC' }],
  ['a counted last letter', { given: '^ACx{0,2}[0-9]+$', want: 'AC' }],
  ['a letter once or more', { given: '^ACx+y[0-9]+$', want: 'ACx' }],
  ['an optional only letter', { given: '^A?[0-9]+$', want: undefined }],
  ['characters that a template literal would read', { given: '^`\\$\\{x\\}.+$', want: undefined }],
  ['nothing', { given: '', want: undefined }],
  ['only anchors', { given: '^$', want: undefined }],
  ['cut off', { given: '^AC\\', want: undefined }],
]

describe('literalPrefix', () => {
  it.each(cases)('%s', (_, { given, want }) => {
    expect(literalPrefix(given)).toBe(want)
  })
})
