// Reads the text of a recording from a file or a stream, never more of it than allowed.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ToolError } from '../errors.ts'

const megabyte = 1_000_000

/** The largest recording that can be read: a text in JavaScript cannot be longer. */
export const mostMegabytes = 500

const formats = 'Name a HAR file, one with a HAR entry on each line, or a pact.'

export type RecordingPlace = { cwd: string; megabytes: number }

/** The text of a file; pipes and devices are read as well, up to the limit. */
export async function readRecordingFile(path: string, place: RecordingPlace): Promise<string> {
  const file = resolve(place.cwd, path)
  try {
    const found = await stat(file)
    if (found.isDirectory()) return fail(`${path} is a folder, not a file.`)
    if (found.size > place.megabytes * megabyte) return tooLarge(path, place.megabytes)
    return await readRecordingStream(createReadStream(file), path, place.megabytes)
  } catch (error) {
    if (error instanceof ToolError) throw error
    return fail(`${path} ${causeOf(error)}`, error)
  }
}

/** The text of a stream, such as standard input, which `name` stands for in errors. */
export async function readRecordingStream(
  stream: AsyncIterable<Uint8Array>,
  name: string,
  megabytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > megabytes * megabyte) return tooLarge(name, megabytes)
    chunks.push(chunk)
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
    // Packed and other binary files have a zero byte soon, and JSON text has none.
    if (!text.slice(0, 4096).includes('\0')) return text
  } catch {
    // Told below, like a zero byte.
  }
  return fail(`${name} is not a text file in UTF-8.`)
}

function causeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist.'
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read: permission denied.'
  return 'cannot be read.'
}

function tooLarge(name: string, megabytes: number): never {
  throw new ToolError('E_INPUT', `${name} is larger than ${megabytes} MB.`, {
    hint: `Record less at a time; check --max-size MB allows up to ${mostMegabytes}.`,
  })
}

function fail(problem: string, cause?: unknown): never {
  throw new ToolError('E_INPUT', problem, { hint: formats, cause })
}
