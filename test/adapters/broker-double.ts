// A Pact Broker on loopback that keeps everything in memory and answers as the real one does, in HAL.
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { type Json, type JsonObject, member } from '../../src/contract/json.ts'

export type DoubleOptions = {
  /** The value of `Authorization` that is asked for; everybody may do everything without. */
  authorization?: string
  /** Whether a published pact may be replaced under the same version. Default true, as in the real one. */
  modifiable?: boolean
}

type Seen = { method: string; path: string; authorization: string | undefined; body: string }

export type BrokerDouble = {
  url: string
  /** Every request, in order. */
  seen: readonly Seen[]
  close: () => Promise<void>
}

type Version = {
  name: string
  number: string
  branches: Set<string>
  tags: Set<string>
  environments: Set<string>
  buildUrl: string | undefined
}
type Pact = { consumer: string; version: string; provider: string; sha: string; content: string }
type Verification = {
  sha: string
  consumer: string
  provider: string
  version: string
  ok: boolean
}
type State = { versions: Version[]; pacts: Pact[]; verifications: Verification[] }

type Given = { state: State; base: string; names: string[]; query: URLSearchParams; body: Json }
type Reply = { status: number; body?: Json; type?: string }
type Route = [method: string, path: RegExp, act: (given: Given, options: DoubleOptions) => Reply]

const environments = new Map([
  ['test', randomUUID()],
  ['production', randomUUID()],
])

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}

function versionOf(state: State, name: string, number: string): Version {
  const found = state.versions.find((each) => each.name === name && each.number === number)
  if (found !== undefined) return found
  const sets = {
    branches: new Set<string>(),
    tags: new Set<string>(),
    environments: new Set<string>(),
  }
  const made: Version = { name, number, buildUrl: undefined, ...sets }
  state.versions.push(made)
  return made
}

const link = (href: string, name = ''): Json => ({ href, ...(name === '' ? {} : { name }) })
const path = (...parts: string[]) => parts.map(encodeURIComponent).join('/')

function index({ base }: Given): Reply {
  const templated = (href: string) => ({ href: `${base}${href}`, templated: true })
  const _links = {
    self: { href: base, title: 'Index', templated: false },
    'pb:publish-contracts': { href: `${base}/contracts/publish`, templated: false },
    'pb:pacticipant': templated('/pacticipants/{pacticipant}'),
    'pb:pacticipant-version': templated('/pacticipants/{pacticipant}/versions/{version}'),
    'pb:pacticipant-version-tag': templated(
      '/pacticipants/{pacticipant}/versions/{version}/tags/{tag}',
    ),
    'pb:pacticipant-branch-version': templated(
      '/pacticipants/{pacticipant}/branches/{branch}/versions/{version}',
    ),
    'pb:provider-pacts-for-verification': templated('/pacts/provider/{provider}/for-verification'),
    'pb:environments': { href: `${base}/environments`, templated: false },
    curies: [{ name: 'pb', href: `${base}/doc/{rel}?context=index`, templated: true }],
  }
  return { status: 200, body: { _links } }
}

function decoded(contract: Json): { text: string; pact: Json } | undefined {
  const content = text(member(contract, 'content'))
  if (!/^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/.test(content) || content === '')
    return undefined
  try {
    const json = Buffer.from(content, 'base64').toString('utf8')
    return { text: json, pact: JSON.parse(json) }
  } catch {
    return undefined
  }
}

function publicationErrors(body: Json): JsonObject | undefined {
  const fields = ['pacticipantName', 'pacticipantVersionNumber', 'contracts']
  const missing = fields.filter((name) => member(body, name) === undefined)
  if (missing.length > 0) return Object.fromEntries(missing.map((name) => [name, ['is missing']]))
  const wrong = list(member(body, 'contracts')).flatMap((contract, at) => {
    const read = decoded(contract)
    if (read === undefined) return [`content could not be decoded as Base64 (at index ${at})`]
    const name = text(member(member(read.pact, 'consumer'), 'name'))
    const consumer = text(member(contract, 'consumerName'))
    if (consumer !== name) return [`consumerName ('${consumer}') does not match ('${name}')`]
    const same = consumer === member(body, 'pacticipantName')
    return same ? [] : ['consumerName must match pacticipantName']
  })
  return wrong.length > 0 ? { contracts: wrong } : undefined
}

