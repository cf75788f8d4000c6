// Days of the calendar in UTC, as `2026-12-31`: texts that compare as the days do.

/** The day on which a moment lies; milliseconds since the epoch. */
export function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10)
}

/** Whether a text is a day that there is: not 30 February. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const moment = Date.parse(`${text}T00:00:00Z`)
  // Some engines take the 30th of February for the 2nd of March.
  return !Number.isNaN(moment) && dayOf(moment) === text
}

/** The same day a year later; after 29 February, 1 March. */
export function yearAfter(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return dayOf(Date.UTC(year + 1, month - 1, date))
}
