// Rule about probes: a request that breaks the contract is refused with a 4xx, not served and not crashed on.
import type { Refusal } from '../traffic/exchange.ts'
import type { Check } from './check.ts'

type Due = {
  isMet: (status: number) => boolean
  /** What has to come, where it is anything but a 4xx. */
  words?: string
}

const isServed = (status: number) => status < 300
const isCrash = (status: number) => status >= 500

const due: Readonly<Record<Refusal, Due>> = {
  refused: { isMet: (status) => status >= 400 && !isCrash(status) },
  // A redirect serves nothing, and where it leads is not asked.
  absent: { isMet: (status) => !isServed(status) && !isCrash(status) },
  unsupported: {
    isMet: (status) => status === 501 || (!isServed(status) && !isCrash(status)),
    words: 'a 4xx or 501',
  },
  // The field is advice: any representation may be sent against it (RFC 9110 §12.5.1).
  negotiated: { isMet: (status) => !isCrash(status), words: '406 or what it documents' },
}

export const requestRefused: Check = {
  id: 'request-refused',
  title: 'Wrong request is refused',
  why: 'A provider that serves what its contract forbids lets strangers in, or lets mistakes pass unseen.',
  severity: 'error',
  message: ({ fault, status, wanted = 'a 4xx' }) =>
    `a request with ${fault} is answered with ${status}, not with ${wanted}`,
  *run({ exchange }) {
    const { probe, response } = exchange
    if (probe === undefined || probe.wanted === 'documented') return
    const { isMet, words } = due[probe.wanted]
    const { status } = response
    if (isMet(status)) return
    const { at, pointer, fault } = probe
    const args = { fault, status, ...(words === undefined ? {} : { wanted: words }) }
    yield { kind: 'violation', at, pointer, args, aspect: fault }
  },
}
