// Texts that stand for secrets: of the same length, characters of the same kinds, and nothing else in common.
import { shortestSecret } from './forms.ts'

/** What each kind of character becomes; the first unless that would be mistaken for something else. */
const kinds: readonly (readonly [kind: RegExp, fillers: string])[] = [
  [/[0-9]/, '0123456789'],
  // Hexadecimal digits stay such.
  [/[a-f]/, 'abcdef'],
  [/[g-z]/, 'xyzghijklmnopqrstuvw'],
  [/[A-F]/, 'ABCDEF'],
  [/[G-Z]/, 'XYZGHIJKLMNOPQRSTUVW'],
  // As many bytes in UTF-8 as before.
  [/[\u0080-\u07ff]/, 'éèêë'],
  [/[\ud800-\udbff]/, '\ud83d\ud83c'],
  [/[\udc00-\udfff]/, '\udd11\udf11'],
  [/[\u0800-\uffff]/, '字文'],
]
// Punctuation gives a secret its form, so it stays, unless there is nothing else: then each becomes one that URLs,
// JSON and XML encode alike.
const bare: typeof kinds = [
  [/[-._]/, '-._'],
  [/[!()]/, '!()'],
  [/[$,:;=?@]/, '$,:;=?@'],
  [/[%^|{}[\]]/, '^|{}[]'],
]

function fillersOf(secret: string): string[] {
  const fillers = (known: typeof kinds) =>
    secret.split('').map((unit) => known.find(([kind]) => kind.test(unit))?.[1] ?? '')
  const usual = fillers(kinds)
  return usual.some((each) => each !== '') ? usual : fillers(bare)
}

/** By how much to turn all fillers, so that hardly a character stays what it is. */
function shiftOf(units: readonly string[], fillers: readonly string[]): number {
  const alike = [0, 1, 2].map(
    (shift) => units.filter((unit, at) => unit === fillers[at]?.at(shift)).length,
  )
  return alike.indexOf(Math.min(...alike))
}

/**
 * The stand-in of a secret; each `turn` gives another one, as far as there are more. Characters at the
 * places of `fixed` are those.
 */
export function standIn(
  secret: string,
  turn: number,
  fixed: ReadonlyMap<number, string> = new Map(),
): string {
  const fillers = fillersOf(secret)
  const units = secret.split('')
  const shift = shiftOf(units, fillers)
  let rest = turn
  for (let at = units.length - 1; at >= 0; at--) {
    const some = fillers[at] ?? ''
    const own = fixed.get(at)
    if (own !== undefined) units[at] = own
    else if (some !== '') {
      units[at] = some[(rest + shift) % some.length] ?? ''
      rest = Math.floor(rest / some.length)
    }
  }
  return units.join('')
}

/** Letters with the case of those that stood there. */
export function withCaseOf(text: string, model: string): string {
  if (text.length !== model.length) return text
  return text.replace(/[a-z]/gi, (letter, at: number) => {
    const other = model[at] ?? ''
    if (other === other.toLowerCase() && other === other.toUpperCase()) return letter
    return other === other.toLowerCase() ? letter.toLowerCase() : letter.toUpperCase()
  })
}

export type KnownSecret = {
  value: string
  /** The text of a number in JSON, which must stay one. */
  isNumber?: boolean | undefined
  /** Whether a stand-in is judged as the secret itself is: the contract may ask for a form. */
  fits?: ((candidate: string) => boolean) | undefined
  /** Made of others' stand-ins, as the credential of Basic is made of a name and a password. */
  compose?: ((standInOf: (value: string) => string) => string) | undefined
}

// More would hardly find what so many have not.
const mostTurns = 60

/** Characters that a form asks for, by place: a literal beginning, as of `sk_live_…`. Undefined if that is most of it. */
function literalsOf({ value, fits }: KnownSecret): Map<number, string> | undefined {
  if (fits === undefined || value.length > 400) return undefined
  const target = standIn(value, 0).split('')
  const units = value.split('')
  const literals = new Map<number, string>()
  for (const [at, own] of units.entries()) {
    const filler = target[at] ?? own
    if (filler === own) continue
    units[at] = filler
    if (fits(units.join(''))) continue
    units[at] = own
    literals.set(at, own)
  }
  const replaced = units.filter((unit, at) => unit !== value[at]).length
  // Less would give the secret away for the sake of a verdict.
  return replaced >= 4 && replaced >= literals.size ? literals : undefined
}

export type Surroundings = {
  /** Stand-ins that are settled. */
  done?: ReadonlyMap<string, string> | undefined
  /** Whether a text occurs where it would be taken for a secret's stand-in. */
  isTaken: (text: string) => boolean
  /** The characters by place that a secret must have, as it holds another one in some form. */
  innerOf?: ((value: string) => ReadonlyMap<number, string>) | undefined
}

type Rivals = Surroundings & { done: ReadonlyMap<string, string> }

/** Whether two secrets' stand-ins would be found in one another though the secrets are not. */
function isMixedUp(value: string, candidate: string, done: Rivals['done']): boolean {
  return [...done].some(
    ([other, stand]) =>
      other.length >= shortestSecret &&
      ((candidate.includes(stand) && !value.includes(other)) ||
        (stand.includes(candidate) && !other.includes(value))),
  )
}

/** Another number as long as this one. */
function otherNumber({ value, fits = () => true }: KnownSecret): string {
  const candidates = [...'123456789'].map((digit) => value.replace(/\d/g, digit))
  const others = candidates.filter((each) => each !== value)
  return others.find(fits) ?? others[0] ?? value
}

function choose(secret: KnownSecret, { done, isTaken, innerOf }: Rivals): string {
  const { value, fits = () => true, compose, isNumber } = secret
  if (compose !== undefined) return compose((each) => done.get(each) ?? standIn(each, 0))
  if (isNumber) return otherNumber(secret)
  const inner = new Map(innerOf?.(value))
  // A secret inside another one has the same stand-in there.
  for (const [other, stand] of done) {
    if (other.length < shortestSecret) continue
    for (let at = value.indexOf(other); at >= 0; at = value.indexOf(other, at + other.length)) {
      for (const [offset, unit] of stand.split('').entries()) inner.set(at + offset, unit)
    }
  }
  // A short one is sought nowhere, so it is taken for nothing else.
  const isSought = value.length >= shortestSecret
  const isFree = (each: string) =>
    each !== value && !(isSought && (isTaken(each) || isMixedUp(value, each, done)))
  const first = standIn(value, 0, inner)
  const fixed = fits(first) ? inner : new Map([...(literalsOf(secret) ?? []), ...inner])
  for (let turn = 0; turn < mostTurns; turn++) {
    const candidate = standIn(value, turn, fixed)
    if (isFree(candidate) && fits(candidate)) return candidate
  }
  for (let turn = 0; turn < mostTurns; turn++) {
    const candidate = standIn(value, turn, inner)
    if (isFree(candidate)) return candidate
  }
  return first
}

/** A stand-in for each secret by its value, beside those that are settled. */
export function standInsFor(
  secrets: readonly KnownSecret[],
  surroundings: Surroundings,
): ReadonlyMap<string, string> {
  const done = new Map(surroundings.done)
  // The shortest first: a longer one may hold it.
  for (const secret of [...secrets].sort((a, b) => a.value.length - b.value.length)) {
    if (!done.has(secret.value)) done.set(secret.value, choose(secret, { ...surroundings, done }))
  }
  return done
}
