// Stage `live`: the provider that --url names answers as the contract says, and refuses what it forbids.
import { count } from '../../reporters/words.ts'
import { prepareLive } from '../live/live-ask.ts'
import { runLive } from '../live/live-run.ts'
import { witnessesFor } from '../witness-option.ts'
import type { GateStage } from './stage.ts'

// A provider that holds up the gate for longer holds up everybody.
const runMs = 300_000

export const liveStage: GateStage = {
  name: 'live',
  summary: 'A live provider obeys the contract; wrong requests are refused',
  async run({ contract, context, seed, observe, observeLive }) {
    const { options, env, signal, now, progress } = context
    const { url = '', param, operation } = options
    const ask = { url, param, operation, unsafe: [], seed }
    const { plan, key, baseUrl = url } = prepareLive(contract, ask, context)
    const show = await witnessesFor(context, { contract, baseUrl })
    const found = await runLive(
      plan,
      { env, signal, runMs },
      { contract, baseUrl, key, now, progress, show, observe, observeLive },
    )
    const { findings, unchecked, inconclusive, notes, answers } = found
    const asked = [...found.operations]
    return {
      checked: `${count(asked.length, 'operation')}, ${count(answers, 'answer')}`,
      ...{ findings, unchecked, inconclusive, notes },
      exchanges: answers,
      operations: asked,
    }
  },
}
