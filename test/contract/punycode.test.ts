// Holds Punycode against the samples of RFC 3492 §7.1 and against the platform's own.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodePunycode, encodePunycode } from '../../src/contract/punycode.ts'

describe('Punycode', () => {
  test.each<[string, { given: string; want: string }]>([
    ['Arabic', { given: 'ليهمابتكلموشعربي؟', want: 'egbpdaj6bu4bxfgehfvwxn' }],
    ['Chinese', { given: '他们为什么不说中文', want: 'ihqwcrb4cv8a8dqg056pqjye' }],
    ['letters of ASCII between others', { given: 'bücher', want: 'bcher-kva' }],
    ['hyphens of its own', { given: '-> $1.00 <-ü', want: '-> $1.00 <--3hb' }],
    ['characters beyond the first plane', { given: '𐐨a', want: 'a-os2i' }],
    ['nothing', { given: '', want: '' }],
  ])('writes and reads %s', (_, { given, want }) => {
    expect(encodePunycode(given)).toBe(want)
    expect(decodePunycode(want)).toBe(given)
  })

  test.each<[string, { given: string }]>([
    ['a number that is cut off', { given: 'X' }],
    ['a character that is no digit', { given: 'a-b_c' }],
    ['a code point that Unicode lacks', { given: '99999999' }],
  ])('does not read %s', (_, { given }) => {
    expect(decodePunycode(given)).toBeUndefined()
  })

  test('agrees with the platform on labels of host names', () => {
    // Letters that the platform leaves as they are; of one direction, since it refuses to mix them.
    const letter = fc.constantFrom(...'ab1üßж中한𐐨')
    const label = fc.array(letter, { minLength: 1, maxLength: 12 }).map((all) => all.join(''))
    fc.assert(
      fc.property(label, (given) => {
        const [host = ''] = new URL(`http://${given}.example/`).hostname.split('.')
        const isAscii = /^[a-z\d]*$/.test(given)
        expect(isAscii ? given : `xn--${encodePunycode(given)}`).toBe(host)
        expect(decodePunycode(encodePunycode(given))).toBe(given)
      }),
      { seed: 20260423, numRuns: 300 },
    )
  })
})
