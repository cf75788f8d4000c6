// Measures what figures are given for, each as a ratio to a yardstick in the same run, since machines are noisy.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020.js'
import { loadContract } from '../src/adapters/contract-file.ts'
import { packageRoot } from '../src/adapters/package-root.ts'
import { isClean } from '../src/checks/clean.ts'
import { checks } from '../src/checks/index.ts'
import { judge } from '../src/checks/run.ts'
import type { Contract } from '../src/contract/contract.ts'
import { evaluate } from '../src/contract/evaluate.ts'
import { at, type Json } from '../src/contract/json.ts'
import type { Exchange } from '../src/traffic/exchange.ts'

const root = packageRoot()
const rounds = 7

/** The median time of one call in milliseconds, over rounds of as many calls as take a while. */
function time(calls: number, work: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    for (let call = 0; call < calls; call++) work()
    return (performance.now() - start) / calls
  })
  return times.sort((a, b) => a - b)[rounds >> 1] ?? 0
}

function tell(what: string, ours: number, yardstick: number): void {
  const ratio = (ours / yardstick).toFixed(2)
  process.stdout.write(
    `${what}: ${ours.toFixed(4)} ms against ${yardstick.toFixed(4)} ms, ratio ${ratio}\n`,
  )
}

function answerOf(body: string): Exchange {
  const id = '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
  const url = `https://blackbox.dasha.ai/api/v1/providers/twilio/${id}`
  return {
    kind: 'observed',
    source: 'bench',
    index: 0,
    request: {
      method: 'GET',
      url,
      headers: [['authorization', 'Bearer any-key-will-do']],
      body: new Uint8Array(),
    },
    response: {
      status: 200,
      headers: [['content-type', 'application/json']],
      body: new TextEncoder().encode(body),
    },
  }
}

/** A whole verdict, and the quick pass of a client, against what any client pays: parsing the body. */
function benchAnswer(contract: Contract): void {
  const example = at(contract.document, '/components/examples/VerifiedProvider/value') ?? null
  const body = JSON.stringify(example)
  const exchange = answerOf(body)
  const known = {
    operation: 'GET /api/v1/providers/twilio/{id}',
    path: { id: '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603' },
  }
  const parse = time(2000, () => JSON.parse(body))
  tell(
    'judge one answer, against JSON.parse of its body',
    time(500, () => judge(exchange, contract, { checks })),
    parse,
  )
  tell(
    'quick pass on one answer, against the same',
    time(500, () => isClean(contract, exchange, known)),
    parse,
  )
}

/** The first verdict on one schema of a large document, which AJV has to compile and we do not. */
function benchFirstVerdict(contract: Contract): void {
  const pointer = '/components/schemas/full-repository'
  const value: Json = at(contract.document, '/components/examples/full-repository/value') ?? null
  const ours = time(5, () => evaluate({ ...contract, direction: 'response' }, pointer, value))
  const theirs = time(1, () => {
    const ajv = new Ajv.default({ strict: false, validateFormats: false, logger: false })
    ajv.addSchema({ $id: 'document', components: contract.document.components }, 'document')
    return ajv.compile({ $ref: 'document#/components/schemas/full-repository' })(value)
  })
  tell("first verdict on a repository by GitHub's document, against AJV", ours, theirs)
}

const blackbox = await loadContract(join(root, 'openapi', 'blackbox.yaml'))
benchAnswer(blackbox)
const github = join(root, 'node_modules', '@octokit', 'openapi', 'generated', 'api.github.com.json')
const text = await readFile(github, 'utf8')
const parse = time(1, () => JSON.parse(text))
const start = performance.now()
const large = await loadContract(github)
tell("load GitHub's document, against JSON.parse of it", performance.now() - start, parse)
benchFirstVerdict(large)
