// Rule about probes: an answer comes whole, and is HTTP to its last byte.
import type { Check } from './check.ts'

export const wireSound: Check = {
  id: 'wire-sound',
  title: 'Answer is whole and HTTP',
  why: 'Clients disagree on what to do with such an answer: some fail, some take half of it for the whole.',
  severity: 'error',
  message: ({ words }) => String(words),
  *run({ exchange: { broken } }) {
    if (!broken?.isViolation) return
    const { kind, words } = broken
    const args = { kind, words }
    yield { kind: 'violation', at: '/response', pointer: null, args, aspect: kind }
  },
}
