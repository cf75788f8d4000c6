// Shortens what others wrote, between words only: half of a key would not be recognised as one, and be shown.

/** A text of at most so many characters, and an ellipsis where something was cut off. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  const [whole = ''] = /^.*(?=\s)/s.exec(text.slice(0, most + 1)) ?? []
  return `${whole.trimEnd()}…`
}
