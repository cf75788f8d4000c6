// Reads `Retry-After` (RFC 9110 §10.2.3), of which nothing is believed that the standard does not allow.

const days = '(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?'
// The three forms that RFC 9110 §5.6.7 asks a recipient to read; the third leaves out its GMT.
const withZone = new RegExp(
  `^${days}, \\d{2}[ -][A-Z][a-z]{2}[ -]\\d{2,4} \\d{2}:\\d{2}:\\d{2} GMT$`,
)
const withoutZone = new RegExp(`^${days} [A-Z][a-z]{2} [ \\d]\\d \\d{2}:\\d{2}:\\d{2} \\d{4}$`)

/** How many milliseconds to wait from `now` on; undefined where the field says nothing valid. */
export function retryAfter(field: string | null, now: number): number | undefined {
  const text = field?.trim() ?? ''
  if (/^\d{1,12}$/.test(text)) return Number(text) * 1000
  const date = withZone.test(text) ? text : withoutZone.test(text) ? `${text} GMT` : undefined
  const time = date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(time) ? undefined : Math.max(0, time - now)
}
