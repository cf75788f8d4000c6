// Finds the matching rules of a pact that nobody here knows: what they admit is not to be told from the example.
import { isObject, type Json, member } from '../../contract/json.ts'
import type { MessageGap } from './message.ts'

/** The matching rules of specifications 2 to 4; what they admit, the example shows. */
const known = new Set([
  ...['equality', 'regex', 'type', 'min', 'max', 'include', 'integer', 'decimal', 'number'],
  ...['boolean', 'null', 'timestamp', 'datetime', 'date', 'time', 'values', 'arrayContains'],
  ...['contentType', 'statusCode', 'notEmpty', 'semver', 'eachKey', 'eachValue'],
])

/** Names by which a rule of specification 2 may go without `match`. */
const bare = ['regex', 'min', 'max']

const places: Readonly<Record<string, string>> = {
  body: '/body',
  content: '/body',
  header: '/headers',
  headers: '/headers',
  path: '/path',
  query: '/query',
  status: '/status',
  metadata: '',
}

function unknownIn(rule: Json): string | undefined {
  if (!isObject(rule)) return 'a matching rule that is not an object'
  const { match } = rule
  if (match === undefined && bare.some((name) => rule[name] !== undefined)) return undefined
  if (match === undefined) return 'a matching rule that names no matcher'
  if (typeof match === 'string' && known.has(match)) return undefined
  const name = typeof match === 'string' ? JSON.stringify(match.slice(0, 40)) : 'without a name'
  return `the matcher ${name}, which is not known`
}

/** `{ match: 'type' }`, or `{ combine: 'AND', matchers: [{ match: 'type' }] }`. */
function rulesIn(held: Json): Json[] {
  const list = member(held, 'matchers')
  return Array.isArray(list) ? list : [held]
}

/** One for each place with a matcher that is not known. `side` is `/request` or `/response`. */
export function matcherGaps(rules: Json | undefined, side: string): MessageGap[] {
  if (!isObject(rules)) return []
  return Object.entries(rules).flatMap(([category, held]) => {
    // Specification 2 writes `$.body.name`, later ones `name` below `body`.
    const [, root] = /^\$\.?\[?'?(\w+)/.exec(category) ?? []
    const place = `${side}${places[root ?? category] ?? ''}`
    const isSingle = root !== undefined || member(held, 'matchers') !== undefined
    const entries = isSingle
      ? [[category, held] as const]
      : Object.entries(isObject(held) ? held : {})
    return entries.flatMap(([path, each]) =>
      rulesIn(each).flatMap((rule) => {
        const problem = unknownIn(rule)
        if (problem === undefined) return []
        const reason = `${path.slice(0, 100)} has ${problem}; its example was judged, but not what else it admits`
        return [{ at: place, reason }]
      }),
    )
  })
}
