// The recording that `--replay` names: the exchanges of an earlier run of verify.
import { mostMegabytes, readRecordingFile } from '../../adapters/recording-file.ts'
import { ToolError } from '../../errors.ts'
import type { Exchange } from '../../traffic/exchange.ts'
import { readRecording } from '../../traffic/har/har.ts'

type ReplayOptions = {
  replay: string | undefined
  record: string | undefined
  plan: boolean
}

/**
 * The exchanges of the recording, each with the probe that it answers; undefined where none is named.
 * Throws E_USAGE beside a flag for what is sent, E_INPUT for a file that verify has not written.
 */
export async function readReplay(
  { replay, record, plan }: ReplayOptions,
  cwd: string,
): Promise<Exchange[] | undefined> {
  if (replay === undefined) return undefined
  if (record !== undefined || plan) {
    throw new ToolError('E_USAGE', `--replay goes without ${plan ? '--plan' : '--record'}.`, {
      hint: 'It sends nothing, so that there is nothing to keep or to foresee.',
    })
  }
  const text = await readRecordingFile(replay, { cwd, megabytes: mostMegabytes })
  const { exchanges } = readRecording(text, replay)
  const probed = exchanges.filter(({ probe }) => probe !== undefined)
  if (probed.length > 0) return probed
  throw new ToolError('E_INPUT', `${replay} holds no probe: verify has not recorded it.`, {
    hint: 'Judge it with check, or record a run with verify --record FILE.har.',
  })
}
