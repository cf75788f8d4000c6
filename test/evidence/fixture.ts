// What the tests of evidence are made of: a contract from a few lines, and what exchanges show of it.
import { checks } from '../../src/checks/index.ts'
import { judge } from '../../src/checks/run.ts'
import type { createSubject } from '../../src/checks/subject.ts'
import type { Contract } from '../../src/contract/contract.ts'
import { planEvidence } from '../../src/evidence/contract-places.ts'
import type { Evidence } from '../../src/evidence/evidence.ts'
import { evidenceOf, record, startRecorder } from '../../src/evidence/observe.ts'
import { contractOf, exchangeOf, type Given } from '../checks/fixture.ts'

/** A contract whose `GET /` answers 200 with JSON of this schema, written as YAML in one line. */
export function answering(schema: string, components = '{}'): Promise<Contract> {
  return contractOf(`paths:
  /:
    get:
      responses:
        '200':
          description: An answer
          content: {application/json: {schema: ${schema}}}
components: {schemas: ${components}}
`)
}

/** What exchanges show, each judged as in a run. */
export function evidenceFrom(contract: Contract, ...exchanges: Given[]): Evidence {
  const recorder = startRecorder(contract)
  for (const given of exchanges) {
    const observe = (subject: ReturnType<typeof createSubject>) => record(recorder, subject)
    judge(exchangeOf(given), contract, { checks, observe })
  }
  return evidenceOf(recorder)
}

const answer = '/paths/~1/get/responses/200/content/application~1json/schema'

/** Pointers into the answer's schema are told from there. */
function shorten(key: string): string {
  return key.replace(answer, '$')
}

/** Facts by place, without the fingerprints, below the answer and in components. */
export function factsIn({ places }: Evidence): Record<string, readonly string[]> {
  const entries = Object.entries(places).map(([key, prints]): [string, string[]] => [
    shorten(key),
    Object.values(prints).flat(),
  ])
  return Object.fromEntries(entries.filter(([key]) => !key.includes('/paths/')))
}

/** The facts that could be seen, by place. */
export function factsOf(contract: Contract): Record<string, string[]> {
  const entries = [...planEvidence(contract).places.values()]
    .filter(({ facts }) => facts.size > 0)
    .map(({ key, facts }): [string, string[]] => [shorten(key), [...facts.keys()]])
  return Object.fromEntries(entries.filter(([key]) => !key.includes('/paths/')))
}
