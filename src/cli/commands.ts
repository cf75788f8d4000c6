// The commands by name, each loaded only when it is needed: the only list of them.
import type { Command } from './command.ts'

export type Commands = Readonly<Record<string, () => Promise<Command>>>

export const commands: Commands = {
  check: async () => (await import('./commands/check.ts')).check,
  gate: async () => (await import('./commands/gate.ts')).gate,
  generate: async () => (await import('./commands/generate.ts')).generate,
  mock: async () => (await import('./commands/mock.ts')).mock,
  pact: async () => (await import('./commands/pact.ts')).pact,
  prove: async () => (await import('./commands/prove.ts')).prove,
  rules: async () => (await import('./commands/rules.ts')).rules,
  verify: async () => (await import('./commands/verify.ts')).verify,
}
