// Rule: the headers that the contract documents for an answer are there, and have the documented form.
import type { Header, Parameter } from '../contract/contract.ts'
import { join } from '../contract/json.ts'
import type { Check } from './check.ts'
import { judgeParameter } from './values.ts'
import { faultWords } from './words.ts'

/** A response header reads like a header parameter (OpenAPI 3.1 §4.8.21). */
function asParameter(header: Header): Parameter {
  const { name, required, pointer, schema } = header
  const form = { in: 'header', style: 'simple', explode: false, mediaType: undefined } as const
  return { name, required, pointer, schema, ...form }
}

export const responseHeader: Check = {
  id: 'response-header',
  title: 'Headers are as documented',
  why: 'Paging, caching and rate limits live in headers; a client that relies on them gets lost.',
  severity: 'error',
  message: (args) => faultWords(args),
  *run({ exchange, response, contract }) {
    const source = { url: '', path: {}, headers: exchange.response.headers }
    for (const header of response?.headers ?? []) {
      const parameter = asParameter(header)
      const at = join('/response/headers', header.name.toLowerCase())
      yield* judgeParameter({ contract, parameter, source, direction: 'response', at })
    }
  },
}
