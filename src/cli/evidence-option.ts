// What a run saw of the contract, with what `--evidence` adds to it and `--require-evidence` asks of it.
import type { Subject } from '../checks/subject.ts'
import type { Contract } from '../contract/contract.ts'
import { ToolError } from '../errors.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { Coverage, Finding } from '../report.ts'
import { count } from '../reporters/words.ts'
import type { CommandContext } from './command.ts'
import type { evidenceFlags } from './flags.ts'

type Context = CommandContext<typeof evidenceFlags>

export type Witness = {
  observe: (subject: Subject) => void
  /** Ends the run: reads, merges and writes the file, and holds the sum against what is required. */
  conclude: () => Promise<Concluded>
}

type Concluded = { coverage?: Coverage; findings: readonly Finding[]; notes: readonly string[] }

async function earlier({ cwd }: Context, path: string, contract: Contract): Promise<Evidence[]> {
  const { readEvidenceFile } = await import('../adapters/evidence-file.ts')
  const evidence = await readEvidenceFile(path, cwd)
  const { title } = evidence?.contract ?? contract
  if (title !== contract.title) {
    const names = [title, contract.title].map((each) => JSON.stringify(each))
    throw new ToolError('E_INPUT', `${path} is evidence of ${names.join(', not of ')}.`, {
      hint: 'Keep the evidence of each contract in a file of its own.',
    })
  }
  return evidence === undefined ? [] : [evidence]
}

/** Reads what is asked for before any work is done, so that a mistake costs no run. */
export async function startEvidence(context: Context, contract: Contract): Promise<Witness> {
  const { evidenceOf, record, startRecorder } = await import('../evidence/observe.ts')
  const { mergeEvidence } = await import('../evidence/evidence.ts')
  const { coverage, currentEvidence } = await import('../evidence/coverage.ts')
  const required = await import('../evidence/evidence-required.ts')
  const { evidence: path, 'require-evidence': asked } = context.options
  let recorder = asked.length === 0 ? undefined : startRecorder(contract)
  const requirement =
    recorder === undefined ? undefined : required.readRequirement(asked, recorder.plan)
  if (path !== undefined) await earlier(context, path, contract)

  async function conclude(): Promise<Concluded> {
    const wanted = path !== undefined || asked.length > 0
    if (!wanted && recorder === undefined) return { findings: [], notes: [] }
    recorder ??= startRecorder(contract)
    const { plan } = recorder
    const own = evidenceOf(recorder)
    // Read again: another run may have added to it meanwhile.
    const before = path === undefined ? [] : await earlier(context, path, contract)
    const merged = before.reduce(mergeEvidence, own)
    const evidence = currentEvidence(plan, merged)
    if (path !== undefined) {
      const { writeEvidenceFile } = await import('../adapters/evidence-file.ts')
      await writeEvidenceFile(path, context.cwd, evidence)
    }
    const { tree, ...numbers } = coverage(plan, evidence)
    return {
      coverage: wanted ? { ...numbers, tree } : numbers,
      findings:
        requirement === undefined
          ? []
          : required.requiredFindings(plan, { evidence, coverage: numbers }, requirement),
      notes: droppedNotes(merged, evidence),
    }
  }

  function observe(subject: Subject): void {
    // A large document has many places: they are worked out with the first exchange, if one comes.
    recorder ??= startRecorder(contract)
    record(recorder, subject)
  }

  return { observe, conclude }
}

function droppedNotes(before: Evidence, after: Evidence): string[] {
  const prints = ({ places }: Evidence) =>
    Object.values(places).reduce((sum, each) => sum + Object.keys(each).length, 0)
  const dropped = prints(before) - prints(after)
  if (dropped === 0) return []
  return [
    `evidence: what was seen of ${count(dropped, 'place')} is dropped: the contract has changed there`,
  ]
}
