// Reads pacts as old Ruby libraries wrote them, with matchers in the place of values: each has its example.
import { isObject, type Json, type JsonObject, member } from '../../contract/json.ts'
import type { ListRule } from './lists.ts'

type Examples = { path: readonly string[]; lists: ListRule[]; room: number }

// As many items as a list of examples may have, lists within lists counted together.
const roomiest = 1000

/** The example that stands in a term; undefined for what is none. */
function exampleIn(value: JsonObject, found: Examples): Json | undefined {
  switch (value.json_class) {
    case 'Pact::Term':
      return member(value.data, 'generate')
    case 'Pact::SomethingLike':
      return value.contents === undefined ? undefined : plain(value.contents, found)
    case 'Pact::ArrayLike': {
      const { contents, min } = value
      if (contents === undefined) return undefined
      const { path, lists, room } = found
      const wanted = typeof min === 'number' && min >= 1 && min <= room ? Math.floor(min) : 1
      lists.push({ path, most: Number.POSITIVE_INFINITY, cascades: false })
      const below = { path: [...path, '*'], lists, room: room / wanted }
      return Array.from({ length: wanted }, () => plain(contents, below))
    }
    default:
      return undefined
  }
}

function plain(value: Json, found: Examples): Json {
  const below = (step: string | number) => ({ ...found, path: [...found.path, String(step)] })
  if (Array.isArray(value)) return value.map((each, index) => plain(each, below(index)))
  if (!isObject(value)) return value
  const example = value.json_class === undefined ? undefined : exampleIn(value, found)
  if (example !== undefined) return example
  const members = Object.entries(value).map(([name, each]): [string, Json] => {
    return [name, plain(each, below(name))]
  })
  return Object.fromEntries(members)
}

/** A request or response with an example for each of its terms, and what they say of lists in the body. */
export function withExamples(message: JsonObject): { message: JsonObject; lists: ListRule[] } {
  const lists: ListRule[] = []
  try {
    const read = plain(message, { path: [], lists, room: roomiest })
    const inBody = lists.filter(({ path }) => path[0] === 'body')
    return {
      message: isObject(read) ? read : message,
      lists: inBody.map((rule) => ({ ...rule, path: rule.path.slice(1) })),
    }
  } catch {
    // Nested too deeply, which whoever reads the body will tell.
    return { message, lists: [] }
  }
}
