// `prove`: the self-proof of a contract, operation by operation, as a table.
import { ToolError } from '../../errors.ts'
import type { Proof } from '../../prove/prove.ts'
import { buildReport, type Table } from '../../report.ts'
import { count } from '../../reporters/words.ts'
import { command } from '../command.ts'
import { openContract } from '../contract-option.ts'
import { contractFlags, reportFlags } from '../flags.ts'
import { chosenOperations } from '../operation-option.ts'

// Lists of places are read to their first page at most.
const shownAtMost = 20

function operationTable({ rows, total }: Proof): Table {
  const cells = (row: Proof['total']) => [
    ...[row.constraints, row.caught, row.missed, row.falseAlarms],
    ...[row.unsampled, row.implied, row.valid],
  ]
  const sum = rows.length > 1 ? [[...cells(total), 'all, each constraint once']] : []
  return {
    title: 'Proof',
    columns: [
      ...['Constraints', 'Caught', 'Missed', 'False alarms'],
      ...['Unsampled', 'Implied', 'Valid', 'Operation'],
    ],
    rows: [...rows.map((row) => [...cells(row), row.operation]), ...sum],
  }
}

function placeTable(title: string, places: readonly { pointer: string; reason: string }[]): Table {
  const rows = places.map(({ pointer, reason }) => [reason, pointer])
  return { title: `${title}: ${rows.length}`, columns: ['Reason', 'Place'], rows, shownAtMost }
}

function tablesOf(proof: Proof): Table[] {
  const { unsampled, open } = proof
  return [
    operationTable(proof),
    placeTable(
      'Not sampled',
      unsampled.filter(({ isImplied }) => !isImplied),
    ),
    placeTable(
      'Implied by other constraints',
      unsampled.filter(({ isImplied }) => isImplied),
    ),
    placeTable('Open: nothing but a type, if that', open),
  ].filter(({ rows }) => rows.length > 0)
}

function notesOf({ isSparing }: Proof, seed: number): string[] {
  const shared =
    'what operations share is proven for the first of them, by few samples, and counted for each'
  return [`proof: seed ${seed}`, ...(isSparing ? [`proof: ${shared}`] : [])]
}

export const prove = command({
  name: 'prove',
  summary: 'Prove that each constraint of the contract bites',
  details:
    'Breaks each constraint in turn, and holds that it is found; makes valid values, and holds that they pass.',
  flags: {
    ...contractFlags,
    operation: {
      type: 'list',
      value: 'KEY',
      summary: 'Prove this operation only: "GET /users/{id}"',
      defaultText: 'all',
    },
    seed: {
      type: 'integer',
      value: 'N',
      summary: 'Makes the samples repeatable',
      default: 1,
      min: 0,
      max: 2 ** 31 - 1,
    },
    samples: {
      type: 'integer',
      value: 'N',
      summary: 'How many valid values to make at random, beside those at the boundaries',
      default: 10_000,
      min: 0,
      max: 10_000_000,
    },
    ...reportFlags,
  },
  async run(context) {
    const { options, now } = context
    const start = now()
    const { runProof } = await import('../run-proof.ts')
    const contract = await openContract(context)
    const operations = chosenOperations(contract, options.operation)
    const { seed, samples } = options
    const proof = await runProof(contract, { seed, samples, operations }, context)
    const { caught, missed, valid } = proof.total
    if (caught + missed + valid === 0) {
      throw new ToolError('E_INPUT', `${contract.path}: there is nothing to prove.`, {
        hint: `It has ${count(contract.operations.length, 'operation')}; prove needs one whose requests can be made up.`,
      })
    }
    const report = buildReport({
      contract,
      exchanges: proof.exchanges,
      operations: proof.rows.length,
      findings: proof.findings,
      unchecked: [],
      durationMs: now() - start,
      notes: notesOf(proof, seed),
      tables: tablesOf(proof),
      allowUnchecked: options['allow-unchecked'],
    })
    return context.publish(report)
  },
})
