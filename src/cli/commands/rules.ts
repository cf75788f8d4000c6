// `rules`: the list of rules, or what one of them is for.
import type { Rule } from '../../checks/check.ts'
import { ToolError } from '../../errors.ts'
import { alignColumns, wrap } from '../../reporters/layout.ts'
import { command } from '../command.ts'
import { suggestion } from '../suggest.ts'
import { quoted } from '../values.ts'

function list(all: readonly Rule[], width: number): string[] {
  const rows = all.map(({ id, severity, title }) => [id, severity, title])
  return alignColumns([['Rule', 'Severity', 'What must hold'], ...rows], width)
}

function explanation({ id, severity, title, why }: Rule, width: number): string[] {
  return [`${id} (${severity})`, '', ...wrap(title, width), '', ...wrap(why, width)]
}

function find(all: readonly Rule[], id: string): Rule {
  const found = all.find((rule) => rule.id === id)
  if (found !== undefined) return found
  const ids = all.map((rule) => rule.id)
  throw new ToolError('E_USAGE', `Unknown rule ${quoted(id)}.`, {
    hint: suggestion(id, ids, 'blackbox-contract rules lists them.'),
  })
}

export const rules = command({
  name: 'rules',
  summary: 'List the rules, or explain one',
  usage: '[ID]',
  flags: {},
  async run({ columns, positionals, stdout }) {
    const { allRules } = await import('../rule-list.ts')
    const [id] = positionals
    const lines =
      id === undefined ? list(allRules, columns) : explanation(find(allRules, id), columns)
    stdout(`${lines.join('\n')}\n`)
    return 0
  },
})
