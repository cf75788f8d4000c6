// Reads a body to its end and decodes it, never holding more than the limit.
import { type Readable, Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { headerValue } from '../../traffic/exchange.ts'
import { type PartialAnswer, WireFault } from './fault.ts'

/**
 * What a request offers unless it says so itself: what every supported Node decodes. Not `deflate`,
 * which half of the world sends without its zlib wrapper (RFC 9110 §8.4.1.2).
 */
export const acceptedEncodings = 'gzip, br'

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

// Each layer multiplies what a small body can become, and what it costs to find out.
const mostLayers = 3

/** The decoders of `Content-Encoding`, in the order in which they are to be applied. */
function decodersOf(answer: PartialAnswer): Transform[] {
  const names = (headerValue(answer.headers, 'content-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
    .reverse()
  const makers = names.flatMap((name) =>
    Object.hasOwn(decoders, name) ? (decoders[name] ?? []) : [],
  )
  if (makers.length < names.length || names.length > mostLayers) {
    throw new WireFault('unknown-encoding', { answer })
  }
  return makers.map((make) => make())
}

/** Counts the bytes that pass, and lets no more than so many. */
function counter(most: number, answer: PartialAnswer) {
  const count = { bytes: 0 }
  const add = (chunk: Buffer): WireFault | null => {
    count.bytes += chunk.length
    if (count.bytes <= most) return null
    return new WireFault('too-large', { detail: `${most} bytes`, answer })
  }
  return { count, add }
}

/** Stands before a decoder: what decodes to nothing may still be endless. */
function meter({ add }: ReturnType<typeof counter>): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const fault = add(chunk)
      if (fault === null) done(null, chunk)
      else done(fault)
    },
  })
}

/**
 * The bytes of a body, decoded as its header fields say.
 *
 * @throws {WireFault} `too-large`, `unknown-encoding`; what the streams throw is passed on.
 */
export async function readWireBody(
  body: Readable,
  answer: PartialAnswer,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = []
  const { add } = counter(most, answer)
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const fault = add(chunk)
      if (fault === null) chunks.push(chunk)
      done(fault)
    },
  })
  const received = counter(most, answer)
  const layers = decodersOf(answer)
  const meters = [received, ...layers.slice(1).map(() => counter(most, answer))]
  const stages = layers.flatMap((layer, at) => [meter(meters[at] ?? received), layer])
  try {
    await pipeline([body, ...stages, sink])
  } catch (error) {
    // Nothing at all is no gzip either, yet every client reads it as the empty body that it is.
    const isEmpty = received.count.bytes === 0 && body.readableEnded
    if (layers.length === 0 || !isEmpty) throw error
  }
  return new Uint8Array(Buffer.concat(chunks))
}
