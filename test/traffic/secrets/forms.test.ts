// The forms of a secret cover what stands in base64 to its last character.
import { describe, expect, it } from 'vitest'
import { secretForms } from '../../../src/traffic/secrets/forms.ts'

const secret = 'key/with+3'
const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/=+$/, '')

describe('the forms of a secret', () => {
  it.each(['', ':', 'ab', 'Bearer ', 'user:'])(
    'reach the end of a text in base64 that begins with %j',
    (before) => {
      const text = base64(before + secret)
      expect(secretForms(secret).some((form) => text.endsWith(form) && form.length > 10)).toBe(true)
    },
  )

  it('are as many, in the same order, for a secret with the same punctuation', () => {
    const other = secretForms('abc/defg+9')
    expect(secretForms(secret).map(({ length }) => length)).toEqual(
      other.map(({ length }) => length),
    )
  })
})
