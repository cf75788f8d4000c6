// Says what stopped a run: one line for people, with the stack only when it was asked for.
import { isToolError } from '../errors.ts'
import { clip, visible } from '../reporters/escape.ts'

const longestLine = 2000

type Redact = (text: string) => string

function line(text: string): string {
  return visible(clip(text.trim(), longestLine))
}

function nameOf(error: unknown): string {
  // Anything may be thrown, also what throws again when it is looked at.
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  } catch {
    return 'a value that cannot be shown'
  }
}

/** The stack of an error and of what caused it, each line made harmless. */
function stackLines(error: unknown, redact: Redact): string[] {
  const lines: string[] = []
  let current = error
  for (let depth = 0; depth < 8 && current !== undefined; depth++) {
    const text = current instanceof Error ? (current.stack ?? nameOf(current)) : nameOf(current)
    const [first = '', ...rest] = clip(redact(text), 8000).split('\n')
    lines.push(`  ${depth === 0 ? '' : 'caused by '}${visible(first)}`)
    lines.push(...rest.map((frame) => `  ${visible(frame)}`))
    current = current instanceof Error ? current.cause : undefined
  }
  return lines
}

/** The text for standard error; secrets are taken out first, since a cut one is not recognised. */
export function failureText(
  error: unknown,
  { debug, redact }: { debug: boolean; redact: Redact },
): string {
  const told = isToolError(error)
    ? `error: ${line(redact(`${error.message} ${error.hint}`))}`
    : `error: unexpected ${line(redact(nameOf(error)))}${debug ? '' : ' (--debug shows the stack)'}`
  return `${[told, ...(debug ? stackLines(error, redact) : [])].join('\n')}\n`
}
