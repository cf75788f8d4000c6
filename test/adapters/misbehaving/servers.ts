// All misbehaving servers, for whatever talks to a provider: the transport, and the command above it.
import { bodies, bombs } from './bodies.ts'
import { connections } from './connections.ts'
import { headers } from './headers.ts'
import type { Misbehaving } from './start.ts'

export const servers: readonly Misbehaving[] = [...connections, ...headers, ...bodies, ...bombs]
