// The smallest part of a JSON value that still does what the whole does: by leaving out, and by nothing else.
import { isObject, type Json, type JsonObject, step, tokens } from '../contract/json.ts'

export type Shrinking = {
  /** What it is all about: kept as it is for as long as possible. */
  pointer: string
  /** Whether a part still does it. Must give the same answer whenever it is asked. */
  still: (part: Json) => boolean
  /** How often `still` is asked; a long part counts several times. Default 500. */
  most?: number
}

/** `isSmallest` is false beside something that is missing, and where the questions ran out. */
export type Shrunk = { value: Json; isSmallest: boolean }

type Search = { still: (part: Json) => boolean; left: number }
type Children = (readonly [name: string, value: Json])[]
/** A part where it stands in the whole. */
type Place = (part: Json) => Json

// So much of a text costs as much as one more question.
const weight = 10_000
// Beside a member that is missing, what was there instead.
const neighbours = 4
const longestNeighbour = 60
const longestString = 60

function asks(search: Search, part: Json): boolean {
  if (search.left <= 0) return false
  search.left -= 1 + Math.floor(JSON.stringify(part).length / weight)
  return search.left >= 0 && search.still(part)
}

function childrenOf(value: Json): Children {
  if (Array.isArray(value)) return value.map((each) => ['', each])
  return isObject(value) ? Object.entries(value) : []
}

function withChildren(value: Json, children: Children): Json {
  if (Array.isArray(value)) return children.map(([, each]) => each)
  // Not by assignment: a member named __proto__ has to stay a member.
  return isObject(value) ? Object.fromEntries(children) : value
}

/** What is left of a value where one of its members is missing: some of the others, so that it can be known. */
function besideMissing(value: JsonObject): Json {
  const plain = Object.entries(value).filter(
    ([, held]) => typeof held !== 'object' && String(held).length <= longestNeighbour,
  )
  return Object.fromEntries(plain.slice(0, neighbours))
}

/** The values on the way to a place, the whole first, for as long as there are any. */
function trail(value: Json, path: readonly string[]): Json[] {
  const values = [value]
  for (const token of path) {
    const next = step(values.at(-1), token)
    if (next === undefined) break
    values.push(next)
  }
  return values
}

/** A value inside the containers that lead to it, with nothing beside it. */
function wrapped(inner: Json, path: readonly string[], holders: readonly Json[]): Json {
  return holders.reduceRight<Json>(
    (held, holder, depth) => withChildren(holder, [[path[depth] ?? '', held]]),
    inner,
  )
}

type Start = { isMissing: boolean; candidates: Json[] }

/** The barest first: the place alone and empty, the place alone, then with ever more around it. */
function startsFor(value: Json, pointer: string): Start {
  const path = tokens(pointer)
  const values = trail(value, path)
  const inner = values.at(-1) ?? null
  const deepest = values.length - 1
  const isMissing = deepest < path.length && isObject(inner)
  const within = (depth: number, held: Json) => wrapped(held, path, values.slice(0, depth))
  const barest = isMissing ? besideMissing(inner) : withChildren(inner, [])
  const others = values.map((each, depth) => within(depth, each)).reverse()
  return { isMissing, candidates: [within(deepest, barest), ...others.slice(0, -1)] }
}

/** Leaves children out, all at once, then in halves, then one by one. */
function fewer(search: Search, value: Json, place: Place): Json {
  let children = childrenOf(value)
  for (let size = children.length; size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < children.length && search.left > 0; ) {
      const rest = [...children.slice(0, start), ...children.slice(start + size)]
      if (asks(search, place(withChildren(value, rest)))) children = rest
      else start += size
    }
  }
  return withChildren(value, children)
}

/** Makes a value smaller where it stands, from the outside in. */
function smaller(search: Search, value: Json, place: Place): Json {
  if (typeof value === 'string' && value.length > longestString) {
    // A pair cut in two would leave a lone surrogate.
    const short = `${value.slice(0, longestString / 2).replace(/[\ud800-\udbff]$/, '')}…`
    return asks(search, place(short)) ? short : value
  }
  let children = childrenOf(fewer(search, value, place))
  for (let index = 0; index < children.length && search.left > 0; index++) {
    const [name = '', held = null] = children[index] ?? []
    const around = children
    const put = (part: Json) => around.with(index, [name, part])
    const small = smaller(search, held, (part) => place(withChildren(value, put(part))))
    children = put(small)
  }
  return withChildren(value, children)
}

/** Finds it greedily, and the same one each time; the order of members is kept. */
export function shrink(value: Json, { pointer, still, most = 500 }: Shrinking): Shrunk {
  const search: Search = { still, left: most }
  const { isMissing, candidates } = startsFor(value, pointer)
  const start = candidates.findIndex((each) => asks(search, each))
  const found = candidates[start] ?? value
  if (start === -1 && !asks(search, value))
    return { value: candidates[0] ?? value, isSmallest: false }
  if (start === 0 && isMissing) return { value: found, isSmallest: false }
  const small = smaller(search, found, (part) => part)
  return { value: small, isSmallest: search.left > 0 }
}
