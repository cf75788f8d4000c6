// Strings of a shape: by its pattern's language, its format's corners, its lengths; and near misses of each.
import fc from 'fast-check'
import type { Contract } from '../contract/contract.ts'
import { compilePattern } from '../contract/keywords-value.ts'
import { descriptiveFormats, formatSamples } from './format-samples.ts'
import { operands, type Part, type Shape, tightest } from './shape.ts'

/** A string that breaks a keyword of a part. */
export type BrokenString = { value: string; part: Part; keyword: string; how: string }

// Longer strings show nothing that these do not.
const longest = 300

type Limits = { shortest: number; longest: number }

function limitsOf(shape: Shape): Limits {
  return {
    shortest: tightest(shape, 'minLength', Math.max)?.limit ?? 0,
    longest: tightest(shape, 'maxLength', Math.min)?.limit ?? Number.POSITIVE_INFINITY,
  }
}

const length = (text: string) => [...text].length

function patternsOf(shape: Shape): { part: Part; source: string; expression: RegExp }[] {
  return operands(shape, 'pattern').flatMap(({ part, operand }) => {
    const expression = typeof operand === 'string' ? compilePattern(operand) : undefined
    return expression === undefined ? [] : [{ part, source: String(operand), expression }]
  })
}

/** The formats that assert something of strings. */
function formatsOf(shape: Shape): { part: Part; name: string }[] {
  return operands(shape, 'format')
    .map(({ part, operand }) => ({ part, name: String(operand) }))
    .filter(({ name }) => formatSamples[name] !== undefined)
}

// The same patterns come again in every schema that refers to one.
const languages = new Map<string, readonly string[]>()

/** Strings of a pattern's language; none where the pattern is beyond the generator. */
export function inLanguage(expression: RegExp, seed: number): readonly string[] {
  const key = `${seed} ${expression}`
  const known = languages.get(key) ?? generated(expression, seed)
  languages.set(key, known)
  return known
}

function generated(expression: RegExp, seed: number): string[] {
  try {
    return fc.sample(fc.stringMatching(expression), { numRuns: 12, seed })
  } catch {
    return []
  }
}

const plain = ['text', 'ünïcödé 🎉', ' leading and trailing ', 'quote " backslash \\ slash /', '']

function ofLength(count: number): string {
  return 'abcdefghij'.repeat(Math.ceil(count / 10)).slice(0, count)
}

function byLength({ shortest, longest: most }: Limits): string[] {
  const lengths = [shortest, shortest + 1, Math.min(most, longest)]
  const fitting = lengths.filter((count) => count >= shortest && count <= most)
  return [...plain, ...fitting.map(ofLength)]
}

/** Valid strings of a shape, the plainest first. */
export function validStrings(
  shape: Shape,
  { contract, seed }: { contract: Contract; seed: number },
): string[] {
  const limits = limitsOf(shape)
  const patterns = patternsOf(shape)
  const formats = formatsOf(shape)
  const candidates = [
    ...patterns.flatMap(({ expression }) => inLanguage(expression, seed)),
    ...formats.flatMap(({ name }) => formatSamples[name]?.valid ?? []),
    ...(patterns.length + formats.length === 0 ? byLength(limits) : []),
  ]
  const known = contract.vocabulary.formats
  // Each candidate is of one pattern's or format's own making; the others have to agree.
  const several = patterns.length + formats.length > 1
  const fitting = candidates.filter(
    (value) =>
      length(value) >= limits.shortest &&
      length(value) <= limits.longest &&
      patterns.every(({ expression }) => expression.test(value)) &&
      (!several || formats.every(({ name }) => known[name]?.(value) !== false)),
  )
  return [...new Set(fitting)].slice(0, 12)
}

const swapCase = (text: string) =>
  text.replace(/\p{L}/u, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  )

