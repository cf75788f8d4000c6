// Plays interactions against Pact's mock server through the typed client, and has Pact write them down.
import { join } from 'node:path'
import { loadContract } from '../../src/adapters/contract-file.ts'
import { packageRoot } from '../../src/adapters/package-root.ts'
import type { Json } from '../../src/contract/json.ts'
import { createClient, type Finding } from '../../src/index.ts'
import { placeholder } from '../../src/traffic/pact/credentials.ts'
import type { Interaction } from './interactions.ts'
import { matchers } from './matchers.ts'

// Read by the native library, so it is set before that is loaded.
process.env.PACT_DO_NOT_TRACK = 'true'
const { MatchersV3, PactV4 } = await import('@pact-foundation/pact')

export const contract = await loadContract(join(packageRoot(), 'openapi', 'blackbox.yaml'))

const [consumer, provider] = ['blackbox-client', 'BlackBox']

/** The name that Pact gives to the file. */
export const pactName = `${consumer}-${provider}.json`

export type Outcome = {
  status: number
  data: unknown
  error: unknown
  /** What the client's validation had to say, warnings included. */
  findings: readonly Finding[]
}

/** What the interaction expects of the answer's body, as Pact has it. */
function expectedBody({ answer }: Interaction): Json | undefined {
  return answer === undefined ? undefined : matchers(contract, answer)
}

/** The values of the expected body: what the mock server answers. */
export function expectedValue(interaction: Interaction): unknown {
  const body = expectedBody(interaction)
  return body === undefined ? undefined : MatchersV3.reify(body)
}

const authorization = {
  Authorization: {
    'pact:matcher:type': 'regex',
    regex: '^Bearer .+$',
    value: `Bearer ${placeholder}`,
  },
}

type Session = { folder: string; apiKey: string }

/** Plays one interaction with a key of the caller's; Pact adds it to the file in the folder. */
export async function record(interaction: Interaction, session: Session): Promise<Outcome> {
  try {
    return await play(interaction, session)
  } catch (error) {
    // Seen once in some thousand plays on a busy machine. What the client does wrong, it does wrong again.
    if (!String(error).includes('Test failed for the following reasons')) throw error
    return play(interaction, session)
  }
}

async function play(interaction: Interaction, { folder, apiKey }: Session): Promise<Outcome> {
  const { operation, id, state, hasKey, body, status, call } = interaction
  const pact = new PactV4({ dir: folder, consumer, provider, logLevel: 'error' })
  const empty = pact.addInteraction().uponReceiving(interaction.description)
  const given = state === undefined ? empty : empty.given(state, { id })
  const expected = expectedBody(interaction)
  const findings: Finding[] = []
  const outcome = await given
    .withRequest(operation.method, operation.path.replace('{id}', id), (request) => {
      if (hasKey) request.headers(authorization)
      if (body !== undefined) request.jsonBody(body)
    })
    .willRespondWith(status, (response) => {
      if (expected !== undefined) response.jsonBody(expected)
    })
    .executeTest(async ({ url }): Promise<Outcome> => {
      const onViolation = (told: readonly Finding[]) => findings.push(...told)
      const client = createClient({ apiKey, baseUrl: url, onViolation })
      if (!hasKey)
        client.use({ onRequest: ({ request }) => request.headers.delete('Authorization') })
      const { data, error, response } = await call(client)
      return { status: response.status, data, error, findings }
    })
  if (outcome === undefined) throw new Error('Pact gave no outcome.')
  return outcome
}
