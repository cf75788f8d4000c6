// Small commands that show what a command sees and what main makes of what it does.
import { command, type ExitCode } from '../../src/cli/command.ts'
import type { Commands } from '../../src/cli/commands.ts'
import { contractFlags, reportFlags } from '../../src/cli/flags.ts'
import type { Report } from '../../src/report.ts'

const echo = command({
  name: 'echo',
  summary: 'Print the options',
  usage: '[FILE]...',
  flags: {
    ...contractFlags,
    ...reportFlags,
    port: { type: 'integer', value: 'N', summary: 'Port', default: 4010, min: 0, max: 65_535 },
    seed: { type: 'integer', value: 'N', summary: 'Seed' },
    only: { type: 'list', value: 'STAGE', summary: 'Stages', choices: ['contract', 'mock'] },
    mode: { type: 'string', value: 'MODE', summary: 'Mode', choices: ['fast', 'full'] },
  },
  async run({ options, positionals, stdout }) {
    stdout(`${JSON.stringify({ ...options, positionals })}\n`)
    return 0
  },
})

/** A command `act` that does what a test wants, given its whole context. */
export function acting(
  act: (context: Parameters<typeof echo.run>[0]) => Promise<ExitCode>,
): Commands {
  const flags = { ...contractFlags, ...reportFlags }
  return {
    act: async () => command({ name: 'act', summary: 'Act', usage: '[FILE]...', flags, run: act }),
  }
}

/** A command `act` that ends with a report. */
export function reporting(report: Report): Commands {
  return acting(({ publish }) => publish(report))
}

export const sampleCommands: Commands = { echo: async () => echo }
