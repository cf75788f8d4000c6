// The program of the child in which Pact's native verifier runs: it writes where it likes, and can crash.

export type PactTask = {
  /** The file of @pact-foundation/pact-core. */
  core: string
  /** What its verifier is asked to do, in its own terms. */
  options: {
    provider: string
    providerBaseUrl: string
    pactUrls: readonly string[]
    providerStatesSetupUrl?: string
    timeout: number
    logLevel: 'error'
  }
}

export type PactMessage =
  /** The verifier came to an end; the text is its results, or why there are none. */
  { kind: 'ended'; text: string } | { kind: 'unavailable'; reason: string }

/**
 * Takes one {@link PactTask} as a message, and sends one {@link PactMessage}.
 *
 * It is text and no file of its own for the reason that holds for Prism's: it would differ between
 * the source, the build and a bundle. A thread would not do, since a fault in native code ends the
 * whole program.
 */
export const pactProgram = `
const send = (message) => process.send(message, () => process.exit())
process.once('disconnect', () => process.exit())
process.once('message', ({ core, options }) => {
  let verifier
  try {
    verifier = require(core)
    verifier.getFfiLib(options.logLevel)
  } catch (error) {
    return send({ kind: 'unavailable', reason: String(error?.message ?? error) })
  }
  const end = (text) => send({ kind: 'ended', text: String(text) })
  try {
    verifier.verifyPacts(options).then(end, (error) => end(error?.message ?? error))
  } catch (error) {
    end(error?.message ?? error)
  }
})
`
