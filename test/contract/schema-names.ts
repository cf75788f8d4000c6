// Loads a contract whose schemas name themselves, and judges values by them.
import { loadContractText } from '../../src/adapters/contract-file.ts'
import type { Contract } from '../../src/contract/contract.ts'
import { evaluate } from '../../src/contract/evaluate.ts'
import type { Json, JsonObject } from '../../src/contract/json.ts'

const head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"

/** A contract with the schemas, whose files are beside it on a server. */
export function contractWith(
  schemas: string,
  files: Record<string, string> = {},
  more = '',
): Promise<Contract> {
  const text = `${head}${more}components:\n  schemas:\n    ${schemas.trim().replaceAll('\n', '\n    ')}\n`
  return loadContractText('https://api.example/openapi.yaml', text, {
    allowRemoteRefs: true,
    fetch: async (url) => {
      const body = files[String(url)]
      return body === undefined ? new Response('', { status: 404 }) : new Response(body)
    },
  })
}

/** `valid`, the keywords that are broken, or what is unchecked. */
export function verdict(contract: Contract, name: string, value: Json): string {
  const pointer = `/components/schemas/${name}`
  const { faults, gaps } = evaluate({ ...contract, direction: 'response' }, pointer, value)
  const told = [...faults.map((each) => each.keyword), ...gaps.map((each) => each.reason)]
  return told.length === 0 ? 'valid' : told.join(', ')
}

/** As {@link contractWith}, the schemas given as values and no file beside them. */
export function contractOf(schemas: JsonObject): Promise<Contract> {
  const info = { title: 'T', version: '1' }
  const text = JSON.stringify({ openapi: '3.1.0', info, components: { schemas } })
  return loadContractText('https://api.example/openapi.json', text)
}