function publish({ state, base, body }: Given, { modifiable = true }: DoubleOptions): Reply {
  const errors = publicationErrors(body)
  if (errors !== undefined) return { status: 400, body: { errors } }
  const consumer = text(member(body, 'pacticipantName'))
  const number = text(member(body, 'pacticipantVersionNumber'))
  const given = list(member(body, 'contracts')).map((contract): Pact => {
    const content = decoded(contract)?.text ?? ''
    const sha = createHash('sha1')
      .update(JSON.stringify(JSON.parse(content)))
      .digest('hex')
    return {
      consumer,
      version: number,
      provider: text(member(contract, 'providerName')),
      sha,
      content,
    }
  })
  const changed = given.filter(({ provider, sha }) => {
    return state.pacts.some(
      (each) =>
        each.consumer === consumer &&
        each.version === number &&
        each.provider === provider &&
        each.sha !== sha,
    )
  })
  if (changed.length > 0 && !modifiable) {
    const said = changed.map(({ provider }) => {
      return `Cannot change the content of the pact for ${consumer} version ${number} and provider ${provider}, as race conditions will cause unreliable results for can-i-deploy. Each pact must be published with a unique consumer version number.`
    })
    const notices = said.map((each) => ({ type: 'error', text: each }))
    return { status: 409, body: { notices, errors: { contracts: said } } }
  }
  const version = versionOf(state, consumer, number)
  const branch = text(member(body, 'branch'))
  if (branch !== '') version.branches.add(branch)
  for (const tag of texts(member(body, 'tags'))) version.tags.add(tag)
  version.buildUrl = text(member(body, 'buildUrl')) || undefined
  state.pacts = state.pacts.filter((each) => {
    return !given.some(
      (pact) =>
        pact.consumer === each.consumer &&
        pact.version === each.version &&
        pact.provider === each.provider,
    )
  })
  state.pacts.push(...given)
  return {
    status: 200,
    body: {
      notices: given.flatMap(({ provider }) => [
        { type: 'debug', text: `Created ${consumer} version ${number}` },
        {
          type: 'success',
          text: `Pact successfully published for ${consumer} version ${number} and provider ${provider}.`,
        },
      ]),
      _links: {
        'pb:pacticipant-version': link(`${base}/pacticipants/${path(consumer)}/versions/${number}`),
        'pb:contracts': given.map(({ provider }) =>
          link(
            `${base}/pacts/provider/${path(provider)}/consumer/${path(consumer)}/version/${number}`,
          ),
        ),
      },
    },
  }
}

const last = <T>(items: readonly T[]): T[] => items.slice(-1)

/** The versions of a pacticipant that one would meet where one goes. */
function met(state: State, name: string, query: URLSearchParams): Version[] {
  const own = state.versions.filter((each) => each.name === name)
  const [environment, tag] = [query.get('environment'), query.get('tag')]
  if (environment !== null) return own.filter((each) => each.environments.has(environment))
  if (tag !== null) return last(own.filter((each) => each.tags.has(tag)))
  return last(own)
}

type Row = { pact: Pact; provider: string | null; ok: boolean | null }

function rowFor(state: State, pact: Pact, provider: string | undefined): Row {
  const [result] = last(
    state.verifications.filter((each) => {
      const same = each.consumer === pact.consumer && each.provider === pact.provider
      return same && each.sha === pact.sha && each.version === provider
    }),
  )
  return { pact, provider: result?.version ?? null, ok: result?.ok ?? null }
}

function rowsFor(state: State, name: string, number: string, query: URLSearchParams): Row[] {
  const own = state.pacts.filter((each) => each.consumer === name && each.version === number)
  const needed = own.flatMap((pact) => {
    const providers = met(state, pact.provider, query)
    if (providers.length === 0) return [rowFor(state, pact, undefined)]
    return providers.map((provider) => rowFor(state, pact, provider.number))
  })
  const consumers = new Set(
    state.pacts.filter(({ provider }) => provider === name).map(({ consumer }) => consumer),
  )
  const needing = [...consumers].flatMap((consumer) => {
    const numbers = met(state, consumer, query).map((version) => version.number)
    return state.pacts
      .filter((pact) => pact.provider === name && pact.consumer === consumer)
      .filter((pact) => numbers.includes(pact.version))
      .map((pact) => rowFor(state, pact, number))
  })
  return [...needed, ...needing]
}

function reasonsOf(rows: readonly Row[]): string[] {
  if (rows.length === 0) return ['There are no missing dependencies']
  const between = ({ pact, provider }: Row) =>
    `the version of ${pact.consumer} (${pact.version}) and a version of ${pact.provider} (${provider ?? 'none'})`
  const wrong = rows.flatMap((row) => {
    if (row.ok === null) return [`There is no verified pact between ${between(row)}`]
    return row.ok ? [] : [`The verification for the pact between ${between(row)} failed`]
  })
  return wrong.length > 0
    ? wrong
    : ['All required verification results are published and successful']
}

