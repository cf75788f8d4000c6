// Samples of a schema written in place: the short way for the tests of samples.
import { loadContractText } from '../../src/adapters/contract-file.ts'
import type { Json, JsonObject } from '../../src/contract/json.ts'
import type { SampleOptions, Samples } from '../../src/samples/sample.ts'
import { samplesOf } from '../../src/samples/samples.ts'

const MAIN = '/components/schemas/Main'

type Given = Partial<Omit<SampleOptions, 'contract'>> & {
  schema: Json
  /** Further components to which the schema may refer. */
  schemas?: JsonObject
}

export async function sampled({ schema, schemas = {}, ...options }: Given): Promise<Samples> {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Samples', version: '1' },
    paths: {},
    components: { schemas: { Main: schema, ...schemas } },
  }
  const contract = await loadContractText('openapi/samples.json', JSON.stringify(document))
  const usual = { direction: 'response', seed: 1, resolve: () => undefined } as const
  return samplesOf(MAIN, { ...usual, ...options, contract })
}

export const values = ({ valid }: Samples): Json[] => valid.map(({ value }) => value)

/** Each broken constraint as `keyword @place how`, its pointer relative to the schema where it lies in it. */
export function told({ invalid }: Samples): string[] {
  return invalid.map(({ breaks, at, how }) => `${breaks.replace(`${MAIN}/`, '')} @${at} ${how}`)
}

/** What was broken, each constraint once. */
export function brokenIn({ invalid }: Samples): string[] {
  return [...new Set(invalid.map(({ breaks }) => breaks.replace(`${MAIN}/`, '')))]
}

export const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })
