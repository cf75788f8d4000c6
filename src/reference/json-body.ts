// Reads the JSON body of a request, whatever its sender made of it.
import type { Json } from '../contract/json.ts'

/** 64 KiB: a thousand times what an update or a provider state needs. */
const largest = 64 * 1024

/** `wrong` says in one sentence why there is no value. */
export type JsonBody = { value: Json } | { wrong: string }

async function readBytes(stream: ReadableStream<Uint8Array>): Promise<Uint8Array | undefined> {
  const bytes = new Uint8Array(largest)
  let size = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return bytes.subarray(0, size)
    if (size + value.length > largest) {
      await reader.cancel()
      return undefined
    }
    bytes.set(value, size)
    size += value.length
  }
}

/** Never rejects: a sender that breaks off is told so, if it still listens. */
export async function readJsonBody(request: Request): Promise<JsonBody> {
  if (request.body === null) return { wrong: 'There is no body.' }
  try {
    const bytes = await readBytes(request.body)
    if (bytes === undefined) return { wrong: `The body is larger than ${largest} bytes.` }
    if (bytes.length === 0) return { wrong: 'There is no body.' }
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch {
    // Not UTF-8, not JSON, nested too deeply, or cut off: what the parser says repeats the body.
    return { wrong: 'The body is no JSON text.' }
  }
}
