// Tells of changes to the documents in a folder, many at once as one.
import { watch } from 'node:fs'
import { dirname } from 'node:path'
import { ToolError } from '../errors.ts'

/** Milliseconds of silence after which a change counts as complete: editors write in several steps. */
const settle = 50

/**
 * Yields once for each burst of changes to documents in the folder of a file, until the signal
 * aborts. The folder is watched, not the file, since many editors save by renaming a new file over
 * the old one; and since a document may refer to its neighbours. Watching begins with the call.
 */
export function documentChanges(path: string, signal: AbortSignal): AsyncIterable<void> {
  const folder = dirname(path)
  const state: State = { changed: false, failure: undefined, wake: () => {} }
  let timer: NodeJS.Timeout | undefined
  const tell = () => {
    state.changed = true
    state.wake()
  }
  try {
    const watcher = watch(folder, { signal }, (_event, name) => {
      if (name !== null && !/\.(?:json|ya?ml)$/i.test(name)) return
      clearTimeout(timer)
      timer = setTimeout(tell, settle)
    })
    watcher.on('error', (cause) => {
      state.failure = unwatchable(folder, cause)
      state.wake()
    })
  } catch (cause) {
    throw unwatchable(folder, cause)
  }
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    state.wake()
  })
  return bursts(state, signal)
}

type State = { changed: boolean; failure: ToolError | undefined; wake: () => void }

async function* bursts(state: State, signal: AbortSignal): AsyncGenerator<void> {
  while (!signal.aborted) {
    if (state.failure !== undefined) throw state.failure
    if (state.changed) {
      state.changed = false
      yield
    } else {
      await new Promise<void>((resolve) => {
        state.wake = resolve
      })
    }
  }
}

function unwatchable(folder: string, cause: unknown): ToolError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  const reason = code === 'ENOENT' ? 'there is no such folder' : String(code ?? cause)
  return new ToolError('E_INPUT', `${folder} cannot be watched: ${reason}.`, {
    hint: 'Generate without --watch.',
    cause,
  })
}
