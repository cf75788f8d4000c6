// Turns what was written for one flag, as text or as JSON, into the value of the flag's type.
import type { Json } from '../contract/json.ts'
import { ToolError, type ToolErrorCode } from '../errors.ts'
import { visible } from '../reporters/escape.ts'
import type { Flag, OptionOf } from './command.ts'
import { suggestion } from './suggest.ts'

export type Value = OptionOf<Flag>

/** Where a value was written, as an error names it: `--port`, `BLACKBOX_PORT`, `"port" in x.json`. */
export type Origin = { place: string; code: Extract<ToolErrorCode, 'E_USAGE' | 'E_CONFIG'> }

/**
 * A word that somebody typed, harmless enough to be repeated in an error. It is not cut here: half
 * of a secret would no longer be recognised and masked.
 */
export function quoted(word: string): string {
  return `'${visible(word)}'`
}

function fail(origin: Origin, problem: string, hint = ''): never {
  throw new ToolError(origin.code, `${origin.place} ${problem}.`, { hint })
}

function integer(flag: Flag & { type: 'integer' }, value: number, origin: Origin): number {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = flag
  if (Number.isSafeInteger(value) && value >= min && value <= max) return value
  const range =
    flag.min === undefined
      ? ''
      : flag.max === undefined
        ? ` of at least ${min}`
        : ` from ${min} to ${max}`
  return fail(origin, `must be a whole number${range}`)
}

function choice(word: string, choices: readonly string[] | undefined, origin: Origin): string {
  if (word === '') return fail(origin, 'needs a value')
  if (choices === undefined || choices.includes(word)) return word
  const hint = suggestion(word, choices, '')
  return fail(origin, `must be one of ${choices.join(', ')}, not ${quoted(word)}`, hint)
}

function words(flag: Flag & { type: 'list' }, texts: readonly string[], origin: Origin): string[] {
  const parts = flag.choices === undefined ? texts : texts.flatMap((text) => text.split(','))
  return parts.map((part) => choice(part.trim(), flag.choices, origin))
}

/** The value of a flag from one or more texts: its occurrences in argv, or its variable. */
export function fromText(flag: Flag, texts: readonly string[], origin: Origin): Value {
  if (flag.type === 'list') return words(flag, texts, origin)
  const [text = '', ...more] = texts
  if (more.length > 0) return fail(origin, 'is given more than once')
  if (flag.type === 'string') return choice(text, flag.choices, origin)
  if (flag.type === 'integer') {
    return integer(flag, /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN, origin)
  }
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  return fail(origin, 'must be true or false')
}

/** The value of a flag from a config file. */
export function fromJson(flag: Flag, value: Json, origin: Origin): Value {
  switch (flag.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : fail(origin, 'must be true or false')
    case 'integer':
      return integer(flag, typeof value === 'number' ? value : Number.NaN, origin)
    case 'string':
      return typeof value === 'string'
        ? choice(value, flag.choices, origin)
        : fail(origin, 'must be a string')
    case 'list': {
      const items = Array.isArray(value) ? value : [value]
      const texts = items.filter((item) => typeof item === 'string')
      return texts.length === items.length
        ? words(flag, texts, origin)
        : fail(origin, 'must be a string or a list of strings')
    }
  }
}

/** The value of a flag that is written nowhere. */
export function defaultOf(flag: Flag): Value {
  if (flag.type === 'boolean') return false
  if (flag.type === 'list') return flag.default ?? []
  return flag.default
}