function matrix({ state, query }: Given): Reply {
  const [name, number] = [query.get('q[][pacticipant]') ?? '', query.get('q[][version]') ?? '']
  const environment = query.get('environment')
  if (environment !== null && !environments.has(environment)) {
    return { status: 400, body: { errors: [`Environment '${environment}' does not exist`] } }
  }
  const known = state.versions.some((each) => each.name === name && each.number === number)
  const rows = known ? rowsFor(state, name, number, query) : []
  const [failed, unknown] = [false, null].map((ok) => rows.filter((row) => row.ok === ok).length)
  const none = `No pacts or verifications have been published for version ${number} of ${name}`
  const deployable = !known ? false : unknown ? null : failed === 0
  return {
    status: 200,
    body: {
      summary: {
        deployable,
        reason: (known ? reasonsOf(rows) : [none]).join('\n'),
        success: rows.filter(({ ok }) => ok).length,
        failed: failed ?? 0,
        unknown: unknown ?? 0,
      },
      matrix: rows.map(({ pact, provider, ok }) => ({
        consumer: { name: pact.consumer, version: { number: pact.version } },
        provider: { name: pact.provider, version: provider === null ? null : { number: provider } },
        pact: { createdAt: '2026-03-02T08:00:00+00:00' },
        verificationResult: ok === null ? null : { success: ok },
      })),
    },
  }
}

const mainBranches = ['main', 'master', 'develop']

function selected(state: State, selector: Json, branch: string): Version[] {
  const of = (holds: (version: Version) => boolean) => {
    const names = new Set(state.versions.map(({ name }) => name))
    return [...names].flatMap((name) =>
      last(state.versions.filter((each) => each.name === name && holds(each))),
    )
  }
  const wanted = member(selector, 'branch')
  if (typeof wanted === 'string') return of(({ branches }) => branches.has(wanted))
  if (member(selector, 'mainBranch') === true) {
    return of(({ branches }) => mainBranches.some((each) => branches.has(each)))
  }
  if (member(selector, 'matchingBranch') === true) return of((each) => each.branches.has(branch))
  return state.versions.filter((each) => each.environments.size > 0)
}

function forVerification({ state, base, names: [provider = ''], body }: Given): Reply {
  const branch = text(member(body, 'providerVersionBranch'))
  const pendingStatus = member(body, 'includePendingStatus') === true
  if (pendingStatus && branch === '') {
    const errors = { providerVersionBranch: ['is required when includePendingStatus is true'] }
    return { status: 400, body: { errors } }
  }
  const versions = list(member(body, 'consumerVersionSelectors')).flatMap((selector) =>
    selected(state, selector, branch),
  )
  const pacts = state.pacts.filter((pact) => {
    const chosen = versions.some(
      (each) => each.name === pact.consumer && each.number === pact.version,
    )
    return pact.provider === provider && chosen
  })
  const distinct = [
    ...new Map(pacts.map((pact) => [`${pact.consumer} ${pact.sha}`, pact])).values(),
  ]
  const isPending = (pact: Pact) =>
    !state.verifications.some(
      ({ sha, ok, version }) =>
        sha === pact.sha && ok && versionOf(state, provider, version).branches.has(branch),
    )
  return {
    status: 200,
    body: {
      _embedded: {
        pacts: distinct.map((pact) => ({
          verificationProperties: {
            notices: [{ when: 'before_verification', text: `The pact is being verified` }],
            ...(pendingStatus ? { pending: isPending(pact) } : {}),
          },
          _links: {
            self: link(
              `${base}/pacts/provider/${path(provider)}/consumer/${path(pact.consumer)}/pact-version/${pact.sha}`,
              `Pact between ${pact.consumer} (${pact.version}) and ${provider}`,
            ),
          },
        })),
      },
    },
  }
}

function pactVersion({ state, base, names }: Given): Reply {
  const [provider = '', consumer = '', sha = ''] = names
  const pact = state.pacts.find((each) => {
    return each.provider === provider && each.consumer === consumer && each.sha === sha
  })
  if (pact === undefined) return notFound
  const own = `${base}/pacts/provider/${path(provider)}/consumer/${path(consumer)}/pact-version/${sha}`
  const _links = {
    self: link(own),
    'pb:publish-verification-results': link(`${own}/verification-results`),
  }
  return { status: 200, body: { ...Object(JSON.parse(pact.content)), _links } }
}

function takeResults({ state, names, body }: Given): Reply {
  const [provider = '', consumer = '', sha = ''] = names
  if (!state.pacts.some((each) => each.sha === sha && each.consumer === consumer)) return notFound
  const ok = member(body, 'success')
  const version = text(member(body, 'providerApplicationVersion'))
  const errors = {
    ...(typeof ok === 'boolean' ? {} : { success: ["can't be blank"] }),
    ...(version === '' ? { providerApplicationVersion: ["can't be blank"] } : {}),
  }
  if (typeof ok !== 'boolean' || version === '') return { status: 400, body: { errors } }
  versionOf(state, provider, version).buildUrl = text(member(body, 'buildUrl')) || undefined
  state.verifications.push({ sha, consumer, provider, version, ok })
  return { status: 201, body: { success: ok, providerApplicationVersion: version } }
}

