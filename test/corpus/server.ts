// A loopback server that gives the answer of the corpus which a request asks for by its case field.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Answer, CASE_FIELD, json } from './case.ts'
import { cases } from './cases.ts'

export type Corpus = { url: string; close: () => Promise<void> }

const startPage =
  '<!doctype html><html lang="en"><title>Corpus</title><link rel="icon" href="data:,">'

const allowAll = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, x-case',
}

function reply(response: ServerResponse, { status = 200, headers = json, body }: Answer): void {
  response.writeHead(status, headers)
  response.end(body)
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  if (request.method === 'OPTIONS') {
    reply(response, { status: 204, headers: allowAll })
    return
  }
  const name = request.headers[CASE_FIELD]
  const found = typeof name === 'string' ? cases.get(name) : undefined
  if (found !== undefined) reply(response, found.given)
  else reply(response, { headers: { 'content-type': 'text/html' }, body: startPage })
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

/** Starts the server on a free port; a page that asks for no case gets an empty page. */
export async function startCorpus(): Promise<Corpus> {
  const server = createServer(answer)
  const port = await listen(server)
  const close = async () => {
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve())
    })
    server.closeAllConnections()
    await closed
  }
  return { url: `http://127.0.0.1:${port}`, close }
}
