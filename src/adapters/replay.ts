// A fetch that answers from a recording, in the order in which it was made.
import { ToolError } from '../errors.ts'
import { type Exchange, headerValue } from '../traffic/exchange.ts'

// What tells requests for the same thing apart: probes differ in these alone.
const telling = ['accept', 'authorization', 'content-type', 'cookie', 'x-api-key']

/** How many of the telling fields a request has like a recorded one; of secrets, whether there is one. */
function likeness(request: Request, recorded: Exchange): number {
  const isSecret = (name: string) => name !== 'accept' && name !== 'content-type'
  return telling.filter((name) => {
    const sent = request.headers.get(name) ?? undefined
    const kept = headerValue(recorded.request.headers, name)
    return isSecret(name) ? (sent === undefined) === (kept === undefined) : sent === kept
  }).length
}

function unrecorded({ method, url }: Request): ToolError {
  const { host, pathname } = new URL(url)
  return new ToolError(
    'E_INPUT',
    `The recording has no answer left to ${method} ${host}${pathname}.`,
    {
      hint: 'Send the requests of the run that was recorded, each as often as then.',
    },
  )
}

function answerOf({ response, broken }: Exchange): Response {
  if (broken !== undefined) throw new ToolError('E_PROVIDER', broken.words)
  const { status, headers, body } = response
  // Fetch knows no body with these.
  const isBodiless = status === 204 || status === 205 || status === 304
  const fields = headers.map(([name, value]): [string, string] => [name, value])
  return new Response(isBodiless ? null : Uint8Array.from(body ?? []), { status, headers: fields })
}

/**
 * Answers each request with the recorded answer to the same method and URL: of several, the first that is
 * left and was asked for with the same fields. Nothing is answered twice.
 *
 * Throws E_INPUT for a request that has no recorded answer left, E_PROVIDER for one that broke off.
 */
export function replayFetch(
  exchanges: readonly Exchange[],
): (request: Request) => Promise<Response> {
  const left = [...exchanges]
  return async (request) => {
    const same = left.filter(
      (each) => each.request.method === request.method && each.request.url === request.url,
    )
    const most = Math.max(...same.map((each) => likeness(request, each)))
    const recorded = same.find((each) => likeness(request, each) === most)
    if (recorded === undefined) throw unrecorded(request)
    left.splice(left.indexOf(recorded), 1)
    return answerOf(recorded)
  }
}
