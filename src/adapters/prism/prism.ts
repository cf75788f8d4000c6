// Prism, the mock server, as a provider: serves a slice of a contract on the loopback interface.
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { JsonObject } from '../../contract/json.ts'
import { isToolError, ToolError } from '../../errors.ts'
import { prismDocument } from './document.ts'
import { type PrismMessage, type PrismTask, prismProgram } from './program.ts'

export type PrismOptions = {
  /** An OpenAPI 3.1 document whose references are all local. */
  document: JsonObject
  /** Keys of the operations to serve: `GET /users/{id}`. */
  operations: readonly string[]
  /** The same seed gives the same answers to the same requests. */
  seed: number
  /** How long Prism may take to get ready, and then for each answer. */
  deadlineMs: number
  /** Default 0: any free one. */
  port?: number
  /** Ends the start; a provider that is ready is ended by close(). */
  signal?: AbortSignal
  /** Sends the requests to the mock. Default: the global one. */
  fetch?: typeof fetch
  /** The file or URL from which packages are looked up. Default: this one. */
  from?: string
}

export type PrismProvider = {
  name: 'mock'
  url: string
  /**
   * Sends a request to the mock, whatever its origin was. `Prefer: code=404` chooses the status.
   * How often the same request came before decides, with the seed, what is answered.
   */
  fetch: (request: Request) => Promise<Response>
  /** Rejects once Prism is gone, by itself or by close(). */
  lost: Promise<never>
  close: () => Promise<void>
}

const host = '127.0.0.1'
const version = '5.14.2'

/**
 * Starts Prism in a thread. It can be busy for ever on a large document, and a timer of its own
 * thread would not fire then: only from outside can the deadline be kept.
 *
 * Throws E_DEPENDENCY where Prism is not installed, E_PROVIDER where it does not get ready, and the
 * signal's reason when that is aborted first.
 */
export async function startPrism(options: PrismOptions): Promise<PrismProvider> {
  const modules = locatePrism(options.from ?? import.meta.url)
  const { seed, port = 0, deadlineMs } = options
  const document = prepare(options)
  const thread = startThread({ modules, document, seed, host, port })
  const close = async () => {
    await thread.worker.terminate()
  }
  try {
    const stops = [thread.failure, late(deadlineMs), aborted(options.signal)]
    const message = await Promise.race([thread.message, ...stops])
    if (message === 'late') throw neverReady(deadlineMs)
    if (message.kind === 'failed') throw refused(message.reason, port)
    const { url } = message
    const send = sender({ url, seed, deadlineMs, failure: thread.failure, fetch: options.fetch })
    return { name: 'mock', url, fetch: send, lost: thread.failure, close }
  } catch (error) {
    await close()
    throw error
  }
}

function locatePrism(from: string): PrismTask['modules'] {
  try {
    // Both are dependencies of the command line's package and may be out of our own sight.
    const near = createRequire(createRequire(from).resolve('@stoplight/prism-cli/package.json'))
    return {
      operations: near.resolve('@stoplight/prism-http'),
      server: near.resolve('@stoplight/prism-http-server'),
    }
  } catch (cause) {
    throw new ToolError('E_DEPENDENCY', 'The mock server Prism is not installed.', {
      hint: `Install it: npm install --save-dev @stoplight/prism-cli@${version}`,
      cause,
    })
  }
}

function prepare({ document, operations }: PrismOptions): JsonObject {
  if (operations.length === 0) {
    throw new ToolError('E_PROVIDER', 'There is no operation for Prism to serve.')
  }
  try {
    return prismDocument(document, operations)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new ToolError('E_PROVIDER', 'The contract is nested too deeply for Prism.', {
      cause: error,
    })
  }
}

type Thread = { worker: Worker; message: Promise<PrismMessage>; failure: Promise<never> }

function startThread(task: PrismTask): Thread {
  const worker = new Worker(prismProgram, {
    eval: true,
    workerData: task,
    execArgv: [],
    // Prism and what it depends on need no environment; ours holds a key.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 2048 },
    stdout: true,
    stderr: true,
  })
  worker.stdout.resume()
  worker.stderr.resume()
  const message = new Promise<PrismMessage>((resolve) => worker.once('message', resolve))
  const failure = new Promise<never>((_, reject) => {
    worker.once('error', (cause) => reject(stopped(cause)))
    worker.once('exit', () => reject(stopped(undefined)))
  })
  // After close() nobody listens, and the thread's end is no failure then.
  failure.catch(() => undefined)
  return { worker, message, failure }
}

function late(deadlineMs: number): Promise<'late'> {
  return new Promise((resolve) => setTimeout(resolve, deadlineMs, 'late').unref())
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function neverReady(deadlineMs: number): ToolError {
  const message = `Prism was not ready within ${deadlineMs / 1000} s.`
  return new ToolError('E_PROVIDER', message, {
    hint: 'Serve fewer operations, or allow more time.',
  })
}

function stopped(cause: Error | undefined): ToolError {
  const why = cause === undefined ? 'without a word' : `with an error: ${cause.message}`
  return new ToolError('E_PROVIDER', `Prism stopped ${why}.`, { cause })
}

function refused(reason: string, port: number): ToolError {
  if (reason.includes('EADDRINUSE')) {
    return new ToolError('E_PROVIDER', `Port ${port} of ${host} is already in use.`, {
      hint: 'Choose another port, or 0 for any free one.',
    })
  }
  if (reason.startsWith('listen ')) {
    return new ToolError('E_PROVIDER', `Prism cannot listen on port ${port} of ${host}: ${reason}.`)
  }
  return new ToolError('E_PROVIDER', `Prism cannot serve the contract: ${reason}`)
}

type Sender = {
  url: string
  seed: number
  deadlineMs: number
  failure: Promise<never>
  fetch: typeof fetch | undefined
}

function sender(options: Sender): PrismProvider['fetch'] {
  const { url, seed, deadlineMs, failure, fetch: send = fetch } = options
  const sent = new Map<string, number>()
  return async (request) => {
    const { pathname, search } = new URL(request.url)
    const prefer = request.headers.get('prefer')
    const key = `${request.method} ${pathname}${search} ${prefer}`
    const count = sent.get(key) ?? 0
    sent.set(key, count + 1)
    const answerSeed = createHash('sha256').update(`${seed} ${count} ${key}`).digest('hex')
    // Its own thread counts requests of all kinds; this way an answer depends on its like only.
    const preference = `seed=s${answerSeed.slice(0, 16)}`
    const headers = new Headers(request.headers)
    headers.set('prefer', prefer === null ? preference : `${prefer}, ${preference}`)
    const timeout = AbortSignal.timeout(deadlineMs)
    const own = new Request(new URL(pathname + search, url), request)
    const signal = AbortSignal.any([request.signal, timeout])
    // A redirect would lead out of the mock.
    const answer = send(own, { headers, signal, redirect: 'manual' })
    return Promise.race([answer, failure]).catch((error: unknown) => {
      if (isToolError(error) || request.signal.aborted) throw error
      const within = timeout.aborted ? ` within ${deadlineMs / 1000} s` : ''
      const message = `Prism did not answer ${request.method} ${pathname}${within}.`
      throw new ToolError('E_PROVIDER', message, { cause: error })
    })
  }
}
