// `mock`: Prism on the contract, for people and for tests of other programs, until interrupted.
import { command } from '../command.ts'
import { contractPath, openContract } from '../contract-option.ts'
import { contractFlags } from '../flags.ts'
import { chosenOperations } from '../operation-option.ts'

const deadlineMs = 60_000
const largestSeed = 2 ** 31 - 1

const flags = {
  ...contractFlags,
  port: {
    type: 'integer',
    value: 'N',
    summary: 'Port on 127.0.0.1; 0 is any free one',
    default: 4010,
    min: 0,
    max: 65_535,
  },
  seed: {
    type: 'integer',
    value: 'N',
    summary: 'Makes the answers repeatable',
    defaultText: 'another one each time',
    min: 0,
    max: largestSeed,
  },
  operation: {
    type: 'list',
    value: 'KEY',
    summary: 'Serve only this operation: "GET /users/{id}"',
    defaultText: 'all',
  },
} as const

export const mock = command({
  name: 'mock',
  summary: 'Serve the contract with Prism until interrupted',
  details:
    'Answers are made from the schemas, each time others; the same seed gives the same answers in the same order. `Prefer: code=404` in a request chooses the status.',
  flags,
  async run(context) {
    const { options, now, signal, progress, stdout } = context
    const { startPrism } = await import('../../adapters/prism/prism.ts')
    const contract = await openContract(context)
    const operations = chosenOperations(contract, options.operation)
    const seed = options.seed ?? now() % largestSeed
    const { document } = contract
    progress('Prism is starting')
    const { port } = options
    const prism = await startPrism({ document, operations, seed, deadlineMs, port, signal })
    try {
      progress('')
      const lines = [
        `Prism serves ${contractPath(context)} at ${prism.url} with seed ${seed}:`,
        ...operations,
      ]
      stdout(`${lines.join('\n  ')}\n`)
      await Promise.race([aborted(signal), prism.lost])
    } finally {
      await prism.close()
    }
    return 0
  },
})

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
