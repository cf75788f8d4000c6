// Punycode (RFC 3492): how a label of a host name that is not ASCII is written in ASCII.

const base = 36
const digits = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** RFC 3492 §6.1. */
function adapt(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2))
  rest += Math.floor(rest / count)
  let bias = 0
  for (; rest > 455; bias += base) rest = Math.floor(rest / 35)
  return bias + Math.floor((36 * rest) / (rest + 38))
}

const threshold = (place: number, bias: number) => Math.min(Math.max(place - bias, 1), 26)

/** The text that is written so (without `xn--`); undefined where nothing is. RFC 3492 §6.2. */
export function decodePunycode(written: string): string | undefined {
  const split = written.lastIndexOf('-')
  const found = [...written.slice(0, Math.max(split, 0))].map((each) => each.codePointAt(0) ?? 0)
  const rest = [...written.slice(split + 1).toLowerCase()]
  let code = 128
  let index = 0
  let bias = 72
  while (rest.length > 0) {
    const before = index
    let weight = 1
    for (let place = base; ; place += base) {
      const digit = digits.indexOf(rest.shift() ?? ' ')
      if (digit === -1) return undefined
      index += digit * weight
      const least = threshold(place, bias)
      if (digit < least) break
      weight *= base - least
    }
    const count = found.length + 1
    bias = adapt(index - before, count, before === 0)
    code += Math.floor(index / count)
    if (code > 0x10ffff) return undefined
    index %= count
    found.splice(index++, 0, code)
  }
  return String.fromCodePoint(...found)
}

/** A text in Punycode, without `xn--`. RFC 3492 §6.3. */
export function encodePunycode(text: string): string {
  const codes = [...text].map((each) => each.codePointAt(0) ?? 0)
  const basic = codes.filter((code) => code < 128)
  let written = String.fromCodePoint(...basic) + (basic.length > 0 ? '-' : '')
  let done = basic.length
  let delta = 0
  let bias = 72
  let code = 128
  while (done < codes.length) {
    const next = Math.min(...codes.filter((each) => each >= code))
    delta += (next - code) * (done + 1)
    code = next
    for (const each of codes) {
      if (each < code) delta++
      if (each !== code) continue
      written += variableLength(delta, bias)
      bias = adapt(delta, done + 1, done === basic.length)
      delta = 0
      done++
    }
    delta++
    code++
  }
  return written
}

function variableLength(delta: number, bias: number): string {
  let written = ''
  let rest = delta
  for (let place = base; ; place += base) {
    const least = threshold(place, bias)
    if (rest < least) return written + digits[rest]
    const span = base - least
    written += digits[least + ((rest - least) % span)]
    rest = Math.floor((rest - least) / span)
  }
}
