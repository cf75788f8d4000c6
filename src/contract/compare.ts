// Equality, uniqueness and divisibility of JSON values, as JSON Schema 2020-12 §4.2.2 and §6.2.1 define them.
import { isObject, type Json } from './json.ts'

/** A text that is the same for equal values and different for others, whatever the members' order. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`)
  return `{${members.join(',')}}`
}

export function equal(left: Json, right: Json): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object') return false
  return canonical(left) === canonical(right)
}

/** A number as `digits × 10^exponent`, exact: what was written, not what a double makes of it. */
function decimal(value: number): { digits: bigint; exponent: number } {
  const [mantissa = '0', exponent = '0'] = String(value).split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length }
}

/** Whether a value is a multiple in decimal: 19.99 is one of 0.01, though doubles say no. */
export function isMultipleOf(value: number, divisor: number): boolean {
  if (!Number.isFinite(value)) return false
  const a = decimal(value)
  const b = decimal(divisor)
  const low = Math.min(a.exponent, b.exponent)
  const scaled = (n: { digits: bigint; exponent: number }) =>
    n.digits * 10n ** BigInt(n.exponent - low)
  return scaled(a) % scaled(b) === 0n
}
