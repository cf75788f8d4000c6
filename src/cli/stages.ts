// The stages of the gate, in the order in which they run, each loaded only when it does.
import type { stageNames } from './gate-flags.ts'
import type { GateStage } from './stages/stage.ts'

export const stages: Readonly<Record<(typeof stageNames)[number], () => Promise<GateStage>>> = {
  contract: async () => (await import('./stages/contract.ts')).contractStage,
  generated: async () => (await import('./stages/generated.ts')).generatedStage,
  proof: async () => (await import('./stages/proof.ts')).proofStage,
  mock: async () => (await import('./stages/mock.ts')).mockStage,
  pacts: async () => (await import('./stages/pacts.ts')).pactsStage,
  provider: async () => (await import('./stages/provider.ts')).providerStage,
  live: async () => (await import('./stages/live.ts')).liveStage,
}
