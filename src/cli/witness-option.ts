// Findings with what the API's owner needs to see them, where a report shows it.
import type { AddWitnesses, WitnessOptions } from '../checks/witness.ts'
import type { CommandContext } from './command.ts'

/** Gives the findings of an exchange back as they are, unless a Markdown report is asked for. */
export async function witnessesFor(
  { wants }: Pick<CommandContext, 'wants'>,
  options: WitnessOptions,
): Promise<AddWitnesses> {
  if (!wants('markdown')) return (findings) => [...findings]
  const { startWitnesses } = await import('../checks/witness.ts')
  return startWitnesses(options)
}
