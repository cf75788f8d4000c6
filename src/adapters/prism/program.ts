// The program of the thread in which Prism runs, so that whoever waits can end it when it hangs.
import type { JsonObject } from '../../contract/json.ts'

export type PrismTask = {
  /** Files of @stoplight/prism-http and @stoplight/prism-http-server. */
  modules: { operations: string; server: string }
  document: JsonObject
  seed: number
  host: string
  port: number
}

export type PrismMessage = { kind: 'ready'; url: string } | { kind: 'failed'; reason: string }

/**
 * Takes a {@link PrismTask} as its `workerData`, posts one {@link PrismMessage}.
 *
 * It is text and no file of its own, because a thread's file must be JavaScript on Node 20 and lie
 * where it is looked for: it would differ between the source, the build and a bundle.
 *
 * The logger keeps nothing: Prism logs requests with their headers, credentials included. Prism
 * makes equal answers of equal seeds and unrepeatable ones of none, so each request has its own.
 * Prism rejects with a plain string where it cannot listen.
 */
export const prismProgram = `
const { parentPort, workerData } = require('node:worker_threads')
const { modules, document, seed, host, port } = workerData
const { getHttpOperationsFromSpec } = require(modules.operations)
const { createServer } = require(modules.server)

const levels = ['trace', 'debug', 'info', 'success', 'start', 'warn', 'error', 'fatal']
const logger = Object.fromEntries(levels.map((level) => [level, () => undefined]))
logger.child = () => logger

let answers = 0
const mock = { dynamic: true, get seed() { return 's' + seed + '-' + answers++ } }
const checks = { validateRequest: true, validateResponse: true, checkSecurity: true }
const config = { isProxy: false, errors: false, ...checks, mock }

getHttpOperationsFromSpec(document)
  .then((operations) => createServer(operations, { components: { logger }, config, cors: true }))
  .then((server) => server.listen(port, host))
  .then(
    (url) => parentPort.postMessage({ kind: 'ready', url }),
    (error) => parentPort.postMessage({ kind: 'failed', reason: String(error?.message ?? error) }),
  )
`
