// Takes a Markdown text apart: its fenced blocks with the headings they stand under.

export type Block = { heading: string; language: string; text: string }

const line = /^(?<indent> *)```(?<language>\w*)$/

/** Every fenced block in order; a block inside a list loses its indent. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  let heading = ''
  let open: { indent: string; language: string; lines: string[] } | undefined
  for (const each of markdown.split('\n')) {
    if (open !== undefined) {
      const { indent, language, lines } = open
      if (each === `${indent}\`\`\``) {
        blocks.push({ heading, language, text: `${lines.join('\n')}\n` })
        open = undefined
      } else lines.push(each.slice(indent.length))
      continue
    }
    const { indent = '', language = '' } = line.exec(each)?.groups ?? {}
    if (line.test(each)) open = { indent, language, lines: [] }
    else if (/^#+ /.test(each)) heading = each.replace(/^#+ /, '')
  }
  if (open !== undefined) throw new Error(`The last block under "${heading}" is not closed.`)
  return blocks
}
