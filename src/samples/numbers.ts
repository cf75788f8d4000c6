// Numbers of a shape: the ends of its range, just inside and just outside, and the steps of `multipleOf`.
import { isMultipleOf } from '../contract/compare.ts'
import { numericFormats } from './format-samples.ts'
import { operands, type Part, type Shape, tightest } from './shape.ts'

export type BrokenNumber = { value: number; part: Part; keyword: string; how: string }

const bounds = [
  ['minimum', Math.max, (value: number, limit: number) => value >= limit],
  ['maximum', Math.min, (value: number, limit: number) => value <= limit],
  ['exclusiveMinimum', Math.max, (value: number, limit: number) => value > limit],
  ['exclusiveMaximum', Math.min, (value: number, limit: number) => value < limit],
] as const

/** The distance between a shape's neighbouring numbers. */
function stepOf(shape: Shape): number {
  const steps = operands(shape, 'multipleOf').map(({ operand }) => Number(operand))
  const whole = !shape.types.includes('number')
  return Math.max(...steps, whole ? 1 : 0) || 0.5
}

function fits(shape: Shape, value: number): boolean {
  const inBounds = bounds.every(([keyword, , kept]) =>
    operands(shape, keyword).every(
      ({ operand }) => typeof operand !== 'number' || kept(value, operand),
    ),
  )
  const onSteps = operands(shape, 'multipleOf').every(
    ({ operand }) => typeof operand !== 'number' || isMultipleOf(value, operand),
  )
  const inFormats = operands(shape, 'format').every(({ operand }) => {
    const ends = numericFormats[String(operand)]?.valid
    return ends === undefined || (value >= Math.min(...ends) && value <= Math.max(...ends))
  })
  return (
    inBounds && onSteps && inFormats && (shape.types.includes('number') || Number.isInteger(value))
  )
}

/** Valid numbers of a shape. */
export function validNumbers(shape: Shape): number[] {
  const step = stepOf(shape)
  const limits = bounds.flatMap(
    ([keyword, better]) => tightest(shape, keyword, better)?.limit ?? [],
  )
  const ends = operands(shape, 'format').flatMap(
    ({ operand }) => numericFormats[String(operand)]?.valid ?? [],
  )
  const near = [...limits, ...ends].flatMap((limit) => [limit, limit + step, limit - step])
  const rounded = near.flatMap((value) => [
    value,
    Math.ceil(value / step) * step,
    Math.floor(value / step) * step,
  ])
  const candidates = [
    1,
    0,
    -1,
    step,
    -step,
    7 * step,
    ...rounded,
    ...(shape.types.includes('number') ? [0.25, 1e-7, 1e20] : []),
  ]
  return [...new Set(candidates.map((value) => value + 0))]
    .filter((value) => fits(shape, value))
    .slice(0, 12)
}

/** Numbers that break one keyword each. */
export function brokenNumbers(shape: Shape): BrokenNumber[] {
  const step = stepOf(shape)
  const broken: BrokenNumber[] = []
  for (const [keyword, better] of bounds) {
    const found = tightest(shape, keyword, better)
    if (found === undefined) continue
    const outward = keyword.endsWith('inimum') ? -1 : 1
    const value = keyword.startsWith('exclusive') ? found.limit : found.limit + outward * step
    const onStep = operands(shape, 'multipleOf').every(({ operand }) =>
      isMultipleOf(value, Number(operand)),
    )
    const far = found.limit + outward * 1000 * step
    const chosen = onStep
      ? value
      : (outward < 0 ? Math.floor(far / step) : Math.ceil(far / step)) * step
    broken.push({ value: chosen, part: found.part, keyword, how: 'just outside' })
  }
  for (const { part, operand } of operands(shape, 'multipleOf')) {
    const base = validNumbers(shape)[0] ?? 0
    const whole = !shape.types.includes('number')
    if (whole && isMultipleOf(1, Number(operand))) continue
    broken.push({
      value: base + (whole ? 1 : Number(operand) / 2),
      part,
      keyword: 'multipleOf',
      how: 'between two steps',
    })
  }
  for (const { part, operand } of operands(shape, 'format')) {
    const values = numericFormats[String(operand)]?.invalid ?? []
    for (const value of values)
      broken.push({ value, part, keyword: 'format', how: 'out of its range' })
  }
  return broken
}
