#!/usr/bin/env node
// The executable: gives the real world to main, and its exit code to the shell.
import { failureText } from './cli/failure.ts'
import { main } from './cli/main.ts'
import { createSecrets } from './cli/secrets.ts'

const { stdin, stdout, stderr, env } = process
const secrets = createSecrets(env)
const interrupt = new AbortController()
let crashed = false

// Node ends with 13 if its work dries up while main still waits; that job was not done either.
process.exitCode = 2

for (const stream of [stdout, stderr]) {
  // A reader that has seen enough (`| head`) closes the pipe: nobody is left to tell.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') crash(error)
  })
}

// A second signal finds no listener and ends the program at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort())

// Thrown outside of main's promise, by a timer or a server of a dependency; Node's own code is 1.
process.on('uncaughtException', crash)
process.on('unhandledRejection', crash)

function crash(error: unknown): void {
  crashed = true
  process.exitCode = 2
  const debug = process.argv.includes('--debug')
  stderr.write(failureText(error, { debug, redact: secrets.redact }))
  interrupt.abort()
  // What a dependency has left open must not keep a broken run alive.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5000).unref()
}

function columnsOf(stream: NodeJS.WriteStream): number | undefined {
  return stream.isTTY ? stream.columns || 80 : undefined
}

const exitCode = await main({
  argv: process.argv.slice(2),
  env,
  cwd: process.cwd(),
  stdin,
  stdout: (text) => void stdout.write(text),
  stderr: (text) => void stderr.write(text),
  fetch,
  now: Date.now,
  signal: interrupt.signal,
  stdoutColumns: columnsOf(stdout),
  stderrColumns: columnsOf(stderr),
  secrets,
})
process.exitCode = crashed ? 2 : exitCode
