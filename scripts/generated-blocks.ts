// Replaces the generated blocks of a Markdown text, and says which of them had drifted.
import { ToolError } from '../src/errors.ts'

/** What each block holds; made only for the blocks that a text has. */
export type Blocks = Readonly<Record<string, () => string | Promise<string>>>

export type Refreshed = { text: string; names: string[]; drifted: string[] }

const opening = /^<!-- generated: (?<name>.*) -->$/
const closing = '<!-- /generated -->'

/** A text without what differs from run to run: how long something took, and columns padded for it. */
export function timeless(text: string): string {
  return text.replace(/(?:\d+ min )?\d+(?:\.\d+)? m?s\b/g, '…').replace(/ {2,}/g, '  ')
}

/** A block that differs in its times alone stays as it is. */
export async function refresh(text: string, blocks: Blocks): Promise<Refreshed> {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const kept: string[] = []
  const names: string[] = []
  const drifted: string[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    kept.push(line)
    const name = opening.exec(line)?.groups?.name
    if (name === undefined) continue
    const end = lines.indexOf(closing, index)
    const found = lines.slice(index + 1, end).join('\n')
    const wanted = (await contentOf(name, { blocks, closed: end !== -1 })).trim()
    if (timeless(found) !== timeless(wanted)) drifted.push(name)
    kept.push(drifted.at(-1) === name ? wanted : found, closing)
    names.push(name)
    index = end
  }
  return { text: kept.join('\n'), names, drifted }
}

async function contentOf(name: string, given: { blocks: Blocks; closed: boolean }) {
  const { blocks, closed } = given
  const make = Object.hasOwn(blocks, name) ? blocks[name] : undefined
  if (make === undefined) {
    const hint = `Blocks are ${Object.keys(blocks).join(', ')}.`
    throw new ToolError('E_INPUT', `There is no generated block "${name}".`, { hint })
  }
  if (!closed) {
    throw new ToolError('E_INPUT', `The generated block "${name}" has no end.`, {
      hint: `Close it with a line ${closing}.`,
    })
  }
  return make()
}
