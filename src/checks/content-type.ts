// Rule: the answer's media type is one that the contract documents for its status.
import { assumedAt } from '../contract/evidence.ts'
import type { Check } from './check.ts'
import { isBodiless } from './subject.ts'

export const contentType: Check = {
  id: 'content-type',
  title: 'Media type is documented',
  why: 'A client picks its parser by the media type, and fails or misreads the body under another one.',
  severity: 'error',
  message: ({ got, documented }) => {
    const wanted = (Array.isArray(documented) && documented.join(' or ')) || 'no content'
    return got === null
      ? `the answer has a body but no Content-Type; documented: ${wanted}`
      : `the answer's Content-Type is ${got}; documented: ${wanted}`
  },
  *run({ exchange, response, contentType: got, mediaType, body, contract }) {
    if (response?.content === undefined || mediaType !== undefined || isBodiless(exchange)) return
    // Nothing came, or nothing was kept: that is said by other rules, and a type would add nothing.
    if (body.kind === 'empty' || (body.kind === 'absent' && got === undefined)) return
    const pointer = `${response.pointer}/content`
    yield {
      kind: 'violation',
      at: '/response/headers/content-type',
      pointer,
      args: {
        got: got?.slice(0, 100) || null,
        documented: response.content.map(({ range }) => range),
      },
      assumed: assumedAt(contract.document, pointer),
    }
  },
}
