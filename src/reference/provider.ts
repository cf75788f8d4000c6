// The reference provider: the documented operations, in memory, behind a fetch; a double for tests and demonstrations.
import { Hono } from 'hono'
import type { Contract, Operation } from '../contract/contract.ts'
import { plainProblem, toResponse } from './answer.ts'
import { refuseOtherMethods, serveControl } from './control.ts'
import { notOurs, readExamples } from './examples.ts'
import type { FaultName } from './faults.ts'
import { operations, perform, type Reference, type Run } from './operations.ts'
import { createStore } from './provider-state.ts'

export type ReferenceOptions = {
  /** openapi/blackbox.yaml, compiled: its examples are what is shown, its schemas what is accepted. */
  contract: Contract
  /** The keys that are good. Default: any. */
  keys?: readonly string[]
  /** Faults that are on from the start. */
  faults?: readonly FaultName[]
  /** Whether the first example exists before any state is entered. Default false. */
  populated?: boolean
}

export type ReferenceProvider = { fetch: (request: Request) => Promise<Response> }

type Served = { operation: Operation; path: string; run: Run }

/** Paths as the framework writes them. */
function servedBy(contract: Contract): Served[] {
  return Object.entries(operations).map(([id, run]) => {
    const operation = contract.operations.find((each) => each.id === id)
    if (operation === undefined) throw notOurs(contract, `operation ${id}`)
    return { operation, path: operation.path.replaceAll(/\{([^}]*)\}/g, ':$1'), run }
  })
}

function serveOperations(app: Hono, reference: Reference): void {
  const served = servedBy(reference.contract)
  for (const { operation, path, run } of served) {
    app.on(operation.method, path, async ({ req }) => {
      const call = { operation, id: req.param('id') ?? '', request: req.raw }
      return toResponse(await perform(reference, call, run))
    })
  }
  for (const path of new Set(served.map((each) => each.path))) {
    const same = served.filter((each) => each.path === path)
    refuseOtherMethods(
      app,
      path,
      same.map(({ operation }) => operation.method),
    )
  }
}

/** Throws E_CONTRACT where the contract is another than ours. */
export function createReferenceProvider(options: ReferenceOptions): ReferenceProvider {
  const { contract, keys, faults: on = [], populated = false } = options
  const examples = readExamples(contract)
  const store = createStore(contract, examples, populated)
  const reference: Reference = { contract, examples, store, keys, on: new Set(on) }
  const app = new Hono()
  serveOperations(app, reference)
  serveControl(app, reference)
  app.notFound(() => toResponse(plainProblem(404, 'Not Found', 'There is nothing here.')))
  // The framework would log it and answer 500: whoever calls fetch is to see it.
  app.onError((error) => {
    throw error
  })
  return { fetch: async (request) => app.fetch(request) }
}
