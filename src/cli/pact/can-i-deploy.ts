// `pact can-i-deploy`: asks the Pact Broker whether a version gets on with all that it would meet.
import { type DeploymentQuestion, readMatrix } from '../../adapters/broker/broker.ts'
import { deploymentFindings, type Matrix, type MatrixRow } from '../../audit/deployable.ts'
import { ToolError } from '../../errors.ts'
import { buildReport, type Table } from '../../report.ts'
import { count } from '../../reporters/words.ts'
import type { ExitCode } from '../command.ts'
import { type BrokerContext, chosenBroker } from './broker-flags.ts'
import { chosenVersion } from './version.ts'

function targetOf({ options }: BrokerContext): DeploymentQuestion['to'] {
  const { 'to-environment': environment, 'to-tag': tag } = options
  if (environment !== undefined && tag !== undefined) {
    throw new ToolError('E_USAGE', '--to-environment and --to-tag exclude each other.', {
      hint: 'Name the environment, if the broker knows what is deployed there.',
    })
  }
  if (environment !== undefined) return { environment }
  return tag === undefined ? undefined : { tag }
}

function targetWords(to: DeploymentQuestion['to']): string {
  if (to === undefined) return 'beside the latest versions of all others'
  return 'tag' in to
    ? `beside the latest versions tagged ${to.tag}`
    : `to environment ${to.environment}`
}

const resultWords = (verified: MatrixRow['verified']) =>
  verified === null ? 'not verified yet' : verified ? 'holds' : 'broken'

function matrixTable({ rows }: Matrix): Table {
  return {
    title: 'Matrix',
    columns: ['Consumer', 'Version', 'Provider', 'Version', 'Pact'],
    rows: rows.map(({ consumer, provider, verified }) => {
      const version = provider.version ?? '-'
      return [consumer.name, consumer.version, provider.name, version, resultWords(verified)]
    }),
  }
}

/** Reports what stands in the way of a version; a report without findings is a yes. */
export async function canIDeploy(context: BrokerContext): Promise<ExitCode> {
  const { options, now, progress, publish } = context
  const start = now()
  const { pacticipant } = options
  if (pacticipant === undefined) {
    throw new ToolError('E_USAGE', 'pact can-i-deploy needs --pacticipant NAME.', {
      hint: 'It is the name of the consumer or provider in its pacts.',
    })
  }
  const to = targetOf(context)
  const broker = chosenBroker(context)
  const { version } = await chosenVersion(context, { clean: false })
  progress(`asking ${broker.base} about ${pacticipant} ${version}`)
  const matrix = await readMatrix(broker, { pacticipant, version, to })
  const findings = deploymentFindings(matrix, pacticipant)
  const durationMs = now() - start
  const report = buildReport({
    // What is held against the pacts is a version, and where they are is the broker.
    contract: { title: pacticipant, version, path: broker.base },
    exchanges: 0,
    operations: 0,
    findings,
    unchecked: [],
    durationMs,
    notes: [
      `${targetWords(to)}`,
      ...(findings.length > 0 ? [] : matrix.reasons.map((reason) => `the broker says: ${reason}`)),
    ],
    stages: [
      {
        name: 'deployable',
        checked: count(matrix.rows.length, 'pact'),
        verdict: findings.length > 0 ? 'fail' : 'pass',
        durationMs,
      },
    ],
    tables: [matrixTable(matrix)],
  })
  return publish(report)
}
