// ANSI colours as plain functions, or none at all.

/** One way to paint each meaning; every function returns its text unchanged when colour is off. */
export type Paint = Readonly<
  Record<'red' | 'yellow' | 'green' | 'bold' | 'dim' | 'underline', (text: string) => string>
>

// Select Graphic Rendition (ECMA-48 §8.3.117): the code that begins, and the one that ends it.
function sgr(begin: number, end: number): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001b[${begin}m${text}\u001b[${end}m`)
}

const same = (text: string): string => text

/** The painters for a terminal with or without colour. */
export function paints(color: boolean): Paint {
  if (!color)
    return { red: same, yellow: same, green: same, bold: same, dim: same, underline: same }
  return {
    red: sgr(31, 39),
    yellow: sgr(33, 39),
    green: sgr(32, 39),
    bold: sgr(1, 22),
    dim: sgr(2, 22),
    underline: sgr(4, 24),
  }
}