/** What people and programs do to an identifier. */
const mistakes: readonly (readonly [how: string, (value: string) => string])[] = [
  ['empty', () => ''],
  ['one character short', (value) => value.slice(0, -1)],
  ['one character long', (value) => value + (value.at(-1) ?? 'a')],
  ['with another prefix', (value) => `ZQ${value.slice(2)}`],
  ['with something before it', (value) => `x${value}`],
  ['in the other case at its start', swapCase],
  ['in upper case', (value) => value.toUpperCase()],
  ['with a line end', (value) => `${value}\n`],
  ['with a blank before it', (value) => ` ${value}`],
  [
    'with a blank in the middle',
    (value) => `${value.slice(0, value.length >> 1)} ${value.slice(value.length >> 1)}`,
  ],
  ['another text', () => 'not of this form!'],
]

/**
 * A counted pattern that is anchored at one end only: its author meant the whole string, and what follows
 * or precedes is let through. The mistakes that it should catch, though it does not.
 */
function openEnds(source: string): string[] {
  const start = source.startsWith('^')
  const end = source.endsWith('$') && !source.endsWith('\\$')
  if (start === end || !/\{\d+(?:,\d*)?\}/.test(source)) return []
  return start ? ['one character long', 'with a line end'] : ['with something before it']
}

function brokenPatterns(shape: Shape, valid: readonly string[]): BrokenString[] {
  const { shortest, longest: most } = limitsOf(shape)
  return patternsOf(shape).flatMap(({ part, source, expression }) => {
    const meant = openEnds(source)
    const misses = valid
      .slice(0, 3)
      .flatMap((value) => mistakes.map(([how, change]) => ({ value: change(value), how })))
    const broken = misses.filter(({ value, how }) => !expression.test(value) || meant.includes(how))
    // Better one that breaks nothing else; but an empty SID is worth having in any case.
    const alone = broken.filter(({ value }) => length(value) >= shortest && length(value) <= most)
    const chosen = alone.length > 0 ? alone : broken
    return chosen.map(({ value, how }) => ({ value, how, part, keyword: 'pattern' }))
  })
}

function brokenFormats(shape: Shape): BrokenString[] {
  return formatsOf(shape).flatMap(({ part, name }) =>
    (formatSamples[name]?.invalid ?? []).map(([value, how]) => ({
      value,
      how,
      part,
      keyword: 'format',
    })),
  )
}

function brokenLengths(shape: Shape, valid: readonly string[]): BrokenString[] {
  const least = tightest(shape, 'minLength', Math.max)
  const most = tightest(shape, 'maxLength', Math.min)
  const free = patternsOf(shape).length + formatsOf(shape).length === 0
  const fits = (value: string) =>
    patternsOf(shape).every(({ expression }) => expression.test(value))
  const short =
    least === undefined || least.limit < 1
      ? []
      : [free ? ofLength(least.limit - 1) : (valid[0] ?? '').slice(0, least.limit - 1)]
  const long =
    most === undefined || most.limit > 100_000
      ? []
      : [free ? ofLength(most.limit + 1) : (valid[0] ?? '').padEnd(most.limit + 1, 'a')]
  const how = { minLength: 'one character short', maxLength: 'one character long' } as const
  const broken = (keyword: keyof typeof how, part: Part | undefined) =>
    (keyword === 'minLength' ? short : long)
      .filter(fits)
      .flatMap((value) => (part === undefined ? [] : [{ value, part, keyword, how: how[keyword] }]))
  return [...broken('minLength', least?.part), ...broken('maxLength', most?.part)]
}

/** Strings that break one keyword each. `valid` are strings of the shape, to be spoilt. */
export function brokenStrings(shape: Shape, valid: readonly string[]): BrokenString[] {
  const all = [
    ...brokenPatterns(shape, valid),
    ...brokenFormats(shape),
    ...brokenLengths(shape, valid),
  ]
  const seen = new Set<string>()
  return all.filter(({ value, part, keyword }) => {
    const key = `${part.pointer}/${keyword} ${value}`
    return !seen.has(key) && seen.add(key)
  })
}

/** Whether a format asserts something of which nothing here knows how to make samples. */
export function isUnknownFormat(name: string): boolean {
  return formatSamples[name] === undefined && !descriptiveFormats.includes(name)
}
