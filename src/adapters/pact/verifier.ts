// Runs Pact's own verifier in a child program, and keeps what it does to the machine in there.
import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { isToolError, ToolError } from '../../errors.ts'
import { type InteractionResult, readResults } from '../../traffic/pact/verification.ts'
import { type PactMessage, type PactTask, pactProgram } from './program.ts'

export type VerifierRun = {
  /** URLs of the pacts, and of the provider as the verifier sees it. */
  pactUrls: readonly string[]
  baseUrl: string
  /** Where provider states are set up; undefined where no interaction needs one. */
  statesUrl: string | undefined
  provider: string
  /** How long the verifier waits for an answer. */
  timeoutMs: number
  /** How long the verifier may give no sign of life, between two requests and at its end. */
  idleMs: number
  signal: AbortSignal
  /** Rejects when the run is of no use any more. */
  failure: Promise<never>
  env: Readonly<Record<string, string | undefined>>
  /** The file or URL from which packages are looked up. Default: this one. */
  from?: string | undefined
}

const version = '16.4.0'
const install = `npm install --save-dev @pact-foundation/pact@${version}`

// What the native library needs to be found and to run; everything else, a key above all, stays here.
const passedOn = [
  ...['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LD_LIBRARY_PATH'],
  ...['PACT_PREBUILD_LOCATION', 'PACT_PREBUILD_PACKAGE_LOCATION'],
]

/** The file of the package that loads the native library. Throws E_DEPENDENCY where there is none. */
function locatePact(from: string): string {
  try {
    // It is a dependency of the package that users install, and may be out of our own sight.
    const near = createRequire(createRequire(from).resolve('@pact-foundation/pact/package.json'))
    return near.resolve('@pact-foundation/pact-core')
  } catch (cause) {
    throw new ToolError('E_DEPENDENCY', "Pact's verifier is not installed.", {
      hint: `Install it: ${install}`,
      cause,
    })
  }
}

function startChild(task: PactTask, given: VerifierRun['env']): ChildProcess {
  const env = Object.fromEntries(passedOn.map((name) => [name, given[name]]))
  const child = spawn(process.execPath, ['-e', pactProgram], {
    // What it writes are whole messages, headers included.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...env, PACT_DO_NOT_TRACK: 'true' },
  })
  child.send(task, () => undefined)
  return child
}

function messageOf(child: ChildProcess): Promise<PactMessage> {
  return new Promise((resolve, reject) => {
    // as: only our own program writes there.
    child.once('message', (message) => resolve(message as PactMessage))
    child.once('error', (cause) => reject(stopped(cause.message)))
    child.once('exit', (code, signal) => reject(stopped(signal ?? `exit code ${code}`)))
  })
}

function stopped(how: string): ToolError {
  return new ToolError('E_PROVIDER', `Pact's verifier stopped before its end: ${how}.`)
}

function unavailable(reason: string): ToolError {
  const { platform, arch } = process
  const [line = ''] = reason.trim().split('\n')
  const message = `Pact's native library for ${platform}-${arch} cannot be loaded: ${line.trim()}.`
  return new ToolError('E_DEPENDENCY', message, {
    hint: `Install it anew, optional packages included: ${install}. It exists for Linux, macOS and Windows on x64, and for Linux and macOS on arm64.`,
  })
}

/** Rejects once nothing has happened for a while; `alive` begins the while anew. */
function idleTimer(idleMs: number): { late: Promise<never>; alive: () => void; end: () => void } {
  let alive = () => {}
  let end = () => {}
  const late = new Promise<never>((_, reject) => {
    const message = `Pact's verifier did nothing for ${idleMs / 1000} s.`
    const timer = setTimeout(() => reject(new ToolError('E_PROVIDER', message)), idleMs)
    alive = () => {
      timer.refresh()
    }
    end = () => clearTimeout(timer)
  })
  return { late, alive, end }
}

function interrupted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function read(message: PactMessage): Map<string, InteractionResult> {
  if (message.kind === 'unavailable') throw unavailable(message.reason)
  const results = readResults(message.text)
  // A crash that the library catches leaves nothing but an empty list.
  if (results?.size === 0) {
    throw new ToolError('E_PROVIDER', "Pact's verifier broke off without a word.", {
      hint: 'Is each pact by its specification? Verify one at a time to see which it cannot read.',
    })
  }
  if (results !== undefined) return results
  const [line = ''] = message.text.trim().split('\n')
  const reason = line.replace(/https?:\/\/\S+/g, 'the provider')
  throw new ToolError('E_PROVIDER', `Pact's verifier could not be run: ${reason}.`)
}

/** A verifier that runs: its results by the interaction's tag, and a way to say that it is alive. */
export type RunningVerifier = {
  results: Promise<Map<string, InteractionResult>>
  alive: () => void
}

/**
 * Starts the verifier. Its results reject with E_DEPENDENCY where it or its native library is
 * missing, E_PROVIDER where it crashes or hangs, and the signal's reason when that is aborted.
 */
export function startVerifier(run: VerifierRun): RunningVerifier {
  const { pactUrls, baseUrl, statesUrl, provider, timeoutMs: timeout } = run
  const timer = idleTimer(run.idleMs)
  const results = async () => {
    const states = statesUrl === undefined ? {} : { providerStatesSetupUrl: statesUrl }
    const base = {
      provider,
      providerBaseUrl: baseUrl,
      pactUrls,
      timeout,
      logLevel: 'error',
    } as const
    const core = locatePact(run.from ?? import.meta.url)
    const child = startChild({ core, options: { ...base, ...states } }, run.env)
    try {
      const ends = [messageOf(child), timer.late, run.failure, interrupted(run.signal)]
      return read(await Promise.race(ends))
    } catch (error) {
      if (isToolError(error) || run.signal.aborted) throw error
      throw stopped(String(error))
    } finally {
      timer.end()
      child.kill('SIGKILL')
    }
  }
  return { results: results(), alive: timer.alive }
}
