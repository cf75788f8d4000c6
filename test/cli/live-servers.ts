// Providers of users.yaml for the transcripts: each listens where it can, and is written as though on a port of its own.
import { type Served, serve } from '../../src/adapters/serve.ts'

const key = 'a-key-for-users'

/** Has one user, with the number 5. */
function users(name: string | null) {
  return async ({ method, url, headers }: Request): Promise<Response> => {
    const id = new URL(url).pathname.slice('/users/'.length)
    if (method !== 'GET') return new Response(null, { status: 405 })
    if (headers.get('authorization') !== `Bearer ${key}`) return new Response(null, { status: 401 })
    if (!/^[1-9]\d*$/.test(id)) return new Response(null, { status: 400 })
    return id === '5' ? Response.json({ id: 5, name }) : new Response(null, { status: 404 })
  }
}

const providers: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
  // Obeys the contract.
  'http://127.0.0.1:40001': users('Ada'),
  // Has lost the name.
  'http://127.0.0.1:40002': users(null),
  // Is down.
  'http://127.0.0.1:40003': async () => new Response(),
}

export type LiveServers = {
  /** A text of a transcript with the addresses of now, and the other way round. */
  toReal: (text: string) => string
  toWritten: (text: string) => string
  close: () => Promise<void>
}

export async function startLiveServers(): Promise<LiveServers> {
  const started: [written: string, server: Served][] = []
  for (const [written, provider] of Object.entries(providers)) {
    started.push([written, await serve(provider)])
  }
  await started.at(-1)?.[1].close()
  return {
    toReal: (text) => started.reduce((all, [from, { url }]) => all.replaceAll(from, url), text),
    toWritten: (text) => started.reduce((all, [to, { url }]) => all.replaceAll(url, to), text),
    close: async () => {
      for (const [, server] of started.slice(0, -1)) await server.close()
    },
  }
}
