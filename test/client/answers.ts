// Answers for the client's tests, and clients that get them from a function or over the loopback interface.
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type BlackBoxClient,
  type ClientOptions,
  createClient,
  type Finding,
} from '../../src/index.ts'

export const KEY = 'key-51f0c6a9b2d84e7f'
export const TOKEN = '0123456789abcdef0123456789abcdef'
export const ID = '7d3f6a52-9c1e-4b8a-b0c4-2e5f81a9d603'
export const TWILIO = '/api/v1/providers/twilio/{id}'

export const provider = {
  name: 'Support line',
  providerType: 'twilio',
  accountSid: `AC${'a'.repeat(32)}`,
  id: ID,
  trunkSid: null,
}

export const problem = { type: 'about:blank', title: 'Not Found', status: 404 }

type Answer = { status?: number; type?: string | null; body?: unknown }

/** An answer; a body that is no text is written as JSON, and null is none. */
export function answer({ status = 200, type = 'application/json', body = provider }: Answer = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  // As bytes, since a text would bring a media type of its own.
  const bytes = body === null ? null : new TextEncoder().encode(text)
  return new Response(bytes, { status, headers: type === null ? {} : { 'content-type': type } })
}

type Given = Partial<ClientOptions> & { answer?: () => Response | Promise<Response> }

export type Observed = { client: BlackBoxClient; sent: Request[]; told: (readonly Finding[])[] }

/** A client with an injected fetch, what it sent, and what it told. */
export function observed({ answer: give = () => answer(), ...options }: Given = {}): Observed {
  const sent: Request[] = []
  const told: (readonly Finding[])[] = []
  const client = createClient({
    apiKey: KEY,
    onViolation: (findings) => told.push(findings),
    fetch: async (request) => {
      sent.push(request.clone())
      return give()
    },
    ...options,
  })
  return { client, sent, told }
}

/** Asks for the provider of the tests. */
export const ask = (client: BlackBoxClient) => client.GET(TWILIO, { params: { path: { id: ID } } })

/** What a promise rejects with; fails if it does not. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  const value = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (value instanceof Error) return value
  throw new Error(`rejected with no error, or not at all: ${String(value)}`)
}

/** Everything that an error shows of itself, and of its causes. */
export function everythingIn(error: Error): string {
  const own = Object.getOwnPropertyNames(error).map((name) =>
    JSON.stringify(Object.getOwnPropertyDescriptor(error, name)),
  )
  const cause = error.cause instanceof Error ? everythingIn(error.cause) : ''
  return [String(error), error.message, error.stack, JSON.stringify(error), ...own, cause].join(
    '\n',
  )
}

/** Runs a test against a server on the loopback interface. */
export async function withServer(
  listener: RequestListener,
  run: (url: string) => Promise<void>,
): Promise<void> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    // A server that listens on a port has an address of this form.
    const { port } = server.address() as AddressInfo
    await run(`http://127.0.0.1:${port}`)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}
