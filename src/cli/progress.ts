// One line on standard error that shows what is going on, gone before anything else is written.
import { clip, visible } from '../reporters/escape.ts'
import type { Write } from './command.ts'

const erase = '\r\u001b[2K'

export type Output = { stdout: Write; stderr: Write; progress: (text: string) => void }

type Streams = { stdout: Write; stderr: Write; redact: (text: string) => string }

/** Masks secrets in both streams; `columns` is the width of a watching terminal, or undefined. */
export function createOutput(streams: Streams, columns: number | undefined): Output {
  let showing = false
  const clear = () => {
    if (showing) streams.stderr(erase)
    showing = false
  }
  const writer = (write: Write) => (text: string) => {
    clear()
    if (text !== '') write(streams.redact(text))
  }
  return {
    stdout: writer(streams.stdout),
    stderr: writer(streams.stderr),
    progress: (text) => {
      if (columns === undefined) return
      clear()
      if (text === '') return
      streams.stderr(clip(visible(streams.redact(text)), Math.max(20, columns - 1)))
      showing = true
    },
  }
}