function showVersion({ state, base, names: [name = '', number = ''] }: Given): Reply {
  const found = state.versions.find((each) => each.name === name && each.number === number)
  if (found === undefined) return notFound
  return {
    status: 200,
    body: {
      number,
      ...(found.buildUrl === undefined ? {} : { buildUrl: found.buildUrl }),
      _embedded: {
        tags: [...found.tags].map((tag) => ({ name: tag })),
        branchVersions: [...found.branches].map((branch) => ({ name: branch })),
      },
      _links: {
        self: link(`${base}/pacticipants/${path(name)}/versions/${path(number)}`),
        'pb:record-deployment': [...environments].map(([environment, id]) =>
          link(
            `${base}/pacticipants/${path(name)}/versions/${path(number)}/deployed-versions/environment/${id}`,
            environment,
          ),
        ),
      },
    },
  }
}

const notFound: Reply = {
  status: 404,
  body: { error: 'The requested document was not found on this server.' },
}

const routes: readonly Route[] = [
  ['GET', /^\/?$/, index],
  ['POST', /^\/contracts\/publish$/, publish],
  ['GET', /^\/matrix$/, matrix],
  ['POST', /^\/pacts\/provider\/([^/]+)\/for-verification$/, forVerification],
  ['GET', /^\/pacts\/provider\/([^/]+)\/consumer\/([^/]+)\/pact-version\/([^/]+)$/, pactVersion],
  [
    'POST',
    /^\/pacts\/provider\/([^/]+)\/consumer\/([^/]+)\/pact-version\/([^/]+)\/verification-results$/,
    takeResults,
  ],
  [
    'PUT',
    /^\/pacticipants\/([^/]+)\/branches\/([^/]+)\/versions\/([^/]+)$/,
    ({ state, names: [name = '', branch = '', number = ''] }) => {
      versionOf(state, name, number).branches.add(branch)
      return { status: 201, body: {} }
    },
  ],
  [
    'PUT',
    /^\/pacticipants\/([^/]+)\/versions\/([^/]+)\/tags\/([^/]+)$/,
    ({ state, names: [name = '', number = '', tag = ''] }) => {
      versionOf(state, name, number).tags.add(tag)
      return { status: 201, body: { name: tag } }
    },
  ],
  ['GET', /^\/pacticipants\/([^/]+)\/versions\/([^/]+)$/, showVersion],
  [
    'POST',
    /^\/pacticipants\/([^/]+)\/versions\/([^/]+)\/deployed-versions\/environment\/([^/]+)$/,
    ({ state, names: [name = '', number = '', id = ''] }) => {
      const [environment = ''] = [...environments].find(([, each]) => each === id) ?? []
      for (const each of state.versions)
        if (each.name === name) each.environments.delete(environment)
      versionOf(state, name, number).environments.add(environment)
      return { status: 201, body: {} }
    },
  ],
  [
    'DELETE',
    /^\/pacticipants\/([^/]+)$/,
    ({ state, names: [name = ''] }) => {
      if (!state.versions.some((each) => each.name === name)) return notFound
      state.versions = state.versions.filter((each) => each.name !== name)
      state.pacts = state.pacts.filter((each) => each.consumer !== name && each.provider !== name)
      return { status: 204 }
    },
  ],
]

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function replyTo(
  seen: Seen,
  given: Omit<Given, 'names' | 'query' | 'body'>,
  options: DoubleOptions,
) {
  if (options.authorization !== undefined && options.authorization !== seen.authorization) {
    return { status: 401, type: 'text/plain' }
  }
  const { pathname, searchParams: query } = new URL(seen.path, 'http://double')
  let body: Json = null
  try {
    if (seen.body !== '') body = JSON.parse(seen.body)
  } catch {
    return { status: 400, body: { error: 'invalid JSON' } }
  }
  for (const [method, pattern, act] of routes) {
    const found = method === seen.method ? pattern.exec(pathname) : null
    if (found === null) continue
    const names = found.slice(1).map(decodeURIComponent)
    return act({ ...given, names, query, body }, options)
  }
  return notFound
}

/** Starts a broker that knows nothing yet. */
export async function startBrokerDouble(options: DoubleOptions = {}): Promise<BrokerDouble> {
  const seen: Seen[] = []
  const state: State = { versions: [], pacts: [], verifications: [] }
  let base = ''
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    const each = {
      method,
      path: url,
      authorization: headers.authorization,
      body: await bodyOf(request),
    }
    seen.push(each)
    const { status, body, type }: Reply = replyTo(each, { state, base }, options)
    response.writeHead(status, { 'content-type': type ?? 'application/hal+json;charset=utf-8' })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  return {
    url: base,
    seen,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
