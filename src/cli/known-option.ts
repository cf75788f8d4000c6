// The findings that a team accepts for now: read before a run, applied to what it finds, extended by `--accept`.
import type { Subject } from '../checks/subject.ts'
import { ToolError } from '../errors.ts'
import type { Acceptances } from '../known/accept.ts'
import type { Accepted, KnownEntry } from '../known/known-entry.ts'
import type { Finding } from '../report.ts'
import type { CommandContext } from './command.ts'
import type { acceptFlags, knownFlags } from './flags.ts'

type Context = Pick<CommandContext, 'cwd' | 'now' | 'secrets'> & {
  options: CommandContext<typeof knownFlags>['options'] &
    Partial<CommandContext<typeof acceptFlags>['options']>
}

export type Ledger = {
  /** To be shown what a live API answered, so that a fault that is gone can be told. */
  observe: (subject: Subject) => void
  /** The findings, each with what is accepted of it. */
  mark: (findings: readonly Finding[]) => Finding[]
  /** Ends the run: accepts what was asked for, marks all findings, and adds one for each fault that is gone. */
  conclude: (findings: readonly Finding[]) => Promise<{ findings: Finding[]; notes: string[] }>
}

const defaultPath = 'contracts/known-findings.yaml'

function usage(message: string, hint: string): ToolError {
  return new ToolError('E_USAGE', message, { hint })
}

/** What is to be accepted; undefined where nothing is. */
async function readAcceptances(given: Context, today: string): Promise<Acceptances | undefined> {
  const entry = await import('../known/known-entry.ts')
  const { accept: fingerprints = [], reason, until, owner, link } = given.options
  if (fingerprints.length === 0) {
    if (reason === undefined && until === undefined) return undefined
    throw usage('--reason and --until say nothing without --accept.', 'Add --accept FINGERPRINT.')
  }
  const wrong = fingerprints.find((each) => !entry.isFingerprint(each))
  if (wrong !== undefined) {
    const hint = 'A fingerprint is the sixteen hexadecimal digits at the end of a finding.'
    throw usage(`--accept is no fingerprint: ${JSON.stringify(wrong)}.`, hint)
  }
  if (reason === undefined || until === undefined) {
    throw usage('--accept needs --reason TEXT and --until DATE.', 'Say why, and for how long.')
  }
  const isOver = until < today ? 'is over' : undefined
  const problems = {
    reason: entry.textProblem(reason),
    until: entry.untilProblem(until, today) ?? isOver,
    owner: owner === undefined ? undefined : entry.textProblem(owner),
    link: link === undefined ? undefined : entry.linkProblem(link),
  }
  for (const [name, text] of Object.entries({ reason, until, owner, link })) {
    if (text !== undefined && given.secrets.redact(text) !== text) {
      throw usage(`--${name} holds a secret.`, 'The file is for others to read: leave it out.')
    }
  }
  for (const [name, problem] of Object.entries(problems)) {
    if (problem !== undefined) throw usage(`--${name} ${problem}.`, 'Nothing was accepted.')
  }
  const optional = {
    ...(owner === undefined ? {} : { owner }),
    ...(link === undefined ? {} : { link }),
  }
  return { fingerprints, terms: { reason: reason.trim(), until, ...optional } }
}

/** Reads the file, or what there is of it. */
async function openFile(context: Context, today: string) {
  const { readKnownFile, writeKnownFile } = await import('../adapters/known-findings-file.ts')
  const { readKnown } = await import('../known/known-file.ts')
  const { trafficRules } = await import('./rule-list.ts')
  const { cwd, options } = context
  const path = options['known-findings'] ?? defaultPath
  const file = { path, today, rules: trafficRules.map(({ id }) => id) }
  const text = () => readKnownFile(path, cwd)
  const entries = (of: string) => readKnown(of, file)
  return { path, text, entries, write: (to: string) => writeKnownFile(path, cwd, to) }
}

type KnownFile = Awaited<ReturnType<typeof openFile>>

/** Writes what is accepted now; an entry that is there already is renewed. Gives all entries. */
async function extend(file: KnownFile, accepted: readonly Accepted[]): Promise<KnownEntry[]> {
  const { withEntries } = await import('../known/known-text.ts')
  const { renewed } = await import('../known/accept.ts')
  // Read again: somebody may have edited it meanwhile.
  const text = (await file.text()) ?? ''
  const before = file.entries(text)
  const written = withEntries(
    text,
    file.path,
    accepted.map((each) => renewed(each, before)),
  )
  const entries = file.entries(written)
  await file.write(written)
  return entries
}

/** Reads what is asked for before any work is done, so that a mistake costs no run. */
export async function startKnown(context: Context): Promise<Ledger> {
  const { dayOf } = await import('../known/calendar.ts')
  const { applyKnown, fixedFindings } = await import('../known/known-findings.ts')
  const today = dayOf(context.now())
  const acceptances = await readAcceptances(context, today)
  const file = await openFile(context, today)
  const text = await file.text()
  if (text === undefined && acceptances === undefined && context.options['known-findings']) {
    throw new ToolError('E_CONFIG', `${file.path} does not exist.`, {
      hint: 'Check --known-findings, or accept a finding first.',
    })
  }
  let entries = file.entries(text ?? '')
  const { exercises } = await import('../known/exercises.ts')
  const exercised = new Set<KnownEntry>()
  const mark = (findings: readonly Finding[]) => applyKnown(findings, entries, today)

  function observe(subject: Subject): void {
    for (const entry of entries) {
      if (!exercised.has(entry) && exercises(entry, subject)) exercised.add(entry)
    }
  }

  async function conclude(findings: readonly Finding[]) {
    const fixed = fixedFindings(findings, exercised, file.path)
    if (acceptances === undefined) return { findings: [...mark(findings), ...fixed], notes: [] }
    const { accept } = await import('../known/accept.ts')
    const accepted = accept(acceptances, findings)
    const isSafe = (text: string) => context.secrets.redact(text) === text
    if (!accepted.every((each) => isSafe(JSON.stringify(each)))) {
      throw usage('--accept: the place of a finding names a secret.', 'Nothing was accepted.')
    }
    entries = await extend(file, accepted)
    const names = accepted.map(({ fingerprint }) => fingerprint).join(', ')
    const notes = [`known findings: ${file.path} accepts ${names} until ${acceptances.terms.until}`]
    return { findings: [...mark(findings), ...fixed], notes }
  }

  return { observe, mark, conclude }
}
